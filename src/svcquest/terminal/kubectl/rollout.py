"""``kubectl rollout``: status, history, undo, restart, pause and resume.

Follows ``k8s.io/kubectl/pkg/cmd/rollout`` and ``pkg/polymorphichelpers`` (history, rollback, objectrestarter,
objectpauser, objectresumer).
"""

from __future__ import annotations

from collections.abc import Callable

from svcquest.model import kinds
from svcquest.model.resource import Resource
from svcquest.model.timestamps import to_timestamp
from svcquest.model.tree import Tree, dig, with_value
from svcquest.terminal.kubectl import revisions, submit
from svcquest.terminal.kubectl.arguments import FILE_FLAGS, SELECTOR, Question, find
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import DRY_RUN, FORMATS, PRINT_FLAGS, DryRun, dry_run, formatter, printer

RESTARTED_AT = "kubectl.kubernetes.io/restartedAt"

Change = Callable[[Call, Resource], Tree]
"""From an object to what it shall be; may raise CommandError."""

_RESTARTABLE = frozenset({kinds.DEPLOYMENT, kinds.DAEMONSET, kinds.STATEFULSET})


def _targets(call: Call, *, told_of_none: bool = True) -> tuple[list[Resource], list[Problem]]:
    if not call.args and not call.flags.list("filename"):
        raise CommandError("required resource not specified")
    found = find(call, call.args, Question(empty_selector=True))
    if told_of_none and not found.targets and not found.problems:
        call.error(f"No resources found in {call.client.namespace} namespace.")
    return [target.resource for target in found.targets], list(found.problems)


def _change(call: Call, change: Change, operation: str) -> int:
    dry = dry_run(call) if "dry-run" in call.flags.known else "none"
    printer(call, operation, dry)
    resources, problems = _targets(call)
    for resource in resources:
        try:
            wanted = change(call, resource)
            if dry != "client":
                wanted = submit.accepted(submit.update(call, resource, wanted, dry=dry)).tree
        except CommandError as error:
            problems += error.problems
            continue
        call.print(printer(call, operation, dry)(wanted), end="")
    raise_all(problems)
    return 0


def _restarted(call: Call, resource: Resource) -> Tree:
    kind = resource.kind
    if kind not in _RESTARTABLE:
        raise CommandError(f'{kind.resource} "{resource.name}" restarting is not supported')
    if resource.spec.get("paused"):
        raise CommandError(
            f'{kind.resource} "{resource.name}" can\'t restart paused {kind.singular} (run rollout resume first)'
        )
    path = ("spec", "template", "metadata", "annotations", RESTARTED_AT)
    now = call.client.cluster.state.now
    if dig(resource.tree, *path) == to_timestamp(now):
        now += 1  # nobody types two restarts within one second, only lines without a pause do
    return with_value(resource.tree, path, to_timestamp(now))


def _restart(call: Call) -> int:
    return _change(call, _restarted, "restarted")


def _pausable(resource: Resource, doing: str) -> None:
    if resource.kind != kinds.DEPLOYMENT:
        raise CommandError(f'{resource.kind.resource} "{resource.name}" {doing} is not supported')


def _paused(_call: Call, resource: Resource) -> Tree:
    _pausable(resource, "pausing")
    if resource.spec.get("paused"):
        raise CommandError(f'{resource.kind.resource} "{resource.name}" is already paused')
    return with_value(resource.tree, ("spec", "paused"), value=True)


def _pause(call: Call) -> int:
    return _change(call, _paused, "paused")


def _resumed(_call: Call, resource: Resource) -> Tree:
    _pausable(resource, "resuming")
    if not resource.spec.get("paused"):
        raise CommandError(f'{resource.kind.resource} "{resource.name}" is not paused')
    return with_value(resource.tree, ("spec", "paused"), None)


def _resume(call: Call) -> int:
    return _change(call, _resumed, "resumed")


def _undo(call: Call) -> int:
    dry = dry_run(call)
    printer(call, "rolled back", dry)
    resources, problems = _targets(call, told_of_none=False)
    for resource in resources:
        try:
            operation = _roll_back(call, resource, dry)
        except CommandError as error:
            problems += error.problems
            continue
        call.print(printer(call, operation, dry)(resource.tree), end="")
    raise_all(problems)
    return 0


def _roll_back(call: Call, resource: Resource, dry: DryRun) -> str:
    """What has been done; a dry run of the client shows the pods that there would be instead."""
    revision = revisions.to_roll_back(call.client.cluster, resource, call.flags.number("to-revision"))
    if dry == "client":
        return revisions.template_text(dig(revision.tree, "spec", "template"))
    if revision.template == dig(resource.tree, "spec", "template"):
        return f"skipped rollback (current template already matches revision {revision.number})"
    wanted = with_value(resource.tree, ("spec", "template"), revision.template)
    wanted = with_value(wanted, ("metadata", "annotations"), revisions.annotations_after(resource, revision))
    submit.accepted(submit.update(call, resource, wanted, dry=dry))
    return "rolled back"


def _history(call: Call) -> int:
    show = _history_as_objects(call) if call.flags.text("output") or call.flags.text("template") else _history_as_text
    if call.flags.number("revision") < 0:
        raise CommandError(f"revision must be a positive integer: {call.flags.number('revision')}")
    resources, problems = _targets(call, told_of_none=False)
    for resource in resources:
        try:
            show(call, resource, revisions.of(call.client.cluster, resource))
        except CommandError as error:
            problems += error.problems
    raise_all(problems)
    return 0


def _history_as_objects(call: Call) -> Callable[[Call, Resource, list[revisions.Revision]], None]:
    formatted = formatter(call, FORMATS)

    def show(call: Call, _resource: Resource, history: list[revisions.Revision]) -> None:
        for each in _chosen(call, history) if call.flags.number("revision") else history:
            call.print(formatted(each.tree), end="")

    return show


def _chosen(call: Call, history: list[revisions.Revision]) -> list[revisions.Revision]:
    found = [each for each in history if each.number == call.flags.number("revision")]
    if not found:
        raise CommandError("unable to find the specified revision")
    return found


def _history_as_text(call: Call, resource: Resource, history: list[revisions.Revision]) -> None:
    head = f"{resource.kind.qualified}/{resource.name}"
    if call.flags.number("revision"):
        (chosen,) = _chosen(call, history)
        call.print(f"{head} with revision #{chosen.number}\n{revisions.template_text(chosen.shown)}")
    elif not history:
        call.print(f"{head}\nNo rollout history found.")
    else:
        width = max(len("REVISION"), *(len(str(each.number)) for each in history)) + 2
        call.print(f"{head} \n{'REVISION':{width}}CHANGE-CAUSE")
        for each in history:
            call.print(f"{each.number:<{width}}{each.cause or '<none>'}")
        call.print()


def _status(call: Call) -> int:
    from svcquest.terminal.kubectl.rollout_status import wait_for  # noqa: PLC0415 - no other verb of rollout waits

    resources, problems = _targets(call)
    flags = call.flags
    if flags.number("revision") < 0:
        raise CommandError(f"revision must be a positive integer: {flags.number('revision')}")
    for resource in resources:
        seconds, revision = flags.seconds("timeout"), flags.number("revision")
        problem = wait_for(call, resource, watch=flags.on("watch"), seconds=seconds, revision=revision)
        if problem:
            problems.append(problem)
    raise_all(problems)
    return 0


_USAGE = "(TYPE NAME | TYPE/NAME) [flags]"
_CHANGING = (*PRINT_FLAGS, *FILE_FLAGS, SELECTOR, submit.field_manager("kubectl-rollout"))

HISTORY = Command(
    _history,
    usage=_USAGE,
    flags=(*PRINT_FLAGS, *FILE_FLAGS, SELECTOR, Flag("revision", "Show this revision's pods", "int64", default="0")),
)
PAUSE = Command(_pause, usage=_USAGE, flags=_CHANGING)
RESTART = Command(_restart, usage=_USAGE, flags=_CHANGING, examples=("kubectl rollout restart deployment/web",))
RESUME = Command(_resume, usage=_USAGE, flags=_CHANGING)
STATUS = Command(
    _status,
    usage=_USAGE,
    flags=(
        *FILE_FLAGS,
        SELECTOR,
        Flag("watch", "Wait until the rollout is complete", "bool", short="w", default="true"),
        Flag("timeout", "How long to wait; zero for as long as it takes", "duration", default="0s"),
        Flag("revision", "Insist on this revision", "int64", default="0"),
    ),
    examples=("kubectl rollout status deployment/web",),
)
UNDO = Command(
    _undo,
    usage=_USAGE,
    flags=(
        *PRINT_FLAGS,
        DRY_RUN,
        *FILE_FLAGS,
        SELECTOR,
        Flag("to-revision", "Go back to this revision; zero for the one before", "int64", default="0"),
    ),
    examples=("kubectl rollout undo deployment/web --to-revision=1",),
)

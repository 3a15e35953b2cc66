"""``kubectl delete``.

Follows ``k8s.io/kubectl/pkg/cmd/delete/delete.go``. What is named is not looked up first: the server says when it is
not there.
"""

from __future__ import annotations

from svcquest.engine.writes import Propagation
from svcquest.model.frozen import dataclass
from svcquest.model.resource import Resource
from svcquest.model.status import Status
from svcquest.terminal.kubectl import deletion
from svcquest.terminal.kubectl.arguments import (
    ALL,
    ALL_NAMESPACES,
    FIELD_SELECTOR,
    FILE_FLAGS,
    SELECTOR,
    Found,
    Question,
    Target,
    find,
)
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all, with_source
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import DRY_RUN, DryRun, done, dry_run

_IMMEDIATE = (
    "Immediate deletion does not wait for confirmation that the running resource has been terminated. "
    "The resource may continue to run on the cluster indefinitely."
)


@dataclass(frozen=True, slots=True)
class _Options:
    """How objects are to be deleted; ``grace`` is -1 for what the object itself says."""

    dry: DryRun
    grace: int
    cascade: Propagation
    name_only: bool
    ignore_not_found: bool


def _run(call: Call) -> int:
    options = _options(call)
    found = _find(call)
    if call.flags.on("force"):
        call.warn(_IMMEDIATE)
    if call.flags.on("interactive") and found.targets and not _confirmed(call, found):
        call.print("deletion is cancelled")
        return 0
    problems: list[Problem] = list(found.problems)
    gone: list[Resource] = []
    warned = not call.client.namespace_given
    for target in found.targets:
        if not target.kind.namespaced and not warned:
            warned = True
            call.warn("deleting cluster-scoped resources, not scoped to the provided namespace")
        answer = _delete(call, target, options)
        if isinstance(answer, Status):
            if not (options.ignore_not_found and answer.reason == "NotFound"):
                problems.append(with_source(answer, "deleting", target.source) if target.source else answer)
        elif answer is not None:
            gone.append(answer)
    raise_all(problems)
    if not found.targets:
        call.print("No resources found")
    elif call.flags.on("wait") and options.dry == "none":
        _wait(call, gone)
    return 0


def _find(call: Call) -> Found:
    flags = call.flags
    return find(
        call,
        call.args,
        Question(select_all=flags.on("all"), all_namespaces=flags.on("all-namespaces"), look_up=False),
    )


def _confirmed(call: Call, found: Found) -> bool:
    """Whether the answer to ``--interactive`` is yes."""
    call.print(f"You are about to delete the following {len(found.targets)} resource(s):")
    for target in found.targets:
        call.print(str(target))
    call.print("Do you want to continue? (y/n): ", end="")
    return call.process.stdin.split()[:1] in (["y"], ["Y"])


def _options(call: Call) -> _Options:
    """Follows ``ToOptions``, ``Complete`` and ``Validate``."""
    flags = call.flags
    cascade = deletion.cascade(call)
    dry = dry_run(call)
    grace, force = flags.number("grace-period"), flags.on("force")
    if flags.on("now"):
        if grace != -1:
            raise CommandError("--now and --grace-period cannot be specified together")
        grace = 1
    elif grace == 0 and not force:
        grace = 1  # an unforced deletion is never immediate
    elif grace < 0 and force:
        grace = 0
    output = flags.text("output")
    if output not in {"", "name"}:
        raise CommandError(f"unexpected -o output mode: {output}. We only support '-o name'")
    if force and grace > 0:
        raise CommandError("--force and --grace-period greater than 0 cannot be specified together")
    several = flags.on("all") or bool(flags.text("selector") or flags.text("field-selector"))
    ignore = flags.on("ignore-not-found") or (several and not flags.given("ignore-not-found"))
    return _Options(dry, grace, cascade, output == "name", ignore)


def _delete(call: Call, target: Target, options: _Options) -> Resource | Status | None:
    """Begin one deletion and say so; the object comes back when there is one to wait for."""
    gone = None
    if options.dry != "client":
        call.warn_of(target.kind)
        answer = call.client.cluster.delete(
            target.kind,
            target.namespace,
            target.name,
            grace_seconds=options.grace if options.grace >= 0 else None,
            propagation=options.cascade,
            dry_run=options.dry == "server",
        )
        if isinstance(answer, Status):
            return answer
        call.warn(*answer.warnings)
        gone = answer.resource
    if options.name_only:
        call.print(str(target))
    else:
        operation = "force deleted" if options.grace == 0 else "deleted"
        place = f" from {target.namespace} namespace" if target.kind.namespaced else ""
        call.print(f'{target.kind.qualified} "{target.name}" {done(f"{operation}{place}", options.dry)}')
    return gone


def _wait(call: Call, gone: list[Resource]) -> None:
    seconds = call.flags.seconds("timeout") or deletion.A_WEEK
    left = deletion.wait_until_gone(call.client.cluster, gone, seconds)
    if left is not None:
        raise CommandError(f"timed out waiting for the condition on {left.kind.plural}/{left.name}")


DELETE = Command(
    _run,
    usage="([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])",
    flags=(
        DRY_RUN,
        *FILE_FLAGS,
        SELECTOR,
        FIELD_SELECTOR,
        ALL,
        ALL_NAMESPACES,
        Flag("output", "Only -o name is known", short="o"),
        Flag("force", "Remove at once without waiting for the program to end", "bool"),
        Flag("now", "Give the program one second", "bool"),
        Flag("grace-period", "Seconds that the program has to end; -1 for what the object says", "int", default="-1"),
        Flag("ignore-not-found", "Do not mind what is not there", "bool"),
        Flag("wait", "Wait until the objects are gone", "bool", default="true"),
        Flag("timeout", "How long to wait; zero for as long as it takes", "duration", default="0s"),
        deletion.CASCADE,
        Flag("interactive", "Ask first", "bool", short="i"),
    ),
    examples=("kubectl delete svc web", "kubectl delete -f svc.yaml", "kubectl delete pods -l app=web"),
)

"""``kubectl apply``: make objects be as files say, without undoing what others have set.

Follows ``k8s.io/kubectl/pkg/cmd/apply/apply.go`` and ``patcher.go``.
"""

from __future__ import annotations

import json

from svcquest.engine.writes import FieldValidation
from svcquest.model.frozen import dataclass, field
from svcquest.model.resource import Resource
from svcquest.model.status import Refusal, Status
from svcquest.model.tree import Tree, dig
from svcquest.schema.last_applied import LAST_APPLIED, one_line, with_last_applied
from svcquest.schema.merge.three_way import three_way_patch
from svcquest.terminal.kubectl import deletion, pruning, submit
from svcquest.terminal.kubectl.arguments import FILE_FLAGS, SELECTOR, Target, file_targets
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all, with_source
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import DRY_RUN, FORMATS, PRINT_FLAGS, DryRun, dry_run, formatter, printer

_NOT_APPLIED = (
    "resource {} is missing the " + LAST_APPLIED + " annotation which is required by kubectl apply. kubectl apply "
    "should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. "
    "The missing annotation will be patched automatically."
)


@dataclass(slots=True)
class _Apply:
    """One run of apply.

    Attributes:
        prints_objects: ``-o`` asks for whole objects, which come out together at the end.
        shown: those objects.
    """

    call: Call
    dry: DryRun
    validation: FieldValidation
    prints_objects: bool
    shown: list[Tree] = field(default_factory=list)

    def report(self, tree: Tree, operation: str) -> None:
        """Print what was done, or keep the object for the end."""
        if self.prints_objects:
            self.shown.append(tree)
        else:
            self.call.print(printer(self.call, operation, self.dry)(tree), end="")


def _run(call: Call) -> int:
    if call.args:
        raise call.usage_error(f"Unexpected args: [{' '.join(call.args)}]")
    dry = dry_run(call)
    printer(call, "applied", dry)
    cascade = deletion.cascade(call)
    if not call.flags.list("filename") and not call.flags.text("kustomize"):
        raise CommandError("must specify one of -f and -k")
    prunable = pruning.allowed(call) if call.flags.on("prune") else ()
    _check_flags(call, dry)
    run = _Apply(call, dry, submit.validation(call), call.flags.text("output") not in {"", "name"})
    problems: list[Problem] = []
    targets: list[Target] = []
    for each in file_targets(call, validate=run.validation == "Strict"):
        if isinstance(each, Target):
            targets.append(each)
        else:
            problems.append(each)
    if not targets and not problems:
        raise CommandError("no objects passed to apply")
    for target in targets:
        problem = _apply(run, target)
        if problem is not None:
            problems.append(problem)
    raise_all(problems)
    _print_objects(run)
    if call.flags.on("prune"):
        pruning.prune(call, prunable, targets, dry, cascade)
    return 0


def _check_flags(call: Call, dry: DryRun) -> None:
    flags = call.flags
    server_side = flags.on("server-side")
    if flags.on("force-conflicts") and not server_side:
        raise CommandError("--force-conflicts only works with --server-side")
    if server_side and dry == "client":
        raise CommandError("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)")
    if server_side and flags.on("force"):
        raise CommandError("--force cannot be used with --server-side")
    if dry == "server" and flags.on("force"):
        raise CommandError("--dry-run=server cannot be used with --force")
    if flags.on("all") and flags.text("selector"):
        raise CommandError("cannot set --all and --selector at the same time")
    if not flags.on("prune"):
        return
    if not flags.on("all") and not flags.text("selector"):
        raise CommandError(
            "all resources selected for prune without explicitly passing --all. To prune all resources, pass the "
            "--all flag. If you did not mean to prune all resources, specify a label selector"
        )
    if server_side:
        raise CommandError("--prune is in alpha and doesn't currently work on objects created by server-side apply")


def _apply(run: _Apply, target: Target) -> Problem | None:
    if run.call.flags.on("server-side"):
        from svcquest.terminal.kubectl import server_side  # noqa: PLC0415 - few applies are server-side

        answer = server_side.apply(run.call, target, run.dry)
        if not isinstance(answer, Resource):
            return answer
        run.report(answer.tree, "serverside-applied")
        return None
    if not target.name:
        return without_a_name(target)
    run.call.warn_of(target.kind)
    live = run.call.client.get(target.kind, target.namespace, target.name)
    if isinstance(live, Resource):
        return _change(run, target, live)
    assert target.manifest is not None
    manifest = with_last_applied(target.manifest, target.namespace)
    if run.dry == "client":
        run.report(manifest, "created")
        return None
    answer = submit.create(run.call, target.kind, manifest, target.namespace, dry=run.dry, strictness=run.validation)
    if isinstance(answer, Status):
        return with_source(answer, "creating", target.source)
    run.report(answer.tree, "created")
    return None


def without_a_name(target: Target) -> str:
    """Why an object without a name cannot be applied."""
    assert target.manifest is not None
    generated = dig(target.manifest, "metadata", "generateName")
    if generated:
        return f"from {generated}: cannot use generate name with apply"
    return (
        f"error when retrieving current configuration of:\n{_described(target)}\n"
        f'from server for: "{target.source}": resource name may not be empty'
    )


def _described(target: Target) -> str:
    kind = target.kind
    return (
        f'Resource: "{kind.group}/{kind.version}, Resource={kind.plural}", '
        f'GroupVersionKind: "{kind.group}/{kind.version}, Kind={kind.kind}"\n'
        f'Name: "{target.name}", Namespace: "{target.namespace}"'
    )


def _change(run: _Apply, target: Target, live: Resource) -> Problem | None:
    """Patch an object that exists already by the difference of three: applied last, live, manifest."""
    assert target.manifest is not None
    call = run.call
    if LAST_APPLIED not in live.annotations:
        call.warn(_NOT_APPLIED.format(f"{live.kind.resource}/{live.name}"))
    manifest = with_last_applied(target.manifest, target.namespace)
    try:
        patch = three_way_patch(live.kind, applied_last(live), live.tree, manifest)
    except Refusal as refusal:
        return _unmergeable(call, target, live, manifest, refusal)
    try:
        answer = _send(run, live, patch)
    except Refusal as refusal:
        return str(refusal)
    if isinstance(answer, Status) and call.flags.on("force") and answer.reason in {"Conflict", "Invalid"}:
        answer = deletion.recreate(call, live, manifest, strictness=run.validation)
    if isinstance(answer, Status):
        return _failing(answer, one_line(patch), target)
    if live.terminating:
        call.warn(f"Detected changes to resource {live.name} which is currently being deleted.")
    run.report(answer, "unchanged" if not patch else "configured")
    return None


def _send(run: _Apply, live: Resource, patch: Tree) -> Tree | Status:
    if not patch:
        return live.tree
    from svcquest.terminal.kubectl import patching  # noqa: PLC0415 - what is new is not patched

    if run.dry == "client":
        return patching.apply(live, patch, "strategic")
    answer = patching.send(run.call, live, patch, "strategic", dry=run.dry, strictness=run.validation)
    return answer if isinstance(answer, Status) else answer.tree


def applied_last(live: Resource) -> Tree:
    """What was applied last to an object, ``{}`` when nobody wrote it down."""
    text = live.annotations.get(LAST_APPLIED)
    if not text:
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _unmergeable(call: Call, target: Target, live: Resource, manifest: Tree, refusal: Refusal) -> Problem:
    """There is no patch to send: it was tried by each of the API's descriptions, and by the Go struct."""
    for description in ("v3 ", ""):
        call.error(f"warning: error calculating patch from openapi {description}spec: {refusal}")
    three = (live.annotations.get(LAST_APPLIED, ""), one_line(manifest) + "\n", one_line(live.tree) + "\n")
    told = "creating patch with:\noriginal:\n{}\nmodified:\n{}\ncurrent:\n{}\nfor:: {}".format(*three, refusal)
    return _failing(told, "", target)


def _failing(why: Problem, patch: str, target: Target) -> Problem:
    doing = f"applying patch:\n{patch}\nto:\n{_described(target)}\nfor:"
    return with_source(with_source(why, "patching", target.source), doing, target.source)


def _print_objects(run: _Apply) -> None:
    if not run.shown:
        return
    show = formatter(run.call, FORMATS)
    if len(run.shown) == 1:
        run.call.print(show(run.shown[0]), end="")
    else:
        run.call.print(show({"apiVersion": "v1", "items": run.shown, "kind": "List", "metadata": {}}), end="")


APPLY = Command(
    _run,
    usage="(-f FILENAME | -k DIRECTORY)",
    flags=(
        *PRINT_FLAGS,
        DRY_RUN,
        *FILE_FLAGS,
        SELECTOR,
        submit.VALIDATE,
        submit.field_manager("kubectl-client-side-apply"),
        Flag("server-side", "Let the server merge and keep account of who owns which field", "bool"),
        Flag("force-conflicts", "Take over fields that others own", "bool"),
        Flag("force", "Delete and make anew what cannot be changed", "bool"),
        Flag("overwrite", "Overwrite what others have changed", "bool", default="true"),
        Flag("openapi-patch", "Merge by the server's OpenAPI document", "bool", default="true", hidden=True),
        Flag("grace-period", "Seconds that --force gives an object to end", "int", default="-1"),
        deletion.CASCADE,
        Flag("timeout", "How long --force waits", "duration", default="0s"),
        Flag("wait", "Whether --force waits for deletions", "bool"),
        Flag("all", "Together with --prune", "bool"),
        Flag("prune", "Delete what files no longer hold", "bool"),
        pruning.ALLOW_LIST,
    ),
    examples=("kubectl apply -f svc.yaml", "cat svc.yaml | kubectl apply -f -"),
)

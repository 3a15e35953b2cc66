"""``kubectl replace``.

Follows ``k8s.io/kubectl/pkg/cmd/replace/replace.go``: a PUT without a resourceVersion, so whatever is there is
overwritten; for kinds that allow it, a PUT of something absent creates it.
"""

from __future__ import annotations

from svcquest.model.resource import Resource
from svcquest.model.status import Status, quote
from svcquest.model.tree import Tree, dig, with_value
from svcquest.schema.last_applied import LAST_APPLIED, with_last_applied
from svcquest.terminal.kubectl import deletion, submit
from svcquest.terminal.kubectl.arguments import FILE_FLAGS, Target, file_targets
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all, with_source
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import DRY_RUN, PRINT_FLAGS, DryRun, dry_run, printer


def _run(call: Call) -> int:
    flags = call.flags
    dry = dry_run(call)
    printer(call, "replaced", dry)
    validation = submit.validation(call)
    deletion.cascade(call)
    if flags.number("grace-period") >= 0 and not flags.on("force"):
        raise CommandError("--grace-period must have --force specified")
    if flags.seconds("timeout") and not flags.on("force"):
        raise CommandError("--timeout must have --force specified")
    if flags.on("force") and dry != "none":
        raise CommandError("--dry-run can not be used when --force is set")
    if not flags.list("filename") and not flags.text("kustomize"):
        raise CommandError("must specify one of -f and -k")
    problems: list[Problem] = []
    seen = 0
    for each in file_targets(call, validate=validation == "Strict"):
        seen += 1
        answer = _replace(call, each, dry) if isinstance(each, Target) else each
        if not isinstance(answer, dict):
            problems.append(answer)
            continue
        call.print(printer(call, "replaced", dry)(answer), end="")
    raise_all(problems)
    if not seen:
        raise CommandError("no objects passed to replace")
    return 0


def _replace(call: Call, target: Target, dry: DryRun) -> Tree | Problem:
    """The object as it is afterwards, or why it could not be replaced."""
    assert target.manifest is not None
    if not target.name:
        return f"error when replacing {quote(target.source)}: resource name may not be empty"
    live = call.client.cluster.get(target.kind, target.namespace, target.name)
    tree = target.manifest
    if call.flags.on("save-config") or LAST_APPLIED in (dig(tree, "metadata", "annotations") or {}):
        tree = with_last_applied(tree, target.namespace)
    if dry == "client":
        return with_value(tree, ("metadata", "namespace"), target.namespace or None)
    if call.flags.on("force"):
        return _anew(call, target, tree, live)
    strictness = submit.validation(call)
    subresource = submit.subresource_of(call)
    answer = submit.update(call, live or _absent(target), tree, dry=dry, strictness=strictness, subresource=subresource)
    return with_source(answer, "replacing", target.source) if isinstance(answer, Status) else answer.tree


def _anew(call: Call, target: Target, tree: Tree, live: Resource | None) -> Tree | Problem:
    """``--force``: delete what is there, wait, create."""
    strictness = submit.validation(call)
    if live is not None:
        place = f" from {target.namespace} namespace" if target.kind.namespaced else ""
        call.print(f'{target.kind.qualified} "{target.name}" deleted{place}')
        answer: Tree | Status = deletion.recreate(call, live, tree, strictness=strictness)
    else:
        made = submit.create(call, target.kind, tree, target.namespace, strictness=strictness)
        answer = made if isinstance(made, Status) else made.tree
    return with_source(answer, "creating", target.source) if isinstance(answer, Status) else answer


def _absent(target: Target) -> Resource:
    return Resource(target.kind, target.namespace, target.name, {})


REPLACE = Command(
    _run,
    usage="-f FILENAME",
    flags=(
        *PRINT_FLAGS,
        DRY_RUN,
        *FILE_FLAGS,
        submit.VALIDATE,
        submit.SAVE_CONFIG,
        submit.field_manager("kubectl-replace"),
        Flag("force", "Delete the object and make it anew", "bool"),
        Flag("grace-period", "Seconds that --force gives the object to end", "int", default="-1"),
        Flag("timeout", "How long --force waits", "duration", default="0s"),
        deletion.CASCADE,
        Flag("wait", "Whether --force waits for deletions", "bool"),
        submit.SUBRESOURCE,
    ),
    examples=("kubectl replace -f svc.yaml",),
)

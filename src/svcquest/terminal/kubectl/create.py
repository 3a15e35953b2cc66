"""``kubectl create -f``: objects that files hold.

Follows ``k8s.io/kubectl/pkg/cmd/create/create.go``.
"""

from __future__ import annotations

from svcquest.model.status import Status
from svcquest.model.tree import with_value
from svcquest.schema.last_applied import with_last_applied
from svcquest.terminal.kubectl import editor, submit
from svcquest.terminal.kubectl.arguments import FILE_FLAGS, SELECTOR, Target, file_targets
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all, with_source
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.manifests import Manifest, from_tree
from svcquest.terminal.kubectl.output import DRY_RUN, PRINT_FLAGS, DryRun, dry_run, printer


def _run(call: Call) -> int:
    if call.args:
        raise call.usage_error(f"Unexpected args: {_go_list(call.args)}")
    dry = dry_run(call)
    printer(call, "created", dry)
    validation = submit.validation(call)
    if not call.flags.list("filename") and not call.flags.text("kustomize"):
        raise CommandError("must specify one of -f and -k")
    if call.flags.on("edit"):
        return _edit(call, dry)
    problems: list[Problem] = []
    seen = 0
    for each in file_targets(call, validate=validation == "Strict"):
        seen += 1
        if not isinstance(each, Target):
            problems.append(each)
            continue
        problem = _create(call, each, dry)
        if problem:
            problems.append(problem)
    raise_all(problems)
    if not seen:
        raise CommandError("no objects passed to create")
    return 0


def _create(call: Call, target: Target, dry: DryRun) -> Problem | None:
    assert target.manifest is not None
    tree = target.manifest
    if call.flags.on("save-config"):
        tree = with_last_applied(tree, target.namespace)
    if dry == "client":
        placed = with_value(tree, ("metadata", "namespace"), target.namespace) if target.namespace else tree
        call.print(printer(call, "created", dry)(placed), end="")
        return None
    answer = submit.create(call, target.kind, tree, target.namespace, dry=dry, strictness=submit.validation(call))
    if isinstance(answer, Status):
        return with_source(answer, "creating", target.source)
    call.print(printer(call, "created", dry)(answer.tree), end="")
    return None


# create --edit ------------------------------------------------------------------------------------------------------


def _edit(call: Call, dry: DryRun) -> int:
    """Open what the files hold in the editor, and create what was saved."""
    path = call.flags.text("saved")
    if not path:
        found = list(file_targets(call))
        raise_all(each for each in found if not isinstance(each, Target))
        trees = [each.manifest for each in found if isinstance(each, Target) and each.manifest]
        editor.open_file(call, editor.new_file(call), editor.HEADER + editor.as_text(call, trees))
        return 0
    edited = editor.edited(call, path)
    problems: list[Problem] = []
    for tree in edited or ():
        each = from_tree(path, tree, call.client.cluster.state)
        if not isinstance(each, Manifest):
            problems.append(each)
            continue
        metadata = tree.get("metadata") or {}
        namespace = (metadata.get("namespace") or call.client.namespace) if each.kind.namespaced else ""
        problem = _create(call, Target(each.kind, namespace, metadata.get("name") or "", path, tree), dry)
        problems += [problem] if problem else []
    if edited is not None and not problems:
        editor.forget(call, path)
    raise_all(problems)
    return 0


def _go_list(args: list[str]) -> str:
    return f"[{' '.join(args)}]"


CREATE = Command(
    _run,
    usage="-f FILENAME",
    flags=(
        *PRINT_FLAGS,
        DRY_RUN,
        *FILE_FLAGS,
        SELECTOR,
        submit.VALIDATE,
        submit.SAVE_CONFIG,
        submit.field_manager("kubectl-create"),
        Flag("edit", "Edit the objects before they are created", "bool"),
        editor.SAVED,
        editor.WINDOWS,
    ),
    examples=("kubectl create -f svc.yaml", "cat svc.yaml | kubectl create -f -"),
)

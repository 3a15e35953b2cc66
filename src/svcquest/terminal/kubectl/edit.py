"""``kubectl edit``: an object in the editor, and what becomes of it once it is saved.

Follows ``k8s.io/kubectl/pkg/cmd/util/editor/editoptions.go``. The editor belongs to the front end, so the command runs
twice: the first time it writes the file and asks for the editor, the second time it is told that the file was saved.
"""

from __future__ import annotations

import shlex

from svcquest.engine import chance
from svcquest.model.frozen import dataclass
from svcquest.model.resource import Resource
from svcquest.model.status import Refusal, Status, quote
from svcquest.model.tree import Tree
from svcquest.schema.merge.shapes import same
from svcquest.schema.merge.three_way import two_way_patch
from svcquest.terminal.kubectl import patching, submit
from svcquest.terminal.kubectl.arguments import FILE_FLAGS, SELECTOR, find
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, raise_all
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import PRINT_FLAGS, printer, without_managed_fields
from svcquest.terminal.process import OpenEditor

_HEADER = """\
# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
"""
_NO_CHANGE = "Edit cancelled, no changes made."


@dataclass(frozen=True, slots=True)
class _Rejected:
    """An object that the server did not take."""

    resource: Resource
    status: Status


def _run(call: Call) -> int:
    output = call.flags.text("output")
    if output not in {"", "yaml", "json"}:
        raise call.usage_error("The flag 'output' must be one of yaml|json")
    found = find(call, call.args)
    raise_all(found.problems)
    resources = [target.resource for target in found.targets]
    path = call.flags.text("saved")
    if path:
        return _saved(call, resources, path)
    state = call.client.cluster.state
    path = f"/tmp/kubectl-edit-{chance.suffix(state.settings.seed, state.revision, 10)}.{output or 'yaml'}"
    _open(call, path, _HEADER + _text(call, [without_managed_fields(each.tree) for each in resources]))
    return 0


def _open(call: Call, path: str, text: str) -> None:
    """Write the file, keep a copy to tell whether it was changed, and ask for the editor."""
    call.process.files.write(path, text)
    call.process.files.write(_copy(path), text)
    words = ["kubectl", "edit", *call.args]
    given = [name for name in ("namespace", "output", "selector") if call.flags.given(name)]
    words += [f"--{name}={call.flags.text(name)}" for name in given]
    words += [f"--filename={each}" for each in call.flags.list("filename")]
    call.process.request(OpenEditor(path, shlex.join([*words, f"--saved={path}"])))


def _copy(path: str) -> str:
    return f"{path}.before"


def _text(call: Call, trees: list[Tree]) -> str:
    from svcquest.manifest import dump_json, dump_yaml  # noqa: PLC0415 - yaml is heavy

    tree = trees[0] if len(trees) == 1 else {"apiVersion": "v1", "items": trees, "kind": "List", "metadata": {}}
    return dump_json(tree) + "\n" if call.flags.text("output") == "json" else dump_yaml(tree)


def _saved(call: Call, resources: list[Resource], path: str) -> int:
    files = call.process.files
    text, before = files.read(path), files.read(_copy(path))
    if not _content(text):
        return _cancel(call, path, "Edit cancelled, saved file was empty.")
    if _content(text) == _content(before):
        if _comments(before) == _comments(_HEADER):
            return _cancel(call, path, _NO_CHANGE)
        call.error(f'A copy of your changes has been stored to "{path}"')
        raise CommandError("Edit cancelled, no valid changes were saved.")
    edited = _read(call, text, path)
    if edited is None:
        return 0
    rejected: list[_Rejected] = []
    for resource in resources:
        tree = next((each for each in edited if _is_same_object(each, resource)), None)
        if tree is None:
            raise CommandError("At least one of apiVersion, kind and name was changed")
        answer = _submit(call, resource, tree)
        if isinstance(answer, Status):
            rejected.append(_Rejected(resource, answer))
    if rejected:
        _reopen(call, path, text, rejected)
        return 1
    _forget(call, path)
    return 0


def _content(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("#")).strip()


def _comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#")]


def _cancel(call: Call, path: str, text: str) -> int:
    _forget(call, path)
    call.error(text)
    return 0


def _forget(call: Call, path: str) -> None:
    for each in (path, _copy(path)):
        call.process.files.remove(each)


def _read(call: Call, text: str, path: str) -> list[Tree] | None:
    """The objects of the saved file; None when it cannot be read and the editor was asked for again."""
    from svcquest.manifest import flatten, parse  # noqa: PLC0415 - yaml is heavy

    parsed = parse(text, path)
    if parsed.problem is None:
        trees = [each.tree for each in flatten(parsed.documents) if isinstance(each.tree, dict)]
        if trees:
            return trees
    reason = parsed.problem.message if parsed.problem else "the file holds no object"
    comments = f"# The edited file had a syntax error: {reason}\n#\n"
    _open(call, path, _HEADER + comments + _content(text) + "\n")
    return None


def _is_same_object(tree: Tree, resource: Resource) -> bool:
    metadata = tree.get("metadata")
    return (
        isinstance(metadata, dict)
        and metadata.get("name") == resource.name
        and tree.get("kind") == resource.kind.kind
        and tree.get("apiVersion") == resource.kind.api_version
    )


def _submit(call: Call, resource: Resource, tree: Tree) -> Status | None:
    """Send what was changed."""
    before = without_managed_fields(resource.tree)
    if same(before, tree):
        call.print(f"{resource.kind.qualified}/{resource.name} skipped")
        return None
    try:
        patch = two_way_patch(resource.kind, before, tree)
    except Refusal as refusal:
        return refusal.status
    answer = patching.send(
        call,
        resource,
        patch,
        "strategic",
        strictness=submit.validation(call),
        subresource=submit.subresource_of(call),
    )
    if isinstance(answer, Status):
        return answer
    call.print(printer(call, "edited")(answer.tree) if not call.flags.text("output") else _edited(resource), end="")
    return None


def _edited(resource: Resource) -> str:
    return f"{resource.kind.qualified}/{resource.name} edited\n"


def _reopen(call: Call, path: str, text: str, rejected: list[_Rejected]) -> None:
    """Open the editor again with the reasons on top."""
    comments = ""
    for each in rejected:
        kind, name = each.resource.kind, quote(each.resource.name)
        if each.status.reason == "Invalid":
            call.error(f"error: {kind.resource} {name} is invalid")
            comments += f"# {kind.resource} {name} was not valid:\n"
        else:
            call.error(f"error: {kind.resource} {name} could not be patched: {each.status.message}")
            comments += f"# {kind.resource} {name} could not be patched:\n"
        reasons = [str(cause) for cause in each.status.causes] or [each.status.message]
        comments += "".join(f"# * {reason}\n" for reason in reasons) + "#\n"
    _open(call, path, _HEADER + comments + _content(text) + "\n")


EDIT = Command(
    _run,
    usage="(TYPE NAME | -f FILENAME)",
    flags=(
        *PRINT_FLAGS,
        *FILE_FLAGS,
        SELECTOR,
        submit.VALIDATE,
        submit.field_manager("kubectl-edit"),
        Flag("saved", "File that the editor has saved", hidden=True),
        Flag("output-patch", "Print the patch that is sent", "bool"),
        Flag("windows-line-endings", "Write Windows line ends", "bool"),
        submit.SUBRESOURCE,
    ),
    examples=("kubectl edit svc web",),
)

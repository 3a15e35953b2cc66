"""``kubectl edit``: an object in the editor, and what becomes of it once it is saved.

Follows ``k8s.io/kubectl/pkg/cmd/util/editor/editoptions.go``.
"""

from __future__ import annotations

from svcquest.model.frozen import dataclass
from svcquest.model.resource import Resource
from svcquest.model.status import Refusal, Status, quote
from svcquest.model.tree import Tree
from svcquest.schema.json_types import same
from svcquest.schema.merge.three_way import two_way_patch
from svcquest.terminal.kubectl import editor, patching, submit
from svcquest.terminal.kubectl.arguments import FILE_FLAGS, Question, find
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, raise_all
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import PRINT_FLAGS, printer, without_managed_fields


@dataclass(frozen=True, slots=True)
class _Rejected:
    """An object that the server did not take."""

    resource: Resource
    status: Status


def _run(call: Call) -> int:
    output = call.flags.text("output")
    if output not in {"", "yaml", "json"}:
        raise call.usage_error("The flag 'output' must be one of yaml|json")
    submit.subresource_of(call)
    found = find(call, call.args, Question(empty_selector=True))
    raise_all(found.problems)
    if not found.targets:
        raise CommandError("edit cancelled, no objects found")
    resources = [target.resource for target in found.targets]
    path = call.flags.text("saved")
    if path:
        return _saved(call, resources, path)
    text = editor.as_text(call, [without_managed_fields(each.tree) for each in resources])
    editor.open_file(call, editor.new_file(call), editor.HEADER + text)
    return 0


def _saved(call: Call, resources: list[Resource], path: str) -> int:
    trees = editor.edited(call, path)
    if trees is None:
        return 0
    rejected: list[_Rejected] = []
    for resource in resources:
        tree = next((each for each in trees if _is_same_object(each, resource)), None)
        if tree is None:
            raise CommandError("At least one of apiVersion, kind and name was changed")
        answer = _submit(call, resource, tree)
        if isinstance(answer, Status):
            rejected.append(_Rejected(resource, answer))
    if rejected:
        _reopen(call, path, rejected)
        return 1
    editor.forget(call, path)
    return 0


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


def _reopen(call: Call, path: str, rejected: list[_Rejected]) -> None:
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
    editor.reopen_file(call, path, call.process.files.read(path), comments)


EDIT = Command(
    _run,
    usage="(TYPE NAME | -f FILENAME)",
    flags=(
        *PRINT_FLAGS,
        *FILE_FLAGS,
        submit.VALIDATE,
        submit.field_manager("kubectl-edit"),
        editor.SAVED,
        Flag("output-patch", "Print the patch that is sent", "bool"),
        editor.WINDOWS,
        submit.SUBRESOURCE,
    ),
    examples=("kubectl edit svc web",),
)

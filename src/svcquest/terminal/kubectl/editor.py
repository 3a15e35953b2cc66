"""Objects as a file in the editor, for ``kubectl edit`` and ``kubectl create --edit``.

Follows ``k8s.io/kubectl/pkg/cmd/util/editor/editoptions.go``. The editor belongs to the front end, so a command runs
twice: the first time it writes the file and asks for the editor, the second time it is told that the file was saved.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from svcquest.engine import chance
from svcquest.model.tree import Tree
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.process import OpenEditor

HEADER = """\
# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
"""
SAVED = Flag("saved", "File that the editor has saved", hidden=True)
WINDOWS = Flag("windows-line-endings", "Write Windows line ends", "bool")

_KEPT_FLAGS = ("namespace", "output", "selector", "save-config", "validate", "field-manager", "subresource")


def new_file(call: Call) -> str:
    """A path for the file of an edit, the same for the same state of the cluster."""
    state = call.client.cluster.state
    kind = "json" if call.flags.text("output") == "json" else "yaml"
    return f"/tmp/kubectl-edit-{chance.suffix(state.settings.seed, state.revision, 10)}.{kind}"


def open_file(call: Call, path: str, text: str) -> None:
    """Write the file, keep a copy to tell whether it was changed, and ask for the editor."""
    call.process.files.write(path, text)
    call.process.files.write(_copy(path), text)
    given = [name for name in _KEPT_FLAGS if call.flags.given(name)]
    words = [*call.path.split(), *call.args, *(f"--{name}={call.flags.text(name)}" for name in given)]
    words += [f"--filename={each}" for each in call.flags.list("filename")]
    words += ["--edit"] if "edit" in call.flags.known else []
    call.process.request(OpenEditor(path, shlex.join([*words, f"--saved={path}"])))


def reopen_file(call: Call, path: str, text: str, comments: str) -> None:
    """Open the editor again with comments on top of what was edited."""
    open_file(call, path, f"{HEADER}{comments}{_content(text)}\n")


def forget(call: Call, path: str) -> None:
    """Remove what ``open_file`` has written."""
    for each in (path, _copy(path)):
        call.process.files.remove(each)


def as_text(call: Call, trees: Sequence[Tree]) -> str:
    """Objects as the file shows them: YAML, or JSON with ``-o json``; several as a list."""
    from svcquest.manifest.dump import dump_json, dump_yaml  # noqa: PLC0415 - yaml is heavy

    tree = trees[0] if len(trees) == 1 else {"apiVersion": "v1", "items": list(trees), "kind": "List", "metadata": {}}
    return dump_json(tree) + "\n" if call.flags.text("output") == "json" else dump_yaml(tree)


def edited(call: Call, path: str) -> list[Tree] | None:
    """The objects of the saved file.

    Returns:
        None when there is nothing to be done with it: it is empty, or as it was, or it cannot be read and the editor
        was asked for again.

    Raises:
        CommandError: the same text was saved again after it had been refused.
    """
    files = call.process.files
    text, before = files.read(path), files.read(_copy(path))
    if not _content(text):
        _cancel(call, path, "Edit cancelled, saved file was empty.")
        return None
    if _content(text) == _content(before):
        if _comments(before) == _comments(HEADER):
            _cancel(call, path, "Edit cancelled, no changes made.")
            return None
        call.error(f'A copy of your changes has been stored to "{path}"')
        raise CommandError("Edit cancelled, no valid changes were saved.")
    return _read(call, text, path)


def _cancel(call: Call, path: str, text: str) -> None:
    forget(call, path)
    call.error(text)


def _read(call: Call, text: str, path: str) -> list[Tree] | None:
    from svcquest.manifest import flatten, parse  # noqa: PLC0415 - yaml is heavy

    parsed = parse(text, path)
    if parsed.problem is None:
        trees = [each.tree for each in flatten(parsed.documents) if isinstance(each.tree, dict)]
        if trees:
            return trees
    reason = parsed.problem.message if parsed.problem else "the file holds no object"
    reopen_file(call, path, text, f"# The edited file had a syntax error: {reason}\n#\n")
    return None


def _copy(path: str) -> str:
    return f"{path}.before"


def _content(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("#")).strip()


def _comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#")]

"""``-o custom-columns=HEADER:PATH,…``. Follows ``kubectl/pkg/cmd/get/customcolumn.go``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from svcquest.model.tree import Tree
from svcquest.terminal.kubectl import columns, jsonpath
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.jsonpath.show import plain
from svcquest.terminal.process import FileError

Spec = tuple[str, jsonpath.Template]


def printer(call: Call, name: str, text: str) -> Callable[[Tree], str]:
    """The table of an object or a list in the given columns.

    Raises:
        CommandError: the columns cannot be read.
    """
    if not text:
        raise CommandError("custom-columns format specified but no custom columns given")
    specs = _from_file(_read(call, text)) if name == "custom-columns-file" else _from_flag(text)
    headers = not call.flags.on("no-headers")

    def show(tree: Tree) -> str:
        trees = tree["items"] if isinstance(tree.get("items"), list) else [tree]
        lines = [[header for header, _ in specs]] if headers else []
        for each in trees:
            try:
                lines.append([_cell(template, each) for _, template in specs])
            except jsonpath.EvaluationError as error:
                raise CommandError(str(error), printed=columns.table(lines)) from None
        return columns.table(lines)

    return show


def _read(call: Call, path: str) -> str:
    try:
        return call.process.files.read(path)
    except FileError as error:
        raise CommandError(f"error reading template {path}, open {path}: {error.reason.lower()}\n") from None


def _from_flag(text: str) -> list[Spec]:
    return [_spec(*_split(part)) for part in _parts(text)]


def _parts(text: str) -> list[str]:
    """The columns of a flag; commas within brackets belong to a path."""
    found, depth = [""], 0
    for letter in text:
        depth += (letter in "[(") - (letter in ")]")
        if letter == "," and depth <= 0:
            found.append("")
        else:
            found[-1] += letter
    return found


def _split(part: str) -> tuple[str, str]:
    header, colon, path = part.partition(":")
    if not colon:
        raise CommandError(f"unexpected custom-columns spec: {part}, expected <header>:<json-path-expr>")
    return header, path


def _from_file(text: str) -> list[Spec]:
    lines = text.splitlines()
    for at, what in enumerate(("header", "spec")):
        if len(lines) <= at:
            raise CommandError(
                f"invalid template, missing {what} line. Expected format is one line of space separated headers, "
                "one line of space separated column specs."
            )
    headers, paths = lines[0].split(), lines[1].split()
    if len(headers) != len(paths):
        raise CommandError(f"number of headers ({len(headers)}) and field specifications ({len(paths)}) don't match")
    return [_spec(header, path) for header, path in zip(headers, paths, strict=True)]


def _spec(header: str, path: str) -> Spec:
    try:
        return header, jsonpath.field_path(path)[0]
    except jsonpath.SyntaxProblemError as error:
        raise CommandError(str(error)) from None


def _cell(template: jsonpath.Template, tree: Tree) -> str:
    found = jsonpath.values(template, tree)
    return ",".join(map(_text, found)) if found else "<none>"


def _text(value: Any) -> str:
    """A value as Go's ``%v`` prints it: lists in brackets, objects as ``map[…]``."""
    if isinstance(value, dict):
        return "map[" + " ".join(f"{key}:{_text(value[key])}" for key in sorted(value)) + "]"
    if isinstance(value, list | tuple):
        return "[" + " ".join(map(_text, value)) + "]"
    return plain(value) if value is not None else "<none>"

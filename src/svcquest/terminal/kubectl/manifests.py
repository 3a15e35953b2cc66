"""The files of ``-f``: which ones are meant, the documents they hold and the objects these are.

Follows ``k8s.io/cli-runtime/pkg/resource/visitor.go`` and ``mapper.go``; nothing is sent to the server here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from svcquest.model.frozen import dataclass
from svcquest.model.kinds import Kind
from svcquest.model.status import quote
from svcquest.model.tree import Tree
from svcquest.schema.decode import DecodeError, decode_metadata
from svcquest.schema.json_types import go_word
from svcquest.terminal.kubectl.errors import CommandError, Problem
from svcquest.terminal.kubectl.resource_types import all_types, custom_types

if TYPE_CHECKING:
    from svcquest.engine.state import State
    from svcquest.terminal.kubectl.command import Call

_EXTENSIONS = (".json", ".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Manifest:
    """One object of a file.

    Attributes:
        source: the file as it was named, ``STDIN`` for standard input.
        kind: its type. Kinds are found in lower case too; the server then refuses them.
        tree: as written.
    """

    source: str
    kind: Kind
    tree: Tree


def texts(call: Call) -> list[tuple[str, str]]:
    """The names and contents of the files that ``-f`` names, in order.

    Raises:
        CommandError: a file is missing or of no use.
    """
    if call.flags.text("kustomize"):
        if call.flags.list("filename"):
            raise CommandError("only one of -f or -k can be specified")
        raise CommandError("kustomizations are not available here; apply the files themselves with -f")
    found: list[tuple[str, str]] = []
    for pattern in call.flags.list("filename"):
        for path in _matching(call, pattern):
            found += _text(call, path)
    return found


def _matching(call: Call, pattern: str) -> list[str]:
    """The files that a pattern such as ``*.yaml`` means, where the shell has left it; else the path itself.

    Follows ``cli-runtime/pkg/resource/visitor.go`` (expandIfFilePattern).
    """
    files = call.process.files
    folder, slash, name = pattern.rpartition("/")
    if pattern == "-" or "://" in pattern or files.exists(pattern) or not re.search(r"[*?\[]", name):
        return [pattern]
    if "]" not in name.rpartition("[")[2] and "[" in name:
        raise CommandError(f"pattern {quote(pattern)} is not valid: syntax error in pattern")
    place = folder or slash or "."
    names = files.list(place) if files.is_folder(place) else ()
    return [f"{folder}{slash}{each}" for each in names if fnmatchcase(each, name)] or [pattern]


def _text(call: Call, path: str) -> list[tuple[str, str]]:
    files = call.process.files
    if path == "-":
        return [("STDIN", call.process.stdin)]
    if path.startswith(("http://", "https://")):
        host = path.split("/")[2]
        raise CommandError(f"unable to read URL {quote(path)}, there is no way to {host} from here")
    if files.is_folder(path):
        names = sorted(_below(call, path.rstrip("/") or "/", recursive=call.flags.on("recursive")))
        if not names:
            raise CommandError(f"error reading [{path}]: recognized file extensions are [.json .yaml .yml]")
        return [(name, files.read(name)) for name in names]
    if not files.is_file(path):
        raise CommandError(f'the path "{path}" does not exist')
    return [(path, files.read(path))]


def _below(call: Call, folder: str, *, recursive: bool) -> Iterator[str]:
    files = call.process.files
    for name in files.list(folder):
        path = f"{folder}/{name}"
        if files.is_folder(path):
            if recursive:
                yield from _below(call, path, recursive=True)
        elif name.endswith(_EXTENSIONS):
            yield path


def read_manifests(call: Call, *, validate: bool = False) -> Iterator[Manifest | Problem]:
    """Every object of the files of ``-f``, and a problem for each document that is none.

    Args:
        validate: as ``--validate`` does, check first that a document has an apiVersion and a kind.
    """
    for source, text in texts(call):
        yield from read_text(source, text, call.client.cluster.state, validate=validate)


def read_text(
    source: str, text: str, state: State | None = None, *, validate: bool = False
) -> Iterator[Manifest | Problem]:
    """Every object in one text, lists taken apart, and a problem for each document that is none.

    Args:
        state: the cluster that the objects are for, which may have types of its own.
        validate: check first that a document has an apiVersion and a kind.
    """
    from svcquest.manifest import flatten, parse  # noqa: PLC0415 - yaml is heavy and most commands read no files

    parsed = parse(text, source)
    for document in parsed.documents:
        problem = _not_an_object(source, document.tree) if validate else None
        if problem:
            yield problem
        else:
            yield from (from_tree(source, each.tree, state) for each in flatten([document]))
    if parsed.problem is not None:
        yield parsed.problem.message


def _not_an_object(source: str, tree: object) -> str | None:
    if not isinstance(tree, dict):
        missing = "invalid object to validate"
    else:
        lacking = [f"{name} not set" for name in ("apiVersion", "kind") if not tree.get(name)]
        missing = lacking[0] if len(lacking) == 1 else f"[{', '.join(lacking)}]" if lacking else ""
    if not missing:
        return None
    return (
        f"error validating {quote(source)}: error validating data: {missing}; "
        "if you choose to ignore these errors, turn validation off with --validate=false"
    )


def from_tree(source: str, tree: object, state: State | None = None) -> Manifest | Problem:
    """The object that a document is, or why it is none; a cluster may have types of its own."""
    failing = f"unable to decode {quote(source)}: "
    if not isinstance(tree, dict):
        return f"{failing}json: cannot unmarshal {go_word(tree)} into Go value of type unstructured.detector"
    for name in ("apiVersion", "kind"):
        value = tree.get(name)
        if value is not None and not isinstance(value, str):
            return (
                f"{failing}couldn't get version/kind; json parse error: json: cannot unmarshal "
                f"{go_word(value)} into Go struct field .{name} of type string"
            )
    api_version, kind = tree.get("apiVersion") or "", tree.get("kind") or ""
    if not kind:
        return f"{failing}Object 'Kind' is missing in '{_compact(tree)}'"
    try:
        decode_metadata(tree)
    except DecodeError as error:
        return f"{failing}{error.message}"
    found = _mapping(api_version, kind, state)
    if found is None:
        metadata = tree.get("metadata") or {}
        return (
            f"resource mapping not found for name: {quote(metadata.get('name') or '')} "
            f"namespace: {quote(metadata.get('namespace') or '')} from {quote(source)}: "
            f"no matches for kind {quote(kind)} in version {quote(api_version)}\nensure CRDs are installed first"
        )
    return Manifest(source, found, tree)


def _mapping(api_version: str, kind: str, state: State | None) -> Kind | None:
    found = _first(all_types(), api_version, kind)
    if found is not None or state is None:
        return found
    return _first(custom_types(state), api_version, kind)


def _first(types: Iterable[Kind], api_version: str, kind: str) -> Kind | None:
    for each in types:
        if each.api_version == api_version and kind in {each.kind, each.singular}:
            return each
    return None


def _compact(tree: Tree) -> str:
    return json.dumps(tree, separators=(",", ":"), sort_keys=True)

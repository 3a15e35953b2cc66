"""A manifest's text to documents: the way of ``kubectl -f``.

Follows ``k8s.io/apimachinery/pkg/util/yaml/decoder.go``: a text that begins with ``{`` is a stream of JSON values,
any other is cut at lines of ``---``, and each piece is read by itself, so that its line numbers begin anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from svcquest.manifest.compose import compose
from svcquest.manifest.positions import DuplicateKey, Place, Position
from svcquest.manifest.problems import Limits, SyntaxProblem, UnreadableError
from svcquest.model.frozen import dataclass
from svcquest.model.tree import Path


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a manifest, or one item of a List in it.

    Attributes:
        tree: what it decodes to; usually a mapping, but a learner may have written anything.
        place: where its parts stand.
        duplicates: keys that stand twice, in the order of the text.
    """

    tree: Any
    place: Place
    duplicates: tuple[DuplicateKey, ...] = ()

    def locate(self, path: Iterable[str | int]) -> Position:
        """Where the field's key (or the list item) stands; for a missing field, its nearest existing parent."""
        return self.place.nearest(path)[0].key

    def locate_value(self, path: Iterable[str | int]) -> Position:
        """Where the field's value begins; for a missing field, that of its nearest existing parent."""
        return self.place.nearest(path)[0].value

    def path_at(self, line: int, column: int) -> Path:
        """The path of the innermost part that begins at or before a place: what a cursor there is about."""
        here = self.place
        path: Path = ()
        while True:
            before = [(child.key, step) for step, child in here.children.items() if child.key <= Position(line, column)]
            if not before:
                return path
            _, step = max(before, key=lambda pair: pair[0])
            here, path = here.children[step], (*path, step)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text holds.

    Attributes:
        documents: those before the first error, without empty ones.
        problem: why reading stopped before the end, None if it did not.
    """

    documents: tuple[Document, ...]
    problem: SyntaxProblem | None = None

    @property
    def duplicates(self) -> tuple[DuplicateKey, ...]:
        """Keys that stand twice, in all documents."""
        return tuple(key for document in self.documents for key in document.duplicates)


def parse(text: str, source: str = "STDIN", limits: Limits = Limits()) -> Parsed:  # noqa: B008 - it is frozen
    """Reads YAML or JSON text.

    Args:
        text: anything at all.
        source: the file's name as kubectl was told it.
        limits: how large text and documents may be.
    """
    if len(text) > limits.characters:
        reason = f"the text has {len(text):,} characters; more than {limits.characters:,} are not read"
        return Parsed((), SyntaxProblem(Position(1, 1), reason, f"error parsing {source}: {reason}"))
    documents: list[Document] = []
    problem = None
    try:
        for document in _documents(text, limits):
            documents.append(document)  # noqa: PERF402 - those before an error count
    except UnreadableError as error:
        # the end of a text that ends too early may be reported for a line behind its last
        position = Position(min(error.line, text.count("\n")) + 1, error.column + 1)
        problem = SyntaxProblem(position, error.reason, f"error parsing {source}: {error.said}")
    return Parsed(tuple(documents), problem)


def _documents(text: str, limits: Limits) -> Iterator[Document]:
    found = _read_json(text, limits) if text.lstrip().startswith("{") else _read_yaml(text, limits)
    return (document for document in found if document.tree is not None)


def _read_yaml(text: str, limits: Limits) -> Iterator[Document]:
    for first_line, piece in _pieces(text):
        try:
            tree, place, duplicates = compose(piece, limits, first_line)
        except UnreadableError as error:
            error.line += first_line - 1
            raise
        yield Document(tree, place, tuple(duplicates))


def _read_json(text: str, limits: Limits) -> Iterator[Document]:
    from svcquest.manifest.json_text import JsonReader  # noqa: PLC0415 - manifests are YAML

    reader = JsonReader(text, limits)
    while reader.skip_space():
        tree, place = reader.document()
        yield Document(tree, place, tuple(reader.duplicates))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The documents of a YAML text, each with the line on which it begins."""
    piece: list[str] = []
    first = 1
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("---"):
            rest = line[3:].strip()
            if rest and not rest.startswith("#"):
                reason = f"invalid Yaml document separator: {rest}"
                raise UnreadableError(reason, number - 1, 3, reason)
            if piece:
                yield first, "\n".join(piece) + "\n"
                piece, first = [], number + 1
                continue
        piece.append(line)
    if piece:
        # kubectl's reader ends every line, the last one too
        yield first, "\n".join(piece) + ("\n" if piece[-1] else "")


def flatten(documents: Iterable[Document]) -> list[Document]:
    """Documents with each List replaced by its items, as kubectl does with whatever has a list ``items``."""
    flat: list[Document] = []
    for document in documents:
        items = document.tree.get("items") if isinstance(document.tree, dict) else None
        if isinstance(items, list):
            places = document.place.children["items"].children
            flat.extend(Document(_typed(item, document.tree), places[index]) for index, item in enumerate(items))
        else:
            flat.append(document)
    return flat


def _typed(item: object, parent: Mapping[str, Any]) -> object:
    """An item of a list such as a ServiceList: without type and version of its own it has those of the list.

    Follows ``apis/meta/v1/unstructured/helpers.go`` (decodeToList).
    """
    kind = parent.get("kind")
    if not isinstance(item, dict) or item.get("kind") or item.get("apiVersion"):
        return item
    if not isinstance(kind, str) or kind == "List" or not kind.endswith("List"):
        return item
    return {**item, "apiVersion": parent.get("apiVersion"), "kind": kind.removesuffix("List")}

"""One YAML document to a JSON tree, with the place of every part.

Built on libyaml's event stream: go-yaml, which kubectl uses, is a translation of the same library, so both stop at
the same place in a wrong text. What events mean (scalars, merge keys, aliases, message texts) follows go-yaml v2's
``decode.go`` and ``yaml.go``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import yaml

from svcquest.manifest.numbers import settle, short_number
from svcquest.manifest.positions import DuplicateKey, Place, Position
from svcquest.manifest.problems import Limits, UnreadableError
from svcquest.manifest.scalars import Scalar, ScalarError, resolve, resolve_tagged
from svcquest.model.tree import Path

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Node = tuple[Any, Place]
_PREFIX = "error converting YAML to JSON: "


def compose(text: str, limits: Limits, first_line: int = 1) -> tuple[Any, Place, list[DuplicateKey]]:
    """Reads the first document of ``text``.

    Args:
        text: the document, without the separator lines around it.
        limits: what to refuse.
        first_line: the line of the whole file on which ``text`` begins.

    Returns:
        The tree, its places, and the keys that stand twice.

    Raises:
        UnreadableError: kubectl could not read it either, or a limit is reached.
    """
    return _Composer(text, limits, first_line).document()


def _refuse(reason: str, mark: Any = None, said: str | None = None) -> NoReturn:
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    raise UnreadableError(reason, line, column, _PREFIX + (f"yaml: {reason}" if said is None else said))


def _refuse_syntax(error: yaml.YAMLError, text: str) -> NoReturn:
    """Retells libyaml's error as go-yaml does.

    go-yaml prints the 0-based line of the problem, adds one for errors of the scanner only, and leaves a line 0 away.
    """
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        reason = error.problem or "unknown problem parsing YAML content"
        line = error.problem_mark.line or (error.context_mark.line if error.context_mark else 0)
        line += 1 if line and isinstance(error, yaml.scanner.ScannerError) else 0
        said = f"yaml: line {line}: {reason}" if line else f"yaml: {reason}"
        if error.context == "while scanning a quoted scalar":  # the text ran out: look where the quote opens
            _refuse(f"{reason}: the quote that opens here is not closed", error.context_mark, said)
        _refuse(reason, error.problem_mark, said)
    reason = getattr(error, "reason", "") or "control characters are not allowed"
    at = getattr(error, "position", 0)
    _refuse_behind(text[: at if isinstance(at, int) else 0], reason)


def _refuse_behind(before: str, reason: str) -> NoReturn:
    """Refuses the character that stands behind a part of the text."""
    column = len(before) - before.rfind("\n") - 1
    raise UnreadableError(reason, before.count("\n"), column, f"{_PREFIX}yaml: {reason}")


class _Composer:
    def __init__(self, text: str, limits: Limits, first_line: int) -> None:
        self._text = text
        self._limits = limits
        self._first_line = first_line
        self._anchors: dict[str, _Node | None] = {}
        self._duplicates: list[DuplicateKey] = []
        self._count = 0
        self._builders: dict[type, Callable[[Any, Path], _Node]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingStartEvent: self._mapping,
            yaml.AliasEvent: self._alias,
        }
        self._events: Iterator[Any] = iter(())

    def document(self) -> tuple[Any, Place, list[DuplicateKey]]:
        try:
            self._text.encode()
        except UnicodeEncodeError as error:
            _refuse_behind(self._text[: error.start], "invalid leading UTF-8 octet")
        try:
            self._events = iter(yaml.parse(self._text, Loader=_LOADER))
            next(self._events)  # start of the stream
            start = next(self._events)
            if isinstance(start, yaml.StreamEndEvent):
                nowhere = Position(self._first_line, 1)
                return None, Place(nowhere, nowhere), []
            if start.version is not None and start.version != (1, 1):
                _refuse("found incompatible YAML document", start.start_mark)
            tree, place = self._node(next(self._events), ())
            next(self._events)  # end of the document; what follows it, kubectl never looks at
        except yaml.YAMLError as error:
            _refuse_syntax(error, self._text)
        return tree, place, self._duplicates

    def _position(self, mark: Any) -> Position:
        return Position(self._first_line + mark.line, mark.column + 1)

    def _node(self, event: Any, path: Path) -> _Node:
        self._count += 1
        if len(path) >= self._limits.depth:
            self._refuse_size(f"more than {self._limits.depth} levels of nesting", event)
        node = self._builders[type(event)](event, path)
        place = node[1]
        if self._count > self._limits.values:
            self._refuse_size(f"more than {self._limits.values} values, those repeated by aliases included", event)
        if len(path) + place.height > self._limits.depth:
            self._refuse_size(f"more than {self._limits.depth} levels of nesting", event)
        return node

    def _refuse_size(self, what: str, event: Any) -> NoReturn:
        _refuse(f"the document has {what}", event.start_mark)

    def _keep(self, event: Any, node: _Node) -> _Node:
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _begin(self, event: Any) -> Place:
        if event.anchor:
            self._anchors[event.anchor] = None
        here = self._position(event.start_mark)
        return Place(here, here)

    def _scalar(self, event: Any, _: Path) -> _Node:
        value = self._value(event)
        if isinstance(value, float) and not math.isfinite(value):
            shown = "NaN" if math.isnan(value) else f"{value:+}".replace("inf", "Inf")
            _refuse(f"unsupported value: {shown}", event.start_mark, f"json: unsupported value: {shown}")
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = settle(value)
        here = self._position(event.start_mark)
        return self._keep(event, (value, Place(here, here)))

    def _value(self, event: Any) -> Scalar:
        if event.tag:
            try:
                return resolve_tagged(event.value, event.tag)
            except ScalarError as error:
                _refuse(str(error), event.start_mark)
        return resolve(event.value) if event.implicit[0] else str(event.value)

    def _alias(self, event: Any, _: Path) -> _Node:
        if event.anchor not in self._anchors:
            _refuse(f"unknown anchor '{event.anchor}' referenced", event.start_mark)
        node = self._anchors[event.anchor]
        if node is None:
            _refuse(f"anchor '{event.anchor}' value contains itself", event.start_mark)
        value, place = node
        self._count += place.size
        here = self._position(event.start_mark)  # what is in it is mended where it is written
        return value, Place(here, here, place.children, place.size, place.height)

    def _sequence(self, event: Any, path: Path) -> _Node:
        place = self._begin(event)
        items: list[Any] = []
        while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
            value, child = self._node(inner, (*path, len(items)))
            place.adopt(len(items), child)
            items.append(value)
        return self._keep(event, (items, place))

    def _mapping(self, event: Any, path: Path) -> _Node:
        place = self._begin(event)
        fields: dict[str, Any] = {}
        written: dict[str, Position] = {}
        while not isinstance(inner := next(self._events), yaml.MappingEndEvent):
            if _is_merge(inner):
                self._merge(inner, path, fields, place)
                continue
            simple = isinstance(inner, yaml.ScalarEvent)  # other keys are refused, but not before they have been read
            raw = self._value(inner) if simple else self._node(inner, (*path, ""))[0]
            where = self._position(inner.start_mark)
            value, child = self._node(next(self._events), (*path, _step(raw)))
            key = _key(raw, value, inner.start_mark)
            if key in written:
                self._duplicates.append(DuplicateKey((*path, key), written[key], where))
            written[key] = where
            fields[key] = value
            child = Place(child.value, where, child.children, child.size, child.height)
            place.adopt(key, child)
        return self._keep(event, (fields, place))

    def _merge(self, event: Any, path: Path, fields: dict[str, Any], place: Place) -> None:
        """Takes over the fields of other mappings: of a list of them the first that has a field wins."""
        value, child = self._node(next(self._events), (*path, "<<"))
        sources: list[_Node] = [(value, child)]
        if isinstance(value, list):
            sources = [(item, child.children[index]) for index, item in reversed([*enumerate(value)])]
        for source, where in sources:
            if not isinstance(source, dict):
                _refuse("map merge requires map or sequence of maps as the value", event.start_mark)
            self._count += where.size
            fields.update(source)
            for key in source:
                place.adopt(key, where.children[key])


def _is_merge(event: Any) -> bool:
    return isinstance(event, yaml.ScalarEvent) and event.value == "<<" and event.implicit[0]


def _step(raw: Any) -> str:
    return raw if isinstance(raw, str) else ""


def _key(raw: Any, value: Any, mark: Any) -> str:
    """A key as the string that it is in JSON."""
    match raw:
        case str():
            return raw
        case bool():
            return "true" if raw else "false"
        case int():
            return str(raw)
        case float():
            if math.isfinite(raw):
                return short_number(raw)
            return ".nan" if math.isnan(raw) else str(raw).replace("inf", ".inf")
        case None:
            reason = f"unsupported map key of type: %!s(<nil>), key: <nil>, value: {go_syntax(value)}"
            _refuse(reason, mark, reason)
        case _:
            _refuse(f"invalid map key: {go_syntax(raw)}", mark)


def go_syntax(value: Any) -> str:
    """A value as Go's ``%#v`` prints what go-yaml decodes to."""
    match value:
        case None:
            return "<nil>"
        case bool():
            return "true" if value else "false"
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        case dict():
            inner = ", ".join(f"{go_syntax(key)}:{go_syntax(part)}" for key, part in value.items())
            return f"map[interface {{}}]interface {{}}{{{inner}}}"
        case list():
            return f"[]interface {{}}{{{', '.join(map(go_syntax, value))}}}"
        case _:
            return str(value)

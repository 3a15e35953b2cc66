"""Reading checked values out of a JSON tree: small readers that combine, each fault with the place it stands at.

A dataclass is a format: each of its fields names its reader (``key``), and ``record`` reads the whole. Each reader
also knows its JSON Schema, so that editors, the reference and the program read the same declarations. The models of a
general validation library would cost more time to import than grading a level takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from svcquest.model import frozen
from svcquest.model.tree import Path

_CONTROL = frozenset(
    chr(code)
    for first, last in ((0, 8), (0x0B, 0x1F), (0x7F, 0x9F), (0x202A, 0x202E), (0x2066, 0x2069))
    for code in range(first, last + 1)
)
"""Characters that could steer a terminal or reorder a line; tab and newline are text."""


class Notes:
    """Faults found so far, each with the path it was found at."""

    def __init__(self) -> None:
        self.found: list[tuple[Path, str]] = []

    def add(self, path: Path, text: str) -> None:
        """Remember a fault."""
        self.found.append((path, text))


Schema = dict[str, Any]
Definitions = dict[str, Schema]
"""Schemas of records by the name of their class, which others refer to."""


class Reader:
    """Takes a value and where it stands; gives what it means. After a fault the result is of no use."""

    __slots__ = ("_read", "_schema")

    def __init__(
        self, read: Callable[[Any, Path, Notes], Any], schema: Callable[[Definitions], Schema] | None = None
    ) -> None:
        """Make a reader.

        Args:
            read: reads a value.
            schema: gives its JSON Schema, and adds those of records to the definitions; None where all is allowed.
        """
        self._read = read
        self._schema = schema

    def __call__(self, value: Any, path: Path, notes: Notes) -> Any:
        """Read a value."""
        return self._read(value, path, notes)

    def schema(self, definitions: Definitions) -> Schema:
        """The JSON Schema of what is taken."""
        return self._schema(definitions) if self._schema else {}


def key(reader: Reader, *, name: str = "", **default: Any) -> Any:
    """Declare a dataclass field that is read from a key of the same name, or of ``name``.

    Args:
        reader: what reads its value.
        name: the key, where it cannot be an attribute's name.
        default: ``default=…`` or ``default_factory=…``; without it the key must be there.
    """
    return frozen.field(metadata={"reader": reader, "key": name}, **default)


def show(value: Any) -> str:
    """A value for a message: short, on one line."""
    text = "".join("?" if letter in _CONTROL else letter for letter in str(value)).replace("\n", " ")
    text = text if len(text) <= 40 else f"{text[:37]}..."
    return f'"{text}"' if isinstance(value, str) else text


def kind_of(value: Any) -> str:
    """What a value is, in a writer's words."""
    names = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a mapping"}
    return "nothing" if value is None else names.get(type(value), "something else")


def nearest(word: str, known: list[str]) -> str:
    """``; did you mean "x"?`` or the list of what is known."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a fault needs it

    close = get_close_matches(word, known, 1, 0.6)
    return f'; did you mean "{close[0]}"?' if close else f"; known here: {', '.join(known)}"


def text(limit: int = 200, *, pattern: str = "", means: str = "", lines: bool = False) -> Reader:
    """Text of 1 to ``limit`` characters.

    Args:
        pattern: what it must match as a whole.
        means: what the pattern asks for, in words.
        lines: it may have several lines.
    """

    def read(value: Any, path: Path, notes: Notes) -> str:
        if not isinstance(value, str):
            notes.add(path, f"must be text, is {kind_of(value)} ({show(value)})")
            return ""
        if not 0 < len(value) <= limit:
            notes.add(path, f"must have 1 to {limit} characters, has {len(value)}")
        elif not _CONTROL.isdisjoint(value):
            notes.add(path, "holds control characters; only plain text is allowed")
        elif not lines and "\n" in value:
            notes.add(path, "must be one line")
        elif pattern and not re.fullmatch(pattern, value):
            notes.add(path, f"{show(value)} is not {means}")
        return value

    def schema(_definitions: Definitions) -> Schema:
        found: Schema = {"type": "string", "minLength": 1, "maxLength": limit}
        return {**found, "pattern": f"^(?:{pattern})$"} if pattern else found

    return Reader(read, schema)


def number(low: float, high: float, *, whole: bool = True) -> Reader:
    """A number from ``low`` to ``high``."""
    what = "whole number" if whole else "number"

    def read(value: Any, path: Path, notes: Notes) -> Any:
        fits = isinstance(value, int | float) and not isinstance(value, bool)
        if not fits or not low <= value <= high or (whole and value != int(value)):
            notes.add(path, f"must be a {what} from {low} to {high}, is {show(value)}")
            return low
        return int(value) if whole else value

    return Reader(read, lambda _: {"type": "integer" if whole else "number", "minimum": low, "maximum": high})


def _read_flag(value: Any, path: Path, notes: Notes) -> bool:
    if not isinstance(value, bool):
        notes.add(path, f"must be true or false, is {show(value)}")
    return bool(value)


flag = Reader(_read_flag, lambda _: {"type": "boolean"})
"""``true`` or ``false``."""


def choice(*words: Any) -> Reader:
    """One of a few words."""
    known = [str(word) for word in words]

    def read(value: Any, path: Path, notes: Notes) -> Any:
        if value not in words or isinstance(value, bool):
            notes.add(path, f"{show(value)} is not possible here{nearest(str(value), known)}")
        return value

    return Reader(read, lambda _: {"enum": list(words)})


def several(item: Reader, limit: int, *, least: int = 0, alone: bool = False) -> Reader:
    """A list of at most ``limit`` items; with ``alone`` a single item needs no list."""

    def read(value: Any, path: Path, notes: Notes) -> tuple[Any, ...]:
        if not isinstance(value, list):
            if alone and value is not None:
                return (item(value, path, notes),)
            notes.add(path, f"must be a list, is {kind_of(value)}")
            return ()
        if not least <= len(value) <= limit:
            notes.add(path, f"must have {least} to {limit} items, has {len(value)}")
            return ()
        return tuple(item(each, (*path, index), notes) for index, each in enumerate(value))

    def schema(definitions: Definitions) -> Schema:
        each = item.schema(definitions)
        found: Schema = {"type": "array", "items": each, "maxItems": limit}
        if least:
            found["minItems"] = least
        return {"anyOf": [each, found]} if alone else found

    return Reader(read, schema)


def pairs(name: Reader, item: Reader, limit: int) -> Reader:
    """A mapping with free keys."""

    def read(value: Any, path: Path, notes: Notes) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            notes.add(path, f"must be a mapping, is {kind_of(value)}")
            return {}
        if len(value) > limit:
            notes.add(path, f"must have at most {limit} keys, has {len(value)}")
            return {}
        return {name(each, (*path, each), notes): item(found, (*path, each), notes) for each, found in value.items()}

    return Reader(
        read,
        lambda definitions: {
            "type": "object",
            "propertyNames": name.schema(definitions),
            "additionalProperties": item.schema(definitions),
            "maxProperties": limit,
        },
    )


def scalar(limit: int = 200) -> Reader:
    """Text on one line, or a whole number, which counts as the text that it is written as."""
    line = text(limit)

    def read(value: Any, path: Path, notes: Notes) -> str:
        number = isinstance(value, int) and not isinstance(value, bool)
        return str(line(str(value) if number else value, path, notes))

    return Reader(read, lambda definitions: {"anyOf": [line.schema(definitions), {"type": "integer"}]})


def either(plain: Reader, mapping: Reader) -> Reader:
    """A mapping, or something that is none."""
    return Reader(
        lambda value, path, notes: (mapping if isinstance(value, dict) else plain)(value, path, notes),
        lambda definitions: {"anyOf": [plain.schema(definitions), mapping.schema(definitions)]},
    )


def later(find: Callable[[], Reader]) -> Reader:
    """A reader that is looked for when it is first needed: what few files have is not imported for all."""

    def read(value: Any, path: Path, notes: Notes) -> Any:
        return find()(value, path, notes)

    return Reader(read, lambda definitions: find().schema(definitions))


anything = Reader(lambda value, _path, _notes: value)
"""Any value; the text parser has bounded it already."""


def record(model: type, *, short: str = "", beside: type | None = None) -> Reader:
    """A mapping with the keys of a dataclass; unknown keys are faults.

    A method ``fault(self) -> str`` of the dataclass may object to the whole.

    Args:
        short: a value that is no mapping, or a mapping with none of the keys, stands for this key's value.
        beside: another record in the same mapping; its keys are known and left to it.
    """
    fields = _fields(model)
    others = _fields(beside) if beside else {}
    required = [
        name
        for name, field in fields.items()
        if field.default is frozen.MISSING and field.default_factory is frozen.MISSING
    ]

    def read(value: Any, path: Path, notes: Notes) -> Any:
        if short and (not isinstance(value, dict) or (value and not value.keys() & fields.keys())):
            value, prefix = {short: value}, path
        else:
            prefix = None
        if not isinstance(value, dict):
            notes.add(path, f"must be a mapping with {', '.join(fields)}; is {kind_of(value)}")
            return None
        before = len(notes.found)
        for name in value:
            if name not in fields and name not in others:
                notes.add((*path, name), f'unknown key "{name}"{nearest(name, [*others, *fields])}')
        for name in required:
            if name not in value:
                notes.add(path, f'key "{name}" is missing')
        given = {
            fields[name].name: fields[name].metadata["reader"](each, prefix or (*path, name), notes)
            for name, each in value.items()
            if name in fields
        }
        if len(notes.found) > before:
            return None
        made = model(**given)
        objection = made.fault() if hasattr(made, "fault") else ""
        if objection:
            notes.add(path, objection)
        return made

    def schema(definitions: Definitions) -> Schema:
        from svcquest.levels.json_schema import record_schema  # noqa: PLC0415 - no level is read by it

        return record_schema(model, fields, required, short, definitions)

    return Reader(read, schema)


def _fields(model: type) -> dict[str, Any]:
    return {field.metadata["key"] or field.name: field for field in frozen.fields(model)}


def record_by_key(models: Mapping[str, type]) -> Reader:
    """A mapping that is one of several records, told apart by the one key that only this record has."""
    readers = {name: record(model) for name, model in models.items()}

    def read(value: Any, path: Path, notes: Notes) -> Any:
        found = [name for name in readers if isinstance(value, dict) and name in value]
        if len(found) != 1:
            notes.add(
                path, f"must have one of the keys {', '.join(readers)}" + (f", has {', '.join(found)}" if found else "")
            )
            return None
        return readers[found[0]](value, path, notes)

    return Reader(read, lambda definitions: {"anyOf": [each.schema(definitions) for each in readers.values()]})

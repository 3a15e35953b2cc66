"""What the API server answers when it refuses: an HTTP status with a reason and causes.

Wording follows ``k8s.io/apimachinery/pkg/util/validation/field/errors.go`` of Kubernetes 1.36.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Self

from svcquest.model.frozen import dataclass
from svcquest.model.kinds import Kind

_ESCAPES = {character: f"\\{letter}" for character, letter in zip('"\\\a\b\f\n\r\t\v', '"\\abfnrtv', strict=True)}


def quote(text: str) -> str:
    """A string as Go's ``%q`` prints it: what cannot be seen, such as a blank that is none, is spelt out."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return '"' + "".join(map(_shown, text)) + '"'


def _shown(character: str) -> str:
    code = ord(character)
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def show_value(value: Any) -> str:
    """A value as it stands in a cause: numbers and booleans bare, strings quoted, the rest as JSON."""
    if isinstance(value, str):
        return quote(value)
    if value is None:
        return "null"
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Cause:
    """One field that is wrong, in the API server's words.

    Attributes:
        reason: machine word of the cause, such as ``FieldValueInvalid``.
        field: path of the field, such as ``spec.ports[0].port``.
        message: the text after ``FIELD: ``.
    """

    reason: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"

    @classmethod
    def required(cls, field: str, detail: str = "") -> Self:
        """A field that must be there and is not."""
        return cls("FieldValueRequired", field, "Required value" + (f": {detail}" if detail else ""))

    @classmethod
    def invalid(cls, field: str, value: Any, detail: str) -> Self:
        """A value that is not allowed."""
        return cls(
            "FieldValueInvalid", field, f"Invalid value: {show_value(value)}" + (f": {detail}" if detail else "")
        )

    @classmethod
    def unsupported(cls, field: str, value: Any, supported: Iterable[str], *, ordered: bool = True) -> Self:
        """A value outside a closed list; the list is printed sorted unless ``ordered`` is false."""
        words = sorted(supported) if ordered else list(supported)
        listed = ", ".join(quote(word) for word in words)
        return cls(
            "FieldValueNotSupported", field, f"Unsupported value: {show_value(value)}: supported values: {listed}"
        )

    @classmethod
    def forbidden(cls, field: str, detail: str) -> Self:
        """A field that may not be set here."""
        return cls("FieldValueForbidden", field, f"Forbidden: {detail}")

    @classmethod
    def duplicate(cls, field: str, value: Any) -> Self:
        """A value that another list item has already."""
        return cls("FieldValueDuplicate", field, f"Duplicate value: {show_value(value)}")

    @classmethod
    def not_found(cls, field: str, value: Any) -> Self:
        """A value that names something which is not there."""
        return cls("FieldValueNotFound", field, f"Not found: {show_value(value)}")

    @classmethod
    def too_long(cls, field: str, limit: int) -> Self:
        """A value above a length limit in bytes."""
        return cls("FieldValueTooLong", field, f"Too long: may not be more than {limit} bytes")


@dataclass(frozen=True, slots=True)
class Status:
    """A refusal of the API server.

    Attributes:
        code: HTTP status, such as 422.
        reason: such as ``Invalid``, ``NotFound``, ``AlreadyExists``, ``Conflict``, ``BadRequest``.
        message: the whole sentence, without kubectl's decoration.
        causes: the fields that are wrong, in the server's order, for ``Invalid``. Rules that run twice on an update
            name a cause twice; the message and kubectl print it once.
        kind: ``Service`` in ``The Service "web" is invalid``; empty when the server names none.
        name: the object's name in that sentence.
    """

    code: int
    reason: str
    message: str
    causes: tuple[Cause, ...] = ()
    kind: str = ""
    name: str = ""


def invalid(kind: Kind, name: str, causes: Iterable[Cause]) -> Status:
    """422: the object was decoded but breaks rules."""
    found = tuple(causes)
    distinct = dict.fromkeys(found)
    listed = ", ".join(str(cause) for cause in distinct)
    if len(distinct) > 1:
        listed = f"[{listed}]"
    return Status(422, "Invalid", f"{kind.group_kind} {quote(name)} is invalid: {listed}", found, kind.kind, name)


def not_found(kind: Kind, name: str) -> Status:
    """404: no such object."""
    return Status(404, "NotFound", f"{kind.resource} {quote(name)} not found", (), kind.kind, name)


def already_exists(kind: Kind, name: str) -> Status:
    """409: an object of that name exists."""
    return Status(409, "AlreadyExists", f"{kind.resource} {quote(name)} already exists", (), kind.kind, name)


def conflict(kind: Kind, name: str) -> Status:
    """409: the object was changed since it was read."""
    text = (
        f"Operation cannot be fulfilled on {kind.resource} {quote(name)}: the object has been modified; "
        "please apply your changes to the latest version and try again"
    )
    return Status(409, "Conflict", text, (), kind.kind, name)


def bad_request(message: str) -> Status:
    """400: the request cannot be read."""
    return Status(400, "BadRequest", message)


def internal_error(message: str) -> Status:
    """500: the server met something that it did not expect."""
    return Status(500, "InternalError", f"Internal error occurred: {message}")


class Refusal(Exception):  # noqa: N818 - an answer of the API server, not a fault of ours
    """Carries a Status out of nested API code; the cluster's door turns it back into a value."""

    def __init__(self, status: Status) -> None:
        super().__init__(status.message)
        self.status = status

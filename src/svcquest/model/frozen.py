"""``dataclass`` for frozen, slotted values, made several times faster than by the standard library.

A program of two hundred value classes spends more time on making them than on anything else at its start: the
standard decorator compiles six functions a class, this one compiles ``__init__`` and, when first needed, comparison.
Values are dataclasses to everybody else: ``fields``, ``replace``, ``match`` and type checkers see no difference. What
it does not know (ordering, ``InitVar``, keyword-only fields) is left to the standard decorator.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from inspect import get_annotations
from typing import TYPE_CHECKING, Any, NoReturn

_STANDARD = ("ClassVar", "InitVar", "KW_ONLY", "typing.", "dataclasses.")


def _make(**options: bool) -> Callable[[type], type]:
    """The decorator with options; other than frozen and slotted goes to the standard one."""

    def decorate(cls: type) -> type:
        if options != {"frozen": True, "slots": True} or not _is_simple(cls):
            return dataclasses.dataclass(**options)(cls)
        return _frozen(cls)

    return decorate


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - type checkers are to see the standard one
else:
    dataclass = _make


def _is_simple(cls: type) -> bool:
    notes = get_annotations(cls).values()
    return all(isinstance(note, str) and not note.startswith(_STANDARD) for note in notes)


def _frozen(cls: type) -> type:
    inherited: dict[str, Field[Any]] = {}
    for base in reversed(cls.__mro__[1:]):
        inherited |= base.__dict__.get("__dataclass_fields__", {})
    body = {name: value for name, value in cls.__dict__.items() if name not in {"__dict__", "__weakref__"}}
    own = {name: _field(name, note, body.pop(name, MISSING)) for name, note in get_annotations(cls).items()}
    fields = inherited | own
    body["__slots__"] = tuple(name for name in own if name not in inherited)
    body["__dataclass_fields__"] = fields
    body["__match_args__"] = tuple(name for name, each in fields.items() if each.init)
    made = type(cls)(cls.__name__, cls.__bases__, {**_SHARED, **body})
    made.__qualname__ = cls.__qualname__
    # after the class is made, because it stores through the slots' own descriptors
    made.__init__ = _init(made, fields)  # type: ignore[misc]
    return made


def _field(name: str, note: Any, default: Any) -> Field[Any]:
    found: Field[Any] = default if isinstance(default, Field) else dataclasses.field(default=default)
    found.name = name
    found.type = note
    found._field_type = dataclasses._FIELD  # type: ignore[attr-defined]  # noqa: SLF001 - what ``fields`` asks for
    return found


def _init(cls: type, fields: dict[str, Field[Any]]) -> Any:
    names: dict[str, Any] = {"_MISSING": MISSING}
    arguments, lines = [], []
    for name, field in fields.items():
        names[f"_set_{name}"] = getattr(cls, name).__set__
        value = name
        if field.default is not MISSING:
            names[f"_default_{name}"] = field.default
            arguments.append(f"{name}=_default_{name}" if field.init else "")
            value = name if field.init else f"_default_{name}"
        elif field.default_factory is not MISSING:
            names[f"_make_{name}"] = field.default_factory
            arguments.append(f"{name}=_MISSING" if field.init else "")
            value = f"_make_{name}() if {name} is _MISSING else {name}" if field.init else f"_make_{name}()"
        elif field.init:
            arguments.append(name)
        else:
            continue
        lines.append(f" _set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    source = f"def __init__({', '.join(['self', *filter(None, arguments)])}):\n" + ("\n".join(lines) or " pass")
    exec(source, names)
    return names["__init__"]


def _compile_comparison(cls: Any, name: str, first: Any) -> None:
    """Give a class its own method; most values are never compared, so this waits for the first time."""
    owner = next(each for each in cls.__mro__ if each.__dict__.get(name) is first)
    fields = [field.name for field in owner.__dataclass_fields__.values() if field.compare]
    mine, other = ("".join(f"{who}.{field}, " for field in fields) for who in ("self", "other"))
    alike = "other.__class__ is self.__class__"
    body = {
        "__eq__": f"(self, other): return ({mine}) == ({other}) if {alike} else NotImplemented",
        "__hash__": f"(self): return hash(({mine}))",
    }
    made: dict[str, Any] = {}
    exec(f"def {name}{body[name]}", made)
    setattr(owner, name, made[name])


def _first_eq(self: Any, other: object) -> Any:
    _compile_comparison(self.__class__, "__eq__", _first_eq)
    return self.__eq__(other)


def _first_hash(self: Any) -> int:
    _compile_comparison(self.__class__, "__hash__", _first_hash)
    return hash(self)


def _repr(self: Any) -> str:
    fields = self.__dataclass_fields__.values()
    parts = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields if each.repr)
    return f"{self.__class__.__qualname__}({parts})"


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__dataclass_fields__]


def _restore(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__dataclass_fields__, state, strict=True):
        object.__setattr__(self, name, value)


def _refuse_to_set(_self: Any, name: str, _value: Any) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


_SHARED: dict[str, Any] = {
    "__eq__": _first_eq,
    "__hash__": _first_hash,
    "__repr__": _repr,
    "__getstate__": _state,
    "__setstate__": _restore,
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
}

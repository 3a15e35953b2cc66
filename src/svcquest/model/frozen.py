"""``dataclass`` for slotted values, made many times faster than by the standard library.

A program of two hundred value classes spends more time on making them than on anything else at its start: the
standard decorator compiles six functions a class and imports ``inspect``; this one makes ``__init__`` when the first
value is made, compiled once for all classes alike, and comparison when two are first compared. Values are dataclasses
to everybody else: ``fields``, ``replace``, ``match`` and type checkers see no difference. What it does not know
(``ClassVar``, ``InitVar``, keyword-only fields, defaults that nobody can give, classes without slots) is left to the
standard decorator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, NoReturn

_KNOWN_OPTIONS = {"frozen", "slots", "eq", "order", "weakref_slot"}
_STANDARD_NOTES = ("ClassVar", "InitVar", "KW_ONLY", "typing.", "dataclasses.")
_ORDERED = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}


class _Missing:
    """Stands for a default that is not given."""

    def __repr__(self) -> str:
        return "MISSING"


_MISSING = _Missing()


class _Field:
    """What a class declares of one field; the attributes are those of ``dataclasses.Field``."""

    __slots__ = ("compare", "default", "default_factory", "init", "metadata", "name", "repr", "type")

    def __init__(
        self,
        default: Any = _MISSING,
        default_factory: Any = _MISSING,
        init: bool = True,
        repr: bool = True,  # noqa: A002 - the standard name of the option
        compare: bool = True,
        metadata: Mapping[str, Any] | None = None,
    ) -> None:
        self.name = ""
        self.type: Any = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.compare = compare
        self.metadata: Mapping[str, Any] = metadata or {}

    @property
    def is_optional(self) -> bool:
        """Whether it has a default."""
        return self.default is not _MISSING or self.default_factory is not _MISSING


def _make(**options: bool) -> Callable[[type], type]:
    """The decorator with options; what is not known here goes to the standard one."""

    def decorate(cls: type) -> type:
        if not options.get("slots") or options.keys() - _KNOWN_OPTIONS or not _is_simple(cls):
            return _standard(cls, options)
        return _slotted(cls, **options)

    return decorate


def _is_simple(cls: type) -> bool:
    notes = cls.__annotations__.values()
    if not all(isinstance(note, str) and not note.startswith(_STANDARD_NOTES) for note in notes):
        return False
    if any(isinstance(each, _Field) and not each.init and each.is_optional for each in cls.__dict__.values()):
        return False
    foreign = "__dataclass_fields__"
    return all(foreign not in base.__dict__ or "__own_fields__" in base.__dict__ for base in cls.__mro__[1:])


def _standard(cls: type, options: Mapping[str, bool]) -> type:
    import dataclasses  # noqa: PLC0415 - with what it imports it takes longer than most of our packages

    for name, value in list(cls.__dict__.items()):
        if isinstance(value, _Field):
            setattr(cls, name, _standard_field(value))
    return dataclasses.dataclass(**options)(cls)


def _standard_field(field: _Field) -> Any:
    import dataclasses  # noqa: PLC0415 - as above

    given = {"default": field.default, "default_factory": field.default_factory}
    made: Any = dataclasses.field(
        init=field.init,
        repr=field.repr,
        compare=field.compare,
        metadata=field.metadata,
        **{name: value for name, value in given.items() if value is not _MISSING},
    )
    made.name = field.name
    made.type = field.type
    made._field_type = dataclasses._FIELD  # type: ignore[attr-defined]  # noqa: SLF001 - what ``fields`` asks for
    return made


class _StandardFields:
    """``__dataclass_fields__`` for whoever asks in the standard way; made when first asked for."""

    def __get__(self, _value: object, cls: Any) -> dict[str, Any]:
        owner = next(each for each in cls.__mro__ if each.__dict__.get("__dataclass_fields__") is self)
        made = {name: _standard_field(field) for name, field in owner.__own_fields__.items()}
        owner.__dataclass_fields__ = made
        return made


def _slotted(
    cls: type,
    *,
    frozen: bool = False,
    eq: bool = True,
    order: bool = False,
    weakref_slot: bool = False,
    slots: bool,
) -> type:
    inherited: dict[str, _Field] = {}
    for base in reversed(cls.__mro__[1:]):
        inherited |= base.__dict__.get("__own_fields__", {})
    body = dict(cls.__dict__)
    body.pop("__dict__", None)
    body.pop("__weakref__", None)
    own = {name: _declared(name, note, body.pop(name, _MISSING)) for name, note in cls.__annotations__.items()}
    fields = inherited | own
    shared = {**_SHARED, **(_COMPARED if eq else {}), **(_FROZEN if frozen else {})}
    if eq and not frozen:
        shared["__hash__"] = None
    if order:
        shared |= {name: _comparison(name) for name in _ORDERED}
    slotted = tuple(name for name in own if name not in inherited)
    made: Any = type(cls)(
        cls.__name__,
        cls.__bases__,
        {
            **shared,
            **body,
            "__slots__": (*slotted, "__weakref__") if weakref_slot else slotted,
            "__own_fields__": fields,
            "__match_args__": tuple(name for name, each in fields.items() if each.init),
        },
    )
    made.__qualname__ = cls.__qualname__

    def first_init(self: Any, *arguments: Any, **named: Any) -> None:
        # waits for the first value: many classes that are imported are never made one of
        made.__init__ = _init(made, fields)
        made.__init__(self, *arguments, **named)

    made.__init__ = first_init
    return made  # type: ignore[no-any-return]


def _declared(name: str, note: Any, default: Any) -> _Field:
    found = default if isinstance(default, _Field) else _Field(default)
    if type(default).__module__ == "dataclasses":
        raise TypeError(f"{name}: declare it with the field function of this module")
    found.name = name
    found.type = note
    return found


def _init(cls: type, fields: dict[str, _Field]) -> Any:
    given = {name: field for name, field in fields.items() if field.init}
    slots = [getattr(cls, name) for name in given]
    made = tuple(
        (slot, field.default_factory)
        for slot, field in zip(slots, given.values(), strict=True)
        if field.default_factory is not _MISSING
    )
    code = _template(len(given), bool(made), hasattr(cls, "__post_init__"))
    code = code.replace(co_varnames=("self", *given, *code.co_varnames[len(given) + 1 :]))
    # stores through the slots' own descriptors, which a frozen class does not refuse
    names = {f"_set{number}": slot.__set__ for number, slot in enumerate(slots)} | {"_made": made, "_MISSING": _MISSING}
    return FunctionType(code, names, "__init__", _defaults(given))


def _defaults(given: dict[str, _Field]) -> tuple[Any, ...]:
    defaults: list[Any] = []
    for name, field in given.items():
        if field.is_optional:
            defaults.append(field.default)
        elif defaults:
            raise TypeError(f"{name}: a field without default stands behind one that has a default")
    return tuple(defaults)


@cache
def _template(count: int, made: bool, told: bool) -> CodeType:
    """``__init__`` of so many arguments: most classes differ by names only, and compiling is what takes long.

    Args:
        count: of the arguments.
        made: there are fields whose default is made anew for each value.
        told: the class has a ``__post_init__``.
    """
    numbers = range(count)
    lines = [f"def __init__({', '.join(['self', *(f'_{number}' for number in numbers)])}):", "pass"]
    lines += [f"_set{number}(self, _{number})" for number in numbers]
    if made:
        lines.append("for slot, make in _made:\n  if slot.__get__(self) is _MISSING: slot.__set__(self, make())")
    if told:
        lines.append("self.__post_init__()")
    names: dict[str, Any] = {}
    exec("\n ".join(lines), names)
    code: CodeType = names["__init__"].__code__
    return code


def _comparison(name: str) -> Any:
    """A method that compiles itself for the class it is found on when it is first called."""

    def first(self: Any, *others: Any) -> Any:
        owner = next(each for each in type(self).__mro__ if each.__dict__.get(name) is first)
        compared = [field.name for field in owner.__own_fields__.values() if field.compare]  # type: ignore[attr-defined]
        mine, other = ("".join(f"{who}.{field}, " for field in compared) for who in ("self", "other"))
        body = f"(self): return hash(({mine}))"
        if name != "__hash__":
            sign = _ORDERED.get(name, "==")
            alike = "other.__class__ is self.__class__"
            body = f"(self, other): return ({mine}) {sign} ({other}) if {alike} else NotImplemented"
        made: dict[str, Any] = {}
        exec(f"def {name}{body}", made)
        setattr(owner, name, made[name])
        return made[name](self, *others)

    return first


def _repr(self: Any) -> str:
    fields = self.__own_fields__.values()
    parts = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields if each.repr)
    return f"{self.__class__.__qualname__}({parts})"


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__own_fields__]


def _restore(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__own_fields__, state, strict=True):
        object.__setattr__(self, name, value)


def _refuse_to_set(_self: Any, name: str, _value: Any) -> NoReturn:
    _refuse("assign to", name)


def _refuse_to_delete(_self: Any, name: str) -> NoReturn:
    _refuse("delete", name)


def _refuse(what: str, name: str) -> NoReturn:
    from dataclasses import FrozenInstanceError  # noqa: PLC0415 - only a fault needs it

    raise FrozenInstanceError(f"cannot {what} field {name!r}")


def _replace(value: Any, /, **changes: Any) -> Any:
    own = getattr(value, "__own_fields__", None)
    if own is None:
        import dataclasses  # noqa: PLC0415 - a class of the standard decorator

        return dataclasses.replace(value, **changes)
    for name, field in own.items():
        if field.init and name not in changes:
            changes[name] = getattr(value, name)
        elif not field.init and name in changes:
            raise ValueError(f"field {name} is not given to __init__ and cannot be replaced")
    return value.__class__(**changes)


def _fields(value: Any) -> tuple[Any, ...]:
    own = getattr(value, "__own_fields__", None)
    if own is None:
        import dataclasses  # noqa: PLC0415 - a class of the standard decorator

        return dataclasses.fields(value)
    return tuple(own.values())


_COMPARED: dict[str, Any] = {"__eq__": _comparison("__eq__"), "__hash__": _comparison("__hash__")}
_FROZEN: dict[str, Any] = {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
_SHARED: dict[str, Any] = {
    "__dataclass_fields__": _StandardFields(),
    "__repr__": _repr,
    "__getstate__": _state,
    "__setstate__": _restore,
}

if TYPE_CHECKING:  # type checkers are to see the standard ones
    from dataclasses import MISSING as MISSING  # noqa: PLC0414
    from dataclasses import dataclass as dataclass  # noqa: PLC0414
    from dataclasses import field as field  # noqa: PLC0414
    from dataclasses import fields as fields  # noqa: PLC0414
    from dataclasses import replace as replace  # noqa: PLC0414
else:
    MISSING = _MISSING
    dataclass, field, fields, replace = _make, _Field, _fields, _replace

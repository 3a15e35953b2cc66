"""Declared flags and the parser for them.

Follows ``github.com/spf13/pflag``: flags may stand anywhere before ``--``; ``--name=v``, ``--name v``, ``-nv``,
``-n=v``, ``-n v`` and clusters of switches are the same; ``_`` in a name means ``-``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from svcquest.model.frozen import dataclass, field
from svcquest.model.status import quote

FlagType = Literal["bool", "string", "int", "int64", "duration", "array", "list"]
"""``array`` takes every value as it is, ``list`` splits values at commas; both may be repeated."""


class FlagError(Exception):
    """A command line that the flags of a command do not allow; its text is pflag's."""


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag of a command.

    Attributes:
        name: long name without dashes.
        about: one line of help.
        type: how values are read.
        short: one letter, or empty.
        default: value when the flag is not given, as it would be typed.
        bare: value when it is given without one (pflag's NoOptDefVal); empty when it needs one.
        hidden: left out of the help.
    """

    name: str
    about: str
    type: FlagType = "string"
    short: str = ""
    default: str = ""
    bare: str = ""
    hidden: bool = False

    @property
    def when_bare(self) -> str:
        """What the flag means without a value, empty when it must have one."""
        return self.bare or ("true" if self.type == "bool" else "")

    def __str__(self) -> str:
        return f"-{self.short}, --{self.name}" if self.short else f"--{self.name}"


@dataclass(slots=True)
class Flags:
    """Flags as they were given.

    Attributes:
        args: what is not a flag, in order.
        dash: how many arguments stand before ``--``, None without one.
    """

    known: dict[str, Flag]
    values: dict[str, list[str]] = field(default_factory=dict)
    args: list[str] = field(default_factory=list)
    dash: int | None = None

    def given(self, name: str) -> bool:
        """Whether the flag stands on the command line."""
        return name in self.values

    def text(self, name: str) -> str:
        """The last value given, or the default."""
        given = self.values.get(name)
        return given[-1] if given else self.known[name].default

    def on(self, name: str) -> bool:
        """Whether a switch is on."""
        return self.text(name) in TRUE

    def number(self, name: str) -> int:
        """A number, 0 when neither given nor defaulted."""
        return _integer(self.text(name) or "0")

    def seconds(self, name: str) -> float:
        """A duration in seconds, 0 when neither given nor defaulted."""
        return duration(self.text(name) or "0")

    def list(self, name: str) -> list[str]:
        """All values in order."""
        flag = self.known[name]
        given = self.values.get(name)
        if given is None:
            given = [flag.default] if flag.default else []
        if flag.type != "list":
            return list(given)
        return [item for value in given if value for item in _items(value)]


def _items(value: str) -> list[str]:
    """What a list flag's value holds; quotes keep a comma inside of an item."""
    if '"' not in value and "\n" not in value:
        return value.split(",")
    import csv  # noqa: PLC0415 - hardly ever needed

    return next(csv.reader([value]))


def parse(flags: Iterable[Flag], words: Sequence[str]) -> Flags:
    """Read a command line. Of two flags of one name, the first counts.

    Raises:
        FlagError: a flag is unknown, lacks its value or has a wrong one.
    """
    known: dict[str, Flag] = {}
    shorts: dict[str, Flag] = {}
    for flag in flags:
        known.setdefault(flag.name, flag)
        if flag.short:
            shorts.setdefault(flag.short, flag)
    found = Flags(known)
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            found.dash = len(found.args)
            found.args += rest
            break
        if word.startswith("--"):
            _long(found, word, rest)
        elif word.startswith("-") and word != "-":
            _shorts(found, shorts, word, rest)
        else:
            found.args.append(word)
    return found


def names_without_flags(flags: Iterable[Flag], words: Sequence[str]) -> list[str]:
    """Words that are neither flags nor, as far as these flags tell, values of flags (cobra's stripFlags)."""
    needs_value = {f"--{flag.name}": not flag.when_bare for flag in flags}
    needs_value |= {f"-{flag.short}": not flag.when_bare for flag in flags if flag.short}
    found: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            break
        if word.startswith("-") and len(word) > 1:
            takes_next = needs_value.get(word, word.startswith("--") or len(word) == 2)
            if "=" not in word and takes_next and rest:
                rest.pop(0)
        elif word:
            found.append(word)
    return found


def _long(found: Flags, word: str, rest: list[str]) -> None:
    name, equals, value = word[2:].partition("=")
    if not name or name.startswith("-"):
        raise FlagError(f"bad flag syntax: {word}")
    flag = found.known.get(name.replace("_", "-"))
    if flag is None:
        raise FlagError(f"unknown flag: --{name}")
    if equals:
        _set(found, flag, value)
    elif flag.when_bare:
        _set(found, flag, flag.when_bare)
    elif rest:
        _set(found, flag, rest.pop(0))
    else:
        raise FlagError(f"flag needs an argument: --{name}")


def _shorts(found: Flags, shorts: dict[str, Flag], word: str, rest: list[str]) -> None:
    letters = word[1:]
    while letters:
        letter, tail = letters[0], letters[1:]
        flag = shorts.get(letter)
        if flag is None:
            raise FlagError(f"unknown shorthand flag: '{letter}' in -{letters}")
        if len(tail) > 1 and tail[0] == "=":
            _set(found, flag, tail[1:])
            return
        if flag.when_bare:
            _set(found, flag, flag.when_bare)
            letters = tail
            continue
        if not tail and not rest:
            raise FlagError(f"flag needs an argument: '{letter}' in -{letters}")
        _set(found, flag, tail or rest.pop(0))
        return


def _set(found: Flags, flag: Flag, value: str) -> None:
    try:
        _CHECKS[flag.type](value)
    except ValueError as error:
        raise FlagError(f"invalid argument {quote(value)} for {quote(str(flag))} flag: {error}") from None
    found.values.setdefault(flag.name, []).append(value)


TRUE = frozenset({"1", "t", "T", "TRUE", "true", "True"})
FALSE = frozenset({"0", "f", "F", "FALSE", "false", "False"})


def _check_bool(value: str) -> None:
    if value not in TRUE and value not in FALSE:
        raise ValueError(f"strconv.ParseBool: parsing {quote(value)}: invalid syntax")


def _check_int(value: str, bits: int = 32) -> None:
    try:
        number = _integer(value)
    except ValueError:
        raise ValueError(f"strconv.ParseInt: parsing {quote(value)}: invalid syntax") from None
    if not -(1 << (bits - 1)) <= number < 1 << (bits - 1):
        raise ValueError(f"strconv.ParseInt: parsing {quote(value)}: value out of range")


def _check_int64(value: str) -> None:
    _check_int(value, 64)


def _check_list(value: str) -> None:
    if value.count('"') % 2:
        raise ValueError('parse error on line 1, column 1: bare " in non-quoted-field')


def _integer(value: str) -> int:
    """A number as strconv.ParseInt reads it with base 0."""
    if not re.fullmatch(r"[+-]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9][0-9]*|0)", value):
        raise ValueError(value)
    digits = value.lstrip("+-")
    number = int(digits, 8) if re.fullmatch("0[0-7]+", digits) else int(digits, 0)
    return -number if value.startswith("-") else number


_UNITS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
_PART = re.compile(r"(\d+\.?\d*|\.\d+)([a-zµ]*)")


def duration(text: str) -> float:
    """Seconds of a duration as Go writes it: ``30s``, ``1m30s``, ``1.5h``, ``0``.

    Raises:
        ValueError: it is none; its text is Go's.
    """
    sign = -1.0 if text.startswith("-") else 1.0
    rest = text[1:] if text[:1] in {"+", "-"} else text
    if rest == "0":
        return 0.0
    total, at = 0.0, 0
    while at < len(rest):
        part = _PART.match(rest, at)
        if part is None:
            raise ValueError(f"time: invalid duration {quote(text)}")
        if not part[2]:
            raise ValueError(f"time: missing unit in duration {quote(text)}")
        if part[2] not in _UNITS:
            raise ValueError(f"time: unknown unit {quote(part[2])} in duration {quote(text)}")
        total += float(part[1]) * _UNITS[part[2]]
        at = part.end()
    if not rest or total * 1e9 >= 2**63:
        raise ValueError(f"time: invalid duration {quote(text)}")
    return sign * total


def _check_duration(value: str) -> None:
    duration(value)


def _check_nothing(_value: str) -> None:
    """Any text is a string."""


_CHECKS = {
    "bool": _check_bool,
    "string": _check_nothing,
    "array": _check_nothing,
    "int": _check_int,
    "int64": _check_int64,
    "duration": _check_duration,
    "list": _check_list,
}

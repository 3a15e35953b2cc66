"""``sort`` and ``uniq``.

Follows GNU coreutils in the C locale: keys ``-k F[.C][OPTIONS][,F[.C]]``, a last comparison of whole lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cmp_to_key
from itertools import groupby, pairwise
from typing import Any

from svcquest.model.frozen import dataclass
from svcquest.terminal.process import Process
from svcquest.terminal.text.inputs import Inputs, lines_of, write_lines
from svcquest.terminal.text.options import UsageError, parse_options, usage

_KEY = re.compile(r"(\d{1,6})(?:\.(\d{1,6}))?([bdfhnrVi]*)(?:,(\d{1,6})(?:\.(\d{1,6}))?([bdfhnrVi]*))?")
_NUMBER = re.compile(r"\s*(-?\d*(?:\.\d*)?)([KMGTPE]?)")
_SUFFIXES = " KMGTPE"


@dataclass(frozen=True, slots=True)
class _Key:
    """A part of the line and how to compare it; fields count from 1, 0 as the last one is the end of the line."""

    first: int
    first_char: int
    last: int
    last_char: int
    flags: str


@usage(2)
def sort(process: Process) -> int:
    """Sorts lines."""
    long = {
        "numeric-sort": "n",
        "reverse": "r",
        "unique": "u",
        "key": "k",
        "field-separator": "t",
        "ignore-case": "f",
        "human-numeric-sort": "h",
        "version-sort": "V",
        "stable": "s",
        "output": "o",
        "ignore-leading-blanks": "b",
        "check": "c",
    }
    options = parse_options(process, "nrufhVsbcdi", "kto", long)
    flags = "".join(letter for letter in "nfhVbr" if letter in options)
    keys = [_key(text, flags) for text in options.values.get("k", [])]
    inputs = Inputs(process, options.operands, "cannot read: {path}: {reason}")
    lines = lines_of(inputs.text())
    compare = _comparison(keys or [_Key(1, 1, 0, 0, flags)], options.value("t"))
    ordered = sorted(lines, key=cmp_to_key(compare))
    if "u" in options:
        ordered = [next(group) for _, group in groupby(ordered, cmp_to_key(compare))]
    elif "s" not in options:
        # lines that compare equal are put in order as a whole
        ordered = sorted(sorted(lines, reverse="r" in flags), key=cmp_to_key(compare))
    if "c" in options:
        wrong = next((index for index, pair in enumerate(pairwise(lines)) if compare(*pair) > 0), -1)
        return process.fail(f"-:{wrong + 2}: disorder: {lines[wrong + 1]}") if wrong >= 0 else 0
    if "o" in options:
        process.files.write(options.value("o"), "".join(f"{line}\n" for line in ordered))
    else:
        write_lines(process, ordered)
    return 2 if inputs.failed else 0


def _key(text: str, flags: str) -> _Key:
    found = _KEY.fullmatch(text)
    if found is not None and found[1] == "0":
        raise UsageError(f"field number is zero: invalid field specification ‘{text}’")
    if found is None:
        raise UsageError(f"invalid number at field start: invalid count at start of ‘{text}’")
    own = found[3] + (found[6] or "")
    return _Key(int(found[1]), int(found[2] or 1), int(found[4] or 0), int(found[5] or 0), own or flags)


def _comparison(keys: list[_Key], separator: str) -> Callable[[str, str], int]:
    def compare(a: str, b: str) -> int:
        for key in keys:
            left, right = _value(key, a, separator), _value(key, b, separator)
            if left != right:
                order = -1 if left < right else 1
                return -order if "r" in key.flags else order
        return 0

    return compare


def _value(key: _Key, line: str, separator: str) -> Any:
    if key.first == 1 and not key.last and key.first_char == 1:
        part = line
    else:
        # without a separator, a field begins with the blanks before it
        fields = line.split(separator) if separator else re.findall(r"\s*\S+", line)
        chosen = fields[key.first - 1 : key.last or None]
        if key.last and key.last_char and len(fields) >= key.last:
            chosen[-1] = chosen[-1][: key.last_char]
        part = (separator or "").join(chosen)[key.first_char - 1 :]
    if "n" in key.flags or "h" in key.flags:
        return _numeric(part, human="h" in key.flags)
    if "V" in key.flags:
        return [(int(run), "") if run.isdigit() else (-1, run) for run in re.findall(r"\d{1,18}|\D+", part)]
    if "b" in key.flags:
        part = part.lstrip()
    return part.upper() if "f" in key.flags else part


def _numeric(text: str, *, human: bool) -> tuple[int, float]:
    found = _NUMBER.match(text)
    digits = found[1][:300] if found else ""
    value = float(digits) if digits.strip("-.") else 0.0
    power = _SUFFIXES.index(found[2] or " ") if human and found else 0
    return (power if value >= 0 else -power, value)


@usage(1)
def uniq(process: Process) -> int:
    """Leaves repeated neighbouring lines away; ``-c`` counts, ``-d`` and ``-u`` choose."""
    long = {"count": "c", "repeated": "d", "unique": "u", "ignore-case": "i", "skip-fields": "f", "skip-chars": "s"}
    options = parse_options(process, "cdui", "fsw", long)
    fields, chars, width = options.number("f", 0), options.number("s", 0), options.number("w", 1 << 29)

    def compared(line: str) -> str:
        part = re.sub(r"\s*\S+", "", line, count=fields) if fields else line
        part = part[chars:][:width]
        return part.lower() if "i" in options else part

    inputs = Inputs(process, options.operands[:1])
    for _, group in groupby(lines_of(inputs.text()), compared):
        line, *more = group
        if ("d" in options and not more) or ("u" in options and more):
            continue
        process.print(f"{len(more) + 1:7} {line}" if "c" in options else line)
    return int(inputs.failed)

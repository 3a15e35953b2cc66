"""``cut``, ``tr``, ``column``, ``paste``, ``fold``: what stands where in a line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from svcquest.terminal.process import Process
from svcquest.terminal.shell.lexer import unescape
from svcquest.terminal.text.inputs import Inputs, lines_of, write_lines
from svcquest.terminal.text.options import UsageError, parse_options, usage

_CLASSES = {
    "alpha": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "upper": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "lower": "abcdefghijklmnopqrstuvwxyz",
    "digit": "0123456789",
    "space": " \t\n\r\f\v",
    "blank": " \t",
    "punct": "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
}
_CLASSES["alnum"] = _CLASSES["digit"] + _CLASSES["alpha"]
_UNBOUNDED = 1 << 30


@usage(1)
def cut(process: Process) -> int:
    """Fields (``-f`` with ``-d``) or characters (``-c``, ``-b``) of each line."""
    long = {
        "fields": "f",
        "delimiter": "d",
        "characters": "c",
        "bytes": "b",
        "only-delimited": "s",
        "output-delimiter": "O",
    }
    options = parse_options(process, "sn", "fcbdO", long)
    unit = next((letter for letter in "fcb" if letter in options), "")
    if not unit:
        raise UsageError("you must specify a list of bytes, characters, or fields")
    ranges = _ranges(options.value(unit))
    delimiter = options.value("d", "\t")
    if len(delimiter) != 1:
        raise UsageError("the delimiter must be a single character")
    inputs = Inputs(process, options.operands)
    for line in lines_of(inputs.text()):
        if unit != "f":
            process.print("".join(_chosen(line, ranges)))
        elif delimiter in line:
            process.print(options.value("O", delimiter).join(_chosen(line.split(delimiter), ranges)))
        elif "s" not in options:
            process.print(line)
    return int(inputs.failed)


def _ranges(text: str) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for part in text.split(","):
        found = re.fullmatch(r"(\d{0,9})(-?)(\d{0,9})", part)
        if found is None or not (found[1] or found[3]):
            raise UsageError(f"invalid field value ‘{part}’")
        first = int(found[1] or 1)
        last = first if not found[2] else int(found[3] or _UNBOUNDED)
        if first == 0:
            raise UsageError("fields are numbered from 1")
        if last < first:
            raise UsageError("invalid decreasing range")
        ranges.append((first, last))
    return ranges


def _chosen(units: Iterable[str], ranges: list[tuple[int, int]]) -> list[str]:
    return [unit for number, unit in enumerate(units, 1) if any(first <= number <= last for first, last in ranges)]


@usage(1)
def tr(process: Process) -> int:
    """Replaces characters one by one, deletes (``-d``) or squeezes (``-s``) them; ``-c`` takes all others."""
    options = parse_options(process, "dscCt", permute=False)
    sets = [_set(text) for text in options.operands]
    wanted = 1 if "d" in options and "s" not in options else 2
    if not sets or (len(sets) < wanted and not ("s" in options and len(sets) == 1)):
        what = f"missing operand after ‘{options.operands[0]}’" if sets else "missing operand"
        raise UsageError(what)
    if len(sets) > wanted:
        raise UsageError(f"extra operand ‘{options.operands[wanted]}’")
    first = sets[0]
    text = process.stdin
    if "c" in options or "C" in options:
        first = "".join(sorted(set(text) - set(first)))
    if "d" in options:
        text = text.translate(dict.fromkeys(map(ord, first)))
    elif len(sets) == 2:
        second = sets[1] + (sets[1][-1:] * (len(first) - len(sets[1])))
        text = text.translate({ord(old): new for old, new in zip(first, second, strict=False)})
    if "s" in options:
        text = _squeezed(text, set(sets[-1] if len(sets) == 2 else first))
    process.out.write(text)
    return 0


def _set(text: str) -> str:
    text = unescape(re.sub(r"\[:(\w+):\]", lambda found: _CLASSES.get(found[1], found[0]).replace("\\", "\\\\"), text))
    return re.sub(
        r"(.)-(.)",
        lambda found: "".join(map(chr, range(ord(found[1]), min(ord(found[2]), ord(found[1]) + 999) + 1))) or found[0],
        text,
        flags=re.DOTALL,
    )


def _squeezed(text: str, chars: set[str]) -> str:
    kept = [char for index, char in enumerate(text) if char not in chars or index == 0 or text[index - 1] != char]
    return "".join(kept)


@usage(1)
def column(process: Process) -> int:
    """``-t`` makes a table, ``-s`` names what separates its cells; otherwise lines come out as they are."""
    options = parse_options(process, "tex", "sonNc")
    inputs = Inputs(process, options.operands)
    lines = [line for line in lines_of(inputs.text()) if line.strip()]
    if "t" not in options:
        write_lines(process, lines)
        return int(inputs.failed)
    separators = options.value("s")
    rows = [re.split(f"[{re.escape(separators)}]", line) if separators else line.split() for line in lines]
    between = options.value("o", "  ")
    widths = [0] * max(map(len, rows), default=0)
    for row in rows:
        for index, cell in enumerate(row):
            widths[index] = max(widths[index], len(cell))
    for row in rows:
        padded = [cell.ljust(widths[index]) for index, cell in enumerate(row[:-1])]
        process.print(between.join([*padded, row[-1]]))
    return int(inputs.failed)


@usage(1)
def paste(process: Process) -> int:
    """Lines side by side; ``-s`` puts the lines of one input on a line, ``-d`` says what stands between."""
    options = parse_options(process, "s", "d", {"serial": "s", "delimiters": "d"})
    delimiter = unescape(options.value("d", "\t"))
    inputs = Inputs(process, options.operands)
    texts = [lines_of(text) for _, text in inputs]
    if "s" in options:
        write_lines(process, [delimiter[:1].join(lines) for lines in texts])
        return int(inputs.failed)
    for index in range(max(map(len, texts), default=0)):
        process.print(delimiter[:1].join(lines[index] if index < len(lines) else "" for lines in texts))
    return int(inputs.failed)


@usage(1)
def fold(process: Process) -> int:
    """Breaks lines at ``-w`` characters, 80 by default."""
    options = parse_options(process, "sb", "w")
    width = max(1, options.number("w", 80))
    inputs = Inputs(process, options.operands)
    for line in lines_of(inputs.text()):
        write_lines(process, [line[at : at + width] for at in range(0, len(line), width)] or [""])
    return int(inputs.failed)

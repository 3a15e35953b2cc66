"""``head``, ``tail``, ``tac``, ``nl``, ``wc``: parts and counts of a text."""

from __future__ import annotations

import re
from collections.abc import Callable

from svcquest.terminal.process import Process
from svcquest.terminal.text.inputs import Inputs, lines_of, write_lines
from svcquest.terminal.text.options import parse_options, usage

_Cut = Callable[[list[str], str, int], list[str]]
"""Units (lines or characters), sign and count to what is left of them."""

_COUNT = re.compile(r"([-+]?)(\d{1,9})")


@usage(1)
def head(process: Process) -> int:
    """The first lines (``-n``) or characters (``-c``); a negative number leaves as many away at the end."""
    return _ends(process, lambda text, sign, count: text[: -count or None] if sign == "-" else text[:count])


@usage(1)
def tail(process: Process) -> int:
    """The last lines or characters; ``+N`` begins with line N. ``-f`` returns at once: files do not grow here."""

    def cut(text: list[str], sign: str, count: int) -> list[str]:
        if sign == "+":
            return text[max(count - 1, 0) :]
        return text[-count:] if count else []

    return _ends(process, cut)


def _ends(process: Process, cut: _Cut) -> int:
    name, *words = process.argv
    process.argv = (name, *(re.sub(r"\A-(\d{1,9})\Z", r"-n\1", word) for word in words[:1]), *words[1:])
    long = {"lines": "n", "bytes": "c", "quiet": "q", "silent": "q", "verbose": "v", "follow": "f"}
    options = parse_options(process, "qvfF", "nc", long)
    unit = "c" if "c" in options else "n"
    found = _COUNT.fullmatch(options.value(unit, "10"))
    if found is None:
        what = "bytes" if unit == "c" else "lines"
        return process.fail(f"invalid number of {what}: ‘{options.value(unit)}’")
    inputs = Inputs(process, options.operands, "cannot open '{path}' for reading: {reason}")
    titled = (len(options.operands) > 1 and "q" not in options) or "v" in options
    for index, (name, text) in enumerate(inputs):
        if titled:
            shown = "standard input" if name == "-" else name
            process.print(("\n" if index else "") + f"==> {shown} <==")
        units = list(text) if unit == "c" else re.findall(r"[^\n]*\n|[^\n]+", text)
        process.out.write("".join(cut(units, found[1], int(found[2]))))
    return int(inputs.failed)


def tac(process: Process) -> int:
    """The lines in reverse."""
    inputs = Inputs(process, process.args, "failed to open '{path}' for reading: {reason}")
    for _, text in inputs:
        write_lines(process, lines_of(text)[::-1])
    return int(inputs.failed)


def rev(process: Process) -> int:
    """Each line backwards."""
    inputs = Inputs(process, process.args)
    write_lines(process, [line[::-1] for line in lines_of(inputs.text())])
    return int(inputs.failed)


@usage(1)
def nl(process: Process) -> int:
    """Lines with numbers; empty ones have none unless ``-b a``."""
    options = parse_options(process, "", "bwsn")
    width = options.number("w", 6)
    inputs = Inputs(process, options.operands)
    separator = options.value("s", "\t")
    number = 0
    for line in lines_of(inputs.text()):
        counted = bool(line) or options.value("b") == "a"
        number += counted
        process.print(f"{number:{width}}{separator}{line}" if counted else " " * (width + len(separator)))
    return int(inputs.failed)


@usage(1)
def wc(process: Process) -> int:
    """Counts lines (``-l``), words (``-w``), characters (``-m``), bytes (``-c``), the longest line (``-L``)."""
    long = {"lines": "l", "words": "w", "chars": "m", "bytes": "c", "max-line-length": "L"}
    options = parse_options(process, "lwmcL", long=long)
    wanted = [letter for letter in "lwmcL" if letter in options] or list("lwc")
    inputs = Inputs(process, options.operands)
    rows = [(name if options.operands else "", _counts(text)) for name, text in inputs]
    width = len(str(sum(counts["c"] for _, counts in rows)))
    if len(options.operands) > 1:
        rows.append(("total", {letter: sum(row[1][letter] for row in rows) for letter in "lwmcL"}))
    if len(wanted) > 1 and (not options.operands or "-" in options.operands):
        width = 7
    if len(wanted) == 1 and len(rows) == 1:
        width = 1
    for name, counts in rows:
        process.print(" ".join(f"{counts[letter]:{width}}" for letter in wanted) + (f" {name}" if name else ""))
    return int(inputs.failed)


def _counts(text: str) -> dict[str, int]:
    return {
        "l": text.count("\n"),
        "w": len(text.split()),
        "m": len(text),
        "c": len(text.encode("utf-8", "surrogateescape")),
        "L": max(map(len, text.split("\n"))),
    }

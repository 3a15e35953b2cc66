"""``grep``, ``egrep``, ``fgrep``: lines that match.

Follows GNU grep 3.8: exit status 1 without a match, 2 after an error; ``--`` between groups of context.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from svcquest.model.frozen import dataclass
from svcquest.terminal.process import Process
from svcquest.terminal.text.inputs import Inputs, lines_of
from svcquest.terminal.text.options import Options, parse_options, usage
from svcquest.terminal.text.regex import PatternError, Regex, compile_regex

_LONG = {
    "ignore-case": "i",
    "invert-match": "v",
    "count": "c",
    "line-number": "n",
    "only-matching": "o",
    "extended-regexp": "E",
    "perl-regexp": "P",
    "fixed-strings": "F",
    "word-regexp": "w",
    "line-regexp": "x",
    "quiet": "q",
    "silent": "q",
    "files-with-matches": "l",
    "files-without-match": "L",
    "no-messages": "s",
    "no-filename": "h",
    "with-filename": "H",
    "recursive": "r",
    "regexp": "e",
    "after-context": "A",
    "before-context": "B",
    "context": "C",
    "max-count": "m",
    "color": "y",
    "colour": "y",
}


@dataclass(slots=True)
class _Settings:
    """What to look for and what to print about it."""

    regexes: list[Regex]
    options: Options
    with_name: bool
    before: int
    after: int
    most: int


@usage(2, "[OPTION]... PATTERNS [FILE]...")
def main(process: Process) -> int:
    """Runs grep."""
    options = parse_options(_with_context_numbers(process), "ivcnoEPFGwxqlLshHrRay", "eABCm", _LONG)
    patterns = [pattern for text in options.values.get("e", []) for pattern in text.split("\n")]
    if not patterns:
        if not options.operands:
            process.error("Usage: grep [OPTION]... PATTERNS [FILE]...")
            process.error("Try 'grep --help' for more information.")
            return 2
        patterns = options.operands.pop(0).split("\n")
    if "r" in options or "R" in options:
        options.operands = _all_files(process, options.operands)
    try:
        settings = _settings(process, options, patterns)
    except PatternError as error:
        return process.fail(str(error), 2)
    inputs = Inputs(process, options.operands, "" if "s" in options else "{path}: {reason}")
    found = False
    for name, text in inputs:
        found = _search(process, settings, "(standard input)" if name == "-" else name, text) or found
        if found and "q" in options:
            return 0
    return 2 if inputs.failed and not (found and "q" in options) else int(not found)


def _with_context_numbers(process: Process) -> Process:
    """``-3`` means ``-C 3``."""
    process.argv = tuple(re.sub(r"\A-(\d{1,9})\Z", r"-C\1", word) for word in process.argv)
    return process


def _all_files(process: Process, roots: list[str]) -> list[str]:
    found: list[str] = []
    for root in roots or ["."]:
        absolute = process.files.resolve(root)
        if not process.files.is_folder(root):
            found.append(root)
            continue
        inside = [path for path in process.files.paths() if path.startswith(absolute.rstrip("/") + "/")]
        prefix = f"{root.rstrip('/')}/" if roots else ""
        found += [prefix + path[len(absolute.rstrip("/")) + 1 :] for path in inside]
    return found


def _settings(process: Process, options: Options, patterns: list[str]) -> _Settings:
    extended = "E" in options or "P" in options or process.name == "egrep"
    if "F" in options or process.name == "fgrep":
        patterns = [re.sub(r"([\\.*\[\]^$])", r"\\\1", pattern) for pattern in patterns]
        extended = False
    regexes = [
        compile_regex(
            pattern,
            extended=extended,
            ignore_case="i" in options,
            around="line" if "x" in options else "word" if "w" in options else "",
        )
        for pattern in patterns
    ]
    context = options.number("C", 0)
    several = len(options.operands) > 1 or "r" in options or "R" in options
    return _Settings(
        regexes,
        options,
        ("H" in options or several) and "h" not in options,
        options.number("B", context),
        options.number("A", context),
        options.number("m", 1 << 30),
    )


def _search(process: Process, settings: _Settings, name: str, text: str) -> bool:
    options = settings.options
    lines = lines_of(text)
    hits = _hits(settings, lines)
    prefix = f"{name}:" if settings.with_name else ""
    if "q" in options:
        pass
    elif "l" in options or "L" in options:
        if bool(hits) == ("l" in options):
            process.print(name)
    elif "c" in options:
        process.print(f"{prefix}{len(hits)}")
    elif "o" in options:
        if "v" not in options:
            for index in hits:
                number = f"{index + 1}:" if "n" in options else ""
                for part in _parts(settings.regexes, lines[index]):
                    process.print(f"{prefix}{number}{part}")
    else:
        _print_with_context(process, settings, name, lines, hits)
    return bool(hits)


def _hits(settings: _Settings, lines: list[str]) -> list[int]:
    inverted = "v" in settings.options
    hits: list[int] = []
    for index, line in enumerate(lines):
        if len(hits) >= settings.most:
            break
        if any(regex.search(line) for regex in settings.regexes) != inverted:
            hits.append(index)
    return hits


def _parts(regexes: list[Regex], line: str) -> Iterator[str]:
    """The matching parts of a line, from left to right."""
    at = 0
    while at <= len(line):
        found = [match for regex in regexes if (match := regex.search(line, at))]
        if not found:
            return
        first = min(found, key=lambda match: (match.start, -match.end))
        if first.end > first.start:
            yield line[first.start : first.end]
        at = max(first.end, first.start + 1) if first.end == first.start else first.end


def _print_with_context(process: Process, settings: _Settings, name: str, lines: list[str], hits: list[int]) -> None:
    matching = set(hits)
    shown = sorted(
        {
            index
            for hit in hits
            for index in range(max(0, hit - settings.before), min(len(lines), hit + settings.after + 1))
        }
    )
    previous = None
    for index in shown:
        if previous is not None and index > previous + 1 and (settings.before or settings.after):
            process.print("--")
        previous = index
        mark = ":" if index in matching else "-"
        number = f"{index + 1}{mark}" if "n" in settings.options else ""
        process.print((f"{name}{mark}" if settings.with_name else "") + number + lines[index])

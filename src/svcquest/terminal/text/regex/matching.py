"""Searching with a parsed pattern.

Most patterns go to Python's ``re``. It tries one way after the other, which can take for ever with repetitions inside
of repetitions or many in a row; such patterns run on a machine that follows all ways at once, in time proportional to
text times pattern (as Ken Thompson described it, with the captures of Rob Pike's version).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal, Protocol

from svcquest.model.frozen import dataclass
from svcquest.terminal.text.regex.pattern import (
    Back,
    Capture,
    Chain,
    Choice,
    Edge,
    Node,
    One,
    PatternError,
    Repeat,
    parse,
)

_BIGGEST_PROGRAM = 3_000
_WORK = 1_000_000
_MOST_LOOPS_WITH_BACK_REFERENCES = 2
_EDGES = {
    "start": "^",
    "end": r"\Z",
    "edge": r"\b",
    "inside": r"\B",
    "word-start": r"\b(?=\w)",
    "word-end": r"\b(?<=\w)",
    "no-word-before": r"(?<!\w)",
    "no-word-after": r"(?!\w)",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A match: where it begins and ends, and where its groups do (None for those that took no part)."""

    start: int
    end: int
    groups: tuple[tuple[int, int] | None, ...] = ()


class Regex(Protocol):
    """A compiled pattern."""

    @property
    def groups(self) -> int:
        """How many groups it has."""

    def search(self, text: str, start: int = 0) -> Found | None:
        """The leftmost match that begins at or after ``start``."""


def compile_regex(
    pattern: str, *, extended: bool = False, ignore_case: bool = False, around: Literal["", "word", "line"] = ""
) -> Regex:
    """Prepares a pattern.

    Args:
        pattern: its text.
        extended: in the extended syntax.
        ignore_case: letters match in either case.
        around: what has to stand around a match: anything but characters of a word, or the edges of the line.

    Raises:
        PatternError: it is malformed or too large.
    """
    tree = parse(pattern, extended=extended)
    if around == "word":
        tree = Chain((Edge("no-word-before"), tree, Edge("no-word-after")))
    elif around == "line":
        tree = Chain((Edge("start"), tree, Edge("end")))
    flags = re.IGNORECASE if ignore_case else 0
    loops = _loops(tree)
    program = _Program(tree, flags)
    fast = _Fast(re.compile(_source(tree), flags))
    if program.has_back_references and (loops is None or loops > _MOST_LOOPS_WITH_BACK_REFERENCES):
        raise PatternError("Regular expression too complex")
    if program.has_back_references or (loops is not None and loops <= 1):
        return fast
    return _Careful(fast if loops is not None else None, loops or 0, program)


def matches(regex: Regex, text: str) -> Iterator[Found]:
    """All matches from left to right; an empty one right after another does not count."""
    at, last_end = 0, -1
    while at <= len(text) and (found := regex.search(text, at)):
        if found.end > found.start or found.start != last_end:
            yield found
            last_end = found.end
        at = max(found.end, found.start + 1)


def _source(node: Node) -> str:
    match node:
        case One():
            return node.source
        case Edge():
            return _EDGES[node.kind]
        case Chain():
            return "".join(map(_source, node.parts))
        case Choice():
            return f"(?:{'|'.join(map(_source, node.options))})"
        case Capture():
            return f"({_source(node.part)})"
        case Back():
            return f"(?:\\{node.number})"
        case Repeat():
            most = "" if node.most is None else node.most
            return f"(?:{_source(node.part)}){{{node.least},{most}}}"


def _loops(node: Node) -> int | None:
    """How many parts may take a varying number of characters one after the other; None for nested ones."""
    match node:
        case Chain():
            counts = [_loops(part) for part in node.parts]
            return None if None in counts else sum(count or 0 for count in counts)
        case Choice():
            counts = [_loops(option) for option in node.options]
            return None if None in counts else sum(count or 0 for count in counts) + 1
        case Capture():
            return _loops(node.part)
        case Repeat():
            inner = _loops(node.part)
            if isinstance(node.part, One):
                return 1 if node.least != node.most else 0
            if node.most is not None and node.most <= 1:
                return None if inner is None else inner + 1
            return 0 if inner == 0 and node.least == node.most else (1 if inner == 0 else None)
        case _:
            return 0


class _Fast:
    def __init__(self, compiled: re.Pattern[str]) -> None:
        self._compiled = compiled
        self.groups = compiled.groups

    def search(self, text: str, start: int = 0) -> Found | None:
        found = self._compiled.search(text, start)
        if found is None:
            return None
        spans = (found.span(number) for number in range(1, self._compiled.groups + 1))
        return Found(found.start(), found.end(), tuple(None if span[0] < 0 else span for span in spans))


class _Careful:
    """Takes the fast way for texts short enough for any pattern of so many loops."""

    def __init__(self, fast: _Fast | None, loops: int, program: _Program) -> None:
        self._fast = fast
        self._loops = loops
        self._program = program
        self.groups = program.groups

    def search(self, text: str, start: int = 0) -> Found | None:
        if self._fast is not None and (len(text) + 1) ** (self._loops + 1) <= _WORK:
            return self._fast.search(text, start)
        return self._program.search(text, start)


@dataclass(slots=True)
class _Step:
    """One instruction: eat a character, check a place, fork, or remember a place; then go to ``next``."""

    kind: Literal["eat", "check", "fork", "save", "match"]
    next: int
    other: int = 0
    accepts: Callable[[str], object] | None = None
    edge: str = ""


class _Program:
    """The machine that follows all ways at once, those that Python would try first first."""

    def __init__(self, tree: Node, flags: int) -> None:
        self._flags = flags
        self._steps: list[_Step] = [_Step("match", 0)]
        self.groups = 0
        self.has_back_references = False
        self._entry = self._compile(tree, 0)

    def _add(self, step: _Step) -> int:
        self._steps.append(step)
        if len(self._steps) > _BIGGEST_PROGRAM:
            raise PatternError("Regular expression too big")
        return len(self._steps) - 1

    def _compile(self, node: Node, following: int) -> int:
        """Adds the steps of a part that goes on at ``following``; gives back where the part begins."""
        match node:
            case One():
                return self._add(_Step("eat", following, accepts=re.compile(node.source, self._flags).fullmatch))
            case Edge():
                return self._add(_Step("check", following, edge=node.kind))
            case Chain():
                for part in reversed(node.parts):
                    following = self._compile(part, following)
                return following
            case Choice():
                entries = [self._compile(option, following) for option in node.options]
                entry = entries.pop()
                while entries:
                    entry = self._add(_Step("fork", entries.pop(), entry))
                return entry
            case Capture():
                self.groups = max(self.groups, node.number)
                end = self._add(_Step("save", following, 2 * node.number + 1))
                return self._add(_Step("save", self._compile(node.part, end), 2 * node.number))
            case Repeat():
                return self._repeat(node, following)
            case Back():
                self.has_back_references = True
                return following

    def _repeat(self, node: Repeat, following: int) -> int:
        if node.most is None:
            loop = self._add(_Step("fork", 0, following))
            self._steps[loop].next = self._compile(node.part, loop)
            entry = loop
        else:
            entry = following
            for _ in range(node.most - node.least):
                entry = self._add(_Step("fork", self._compile(node.part, entry), following))
        for _ in range(node.least):
            entry = self._compile(node.part, entry)
        return entry

    def search(self, text: str, start: int) -> Found | None:
        best: tuple[int, ...] | None = None
        threads: list[tuple[int, tuple[int, ...]]] = []
        for at in range(start, len(text) + 1):
            ready: list[tuple[int, tuple[int, ...]]] = []
            seen: set[int] = set()
            for where, saved in threads:
                self._follow(where, saved, text, at, ready, seen)
            if best is None:
                fresh = (at, *(-1,) * (2 * self.groups + 1))
                self._follow(self._entry, fresh, text, at, ready, seen)
            threads = []
            for where, saved in ready:
                step = self._steps[where]
                if step.kind == "match":
                    best = (saved[0], at, *saved[2:])
                    break  # the ways after it are worse
                if at < len(text) and step.accepts is not None and step.accepts(text[at]):
                    threads.append((step.next, saved))
            if best is not None and not threads:
                break
        if best is None:
            return None
        pairs = zip(best[2::2], best[3::2], strict=True)
        return Found(best[0], best[1], tuple(None if low < 0 or high < 0 else (low, high) for low, high in pairs))

    def _follow(
        self,
        where: int,
        saved: tuple[int, ...],
        text: str,
        at: int,
        ready: list[tuple[int, tuple[int, ...]]],
        seen: set[int],
    ) -> None:
        """Adds to ``ready`` the steps that eat or match and can be reached without eating."""
        pending = [(where, saved)]
        while pending:
            where, saved = pending.pop()
            if where in seen:
                continue
            seen.add(where)
            step = self._steps[where]
            match step.kind:
                case "fork":
                    pending += [(step.other, saved), (step.next, saved)]
                case "save":
                    pending.append((step.next, (*saved[: step.other], at, *saved[step.other + 1 :])))
                case "check":
                    if _holds(step.edge, text, at):
                        pending.append((step.next, saved))
                case _:
                    ready.append((where, saved))


def _holds(edge: str, text: str, at: int) -> bool:
    if edge == "start":
        return at == 0
    if edge == "end":
        return at == len(text)
    before = at > 0 and _is_word(text[at - 1])
    after = at < len(text) and _is_word(text[at])
    return {
        "edge": before != after,
        "inside": before == after,
        "word-start": after and not before,
        "word-end": before and not after,
        "no-word-before": not before,
        "no-word-after": not after,
    }[edge]


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"

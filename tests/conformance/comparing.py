"""How recorded text is compared with ours: placeholders, lists in any order, the modes of ``recordings/README.md``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

_IP = r"(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]*(?::[0-9a-fA-F]*){2,})"
_PLACEHOLDERS = {
    "<cluster-ip>": r"10\.(?:9[6-9]|10\d|11[01])\.\d{1,3}\.\d{1,3}",
    "<node-port>": r"3(?:[01]\d{3}|2[0-6]\d{2}|27[0-5]\d|276[0-7])",
    "<pod-ip>": _IP,
    "<ep>": rf"(?:\[{_IP}\]|{_IP})(?::\d{{1,5}})?",
    "<rand>": r"[a-z0-9]+",
    "<age>": r"\d+[smhdy](?:\d+[smhdy])?",
    "<uid>": r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "<rv>": r"\d+",
    "<time>": (
        r"(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)"
        r"|[A-Z][a-z]{2},? [\w ]+? \d\d:\d\d:\d\d(?: (?:[A-Z]{3,4}|[+-]\d{4}))?(?: \d{4})?)"
    ),
    "<port>": r"\d{1,5}",
    "<ms>": r"\d+(?:\.\d+)?(?:/\d+(?:\.\d+)?)*",
    "<id>": r"\w+",
    "<n>": r"\d+",
    "<serial>": r"\d+",
    "<version>": r"\S+",
    "<log>": r"[^\n]*?\]",
}
_PLACEHOLDER = re.compile("|".join(_PLACEHOLDERS))
_ITEM = rf"(?:\[{_IP}\]|{_IP}|\d+|<ep>|<pod-ip>|<cluster-ip>|<node-port>)(?::(?:\d+|<node-port>|<port>))?"
_LIST = re.compile(rf"(?<![\w.<]){_ITEM}(?:,{_ITEM})+(?![\w.>])")
_TRIGGER = "endpoints.kubernetes.io/last-change-trigger-time"


def normalised(text: str) -> list[str]:
    """Lines without trailing blanks and without the annotation that may be there or not."""
    lines = [line.rstrip() for line in text.split("\n")]
    found: list[str] = []
    for at, line in enumerate(lines):
        if not line.lstrip().removeprefix("Annotations:").lstrip().startswith(f"{_TRIGGER}:"):
            found.append(line)
        elif line.startswith("Annotations:"):
            rest = lines[at + 1] if at + 1 < len(lines) else ""
            if rest.startswith(" "):
                lines[at + 1] = "Annotations:" + rest[len("Annotations:") :]
            else:
                found.append(re.sub(r"(?<=Annotations:)(\s+).*", r"\1<none>", line))
    kept = []
    for at, line in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else ""
        childless = len(following) - len(following.lstrip()) <= len(line) - len(line.lstrip())
        if not (line.strip() == "annotations:" and childless):
            kept.append(line)
    return kept


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Recorded text as an expression: placeholders stand for their kind, each list is a group."""
    parts, at = [], 0
    for match in _LIST.finditer(text):
        parts += [_with_placeholders(text[at : match.start()]), rf"({_ITEM}(?:,{_ITEM})*)"]
        at = match.end()
    return re.compile("".join(parts) + _with_placeholders(text[at:]))


def _with_placeholders(text: str) -> str:
    parts, at = [], 0
    for match in _PLACEHOLDER.finditer(text):
        parts += [re.escape(text[at : match.start()]), _PLACEHOLDERS[match[0]]]
        at = match.end()
    return "".join(parts) + re.escape(text[at:])


def same(recorded: str, ours: str) -> bool:
    """Whether a piece of text is the recorded one, after placeholders, with lists in any order."""
    if recorded == ours:
        return True
    found = _pattern(recorded).fullmatch(ours)
    if found is None:
        return False
    lists = _LIST.findall(recorded)
    return all(
        matched(wanted.split(","), given.split(","), lambda a, b: re.fullmatch(_with_placeholders(a), b) is not None)
        for wanted, given in zip(lists, found.groups(), strict=True)
    )


def matched(recorded: Sequence[str], ours: Sequence[str], fits: Callable[[str, str], bool]) -> bool:
    """Whether two collections can be paired off, each recorded item with one of ours that fits."""
    if len(recorded) != len(ours):
        return False
    partner: dict[int, int] = {}

    def place(item: int, seen: set[int]) -> bool:
        for at in range(len(ours)):
            if at in seen or not fits(recorded[item], ours[at]):
                continue
            seen.add(at)
            if at not in partner or place(partner[at], seen):
                partner[at] = item
                return True
        return False

    return all(place(item, set()) for item in range(len(recorded)))


def exact(recorded: str, ours: str) -> str | None:
    """Mode ``exact``: the first line that differs."""
    return _lines(normalised(recorded), normalised(ours), same)


def table(recorded: str, ours: str) -> str | None:
    """Mode ``table``: the first line in which a cell differs."""

    def same_cells(left: str, right: str) -> bool:
        mine, other = _cells(left), _cells(right)
        return len(mine) == len(other) and all(map(same, mine, other))

    return _lines(normalised(recorded), normalised(ours), same_cells)


def _cells(line: str) -> list[str]:
    return [cell for cell in re.split(r"\s{2,}", line) if cell]


def _lines(recorded: list[str], ours: list[str], fits: Callable[[str, str], bool]) -> str | None:
    for number, (left, right) in enumerate(zip(recorded, ours, strict=False), 1):
        if not fits(left, right):
            return f"line {number}: wanted {left!r}, got {right!r}"
    if len(recorded) == len(ours):
        return None
    shorter = min(len(recorded), len(ours))
    return f"line {shorter + 1}: wanted {recorded[shorter:][:3]!r}, got {ours[shorter:][:3]!r}"


def unordered(recorded: str, ours: str) -> str | None:
    """Mode ``lines-unordered``: the same lines, in any order."""
    wanted, given = normalised(recorded), normalised(ours)
    return None if matched(wanted, given, same) else f"wanted in any order {wanted!r}, got {given!r}"


def regex(recorded: str, ours: str) -> str | None:
    """Mode ``regex``: the first expression that no line of ours fits."""
    lines = normalised(ours)
    for expression in recorded.splitlines():
        if expression and not any(re.search(expression, line) for line in lines):
            return f"no line fits {expression!r}: {lines!r}"
    return None


MODES: dict[str, Callable[[str, str], str | None]] = {
    "exact": exact,
    "table": table,
    "lines-unordered": unordered,
    "regex": regex,
}
"""How standard output is compared; gives back a difference or None."""

"""Awk's built-in functions, and ``printf`` formats."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from svcquest.terminal.text.awk.syntax import AwkError
from svcquest.terminal.text.awk.values import Value, number, text
from svcquest.terminal.text.regex import Found, Regex, matches

_DIRECTIVE = re.compile(r"%(?:(%)|([-+ 0#]*)(\d{0,4}|\*)(?:\.(\d{0,4}))?([diouxXcseEfFgG]))")


def _substr(arguments: list[Value]) -> Value:
    whole = text(arguments[0])
    start = round(number(arguments[1]))
    end = len(whole) + 1 if len(arguments) < 3 else start + round(number(arguments[2]))
    return whole[max(start, 1) - 1 : max(end, 1) - 1]


PLAIN: dict[str, tuple[int, Callable[[list[Value]], Value]]] = {
    "substr": (2, _substr),
    "index": (2, lambda arguments: float(text(arguments[0]).find(text(arguments[1])) + 1)),
    "tolower": (1, lambda arguments: text(arguments[0]).lower()),
    "toupper": (1, lambda arguments: text(arguments[0]).upper()),
    "int": (1, lambda arguments: float(int(number(arguments[0])))),
    "sprintf": (1, lambda arguments: formatted(text(arguments[0]), arguments[1:])),
}
"""Functions of values alone: how many arguments they need at least, and what they give."""


def formatted(template: str, arguments: list[Value]) -> str:
    """``printf``.

    Raises:
        AwkError: there are fewer arguments than directives.
    """
    left = list(arguments)

    def take() -> Value:
        if not left:
            raise AwkError(f"not enough arguments to satisfy format string `{template}'")
        return left.pop(0)

    def replace(found: re.Match[str]) -> str:
        if found[1]:
            return "%"
        flags, width, precision, kind = found[2], found[3], found[4], found[5]
        if width == "*":
            width = str(min(abs(int(number(take()))), 9999))
        value = take()
        dot = "" if precision is None else f".{precision}"
        if kind in "cs":
            shown = text(value)
            if kind == "c":
                shown = shown[:1] if isinstance(value, str) else chr(int(number(value)) % 0x110000)
            return f"%{flags.replace('0', '')}{width}{dot}s" % shown
        if kind in "dioxXu":
            return f"%{flags}{width}{dot}{'d' if kind in 'iu' else kind}" % int(number(value))
        return f"%{flags}{width}{dot}{kind}" % number(value)

    return _DIRECTIVE.sub(replace, template)


def substitute(regex: Regex, replacement: str, whole: str, *, everywhere: bool) -> tuple[str, int]:
    r"""``sub`` and ``gsub``: the new text and how often; ``&`` is the match, ``\&`` an ampersand."""
    pieces: list[str] = []
    copied = count = 0
    for found in islice(matches(regex, whole), None if everywhere else 1):
        pieces += [whole[copied : found.start], _filled(replacement, whole, found)]
        count += 1
        copied = found.end
    return "".join(pieces) + whole[copied:], count


def _filled(replacement: str, whole: str, found: Found) -> str:
    matched = whole[found.start : found.end]
    return re.sub(r"\\&|&", lambda sign: "&" if sign[0] == "\\&" else matched, replacement)

"""What a YAML parser's complaint most often means: it stumbles behind the slip, and names no cause."""

from __future__ import annotations

_LOOK_BACK = 3
"""Lines before the one at which a parser stumbled in which the slip may be."""


def likely_slip(text: str, line: int) -> str:
    """The slip that a reader would see at once, in words; empty where there is none.

    Args:
        line: at which the parser gave up, from 1.
    """
    lines = text.split("\n")[:line]
    for number in range(len(lines), max(len(lines) - _LOOK_BACK, 0), -1):
        content = lines[number - 1]
        indent = content[: len(content) - len(content.lstrip())]
        if "\t" in indent:
            return f"line {number} begins with a tab; YAML indents with blanks"
        field, colon, value = content.strip().removeprefix("- ").partition(":")
        if colon and value and not value[0].isspace() and field.isidentifier() and not value.startswith("//"):
            return f"line {number} lacks a blank behind {field}:"
    return ""

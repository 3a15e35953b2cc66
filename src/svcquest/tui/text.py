"""Foreign text on its way to a widget.

A player's or a pack's text may hold what Textual takes for markup (``[/x]`` crashes a Static, ``[a=b]`` vanishes)
and what a terminal takes for commands. Nothing but the functions here turns text into something a widget shows.
"""

from __future__ import annotations

import unicodedata
from string import Formatter

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.content import Content

_KEPT = {"\n", "\t"}


def clean(text: str) -> str:
    """Text without control characters and without characters that reorder what follows; tabs become blanks."""
    kept = "".join(char for char in text if char in _KEPT or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"})
    return kept.expandtabs(8)


def plain(text: str, style: str = "") -> Content:
    """Text as it is, in one style; markup in it means nothing."""
    content = Content(clean(text))
    return content.stylize(style) if style else content


_INLINE = {"`": "$accent", "**": "bold", "*": "italic"}


def inline(text: str) -> Content:
    """Text with the little Markdown that fits into a line: code, strong and emphasised words."""
    parts: list[tuple[str, str]] = []
    rest = text
    while rest:
        found = [(rest.find(sign), -len(sign), sign) for sign in _INLINE if sign in rest]
        at, _, sign = min(found, default=(len(rest), 0, ""))
        inside, closed, behind = rest[at + len(sign) :].partition(sign) if sign else ("", "", "")
        if closed and inside:
            parts += [(rest[:at], ""), (inside, _INLINE[sign])]
            rest = behind
        else:
            parts.append((rest[: at + len(sign)], ""))
            rest = rest[at + len(sign) :]
    return join(*parts)


def join(*parts: Content | tuple[str, str] | str) -> Content:
    """Several texts in a row; a tuple is (text, style)."""
    joined = Content("")
    for part in parts:
        if isinstance(part, Content):
            joined += part
        elif isinstance(part, str):
            joined += plain(part)
        else:
            joined += plain(*part)
    return joined


def worded(text: str, style: str = "", /, **parts: Content | tuple[str, str] | str) -> Content:
    """A text with ``parts`` in place of the ``{names}`` in it, each in its own style, the words around in ``style``.

    Whoever translates the text can so put its parts into another order.
    """
    joined = Content("")
    for words, name, _spec, _conversion in Formatter().parse(text):
        joined += plain(words, style)
        if name:
            part = parts[name]
            joined += part if isinstance(part, Content) else plain(*part) if isinstance(part, tuple) else plain(part)
    return joined


def padded(text: str, width: int) -> str:
    """Text with blanks behind it up to a width in cells."""
    return text + " " * (width - cell_len(text))


def label(text: str, style: str = "") -> Text:
    """The same for widgets that still take Rich's Text, such as the cells of a DataTable."""
    return Text(clean(text), style=style, no_wrap=True, overflow="ellipsis")


def shorten(text: str, width: int) -> str:
    """Text cut to a width in cells, with an ellipsis where something is missing."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1) + "…" if width > 0 else ""


def shorten_inside(text: str, width: int) -> str:
    """Text cut to a width in cells that keeps its end, such as the port of a URL."""
    end = width * 2 // 5
    if cell_len(text) <= width or not end:
        return shorten(text, width)
    tail = text[len(text) - end :]
    while cell_len(tail) > end:
        tail = tail[1:]
    return shorten(text, width - cell_len(tail)) + tail


def hanging(lead: Content, text: Content, width: int) -> Content:
    """A text behind a lead; where it goes on in another line, it goes on below its own beginning."""
    indent = "\n" + " " * lead.cell_length
    lines = text.wrap(max(width - lead.cell_length, 10)) or [text]
    return lead + Content(indent).join([line.rstrip() for line in lines])


def wrapped(text: str, width: int) -> list[str]:
    """A text's lines, broken at blanks where there are any, else at the width in cells; at least one."""
    return [line.plain.rstrip() for line in plain(text).wrap(max(width, 1))] or [""]


def unbroken(text: str) -> str:
    """Paragraphs whose lines a file had broken, each in one line; items and indented lines stay as they are."""
    lines: list[str] = []
    for line in text.splitlines():
        item = line.startswith(("- ", "* ")) or (line[:1].isdigit() and ". " in line[:4])
        if lines and lines[-1] and line[:1].strip() and not item:
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return "\n".join(lines)

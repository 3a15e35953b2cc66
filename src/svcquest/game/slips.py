"""What a YAML parser's complaint most often means: it stumbles behind the slip, and names no cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from svcquest.model.frozen import dataclass

_LOOK_BACK = 3
"""Lines before the one at which a parser stumbled in which the slip may be."""

_BLOCKS = ("|", ">")
_QUOTES = ("'", '"')
_BRACKETS = ("{", "[")
_RESERVED = ("@", "`", "%")
"""Signs with which no value may begin unless it is quoted."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with something on it.

    Attributes:
        indent: blanks before it.
        dash: whether it begins an item of a list.
        column: from 0, of what stands behind the dash.
        field: what stands before the first colon; all of the line where there is none.
        value: what stands behind that colon, None where there is none.
    """

    number: int
    text: str
    indent: int
    dash: bool
    column: int
    field: str
    value: str | None

    @property
    def is_settled(self) -> bool:
        """Whether the field has its value on the line, so that nothing can stand below it."""
        return bool(self.value) and not (self.value or "").startswith(_BLOCKS)


_Lines = Sequence[_Line]


def likely_slip(text: str, line: int) -> str:
    """The slip that a reader would see at once, in words; empty where there is none.

    Args:
        line: at which the parser gave up, from 1.
    """
    lines = tuple(_content(text.split("\n")[:line]))
    return next(filter(None, (find(lines) for find in _SLIPS)), "") if lines else ""


def _content(lines: Sequence[str]) -> Iterator[_Line]:
    """The lines of the last document with something on them, without those of texts that | and > begin."""
    block: int | None = None
    first = max((number for number, text in enumerate(lines, 1) if text.startswith("---")), default=0)
    for number, text in enumerate(lines[first:], first + 1):
        bare = text.lstrip()
        if not bare or bare.startswith("#"):
            continue
        indent = len(text) - len(bare)
        if block is not None and indent > block:
            continue
        said = bare.removeprefix("- ").lstrip()
        field, colon, value = said.partition(":")
        block = indent if value.strip().startswith(_BLOCKS) else None
        column = indent + len(bare) - len(said)
        yield _Line(number, text, indent, said != bare, column, field, value.strip() if colon else None)


def _nearest(lines: _Lines) -> Iterator[_Line]:
    """The line of the complaint, then those before it."""
    return reversed(lines[-_LOOK_BACK:])


# Slips, each found by a function that says so or nothing -------------------------------------------------------------


def _tab(lines: _Lines) -> str:
    found = next((each for each in _nearest(lines) if "\t" in each.text[: each.indent]), None)
    return f"line {found.number} begins with a tab; YAML indents with blanks" if found else ""


def _glued(lines: _Lines) -> str:
    for each in _nearest(lines):
        field = each.field.removeprefix("-")
        if field != each.field and field.isidentifier():
            return f"line {each.number} lacks a blank behind -"
        behind = each.text[each.column + len(each.field) + 1 :]
        if behind and not behind[0].isspace() and field.isidentifier() and not behind.startswith("//"):
            return f"line {each.number} lacks a blank behind {field}:"
    return ""


def _no_colon(lines: _Lines) -> str:
    for each in _nearest(lines):
        if each.value is None and not each.dash and each.field[0].isalnum():
            return f"line {each.number} has no colon"
    return ""


def _unclosed(lines: _Lines) -> str:
    for each in _nearest(lines):
        value = each.value or ""
        if each is not lines[-1] and value.startswith(_QUOTES) and value[0] not in value[1:]:
            return f"line {each.number} opens a quote and does not close it"
        rest = "\n".join(later.text for later in lines if later.number >= each.number)
        opened, closed = (sum(rest.count(sign) for sign in signs) for signs in ("{[", "}]"))
        if value.startswith(_BRACKETS) and opened > closed:
            return f"line {each.number} opens a {value[0]} and does not close it"
    return ""


def _reserved(lines: _Lines) -> str:
    value = lines[-1].value or ""
    return f"a value that begins with {value[0]} wants quotes" if value.startswith(_RESERVED) else ""


def _second_on_line(lines: _Lines) -> str:
    """Two things where YAML has room for one."""
    last, value = lines[-1], lines[-1].value or ""
    if value.startswith("- "):
        return f"the - behind {last.field}: wants a line of its own"
    if value.startswith((*_QUOTES, *_BRACKETS)) or not (": " in value or value.endswith(":")):
        return ""
    return f"line {last.number} has a second colon: one field a line; a value with a colon wants quotes"


def _below_a_value(lines: _Lines) -> str:
    *before, last = lines
    above = before[-1] if before else None
    if above is None or not above.is_settled or last.indent <= above.column:
        return ""
    return f"line {last.number} is indented deeper than line {above.number}, which has its value already"


def _beside_nothing(lines: _Lines) -> str:
    """A line whose column is none of those that are open above it."""
    *before, last = lines
    above = _open(before)
    dash = next((each for each in above if each.dash), None)
    if last.dash and dash is not None and all(each.indent != last.indent for each in above if each.dash):
        side = "left" if last.indent < dash.indent else "right"
        return f"the - of line {last.number} stands to the {side} of the - in line {dash.number}"
    if last.dash and above and above[0].value == "" and last.indent < above[0].column and dash is None:
        return f"the - of line {last.number} stands to the left of {above[0].field}: in line {above[0].number}"
    columns = {column for each in above for column in (each.indent, each.column)}
    if last.indent not in columns and last.indent < max(columns, default=0):
        return f"line {last.number} begins under none of the lines above it: count its blanks"
    return ""


def _open(lines: _Lines) -> list[_Line]:
    """The lines to whose fields or lists a further line could belong, the nearest first."""
    found: list[_Line] = []
    for each in reversed(lines):
        if not found or each.indent < found[-1].indent:
            found.append(each)
    return found


_SLIPS: tuple[Callable[[_Lines], str], ...] = (
    _tab,
    _glued,
    _unclosed,
    _reserved,
    _second_on_line,
    _no_colon,
    _below_a_value,
    _beside_nothing,
)
"""In the order of how sure a reader can be."""

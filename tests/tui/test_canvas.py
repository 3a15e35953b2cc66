"""Lines join where they meet, and pass each other where they belong to different things."""

from __future__ import annotations

from rich.style import Style

from svcquest.tui.canvas import Canvas
from svcquest.tui.glyphs import ASCII, UNICODE, Glyphs

PLAIN = Style()


def rows(canvas: Canvas) -> list[str]:
    return [canvas.row_text(y) for y in range(canvas.height)]


def branch(glyphs: Glyphs) -> Canvas:
    canvas = Canvas(6, 3, glyphs, PLAIN)
    canvas.across(0, 2, 1, PLAIN, 1)
    for row in (0, 1, 2):
        canvas.down(2, 1, row, PLAIN, 1)
        canvas.across(2, 5, row, PLAIN, 1)
    return canvas


def test_a_lane_branches() -> None:
    assert rows(branch(UNICODE)) == ["  ┌──╴", "╶─┼──╴", "  └──╴"]


def test_the_same_in_ascii() -> None:
    assert rows(branch(ASCII)) == ["  +---", "--+---", "  +---"]


def test_a_horizontal_line_passes_under_a_vertical_one_of_somebody_else() -> None:
    canvas = Canvas(5, 3, UNICODE, PLAIN)
    canvas.down(2, 0, 2, PLAIN, 1)
    canvas.across(0, 4, 1, PLAIN, 2)
    assert canvas.row_text(1) == "╶─│─╴"


def test_text_stays_above_lines_and_is_cut_with_an_ellipsis() -> None:
    canvas = Canvas(8, 1, UNICODE, PLAIN)
    canvas.write(0, 0, "web-service", PLAIN, limit=5)
    canvas.across(0, 7, 0, PLAIN, 1)
    assert canvas.row_text(0) == "web-…──╴"


def test_what_lies_outside_is_not_drawn() -> None:
    canvas = Canvas(3, 1, UNICODE, PLAIN)
    canvas.write(2, 0, "xyz", PLAIN)
    canvas.write(0, 5, "xyz", PLAIN)
    assert rows(canvas) == ["  x"]


def test_wide_characters_take_two_cells() -> None:
    canvas = Canvas(4, 1, UNICODE, PLAIN)
    after = canvas.write(0, 0, "网a", PLAIN)
    assert after == 3
    assert canvas.strip(0).cell_length == 4

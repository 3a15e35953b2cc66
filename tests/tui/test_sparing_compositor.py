"""A part of the screen is drawn without asking for what cannot be seen there, and nothing of it is missed."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Static

from svcquest.tui.sparing_compositor import SparingCompositor


class Asked(Static):
    """Text that notes for which rows of it it was asked."""

    def __init__(self, *lines: str, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__("\n".join(lines), id=id)
        self.rows: set[int] = set()

    def render_lines(self, crop: Region) -> list[Strip]:
        self.rows.update(crop.line_range)
        return super().render_lines(crop)


class Sparing(Screen[None]):
    def __init__(self) -> None:
        super().__init__()
        self._compositor = SparingCompositor()

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Asked("first", "second", "third", id="text")
            yield Asked("other", id="other")
            yield Asked("late", id="late")

    def on_mount(self) -> None:
        self.query_one("#late").display = False

    def asked(self) -> dict[str | None, set[int]]:
        found = {}
        for each in self.query(Asked):
            found[each.id] = each.rows
            each.rows = set()
        return found


class SparingApp(App[None]):
    def get_default_screen(self) -> Screen[None]:
        return Sparing()


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        ([Region(0, 1, 9, 1)], {"text": {1}}),
        ([Region(0, 0, 3, 1), Region(2, 2, 3, 1)], {"text": {0, 1, 2}}),
        ([Region(0, 2, 9, 2)], {"text": {2}, "other": {0}}),
        ([Region(0, 0, 80, 24)], {"text": {0, 1, 2}, "other": {0}}),
        ([Region(0, 9, 1, 1)], {}),
        ([], {}),
    ],
)
async def test_only_what_is_seen_is_rendered(changed: list[Region], asked: dict[str, set[int]]) -> None:
    async with SparingApp().run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, Sparing)
        await pilot.pause()
        screen.asked()
        screen._compositor._dirty_regions.update(changed)
        screen._compositor.render_update()
        assert {name: rows for name, rows in screen.asked().items() if rows} == asked


async def test_what_appears_is_noticed_though_somebody_asked_for_its_size_before_it_was_laid_out() -> None:
    async with SparingApp().run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        await pilot.pause()
        late = screen.query_one("#late")
        late.display = True
        screen._compositor.update_widgets({late})
        assert late.region == Region(0, 4, 80, 1)
        assert screen._compositor.reflow(screen, screen.size).shown == {late}
        assert late.region in screen._compositor._dirty_regions

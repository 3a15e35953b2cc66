"""Texts that change in place do not lay out the screen; those that need other room do."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static

from svcquest.tui.widgets.steady import SteadyText

STYLES = "#row { height: 1; } #auto { width: auto; } #tall { height: auto; max-height: 2; } #one { height: 1; }"


class Texts(App[None]):
    CSS = STYLES

    def compose(self) -> ComposeResult:
        with Horizontal(id="row"):
            yield SteadyText(Content("abc"), id="auto")
            yield Static("behind")
        yield SteadyText(Content("one line"), id="tall")
        yield SteadyText(Content("one"), id="one")


@pytest.mark.parametrize(
    ("widget", "text", "moves"),
    [
        ("auto", "abc", False),
        ("auto", "xyz", False),
        ("auto", "abcd", True),
        ("tall", "another", False),
        ("tall", "two\nlines", True),
        ("one", "as long as you like", False),
    ],
)
async def test_only_other_room_lays_out_the_screen(
    monkeypatch: pytest.MonkeyPatch, widget: str, text: str, moves: bool
) -> None:
    asked: list[bool] = []
    refresh = SteadyText.refresh

    def noted(self: SteadyText, *regions: Region, layout: bool = False, **options: bool) -> SteadyText:
        asked.append(layout)
        return refresh(self, *regions, layout=layout, **options)

    async with Texts().run_test() as pilot:
        monkeypatch.setattr(SteadyText, "refresh", noted)
        pilot.app.query_one(f"#{widget}", SteadyText).update(Content(text))
        await pilot.pause()
        row = pilot.app.query_one(f"#{widget}")
        assert any(asked) is moves
        assert row.content_size.height == (2 if "\n" in text else 1)
        assert widget != "auto" or row.content_size.width == len(text)
        assert text.splitlines()[0] in "".join(strip.text for strip in row.render_lines(row.size.region))


async def test_no_more_lines_than_fit_ask_for_no_more_room() -> None:
    async with Texts().run_test() as pilot:
        tall = pilot.app.query_one("#tall", SteadyText)
        for text in ("1\n2\n3", "4\n5\n6\n7"):
            tall.update(Content(text))
            await pilot.pause()
        assert tall.size.height == 2

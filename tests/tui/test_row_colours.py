"""Rows of a text have the colours that a TextArea finds in the whole."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widgets import TextArea

from svcquest.tui.glyphs import UNICODE
from svcquest.tui.widgets.manifest_text import ManifestText
from svcquest.tui.widgets.row_colours import AT_ONCE

LONG = "items:\n" + "".join(f"- name: n{number}  # {number}\n  port: {number}\n" for number in range(AT_ONCE))
BLOCK = "script: |\n" + "  line\n" * (AT_ONCE + 6) + "open: true\ntext: 'a\n  b'\n"


class Both(App[None]):
    def compose(self) -> ComposeResult:
        yield TextArea("", language="yaml", id="plain")
        yield ManifestText(UNICODE, id="ours")


@pytest.mark.parametrize("text", [LONG, BLOCK, "", "a: {b: [1, null, x\n"])
async def test_each_row_has_the_colours_of_the_whole(text: str) -> None:
    async with Both().run_test() as pilot:
        whole = pilot.app.query_one("#plain", TextArea)
        ours = pilot.app.query_one("#ours", ManifestText)
        whole.load_text(text)
        ours.show(text)
        for _ in range(2):
            for row in reversed(range(ours.document.line_count)):
                assert sorted(ours._highlights[row], key=str) == sorted(whole._highlights[row], key=str), row
            for area in (whole, ours):
                area.insert("first: 1\n", (0, 0))

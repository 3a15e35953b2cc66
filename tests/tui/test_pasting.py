"""What a terminal sends, read in pieces of any size, with pastes in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.events import Key

from svcquest.tui.pasting import PasteParser, parse_pastes_quickly

KEYS = st.sampled_from(["a", "Z", "é", "\x1b[A", "\x1bOP", "\r", "\x01"])
PASTES = st.text("ab \n\0é[~2", max_size=20).map(lambda text: f"\x1b[200~{text}\x1b[201~")


def heard(parser: XTermParser, sent: str, size: int) -> list[tuple[str, str]]:
    pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
    events = [event for piece in pieces for event in parser.feed(piece)]
    return [(type(each).__name__, each.key if isinstance(each, Key) else getattr(each, "text", "")) for each in events]


@given(st.lists(KEYS | PASTES, max_size=8).map("".join), st.integers(1, 40))
def test_the_same_is_heard_as_with_the_parser_of_textual(sent: str, size: int) -> None:
    assert heard(PasteParser(), sent, size) == heard(XTermParser(), sent, size)


def test_drivers_take_it_by_name() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(vars(linux_driver), "XTermParser", XTermParser)
        parse_pastes_quickly(linux_driver.LinuxDriver)
        assert vars(linux_driver)["XTermParser"] is PasteParser

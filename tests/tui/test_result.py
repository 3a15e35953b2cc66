"""What the table of a result says where there is little room."""

from __future__ import annotations

import pytest
from tests.tui.playing import SMALL, playing
from textual.content import Content

from svcquest.tui.text import hanging, plain
from svcquest.tui.widgets.result import fitted, terse, widened


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("exactly 3 storefront-green pods", "3 storefront-green"),
        ("reached 3 storefront-blue pods", "3 storefront-blue"),
        ("nothing to 3 storefront-blue pods", "not storefront-blue"),
        ("nothing to db-5db77cb56c-99svv", "not db-5db77cb56c-99svv"),
        ("exactly 3 scans pods; at their port 8080", "3 scans :8080"),
        ("reached 3 scans pods at port 9090", "3 scans :9090"),
        ("exactly 3 ledger pods of namespace pay", "3 ledger of pay"),
        ("every request timed out", "all timed out"),
        ("all refused", "all refused"),
    ],
)
def test_terse(text: str, short: str) -> None:
    assert terse(text) == short


def test_room_that_is_left_over_goes_to_columns_that_can_use_it() -> None:
    assert fitted([10, 30, 12], 48) == [10, 26, 12]
    assert widened([10, 12, 12], [10, 30, 20], 44) == [10, 17, 17]
    assert widened([10, 12, 12], [10, 14, 12], 44) == [10, 14, 12]


async def test_a_narrow_table_tells_what_was_wanted_from_what_came() -> None:
    async with playing("blue-green", size=SMALL) as player:
        await player.press("f5")
        assert player.shows("3 storefront-green", "3 storefront-blue", "web-preview.shop/"), player.frame


def test_a_text_behind_a_lead_goes_on_below_its_beginning() -> None:
    told = hanging(plain("Why   "), plain("nobody listens at the port that it knocks at"), 26)
    assert told.plain == "Why   nobody listens at\n      the port that it\n      knocks at"
    assert hanging(plain("Look  "), Content(""), 26).plain == "Look  "

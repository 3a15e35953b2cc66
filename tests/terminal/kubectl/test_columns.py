from __future__ import annotations

import pytest

from svcquest.terminal.kubectl.ages import DAY, HOUR, YEAR, human, since
from svcquest.terminal.kubectl.columns import align, table


def test_tables_of_get_are_at_least_six_wide_and_three_apart() -> None:
    assert table([["A", "LONGER", "C"], ["x", "", "z"]]) == "A     LONGER   C\nx              z\n"


def test_columns_of_describe_end_where_a_line_has_none() -> None:
    lines = ["Name:\tweb", "Port:\thttp\t80/TCP", "Much longer:\tx", "", "Events:\t<none>"]
    assert align(lines).splitlines() == [
        "Name:         web",
        "Port:         http  80/TCP",
        "Much longer:  x",
        "",
        "Events:  <none>",
    ]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "<invalid>"),
        (0, "0s"),
        (119, "119s"),
        (120, "2m"),
        (200, "3m20s"),
        (600, "10m"),
        (3 * HOUR - 1, "179m"),
        (3 * HOUR, "3h"),
        (5 * HOUR + 90, "5h1m"),
        (8 * HOUR, "8h"),
        (47 * HOUR, "47h"),
        (2 * DAY, "2d"),
        (3 * DAY + 2 * HOUR, "3d2h"),
        (8 * DAY, "8d"),
        (2 * YEAR + 5 * DAY, "2y5d"),
        (9 * YEAR, "9y"),
    ],
)
def test_ages_grow_coarser(seconds: float, text: str) -> None:
    assert human(seconds) == text


def test_age_of_what_has_no_time_stamp() -> None:
    assert since(None, 0) == "<unknown>"
    assert since("1970-01-01T00:01:00Z", 90) == "30s"

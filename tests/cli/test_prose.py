"""Markdown as lines."""

from __future__ import annotations

import pytest

from svcquest.cli.prose import broken, prose


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("It is **refused**, at *once*.", ["It is refused, at once."]),
        ("Type `kubectl get svc -o name`, *then* look.", ["Type `kubectl get svc -o name`, then", "look."]),
        ("And then you type `kubectl get svc -o name`.", ["And then you type", "`kubectl get svc -o name`."]),
        ("`jsonpath='{.items[*]}'` is *all*.", ["`jsonpath='{.items[*]}'` is all."]),
        ("one\ntwo\n\nthree", ["one two", "", "three"]),
        ("### What happened\nNothing was\ndown.", ["What happened", "Nothing was down."]),
        ("1. The `till` asks.\n2. The\n   `counter` asks.", ["1. The `till` asks.", "2. The `counter` asks."]),
        ("It has the port\n30080. Nobody asks.", ["It has the port 30080. Nobody asks."]),
        ("three " * 9, ["three three three three three three", "three three three"]),
        (
            "- three three three three three three three three",
            ["- three three three three three three", "  three three"],
        ),
        ("", [""]),
    ],
)
def test_marks_go_and_paragraphs_fit(text: str, lines: list[str]) -> None:
    assert prose(text, 40).split("\n") == lines


@pytest.mark.parametrize(
    ("line", "under", "lines"),
    [
        (":run            apply and send", 16, [":run            apply", "                and send"]),
        ("  rule  sends it on to an endpoint", 4, ["  rule  sends it on to", "      an endpoint"]),
        ("https://kubernetes.io/docs/", 0, ["https://kubernetes.io/docs/"]),
    ],
)
def test_a_line_goes_on_below_what_it_says(line: str, under: int, lines: list[str]) -> None:
    assert broken(line, 24, under).split("\n") == lines

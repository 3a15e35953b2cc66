"""The placement test in ``play --plain``: line by line, saved at its end and not before."""

from __future__ import annotations

import json

from tests.cli.conftest import Run


def test_what_is_known_is_skipped_and_kept(run: Run) -> None:
    answers = ["3", "1", "9", "4", "", "q"]
    left = run("play", "--plain", stdin="\n".join([":placement", *answers]) + "\n")

    assert left.status == 0
    assert "Right.\nLabels of pods" in left.out
    assert "a number from 1 to 4, nothing, or q" in left.out
    assert "Not so. Right is: Connection refused" in left.out
    assert "No harm done. Right is: None, until somebody writes EndpointSlices for it" in left.out
    assert (
        "First contact: known\nPorts: to be played\nSelectors: to be played\nBegin with the chapter Ports" in left.out
    )

    begun = run("play", "--plain", stdin=":next\n:map\n")
    assert "Port or targetPort" in begun.out.partition(":help")[0]
    assert "(one-liner): known" in begun.out
    assert json.loads(run("progress", "export").out)["known"] == ["first-contact"]

    run("progress", "reset", "--yes")
    assert json.loads(run("progress", "export").out)["known"] == []


def test_leaving_saves_nothing(run: Run) -> None:
    left = run("play", "--plain", stdin=":placement\n3\n1\nq\n")

    assert "Left; nothing is saved." in left.out
    assert json.loads(run("progress", "export").out)["known"] == []

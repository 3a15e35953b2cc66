"""Expansions that the recorded answers of bash do not tell of."""

from __future__ import annotations

import pytest
from tests.terminal.shell.shells import run


@pytest.mark.parametrize("text", ["x=(a b c)", "echo ${x[1]}", "for i in ${x[@]}; do echo $i; done"])
def test_arrays_are_refused_in_a_clear_line(text: str) -> None:
    outcome = run(text)
    assert outcome.exit == 2
    assert "there are no arrays here" in outcome.stderr


def test_an_ordinary_mistake_speaks_of_no_arrays() -> None:
    assert "arrays" not in run("echo (a)").stderr + run("echo ${x!}").stderr


@pytest.mark.parametrize("text", ["x=hello; echo ${x:4:-3}", "x=hello; echo ${x:1/0}"])
def test_a_substring_that_cannot_be(text: str) -> None:
    outcome = run(text)
    assert (outcome.exit, outcome.stdout) == (1, "")

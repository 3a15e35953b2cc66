"""What a shell keeps from line to line: variables, functions, its history."""

from __future__ import annotations

import pytest
from tests.terminal.shell.shells import lookup

from svcquest.terminal.shell import Shell
from svcquest.terminal.shell.history import in_one_line


def test_memory_lasts_from_line_to_line() -> None:
    shell = Shell(lookup, env={"HOME": "/home/learner"}, aliases={"k": "both | cat"})
    assert shell.run("x=1; export y=2; cd /tmp; f() { echo in f; }").exit == 0
    assert shell.run("echo $x $y; pwd; f; k").stdout == "1 2\n/tmp\nin f\nout\n"
    assert shell.run("environment").stdout == "HOME=/home/learner y=2\n"
    assert shell.run("echo $?; cd -; alias").stdout == "0\n/home/learner\nalias k='both | cat'\n"
    assert shell.run("y=3 environment").stdout == "HOME=/home/learner y=3\n"
    assert shell.run("(cd /tmp; z=1); pwd; echo [$z]").stdout == "/home/learner\n[]\n"


def test_history_at_the_prompt() -> None:
    shell = Shell(lookup)
    shell.run("echo one two", interactive=True)
    assert shell.run("!!", interactive=True).stdout == "echo one two\none two\n"
    assert shell.run("echo !$ '!$'", interactive=True).stdout == "echo two '!$'\ntwo !$\n"
    assert shell.run("^two^three", interactive=True).stdout == "echo three '!$'\nthree !$\n"
    assert shell.run("!nope", interactive=True).stderr == "bash: !nope: event not found\n"
    assert shell.history == ("echo one two", "echo two '!$'", "echo three '!$'")
    assert shell.run("history").stdout.splitlines()[0] == "    1  echo one two"
    assert shell.run("echo !!").stdout == "!!\n"


def test_the_last_lines_of_the_history() -> None:
    shell = Shell(lookup)
    for line in ("echo a", "echo b", "echo c"):
        shell.run(line, interactive=True)
    assert shell.run("history 2", interactive=True).stdout == "    3  echo c\n    4  history 2\n"
    assert shell.run(f"history {10**9}; set -- a; echo ${{{'9' * 5000}}}.").stdout.splitlines()[-1] == "."
    assert shell.run("history ²").stderr == "bash: history: ²: numeric argument required\n"


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["for i in 1 2", "do echo $i", "done"], "for i in 1 2; do echo $i; done"),
        (["for i in 1 2; do", "  echo $i", "done"], "for i in 1 2; do echo $i; done"),
        (["if true", "then echo a", "else", "echo b", "fi"], "if true; then echo a; else echo b; fi"),
        (["f() {", "echo a", "}"], "f() { echo a; }"),
        (["echo a |", "cat"], "echo a | cat"),
        (["true &&", "echo a"], "true && echo a"),
        (["echo a \\", "b"], "echo a b"),
        (["echo 'a", "b'"], None),
        (["cat <<E", "a", "E"], None),
        (["echo 'a", "b"], None),
    ],
)
def test_several_lines_in_one(lines: list[str], whole: str | None) -> None:
    assert in_one_line(lines) == whole

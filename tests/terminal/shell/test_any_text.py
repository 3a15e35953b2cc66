"""Whatever is typed, a shell answers: properties, and programs without end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.terminal.shell.shells import World, lookup, run

from svcquest.terminal.shell import Shell, incomplete


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("while true; do :; done", "too many commands"),
        ("while true; do x=$x$x; done", "too many commands"),
        ("f() { f; }; f", "too deeply nested"),
        ("f() { echo $(f); }; f", "too deeply nested"),
        ('x=\'eval "$x"\'; eval "$x"', "too deeply nested"),
        ("x=aaaaaaaaaa; while true; do x=$x$x; echo $x; done", "too much output"),
        ("( " * 200 + "echo" + " )" * 200, "too deeply nested"),
        ("echo " + "$(echo " * 200 + ")" * 200, "too deeply nested"),
        ("echo " + "${a:-" * 200 + "}" * 200, "too many levels"),
        ("x=aaaaaaaaaa; while true; do x=$x$x; done", "too much output"),
        ("echo " + "{1..9999}" * 30, ""),
        ("for x in {1..9999}{1..9999}{1..9999}; do :; done", "too many commands"),
        ("for i in {1..99999999}; do echo $i; done", "too many commands"),
    ],
)
def test_runaways_end_with_a_plain_message(text: str, words: str) -> None:
    assert words in run(text).stderr


PIECES = st.lists(
    st.sampled_from(
        [
            "echo",
            "cat",
            "both",
            "for",
            "in",
            "do",
            "done",
            "while",
            "if",
            "then",
            "fi",
            "case",
            "esac",
            "function",
            "vi",
            "f()",
            "{",
            "}",
            "(",
            ")",
            "(",
            ")",
            ";",
            "&&",
            "||",
            "|",
            "&",
            "!",
            ">",
            "<",
            ">>",
            "2>&1",
            "&>",
            "<<E",
            "E",
            "<<<x",
            "$x",
            "$(",
            ")",
            "`",
            "'",
            '"',
            "\\",
            "$((1+",
            "))",
            "${x:-y}",
            "${x#a}",
            "{1..3}",
            "{a,b}",
            "*",
            "?",
            "[",
            "]",
            "[[",
            "]]",
            "=~",
            "x=1",
            "-eq",
            "1",
            "read",
            "eval",
            "break",
            "continue",
            "return",
            "exit",
            "shift",
            "set",
            "--",
            "cd",
            "..",
            "alias",
            "k=both",
            "export",
            "~",
            "#",
            "!!",
            "/dev/null",
            "printf",
            "%5d",
            "%s",
            "source",
            "f",
            "\n",
            "\t",
            "é",
        ]
    ),
    max_size=25,
)


@given(pieces=PIECES, glue=st.sampled_from(["", " "]))
@settings(max_examples=250, deadline=None)
def test_any_tokens_get_an_outcome(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    outcome = Shell(lookup, world=World()).run(text, interactive=True)
    assert 0 <= outcome.exit <= 255
    assert "Traceback" not in outcome.stderr
    assert incomplete(text) in (True, False)


@given(text=st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_gets_an_outcome(text: str) -> None:
    assert 0 <= run(text).exit <= 255


def test_who_reads_from_a_loop_without_end_gets_something() -> None:
    outcome = Shell(lookup).run("while true; do echo x; done | cat")
    assert outcome.exit == 130
    assert outcome.stdout.startswith("x\nx\n")
    assert outcome.stderr.startswith("stopped: too many commands")


def test_naps_count_more_than_other_commands() -> None:
    world = World()
    outcome = Shell(lookup, world=world).run("while true; do sleep 1; done")
    assert outcome.exit == 130
    assert 100 < sum(world.passed) < 400

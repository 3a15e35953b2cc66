from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svcquest.terminal.process import (
    ClearScreen,
    Files,
    Leave,
    OpenEditor,
    OpenShell,
    Outcome,
    Process,
    Program,
    Watch,
    lookup_in,
)
from svcquest.terminal.shell import Shell, incomplete
from svcquest.terminal.shell.interactive import PROGRAMS

RECORDED = [json.loads(line) for line in (Path(__file__).parent / "answered_by_bash.jsonl").read_text().splitlines()]


def cat(process: Process) -> int:
    process.out.write("".join(map(process.files.read, process.args)) if process.args else process.stdin)
    return 0


def both(process: Process) -> int:
    process.print("out")
    process.error("err")
    return 3


def environment(process: Process) -> int:
    process.print(" ".join(f"{name}={value}" for name, value in process.env.items()))
    return 0


def exec_it(process: Process) -> int:
    process.request(OpenShell("pod", on_exit="kubectl delete pod x"))
    return 0


MINE: dict[str, Program] = {"cat": cat, "both": both, "environment": environment, "exec-it": exec_it}


def lookup(name: str) -> Program | None:
    return MINE.get(name) or lookup_in(PROGRAMS)(name)


@dataclass
class World:
    now: float = 1_700_000_000.0
    passed: list[float] = field(default_factory=list)

    def advance(self, seconds: float) -> None:
        self.passed.append(seconds)
        self.now += seconds


def run(text: str, **options: str) -> Outcome:
    return Shell(lookup, world=World(), name=options.get("name", "bash"), hints={"helm": "use kubectl"}).run(text)


@pytest.mark.parametrize("case", RECORDED, ids=lambda case: case["run"][:40])
def test_answers_like_bash(case: dict[str, object]) -> None:
    outcome = run(str(case["run"]))
    assert (outcome.stdout, outcome.exit) == (case["stdout"], case["exit"])


@pytest.mark.parametrize(
    ("text", "stderr", "status"),
    [
        ("nosuch", "bash: nosuch: command not found\n", 127),
        ("./run.sh", "bash: ./run.sh: No such file or directory\n", 127),
        ("helm install x", "bash: helm: command not found\nuse kubectl\n", 127),
        ("echo a | | b", "bash: syntax error near unexpected token `|'\n", 2),
        ("echo )", "bash: syntax error near unexpected token `)'\n", 2),
        ("echo 'a", "bash: unexpected EOF while looking for matching `''\n", 2),
        ("for i in 1; do", "bash: syntax error: unexpected end of file\n", 2),
        ("cat < missing", "bash: missing: No such file or directory\n", 1),
        ("echo x > no/such", "bash: no/such: No such file or directory\n", 1),
        ("echo x > /tmp", "bash: /tmp: Is a directory\n", 1),
        ("cd nowhere", "bash: cd: nowhere: No such file or directory\n", 1),
        ("[ 1 -eq x ]", "bash: [: x: integer expression expected\n", 2),
        ("[ a", "bash: [: missing `]'\n", 2),
        ("echo ${X:?gone}; echo on", "bash: X: gone\n", 1),
        ("for x in ${X:?gone}; do echo; done", "bash: X: gone\n", 1),
        ("export 1x=2", "bash: export: `1x=2': not a valid identifier\n", 1),
        ("cat missing", "cat: missing: No such file or directory\n", 1),
        ("type nosuch", "bash: type: nosuch: not found\n", 1),
    ],
)
def test_complains_in_the_words_of_bash(text: str, stderr: str, status: int) -> None:
    outcome = run(text)
    assert (outcome.stderr, outcome.exit) == (stderr, status)


def test_a_small_shell_has_shorter_words() -> None:
    assert run("nosuch", name="sh").stderr == "sh: nosuch: not found\n"


@pytest.mark.parametrize(
    ("text", "stdout", "stderr", "shown"),
    [
        ("both; both", "out\nout\n", "err\nerr\n", "out\nerr\nout\nerr\n"),
        ("both 2>&1", "out\nerr\n", "", "out\nerr\n"),
        ("both 2>/dev/null", "out\n", "", "out\n"),
        ("both >/dev/null", "", "err\n", "err\n"),
        ("both &>/dev/null", "", "", ""),
        ("both > f 2>&1; cat f", "out\nerr\n", "", "out\nerr\n"),
        ("both 2>&1 > f; cat f", "err\nout\n", "", "err\nout\n"),
        ("both | cat", "out\n", "err\n", "err\nout\n"),
        ("both |& cat", "out\nerr\n", "", "out\nerr\n"),
        ("both > /dev/stderr", "", "out\nerr\n", "out\nerr\n"),
    ],
)
def test_outputs_go_where_they_are_sent(text: str, stdout: str, stderr: str, shown: str) -> None:
    outcome = run(text)
    assert (outcome.stdout, outcome.stderr, outcome.shown) == (stdout, stderr, shown)


@pytest.mark.parametrize(
    ("text", "requests"),
    [
        ("vi svc.yaml", (OpenEditor("/home/learner/svc.yaml"),)),
        ("clear", (ClearScreen(),)),
        ("watch -n 5 kubectl get svc", (Watch("kubectl get svc", 5.0),)),
        ("watch 'kubectl get svc | wc -l'", (Watch("kubectl get svc | wc -l"),)),
        ("exec-it", (OpenShell("pod", on_exit="kubectl delete pod x"),)),
        ("exit", (Leave(0),)),
        ("false; exit", (Leave(1),)),
        ("echo a | (exit 4)", ()),
        ("x=$(exit 4)", ()),
    ],
)
def test_asks_the_front_end(text: str, requests: tuple[object, ...]) -> None:
    assert run(text).requests == requests


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("echo a", False),
        ("", False),
        ("echo 'a", True),
        ('echo "a', True),
        ("echo $(ls", True),
        ("echo ${x", True),
        ("cat <<E", True),
        ("cat <<E\na\n", True),
        ("cat <<E\na\nE\n", False),
        ("cat <<E\na\nE", False),
        ("for i in 1 2", True),
        ("for i in 1 2; do echo $i", True),
        ("for i in 1 2; do echo $i; done", False),
        ("if true; then", True),
        ("while true; do", True),
        ("case x in", True),
        ("echo a |", True),
        ("echo a &&", True),
        ("echo a \\", True),
        ("echo a \\\\", False),
        ("(echo a", True),
        ("{ echo a", True),
        ("f() {", True),
        ("echo a | | b", False),
        ("done", False),
    ],
)
def test_knows_when_more_lines_are_needed(text: str, more: bool) -> None:
    assert incomplete(text) is more


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


def test_patterns_stand_for_files() -> None:
    shell = Shell(lookup, Files({"a.yaml": "", "b.yaml": "", "c.txt": "", "d/e.yaml": "", ".hidden": ""}))
    assert shell.run("echo *.yaml [bc]* ?.txt */*.yaml").stdout == "a.yaml b.yaml b.yaml c.txt c.txt d/e.yaml\n"
    assert shell.run("echo '*'.yaml \"*\" *.none").stdout == "*.yaml * *.none\n"
    assert (
        shell.run("x='*.yaml'; echo $x \"$x\"; echo /home/*/c*").stdout == "a.yaml b.yaml *.yaml\n/home/learner/c.txt\n"
    )
    assert shell.run("echo *").stdout == "a.yaml b.yaml c.txt d\n"


def test_time_is_simulated() -> None:
    world = World()
    shell = Shell(lookup, world=world)
    assert shell.run("date +%F_%T; sleep 1.5m; date +%T; date -u").stdout == (
        "2023-11-14_22:13:20\n22:14:50\nTue Nov 14 22:14:50 UTC 2023\n"
    )
    assert world.passed == [90.0]
    assert shell.run("sleep soon").exit == 1


def test_standard_input_can_be_handed_in() -> None:
    assert Shell(lookup).run("read a; cat", stdin="one\ntwo\n").stdout == "two\n"
    assert Shell(lookup).run("while read a b; do echo $b; done", stdin="1 2\n3 4\n").stdout == "2\n4\n"
    assert Shell(lookup).run("sh", stdin="echo from script\n").stdout == "from script\n"


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
@settings(max_examples=500, deadline=None)
def test_any_tokens_get_an_outcome(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    outcome = Shell(lookup, world=World()).run(text, interactive=True)
    assert 0 <= outcome.exit <= 255
    assert "Traceback" not in outcome.stderr
    assert incomplete(text) in (True, False)


@given(text=st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_gets_an_outcome(text: str) -> None:
    assert 0 <= run(text).exit <= 255


# Places that have less, loops without end -----------------------------------------------------------------------------


def test_a_shell_that_a_place_does_not_have() -> None:
    small = Shell(lookup, name="sh", installed=("sh",))
    assert small.run("bash -c 'echo hi'").stderr == "sh: bash: not found\n"
    assert small.run("sh -c 'echo hi'").stdout == "hi\n"
    assert small.run("sudo echo hi").exit == 127


def test_sudo_runs_what_follows() -> None:
    shell = Shell(lookup, installed=("bash", "sudo"))
    assert shell.run("sudo -u me echo hi").stdout == "hi\n"
    assert shell.run("sudo -i; sudo bash; sudo su -").stdout == "you are root already\n" * 3


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


def test_time_tells_simulated_time() -> None:
    world = World()
    outcome = Shell(lookup, world=world).run("time sleep 63")
    assert outcome.stderr.startswith("\nreal\t1m3.004s\nuser\t0m0.")


def test_scripts_are_run_by_their_path() -> None:
    shell = Shell(lookup)
    shell.run("printf '#!/bin/sh\\necho \"$0 $1 $#\"\\nexit 3\\n' > s.sh; echo text > t.txt")
    outcome = shell.run("./s.sh a b")
    assert (outcome.exit, outcome.stdout) == (3, "./s.sh a 2\n")
    assert shell.run("./t.txt").exit == 126


def test_a_substituted_file_is_gone_when_its_reader_has_ended() -> None:
    shell = Shell(lookup)
    shell.run("cat <(echo a) < /dev/null; cat < <(echo b)")
    assert shell.files.list("/dev/fd") == []


def test_the_last_lines_of_the_history() -> None:
    shell = Shell(lookup)
    for line in ("echo a", "echo b", "echo c"):
        shell.run(line, interactive=True)
    assert shell.run("history 2", interactive=True).stdout == "    3  echo c\n    4  history 2\n"

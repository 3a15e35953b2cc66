"""A shell: answers like bash, words of complaint, requests to the front end, time, files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.terminal.shell.shells import World, lookup, run

from svcquest.terminal.process import ClearScreen, Files, Leave, OpenEditor, OpenShell, Watch
from svcquest.terminal.shell import Shell, incomplete

RECORDED = [json.loads(line) for line in (Path(__file__).parent / "answered_by_bash.jsonl").read_text().splitlines()]


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
    ("text", "stdout"),
    [
        ("set -- a b c; shift x; echo $? $#", "1 3\n"),
        ("set -- a b c; shift 2; echo $? $1", "0 c\n"),
        ("for i in 1 2; do for j in 1 2; do echo $i$j; break x; done; done", "11\n"),
        ("f() { return x; }; f; echo $?", "2\n"),
    ],
)
def test_numbers_that_are_none_move_nothing(text: str, stdout: str) -> None:
    assert run(text).stdout == stdout


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
    assert shell.run("sleep 999999999d; date +%Y").stdout == "2033\n"


def test_standard_input_can_be_handed_in() -> None:
    assert Shell(lookup).run("read a; cat", stdin="one\ntwo\n").stdout == "two\n"
    assert Shell(lookup).run("while read a b; do echo $b; done", stdin="1 2\n3 4\n").stdout == "2\n4\n"
    assert Shell(lookup).run("sh", stdin="echo from script\n").stdout == "from script\n"


def test_a_shell_that_a_place_does_not_have() -> None:
    small = Shell(lookup, name="sh", installed=("sh",))
    assert small.run("bash -c 'echo hi'").stderr == "sh: bash: not found\n"
    assert small.run("sh -c 'echo hi'").stdout == "hi\n"
    assert small.run("sudo echo hi").exit == 127


def test_sudo_runs_what_follows() -> None:
    shell = Shell(lookup, installed=("bash", "sudo"))
    assert shell.run("sudo -u me echo hi").stdout == "hi\n"
    assert shell.run("sudo -i; sudo bash; sudo su -").stdout == "you are root already\n" * 3


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

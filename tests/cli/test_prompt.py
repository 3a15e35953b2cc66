"""The prompt of ``svcquest sim`` and plain play in a pseudo-terminal: Ctrl+C and Ctrl+D anywhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

WAIT = 20


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "SVCQUEST_DATA": str(tmp_path),
        "TERM": "xterm",
        "EDITOR": "touch",
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "NO_COLOR": "1",
    }


@pytest.fixture
def sim(environment: dict[str, str]) -> Iterator[pexpect.spawn[str]]:
    child = pexpect.spawn(
        sys.executable, ["-m", "svcquest", "sim"], encoding="utf-8", env=environment, timeout=WAIT, dimensions=(24, 100)
    )
    yield child
    child.close(force=True)


def test_prompt_takes_commands_and_ends_with_ctrl_d(sim: pexpect.spawn[str]) -> None:
    sim.expect_exact("node-1:~$")
    sim.sendline("kubectl get svc -o name")
    sim.expect_exact("service/kubernetes")
    sim.expect_exact("node-1:~$")
    sim.send("half a comm")
    sim.sendintr()
    sim.expect_exact("node-1:~$")
    sim.sendline("cat <<E")
    sim.expect_exact(">")
    sim.sendintr()
    sim.expect_exact("node-1:~$")
    sim.sendline("for i in 1 2")
    sim.sendline("do echo _$i")
    sim.sendline("done")
    sim.expect_exact("_2")
    sim.expect_exact("node-1:~$")
    sim.sendline("\x10")  # Ctrl-P
    sim.expect_exact("for i in 1 2; do echo _$i; done")
    sim.expect_exact("_2")
    sim.expect_exact("node-1:~$")
    sim.sendline("echo 'half")
    sim.expect_exact(">")
    sim.sendeof()
    sim.expect_exact("unexpected EOF")
    sim.expect_exact("node-1:~$")
    sim.sendline("kubectl run box --rm -it --image=busybox -- sh")
    sim.expect_exact("/ #")
    sim.sendline("hostname")
    sim.expect_exact("box")
    sim.expect_exact("/ #")
    sim.sendeof()
    sim.expect_exact('pod "box" deleted')
    sim.expect_exact("node-1:~$")
    sim.sendeof()
    sim.expect(pexpect.EOF)
    assert sim.wait() == 0


def test_editor_of_the_player_is_used(sim: pexpect.spawn[str]) -> None:
    sim.expect_exact("node-1:~$")
    sim.sendline("vi note.txt")
    sim.expect_exact("node-1:~$")
    sim.sendline("ls")
    sim.expect_exact("note.txt")


def test_dumb_terminal_gets_a_line(environment: dict[str, str]) -> None:
    child = pexpect.spawn(
        sys.executable, ["-m", "svcquest"], env={**environment, "TERM": "dumb"}, encoding="utf-8", timeout=WAIT
    )
    child.expect_exact("svcquest check")
    child.expect(pexpect.EOF)
    assert child.wait() == 2


@pytest.fixture
def without_prompt_toolkit(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """As if prompt_toolkit were not installed: readline has to do."""
    fake = tmp_path / "fake" / "prompt_toolkit"
    fake.mkdir(parents=True)
    (fake / "__init__.py").write_text('raise ImportError("left out")\n')
    return {**environment, "PYTHONPATH": str(fake.parent)}


def start(environment: dict[str, str]) -> pexpect.spawn[str]:
    child = pexpect.spawn(
        sys.executable, ["-m", "svcquest", "sim"], encoding="utf-8", env=environment, timeout=WAIT, dimensions=(24, 100)
    )
    child.expect_exact("node-1:~$")
    return child


@pytest.mark.parametrize("kind", ["environment", "without_prompt_toolkit"])
def test_tab_completes_and_history_lasts(kind: str, request: pytest.FixtureRequest) -> None:
    environment: dict[str, str] = request.getfixturevalue(kind)
    child = start(environment)
    child.send("kubectl get ser\t -n kube-s\t -o na\t")
    child.sendline("")
    child.expect_exact("service/kube-dns")
    child.expect_exact("node-1:~$")
    child.sendeof()
    child.expect(pexpect.EOF)
    child = start(environment)
    child.send("\x12ube-sys")  # Ctrl-R
    child.expect_exact("i-search")
    child.send("\r")
    child.expect_exact("service/kube-dns")
    child.close(force=True)


def test_plain_play_edits_its_line_too(environment: dict[str, str]) -> None:
    child = pexpect.spawn(
        sys.executable, ["-m", "svcquest", "play", "--plain"], encoding="utf-8", env=environment, timeout=WAIT
    )
    child.expect_exact("node-1:~$")
    child.send(":sho\t service\t\r")
    child.expect_exact("targetPort: 80")
    child.send("kubectl exec -it deploy/storefront -- s\x01\x05h\r")  # Ctrl-A, Ctrl-E
    child.expect(":/# ")
    child.sendeof()
    child.expect_exact("node-1:~$")
    child.send("\x12targ\x07\x12:sh\r")  # Ctrl-R, Ctrl-G
    child.expect_exact("targetPort: 80")
    child.sendline(":reset")
    child.expect_exact("[y/N]")
    child.sendintr()
    child.expect_exact("node-1:~$")
    child.sendeof()
    child.expect_exact("Everything is kept.")
    child.expect(pexpect.EOF)
    assert child.wait() == 0

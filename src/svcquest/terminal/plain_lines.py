"""Command lines of the administrator that need no shell: plain words for ``kubectl``, one after the other by ``&&``.

Nearly all lines that level files hold are of this kind, and a shell with its parser takes longer to import than they
take to run. What they do, print and answer is the same; any character that means something to a shell makes a line
none of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from svcquest.engine.cluster import Cluster
from svcquest.model.net import Vantage
from svcquest.terminal.files import Files
from svcquest.terminal.kubectl.kubeconfig import Kubeconfig
from svcquest.terminal.process import Outcome, run_program
from svcquest.terminal.surroundings import Surroundings, home_vantage

if TYPE_CHECKING:
    from svcquest.terminal.shell import Shell

_MEANT_FOR_A_SHELL = frozenset("|;<>()$`\\\"'*?[]{}~#!\n\r")
_NEED_A_TERMINAL = frozenset({"exec", "run", "debug", "edit", "attach", "port-forward", "logs", "config", "diff"})
"""Verbs that look around where they run, or leave something behind for the next line."""

Command = tuple[str, ...]


def run_lines(cluster: Cluster, lines: Sequence[str], files: Files, namespace: str) -> Iterator[Outcome]:
    """Run command lines, one after the other, as the administrator.

    Args:
        files: the working folder.
        namespace: the current context's.
    """
    plain = [_commands(line) for line in lines]
    if all(plain):
        world = Surroundings(cluster, Kubeconfig.in_namespace(namespace), home_vantage(cluster), "", _no_shell)
        for commands in plain:
            yield _run(commands, files, world)
        return
    from svcquest.terminal.session import Terminal  # noqa: PLC0415 - brings the shell along

    terminal = Terminal(cluster, files, namespace=namespace)
    for line in lines:
        yield terminal.run(line)


def _commands(line: str) -> list[Command]:
    """The commands of a line; none when it needs a shell."""
    if not _MEANT_FOR_A_SHELL.isdisjoint(line):
        return []
    commands = [tuple(part.split()) for part in line.split("&&")]
    return commands if all(map(_is_plain, commands)) else []


def _is_plain(command: Command) -> bool:
    if len(command) < 2 or command[0] != "kubectl":
        return False
    return not any("&" in word or word in _NEED_A_TERMINAL for word in command)


def _run(commands: Sequence[Command], files: Files, world: Surroundings) -> Outcome:
    from svcquest.terminal.kubectl.main import main  # noqa: PLC0415 - an answer that is wrong needs none of it

    stdout = stderr = shown = ""
    status = 0
    for command in commands:
        outcome = run_program(main, *command, files=files, world=world)
        stdout, stderr, shown = stdout + outcome.stdout, stderr + outcome.stderr, shown + outcome.shown
        status = outcome.exit
        if status:
            break
    return Outcome(status, stdout, stderr, shown)


def _no_shell(vantage: Vantage, container: str) -> Shell:
    raise AssertionError(f"no plain line opens a shell, this one did at {vantage} {container}")

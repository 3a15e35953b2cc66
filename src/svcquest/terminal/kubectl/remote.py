"""Running programs in containers, for ``exec``, ``run`` and ``debug``."""

from __future__ import annotations

import shlex

from svcquest.model.net import Vantage
from svcquest.model.resource import Resource
from svcquest.terminal import hosts, places
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.process import OpenShell

_SHELLS = frozenset({"sh", "bash", "ash", "/bin/sh", "/bin/bash", "/bin/ash"})

PROMPT_HINT = "If you don't see a command prompt, try pressing enter."


def is_shell(argv: list[str]) -> bool:
    """Whether a command is a bare shell, which waits for a keyboard."""
    return len([word for word in argv if word not in {"-i", "-l", "-il", "-li"}]) == 1 and argv[0] in _SHELLS


def vantage_of(pod: Resource) -> Vantage:
    """The place inside of a pod."""
    return Vantage("pod", pod.namespace, pod.name)


def open_shell(call: Call, vantage: Vantage, container: str = "", on_exit: str = "") -> None:
    """Hand the keyboard to a shell there."""
    prompt = hosts.host_of(call.client.cluster.state, vantage, container).prompt
    call.process.request(OpenShell(vantage, prompt, on_exit, container))


def missing(call: Call, vantage: Vantage, container: str, argv: list[str]) -> bool:
    """Whether the container's image does not have the program."""
    return not places.runs(call.process.world.shell_at(vantage, container), argv[0])


def run(call: Call, vantage: Vantage, container: str, argv: list[str], *, stdin: bool) -> int:
    """Run a program there with this command's outputs, and its input when ``stdin``; its exit status."""
    shell = call.process.world.shell_at(vantage, container)
    text = None if call.process.input.terminal or not stdin else call.process.stdin
    bare = is_shell(argv) and text is not None
    outcome = shell.run(text if bare else shlex.join(argv), stdin=None if bare else text)
    call.print(outcome.stdout, end="")
    call.error(outcome.stderr, end="")
    return int(outcome.exit)

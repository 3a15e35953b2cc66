"""A shell with a few programs and a clock of its own."""

from __future__ import annotations

from dataclasses import dataclass, field

from svcquest.terminal.process import OpenShell, Outcome, Process, Program, lookup_in
from svcquest.terminal.shell import Shell
from svcquest.terminal.shell.interactive import PROGRAMS


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

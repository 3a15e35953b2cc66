"""A terminal in which tests type kubectl commands."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from svcquest.engine.cluster import Cluster
from svcquest.terminal.files import Files
from svcquest.terminal.process import Outcome
from svcquest.terminal.session import Terminal


@dataclass
class Kubectl:
    """Runs ``kubectl`` lines; call it for lines that succeed, ``fails`` for those that do not."""

    terminal: Terminal = field(default_factory=lambda: Terminal(Cluster(), Files()))

    def run(self, line: str, stdin: str | None = None) -> Outcome:
        return self.terminal.run(f"kubectl {line}", stdin=stdin)

    def __call__(self, line: str, stdin: str | None = None) -> str:
        outcome = self.run(line, stdin)
        assert outcome.exit == 0, outcome.stderr
        return outcome.stdout

    def fails(self, line: str, stdin: str | None = None) -> str:
        outcome = self.run(line, stdin)
        assert outcome.exit != 0, outcome.stdout
        return outcome.stderr

    def write(self, path: str, text: str) -> None:
        self.terminal.files.write(path, text)

    def read(self, path: str) -> str:
        return self.terminal.files.read(path)


@pytest.fixture
def kubectl() -> Kubectl:
    return Kubectl()

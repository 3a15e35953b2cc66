"""Running commands in this process, with a player's folder of their own."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from svcquest.cli.main import main
from svcquest.levels.data import data_folder

LEVEL = "a-name-for-three-pods"


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs ``svcquest ARGUMENTS`` with ``stdin`` (text or bytes) as its input, which is no terminal."""
    monkeypatch.setenv("SVCQUEST_DATA", str(tmp_path / "data"))

    def start(*arguments: str, stdin: str | bytes = "") -> Ran:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        try:
            status = main(arguments)
        except SystemExit as ended:
            status = int(ended.code or 0)
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return start


@pytest.fixture
def level_file() -> Callable[[str], str]:
    """Paths of files of the first level."""
    return lambda name: str(data_folder("levels") / "campaign" / LEVEL / name)

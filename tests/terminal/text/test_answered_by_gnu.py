"""The text tools beside those of a GNU system (awk: mawk), which answered the same lines in a folder of the same files.

``stderr`` is there where our words are the same.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from svcquest.engine.cluster import Cluster
from svcquest.terminal.process import Files
from svcquest.terminal.session import Terminal

HERE = Path(__file__).parent
FILES: dict[str, str] = json.loads((HERE / "files.json").read_text(encoding="utf-8"))
ANSWERED = [json.loads(line) for line in (HERE / "answered_by_gnu.jsonl").read_text(encoding="utf-8").splitlines()]
CLUSTER = Cluster(empty=True)


@pytest.mark.parametrize("answer", ANSWERED, ids=[answer["line"] for answer in ANSWERED])
def test_answers_alike(answer: dict[str, Any]) -> None:
    outcome = Terminal(CLUSTER, Files(dict(FILES))).run(answer["line"])
    assert (outcome.stdout, outcome.exit) == (answer["stdout"], answer["exit"])
    assert outcome.stderr == answer.get("stderr", outcome.stderr)
    assert bool(outcome.stderr) == (answer.get("stderr") != "")

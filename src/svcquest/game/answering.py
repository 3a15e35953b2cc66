"""An answer on its way into a cluster: files applied, or lines run, in a terminal of its own."""

from __future__ import annotations

from svcquest.engine.cluster import Cluster
from svcquest.game.stage import Stage
from svcquest.game.verdict import Refusal
from svcquest.levels.level import Answer
from svcquest.terminal.files import Files


def give(stage: Stage, answer: Answer, cluster: Cluster) -> list[Refusal]:
    """Apply an answer to a cluster; what the cluster or kubectl refused."""
    lines = lines_of(answer)
    outcomes = stage.run(cluster, lines, Files({**stage.level.files, **answer.files}))
    return [
        Refusal(line, outcome.stderr.strip()) for line, outcome in zip(lines, outcomes, strict=True) if outcome.exit
    ]


def lines_of(answer: Answer) -> tuple[str, ...]:
    """The terminal lines that an answer amounts to."""
    return answer.run or tuple(f"kubectl apply -f {name}" for name in answer.files)

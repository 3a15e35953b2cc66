"""An answer on its way into a cluster: files applied, or lines run, in a terminal of its own."""

from __future__ import annotations

from svcquest.engine.cluster import Cluster
from svcquest.game.stage import Stage
from svcquest.game.verdict import Refusal
from svcquest.levels.level import Answer
from svcquest.terminal.files import Files


def give(stage: Stage, answer: Answer, cluster: Cluster) -> list[Refusal]:
    """Apply an answer to a cluster; what the cluster or kubectl refused."""
    terminal = stage.terminal(cluster, Files({**stage.level.files, **answer.files}))
    refused = []
    for line in lines_of(answer):
        outcome = terminal.run(line)
        if outcome.exit:
            refused.append(Refusal(line, outcome.stderr.strip()))
    return refused


def lines_of(answer: Answer) -> tuple[str, ...]:
    """The terminal lines that an answer amounts to."""
    return answer.run or tuple(f"kubectl apply -f {name}" for name in answer.files)

"""An answer on its way into a cluster: files applied, or lines run, in a terminal of its own."""

from __future__ import annotations

from svcquest.engine.cluster import Cluster
from svcquest.game.stage import SETTLE_SECONDS, Stage
from svcquest.game.verdict import Refusal
from svcquest.levels.level import Answer
from svcquest.terminal.files import Files


def give(stage: Stage, answer: Answer, cluster: Cluster) -> list[Refusal]:
    """Apply an answer to a cluster, step by step; what the cluster or kubectl refused."""
    refusals: list[Refusal] = []
    files = dict(stage.level.files)
    for number, step in enumerate(steps_of(answer)):
        if number:
            cluster.advance(SETTLE_SECONDS)
        files |= step.files
        lines = lines_of(step)
        outcomes = zip(lines, stage.run(cluster, lines, Files(files)), strict=True)
        refusals += [Refusal(line, outcome.stderr.strip()) for line, outcome in outcomes if outcome.exit]
    return refusals


def steps_of(answer: Answer) -> tuple[Answer, ...]:
    """The answer's first step and those behind it."""
    return (answer, *answer.then)


def lines_of(answer: Answer) -> tuple[str, ...]:
    """The terminal lines that an answer amounts to."""
    return answer.run or tuple(f"kubectl apply -f {name}" for name in answer.files)

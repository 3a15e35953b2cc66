"""Judging a stream of requests that goes on while something changes: how many of them were lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from svcquest.game.casting import places, vantage_of
from svcquest.game.evidence import Outcome, RequestEvidence, no_target, nobody_at, outcome_of
from svcquest.game.request_probes import IN_WORDS
from svcquest.game.scene import Scene
from svcquest.game.targets import NoTargetError, outline, target_of
from svcquest.game.verdict import Row
from svcquest.levels.probe_format import StreamProbe
from svcquest.model.english import counted
from svcquest.model.net import Failure, Request
from svcquest.terminal.files import Files
from svcquest.terminal.plain_lines import run_lines


def stream_rows(probe: StreamProbe, scene: Scene) -> Iterator[Row]:
    """One row for each source and target."""
    for source in places(probe.source, scene.state):
        for text in probe.stream:
            yield _row(probe, scene, source, text)


def _row(probe: StreamProbe, scene: Scene, source: str, text: str) -> Row:
    expected = f"no more than {counted(probe.lost, 'request')} lost" if probe.lost else "no request lost"
    vantage = vantage_of(source, scene.state)
    if vantage is None:
        return Row(source, text, expected, f"{source} is not there", passed=False, evidence=nobody_at(source))
    try:
        target = target_of(text, scene.state)
    except NoTargetError as error:
        shown = outline(text, scene.state)
        return Row(source, shown, expected, str(error), passed=False, evidence=no_target(error))
    request = Request(vantage, target.host, target.port, target.protocol)
    sent, lost, evidence, trouble = _stream(probe, scene, request)
    told = ", ".join(f"{count} {IN_WORDS[failure]}" for failure, count in sorted(lost.items()))
    observed = f"{lost.total()} of {sent} lost: {told}" if lost else f"none of {sent} lost"
    passed = lost.total() <= probe.lost and not trouble
    return Row(source, target.text, expected, trouble or observed, passed, evidence)


def _stream(
    probe: StreamProbe, scene: Scene, request: Request
) -> tuple[int, Counter[Failure], RequestEvidence | None, str]:
    """Send requests before, while and after the change; how many, how they failed, one to show, what went wrong."""
    cluster = scene.cluster()
    lost: Counter[Failure] = Counter()
    first: dict[Outcome, RequestEvidence] = {}
    sent = 0
    trouble = ""
    for step in range(int(probe.seconds / probe.every) + 1):
        if step == 1:
            (outcome,) = run_lines(cluster, [probe.during], Files(), scene.namespace)
            if outcome.exit:
                trouble = outcome.stderr.strip()
                break
        before = cluster.state
        delivery = cluster.connect(request)
        sent += 1
        if delivery.failure is not None:
            lost[delivery.failure] += 1
        end = outcome_of(delivery)
        first.setdefault(end, RequestEvidence(before, request, end))
        cluster.advance(probe.every)
    shown = next((first[failure] for failure in lost), None) or next(iter(first.values()), None)
    return sent, lost, shown, trouble

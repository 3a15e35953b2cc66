"""Judging requests: who answered, who should have, and how the rest failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from svcquest.game.casting import pods_meant, pods_serving, vantage_of
from svcquest.game.observing import Observation, Outcome, observe
from svcquest.game.scene import Scene, counted, listed, pod_names
from svcquest.game.targets import NoTargetError, outline, target_of
from svcquest.game.verdict import Row
from svcquest.levels.format import RequestExpect, RequestProbe
from svcquest.model.net import Failure, Trace, Vantage
from svcquest.model.resource import ObjectKey

Finding = tuple[str, bool, Trace | None]
"""What was expected in words, whether it held, and a request that shows that it did not."""

IN_WORDS = {
    Failure.REFUSED: "refused",
    Failure.TIMEOUT: "timed out",
    Failure.RESET: "reset",
    Failure.UNREACHABLE: "unreachable",
    Failure.UNRESOLVED: "name not resolved",
    Failure.DENIED: "not permitted",
}


def request_rows(probe: RequestProbe, scene: Scene) -> Iterator[Row]:
    """One row for each source and target."""
    for source in probe.source:
        for text in probe.request:
            yield _row(probe, scene, source, text)


def _row(probe: RequestProbe, scene: Scene, source: str, text: str) -> Row:
    vantage = vantage_of(source, scene.state)
    if vantage is None:
        return Row(source, text, _intention(probe.expect), f"{source} is not there", passed=False)
    try:
        target = target_of(text, scene.state)
    except NoTargetError as error:
        return Row(source, outline(text, scene.state), _intention(probe.expect), str(error), passed=False)
    seen = observe(scene.cluster(), vantage, target, probe.times)
    findings = [check(probe.expect, scene, vantage, seen) for check in _CHECKS]
    told = [finding for finding in findings if finding is not None]
    passed = all(held for _, held, _ in told)
    trace = next((trace for _, held, trace in told if not held and trace), None)
    expected = "; ".join(words for words, _, _ in told)
    return Row(source, target.text, expected, in_words(seen), passed, trace)


def in_words(seen: Observation) -> str:
    """An observation in one line."""
    parts = []
    if seen.pods:
        parts.append(f"reached {pod_names(seen.pods)}")
    if seen.others:
        parts.append(f"answered by {listed(sorted(seen.others))}")
    for failure, count in sorted(seen.failures.items()):
        if not count:
            parts.append(f"others would be {IN_WORDS[failure]}")
            continue
        share = "all" if count == seen.sent else f"{count} of {seen.sent}"
        parts.append(f"{share} {IN_WORDS[failure]}")
    return "; ".join(parts)


def _intention(expect: RequestExpect) -> str:
    """What a probe wants, for the case that it could not even be sent."""
    if expect.failure:
        return f"every request {IN_WORDS[Failure(expect.failure)]}"
    return "nothing sent to the wrong pods" if expect.not_pods else "an answer"


def _pods(expect: RequestExpect, scene: Scene, source: Vantage, seen: Observation) -> Finding | None:
    if expect.pods is None:
        return None
    wanted = {(pod.namespace, pod.name) for pod in pods_serving(scene.state, scene.cast, expect.pods, _place(source))}
    words = f"exactly {pod_names(wanted)}" if wanted else "pods of the level, but none of them is ready"
    strangers: list[ObjectKey | str] = [key for key in seen.pods if key not in wanted]
    strangers += seen.others
    lenient = expect.failures is not None
    held = bool(wanted) and seen.pods.keys() == wanted and not seen.others and (lenient or not seen.can_fail)
    return words, held, None if held else seen.trace(*seen.failures, *strangers) or seen.trace()


def _not_pods(expect: RequestExpect, scene: Scene, source: Vantage, seen: Observation) -> Finding | None:
    if expect.not_pods is None:
        return None
    banned = {(pod.namespace, pod.name) for pod in pods_meant(scene.state, scene.cast, expect.not_pods, _place(source))}
    hit = [key for key in seen.pods if key in banned]
    missed = [key for key in seen.missed if key in banned]
    trace = seen.trace(*hit) if hit else seen.trace_of_failure() if missed else None
    return f"nothing to {pod_names(banned)}", not hit and not missed, trace


def _failure(expect: RequestExpect, _scene: Scene, _source: Vantage, seen: Observation) -> Finding | None:
    if not expect.failure:
        return None
    wanted = Failure(expect.failure)
    held = seen.failures[wanted] == seen.sent and not seen.pods and not seen.others
    others: list[Outcome] = [*seen.pods, *seen.others, *(each for each in seen.failures if each != wanted)]
    return f"every request {IN_WORDS[wanted]}", held, None if held else seen.trace(*others)


def _failures(expect: RequestExpect, _scene: Scene, _source: Vantage, seen: Observation) -> Finding | None:
    if expect.failures is None:
        return None
    words = f"no more than {counted(expect.failures, 'failure')}" if expect.failures else "no failure"
    return words, seen.failed <= expect.failures, seen.trace_of_failure()


def _sources(expect: RequestExpect, _scene: Scene, _source: Vantage, seen: Observation) -> Finding | None:
    if not expect.sources:
        return None
    words = f"the client seen as {listed(expect.sources)}"
    held = seen.sources == set(expect.sources)
    return words, held, _shown(held, seen)


def _share(expect: RequestExpect, _scene: Scene, _source: Vantage, seen: Observation) -> Finding | None:
    if expect.share is None:
        return None
    words = f"each pod {expect.share.min:.0%} to {expect.share.max:.0%} of the answers"
    total = seen.pods.total()
    held = total > 0 and all(expect.share.min <= count / total <= expect.share.max for count in seen.pods.values())
    return words, held, _shown(held, seen)


def _sticky(expect: RequestExpect, _scene: Scene, _source: Vantage, seen: Observation) -> Finding | None:
    if not expect.sticky:
        return None
    held = sum(count > 0 for count in seen.pods.values()) == 1 and not seen.failed
    return "always the same pod", held, _shown(held, seen)


def _answered_by(expect: RequestExpect, _scene: Scene, _source: Vantage, seen: Observation) -> Finding | None:
    if not expect.answered_by:
        return None
    held = seen.others.keys() == {expect.answered_by} and not seen.pods and not seen.failed
    return f"answered by {expect.answered_by}", held, _shown(held, seen)


_CHECKS: tuple[Callable[[RequestExpect, Scene, Vantage, Observation], Finding | None], ...] = (
    _pods,
    _not_pods,
    _failure,
    _failures,
    _sources,
    _share,
    _sticky,
    _answered_by,
)


def _place(source: Vantage) -> str:
    return source.namespace or "default"


def _shown(held: bool, seen: Observation) -> Trace | None:
    """A request to look at where an expectation does not hold: one that failed, else any."""
    return None if held else seen.trace_of_failure() or seen.trace()

"""Judging answers: apply, let the cluster come to rest, probe, let the hidden changes happen, probe again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from types import MappingProxyType

from svcquest.engine.state import State
from svcquest.game.answering import give
from svcquest.game.protection import Protection
from svcquest.game.request_probes import request_rows
from svcquest.game.scene import Scene
from svcquest.game.stage import SETTLE_SECONDS, Cast, Stage, fork
from svcquest.game.verdict import Phase, ProbeResult, Refusal, Row, Verdict
from svcquest.levels.format import Change, Picks
from svcquest.levels.level import Answer, Level
from svcquest.levels.probe_format import EnvironmentProbe, LookupProbe, Probe, RequestProbe, StreamProbe, holds_always
from svcquest.model.frozen import replace


def grade(level: Level, answer: Answer, seed: int = 1) -> Verdict:
    """Judge an answer on a fresh cluster. The same level, answer and seed give the same verdict."""
    return grade_on(Stage(level, seed), answer)


def grade_on(stage: Stage, answer: Answer) -> Verdict:
    """Judge an answer on a level that has been set up already; the stage stays as it is."""
    cluster = stage.cluster()
    refusals = give(stage, answer, cluster)
    return judge(stage, cluster.state, refusals, answer.picks)


def judge(stage: Stage, state: State, refusals: Iterable[Refusal] = (), picks: Picks = MappingProxyType({})) -> Verdict:
    """Judge the state that a player has brought a cluster into; that state itself stays as it is.

    Args:
        refusals: what the cluster or kubectl did not take of an answer.
        picks: what the player says to the level's questions.
    """
    phases: list[Phase] = []
    for change, results in _looks(stage, state, picks):
        phases.append(Phase(change, tuple(results)))
        if not phases[-1].passed:
            break
    return Verdict(stage.level.id, stage.seed, tuple(phases), tuple(refusals))


def holds(stage: Stage, state: State, picks: Picks = MappingProxyType({})) -> bool:
    """Whether ``judge`` would pass a state; ends at the first thing that does not hold, for those who try many."""
    return all(result.passed for _, results in _looks(stage, state, picks) for result in results)


def _looks(stage: Stage, state: State, picks: Picks) -> Iterator[tuple[str, Iterator[ProbeResult]]]:
    """The first look, then one after each hidden change: what has happened, and results that are found out on demand.

    Whoever goes on to the next look believes that all holds in this one.
    """
    cluster = fork(state)
    cluster.advance(SETTLE_SECONDS)
    yield "", _first_look(stage, cluster.state, picks)
    state, cast = cluster.state, stage.cast
    for number, change in enumerate(stage.level.changes, 1):
        state, cast, trouble = _happen(stage, change, state, cast)
        scene = Scene(state, cast, stage.start, stage.level.namespace)
        yield change.say, chain(_results(stage.level, scene, number), (trouble,) if trouble else ())


def _first_look(stage: Stage, state: State, picks: Picks) -> Iterator[ProbeResult]:
    """Probes, questions, and the check of what is protected where something of that was touched."""
    level = stage.level
    yield from _results(level, Scene(state, stage.cast, stage.start, level.namespace), 0)
    if level.questions:
        from svcquest.game.questions import question_result  # noqa: PLC0415 - few levels ask

        yield from (question_result(question, picks) for question in level.questions)
    protected = Protection(stage.start, level.open, level.namespace).result(state)
    if protected.rows:
        yield protected


def _happen(stage: Stage, change: Change, state: State, cast: Cast) -> tuple[State, Cast, ProbeResult | None]:
    cluster = fork(_reconfigured(state, change))
    trouble = None
    for outcome in stage.run(cluster, [change.run]) if change.run else ():
        if outcome.exit:
            row = Row("", change.run, "happens", outcome.stderr.strip(), passed=False)
            trouble = ProbeResult("change", change.say, (row,))
    cluster.advance(change.wait)
    return cluster.state, cast.grown(state, cluster.state), trouble


def _reconfigured(state: State, change: Change) -> State:
    """The state once components run with other settings, where a change says so."""
    settings = state.settings
    if change.proxy is not None:
        settings = replace(settings, proxy_mode=change.proxy.mode, scheduler=change.proxy.scheduler)
    if change.load_balancers is not None:
        settings = replace(settings, load_balancer_ips=change.load_balancers)
    if change.controllers is not None:
        settings = replace(settings, endpoint_controllers=change.controllers)
    if settings == state.settings and change.halted_proxies is None:
        return state
    from svcquest.engine.reconfiguring import reconfigured, with_halted  # noqa: PLC0415 - most changes are commands

    if settings != state.settings:
        state = reconfigured(state, settings)
    return state if change.halted_proxies is None else with_halted(state, change.halted_proxies)


def _results(level: Level, scene: Scene, change: int) -> Iterator[ProbeResult]:
    """What comes of the probes that are sent after a change; 0 is the first look."""
    look = probe_result if change else _all_along
    return (look(probe, scene) for probe in level.probes if not probe.after or change in probe.after)


def probe_result(probe: Probe, scene: Scene) -> ProbeResult:
    """Send a probe and judge what comes back."""
    return ProbeResult(probe.id, probe.say, tuple(_rows(probe, scene)))


def _all_along(probe: Probe, scene: Scene) -> ProbeResult:
    """The same for the player's work as a whole: now, and for some probes ever since the start."""
    result = probe_result(probe, scene)
    if not holds_always(probe) or not result.passed:
        return result
    from svcquest.game.journey import rows_on_the_way  # noqa: PLC0415 - few levels look back

    earlier = tuple(rows_on_the_way(lambda moment: _rows(probe, moment), scene))
    return replace(result, rows=earlier) if earlier else result


def _rows(probe: Probe, scene: Scene) -> Iterator[Row]:
    if isinstance(probe, RequestProbe):
        return request_rows(probe, scene)
    if isinstance(probe, LookupProbe):
        from svcquest.game.lookup_probes import lookup_rows  # noqa: PLC0415 - most levels send requests only

        return lookup_rows(probe, scene)
    if isinstance(probe, StreamProbe):
        from svcquest.game.stream_probes import stream_rows  # noqa: PLC0415 - as above

        return stream_rows(probe, scene)
    from svcquest.game.object_probes import environment_rows, object_rows  # noqa: PLC0415 - as above

    return environment_rows(probe, scene) if isinstance(probe, EnvironmentProbe) else object_rows(probe, scene)

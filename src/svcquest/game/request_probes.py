"""Judging requests: who answered, who should have, and how the rest failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from svcquest.game.casting import places, pods_meant, pods_serving, vantage_of
from svcquest.game.evidence import Aspect, Disappointment, Evidence, Outcome, RequestEvidence, no_target, nobody_at
from svcquest.game.observing import Observation, Pace, observe
from svcquest.game.owners import Owners
from svcquest.game.scene import Scene, pod_names, told_apart
from svcquest.game.targets import NoTargetError, outline, target_of
from svcquest.game.verdict import Row
from svcquest.levels.probe_format import PodSet, RequestExpect, RequestProbe
from svcquest.model.frozen import dataclass, replace
from svcquest.model.kinds import POD
from svcquest.model.language import _, mark, ngettext, several
from svcquest.model.net import Failure, Vantage
from svcquest.model.resource import ObjectKey


@dataclass(frozen=True, slots=True)
class Finding:
    """One expectation, checked.

    Attributes:
        words: what was expected.
        aspect: which expectation it is.
        shown: ends of requests that show that it does not hold, the most telling first; empty: any failure, else any.
        pods: those that it is about.
        far: those that it would be about if they were the nearest.
    """

    words: str
    held: bool
    aspect: Aspect
    shown: tuple[Outcome, ...] = ()
    pods: frozenset[ObjectKey] = frozenset()
    far: frozenset[ObjectKey] = frozenset()


IN_WORDS: Mapping[Failure, str] = {
    Failure.REFUSED: mark("refused"),
    Failure.TIMEOUT: mark("timed out"),
    Failure.RESET: mark("reset"),
    Failure.UNREACHABLE: mark("unreachable"),
    Failure.UNRESOLVED: mark("left without an address"),
    Failure.EMPTY: mark("closed without a word"),
    Failure.DENIED: mark("not permitted"),
}


def request_rows(probe: RequestProbe, scene: Scene) -> Iterator[Row]:
    """One row for each source and target."""
    for source in places(probe.source, scene.state):
        for text in probe.request:
            yield _row(probe, scene, source, text)


def _row(probe: RequestProbe, scene: Scene, source: str, text: str) -> Row:
    def unsent(why: str, evidence: Evidence) -> Row:
        shown = outline(text, scene.state)
        return Row(source, shown, _intention(probe.expect), why, passed=False, evidence=evidence)

    vantage = vantage_of(source, scene.state)
    if vantage is None:
        return unsent(_("{source} is not there", source=source), nobody_at(source))
    try:
        target = target_of(text, scene.state)
    except NoTargetError as error:
        return unsent(str(error), no_target(error))
    counts = probe.expect.sticky or probe.expect.share is not None
    pace = Pace(probe.times, probe.every, probe.connections)
    seen = observe(scene.cluster(), vantage, target, pace, counts=counts)
    findings = _findings(probe.expect, scene, vantage, seen)
    broken = next((found for found in findings if not found.held), None)
    if broken is not None and not counts:
        # a request that ended as it should not is wanted as evidence
        seen = observe(scene.cluster(), vantage, target, pace)
        findings = _findings(probe.expect, scene, vantage, seen)
        broken = next((found for found in findings if not found.held), None)
    evidence = _evidence(broken, seen, pace) if broken is not None else seen.evidence()
    wanted = next((found.pods for found in findings if found.aspect == "pods"), frozenset[ObjectKey]())
    expected = "; ".join(found.words for found in findings)
    ports, sources = bool(probe.expect.port), bool(probe.expect.sources)
    observed = in_words(seen, wanted, vantage.namespace, ports=ports, sources=sources)
    if probe.expect.share is not None:
        observed += _shares(seen)
    return Row(source, target.text, expected, observed, broken is None, evidence, frozenset(seen.pods))


def _findings(expect: RequestExpect, scene: Scene, source: Vantage, seen: Observation) -> list[Finding]:
    return [found for check in _CHECKS if (found := check(expect, scene, source, seen)) is not None]


def _evidence(broken: Finding, seen: Observation, pace: Pace) -> RequestEvidence | None:
    """A request that shows what does not hold."""
    found = seen.evidence(*(broken.shown or tuple(seen.failures))) or seen.evidence()
    if found is None:
        return None
    others = tuple(sorted(seen.others))
    answering = frozenset(seen.pods)
    tried = answering | frozenset(seen.missed)
    disappointment = Disappointment(
        broken.aspect, broken.pods, answering, tried, others, pace.every, pace.connections, broken.far
    )
    return replace(found, disappointment=disappointment)


def in_words(
    seen: Observation,
    wanted: frozenset[ObjectKey] = frozenset(),
    home: str = "",
    *,
    ports: bool = False,
    sources: bool = False,
) -> str:
    """An observation in one line, so that it does not read as the pods that were wanted if it is not them.

    Args:
        home: namespace of whoever asked; empty for nodes and outside.
        ports: name the ports at which pods answered, too.
        sources: name the client addresses that they saw, too.
    """
    all_failed = 0 < seen.sent == seen.failed
    answers = []
    if seen.pods:
        told = told_apart(seen.pods.keys(), wanted, home)[0]
        reached = _("others would reach {pods}", pods=told) if all_failed else _("reached {pods}", pods=told)
        if ports:
            reached = _("{reached} at port {ports}", reached=reached, ports=several(map(str, sorted(seen.ports))))
        if sources:
            saw = _("{reached}, which would see {sources}") if all_failed else _("{reached}, which saw {sources}")
            reached = saw.format(reached=reached, sources=several(sorted(seen.sources)))
        answers.append(reached)
    if seen.others:
        others = several(sorted(seen.others))
        by = _("others would be answered by {others}") if all_failed else _("answered by {others}")
        answers.append(by.format(others=others))
    parts = [] if all_failed else list(answers)
    for failure, count in sorted(seen.failures.items()):
        if not count:
            parts.append(_("others would be {ending}", ending=_(IN_WORDS[failure])))
        elif count == seen.sent:
            parts.append(_("all {ending}", ending=_(IN_WORDS[failure])))
        else:
            parts.append(_("{count} of {sent} {ending}", count=count, sent=seen.sent, ending=_(IN_WORDS[failure])))
    return "; ".join([*parts, *answers] if all_failed else parts)


def _shares(seen: Observation) -> str:
    """How the answers were spread over the pods, empty where one pod is all there is."""
    if len(seen.pods) < 2 or not seen.pods.total():
        return ""
    least, most = (f"{part / seen.pods.total():.0%}" for part in (min(seen.pods.values()), max(seen.pods.values())))
    if most == "100%":
        return _(", one of them with all of the answers")
    share = least if least == most else _("{least} to {most}", least=least, most=most)
    return _(", each with {share} of the answers", share=share)


def _intention(expect: RequestExpect) -> str:
    """What a probe wants, for the case that it could not even be sent."""
    if expect.failure:
        return _("every request {ending}", ending=_(IN_WORDS[Failure(expect.failure)]))
    return _("nothing sent to the wrong pods") if expect.not_pods else _("an answer")


def _pods(expect: RequestExpect, scene: Scene, source: Vantage, seen: Observation) -> Finding | None:
    if expect.pods is None:
        return None
    wanted = _serving(expect.pods, scene, source)
    everywhere = _serving(replace(expect.pods, near=""), scene, source) if expect.pods.near else wanted
    words = _("exactly {pods}", pods=told_apart(wanted, seen.pods.keys(), source.namespace)[0])
    strangers: list[ObjectKey | str] = [key for key in seen.pods if key not in wanted]
    strangers += seen.others
    lenient = expect.failures is not None
    held = bool(wanted) and seen.pods.keys() == wanted and not seen.others and (lenient or not seen.can_fail)
    words = words if wanted else _("pods of the level, but none of them is ready")
    return Finding(words, held, "pods", (*seen.failures, *strangers), wanted, everywhere - wanted)


def _within(expect: RequestExpect, scene: Scene, source: Vantage, seen: Observation) -> Finding | None:
    if expect.within is None:
        return None
    meant = pods_meant(scene.state, scene.cast, expect.within, source)
    allowed = frozenset((pod.namespace, pod.name) for pod in meant)
    strangers: list[ObjectKey | str] = [key for key in seen.pods if key not in allowed]
    strangers += seen.others
    lenient = expect.failures is not None
    held = bool(seen.pods) and not strangers and (lenient or not seen.can_fail)
    words = _("pods of the level, but there are none")
    if allowed:
        words = _("some of {pods}", pods=pod_names(allowed))
    return Finding(words, held, "pods", (*seen.failures, *strangers), allowed & seen.pods.keys())


def _serving(wanted: PodSet, scene: Scene, source: Vantage) -> frozenset[ObjectKey]:
    return frozenset((pod.namespace, pod.name) for pod in pods_serving(scene.state, scene.cast, wanted, source))


def _not_pods(expect: RequestExpect, scene: Scene, source: Vantage, seen: Observation) -> Finding | None:
    if expect.not_pods is None:
        return None
    meant = pods_meant(scene.state, scene.cast, expect.not_pods, source)
    banned = frozenset((pod.namespace, pod.name) for pod in meant)
    hit = tuple(key for key in seen.pods if key in banned)
    missed = any(key in banned for key in seen.missed)
    return Finding(_("nothing to {pods}", pods=pod_names(banned)), not hit and not missed, "not_pods", hit, banned)


def _failure(expect: RequestExpect, _scene: Scene, _source: Vantage, seen: Observation) -> Finding | None:
    if not expect.failure:
        return None
    wanted = Failure(expect.failure)
    held = seen.failures[wanted] == seen.sent and not seen.pods and not seen.others
    shown: tuple[Outcome, ...] = (*seen.pods, *seen.others, *(each for each in seen.failures if each != wanted))
    return Finding(_("every request {ending}", ending=_(IN_WORDS[wanted])), held, "failure", shown)


def _failures(expect: RequestExpect, _scene: Scene, _source: Vantage, seen: Observation) -> Finding | None:
    if expect.failures is None:
        return None
    words = _("no failure")
    if expect.failures:
        words = ngettext("no more than {n} failure", "no more than {n} failures", expect.failures)
    held = seen.failed <= expect.failures if expect.failures else not seen.can_fail
    return Finding(words, held, "failures")


def _sources(expect: RequestExpect, _scene: Scene, _source: Vantage, seen: Observation) -> Finding | None:
    if not expect.sources:
        return None
    words = _("the client seen as {sources}", sources=several(expect.sources))
    return Finding(words, seen.sources == set(expect.sources), "sources")


def _share(expect: RequestExpect, _scene: Scene, _source: Vantage, seen: Observation) -> Finding | None:
    if expect.share is None:
        return None
    least, most = f"{expect.share.min:.0%}", f"{expect.share.max:.0%}"
    words = _("each pod {least} to {most} of the answers", least=least, most=most)
    if not expect.share.min:
        words = _("no pod with more than {most} of the answers", most=most)
    elif expect.share.max >= 1:
        words = _("each pod at least {least} of the answers", least=least)
    total = seen.pods.total()
    held = total > 0 and all(expect.share.min <= count / total <= expect.share.max for count in seen.pods.values())
    return Finding(words, held, "share")


def _sticky(expect: RequestExpect, _scene: Scene, _source: Vantage, seen: Observation) -> Finding | None:
    if not expect.sticky:
        return None
    held = sum(count > 0 for count in seen.pods.values()) == 1 and not seen.failed
    return Finding(_("always the same pod"), held, "sticky")


def _answered_by(expect: RequestExpect, scene: Scene, _source: Vantage, seen: Observation) -> Finding | None:
    if not expect.answered_by:
        return None
    if expect.answered_by == "level":
        strangers = tuple(_strangers(seen, scene))
        held = not strangers and seen.others.keys() <= {"external"}
        return Finding(_("answered by nobody new"), held, "answered_by", strangers)
    held = seen.others.keys() == {expect.answered_by} and not seen.pods and not seen.failed
    return Finding(_("answered by {others}", others=expect.answered_by), held, "answered_by")


def _strangers(seen: Observation, scene: Scene) -> Iterator[ObjectKey]:
    """Pods that answer and are not of the level."""
    owners = Owners(scene.state)
    for key in seen.pods:
        pod = scene.state.get(POD, *key)
        if pod is None or owners.root(pod) not in scene.cast.workloads:
            yield key


def _port(expect: RequestExpect, _scene: Scene, _source: Vantage, seen: Observation) -> Finding | None:
    if not expect.port:
        return None
    held = seen.ports == set(expect.port) and not seen.failed
    return Finding(_("at their port {ports}", ports=several(map(str, expect.port))), held, "port")


_CHECKS: tuple[Callable[[RequestExpect, Scene, Vantage, Observation], Finding | None], ...] = (
    _pods,
    _within,
    _not_pods,
    _failure,
    _failures,
    _sources,
    _share,
    _sticky,
    _answered_by,
    _port,
)

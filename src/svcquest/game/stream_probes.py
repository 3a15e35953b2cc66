"""Judging a stream of requests that goes on while something changes: how many of them were lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import ceil

from svcquest.engine.cluster import Cluster
from svcquest.engine.state import State
from svcquest.game.casting import places, vantage_of
from svcquest.game.evidence import Evidence, Outcome, RequestEvidence, no_target, nobody_at, outcome_of
from svcquest.game.request_probes import IN_WORDS
from svcquest.game.scene import Scene
from svcquest.game.stage import fork
from svcquest.game.targets import NoTargetError, outline, target_of
from svcquest.game.verdict import Row
from svcquest.levels.probe_format import StreamProbe
from svcquest.model.kinds import NODE, POD
from svcquest.model.language import _, ngettext
from svcquest.model.net import Delivery, Diagnosis, Failure, Request, Vantage
from svcquest.model.resource import ObjectKey
from svcquest.terminal.files import Files
from svcquest.terminal.plain_lines import run_lines


def stream_rows(probe: StreamProbe, scene: Scene) -> Iterator[Row]:
    """One row for each source and target."""
    for source in places(probe.source, scene.state):
        for text in probe.stream:
            yield _row(probe, scene, source, text)


def _row(probe: StreamProbe, scene: Scene, source: str, text: str) -> Row:
    expected = _("no request lost")
    if probe.lost:
        expected = ngettext("no more than {n} request lost", "no more than {n} requests lost", probe.lost)
    vantage = vantage_of(source, scene.state)
    if vantage is None:
        shown = outline(text, scene.state)
        return Row(
            source, shown, expected, _("{source} is not there", source=source), passed=False, evidence=nobody_at(source)
        )
    try:
        target = target_of(text, scene.state)
    except NoTargetError as error:
        shown = outline(text, scene.state)
        return Row(source, shown, expected, str(error), passed=False, evidence=no_target(error))
    request = Request(vantage, target.host, target.port, target.protocol)
    sent, lost, evidence, trouble = _stream(probe, scene, request)
    told = ", ".join(f"{count} {_(IN_WORDS[failure])}" for failure, count in sorted(lost.items()))
    observed = _("none of {sent} lost", sent=sent)
    if lost:
        observed = _("{lost} of {sent} lost: {endings}", lost=lost.total(), sent=sent, endings=told)
    passed = lost.total() <= probe.lost and not trouble
    return Row(source, target.text, expected, trouble or observed, passed, evidence)


def _stream(probe: StreamProbe, scene: Scene, request: Request) -> tuple[int, Counter[Failure], Evidence | None, str]:
    """Send requests before, while and after the change; how many, how they failed, one to show, what went wrong."""
    cluster = scene.cluster()
    lost: Counter[Failure] = Counter()
    first: dict[Outcome, Evidence] = {}
    moments: list[State] = []
    sent = 0
    trouble = ""
    for step in range(int(probe.seconds / probe.every) + 1):
        if step == 1:
            (outcome,) = run_lines(cluster, [probe.during], Files(), scene.namespace)
            if outcome.exit:
                trouble = outcome.stderr.strip()
                break
        moments.append(cluster.state)
        known = moments[max(0, step - ceil(probe.lag / probe.every))]
        end, evidence = _sent(cluster, known, request)
        sent += 1
        if isinstance(end, Failure):
            lost[end] += 1
        first.setdefault(end, evidence)
        cluster.advance(probe.every)
    shown = next((first[failure] for failure in lost), None) or next(iter(first.values()), None)
    return sent, lost, shown, trouble


def _sent(cluster: Cluster, known: State, request: Request) -> tuple[Outcome, Evidence]:
    """Send a request now, by way of nodes that go by what they know: a pod that they send it to may have gone.

    Args:
        known: the moment of which the nodes have heard last.
    """
    moment = cluster.state
    nodes = fork(known.with_flows(moment.flows))
    delivery = nodes.connect(request)
    cluster.restore(moment.with_flows(nodes.state.flows))
    pod = delivery.pod
    if known is not moment and delivery.failure is None and pod is not None:
        direct = _past_the_nodes(moment, request, delivery)
        delivery = cluster.fork().connect(direct)
        if delivery.failure is not None:
            gone = moment.get(POD, *pod) is None
            return delivery.failure, _not_heard(pod) if gone else RequestEvidence(moment, direct, delivery.failure)
    end = outcome_of(delivery)
    return end, RequestEvidence(known.with_flows(moment.flows), request, end)


def _past_the_nodes(state: State, request: Request, delivery: Delivery) -> Request:
    """The last part of a request's way, to the pod that it was sent to; from outside it comes by way of a node."""
    source = request.source
    if source.kind == "external":
        source = Vantage("node", "", state.select(NODE)[0].name)
    return Request(source, delivery.address, delivery.port, request.protocol)


def _not_heard(pod: ObjectKey) -> Diagnosis:
    namespace, name = pod
    why = f"the node had not heard yet that pod {name} was deleted, and sent to it; nobody listens there any more"
    return Diagnosis("deleted-a-moment-ago", why, f"kubectl get events -n {namespace}")

"""A run as something to watch: the stops of each request of the matrix, and where its packet is at each of them."""

from __future__ import annotations

from dataclasses import dataclass

from svcquest.engine.ranges import address_and_port
from svcquest.engine.state import State
from svcquest.game.evidence import LookupEvidence, RequestEvidence
from svcquest.game.verdict import Phase, Row
from svcquest.game.views import Attempt
from svcquest.game.words import TraceLine, lookup_lines, trace_lines
from svcquest.model.language import ngettext
from svcquest.model.net import AddressHop, Candidate, Diagnosis, EndpointHop, Hop, ListenerHop, PolicyHop, Trace
from svcquest.model.resource import ObjectKey


@dataclass(frozen=True, slots=True)
class Branch:
    """An endpoint that the packet could have gone to.

    Attributes:
        name: the pod's, or the address where no pod stands behind it.
        note: why it is not used; empty where it is.
    """

    name: str
    address: str
    chosen: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """One hop, or with ``is_end`` how it all ended.

    Attributes:
        failed: the request got no further.
        signed: a sign says whether the hop did what it is there for.
        share: how far the packet is on its way from the Service to the pod, 0 to 1; None while it is at neither.
    """

    label: str
    text: str
    failed: bool
    is_end: bool = False
    signed: bool = True
    branches: tuple[Branch, ...] = ()
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Reel:
    """One line of the matrix.

    Attributes:
        say: the objective it belongs to.
        change: the hidden change after which it was seen, empty for the first look.
        stops: in order; none for rows about objects.
        why, look: the root cause and one thing to look at, empty where nothing is wrong.
        service, pod: the ends of the packet's way in the picture, as far as it has them.
        state: the cluster at that moment; None where nothing was sent.
    """

    say: str
    change: str
    source: str
    target: str
    expected: str
    observed: str
    passed: bool
    stops: tuple[Stop, ...] = ()
    why: str = ""
    look: str = ""
    service: ObjectKey | None = None
    pod: ObjectKey | None = None
    state: State | None = None


class Reels:
    """All lines of an attempt's matrix. What is told of a line is worked out when it is asked for, once."""

    def __init__(self, attempt: Attempt) -> None:
        phases = attempt.verdict.phases if attempt.verdict else ()
        self._rows = [(phase, row, each.say) for phase in phases for each in phase.results for row in each.rows]
        self._known: dict[int, Reel] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: int) -> Reel:
        if index not in self._known:
            self._known[index] = _reel(*self._rows[index])
        return self._known[index]

    def next_failing(self, index: int) -> int | None:
        """The next line that failed, around the end; None where all passed."""
        count = len(self._rows)
        order = [(index + step) % count for step in range(1, count + 1)]
        return next((each for each in order if not self._rows[each][1].passed), None)


def _reel(phase: Phase, row: Row, say: str) -> Reel:
    stops: tuple[Stop, ...] = ()
    cause: Diagnosis | None = None
    service = pod = state = None
    match row.evidence:
        case RequestEvidence() as evidence:
            trace, state = evidence.trace(), evidence.state
            service, chosen = trace.service, trace.chosen
            pod = trace.delivery.pod or (chosen.pod if chosen else None)
            stops, cause = tuple(_stops(trace)), trace.diagnosis
        case LookupEvidence() as evidence:
            stops = tuple(
                Stop(each.label, each.text, each.failed, each.outcome, each.signed) for each in lookup_lines(evidence)
            )
            cause, state = evidence.diagnosis(), evidence.state
        case Diagnosis() as cause:
            pass
    why, look = (cause.why, cause.look) if cause is not None else ("", "")
    return Reel(
        say,
        phase.change,
        row.source,
        row.target,
        row.expected,
        row.observed,
        row.passed,
        stops,
        why,
        look,
        service,
        pod,
        state,
    )


def _stops(trace: Trace) -> list[Stop]:
    """A stop a hop, and the end."""
    found: list[Stop] = []
    share: float | None = None
    for line, hop in zip(trace_lines(trace), (*trace.hops, None), strict=True):
        share = _share(hop) if hop is not None and _share(hop) is not None else share
        found.append(_stop(line, hop, share))
    return found


def _stop(line: TraceLine, hop: Hop | None, share: float | None) -> Stop:
    if isinstance(hop, EndpointHop) and hop.candidates:
        used = sum(not each.unused for each in hop.candidates)
        text = ngettext("{n} endpoint to choose from", "{n} endpoints to choose from", used)
        if hop.why:
            text += f" ({hop.why})"
        branches = tuple(_branch(each, hop.chosen) for each in hop.candidates)
        return Stop(line.label, text, line.failed, branches=branches, share=share)
    return Stop(line.label, line.text, line.failed, line.outcome, line.signed, share=share)


def _share(hop: Hop) -> float | None:
    """How far between Service and pod a packet is at a hop."""
    match hop:
        case AddressHop(service=service):
            return 0.0 if service else None
        case EndpointHop(chosen=chosen):
            return 0.5 if chosen else 0.0
        case PolicyHop(direction=direction):
            return 0.8 if direction == "ingress" else None
        case ListenerHop():
            return 1.0
        case _:
            return None


def _branch(each: Candidate, chosen: Candidate | None) -> Branch:
    address = address_and_port(each.address, each.port)
    return Branch(each.pod[1] if each.pod else each.address, address, each == chosen, each.unused)

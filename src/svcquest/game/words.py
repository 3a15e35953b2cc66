"""Traces and verdicts in plain sentences, the same for screens, the command line and screen readers."""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.engine.ranges import address_and_port
from svcquest.game.evidence import LookupEvidence, RequestEvidence
from svcquest.game.request_probes import IN_WORDS
from svcquest.game.verdict import Phase, Row, Verdict
from svcquest.model.frozen import dataclass
from svcquest.model.language import counted, listed
from svcquest.model.net import (
    Action,
    AddressHop,
    Delivery,
    Diagnosis,
    EndpointHop,
    Hop,
    ListenerHop,
    NameHop,
    PolicyHop,
    RuleHop,
    Trace,
)

MARKS = {True: "✓", False: "✗", None: "·"}
"""Signs for what holds, what does not, and what is not known yet."""


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One hop in words.

    Attributes:
        failed: the request stopped here.
        outcome: no hop, but how it ended.
    """

    label: str
    text: str
    failed: bool = False
    outcome: bool = False

    @property
    def mark(self) -> str:
        """The sign before it in plain text."""
        return MARKS[False] if self.failed else " "


def trace_lines(trace: Trace) -> list[TraceLine]:
    """A trace hop by hop, in order, ending with how the request ended."""
    lines = [TraceLine(*hop_in_words(hop), failed=index == trace.failing) for index, hop in enumerate(trace.hops)]
    unexplained = trace.delivery.failure is not None and trace.failing is None
    lines.append(TraceLine("outcome", delivery_in_words(trace.delivery), failed=unexplained, outcome=True))
    return lines


def hop_in_words(hop: Hop) -> tuple[str, str]:
    """A hop's label and what happened there."""
    match hop:
        case NameHop():
            return "name", _name(hop)
        case AddressHop():
            return "address", f"{address_and_port(hop.address, hop.port)} {hop.protocol} is {hop.meaning}"
        case RuleHop():
            return "rule", _rule(hop)
        case EndpointHop():
            return "endpoints", _endpoints(hop)
        case PolicyHop():
            return "policy", _policy(hop)
        case ListenerHop():
            return "listener", _listener(hop)


def delivery_in_words(delivery: Delivery) -> str:
    """How a request ended."""
    if delivery.failure is not None:
        return IN_WORDS[delivery.failure]
    seen = f", which sees {delivery.source} as its client" if delivery.source else ""
    return f"{delivery.responder} answers{seen}"


@dataclass(frozen=True, slots=True)
class Account:
    """What can be told of a row beyond expected and observed.

    Attributes:
        of: what the lines are about, such as ``one request, from pod/shop/client``; empty without lines.
        lines: step by step.
        diagnosis: why, and one thing to look at; None where nothing is wrong.
    """

    of: str
    lines: tuple[TraceLine, ...]
    diagnosis: Diagnosis | None


def account(row: Row) -> Account | None:
    """The request or lookup of a row step by step, worked out now; None for rows about objects."""
    match row.evidence:
        case RequestEvidence() as evidence:
            trace = evidence.trace()
            return Account(f"one request, from {trace.request.source}", tuple(trace_lines(trace)), trace.diagnosis)
        case LookupEvidence() as evidence:
            lines = tuple(lookup_lines(evidence))
            return Account(f"the lookup, from {evidence.source}", lines, evidence.diagnosis())
        case Diagnosis() as diagnosis:
            return Account("", (), diagnosis)
        case None:
            return None


def lookup_lines(evidence: LookupEvidence) -> Iterator[TraceLine]:
    """A lookup question by question, ending with how it ended."""
    yield TraceLine("resolver", f"{evidence.type} {evidence.name}, asked of {listed(evidence.nameservers)}")
    for reply in evidence.asked:
        records = listed(f"{record.type} {record.data}" for record in reply.answers) if reply.answers else "no records"
        answer = records if reply.rcode == "NOERROR" else reply.rcode
        yield TraceLine("question", f"{reply.question.type} {reply.question.name}: {answer}")
    yield TraceLine("outcome", evidence.ending, failed=not evidence.asked, outcome=True)


def row_lines(row: Row) -> Iterator[str]:
    """A row at length: what was to be seen, what was, the way of one request, the cause, what to look at."""
    yield f"expected: {row.expected}"
    yield f"observed: {row.observed}"
    told = account(row)
    if told is None:
        return
    if told.of:
        yield f"{told.of}:"
    for line in told.lines:
        yield f"  {line.mark} {line.label:<10}{line.text}"
    if told.diagnosis is not None:
        yield f"why: {told.diagnosis.why}"
        yield f"look at: {told.diagnosis.look}"


def matrix_lines(phase: Phase) -> Iterator[str]:
    """The probes of a phase with their rows, one line each."""
    for result in phase.results:
        yield f"{MARKS[result.passed]} {result.say}"
        for row in result.rows:
            origin = " → ".join(part for part in (row.source, row.target) if part)
            yield f"    {MARKS[row.passed]} {origin}: {row.observed}"


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """A verdict as text: the matrix, hidden changes by name, and the first failure at length."""
    for refusal in verdict.refusals:
        yield f"! {refusal.what}"
        yield from (f"    {line}" for line in refusal.text.splitlines())
    for phase in verdict.phases:
        if phase.change:
            yield f"After a change that nobody announced: {phase.change}"
        if not phase.change or not phase.passed:
            yield from matrix_lines(phase)
        else:
            yield f"{MARKS[True]} everything still holds"
    failed = next((row for result in verdict.last.failed for row in result.rows if not row.passed), None)
    if failed is not None:
        yield ""
        yield from row_lines(failed)


def _name(hop: NameHop) -> str:
    asked = f" after {counted(len(hop.asked), 'question')} to {listed(hop.nameservers)}" if hop.asked else ""
    if hop.addresses:
        return f"{hop.host} is {listed(hop.addresses)}{asked}"
    if not hop.asked:
        return f"{hop.host} has no address: no reply from {listed(hop.nameservers)}"
    names = listed(dict.fromkeys(each.question.name for each in hop.asked))
    return f"{hop.host} has no address{asked}: {hop.asked[-1].rcode} for {names}"


def _rule(hop: RuleHop) -> str:
    local = ", policy Local" if hop.policy == "Local" else ""
    proxy = f"kube-proxy on {hop.node} ({hop.mode}{local})"
    if hop.offered:
        refused = " and refuses it" if hop.action == "REJECT" else ""
        return f"{proxy} has no rule for this port{refused}; the Service has {listed(hop.offered)}"
    rule = f" ({hop.rule})" if hop.rule else ""
    return f"{proxy} {_ACTIONS[hop.action]}{rule}"


_ACTIONS: dict[Action, str] = {
    "DNAT": "sends it on to an endpoint",
    "REJECT": "refuses it",
    "DROP": "drops it without a word",
    "NONE": "has no rule for it",
}


def _endpoints(hop: EndpointHop) -> str:
    if not hop.candidates:
        return "there are none to choose from"
    used = [candidate for candidate in hop.candidates if not candidate.unused]
    unused = [candidate for candidate in hop.candidates if candidate.unused]
    parts = [f"{counted(len(used), 'endpoint')} to choose from"]
    if unused:
        told = listed((f"{each.pod[1] if each.pod else each.address} ({each.unused})" for each in unused), 4)
        parts.append(f"not used: {told}")
    if hop.chosen is not None:
        name = f"{hop.chosen.pod[1]} at " if hop.chosen.pod else ""
        parts.append(f"chosen: {name}{address_and_port(hop.chosen.address, hop.chosen.port)}")
    return "; ".join(parts) + (f" ({hop.why})" if hop.why else "")


def _policy(hop: PolicyHop) -> str:
    verdict = "allows it" if hop.allowed else "does not allow it"
    names = listed(name for _, name in hop.policies) if hop.policies else "no NetworkPolicy"
    return f"{hop.direction} of {hop.pod[1]}: {names} {verdict}"


def _listener(hop: ListenerHop) -> str:
    to = f"{address_and_port(hop.address, hop.port)} {hop.protocol}"
    if hop.where == "nobody":
        return f"no machine has the address {hop.address}: no reply comes"
    place = f"{hop.where}{',' if ',' in hop.where else ''} at {to}"
    if hop.accepted:
        return f"{place} accepts"
    if hop.listeners:
        return f"{place}: nothing listens there; it listens on {listed(str(listener) for listener in hop.listeners)}"
    # Of a node only what pods open is known; its own daemons listen, too.
    silent = "; it listens on no port at all" if hop.where.startswith("pod ") else ""
    return f"{place}: nothing listens there{silent}"

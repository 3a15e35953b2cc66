"""Traces and verdicts in plain sentences, the same for screens, the command line and screen readers."""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.engine.ranges import address_and_port
from svcquest.game.evidence import LookupEvidence, RequestEvidence
from svcquest.game.request_probes import IN_WORDS
from svcquest.game.verdict import Phase, Row, Verdict
from svcquest.model.frozen import dataclass
from svcquest.model.language import _, mark, ngettext, several
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
        idle: it was not brought on here, though what stopped it comes after: no rule, a refusal that the endpoints
            explain, a question without an answer.
    """

    label: str
    text: str
    failed: bool = False
    outcome: bool = False
    idle: bool = False

    @property
    def signed(self) -> bool:
        """Whether a sign belongs before it: it did what it is there for, or failed to."""
        return self.failed or not (self.outcome or self.idle)

    @property
    def mark(self) -> str:
        """The sign before it in plain text."""
        return MARKS[False] if self.failed else " "


def trace_lines(trace: Trace) -> list[TraceLine]:
    """A trace hop by hop, in order, ending with how the request ended."""
    lines = [
        TraceLine(*hop_in_words(hop), failed=index == trace.failing, idle=_is_idle(hop))
        for index, hop in enumerate(trace.hops)
    ]
    unexplained = trace.delivery.failure is not None and trace.failing is None
    lines.append(TraceLine(_("outcome"), delivery_in_words(trace.delivery), failed=unexplained, outcome=True))
    return lines


def _is_idle(hop: Hop) -> bool:
    return isinstance(hop, RuleHop) and hop.action != "DNAT"


def hop_in_words(hop: Hop) -> tuple[str, str]:
    """A hop's label and what happened there."""
    match hop:
        case NameHop():
            return _("name"), _name(hop)
        case AddressHop():
            address = f"{address_and_port(hop.address, hop.port)} {hop.protocol}"
            return _("address"), _("{address} is {meaning}", address=address, meaning=hop.meaning)
        case RuleHop():
            return _("rule"), _rule(hop)
        case EndpointHop():
            return _("endpoints"), _endpoints(hop)
        case PolicyHop():
            return _("policy"), _policy(hop)
        case ListenerHop():
            return _("listener"), _listener(hop)


def delivery_in_words(delivery: Delivery) -> str:
    """How a request ended."""
    if delivery.failure is not None:
        return _(IN_WORDS[delivery.failure])
    if not delivery.source:
        return _("{responder} answers", responder=delivery.responder)
    told = _("{responder} answers, which sees {source} as its client")
    return told.format(responder=delivery.responder, source=delivery.source)


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
            return Account(
                _("one request, from {source}", source=trace.request.source), tuple(trace_lines(trace)), trace.diagnosis
            )
        case LookupEvidence() as evidence:
            lines = tuple(lookup_lines(evidence))
            return Account(_("the lookup, from {source}", source=evidence.source), lines, evidence.diagnosis())
        case Diagnosis() as diagnosis:
            return Account("", (), diagnosis)
        case None:
            return None


def lookup_lines(evidence: LookupEvidence) -> Iterator[TraceLine]:
    """A lookup question by question, ending with how it ended."""
    question, servers = f"{evidence.type} {evidence.name}", several(evidence.nameservers)
    yield TraceLine(_("resolver"), _("{question}, asked of {servers}", question=question, servers=servers))
    for reply in evidence.asked:
        records = _("no records")
        if reply.answers:
            records = several(f"{record.type} {record.data}" for record in reply.answers)
        answer = records if reply.rcode == "NOERROR" else reply.rcode
        said = f"{reply.question.type} {reply.question.name}: {answer}"
        yield TraceLine(_("question"), said, idle=not reply.answers)
    yield TraceLine(_("outcome"), evidence.ending, failed=not evidence.asked, outcome=True)


def row_lines(row: Row) -> Iterator[str]:
    """A row at length: what was to be seen, what was, the way of one request, the cause, what to look at."""
    yield _("expected: {seen}", seen=row.expected)
    yield _("observed: {seen}", seen=row.observed)
    told = account(row)
    if told is None:
        return
    if told.of:
        yield f"{told.of}:"
    for line in told.lines:
        yield f"  {line.mark} {line.label:<10}{line.text}"
    if told.diagnosis is not None:
        yield _("why: {cause}", cause=told.diagnosis.why)
        yield _("look at: {command}", command=told.diagnosis.look)


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
            yield _("After a change that nobody announced: {change}", change=phase.change)
        if not phase.change or not phase.passed:
            yield from matrix_lines(phase)
        else:
            yield _("{sign} everything still holds", sign=MARKS[True])
    failed = next((row for result in verdict.last.failed for row in result.rows if not row.passed), None)
    if failed is not None:
        yield ""
        yield from row_lines(failed)


def _name(hop: NameHop) -> str:
    host, addresses, servers = hop.host, several(hop.addresses), several(hop.nameservers)
    if not hop.asked:
        if hop.addresses:
            return _("{host} is {addresses}", host=host, addresses=addresses)
        return _("{host} has no address: no reply from {servers}", host=host, servers=servers)
    if hop.addresses:
        return ngettext(
            "{host} is {addresses} after {n} question to {servers}",
            "{host} is {addresses} after {n} questions to {servers}",
            len(hop.asked),
            host=host,
            addresses=addresses,
            servers=servers,
        )
    return ngettext(
        "{host} has no address after {n} question to {servers}: {rcode} for {names}",
        "{host} has no address after {n} questions to {servers}: {rcode} for {names}",
        len(hop.asked),
        host=host,
        servers=servers,
        rcode=hop.asked[-1].rcode,
        names=several(dict.fromkeys(each.question.name for each in hop.asked)),
    )


def _rule(hop: RuleHop) -> str:
    told = (
        _("kube-proxy on {node} ({mode}, policy Local)")
        if hop.policy == "Local"
        else _("kube-proxy on {node} ({mode})")
    )
    proxy = told.format(node=hop.node, mode=hop.mode)
    if hop.halted is not None:
        proxy = _("{proxy}, which has stopped and left its rules,", proxy=proxy)
    if hop.offered:
        told = _("{proxy} has no rule for this port; the Service has {ports}")
        if hop.action == "REJECT":
            told = _("{proxy} has no rule for this port and refuses it; the Service has {ports}")
        return told.format(proxy=proxy, ports=several(hop.offered))
    rule = f" ({hop.rule})" if hop.rule else ""
    return _(_ACTIONS[hop.action], proxy=proxy) + rule


_ACTIONS: dict[Action, str] = {
    "DNAT": mark("{proxy} sends it on to an endpoint"),
    "REJECT": mark("{proxy} refuses it"),
    "DROP": mark("{proxy} drops it without a word"),
    "NONE": mark("{proxy} has no rule for it"),
}


def _endpoints(hop: EndpointHop) -> str:
    if not hop.candidates:
        return _("there are none to choose from")
    used = [candidate for candidate in hop.candidates if not candidate.unused]
    unused = [candidate for candidate in hop.candidates if candidate.unused]
    parts = [ngettext("{n} endpoint to choose from", "{n} endpoints to choose from", len(used))]
    if unused:
        told = several((f"{each.pod[1] if each.pod else each.address} ({each.unused})" for each in unused), 4)
        parts.append(_("not used: {endpoints}", endpoints=told))
    if hop.chosen is not None:
        place = address_and_port(hop.chosen.address, hop.chosen.port)
        if hop.chosen.pod:
            place = _("{pod} at {address}", pod=hop.chosen.pod[1], address=place)
        parts.append(_("chosen: {endpoint}", endpoint=place))
    return "; ".join(parts) + (f" ({hop.why})" if hop.why else "")


def _policy(hop: PolicyHop) -> str:
    names = several(name for _namespace, name in hop.policies) if hop.policies else _("no NetworkPolicy")
    told = _("{direction} of {pod}: {policies} does not allow it")
    if hop.allowed:
        told = _("{direction} of {pod}: {policies} allows it")
    return told.format(direction=hop.direction, pod=hop.pod[1], policies=names)


def _listener(hop: ListenerHop) -> str:
    to = f"{address_and_port(hop.address, hop.port)} {hop.protocol}"
    if hop.where == "nobody":
        return _("no machine has the address {address}: no reply comes", address=hop.address)
    place = _("{program}, at {address}") if "," in hop.where else _("{program} at {address}")
    place = place.format(program=hop.where, address=to)
    if hop.spoiler == "hairpin":
        return _("{place} is where it comes from, and its node does not send it back there", place=place)
    if hop.spoiler:
        return _("{place}: its reply does not come from the address that was called, and is thrown away", place=place)
    if hop.accepted:
        return _("{place} accepts", place=place)
    if hop.listeners:
        ports = several(str(listener) for listener in hop.listeners)
        return _("{place}: nothing listens there; it listens on {ports}", place=place, ports=ports)
    # Of a node only what pods open is known; its own daemons listen, too.
    if hop.where.startswith("pod "):
        return _("{place}: nothing listens there; it listens on no port at all", place=place)
    return _("{place}: nothing listens there", place=place)

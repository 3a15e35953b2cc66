"""Host names of requests: looked up as a program at the vantage point would, over the same network."""

from __future__ import annotations

from svcquest.engine.flows import Flows
from svcquest.engine.ranges import parsed
from svcquest.engine.state import State
from svcquest.model.dns import Answer, Lookup, NoAnswer, Question
from svcquest.model.net import Vantage


def resolve(state: State, source: Vantage, host: str) -> tuple[Lookup, Flows]:
    """The addresses of a host, and the flows after the queries that it took."""
    if parsed(host) is not None:
        return Lookup(host, (host,), host), state.flows
    # Nameservers are asked over this network, and names are what its connections begin with.
    from svcquest.engine.dns.resolver import lookup_host, query, reply  # noqa: PLC0415
    from svcquest.engine.network.connect import connect  # noqa: PLC0415

    after = state.with_flows(state.flows.drawn())

    def ask(nameserver: str, question: Question) -> Answer | NoAnswer:
        nonlocal after
        delivery, flows = connect(after, query(source, nameserver))
        after = after.with_flows(flows)
        return reply(after, nameserver, delivery, question)

    return lookup_host(state, source, host, ask), after.flows

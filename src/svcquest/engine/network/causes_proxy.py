"""Why a request met rules that are not what objects ask for: kube-proxy stands still, or knows no such protocol."""

from __future__ import annotations

from svcquest.engine.network.case import Case, Cause, Finding
from svcquest.engine.network.connect import possible
from svcquest.engine.network.origins import origin_of
from svcquest.engine.network.phrases import called, describe
from svcquest.engine.proxy.modes import MODES, has_rules_for
from svcquest.engine.ranges import address_and_port
from svcquest.engine.state import State
from svcquest.model.frozen import replace
from svcquest.model.kinds import SERVICE
from svcquest.model.net import RuleHop
from svcquest.model.objects import Service


def _halted(case: Case) -> Finding | None:
    """A kube-proxy that has stopped, where one that runs would have made another thing of the request."""
    rule, node = _rule(case), _node(case)
    seen = case.state.halted.get(node)
    if seen is None:
        return None
    deserted = rule is not None and MODES[seen.settings.proxy_mode].relays and rule.action == "REJECT"
    running = replace(case.state, halted=case.state.halted.delete(node))
    failures = possible(running, case.request, addresses=case.lookup.addresses).failures
    if case.delivery.failure in failures and not deserted:
        return None
    left = "in userspace mode its rules lead to nobody else" if deserted else _left(case, seen)
    why = f"kube-proxy on {node} stopped {round(case.state.now - seen.now)} s ago, and {left}"
    return why, f"ssh {node} curl localhost:10249/healthz"


def _left(case: Case, seen: State) -> str:
    """What the rules of back then make of a request."""
    service = case.service
    if service is None:
        return "the rules of its node are of that time"
    if seen.get(SERVICE, service.namespace, service.name) is None:
        return f"the rules of its node know nothing of {called(service)}, which is younger"
    if case.backend is not None:
        return f"its node still sends to {address_and_port(case.backend.address, case.backend.port)}"
    return f"the rules of its node for {called(service)} are of that time"


def _rule(case: Case) -> RuleHop | None:
    hops = case.plan.hops if case.plan is not None else ()
    return next((hop for hop in hops if isinstance(hop, RuleHop)), None)


def _node(case: Case) -> str:
    """The node whose rules the request met, or would have met."""
    rule = _rule(case)
    if rule is not None:
        return rule.node
    owner, origin = case.owner, origin_of(case.state, case.request.source)
    if owner.kind == "node" and owner.node is not None:
        return owner.node.name
    return origin.node.name if origin is not None and origin.node is not None else ""


def _not_known(case: Case) -> Finding | None:
    """A protocol that the proxy mode has no rules for."""
    settings, protocol = case.state.settings, case.request.protocol
    service = _meant(case)
    if service is None or has_rules_for(MODES[settings.proxy_mode], protocol):
        return None
    why = f"{called(service)} speaks {protocol} at this port, which kube-proxy cannot do in {settings.proxy_mode} mode"
    return why, describe(service)


def _meant(case: Case) -> Service | None:
    """The Service with such a port, or with such a node port where a node was dialled."""
    wanted = (case.request.port, case.request.protocol)
    if case.service is not None:
        return case.service if any((each.port, each.protocol) == wanted for each in case.service.ports) else None
    if case.owner.kind != "node":
        return None
    services: list[Service] = [each.view for each in case.state.select(SERVICE)]
    return next(
        (each for each in services if any((port.node_port, port.protocol) == wanted for port in each.ports)), None
    )


PROXY_CAUSES: tuple[Cause, ...] = (
    Cause("proxy-halted", _halted),
    Cause("protocol-not-proxied", _not_known),
)

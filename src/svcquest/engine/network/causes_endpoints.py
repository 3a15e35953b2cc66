"""Why a Service port has no endpoint, or none that this client may use."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from svcquest.engine.network.case import Case, Cause, Finding
from svcquest.engine.network.causes_slices import BY_HAND
from svcquest.engine.network.missing import Lack, Missing
from svcquest.engine.network.phrases import called, describe, describe_pod, listed, pairs, pods_of, slices_of
from svcquest.engine.network.selecting import nearest_miss, selected
from svcquest.engine.network.unready import why_none_is_ready, why_unready, why_waiting
from svcquest.engine.proxy.routes import PortRoutes
from svcquest.engine.ranges import family_of, of_family
from svcquest.engine.state import State
from svcquest.model.kinds import NODE
from svcquest.model.language import counted
from svcquest.model.net import RuleHop
from svcquest.model.objects import Pod, ServicePort

# Of the policies and rules that stand before the endpoints ----------------------------------------------------------


def _fenced(case: Case) -> Finding | None:
    if case.plan is None or case.plan.decision is None or not case.plan.decision.fenced or case.service is None:
        return None
    ranges = listed(case.service.source_ranges)
    why = f"{called(case.service)} lets its load balancer be used from {ranges} only, not from {case.delivery.source}"
    return why, describe(case.service)


def _no_local(case: Case, *, internal: bool) -> Finding | None:
    """Policy Local, and all endpoints are on other nodes."""
    plan, routes = case.plan, case.routes
    if plan is None or routes is None or plan.decision is None or not plan.decision.local:
        return None
    rule = next((hop for hop in plan.hops if isinstance(hop, RuleHop)), None)
    homes = sorted({each.node for each in routes.backends if each.ready or each.draining})
    if rule is None or not homes or (plan.address.via == "clusterIP") is not internal:
        return None
    policy = "internalTrafficPolicy" if internal else "externalTrafficPolicy"
    places = listed(home or "no named node" for home in homes)
    why = f"{called(routes.service)} has {policy} Local: its ready endpoints are on {places}, none is on {rule.node}"
    here = [
        pod for pod in selected(case.state, routes.service) if pod.node == rule.node and pod.alive and not pod.ready
    ]
    if here:
        return f"{why}: {here[0].name} there is not ready, {why_unready(case.state, here[0])}", describe_pod(here[0])
    return why, pods_of(routes.service)


# Of endpoints that are missing everywhere ---------------------------------------------------------------------------


def _other_family(missing: Missing) -> Finding | None:
    """An address of a node, of a family that the Service does not have."""
    if missing.family in missing.service.families:
        return None
    service = missing.service
    why = f"{called(service)} is for {listed(service.families)} only, and was called at an {missing.family} address"
    return why, describe(service)


def _selects_nothing(missing: Missing) -> Finding | None:
    if missing.pods:
        return None
    why = f"selector {pairs(missing.service.selector)} of {called(missing.service)} matches no pod"
    namespace = missing.service.namespace
    return f"{why}: {nearest_miss(missing.state, missing.service)}", f"kubectl get pods -n {namespace} --show-labels"


def _on_missing_node(missing: Missing) -> Finding | None:
    lost = [pod for pod in missing.pods if pod.node and missing.state.get(NODE, "", pod.node) is None]
    if not lost or len(lost) != len(missing.pods):
        return None
    return f"the pods of {called(missing.service)} are bound to {lost[0].node}, which is no node", "kubectl get nodes"


def _not_running(missing: Missing) -> Finding | None:
    if any(pod.alive for pod in missing.pods):
        return None
    phases = listed(sorted({pod.phase for pod in missing.pods if pod.phase != "Running"})) or "without address"
    waits = {why_waiting(missing.state, pod) for pod in missing.pods}
    what = f"{counted(len(missing.pods), 'pod')} {phases}{waits.pop() if len(waits) == 1 else ''}"
    return f"no pod of {called(missing.service)} runs: {what}", pods_of(missing.service)


def _without_family(missing: Missing) -> Finding | None:
    """Pods that cannot be called by the addresses of the Service."""
    if any(of_family(pod.ips, missing.family) for pod in missing.pods if pod.alive):
        return None
    why = f"{called(missing.service)} is for {missing.family}, and none of its pods has an {missing.family} address"
    return why, pods_of(missing.service)


def _port_not_named(missing: Missing) -> Finding | None:
    """A named targetPort that no pod has."""
    target, alive = missing.port.target, [pod for pod in missing.pods if pod.alive]
    if isinstance(target, int) or any(_resolves(missing.port, pod) for pod in alive):
        return None
    protocols = {port.protocol for pod in alive for port in pod.ports if port.name == target}
    if protocols:
        why = f"the pods' port {target} is for {listed(sorted(protocols))}, the Service's for {missing.port.protocol}"
        return why, describe(missing.service)
    names = sorted({port.name for pod in alive for port in pod.ports if port.name})
    known = f"they call theirs {listed(names)}" if names else "they give their ports no names"
    return f"{called(missing.service)} sends to the port named {target}, which no pod has: {known}", pods_of(
        missing.service
    )


def _all_terminating(missing: Missing) -> Finding | None:
    alive = [pod for pod in missing.pods if pod.alive]
    if not all(pod.terminating for pod in alive):
        return None
    return f"all pods of {called(missing.service)} are terminating and no longer ready", pods_of(missing.service)


def _not_ready(missing: Missing) -> Finding | None:
    """Pods that have the port, none of which is ready, whatever the others are."""
    alive = [pod for pod in missing.pods if pod.alive]
    able = [pod for pod in alive if _resolves(missing.port, pod)]
    if any(pod.ready and not pod.terminating for pod in able):
        return None
    service, first = called(missing.service), able[0]
    reason = why_none_is_ready(missing.state, able)
    look = describe_pod(first)
    if len(able) < len(alive):
        has = "has" if len(able) == 1 else "have"
        named = f"{has} a port named {missing.port.target}"
        return f"of the pods of {service} only {listed(each.name for each in able)} {named}: not ready, {reason}", look
    if len(able) == 1:
        return f"the only pod of {service}, {first.name}, is not ready: {reason}", look
    return f"{service} has {len(able)} pods, and none is ready: {reason}", look


def _not_kept(missing: Missing) -> Finding | None:
    if missing.state.settings.endpoint_controllers:
        return None
    why = f"ready pods of {called(missing.service)} are not among its endpoints: the controllers that list them are off"
    return why, slices_of(missing.service)


def _no_endpoints(missing: Missing) -> Finding:
    return f"{called(missing.service)} has no endpoint for port {missing.port.port}", slices_of(missing.service)


MISSING: tuple[Lack, ...] = (
    ("service-of-other-family", _other_family),
    *BY_HAND,
    ("selector-matches-nothing", _selects_nothing),
    ("pods-on-missing-node", _on_missing_node),
    ("pods-not-running", _not_running),
    ("pods-of-other-family", _without_family),
    ("target-port-not-named", _port_not_named),
    ("pods-terminating", _all_terminating),
    ("pods-not-ready", _not_ready),
    ("endpoints-not-kept", _not_kept),
    ("no-endpoints", _no_endpoints),
)
"""What can be wrong, from the farthest from a working endpoint to the nearest."""


def missing_endpoints(state: State, routes: PortRoutes, family: str) -> tuple[str, str, str] | None:
    """Why a Service port has no usable endpoint: code, why, look. None when it has one.

    Args:
        family: of the endpoints that ``routes`` are about.
    """
    missing = _missing(state, routes, family)
    if missing is None:
        return None
    for code, find in MISSING:
        found = find(missing)
        if found is not None:
            return (code, *found)
    return None


def _missing(state: State, routes: PortRoutes, family: str) -> Missing | None:
    if any(each.ready or each.draining for each in routes.backends):
        return None
    return Missing(state, routes.service, routes.port, family, tuple(selected(state, routes.service)))


def _cause(code: str, find: Callable[[Missing], Finding | None]) -> Cause:
    """A row of ``MISSING`` as a cause of a request's failure."""

    def find_in(case: Case) -> Finding | None:
        if case.routes is None:
            return None
        missing = _missing(case.state, case.routes, family_of(case.delivery.destination))
        return find(missing) if missing is not None else None

    return Cause(code, find_in)


ENDPOINT_CAUSES: tuple[Cause, ...] = (
    Cause("source-ranges", _fenced),
    Cause("internal-policy-local", partial(_no_local, internal=True)),
    Cause("external-policy-local", partial(_no_local, internal=False)),
    *(_cause(code, find) for code, find in MISSING),
)


# Of requests that were answered -------------------------------------------------------------------------------------


def _only_draining(case: Case) -> Finding | None:
    backends = case.plan.decision.backends if case.plan is not None and case.plan.decision is not None else ()
    if case.routes is None or not backends or not all(each.draining for each in backends):
        return None
    why = f"every pod of {called(case.routes.service)} is terminating; they are used since no other is ready"
    return why, pods_of(case.routes.service)


ANSWERED: tuple[Cause, ...] = (Cause("only-terminating-pods", _only_draining),)


# Words --------------------------------------------------------------------------------------------------------------


def _resolves(port: ServicePort, pod: Pod) -> bool:
    """Whether a pod has the port that a Service port sends to."""
    if isinstance(port.target, int):
        return True
    return any(each.name == port.target and each.protocol == port.protocol for each in pod.ports)

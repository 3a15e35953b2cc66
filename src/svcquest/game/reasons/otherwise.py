"""Answered by the right ones, but in another way than was wanted; and what was dialled where no Service was."""

from __future__ import annotations

from svcquest.engine.indexes import POLICIES
from svcquest.engine.network.phrases import called, describe, slices_of
from svcquest.engine.network.policies import Policy, policy_of
from svcquest.game.reasons.route import Route
from svcquest.model.kinds import NETWORKPOLICY
from svcquest.model.language import listed
from svcquest.model.net import Diagnosis, PolicyHop
from svcquest.model.objects import Pod


def single_pod(route: Route) -> Diagnosis | None:
    """A pod's own address was dialled."""
    hop = route.address
    if route.service is not None or hop is None or hop.via != "pod":
        return None
    why = f"{hop.address} is {hop.meaning}: one pod's own address, and no Service stands before it"
    return Diagnosis("pod-dialled", why, "kubectl get pods,services -A -o wide")


def on_a_node(route: Route) -> Diagnosis | None:
    """A node's own address was dialled, where a pod of the host network answers."""
    hop, pod = route.address, route.trace.delivery.pod
    if hop is None or hop.via != "node" or pod is None:
        return None
    where = f"{hop.address} is {hop.meaning}, and its port {hop.port} is that of pod {'/'.join(pod)}"
    why = f"{where}, which is on the host network; no Service stands before it"
    return Diagnosis("host-network-dialled", why, "kubectl get pods,services -A -o wide")


def not_sticky(route: Route) -> Diagnosis | None:
    """Nothing keeps a client at one pod."""
    service = route.service
    if service is None:
        return None
    why = f"{called(service)} has sessionAffinity None: each connection may go to another of its pods"
    if service.headless:
        why = f"{called(service)} is headless: nothing between the client and the pods remembers a client"
    elif service.affinity_seconds:
        pause = f"{route.found.every:g} s"
        why = f"{called(service)} forgets a client after {service.affinity_seconds} s, and this one comes every {pause}"
    return Diagnosis("no-affinity", why, describe(service))


def other_port(route: Route) -> Diagnosis | None:
    """The right pods, at a port where another of their programs listens."""
    service, delivery, request = route.service, route.trace.delivery, route.trace.request
    if service is None or not delivery.port:
        return None
    why = f"{called(service)} sends what comes for port {request.port} to port {delivery.port} of its pods"
    if service.headless:
        why = f"{called(service)} is headless: its name stands for the pods, and their port {delivery.port} is dialled"
    return Diagnosis("another-port", why, describe(service))


def open_door(route: Route) -> Diagnosis | None:
    """Answered where nobody should answer: a way in from outside that is open."""
    service, hop = route.service, route.address
    if service is None or hop is None:
        return None
    ranges = f"are {listed(service.source_ranges)}" if service.source_ranges else "are not set"
    if hop.via == "loadBalancer":
        who = f"the address of {called(service)} is open to {route.trace.request.source}"
        return Diagnosis("source-range-open", f"{who}: its loadBalancerSourceRanges {ranges}", describe(service))
    if hop.via != "nodePort":
        return None
    why = f"{called(service)} has the node port {hop.port}, and loadBalancerSourceRanges do not guard it"
    if not service.source_ranges:
        why = f"{called(service)} has the node port {hop.port}"
        why += "" if service.external_local else ": each node takes what comes, and sends it to any of the pods"
    return Diagnosis("node-port-open", why, describe(service))


def only_a_wish(route: Route) -> Diagnosis | None:
    """Answered from another node, although the Service prefers the client's own."""
    service, hop, source = route.service, route.endpoints, route.trace.request.source
    client = next(iter(route.pods([(source.namespace, source.name)])), None) if source.kind == "pod" else None
    if service is None or service.distribution != "PreferSameNode" or hop is None or hop.chosen is None:
        return None
    if client is None or hop.chosen.node == client.node:
        return None
    why = (
        f"{called(service)} has trafficDistribution PreferSameNode, and that is a wish: none of its ready endpoints is"
    )
    return Diagnosis("only-a-wish", f"{why} on {client.node}, so others are used", slices_of(service))


def let_in(route: Route) -> Diagnosis | None:
    """Answered by a pod, in a cluster where NetworkPolicies keep others out."""
    pod = next(iter(route.pods([route.trace.delivery.pod])), None) if route.trace.delivery.pod else None
    if pod is None or not any(True for _ in route.state.select(NETWORKPOLICY)):
        return None
    asked = (hop for hop in route.trace.hops if isinstance(hop, PolicyHop) and hop.direction == "ingress")
    names = [f"{namespace}/{name}" for hop in asked for namespace, name in hop.policies]
    why = f"no NetworkPolicy selects pod {pod.namespace}/{pod.name} for ingress, so it lets everybody in"
    if names:
        some = len(names) > 1
        who = f"{'NetworkPolicies' if some else 'NetworkPolicy'} {listed(names)} of pod {pod.namespace}/{pod.name}"
        why = f"{who} {'let' if some else 'lets'} {route.trace.request.source} in"
    elif any(_guards(policy_of(each), pod) for each in route.state.find(POLICIES, pod.namespace)):
        return None
    return Diagnosis("let-in", why, f"kubectl describe networkpolicy -n {pod.namespace}")


def _guards(policy: Policy, pod: Pod) -> bool:
    """Whether a policy is the pod's, though it was not asked: it is not for the pod's own node."""
    return policy.ingress is not None and policy.pods.matches(pod.labels)


def source_replaced(route: Route) -> Diagnosis | None:
    """Who is seen as the client where traffic comes in from outside."""
    service, hop = route.service, route.address
    if service is None or hop is None or hop.via not in {"nodePort", "loadBalancer", "externalIP"}:
        return None
    policy = "Local" if service.external_local else "Cluster"
    kept = (
        "clients keep their address" if service.external_local else "a node puts its own address in the client's place"
    )
    why = f"{called(service)} has externalTrafficPolicy {policy}: {kept}"
    return Diagnosis("source-address", why, describe(service))


def whatever(route: Route) -> Diagnosis:
    """What is left to say: the way that it took."""
    answered, request = route.trace.delivery.responder, route.trace.request
    if route.service is not None:
        why = f"{called(route.service)} takes what comes for port {request.port}/{request.protocol} and sends it to"
        return Diagnosis("leads-there", f"{why} {answered}", describe(route.service))
    hop = route.address
    why = f"{hop.address} is {hop.meaning}" if hop is not None else f"{answered} answers"
    return Diagnosis("leads-there", why, "kubectl get services,pods -A -o wide")

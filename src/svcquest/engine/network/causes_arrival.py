"""Why the packet that arrived at an address was not taken: policies, listeners, nobody at home."""

from __future__ import annotations

from svcquest.engine.flows import FlowKey
from svcquest.engine.indexes import SERVICE_ADDRESSES, SLICES_OF_SERVICE
from svcquest.engine.network.case import Case, Cause, Finding
from svcquest.engine.network.causes_nodes import NODE_CAUSES
from svcquest.engine.network.causes_pods import POD_CAUSES
from svcquest.engine.network.origins import origin_of
from svcquest.engine.network.owners import Owner, owner_of
from svcquest.engine.network.phrases import called, describe, describe_pod, heard, listed, pods_of, slices_of
from svcquest.engine.network.unready import why_unready
from svcquest.engine.ranges import is_loopback
from svcquest.model.net import Failure, ListenerHop, PolicyHop, RuleHop
from svcquest.model.objects import Service


def _cut_off(case: Case) -> Finding | None:
    """A connection of before a switch of the proxy's mode."""
    wanted, plan = case.request, case.plan
    if not wanted.source_port or plan is None:
        return None
    key = FlowKey(wanted.source, wanted.source_port, plan.address.address, wanted.port, wanted.protocol)
    track = case.state.flows.tracked.get(key)
    if track is None or track.broken is None:
        return None
    mode = case.state.settings.proxy_mode
    why = f"the connection went through kube-proxy as it was before it was started in {mode} mode, and ended with that"
    node = next((hop.node for hop in plan.hops if isinstance(hop, RuleHop)), "")
    return why, f"ssh {node} conntrack -L" if node else "kubectl get nodes -o wide"


def _gone(case: Case) -> Finding | None:
    if case.delivery.failure is not Failure.RESET:
        return None
    why = "the connection began with a pod that is gone; a Service moves only new connections to other pods"
    return why, "kubectl get pods -A -o wide"


def _policy(case: Case) -> Finding | None:
    hop = next((hop for hop in case.last if isinstance(hop, PolicyHop) and not hop.allowed), None)
    if hop is None:
        return None
    names = listed(f"{namespace}/{name}" for namespace, name in hop.policies)
    some = len(hop.policies) > 1
    whose = f"{'NetworkPolicies' if some else 'NetworkPolicy'} {names} of pod {'/'.join(hop.pod)}"
    verb, port = "let" if some else "lets", f"{case.delivery.port}/{case.request.protocol}"
    return f"{whose} {verb} {_kept(case, hop, port)}", f"kubectl describe networkpolicy -n {hop.pod[0]}"


def _kept(case: Case, hop: PolicyHop, port: str) -> str:
    """What policies say to a connection that they keep in or out, and how near it comes to what they allow."""
    owner = owner_of(case.state, hop.peer)
    into = hop.direction == "ingress"
    guise = f", in whose name {case.request.source} comes" if into and _lends_its_name(case, owner) else ""
    peer = f"{owner.name} ({hop.peer}{guise})" if owner.kind != "nobody" else hop.peer
    if hop.spoiler == "port":
        return f"{peer} in, but not to port {port}" if into else f"it out to {peer}, but not to port {port}"
    if hop.spoiler == "peer":
        return f"others in to port {port}, but not {peer}" if into else f"it out to port {port}, but not to {peer}"
    return f"nothing in from {peer} to port {port}" if into else f"nothing out to {peer}, port {port}"


def _lends_its_name(case: Case, owner: Owner) -> bool:
    """Whether what seems to come from a node is somebody else's."""
    sender = origin_of(case.state, case.request.source)
    itself = sender is not None and sender.is_node and sender.node == owner.node
    return owner.kind == "node" and not itself


def _hairpin(case: Case) -> Finding | None:
    """A pod that its Service sends back to itself."""
    last, pod = case.last[-1] if case.last else None, case.owner.pod
    if not isinstance(last, ListenerHop) or last.spoiler != "hairpin" or pod is None or case.routes is None:
        return None
    why = f"{called(case.routes.service)} leads pod {pod.name} to itself, and node {pod.node} sends no packet back to"
    return f"{why} the pod that it comes from: hairpin mode is off", pods_of(case.routes.service)


def _down(case: Case) -> Finding | None:
    owner = case.owner
    if owner.kind == "nobody" or owner.up or owner.node is None:
        return None
    return f"node {owner.node.name} is down, and with it whatever runs there", "kubectl get nodes"


def _endpoint_gone(case: Case) -> Finding | None:
    if case.owner.kind != "nobody" or case.backend is None or case.routes is None:
        return None
    service, address = case.routes.service, case.backend.address
    target = case.state.first(SERVICE_ADDRESSES, address)
    whose = f"an address of {called(target.view)}: rules lead to pods, not to rules" if target else "nobody's address"
    stale = (
        "" if case.state.settings.endpoint_controllers else "; the controllers that keep endpoints up to date are off"
    )
    why = (
        f"{called(service)} sends to the endpoint {address}{_by_hand(case, service, address)}, which is {whose}{stale}"
    )
    return why, slices_of(service)


def _by_hand(case: Case, service: Service, address: str) -> str:
    """The slice that an endpoint comes from, where the Service has others that are made of its pods."""
    key = (service.namespace, service.name)
    listing = [
        each.name
        for each in case.state.find(SLICES_OF_SERVICE, key)
        if not each.controller_uid and any(address in endpoint.addresses for endpoint in each.view.endpoints)
    ]
    return f" of EndpointSlice {listing[0]}" if service.selector and listing else ""


def _not_running(case: Case) -> Finding | None:
    hop, pod = case.unheard, case.owner.pod
    if hop is None or pod is None:
        return None
    deaf = [each for each in pod.listeners if each not in pod.listening]
    if all((each.port, each.protocol) != (hop.port, hop.protocol) for each in deaf):
        return None
    look = f"kubectl logs {pod.name} -n {pod.namespace} --previous"
    return f"nobody answers in {hop.where}: {why_unready(case.state, pod)}", look


def _on_loopback(case: Case) -> Finding | None:
    hop = case.unheard
    found = [each for each in hop.listeners if each.port == hop.port and is_loopback(each.address)] if hop else []
    if hop is None or not found:
        return None
    why = f"the program in {hop.where} listens on {found[0].address}:{hop.port} only, so nobody but itself reaches it"
    return why, _pod_look(case)


def _on_other_family(case: Case) -> Finding | None:
    """Bound to all addresses, of IPv4."""
    hop = case.unheard
    if hop is None or all((each.address, each.port) != ("0.0.0.0", hop.port) for each in hop.listeners):
        return None
    why = f"the program in {hop.where} listens on 0.0.0.0:{hop.port}, which is IPv4 only, and was called by IPv6"
    return why, _pod_look(case)


def _headless_port(case: Case) -> Finding | None:
    service, hop = case.named_service, case.unheard
    if service is None or not service.headless or hop is None or case.routes is not None:
        return None
    spoken = any(each.port == hop.port for each in hop.listeners)
    if spoken or any(port.port == hop.port == port.target for port in service.ports):
        return None
    to = "pods" if case.owner.kind == "pod" else "endpoints"
    why = f"{called(service)} is headless: its name leads straight to {to}, and"
    return f"{why} {hop.where} listens on {heard(hop)}, not on {hop.port}", describe(service)


def _other_protocol(case: Case) -> Finding | None:
    hop = case.unheard
    if hop is None or all(each.port != hop.port or each.protocol == hop.protocol for each in hop.listeners):
        return None
    return f"{hop.where} listens on {heard(hop)}, not on {hop.port}/{hop.protocol}", _pod_look(case)


def _nothing_listens(case: Case) -> Finding | None:
    hop = case.unheard
    if hop is None:
        return None
    own = is_loopback(hop.address)
    if case.owner.kind == "nobody" and not own:
        return None
    where = "the sender itself" if own else hop.where
    why = f"{where} listens on {heard(hop)}, not on {hop.port}/{hop.protocol}"
    if case.owner.kind == "node" and not own and not hop.listeners:  # its own daemons are not told of
        why = f"nothing on {where} listens on {hop.port}/{hop.protocol}"
    alias = case.named_service
    if alias is not None and alias.type == "ExternalName":
        return f"{called(alias)} only stands for {alias.external_name}, and there {why}", describe(alias)
    return why, _pod_look(case) if case.owner.kind == "pod" else "kubectl get services -A"


def _pod_look(case: Case) -> str:
    pod = case.owner.pod
    return describe_pod(pod) if pod is not None else "kubectl get pods -A -o wide"


ARRIVAL_CAUSES: tuple[Cause, ...] = (
    Cause("connection-cut-off", _cut_off),
    Cause("connection-lost", _gone),
    Cause("network-policy", _policy),
    Cause("pod-calls-itself", _hairpin),
    Cause("node-down", _down),
    Cause("endpoint-is-nobody", _endpoint_gone),
    Cause("program-not-running", _not_running),
    Cause("listens-on-loopback", _on_loopback),
    Cause("listens-on-other-family", _on_other_family),
    Cause("headless-with-service-port", _headless_port),
    Cause("pod-listens-by-other-protocol", _other_protocol),
    *POD_CAUSES,
    *NODE_CAUSES,
    Cause("nothing-listens", _nothing_listens),
)

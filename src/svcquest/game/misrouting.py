"""Why requests that were answered went elsewhere than a probe wants: what its learner is told, and where to look.

A request that fails has a root cause in the engine. One that arrives is fine by the cluster; only against what was
wanted can be said which selector, name or policy led it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from svcquest.engine.dns.hosts import host_aliases
from svcquest.engine.indexes import ENDPOINT_IPS
from svcquest.engine.network.case import service_at, service_key
from svcquest.engine.network.phrases import called, describe, pairs, pods_of, slices_of
from svcquest.engine.network.selecting import difference
from svcquest.engine.state import State
from svcquest.game.evidence import Aspect, Disappointment
from svcquest.game.scene import pod_names
from svcquest.model.english import counted, listed
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import POD, SERVICE
from svcquest.model.net import AddressHop, Diagnosis, EndpointHop, NameHop, Trace
from svcquest.model.objects import Pod, Service
from svcquest.model.resource import ObjectKey
from svcquest.model.selectors import contains


@dataclass(frozen=True, slots=True)
class Route:
    """A request that arrived, and the Service that led it there."""

    state: State
    trace: Trace
    service: Service | None
    found: Disappointment

    def pods(self, keys: Iterable[ObjectKey]) -> list[Pod]:
        """Pods that are there now, by name."""
        resources = (self.state.get(POD, *key) for key in sorted(keys))
        return [each.view for each in resources if each is not None]

    @property
    def address(self) -> AddressHop | None:
        """What was dialled."""
        return next((hop for hop in self.trace.hops if isinstance(hop, AddressHop)), None)

    @property
    def name(self) -> NameHop | None:
        """The name that was dialled, None for an address."""
        return next((hop for hop in self.trace.hops if isinstance(hop, NameHop)), None)

    @property
    def endpoints(self) -> EndpointHop | None:
        """The endpoints that there were to choose from."""
        return next((hop for hop in self.trace.hops if isinstance(hop, EndpointHop)), None)


def misrouted(state: State, trace: Trace, found: Disappointment) -> Diagnosis | None:
    """The one thing that led requests elsewhere than was wanted, and one place to look at.

    Returns:
        None for a request that failed, which has a cause of its own, unless pods were tried that are not meant.
    """
    route = Route(state, trace, _service(state, trace), found)
    if trace.delivery.failure is not None:
        if not found.pods or found.aspect not in {"pods", "not_pods"}:
            return None
        return _alias(route) or _selects_strangers(route)
    for find in (*_CAUSES.get(found.aspect, ()), _on_a_node, _whatever):
        told = find(route)
        if told is not None:
            return told
    return None


def _service(state: State, trace: Trace) -> Service | None:
    """The Service whose address was dialled, or whose name stands for the address."""
    address = next((hop for hop in trace.hops if isinstance(hop, AddressHop)), None)
    if address is not None and address.service is not None:
        return service_at(state, address.service)
    if not any(isinstance(hop, NameHop) and hop.nameservers for hop in trace.hops):
        return None
    key = service_key(state.settings.cluster_domain, trace.request.host, trace.request.source.namespace)
    return service_at(state, key) if key is not None else None


# Answered by others than those that were wanted ---------------------------------------------------------------------


def _strangers(route: Route) -> list[Pod]:
    found = route.found
    return route.pods(found.tried & found.pods if found.aspect == "not_pods" else found.tried - found.pods)


def _none_ready(route: Route) -> Diagnosis | None:
    if route.found.pods:
        return None
    return Diagnosis("nobody-wanted-ready", "no pod that is meant to answer is ready", "kubectl get pods -A")


def _from_afar(route: Route) -> Diagnosis | None:
    """The right pods but for their place."""
    service, strangers = route.service, route.found.tried - route.found.pods
    if service is None or not strangers or not strangers <= route.found.far:
        return None
    why = f"{called(service)} sends to its pods wherever they are: its internalTrafficPolicy is Cluster"
    why += f", its trafficDistribution {service.distribution or 'not set'}"
    return Diagnosis("from-afar", why, slices_of(service))


def _alias(route: Route) -> Diagnosis | None:
    """An ExternalName Service led out of the cluster, or to another Service's pods."""
    strangers = _strangers(route)
    nobody_else = len(strangers) == len(route.found.tried)
    if not route.found.others and not (strangers and nobody_else):
        return None
    host, domain = route.trace.request.host, route.state.settings.cluster_domain
    key = service_key(domain, host, route.trace.request.source.namespace)
    alias = service_at(route.state, key) if key is not None else None
    if alias is None or alias.type != "ExternalName":
        return None
    who = f"{listed(route.found.others)} answers"
    if strangers:
        who = f"{_names(strangers)} {_is(strangers)}"
    why = f"{called(alias)} is another name for {alias.external_name}, where {who}"
    return Diagnosis("alias-leads-away", why, describe(alias))


def _from_hosts(route: Route) -> Diagnosis | None:
    """A name that the client's own ``/etc/hosts`` knows, past all Services."""
    hop, source = route.name, route.trace.request.source
    if route.service is not None or hop is None or hop.nameservers or not host_aliases(route.state, source):
        return None
    known = f"{hop.host} is {listed(hop.addresses)} by its /etc/hosts"
    why = f"{source} has hostAliases: {known}, and no name server is asked"
    look = f"kubectl get pod {source.name} -n {source.namespace} -o jsonpath='{{.spec.hostAliases}}'"
    return Diagnosis("name-from-hosts-file", why, look)


def _name_means_another(route: Route) -> Diagnosis | None:
    """A name, asked in another namespace, that is a Service of that one."""
    service, strangers, host = route.service, _strangers(route), route.trace.request.host
    wanted = {namespace for namespace, _ in route.found.pods} if route.found.aspect == "pods" else set()
    dialled = route.name is not None and route.name.nameservers
    if service is None or not strangers or not wanted or service.namespace in wanted or not dialled:
        return None
    own = "." not in host and service.namespace == route.trace.request.source.namespace
    which = ", the one in the client's own namespace" if own else ""
    why = f"the name {host} means {called(service)}{which}; the wanted pods are in namespace {listed(sorted(wanted))}"
    look = f"kubectl get services -A --field-selector metadata.name={service.name}"
    return Diagnosis("name-means-another-service", why, look)


def _namesake(route: Route) -> Diagnosis | None:
    """A name that Services of several namespaces have, and whose Service here has none but unwanted pods."""
    service, host = route.service, route.trace.request.host
    if service is None or not route.found.tried <= route.found.pods or host.count("."):
        return None
    homes = [each.namespace for each in route.state.select(SERVICE) if each.name == service.name]
    if len(homes) < 2:
        return None
    why = f"the name {host} means {called(service)}, the one in the client's own namespace"
    look = f"kubectl get services -A --field-selector metadata.name={service.name}"
    return Diagnosis("name-means-another-service", f"{why}; there is one in each of {listed(homes)}", look)


def _publishes_unready(route: Route) -> Diagnosis | None:
    service, strangers = route.service, _strangers(route)
    if service is None or not service.publish_not_ready or not strangers or any(pod.ready for pod in strangers):
        return None
    why = f"{called(service)} has publishNotReadyAddresses: it takes pods that are not ready, and {_names(strangers)}"
    return Diagnosis("publishes-unready", f"{why} {_is(strangers)} not", slices_of(service))


def _selects_strangers(route: Route) -> Diagnosis | None:
    service = route.service
    if service is None or not service.selector:
        return None
    taken = [pod for pod in _strangers(route) if _selects(service, pod)]
    if not taken:
        return None
    carries = f"{'it carries' if len(taken) == 1 else 'they carry'} {pairs(service.selector)}"
    wanted = route.pods(route.found.pods) if route.found.aspect == "pods" else []
    if any(_selects(service, pod) for pod in wanted):
        why = f"{called(service)} also selects {_names(taken)}: {carries}, as the wanted pods do"
    elif wanted and all(pod.namespace == service.namespace for pod in wanted):
        why = f"{called(service)} selects {_names(taken)}, not the wanted pods: {difference(service.selector, wanted)}"
    else:
        why = f"{called(service)} selects {_names(taken)}: {carries}"
    return Diagnosis("selects-strangers", why, f"kubectl get pods -n {service.namespace} --show-labels")


def _lists_strangers(route: Route) -> Diagnosis | None:
    service, strangers = route.service, _strangers(route)
    if service is None or not strangers:
        return None
    why = f"an EndpointSlice of {called(service)} lists {_names(strangers)}, which its selector does not take"
    if not service.selector:
        why = f"{called(service)} has no selector; its EndpointSlices list {_names(strangers)}"
    return Diagnosis("endpoints-list-strangers", why, slices_of(service))


# Too few ------------------------------------------------------------------------------------------------------------


def _missing(route: Route) -> list[Pod]:
    return route.pods(route.found.pods - route.found.seen)


def _selects_too_few(route: Route) -> Diagnosis | None:
    service, missing = route.service, _missing(route)
    if service is None or not service.selector:
        return None
    left = [pod for pod in missing if not _selects(service, pod)]
    if not left:
        return None
    wanted = len(route.found.pods)
    if all(pod.namespace != service.namespace for pod in left):
        why = f"{_names(left)} {_is(left)} in namespace {left[0].namespace}, and {called(service)} selects in its own"
    else:
        here = [pod for pod in left if pod.namespace == service.namespace]
        taken = f"{called(service)} selects only {wanted - len(left)} of {counted(wanted, 'wanted pod')}"
        why = f"{taken}: {difference(service.selector, here)}"
    return Diagnosis("selects-too-few", why, f"kubectl get pods -n {left[0].namespace} --show-labels")


def _list_lacks(route: Route) -> Diagnosis | None:
    """Endpoints that no controller keeps, without some of the wanted pods."""
    service = route.service
    if service is None or service.selector:
        return None
    left = [pod for pod in _missing(route) if not _is_listed(route.state, service, pod)]
    if not left:
        return None
    names = listed(pod.name for pod in left)
    why = f"{called(service)} has no selector: its endpoints are listed by hand, and {names} {_is(left)} not among them"
    return Diagnosis("endpoints-listed-by-hand", why, slices_of(service))


def _is_listed(state: State, service: Service, pod: Pod) -> bool:
    slices = (each.view for address in pod.ips for each in state.find(ENDPOINT_IPS, address))
    return any((each.namespace, each.service) == (service.namespace, service.name) for each in slices)


def _unused(route: Route) -> Diagnosis | None:
    """Endpoints that the node of the client, or the one that was dialled, does not use."""
    service, hop = route.service, route.endpoints
    keys = {(pod.namespace, pod.name) for pod in _missing(route)}
    left = [each for each in hop.candidates if each.pod in keys and each.unused] if hop is not None else []
    if service is None or not left:
        return None
    names = pod_names(each.pod for each in left if each.pod is not None)
    why = f"{called(service)} has {names} among its endpoints, but unused: {left[0].unused}"
    if left[0].unused == "on another node":
        why += ", and its traffic policy is Local"
    return Diagnosis("endpoints-unused", why, pods_of(service))


def _no_endpoint(route: Route) -> Diagnosis | None:
    """Selected, but no endpoint: not ready, or without the port of that name."""
    service, hop, missing = route.service, route.endpoints, _missing(route)
    if service is None or not missing:
        return None
    listed_now = {each.pod for each in hop.candidates} if hop is not None else set()
    left = [pod for pod in missing if (pod.namespace, pod.name) not in listed_now]
    unready = [pod for pod in left if not pod.ready]
    if unready:
        why = f"{_names(unready)} {_is(unready)} not ready, so {called(service)} leaves {_them(unready)} out"
        return Diagnosis("wanted-not-ready", why, f"kubectl describe pod {unready[0].name} -n {unready[0].namespace}")
    targets = [port.target for port in service.ports if isinstance(port.target, str)]
    if left and targets:
        why = f"{_names(left)} {'has' if len(left) == 1 else 'have'} no port named {targets[0]}"
        return Diagnosis("target-port-not-named", f"{why}, where {called(service)} sends", describe(service))
    return None


def _one_for_each_client(route: Route) -> Diagnosis | None:
    service = route.service
    if service is None or not service.affinity_seconds:
        return None
    why = f"{called(service)} has sessionAffinity ClientIP: all requests of one client go to the same pod"
    if route.found.every:
        why += f" while it stays away for less than {service.affinity_seconds} s"
    return Diagnosis("affinity", why, describe(service))


def _chosen_once(route: Route) -> Diagnosis | None:
    """Connections that are kept stay where chance has put them."""
    service, kept = route.service, route.found.connections
    if service is None or service.headless or not kept:
        return None
    why = f"{called(service)} chooses a pod when a connection begins, and the client keeps its {kept} connections"
    return Diagnosis("connections-kept", why, describe(service))


def _single_pod(route: Route) -> Diagnosis | None:
    """A pod's own address was dialled."""
    hop = route.address
    if route.service is not None or hop is None or hop.via != "pod":
        return None
    why = f"{hop.address} is {hop.meaning}: one pod's own address, and no Service stands before it"
    return Diagnosis("pod-dialled", why, "kubectl get pods,services -A -o wide")


def _on_a_node(route: Route) -> Diagnosis | None:
    """A node's own address was dialled, where a pod of the host network answers."""
    hop, pod = route.address, route.trace.delivery.pod
    if hop is None or hop.via != "node" or pod is None:
        return None
    where = f"{hop.address} is {hop.meaning}, and its port {hop.port} is that of pod {'/'.join(pod)}"
    why = f"{where}, which is on the host network; no Service stands before it"
    return Diagnosis("host-network-dialled", why, "kubectl get pods,services -A -o wide")


# In another way -----------------------------------------------------------------------------------------------------


def _not_sticky(route: Route) -> Diagnosis | None:
    service = route.service
    if service is None:
        return None
    why = f"{called(service)} has sessionAffinity None: each connection may go to another of its pods"
    if service.headless:
        why = f"{called(service)} is headless: nothing between the client and the pods remembers a client"
    elif service.affinity_seconds:
        why = f"{called(service)} forgets a client after {service.affinity_seconds} s, and this one stays away longer"
    return Diagnosis("no-affinity", why, describe(service))


def _other_port(route: Route) -> Diagnosis | None:
    """The right pods, at a port where another of their programs listens."""
    service, delivery, request = route.service, route.trace.delivery, route.trace.request
    if service is None or not delivery.port:
        return None
    why = f"{called(service)} sends what comes for port {request.port} to port {delivery.port} of its pods"
    if service.headless:
        why = f"{called(service)} is headless: its name stands for the pods, and their port {delivery.port} is dialled"
    return Diagnosis("another-port", why, describe(service))


def _open_door(route: Route) -> Diagnosis | None:
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


def _source_replaced(route: Route) -> Diagnosis | None:
    service, hop = route.service, route.address
    if service is None or hop is None or hop.via not in {"nodePort", "loadBalancer", "externalIP"}:
        return None
    policy = "Local" if service.external_local else "Cluster"
    kept = (
        "clients keep their address" if service.external_local else "a node puts its own address in the client's place"
    )
    why = f"{called(service)} has externalTrafficPolicy {policy}: {kept}"
    return Diagnosis("source-address", why, describe(service))


def _whatever(route: Route) -> Diagnosis:
    answered, request = route.trace.delivery.responder, route.trace.request
    if route.service is not None:
        why = f"{called(route.service)} takes what comes for port {request.port}/{request.protocol} and sends it to"
        return Diagnosis("leads-there", f"{why} {answered}", describe(route.service))
    hop = route.address
    why = f"{hop.address} is {hop.meaning}" if hop is not None else f"{answered} answers"
    return Diagnosis("leads-there", why, "kubectl get services,pods -A -o wide")


_CAUSES: dict[Aspect, tuple[Callable[[Route], Diagnosis | None], ...]] = {
    "pods": (
        _none_ready,
        _from_hosts,
        _alias,
        _name_means_another,
        _from_afar,
        _publishes_unready,
        _selects_strangers,
        _lists_strangers,
        _selects_too_few,
        _list_lacks,
        _unused,
        _no_endpoint,
        _single_pod,
        _one_for_each_client,
    ),
    "answered_by": (_from_hosts, _selects_strangers, _lists_strangers),
    "not_pods": (_from_hosts, _namesake, _selects_strangers, _lists_strangers),
    "sticky": (_not_sticky,),
    "failure": (_open_door,),
    "share": (_one_for_each_client, _chosen_once),
    "sources": (_source_replaced,),
    "port": (_other_port,),
}


def _selects(service: Service, pod: Pod) -> bool:
    return pod.namespace == service.namespace and contains(service.selector, pod.labels)


def _names(pods: Iterable[Pod]) -> str:
    return pod_names((pod.namespace, pod.name) for pod in pods)


def _is(pods: list[Pod]) -> str:
    return "is" if len(pods) == 1 else "are"


def _them(pods: list[Pod]) -> str:
    return "it" if len(pods) == 1 else "them"

"""Why a host name has no address."""

from __future__ import annotations

from svcquest.engine.network.case import Case, Cause, Finding, service_at, service_key
from svcquest.engine.network.causes_endpoints import missing_endpoints
from svcquest.engine.network.causes_spelling import MISSPELLED, NOT_A_SERVICE
from svcquest.engine.network.phrases import called, describe, listed, resolver_of
from svcquest.engine.proxy.routes import routes_of
from svcquest.engine.ranges import is_address
from svcquest.model.kinds import NAMESPACE, POD, SERVICE
from svcquest.model.net import Request, Trace
from svcquest.model.objects import Service

_QUERIES = 64
"""More than enough to meet each of a few servers by chance."""

DNS_SERVICE = ("kube-system", "kube-dns")
"""The Service before CoreDNS, whose address every kubelet is given."""


def _no_nameserver(case: Case) -> Finding | None:
    """Nobody answered the question: whatever is wrong with the way to the nameserver is the cause."""
    if case.lookup.no_answer is None or not case.lookup.nameservers:
        return None
    nameserver = case.lookup.nameservers[0]
    query = _unanswered(case, nameserver)
    if query is None:
        return f"the name server {nameserver} gives no answer", _look_at_dns()
    if query.diagnosis is None or query.delivery.failure is None:
        return (
            f"{query.delivery.responder} answers at the name server {nameserver}, and is no DNS server",
            _look_at_dns(),
        )
    why = f"the name server {nameserver} gives no answer: {query.diagnosis.why}"
    own = service_at(case.state, DNS_SERVICE)
    if query.diagnosis.code == "nobodys-address" and own is not None and own.cluster_ip:
        return f"{why}; {called(own)} has {own.cluster_ip}", _look_at_dns()
    return why, query.diagnosis.look


def _unanswered(case: Case, nameserver: str) -> Trace | None:
    """A query that gets no answer: chance may well lead the first few to a server that is all right."""
    # A diagnosis of the query's own way, which is a request like any other.
    from svcquest.engine.dns.resolver import is_coredns  # noqa: PLC0415
    from svcquest.engine.network.trace import trace  # noqa: PLC0415

    state = case.state
    for _ in range(_QUERIES):
        query, flows = trace(state, Request(case.request.source, nameserver, 53, "UDP"))
        pod = query.delivery.pod
        if query.delivery.failure is not None or pod is None or not is_coredns(state, pod):
            return query
        state = state.with_flows(flows)
    return None


def _other_resolver(case: Case) -> Finding | None:
    if _wanted(case) is None or _asks_cluster(case):
        return None
    # A resolver goes on to the next server when one keeps silent, not when it says that there is no such name.
    place, first, more = case.request.source, case.lookup.nameservers[0], case.lookup.nameservers[1:]
    why = f"{place} asks the name server {first}{' first' if more else ''}, which knows no names of Services"
    if more:
        return (
            f"{why}: its no is final, and {listed(more)} is not asked",
            resolver_of(place),
        )
    if place.kind == "pod":
        pod = case.state.get(POD, place.namespace, place.name)
        if pod is not None and pod.view.host_network and pod.spec.get("dnsPolicy", "ClusterFirst") == "ClusterFirst":
            why += ": on the host network dnsPolicy ClusterFirst means the node's own"
        return why, f"kubectl get pod {place.name} -n {place.namespace} -o jsonpath='{{.spec.dnsPolicy}}'"
    return why, resolver_of(place)


def _other_namespace(case: Case) -> Finding | None:
    key = _wanted_key(case)
    if key is None or _wanted(case) is not None:
        return None
    homes = [each.namespace for each in case.state.select(SERVICE) if each.name == key[1]]
    if not homes:
        return None
    why = f"namespace {key[0]} has no Service {key[1]}; there is one in {listed(homes)}"
    return why, f"kubectl get services -A --field-selector metadata.name={key[1]}"


def _alias(case: Case) -> Finding | None:
    service = _wanted(case)
    if service is None or service.type != "ExternalName":
        return None
    target = service.external_name
    why = f"{called(service)} is another name for {target}"
    if is_address(target):
        return f"{why}: that is an address, and DNS lets a name stand for another name only", describe(service)
    return f"{why}, and that name has no address{_why_no_address(case, service)}", describe(service)


def _why_no_address(case: Case, alias: Service) -> str:
    """What is wrong with the name that an alias stands for, where it is one of the cluster's."""
    target = alias.external_name.rstrip(".").lower()
    zone = f".svc.{case.state.settings.cluster_domain}"
    key = service_key(case.state.settings.cluster_domain, target, alias.namespace)
    service = service_at(case.state, key) if key is not None else None
    if not target.endswith(zone):
        if target.endswith(f".{case.state.settings.cluster_domain}"):
            return f": names of Services end in {zone.lstrip('.')}"
        if service is None:
            return ""
        full = f"{service.name}.{service.namespace}{zone}"
        return f": it is asked for as it stands, and {called(service)} is {full} in full"
    if key is not None and service is None:
        return f": namespace {key[0]} has no Service {key[1]}"
    if service == alias:
        return ": it leads back to itself"
    if service is not None and service.type == "ExternalName":
        return f": {called(service)} is an alias too, of {service.external_name}"
    return f": {called(service)} is headless, and none of its endpoints is ready" if service is not None else ""


def _headless(case: Case) -> Finding | None:
    service = _wanted(case)
    if service is None or not service.headless:
        return None
    resource = case.state.get(SERVICE, service.namespace, service.name)
    family = next(iter(service.families), "IPv4")
    routes = routes_of(case.state, resource, family).ports if resource is not None else ()
    reason = missing_endpoints(case.state, routes[0], family) if routes else None
    why = f"{called(service)} is headless: its name stands for its endpoints, and none is ready"
    return (f"{why}: {reason[1]}", reason[2]) if reason is not None else (why, describe(service))


def _not_completed(case: Case) -> Finding | None:
    """The Service is there, but no question was about its whole name."""
    service, place = _wanted(case), case.request.source
    if service is None:
        return None
    full = f"{service.name}.{service.namespace}.svc.{case.state.settings.cluster_domain}"
    if any(reply.question.name.lower() == f"{full}." for reply in case.lookup.asked):
        return None
    if case.request.host.endswith("."):
        why = f"{case.request.host} ends in a dot, so nothing is added to it: the whole name is {full}"
        return why, f"kubectl get services -n {service.namespace}"
    why = f"{place} asks for {case.request.host} as it stands: its search list does not make {full} of it"
    return why, f"kubectl get pod {place.name} -n {place.namespace} -o yaml"


def _similar_name(case: Case) -> Finding | None:
    key = _wanted_key(case)
    if key is None:
        return None
    from difflib import get_close_matches  # noqa: PLC0415 - seldom needed, and slow to load

    close = get_close_matches(key[1], [each.name for each in case.state.select(SERVICE, key[0])], n=1)
    if not close:
        return None
    return f"namespace {key[0]} has no Service {key[1]}; {close[0]} comes closest", f"kubectl get services -n {key[0]}"


def _unknown(case: Case) -> Finding:
    key = _wanted_key(case)
    host = case.request.host
    if key is None or not _asks_cluster(case) or host.count(".") > 1:
        return f"no name server that was asked knows {host}", f"nslookup {host}"
    namespace, name = key
    if case.state.get(NAMESPACE, "", namespace) is None:
        return f"nothing is named {host}: there is no namespace {namespace}", "kubectl get namespaces"
    why = f"nothing is named {host}: namespace {namespace} has no Service {name}"
    return why, f"kubectl get services -n {namespace}"


def _asks_cluster(case: Case) -> bool:
    return case.state.settings.node_resolver not in case.lookup.nameservers[:1]


def _wanted_key(case: Case) -> tuple[str, str] | None:
    return service_key(case.state.settings.cluster_domain, case.request.host, case.request.source.namespace)


def _wanted(case: Case) -> Service | None:
    key = _wanted_key(case)
    return service_at(case.state, key) if key is not None else None


def _look_at_dns() -> str:
    return "kubectl get pods,services -n kube-system -l k8s-app=kube-dns"


NAME_CAUSES: tuple[Cause, ...] = (
    Cause("not-the-cluster-dns", _other_resolver),
    Cause("name-server-unreachable", _no_nameserver),
    Cause("name-not-completed", _not_completed),
    Cause("external-name-unresolved", _alias),
    Cause("headless-without-endpoints", _headless),
    *MISSPELLED,
    Cause("service-in-other-namespace", _other_namespace),
    *NOT_A_SERVICE,
    Cause("service-name-differs", _similar_name),
    Cause("unknown-name", _unknown),
)

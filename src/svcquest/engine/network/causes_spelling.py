"""Why a host name has no address: it is not put together as the names of Services are.

They read SERVICE.NAMESPACE.svc.ZONE, where the end may be left out (plugin/kubernetes/parse.go of CoreDNS).
"""

from __future__ import annotations

from svcquest.engine.dns.names import dashed, undashed
from svcquest.engine.network.case import Case, Cause, Finding, service_at
from svcquest.engine.network.phrases import called, describe, describe_pod
from svcquest.engine.ranges import is_address
from svcquest.model.kinds import DEPLOYMENT, NAMESPACE, POD, SERVICE, STATEFULSET
from svcquest.model.objects import Pod
from svcquest.model.resource import ObjectKey

_BYTES = 4
"""Parts of an IPv4 address."""


def _without_svc(case: Case) -> Finding | None:
    """``web.shop.cluster.local``."""
    zone, name = case.state.settings.cluster_domain, _name(case)
    if not name.endswith(f".{zone}"):
        return None
    first = name.removesuffix(f".{zone}").split(".")
    if first[-1] in {"svc", "pod"} or not (len(first) > 1 and _is_namespace(case, first[-1])):
        return None
    why = f"{name} lacks the part svc between the namespace {first[-1]} and the zone {zone}: nothing is named like this"
    return why, f"kubectl get services -n {first[-1]}"


def _other_word_for_svc(case: Case) -> Finding | None:
    """``web.shop.service.cluster.local``."""
    zone, name = case.state.settings.cluster_domain, _name(case)
    match name.removesuffix(f".{zone}").split("."):
        case [service, namespace, word] if word not in {"svc", "pod"} and name.endswith(f".{zone}"):
            if service_at(case.state, (namespace, service)) is None:
                return None
            why = f"{name} says {word} where the names of Services say svc: nothing is named like this"
            return why, f"kubectl get services -n {namespace}"
    return None


def _in_other_zone(case: Case) -> Finding | None:
    """``web.shop.svc.cluster.example``, or with a zone that is cut short."""
    zone, (service, _, rest) = case.state.settings.cluster_domain, _name(case).partition(".")
    namespace, _, rest = rest.partition(".")
    if not rest.startswith("svc.") or rest == f"svc.{zone}" or service_at(case.state, (namespace, service)) is None:
        return None
    why = f"Service {namespace}/{service} is there, but this cluster's zone is {zone}, not {rest.removeprefix('svc.')}"
    return why, "kubectl get configmap coredns -n kube-system -o yaml"


def _wrong_way_round(case: Case) -> Finding | None:
    """``shop.web``: a namespace, and a Service that is in it."""
    parts = _relative(case).split(".")
    if len(parts) != 2:
        return None
    service = service_at(case.state, (parts[0], parts[1]))
    if service is None:
        return None
    why = f"{'.'.join(parts)} is the wrong way round for {called(service)}: a name reads SERVICE.NAMESPACE"
    return why, f"kubectl get services -n {service.namespace}"


def _of_a_workload(case: Case) -> Finding | None:
    """The name of a pod or of what makes pods, instead of a Service's."""
    parts = _relative(case).split(".")
    if len(parts) > 2:
        return None
    namespace = parts[1] if len(parts) == 2 else _own_namespace(case)
    for kind in (POD, DEPLOYMENT, STATEFULSET):
        if case.state.get(kind, namespace, parts[0]) is not None:
            why = f"{parts[0]} is a {kind.kind}, and DNS has names for Services: namespace {namespace} has no Service"
            return f"{why} {parts[0]}", f"kubectl get services -n {namespace}"
    return None


def _of_an_endpoint(case: Case) -> Finding | None:
    """``web-9.hl``: the Service is there, but no ready endpoint of that name."""
    endpoint, key = _endpoint_name(case)
    service = service_at(case.state, key) if key is not None else None
    if service is None:
        return None
    home = service.namespace
    resource = case.state.get(POD, home, endpoint)
    if resource is None:
        why = f"{called(service)} has no endpoint with the host name {endpoint}"
        return why, _endpoints(service.namespace, service.name)
    pod: Pod = resource.view
    if pod.subdomain != service.name:
        named = f"its subdomain is {pod.subdomain}" if pod.subdomain else "it has no subdomain"
        why = f"pod {endpoint} has no name under {called(service)}: {named}"
        return why, f"kubectl get pod {endpoint} -n {home} -o yaml"
    if not pod.ready:
        why = f"pod {endpoint} is not ready, and {called(service)} gives names to ready pods only"
        return why, describe_pod(pod)
    return f"{called(service)} has no endpoint with the host name {endpoint}", describe(service)


def _of_no_service(case: Case) -> Finding | None:
    """``web-0.hl``: a pod that has its name from a Service that is not there."""
    endpoint, key = _endpoint_name(case)
    if key is None or service_at(case.state, key) is not None:
        return None
    home, name = key
    resource = case.state.get(POD, home, endpoint)
    if resource is None or resource.view.subdomain != name:
        return None
    why = f"pod {endpoint} has the subdomain {name}, but namespace {home} has no Service {name} to name it"
    return why, f"kubectl get services -n {home}"


def _of_an_address(case: Case) -> Finding | None:
    """``10.244.1.5.web.shop.svc.cluster.local``, and what stands below pod without being an address."""
    zone, parts = case.state.settings.cluster_domain, _name(case).split(".")
    address, rest = ".".join(parts[:_BYTES]), ".".join(parts[_BYTES:])
    if rest and is_address(address):
        label = dashed(address)
        return f"in a name an address is one part, with dashes: {label}", f"nslookup {label}.{rest}"
    if _name(case).removesuffix(f".{zone}").endswith(".pod") and undashed(parts[0]) is None:
        why = f"below pod DNS has addresses with dashes, such as 10-244-1-5, and {parts[0]} is none"
        return why, "kubectl get pods -A -o wide"
    return None


def _of_a_namespace(case: Case) -> Finding | None:
    """``shop.svc.cluster.local``."""
    name = _relative(case)
    if not _is_namespace(case, name):
        return None
    return f"{name} is a namespace: the names of its Services read SERVICE.{name}", f"kubectl get services -n {name}"


def _in_no_namespace(case: Case) -> Finding | None:
    """``web.shpo``: there is no such namespace."""
    parts = _relative(case).split(".")
    if len(parts) != 2 or _is_namespace(case, parts[1]) or not _looks_local(case):
        return None
    homes = [each.namespace for each in case.state.select(SERVICE) if each.name == parts[0]]
    if not homes:
        return None
    why = f"there is no namespace {parts[1]}; a Service {parts[0]} is in {' and '.join(homes)}"
    return why, "kubectl get services -A"


def _name(case: Case) -> str:
    return case.request.host.rstrip(".").lower()


def _relative(case: Case) -> str:
    """A name without the end that all names of Services share."""
    return _name(case).removesuffix(f".{case.state.settings.cluster_domain}").removesuffix(".svc")


def _endpoint_name(case: Case) -> tuple[str, ObjectKey | None]:
    """A name read as ENDPOINT.SERVICE or ENDPOINT.SERVICE.NAMESPACE; no Service where it has another form."""
    endpoint, *parents = _relative(case).split(".")
    match parents:
        case [service]:
            return endpoint, (_own_namespace(case), service)
        case [service, namespace]:
            return endpoint, (namespace, service)
        case _:
            return endpoint, None


def _own_namespace(case: Case) -> str:
    return case.request.source.namespace or "default"


def _looks_local(case: Case) -> bool:
    """Whether a name is meant to be one of this cluster's."""
    return _relative(case) == _name(case) or ".svc" in _name(case)


def _is_namespace(case: Case, name: str) -> bool:
    return case.state.get(NAMESPACE, "", name) is not None


def _endpoints(namespace: str, service: str) -> str:
    return f"kubectl get endpointslices -n {namespace} -l kubernetes.io/service-name={service} -o yaml"


MISSPELLED: tuple[Cause, ...] = (
    Cause("svc-missing-in-name", _without_svc),
    Cause("svc-misspelled-in-name", _other_word_for_svc),
    Cause("name-in-other-zone", _in_other_zone),
    Cause("name-wrong-way-round", _wrong_way_round),
    Cause("no-service-for-subdomain", _of_no_service),
    Cause("no-such-namespace", _in_no_namespace),
    Cause("name-of-address", _of_an_address),
)
"""Mistakes that the form of a name shows, also that of a pod's own name."""

NOT_A_SERVICE: tuple[Cause, ...] = (
    Cause("no-such-endpoint-name", _of_an_endpoint),
    Cause("name-of-workload", _of_a_workload),
    Cause("name-of-namespace", _of_a_namespace),
)
"""Names of things that have no names in DNS, or not now."""

"""Answered by others than those that were wanted."""

from __future__ import annotations

from svcquest.engine.dns.hosts import host_aliases
from svcquest.engine.network.case import service_at, service_key
from svcquest.engine.network.phrases import called, describe, pairs, slices_of
from svcquest.engine.network.selecting import difference
from svcquest.game.reasons.pods import agree, names_of
from svcquest.game.reasons.route import Route, selects
from svcquest.model.kinds import SERVICE
from svcquest.model.language import listed
from svcquest.model.net import Diagnosis


def none_ready(route: Route) -> Diagnosis | None:
    """None of those that are meant could answer."""
    if route.found.pods:
        return None
    return Diagnosis("nobody-wanted-ready", "no pod that is meant to answer is ready", "kubectl get pods -A")


def from_afar(route: Route) -> Diagnosis | None:
    """The right pods but for their place."""
    service, strangers = route.service, route.found.tried - route.found.pods
    if service is None or not strangers or not strangers <= route.found.far:
        return None
    wish = f"trafficDistribution {service.distribution}" if service.distribution else "no trafficDistribution"
    why = f"{called(service)} has internalTrafficPolicy Cluster and {wish}: by that, pods elsewhere are as good"
    return Diagnosis("from-afar", why, slices_of(service))


def alias(route: Route) -> Diagnosis | None:
    """An ExternalName Service led out of the cluster, or to another Service's pods."""
    strangers = route.strangers
    nobody_else = len(strangers) == len(route.found.tried)
    if not route.found.others and not (strangers and nobody_else):
        return None
    host, domain = route.trace.request.host, route.state.settings.cluster_domain
    key = service_key(domain, host, route.trace.request.source.namespace)
    service = service_at(route.state, key) if key is not None else None
    if service is None or service.type != "ExternalName":
        return None
    who = f"{listed(route.found.others)} answers"
    if strangers:
        who = f"{names_of(strangers)} {agree(strangers, 'is', 'are')}"
    why = f"{called(service)} is another name for {service.external_name}, where {who}"
    return Diagnosis("alias-leads-away", why, describe(service))


def from_hosts(route: Route) -> Diagnosis | None:
    """A name that the client's own ``/etc/hosts`` knows, past all Services."""
    hop, source = route.name, route.trace.request.source
    if route.service is not None or hop is None or hop.nameservers or not host_aliases(route.state, source):
        return None
    known = f"{hop.host} is {listed(hop.addresses)} by its /etc/hosts"
    why = f"{source} has hostAliases: {known}, and no name server is asked"
    look = f"kubectl get pod {source.name} -n {source.namespace} -o jsonpath='{{.spec.hostAliases}}'"
    return Diagnosis("name-from-hosts-file", why, look)


def name_means_another(route: Route) -> Diagnosis | None:
    """A name, asked in another namespace, that is a Service of that one."""
    service, strangers, host = route.service, route.strangers, route.trace.request.host
    wanted = {namespace for namespace, _ in route.found.pods} if route.found.aspect == "pods" else set()
    dialled = route.name is not None and route.name.nameservers
    if service is None or not strangers or not wanted or service.namespace in wanted or not dialled:
        return None
    own = "." not in host and service.namespace == route.trace.request.source.namespace
    which = ", the one in the client's own namespace" if own else ""
    why = f"the name {host} means {called(service)}{which}; the wanted pods are in namespace {listed(sorted(wanted))}"
    look = f"kubectl get services -A --field-selector metadata.name={service.name}"
    return Diagnosis("name-means-another-service", why, look)


def namesake(route: Route) -> Diagnosis | None:
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


def publishes_unready(route: Route) -> Diagnosis | None:
    """Endpoints are published whether they are ready or not."""
    service, strangers = route.service, route.strangers
    if service is None or not service.publish_not_ready or not strangers or any(pod.ready for pod in strangers):
        return None
    why = f"{called(service)} has publishNotReadyAddresses: it takes pods that are not ready, and {names_of(strangers)}"
    return Diagnosis("publishes-unready", f"{why} {agree(strangers, 'is', 'are')} not", slices_of(service))


def selects_strangers(route: Route) -> Diagnosis | None:
    """The selector takes pods that are not meant."""
    service = route.service
    if service is None or not service.selector:
        return None
    taken = [pod for pod in route.strangers if selects(service, pod)]
    if not taken:
        return None
    carries = f"{agree(taken, 'it carries', 'they carry')} {pairs(service.selector)}"
    wanted = route.pods(route.found.pods) if route.found.aspect == "pods" else []
    if any(selects(service, pod) for pod in wanted):
        why = f"{called(service)} also selects {names_of(taken)}: {carries}, as the wanted pods do"
    elif wanted and all(pod.namespace == service.namespace for pod in wanted):
        lacks = difference(service.selector, wanted)
        why = f"{called(service)} selects {names_of(taken)}, not the wanted pods: {lacks}"
    else:
        why = f"{called(service)} selects {names_of(taken)}: {carries}"
    return Diagnosis("selects-strangers", why, f"kubectl get pods -n {service.namespace} --show-labels")


def lists_strangers(route: Route) -> Diagnosis | None:
    """Endpoints that no selector has chosen."""
    service, strangers = route.service, route.strangers
    if service is None or not strangers:
        return None
    why = f"an EndpointSlice of {called(service)} lists {names_of(strangers)}, which its selector does not take"
    if not service.selector:
        why = f"{called(service)} has no selector; its EndpointSlices list {names_of(strangers)}"
    return Diagnosis("endpoints-list-strangers", why, slices_of(service))

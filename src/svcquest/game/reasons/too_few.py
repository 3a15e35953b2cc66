"""Answered by too few of those that were wanted."""

from __future__ import annotations

from svcquest.engine.indexes import ENDPOINT_IPS
from svcquest.engine.network.phrases import called, describe, describe_pod, pods_of, slices_of
from svcquest.engine.network.selecting import difference
from svcquest.engine.network.trace import HINTED
from svcquest.engine.state import State
from svcquest.game.reasons.pods import agree, names_of
from svcquest.game.reasons.route import Route, selects
from svcquest.game.scene import pod_names_in_english
from svcquest.model.language import counted, listed
from svcquest.model.net import Diagnosis
from svcquest.model.objects import Pod, Service


def selects_too_few(route: Route) -> Diagnosis | None:
    """The selector leaves out pods that are meant."""
    service, missing = route.service, route.missing
    if service is None or not service.selector:
        return None
    left = [pod for pod in missing if not selects(service, pod)]
    if not left:
        return None
    wanted = len(route.found.pods)
    if all(pod.namespace != service.namespace for pod in left):
        away = f"{names_of(left)} {agree(left, 'is', 'are')} in namespace {left[0].namespace}"
        why = f"{away}, and {called(service)} selects in its own"
    else:
        here = [pod for pod in left if pod.namespace == service.namespace]
        taken = f"{called(service)} selects only {wanted - len(left)} of {counted(wanted, 'wanted pod')}"
        why = f"{taken}: {difference(service.selector, here)}"
    return Diagnosis("selects-too-few", why, f"kubectl get pods -n {left[0].namespace} --show-labels")


def list_lacks(route: Route) -> Diagnosis | None:
    """Endpoints that no controller keeps, without some of the wanted pods."""
    service = route.service
    if service is None or service.selector:
        return None
    left = [pod for pod in route.missing if not _is_listed(route.state, service, pod)]
    if not left:
        return None
    lacking = f"{listed(pod.name for pod in left)} {agree(left, 'is', 'are')}"
    why = f"{called(service)} has no selector: its endpoints are listed by hand, and {lacking} not among them"
    return Diagnosis("endpoints-listed-by-hand", why, slices_of(service))


def _is_listed(state: State, service: Service, pod: Pod) -> bool:
    slices = (each.view for address in pod.ips for each in state.find(ENDPOINT_IPS, address))
    return any((each.namespace, each.service) == (service.namespace, service.name) for each in slices)


def unused(route: Route) -> Diagnosis | None:
    """Endpoints that the node of the client, or the one that was dialled, does not use."""
    service, hop = route.service, route.endpoints
    keys = {(pod.namespace, pod.name) for pod in route.missing}
    left = [each for each in hop.candidates if each.pod in keys and each.unused] if hop is not None else []
    if service is None or not left:
        return None
    names = pod_names_in_english(each.pod for each in left if each.pod is not None)
    why = f"{called(service)} has {names} among its endpoints, but unused: {left[0].unused}"
    if left[0].unused == "on another node":
        why += ", and its traffic policy is Local"
    elif service.distribution and left[0].unused == HINTED:
        why += f", and its trafficDistribution is {service.distribution}"
    return Diagnosis("endpoints-unused", why, pods_of(service))


def kept_near(route: Route) -> Diagnosis | None:
    """Endpoints further away get nothing from this client, by the Service's own wish."""
    service, hop = route.service, route.endpoints
    left = [each for each in hop.candidates if each.pod and each.unused == HINTED] if hop is not None else []
    if service is None or not service.distribution or not left:
        return None
    names = pod_names_in_english(each.pod for each in left if each.pod is not None)
    why = f"{called(service)} has trafficDistribution {service.distribution}, which keeps {names} for clients elsewhere"
    return Diagnosis("kept-near", why, slices_of(service))


def no_endpoint(route: Route) -> Diagnosis | None:
    """Selected, but no endpoint: not ready, or without the port of that name."""
    service, hop, missing = route.service, route.endpoints, route.missing
    if service is None or not missing:
        return None
    listed_now = {each.pod for each in hop.candidates} if hop is not None else set()
    left = [pod for pod in missing if (pod.namespace, pod.name) not in listed_now]
    unready = [pod for pod in left if not pod.ready]
    if unready:
        out = f"{called(service)} leaves {agree(unready, 'it', 'them')} out"
        why = f"{names_of(unready)} {agree(unready, 'is', 'are')} not ready, so {out}"
        return Diagnosis("wanted-not-ready", why, describe_pod(unready[0]))
    targets = [port.target for port in service.ports if isinstance(port.target, str)]
    if left and targets:
        why = f"{names_of(left)} {agree(left, 'has', 'have')} no port named {targets[0]}"
        return Diagnosis("target-port-not-named", f"{why}, where {called(service)} sends", describe(service))
    return None


def one_for_each_client(route: Route) -> Diagnosis | None:
    """A client stays with the pod that it met first."""
    service = route.service
    if service is None or not service.affinity_seconds:
        return None
    why = f"{called(service)} has sessionAffinity ClientIP: all requests of one client go to the same pod"
    if route.found.every:
        why += f" while it stays away for less than {service.affinity_seconds} s"
    return Diagnosis("affinity", why, describe(service))


def chosen_once(route: Route) -> Diagnosis | None:
    """Connections that are kept stay where chance has put them."""
    service, kept = route.service, route.found.connections
    if service is None or service.headless or not kept:
        return None
    why = f"{called(service)} chooses a pod when a connection begins, and the client keeps its {kept} connections"
    return Diagnosis("connections-kept", why, describe(service))

"""Why a lookup that was answered gave something else than a probe wants."""

from __future__ import annotations

from svcquest.engine.dns.resolver import resolv_conf
from svcquest.engine.indexes import POD_IPS
from svcquest.engine.network.case import service_at, service_key
from svcquest.engine.network.phrases import called, describe, listed, pairs, resolver_of, slices_of
from svcquest.engine.network.selecting import difference, selected
from svcquest.engine.state import State
from svcquest.game.reasons.pods import agree, names_of
from svcquest.model.language import counted
from svcquest.model.net import Diagnosis, Vantage
from svcquest.model.objects import Pod, Service


def misnamed(state: State, source: Vantage, name: str, record_type: str) -> Diagnosis | None:
    """What a name stands for, and what to look at; None where it is no name of a Service."""
    host, port, protocol = parts_of(name, record_type)
    key = service_key(state.settings.cluster_domain, host, source.namespace)
    service = service_at(state, key) if key is not None else None
    if service is None:
        return None
    if port and service.type != "ExternalName":
        code, why = _of_port(service, port, protocol)
        return Diagnosis(code, why, describe(service))
    asked = f"asked from {source}, the name {host}"
    code, meaning, look = _meaning(service)
    way, along_list = _way(state, source, name)
    search = f"; {way}" if along_list else ""
    return Diagnosis(code, f"{asked} means {called(service)}, {meaning}{search}", look)


def miscounted(state: State, source: Vantage, name: str) -> Diagnosis:
    """Why a lookup that was answered as wanted took another number of questions."""
    why = f"asked from {source}, {name} is looked up like this: {_way(state, source, name)[0]}"
    return Diagnosis("number-of-questions", why, resolver_of(source))


def _way(state: State, source: Vantage, name: str) -> tuple[str, bool]:
    """How a resolver comes from a name to its questions, and whether the search list comes first."""
    if name.endswith("."):
        return "it ends in a dot: it is asked for as it stands, and nothing is added", False
    dots, wanted = counted(name.count("."), "dot"), resolv_conf(state, source).ndots
    if name.count(".") < wanted:
        return f"with {dots}, fewer than ndots {wanted}, it is tried along the search list first", True
    return f"with {dots}, no fewer than ndots {wanted}, it is asked for as it stands first", False


def mislisted(
    state: State, source: Vantage, name: str, wanted: frozenset[str], got: frozenset[str]
) -> Diagnosis | None:
    """Which pods the name of a headless Service stands for beyond those wanted, or which it lacks.

    Args:
        wanted: addresses that it was to give.
        got: those that it gave.

    Returns:
        None where it is no such name, or no pod has the addresses in question.
    """
    key = service_key(state.settings.cluster_domain, name, source.namespace)
    service = service_at(state, key) if key is not None else None
    if service is None or not service.headless:
        return None
    meant = _pods_at(state, wanted)
    strangers, lacking = _pods_at(state, got - wanted), _pods_at(state, wanted - got)
    if meant and strangers:
        code, why, look = _beyond(state, service, strangers, meant)
    elif lacking:
        code, why, look = _lacking(state, service, lacking)
    else:
        return None
    return Diagnosis(code, f"{called(service)} is headless, and {why}", look)


def _pods_at(state: State, addresses: frozenset[str]) -> list[Pod]:
    found = (each for address in sorted(addresses) for each in state.find(POD_IPS, address))
    return [each.view for each in found if each.view.alive]


def _beyond(state: State, service: Service, strangers: list[Pod], wanted: list[Pod]) -> tuple[str, str, str]:
    unready = [pod for pod in strangers if not pod.ready]
    stands = "its name stands for {} too"
    if unready and service.publish_not_ready:
        are = agree(unready, "which is", "which are")
        why = f"{stands.format(names_of(unready))}, {are} not ready: publishNotReadyAddresses is set"
        return "name-of-unready-pods", why, f"kubectl get pods -n {service.namespace} -o wide"
    taken = selected(state, service) if service.selector else []
    stands = stands.format(names_of(strangers))
    if not any(pod in taken for pod in strangers):
        why = f"{stands}: its EndpointSlices list {agree(strangers, 'it', 'them')}"
        return "name-of-strangers", why, slices_of(service)
    look = f"kubectl get pods -n {service.namespace} --show-labels"
    carries = f"{agree(strangers, 'it carries', 'they carry')} {pairs(service.selector)}"
    if any(pod in taken for pod in wanted):
        return "name-of-strangers", f"{stands}: {carries}, as the wanted pods do", look
    return "name-of-strangers", f"its name stands for {names_of(strangers)}, not for the wanted pods: {carries}", look


def _lacking(state: State, service: Service, lacking: list[Pod]) -> tuple[str, str, str]:
    lacks = f"its name does not stand for {names_of(lacking)}"
    taken = selected(state, service) if service.selector else []
    left = [pod for pod in lacking if pod not in taken and pod.namespace == service.namespace]
    if service.selector and left:
        look = f"kubectl get pods -n {service.namespace} --show-labels"
        return "name-lacks-pods", f"{lacks}: {difference(service.selector, left)}", look
    why = f"{lacks}: {agree(lacking, 'it is', 'they are')} not among its ready endpoints"
    return "name-lacks-pods", why, slices_of(service)


def _of_port(service: Service, name: str, protocol: str) -> tuple[str, str]:
    """What SRV records there are for a port's name."""
    found = [each for each in service.ports if each.name == name]
    if not found:
        names = listed(each.name for each in service.ports if each.name)
        why = f"{called(service)} has no port named {name}; it has {names or 'ports without names'}"
        return "no-such-port-name", why
    port = next((each for each in found if each.protocol == protocol), None)
    if port is None:
        meant = listed(each.protocol for each in found)
        why = f"port {name} of {called(service)} is for {meant}, the question for {protocol}"
        return "port-name-other-protocol", why
    if service.headless:
        records = f"the SRV records of its port {name} name each ready pod, with the pod's port"
        return "srv-of-headless", f"{called(service)} is headless: {records}"
    why = f"{called(service)} has a port named {name}, {port.port}/{protocol}: SRV records tell just that"
    return "srv-of-port", why


def parts_of(name: str, record_type: str) -> tuple[str, str, str]:
    """``_http._tcp.web``, asked for SRV records, as the name of the Service, that of its port, and its protocol."""
    labels = name.split(".")
    if record_type == "SRV" and len(labels) > 2 and labels[0].startswith("_") and labels[1].startswith("_"):
        return ".".join(labels[2:]), labels[0].removeprefix("_"), labels[1].removeprefix("_").upper()
    return name, "", ""


def _meaning(service: Service) -> tuple[str, str, str]:
    if service.type == "ExternalName":
        return "name-of-alias", f"which is another name for {service.external_name}", describe(service)
    if service.headless:
        return "name-of-headless", "which is headless: its name stands for its ready pods", slices_of(service)
    return "name-of-cluster-ip", f"whose name stands for its cluster IP {service.cluster_ip}", describe(service)

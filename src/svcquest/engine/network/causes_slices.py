"""Why a Service without selector has no endpoint: what somebody wrote by hand, or did not."""

from __future__ import annotations

from collections.abc import Callable

from svcquest.engine.controllers.mirroring import LEADER, SKIP
from svcquest.engine.network.case import Finding, service_at
from svcquest.engine.network.missing import Lack, Missing
from svcquest.engine.network.phrases import called, listed, slices_of
from svcquest.model.kinds import ENDPOINTS, ENDPOINTSLICE


def _slice_without_label(missing: Missing) -> Finding | None:
    if missing.slices:
        return None
    loose = [
        each.name
        for each in missing.state.select(ENDPOINTSLICE, missing.service.namespace)
        if not each.view.service and each.name.startswith(missing.service.name)
    ]
    if not loose:
        return None
    why = f"EndpointSlice {loose[0]} has no label kubernetes.io/service-name, so it belongs to no Service"
    return why, f"kubectl get endpointslices -n {missing.service.namespace} --show-labels"


def _of_no_service(missing: Missing) -> Finding | None:
    """Endpoints that were made by hand for a Service that is not there."""
    service, state = missing.service, missing.state
    if missing.slices:
        return None
    slices = [
        (f"EndpointSlice {each.name}", each.view.service) for each in state.select(ENDPOINTSLICE, service.namespace)
    ]
    lists = [(f"Endpoints {each.name}", each.name) for each in state.select(ENDPOINTS, service.namespace)]
    for what, owner in (*lists, *slices):
        if owner and service_at(state, (service.namespace, owner)) is None:
            why = f"{called(service)} has no endpoints; {what} would be those of a Service {owner}, and there is none"
            return why, f"kubectl get endpoints,endpointslices -n {service.namespace} --show-labels"
    return None


def _of_other_service(missing: Missing) -> Finding | None:
    """A slice that is named after this Service and labelled for another one."""
    service = missing.service
    if missing.slices:
        return None
    for each in missing.state.select(ENDPOINTSLICE, service.namespace):
        owner = each.view.service
        ours = each.name == service.name or each.name.startswith(f"{service.name}-")
        if ours and owner and not each.controller_uid and not each.name.startswith(owner):
            why = (
                f"{called(service)} has no endpoints; EndpointSlice {each.name} is one of Service {owner} by its label"
            )
            return why, f"kubectl get endpointslices -n {service.namespace} --show-labels"
    return None


def _in_other_namespace(missing: Missing) -> Finding | None:
    """Endpoints that were made by hand for a Service of this name, but beside none."""
    service, state = missing.service, missing.state
    if missing.slices:
        return None
    slices = [(f"EndpointSlice {each.name}", each) for each in state.select(ENDPOINTSLICE)]
    lists = [(f"Endpoints {each.name}", each) for each in state.select(ENDPOINTS)]
    for what, each in (*lists, *slices):
        owner, home = each.view.service if each.kind is ENDPOINTSLICE else each.name, each.namespace
        if owner == service.name and service_at(state, (home, owner)) is None:
            why = f"{called(service)} has no endpoints; {what} is for a Service {owner}, but in namespace {home}"
            return why, f"kubectl get endpoints,endpointslices -n {home} --show-labels"
    return None


def _not_mirrored(missing: Missing) -> Finding | None:
    """Endpoints that no slice is made of: kube-proxy reads slices only."""
    service = missing.service
    found = missing.state.get(ENDPOINTS, service.namespace, service.name)
    if missing.slices or found is None or not found.tree.get("subsets"):
        return None
    mark = next((key for key in (SKIP, LEADER) if key in {**found.labels, **found.annotations}), "")
    why = f"Endpoints {found.name} are mirrored in no EndpointSlice"
    return (
        f"{why}: they carry {mark}" if mark else why,
        f"kubectl get endpoints {found.name} -n {found.namespace} -o yaml",
    )


def _left_out(missing: Missing) -> Finding | None:
    """Slices that kube-proxy passes by, or whose ports it does. Follows pkg/proxy/endpointslicecache.go."""
    full = [each for each in missing.slices if each.endpoints]
    if not full:
        return None
    if all(each.headless for each in full):
        why = (
            f"EndpointSlice {full[0].name} carries the label service.kubernetes.io/headless: kube-proxy leaves it alone"
        )
        return why, slices_of(missing.service)
    if all(each.ports and not any(port.port for port in each.ports) for each in full):
        return f"EndpointSlice {full[0].name} gives its port no number", slices_of(missing.service)
    return None


def _slice_of_other_family(missing: Missing) -> Finding | None:
    full = [each for each in missing.slices if each.endpoints]
    if not full or any(each.address_type == missing.family for each in full):
        return None
    why = f"EndpointSlice {full[0].name} has addresses of type {full[0].address_type}, {called(missing.service)} is for"
    return f"{why} {missing.family}", slices_of(missing.service)


def _port_name_differs(missing: Missing) -> Finding | None:
    """Endpoints that were made by hand, under another port name."""
    for each in missing.slices:
        names = [port.name or "" for port in each.ports if port.protocol == missing.port.protocol]
        if each.endpoints and names and missing.port.name not in names:
            theirs, ours = listed(map(_name, names)), _name(missing.port.name)
            why = f"EndpointSlice {each.name} calls its port {theirs}, {called(missing.service)} calls it {ours}"
            return why, slices_of(missing.service)
    return None


def _slice_protocol_differs(missing: Missing) -> Finding | None:
    for each in missing.slices:
        found = [port.protocol for port in each.ports if port.protocol != missing.port.protocol]
        if each.endpoints and found:
            ours = f"{called(missing.service)} for {missing.port.protocol}"
            return f"EndpointSlice {each.name} is for {listed(found)}, {ours}", slices_of(missing.service)
    return None


def _slice_without_port(missing: Missing) -> Finding | None:
    full = [each for each in missing.slices if each.endpoints]
    if not full or any(each.ports for each in full):
        return None
    return f"EndpointSlice {full[0].name} lists endpoints and no port to reach them at", slices_of(missing.service)


def _slice_not_ready(missing: Missing) -> Finding | None:
    if not any(each.endpoints for each in missing.slices):
        return None
    return f"the endpoints of {called(missing.service)} are all marked as not ready", slices_of(missing.service)


def _nobody_gave(missing: Missing) -> Finding:
    why = f"{called(missing.service)} has no selector, and nobody has given it endpoints"
    return why, slices_of(missing.service)


def _name(name: str) -> str:
    return name or "nothing"


def _unselected(find: Callable[[Missing], Finding | None]) -> Callable[[Missing], Finding | None]:
    return lambda missing: None if missing.service.selector else find(missing)


_CAUSES: tuple[Lack, ...] = (
    ("slice-without-label", _slice_without_label),
    ("endpoints-not-mirrored", _not_mirrored),
    ("endpoints-of-no-service", _of_no_service),
    ("slice-of-other-service", _of_other_service),
    ("endpoints-in-other-namespace", _in_other_namespace),
    ("endpoints-of-other-family", _slice_of_other_family),
    ("slice-left-out", _left_out),
    ("endpoint-port-name-differs", _port_name_differs),
    ("endpoint-protocol-differs", _slice_protocol_differs),
    ("endpoint-without-port", _slice_without_port),
    ("endpoints-not-ready", _slice_not_ready),
    ("no-selector-no-endpoints", _nobody_gave),
)

BY_HAND: tuple[Lack, ...] = tuple((code, _unselected(find)) for code, find in _CAUSES)
"""What can be wrong with a Service that has no selector, from the farthest from a working endpoint to the nearest."""

"""Descriptions of Services."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from svcquest.engine.indexes import SLICES_OF_SERVICE
from svcquest.engine.ranges import address_and_port
from svcquest.engine.state import State
from svcquest.model.resource import Resource
from svcquest.model.tree import dig
from svcquest.terminal.kubectl.describing.page import Page
from svcquest.terminal.kubectl.tables.cells import UNSET, pairs

Slice = Mapping[str, Any]


def describe_service(page: Page, resource: Resource, state: State) -> None:
    """Everything about a Service, its endpoints a port."""
    slices = [found.tree for found in state.find(SLICES_OF_SERVICE, resource.key)]
    spec = resource.spec
    page.identity(resource)
    page.labels_and_annotations(resource)
    page.add(f"Selector:\t{pairs(spec.get('selector'))}")
    page.add(f"Type:\t{spec.get('type', '')}")
    _optional(page, "IP Family Policy", spec.get("ipFamilyPolicy"))
    page.add(f"IP Families:\t{','.join(spec.get('ipFamilies') or ()) or '<none>'}")
    page.add(f"IP:\t{spec.get('clusterIP', '')}")
    page.add(f"IPs:\t{','.join(spec.get('clusterIPs') or ()) or '<none>'}")
    _optional(page, "External IPs", ",".join(spec.get("externalIPs") or ()))
    _optional(page, "Desired LoadBalancer IP", spec.get("loadBalancerIP"))
    _optional(page, "External Name", spec.get("externalName"))
    _optional(page, "LoadBalancer Ingress", _ingress(dig(resource.status, "loadBalancer", "ingress") or ()))
    for port in spec.get("ports") or ():
        _port(page, port, slices)
    page.add(f"Session Affinity:\t{spec.get('sessionAffinity', '')}")
    _optional(page, "External Traffic Policy", spec.get("externalTrafficPolicy"))
    _optional(page, "Internal Traffic Policy", spec.get("internalTrafficPolicy"))
    _optional(page, "HealthCheck NodePort", spec.get("healthCheckNodePort"))
    _optional(page, "LoadBalancer Source Ranges", ",".join(spec.get("loadBalancerSourceRanges") or ()))
    _optional(page, "Traffic Distribution", spec.get("trafficDistribution"))


def _optional(page: Page, title: str, value: Any) -> None:
    if value:
        page.add(f"{title}:\t{value}")


def _ingress(entries: Sequence[Mapping[str, Any]]) -> str:
    shown = []
    for entry in entries:
        if entry.get("ip"):
            mode = f" ({entry['ipMode']})" if entry.get("ipMode") else ""
            shown.append(f"{entry['ip']}{mode}")
        else:
            shown.append(str(entry.get("hostname", "")))
    return ", ".join(shown)


def _port(page: Page, port: Mapping[str, Any], slices: Sequence[Slice]) -> None:
    name, protocol = port.get("name") or UNSET, port.get("protocol", "TCP")
    page.add(f"Port:\t{name}\t{port['port']}/{protocol}")
    page.add(f"TargetPort:\t{port.get('targetPort', 0)}/{protocol}")
    _optional(page, "AppProtocol", port.get("appProtocol"))
    if port.get("nodePort"):
        page.add(f"NodePort:\t{name}\t{port['nodePort']}/{protocol}")
    page.add(f"Endpoints:\t{endpoints(slices, port.get('name') or '')}")


def endpoints(slices: Sequence[Slice], port_name: str) -> str:
    """The ready endpoints of a port, three at most; ``<none>`` only when there is no slice at all.

    Follows formatEndpointSlices: once three are shown, each further endpoint that is looked at makes it a shortened
    list, whether it is ready or not.
    """
    if not slices:
        return "<none>"
    shown: list[str] = []
    ready = 0
    shortened = False
    for text, is_ready in _candidates(slices, port_name):
        shortened = shortened or len(shown) == 3
        if is_ready:
            ready += 1
            if not shortened:
                shown.append(text)
    listed = ",".join(shown)
    return f"{listed} + {ready - 3} more..." if shortened else listed


def _candidates(slices: Sequence[Slice], port_name: str) -> Iterator[tuple[str, bool]]:
    for each in slices:
        entries = each.get("endpoints") or ()
        ports = each.get("ports") or ()
        if not ports:
            yield from ((entry["addresses"][0], _is_ready(entry)) for entry in entries)
        for port in ports:
            if (port.get("name") or "") == port_name:
                number = port.get("port") or 0
                yield from ((address_and_port(entry["addresses"][0], number), _is_ready(entry)) for entry in entries)


def _is_ready(entry: Mapping[str, Any]) -> bool:
    return dig(entry, "conditions", "ready") is not False

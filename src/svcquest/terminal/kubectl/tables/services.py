"""Tables of Services, Endpoints and EndpointSlices."""

from __future__ import annotations

from svcquest.engine.ranges import address_and_port
from svcquest.model.resource import Resource
from svcquest.model.tree import dig
from svcquest.terminal.kubectl.tables import AGE, NAME, Column, plain
from svcquest.terminal.kubectl.tables.cells import NONE, UNSET, first_three, pairs


def _type(resource: Resource) -> str:
    return str(resource.spec.get("type") or "ClusterIP")


def _cluster_ip(resource: Resource) -> str:
    ips = resource.spec.get("clusterIPs") or ()
    return str(ips[0]) if ips else NONE


def external_ip(resource: Resource) -> str:
    """Addresses at which a Service can be had from outside of the cluster."""
    spec = resource.spec
    external = list(spec.get("externalIPs") or ())
    match _type(resource):
        case "ExternalName":
            return str(spec.get("externalName", ""))
        case "LoadBalancer":
            ingress = dig(resource.tree, "status", "loadBalancer", "ingress") or ()
            given = sorted({each.get("ip") or each.get("hostname") or "" for each in ingress} - {""})
            return ",".join([*given, *external]) or "<pending>"
        case _:
            return ",".join(external) or NONE


def _ports(resource: Resource) -> str:
    shown = []
    for port in resource.spec.get("ports") or ():
        node_port = f":{port['nodePort']}" if port.get("nodePort") else ""
        shown.append(f"{port['port']}{node_port}/{port.get('protocol', 'TCP')}")
    return ",".join(shown) or NONE


def endpoints_of(resource: Resource) -> str:
    """Ready addresses of an Endpoints object; empty when it has none but knows of others."""
    subsets = resource.tree.get("subsets") or ()
    if not subsets:
        return NONE
    found: list[str] = []
    for subset in subsets:
        addresses = [address["ip"] for address in subset.get("addresses") or ()]
        ports = subset.get("ports") or ()
        if not ports:
            found += addresses
        for port in ports:
            found += [address_and_port(address, port["port"]) for address in addresses]
    return first_three(found)


def _slice_ports(resource: Resource) -> str:
    ports = resource.tree.get("ports") or ()
    return first_three([str(port.get("port") or "*") for port in ports]) or UNSET


def _slice_endpoints(resource: Resource) -> str:
    endpoints = resource.tree.get("endpoints") or ()
    return first_three([address for each in endpoints for address in each.get("addresses") or ()]) or UNSET


COLUMNS: dict[str, tuple[Column, ...]] = {
    "Service": (
        NAME,
        plain("TYPE", _type),
        plain("CLUSTER-IP", _cluster_ip),
        plain("EXTERNAL-IP", external_ip),
        plain("PORT(S)", _ports),
        AGE,
        plain("SELECTOR", lambda resource: pairs(resource.spec.get("selector")), wide=True),
    ),
    "Endpoints": (NAME, plain("ENDPOINTS", endpoints_of), AGE),
    "EndpointSlice": (
        NAME,
        plain("ADDRESSTYPE", lambda resource: str(resource.tree.get("addressType", ""))),
        plain("PORTS", _slice_ports),
        plain("ENDPOINTS", _slice_endpoints),
        AGE,
    ),
}

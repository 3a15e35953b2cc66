"""Why an address of a node did not take a packet: which ports its node has for Services."""

from __future__ import annotations

from svcquest.engine.controllers.scheduler import SYSTEM
from svcquest.engine.indexes import NODE_PORTS
from svcquest.engine.network.case import Case, Cause, Finding
from svcquest.engine.network.owners import API_SERVICE
from svcquest.engine.network.phrases import called, describe, listed
from svcquest.engine.ranges import is_loopback
from svcquest.model.kinds import SERVICE
from svcquest.model.objects import Service, ServicePort


def _no_node_port(case: Case) -> Finding | None:
    first, last = case.state.settings.node_ports
    port = case.request.port
    if not _on_node(case) or not first <= port <= last or _node_ports(case):
        return None
    known = sorted(port.node_port for each in case.state.select(SERVICE) for port in each.view.ports if port.node_port)
    taken = f"those in use are {listed(map(str, known), 6)}" if known else "none is in use"
    return f"no Service has the node port {port}; {taken}", "kubectl get services -A"


def _node_port_protocol(case: Case) -> Finding | None:
    found = _node_ports(case) if _on_node(case) else []
    if not found or any(port.protocol == case.request.protocol for _, port in found):
        return None
    service, port = found[0]
    why = f"node port {port.node_port} of {called(service)} is for {port.protocol}, not {case.request.protocol}"
    return why, describe(service)


def _node_port_address(case: Case) -> Finding | None:
    if not _on_node(case) or not _node_ports(case):
        return None
    why = f"in {case.state.settings.proxy_mode} mode node ports are not open on {case.delivery.address}"
    return why, "kubectl get nodes -o wide"


def _service_port_on_node(case: Case) -> Finding | None:
    """A Service's own port, dialled at a node, which has another one for it."""
    wanted = case.request
    if not _on_node(case):
        return None
    for each in case.state.select(SERVICE):
        service: Service = each.view
        for port in service.ports:
            if port.node_port and port.protocol == wanted.protocol and wanted.port in {port.port, port.target}:
                whose = "the port" if port.port == wanted.port else "the targetPort"
                why = f"{wanted.port} is {whose} of {called(service)}; on nodes that is found at {port.node_port}"
                return why, describe(service)
    return None


def _port_of_no_node(case: Case) -> Finding | None:
    """The port of the one Service that has it, dialled at a node, which has none for it."""
    wanted = case.request
    if not _on_node(case) or wanted.source.kind == "node":
        return None
    found = [each.view for each in case.state.select(SERVICE) if _offers(each.view, wanted.port, wanted.protocol)]
    if len(found) != 1:
        return None
    service: Service = found[0]
    why = f"{wanted.port} is the port of {called(service)}, for which nodes have none: its type is {service.type}"
    if service.type == "LoadBalancer":
        why += ", and allocateLoadBalancerNodePorts is false"
    return why, describe(service)


def _offers(service: Service, port: int, protocol: str) -> bool:
    own = service.namespace == SYSTEM or (service.namespace, service.name) == API_SERVICE
    ports = () if own or service.type == "ExternalName" else service.ports
    return any((each.port, each.protocol) == (port, protocol) for each in ports)


def _external_ip_of_node(case: Case) -> Finding | None:
    """An address of a node that a Service has as an external IP, dialled at another port."""
    service, address = case.service, case.delivery.address
    if service is None or not _on_node(case) or address not in service.external_ips or _node_ports(case):
        return None
    ports = listed(map(str, service.ports))
    wanted = f"{case.request.port}/{case.request.protocol}"
    return f"as the external IP of {called(service)}, {address} offers {ports}, not {wanted}", describe(service)


def _on_node(case: Case) -> bool:
    """The packet ended at an address of a node."""
    local = is_loopback(case.delivery.address) and case.request.source.kind == "node"
    return local or case.owner.kind == "node"


def _node_ports(case: Case) -> list[tuple[Service, ServicePort]]:
    services: list[Service] = [each.view for each in case.state.find(NODE_PORTS, case.request.port)]
    return [(each, port) for each in services for port in each.ports if port.node_port == case.request.port]


NODE_CAUSES: tuple[Cause, ...] = (
    Cause("external-ip-of-node", _external_ip_of_node),
    Cause("no-such-node-port", _no_node_port),
    Cause("protocol-differs", _node_port_protocol),
    Cause("node-port-not-on-address", _node_port_address),
    Cause("service-port-on-node", _service_port_on_node),
    Cause("service-without-node-port", _port_of_no_node),
)

"""Why an address and port lead nowhere: no rule of a Service port took the packet."""

from __future__ import annotations

from svcquest.engine.network.case import Case, Cause, Finding
from svcquest.engine.network.causes_endpoints import missing_endpoints
from svcquest.engine.network.phrases import called, describe, listed
from svcquest.engine.proxy.routes import routes_of
from svcquest.engine.ranges import family_of
from svcquest.model.kinds import NODE, POD, SERVICE
from svcquest.model.net import Failure
from svcquest.model.objects import Service


def _no_way(case: Case) -> Finding | None:
    if case.delivery.failure is not Failure.UNREACHABLE:
        return None
    place = case.request.source
    node = case.state.get(NODE, "", place.name) if place.kind == "node" else None
    if place.kind == "pod":
        resource = case.state.get(POD, place.namespace, place.name)
        if resource is None:
            return f"there is no pod {place.namespace}/{place.name}", f"kubectl get pods -n {place.namespace}"
        if not resource.view.alive:
            why = f"pod {place.namespace}/{place.name} does not run, so nothing can be sent from there"
            return why, f"kubectl get pod {place.name} -n {place.namespace}"
        node = case.state.get(NODE, "", resource.view.node)
    elif node is None and place.kind == "node":
        return f"there is no node {place.name}", "kubectl get nodes"
    if node is not None and not node.view.ready:
        return f"node {node.name} is down, and with it {place} that was to send the request", "kubectl get nodes"
    why = f"{place} has no {family_of(_address(case))} address, so it has no way to {_address(case)}"
    return why, "kubectl get pods -A -o wide"


def _skipped(case: Case) -> Finding | None:
    service = case.service
    if service is None or not service.skipped_by_proxy:
        return None
    why = f"{called(service)} carries the label service.kubernetes.io/service-proxy-name: kube-proxy leaves it alone"
    return why, f"kubectl get service {service.name} -n {service.namespace} --show-labels"


def _pending(case: Case) -> Finding | None:
    service = case.service
    if service is None or not _from_outside(case) or service.type != "LoadBalancer" or service.ingress:
        return None
    why = f"{called(service)} still waits for a load balancer's address; its cluster IP means nothing outside"
    return why, f"kubectl get service {service.name} -n {service.namespace}"


def _cluster_ip_outside(case: Case) -> Finding | None:
    service = case.service
    if service is None or not _from_outside(case) or _address(case) not in service.cluster_ips:
        return None
    why = f"{_address(case)} is the cluster IP of {called(service)}: outside of the cluster no route leads to it"
    return why, f"kubectl get service {service.name} -n {service.namespace}"


def _address_without_route(case: Case) -> Finding | None:
    service = case.service
    if service is None or not _from_outside(case) or _address(case) in case.state.settings.routes:
        return None
    if _address(case) in case.state.settings.load_balancer_ips:
        return None
    kind = case.plan.address.via if case.plan is not None else ""
    words = "external IP" if kind == "externalIP" else "load balancer address"
    return f"the {words} {_address(case)} of {called(service)} is routed to no node", describe(service)


def _balancer_only(case: Case) -> Finding | None:
    service = case.service
    if service is None or all(each.ip != _address(case) or each.ip_mode != "Proxy" for each in service.ingress):
        return None
    why = f"{_address(case)} has ipMode Proxy: nodes leave it to the load balancer, and"
    look = f"kubectl get service {service.name} -n {service.namespace} -o yaml"
    if _address(case) not in case.state.settings.load_balancer_ips:
        return f"{why} none takes the packets", look
    if all(not each.node_port for each in service.ports):
        return f"{why} that has no node port to send to", look
    return None


def _other_protocol(case: Case) -> Finding | None:
    service, wanted = case.service, case.request
    if service is None:
        return None
    found = [port.protocol for port in service.ports if port.port == wanted.port and port.protocol != wanted.protocol]
    if not found:
        return None
    why = f"port {wanted.port} of {called(service)} is for {listed(found)}, the request came by {wanted.protocol}"
    return why, describe(service)


def _node_port_here(case: Case) -> Finding | None:
    service = case.service
    if service is None or all(port.node_port != case.request.port for port in service.ports):
        return None
    why = f"{case.request.port} is a node port of {called(service)}: nodes answer there, {_address(case)} does not"
    return why, describe(service)


def _target_port_here(case: Case) -> Finding | None:
    service, alias = case.service, case.named_service
    if service is None or (alias is not None and alias.type == "ExternalName"):
        return None
    found = next((port for port in service.ports if port.target == case.request.port), None)
    if found is None:
        return None
    why = f"{case.request.port} is the targetPort, for the pods; {called(service)} itself offers {_offered(service)}"
    return why, describe(service)


def _without_endpoints(case: Case) -> Finding | None:
    """The port is the Service's, but no rule took the packet: there was nobody to give it to."""
    service, wanted = case.service, case.request
    resource = case.state.get(SERVICE, service.namespace, service.name) if service is not None else None
    if resource is None:
        return None
    family = family_of(_address(case))
    routes = routes_of(case.state, resource, family).by_port(wanted.port, wanted.protocol)
    found = missing_endpoints(case.state, routes, family) if routes is not None else None
    return found[1:] if found is not None else None


def _no_such_port(case: Case) -> Finding | None:
    service = case.service
    if service is None:
        return None
    port = f"{case.request.port}/{case.request.protocol}"
    alias = case.named_service
    if alias is not None and alias.type == "ExternalName":
        why = f"{called(alias)} only stands for {alias.external_name}: its own ports mean nothing, and there "
        return f"{why}{called(service)} offers {_offered(service)}, not {port}", describe(service)
    return f"{called(service)} has no port {port}; it offers {_offered(service)}", describe(service)


def _node_down(case: Case) -> Finding | None:
    node = case.owner.node
    if case.owner.kind != "node" or case.owner.up or node is None:
        return None
    return f"{_address(case)} is an address of node {node.name}, and that is down", "kubectl get nodes"


def _nobody(case: Case) -> Finding | None:
    if case.owner.kind != "nobody":
        return None
    meaning = case.plan.address.meaning if case.plan is not None else "nobody's address"
    return f"{_address(case)} is {meaning}", "kubectl get services,pods -A -o wide"


def _pod_outside(case: Case) -> Finding | None:
    if not _from_outside(case) or case.owner.kind != "pod":
        return None
    why = f"{_address(case)} is the address of {case.owner.name}: outside of the cluster no route leads to it"
    return why, "kubectl get pods -A -o wide"


def _nobody_routes(case: Case) -> Finding:
    return f"no route leads from {case.request.source} to {_address(case)}", "kubectl get nodes -o wide"


def _from_outside(case: Case) -> bool:
    return case.request.source.kind == "external"


def _address(case: Case) -> str:
    return case.delivery.destination or case.request.host


def _offered(service: Service) -> str:
    return listed(map(str, service.ports)) or "no port"


ADDRESS_CAUSES: tuple[Cause, ...] = (
    Cause("no-way-to-address", _no_way),
    Cause("service-not-proxied", _skipped),
    Cause("load-balancer-pending", _pending),
    Cause("cluster-ip-from-outside", _cluster_ip_outside),
    Cause("address-without-route", _address_without_route),
    Cause("load-balancer-bypassed", _balancer_only),
    Cause("service-without-endpoints", _without_endpoints),
    Cause("protocol-differs", _other_protocol),
    Cause("node-port-on-service-address", _node_port_here),
    Cause("target-port-on-service-address", _target_port_here),
    Cause("no-such-service-port", _no_such_port),
    Cause("node-down", _node_down),
    Cause("nobodys-address", _nobody),
    Cause("pod-from-outside", _pod_outside),
    Cause("no-route", _nobody_routes),
)

"""A cluster in words, for those who cannot see the picture: Services with their pods, then nodes with theirs."""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.game.picture import API_SERVICE, SYSTEM, ClusterPicture, NodePicture, PodPicture, ServicePicture
from svcquest.model.language import counted, listed


def cluster_lines(picture: ClusterPicture, *, system: bool = False) -> Iterator[str]:
    """The picture line by line; namespaces of the system only when asked for."""
    hidden = frozenset() if system else SYSTEM
    services = [each for each in picture.services if each.namespace not in hidden and each.key != API_SERVICE]
    pods = {pod.key: pod for pod in picture.pods}
    yield counted(len(services), "Service")
    served = {edge.pod for service in services for edge in service.edges}
    for service in services:
        yield from _service_lines(service, pods)
        for miss in service.near_misses:
            if not service.edges or (miss.namespace, miss.name) not in served:
                found = f"has {miss.key}={miss.found}" if miss.found is not None else f"has no label {miss.key}"
                yield f"  not selected: {miss.name} {found}, wanted is {miss.key}={miss.wanted}"
    for node in picture.nodes:
        yield from _node_lines(node, hidden)


def _service_lines(service: ServicePicture, pods: dict[tuple[str, str], PodPicture]) -> Iterator[str]:
    address = {"": "no cluster IP", "None": "headless"}.get(service.cluster_ip, service.cluster_ip)
    ports = [
        f"port {port.port} to {port.target}" + (f", on every node at {port.node_port}" if port.node_port else "")
        for port in service.ports
    ]
    yield f"Service {service.name} in {service.namespace}: {'; '.join([service.type, address, *ports])}"
    if service.external:
        yield f"  outside: {listed(service.external)}"
    if service.selector:
        yield f"  selector: {', '.join(f'{key}={value}' for key, value in service.selector)}"
    used = [edge for edge in service.edges if edge.used]
    if service.type == "ExternalName":
        return
    yield f"  {counted(len(service.edges), 'endpoint')}, traffic goes to {len(used)}"
    for edge in service.edges:
        pod = pods.get(edge.pod) if edge.pod else None
        name = pod.name if pod is not None else edge.address
        yield f"    {name}" + ("" if edge.used else ", gets none: " + (_state(pod) if pod else "not ready"))


def _node_lines(node: NodePicture, hidden: frozenset[str]) -> Iterator[str]:
    pods = [pod for pod in node.pods if pod.namespace not in hidden]
    ready = "" if node.ready or not node.name else ", not ready"
    yield f"Node {node.name or 'not chosen yet'}{ready}: {counted(len(pods), 'pod')}"
    for pod in pods:
        ports = f"listens on {listed(pod.ports)}" if pod.ports else "listens on nothing"
        labels = ", ".join(f"{key}={value}" for key, value in pod.telling)
        yield f"  {pod.namespace}/{pod.name}: {_state(pod)}, {ports}; {labels or 'no labels'}"


def _state(pod: PodPicture) -> str:
    if pod.terminating:
        return "being deleted"
    if pod.phase != "Running":
        return pod.phase
    return "ready" if pod.ready else "not ready"

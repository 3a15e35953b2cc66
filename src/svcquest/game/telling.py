"""A cluster in words, for those who cannot see the picture: Services with their pods, then nodes with theirs."""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.game.picture import (
    API_SERVICE,
    SYSTEM,
    ClusterPicture,
    NodePicture,
    PodPicture,
    PortPicture,
    ServicePicture,
)
from svcquest.model.language import _, ngettext, several


def cluster_lines(picture: ClusterPicture, *, system: bool = False) -> Iterator[str]:
    """The picture line by line; namespaces of the system only when asked for."""
    hidden = frozenset() if system else SYSTEM
    services = [each for each in picture.services if each.namespace not in hidden and each.key != API_SERVICE]
    pods = {pod.key: pod for pod in picture.pods}
    yield ngettext("{n} Service", "{n} Services", len(services))
    served = {edge.pod for service in services for edge in service.edges}
    for service in services:
        yield from _service_lines(service, pods)
        for miss in service.near_misses:
            if not service.edges or (miss.namespace, miss.name) not in served:
                told = _("not selected: {pod} has {label}, wanted is {wanted}")
                if miss.found is None:
                    told = _("not selected: {pod} has no label {key}, wanted is {wanted}")
                label, wanted = f"{miss.key}={miss.found}", f"{miss.key}={miss.wanted}"
                yield "  " + told.format(pod=miss.name, key=miss.key, label=label, wanted=wanted)
    for node in picture.nodes:
        yield from _node_lines(node, hidden)


def _service_lines(service: ServicePicture, pods: dict[tuple[str, str], PodPicture]) -> Iterator[str]:
    address = {"": _("no cluster IP"), "None": _("headless")}.get(service.cluster_ip, service.cluster_ip)
    parts = "; ".join([service.type, address, *map(_port, service.ports)])
    yield _("Service {name} in {namespace}: {parts}", name=service.name, namespace=service.namespace, parts=parts)
    if service.external:
        yield "  " + _("outside: {addresses}", addresses=several(service.external))
    if service.selector:
        yield "  " + _("selector: {labels}", labels=", ".join(f"{key}={value}" for key, value in service.selector))
    used = [edge for edge in service.edges if edge.used]
    if service.type == "ExternalName":
        return
    count, goes = len(service.edges), len(used)
    yield "  " + ngettext(
        "{n} endpoint, traffic goes to {used}", "{n} endpoints, traffic goes to {used}", count, used=goes
    )
    for edge in service.edges:
        pod = pods.get(edge.pod) if edge.pod else None
        name = pod.name if pod is not None else edge.address
        why = _state(pod) if pod else _("not ready")
        yield "    " + (name if edge.used else _("{endpoint}, gets none: {why}", endpoint=name, why=why))


def _port(port: PortPicture) -> str:
    if port.node_port:
        told = _("port {port} to {target}, on every node at {node_port}")
        return told.format(port=port.port, target=port.target, node_port=port.node_port)
    return _("port {port} to {target}", port=port.port, target=port.target)


def _node_lines(node: NodePicture, hidden: frozenset[str]) -> Iterator[str]:
    pods = [pod for pod in node.pods if pod.namespace not in hidden]
    name = node.name or _("not chosen yet")
    told = ngettext("{n} pod", "{n} pods", len(pods))
    if node.ready or not node.name:
        yield _("Node {name}: {pods}", name=name, pods=told)
    else:
        yield _("Node {name}, not ready: {pods}", name=name, pods=told)
    for pod in pods:
        ports = _("listens on {ports}", ports=several(pod.ports)) if pod.ports else _("listens on nothing")
        labels, bare = ", ".join(f"{key}={value}" for key, value in pod.telling), _("no labels")
        yield f"  {pod.namespace}/{pod.name}: {_state(pod)}, {ports}; {labels or bare}"


def _state(pod: PodPicture) -> str:
    if pod.terminating:
        return _("being deleted")
    if pod.phase != "Running":
        return pod.phase
    return _("ready") if pod.ready else _("not ready")

"""Trees read into the narrow views of ``model.objects``, once for each object that is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from ipaddress import ip_address, ip_network
from typing import Any

from svcquest.model import kinds
from svcquest.model.kinds import Kind
from svcquest.model.objects import (
    ContainerPort,
    Endpoint,
    EndpointPort,
    EndpointSlice,
    Ingress,
    Listener,
    Node,
    Pod,
    Service,
    ServicePort,
)
from svcquest.model.tree import Tree, dig

LISTEN = "svcquest/listen"
"""Pod annotation: what the program listens on, where containerPorts tell otherwise."""

_ANY_ADDRESS = ("::", "*")


def view_of(kind: Kind, namespace: str, name: str, tree: Tree) -> Any:
    """The narrow view of a stored tree, or None for kinds that need none."""
    build = _BUILDERS.get(kind.kind)
    return build(namespace, name, tree) if build else None


def condition_of(status: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The condition of that type among ``conditions`` of an object's status, empty where there is none."""
    for entry in status.get("conditions") or ():
        if entry.get("type") == name:
            found: Mapping[str, Any] = entry
            return found
    return {}


def _pod(namespace: str, name: str, tree: Tree) -> Pod:
    metadata = tree["metadata"]
    spec = tree.get("spec") or {}
    status = tree.get("status") or {}
    ips = tuple([entry["ip"] for entry in status.get("podIPs") or () if entry.get("ip")])
    if not ips and status.get("podIP"):
        ips = (status["podIP"],)
    ports = _container_ports(spec)
    listeners = _listeners((metadata.get("annotations") or {}).get(LISTEN), ports)
    stopped = [each.get("name") for each in status.get("containerStatuses") or () if _has_stopped(each)]
    return Pod(
        namespace=namespace,
        name=name,
        uid=metadata.get("uid", ""),
        labels=metadata.get("labels") or {},
        ips=ips,
        node=spec.get("nodeName", ""),
        host_network=bool(spec.get("hostNetwork")),
        phase=status.get("phase", "Pending"),
        ready=condition_of(status, "Ready").get("status") == "True",
        terminating=bool(metadata.get("deletionTimestamp")),
        hostname=spec.get("hostname", ""),
        subdomain=spec.get("subdomain", ""),
        ports=ports,
        listeners=listeners,
        listening=tuple([each for each in listeners if container_of(spec, each.port) not in stopped])
        if stopped
        else listeners,
    )


def _has_stopped(status: Mapping[str, Any]) -> bool:
    state = status.get("state") or {}
    return bool(state) and "running" not in state


def container_of(spec: Mapping[str, Any], port: int) -> str:
    """The container that listens on a port: the one that declares it, else the first."""
    containers: Sequence[Mapping[str, Any]] = spec.get("containers") or ({},)
    for each in containers:
        if any(port == declared.get("containerPort") for declared in each.get("ports") or ()):
            return str(each.get("name", ""))
    return str(containers[0].get("name", ""))


def _container_ports(spec: Mapping[str, Any]) -> tuple[ContainerPort, ...]:
    sidecars = [c for c in spec.get("initContainers") or () if c.get("restartPolicy") == "Always"]
    # lists, since there are as many of these as there are pods, and a generator costs more than it saves here
    return tuple(
        [
            ContainerPort(port.get("name", ""), port.get("containerPort", 0), port.get("protocol", "TCP"))
            for container in (*(spec.get("containers") or ()), *sidecars)
            for port in container.get("ports") or ()
        ]
    )


def _listeners(annotation: str | None, ports: tuple[ContainerPort, ...]) -> tuple[Listener, ...]:
    """What a pod listens on: the annotation, else its declared ports, else 80/TCP as a plain web server does."""
    if annotation is None:
        return tuple([Listener(port.port, port.protocol) for port in ports]) or (Listener(80),)
    found = []
    for item in annotation.split(","):
        place, _, protocol = item.strip().partition("/")
        address, _, number = place.rpartition(":")
        if number.isascii() and number.isdigit() and protocol.upper() in {"", "TCP", "UDP", "SCTP"}:
            known: Any = protocol.upper() or "TCP"
            bound = address.strip("[]")
            bound = "127.0.0.1" if bound == "localhost" else bound
            found.append(Listener(int(number), known, "" if bound in _ANY_ADDRESS else bound))
    return tuple(found)


def _addresses(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(_as_packets_carry_it(text) for text in texts)


def _as_packets_carry_it(address: str) -> str:
    """An address in its one canonical form: a manifest may spell IPv6 in many ways, and old ones have leading zeros."""
    if ":" not in address:
        return ".".join([part and (part.lstrip("0") or "0") for part in address.split(".")])
    try:
        return str(ip_address(address))
    except ValueError:
        return address


def _service(namespace: str, name: str, tree: Tree) -> Service:
    spec = tree.get("spec") or {}
    affinity = spec.get("sessionAffinity") == "ClientIP"
    timeout = dig(spec, "sessionAffinityConfig", "clientIP", "timeoutSeconds")
    return Service(
        namespace=namespace,
        name=name,
        type=spec.get("type", "ClusterIP"),
        selector=spec.get("selector") or {},
        ports=tuple(
            ServicePort(
                name=port.get("name", ""),
                protocol=port.get("protocol", "TCP"),
                port=port.get("port", 0),
                target=port.get("targetPort") or port.get("port", 0),
                node_port=port.get("nodePort", 0),
                app_protocol=port.get("appProtocol") or "",
            )
            for port in spec.get("ports") or ()
        ),
        cluster_ips=_addresses(spec.get("clusterIPs") or ([spec["clusterIP"]] if spec.get("clusterIP") else [])),
        families=tuple(spec.get("ipFamilies") or ()),
        external_name=spec.get("externalName", ""),
        external_ips=_addresses(spec.get("externalIPs") or ()),
        ingress=tuple(
            Ingress(_as_packets_carry_it(entry.get("ip", "")), entry.get("hostname", ""), entry.get("ipMode", "VIP"))
            for entry in dig(tree, "status", "loadBalancer", "ingress") or ()
        ),
        source_ranges=tuple(spec.get("loadBalancerSourceRanges") or ()),
        health_check_node_port=spec.get("healthCheckNodePort", 0),
        affinity_seconds=(timeout or 10800) if affinity else 0,
        external_local=spec.get("externalTrafficPolicy") == "Local",
        internal_local=spec.get("internalTrafficPolicy") == "Local",
        publish_not_ready=bool(spec.get("publishNotReadyAddresses")),
        distribution=spec.get("trafficDistribution") or "",
        skipped_by_proxy="service.kubernetes.io/service-proxy-name" in (dig(tree, "metadata", "labels") or {}),
    )


def _endpoint_slice(namespace: str, name: str, tree: Tree) -> EndpointSlice:
    labels = dig(tree, "metadata", "labels") or {}
    return EndpointSlice(
        namespace=namespace,
        name=name,
        service=labels.get("kubernetes.io/service-name", ""),
        address_type=tree.get("addressType", "IPv4"),
        ports=tuple(
            EndpointPort(
                port.get("name", ""), port.get("port"), port.get("protocol", "TCP"), port.get("appProtocol", "")
            )
            for port in tree.get("ports") or ()
        ),
        endpoints=tuple([_endpoint(entry) for entry in tree.get("endpoints") or ()]),
        headless="service.kubernetes.io/headless" in labels,
    )


def _endpoint(entry: Mapping[str, Any]) -> Endpoint:
    conditions = entry.get("conditions") or {}
    target = entry.get("targetRef") or {}
    hints = entry.get("hints") or {}
    ready = conditions.get("ready")
    serving = conditions.get("serving")
    return Endpoint(
        addresses=tuple(entry.get("addresses") or ()),
        ready=ready is None or bool(ready),
        serving=serving is None or bool(serving),
        terminating=bool(conditions.get("terminating")),
        hostname=entry.get("hostname", ""),
        node=entry.get("nodeName", ""),
        zone=entry.get("zone", ""),
        pod=(target.get("namespace", ""), target.get("name", "")) if target.get("kind") == "Pod" else None,
        zone_hints=tuple([hint.get("name", "") for hint in hints.get("forZones") or ()]) if hints else (),
        node_hints=tuple([hint.get("name", "") for hint in hints.get("forNodes") or ()]) if hints else (),
    )


def _ranges(cidrs: Iterable[str]) -> Iterator[str]:
    """Those of a node's ranges from which a gateway and a pod can have addresses; updates may leave any text there."""
    for cidr in cidrs:
        try:
            found = ip_network(cidr, strict=False)
        except ValueError:
            continue
        if found.num_addresses > 1:
            yield str(found)


def _node(_namespace: str, name: str, tree: Tree) -> Node:
    labels = dig(tree, "metadata", "labels") or {}
    spec = tree.get("spec") or {}
    addresses = [each for each in dig(tree, "status", "addresses") or () if each.get("address")]
    return Node(
        name=name,
        internal_ips=tuple(each["address"] for each in addresses if each.get("type") == "InternalIP"),
        external_ips=tuple(each["address"] for each in addresses if each.get("type") == "ExternalIP"),
        pod_cidrs=tuple(_ranges(spec.get("podCIDRs") or [spec.get("podCIDR", "")])),
        zone=labels.get("topology.kubernetes.io/zone", ""),
        ready=condition_of(tree.get("status") or {}, "Ready").get("status", "") in {"True", ""},
        unschedulable=bool(spec.get("unschedulable")),
        labels=labels,
    )


_BUILDERS: dict[str, Callable[[str, str, Tree], Any]] = {
    kinds.POD.kind: _pod,
    kinds.SERVICE.kind: _service,
    kinds.ENDPOINTSLICE.kind: _endpoint_slice,
    kinds.NODE.kind: _node,
}

"""IPAddress and ServiceCIDR objects: who has which cluster IP, and where they come from.

Follows ``pkg/registry/core/service/ipallocator/ipallocator.go`` and ``pkg/controlplane/controller/defaultservicecidr``.
An address is taken because a stored Service carries it; the objects are read off that.
"""

from __future__ import annotations

from svcquest.engine import chance
from svcquest.engine.state import State
from svcquest.model.kinds import NAMESPACE, SERVICE, Kind
from svcquest.model.resource import Resource
from svcquest.model.timestamps import to_timestamp
from svcquest.model.tree import Tree

IP_ADDRESS = Kind("networking.k8s.io", "v1", "IPAddress", "ipaddresses", ("ip",), namespaced=False)
SERVICE_CIDR = Kind("networking.k8s.io", "v1", "ServiceCIDR", "servicecidrs", namespaced=False)

_UIDS = 1 << 50
"""Far above the count of any other object, so that no uid is given out twice."""


def addresses(state: State) -> list[Resource]:
    """An IPAddress for each cluster IP of a Service, by name."""
    found: dict[str, Resource] = {}
    for service in state.select(SERVICE):
        for ip in service.view.cluster_ips:
            if ip != "None":
                found[ip] = _resource(IP_ADDRESS, ip, _address(service, ip), service, state)
    return [found[name] for name in sorted(found)]


def ranges(state: State) -> list[Resource]:
    """The one ServiceCIDR that every cluster has."""
    ready = {
        "lastTransitionTime": to_timestamp(state.settings.epoch),
        "message": "Kubernetes Service CIDR is ready",
        "reason": "",
        "status": "True",
        "type": "Ready",
    }
    tree: Tree = {
        "metadata": {"finalizers": ["networking.k8s.io/service-cidr-finalizer"]},
        "spec": {"cidrs": list(state.settings.service_cidrs)},
        "status": {"conditions": [ready]},
    }
    return [_resource(SERVICE_CIDR, "kubernetes", tree, state.get(NAMESPACE, "", "default"), state)]


def _address(service: Resource, ip: str) -> Tree:
    labels = {
        "ipaddress.kubernetes.io/ip-family": "IPv6" if ":" in ip else "IPv4",
        "ipaddress.kubernetes.io/managed-by": "ipallocator.k8s.io",
    }
    parent = {"group": "", "name": service.name, "namespace": service.namespace, "resource": SERVICE.plural}
    return {"metadata": {"labels": labels}, "spec": {"parentRef": parent}}


def _resource(kind: Kind, name: str, tree: Tree, source: Resource | None, state: State) -> Resource:
    """An object with an identity of its own; it is as old as what it follows from."""
    number = chance.fnv1a(f"{kind.kind}/{name}/{source.uid if source else ''}")
    metadata: Tree = {
        **tree["metadata"],
        "name": name,
        "uid": chance.uid(state.settings.seed, _UIDS + number),
        "resourceVersion": source.resource_version if source else "1",
        "creationTimestamp": (source.metadata.get("creationTimestamp") if source else None)
        or to_timestamp(state.settings.epoch),
    }
    return Resource(kind, "", name, {"apiVersion": kind.api_version, "kind": kind.kind, **tree, "metadata": metadata})

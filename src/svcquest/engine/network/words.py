"""What addresses mean, in words for a trace."""

from __future__ import annotations

from svcquest.engine.indexes import SERVICE_ADDRESSES
from svcquest.engine.network.origins import Origin
from svcquest.engine.network.owners import owner_of
from svcquest.engine.ranges import inside, is_loopback
from svcquest.engine.state import State
from svcquest.model.net import Via
from svcquest.model.objects import Service
from svcquest.model.resource import ObjectKey

_SERVICE_WORDS: dict[Via, str] = {
    "clusterIP": "cluster IP of {0}",
    "nodePort": "node port of {0}, on {1}",
    "loadBalancer": "load balancer address of {0}",
    "externalIP": "external IP of {0}",
    "healthCheck": "health check node port of {0}, on {1}",
}


def meaning_of_service(via: Via, service: ObjectKey, node: str) -> str:
    """Words for an address that leads to a Service."""
    return _SERVICE_WORDS[via].format("/".join(service), node)


def meaning_of_address(state: State, origin: Origin, address: str) -> tuple[str, Via, ObjectKey | None]:
    """Words for an address that no rule of kube-proxy took, its kind, and the Service that has it nevertheless."""
    if is_loopback(address):
        return "the sender itself", "loopback", None
    service = state.first(SERVICE_ADDRESSES, address)
    if service is not None:
        via = _kind_of(service.view, address)
        return meaning_of_service(via, service.key, ""), via, service.key
    owner = owner_of(state, address)
    if owner.pod is not None and owner.pod is origin.pod:
        return "the sender itself", "pod", None
    match owner.kind:
        case "pod":
            return f"{owner.name} on {owner.pod.node if owner.pod else ''}", "pod", None
        case "node":
            return owner.name, "node", None
        case "outside":
            return f"{owner.name}, a machine outside of the cluster", "outside", None
    settings = state.settings
    if inside(address, *settings.service_cidrs):
        return "an address of the Service range that no Service has", "unknown", None
    if inside(address, *settings.pod_cidrs):
        return "an address of the pod network that no pod has", "unknown", None
    return "nobody's address", "unknown", None


def _kind_of(service: Service, address: str) -> Via:
    if address in service.cluster_ips:
        return "clusterIP"
    return "externalIP" if address in service.external_ips else "loadBalancer"

"""Tables of what makes pods."""

from __future__ import annotations

from svcquest.model.resource import Resource
from svcquest.terminal.kubectl.tables import AGE, NAME, Column, plain
from svcquest.terminal.kubectl.tables.cells import containers, images, label_selector, number, pairs

_CONTAINERS = plain("CONTAINERS", containers, wide=True)
_IMAGES = plain("IMAGES", images, wide=True)
_SELECTOR = plain("SELECTOR", lambda resource: label_selector(resource.spec.get("selector")), wide=True)


def _wanted(resource: Resource) -> str:
    replicas = resource.spec.get("replicas")
    return "1" if replicas is None else str(replicas)


def _count(name: str, field: str) -> Column:
    return plain(name, lambda resource: number(resource, "status", field))


_READY_OF_WANTED = plain("READY", lambda resource: f"{number(resource, 'status', 'readyReplicas')}/{_wanted(resource)}")
_REPLICA_SET = (
    NAME,
    plain("DESIRED", _wanted),
    _count("CURRENT", "replicas"),
    _count("READY", "readyReplicas"),
    AGE,
    _CONTAINERS,
    _IMAGES,
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "Deployment": (
        NAME,
        _READY_OF_WANTED,
        _count("UP-TO-DATE", "updatedReplicas"),
        _count("AVAILABLE", "availableReplicas"),
        AGE,
        _CONTAINERS,
        _IMAGES,
        _SELECTOR,
    ),
    "ReplicaSet": (*_REPLICA_SET, _SELECTOR),
    "ReplicationController": (
        *_REPLICA_SET,
        plain("SELECTOR", lambda resource: pairs(resource.spec.get("selector")), wide=True),
    ),
    "StatefulSet": (NAME, _READY_OF_WANTED, AGE, _CONTAINERS, _IMAGES),
    "DaemonSet": (
        NAME,
        _count("DESIRED", "desiredNumberScheduled"),
        _count("CURRENT", "currentNumberScheduled"),
        _count("READY", "numberReady"),
        _count("UP-TO-DATE", "updatedNumberScheduled"),
        _count("AVAILABLE", "numberAvailable"),
        plain(
            "NODE SELECTOR",
            lambda resource: pairs(resource.spec.get("template", {}).get("spec", {}).get("nodeSelector")),
        ),
        AGE,
        _CONTAINERS,
        _IMAGES,
        _SELECTOR,
    ),
}

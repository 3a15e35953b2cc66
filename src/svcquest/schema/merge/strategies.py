"""How fields are merged: a table beside the field table.

Patch strategies and list types are those of the OpenAPI document of Kubernetes 1.36 (``x-kubernetes-patch-strategy``,
``x-kubernetes-list-type``, ``x-kubernetes-map-type``). A line names a field and what is special about it:

- ``merge=KEY``: a strategic merge patch finds list items by that key; without ``=KEY`` it unites lists of plain values.
- ``retainKeys``: a strategic merge patch also says which fields of a union are left.
- ``keys=A,B``: server-side apply finds list items by these keys.
- ``set``: server-side apply owns each value of the list on its own.
- ``atomic``: server-side apply owns the whole value, never parts of it.

Every other list is replaced as a whole by both, every other map is merged field by field.
"""

from __future__ import annotations

from functools import cache

from svcquest.model.frozen import dataclass
from svcquest.schema.fields import Struct, struct

_FIELDS = """\
Container.env merge=name keys=name
Container.ports merge=containerPort keys=containerPort,protocol
Container.volumeDevices merge=devicePath keys=devicePath
Container.volumeMounts merge=mountPath keys=mountPath
ContainerRestartRuleOnExitCodes.values set
ContainerStatus.allocatedResourcesStatus merge=name keys=name
ContainerStatus.volumeMounts merge=mountPath keys=mountPath
DaemonSetStatus.conditions merge=type keys=type
DeploymentSpec.strategy retainKeys
DeploymentStatus.conditions merge=type keys=type
Endpoint.addresses set
EphemeralContainer.env merge=name keys=name
EphemeralContainer.ports merge=containerPort keys=containerPort,protocol
EphemeralContainer.volumeDevices merge=devicePath keys=devicePath
EphemeralContainer.volumeMounts merge=mountPath keys=mountPath
NamespaceStatus.conditions merge=type keys=type
NodeAllocatableResourceClaimStatus.containers set
NodeSpec.podCIDRs merge set
NodeStatus.addresses merge=type keys=type
NodeStatus.conditions merge=type keys=type
ObjectMeta.finalizers merge set
ObjectMeta.ownerReferences merge=uid keys=uid
PersistentVolumeClaimStatus.conditions merge=type keys=type
PodSpec.containers merge=name keys=name
PodSpec.ephemeralContainers merge=name keys=name
PodSpec.hostAliases merge=ip keys=ip
PodSpec.imagePullSecrets merge=name keys=name
PodSpec.initContainers merge=name keys=name
PodSpec.nodeSelector atomic
PodSpec.resourceClaims merge=name retainKeys keys=name
PodSpec.schedulingGates merge=name keys=name
PodSpec.topologySpreadConstraints merge=topologyKey keys=topologyKey,whenUnsatisfiable
PodSpec.volumes merge=name retainKeys keys=name
PodStatus.conditions merge=type keys=type
PodStatus.hostIPs merge=ip
PodStatus.podIPs merge=ip keys=ip
PodStatus.resourceClaimStatuses merge=name retainKeys keys=name
ReplicaSetStatus.conditions merge=type keys=type
ReplicationControllerSpec.selector atomic
ReplicationControllerStatus.conditions merge=type keys=type
ResourceRequirements.claims keys=name
ResourceStatus.resources keys=resourceID
ServiceSpec.ports merge=port keys=port,protocol
ServiceSpec.selector atomic
ServiceStatus.conditions merge=type keys=type
StatefulSetStatus.conditions merge=type keys=type
"""

ATOMIC_STRUCTS = frozenset(
    {
        "ConfigMapKeySelector",
        "EndpointAddress",
        "EndpointPort",
        "FileKeySelector",
        "LabelSelector",
        "LocalObjectReference",
        "NodeSelector",
        "NodeSelectorTerm",
        "ObjectFieldSelector",
        "ObjectReference",
        "OwnerReference",
        "ResourceFieldSelector",
        "SecretKeySelector",
        "TypedLocalObjectReference",
        "discovery.EndpointPort",
    }
)
"""Structs that server-side apply owns as a whole wherever they stand."""


@dataclass(frozen=True, slots=True)
class Strategy:
    """How one field is merged.

    Attributes:
        merges: a strategic merge patch merges the list instead of replacing it.
        merge_key: by which field of its items; empty for lists of plain values.
        retain_keys: the patch names the fields that stay.
        keys: by which fields server-side apply tells items of the list apart; empty for other fields.
        is_set: server-side apply owns each value of the list on its own.
        atomic: server-side apply owns the whole value.
    """

    merges: bool = False
    merge_key: str = ""
    retain_keys: bool = False
    keys: tuple[str, ...] = ()
    is_set: bool = False
    atomic: bool = False


PLAIN = Strategy()
"""Of a field that the table does not name."""


@cache
def table() -> dict[str, Strategy]:
    """The whole table by ``STRUCT.FIELD``."""
    return {name: _strategy(words) for name, *words in map(str.split, _FIELDS.splitlines())}


def strategy_of(owner: Struct | None, name: str) -> Strategy:
    """How a field of a struct is merged; ``PLAIN`` for free maps and unknown fields."""
    return table().get(f"{owner.name}.{name}", PLAIN) if owner else PLAIN


def inside(owner: Struct | None, name: str) -> Struct | None:
    """The struct of a field's value (of its items, for a list); None for plain values and free maps."""
    found = owner.fields.get(name) if owner else None
    return struct(found.item_type) if found and found.shape != "map[string]" else None


def _strategy(words: list[str]) -> Strategy:
    said = dict(word.partition("=")[::2] for word in words)
    return Strategy(
        merges="merge" in said,
        merge_key=said.get("merge", ""),
        retain_keys="retainKeys" in said,
        keys=tuple(said["keys"].split(",")) if "keys" in said else (),
        is_set="set" in said,
        atomic="atomic" in said,
    )

"""Objects that kubectl builds itself, and how it prints them: JSON in the order of the Go structs.

What comes from the server through the dynamic client is printed with sorted keys; what kubectl has built, and what a
typed client gives back, keeps the order in which the Go types declare their fields.
"""

from __future__ import annotations

from typing import Any

from svcquest.model import kinds
from svcquest.model.kinds import Kind
from svcquest.model.tree import Tree, with_value
from svcquest.schema.fields import Struct, struct, struct_of
from svcquest.schema.last_applied import LAST_APPLIED, one_line
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.output import DryRun, printer, without_managed_fields

_ORDER = """
kind apiVersion metadata
name image command args workingDir
generateName namespace selfLink uid resourceVersion generation creationTimestamp
deletionTimestamp deletionGracePeriodSeconds labels annotations ownerReferences finalizers managedFields
immutable data binaryData spec
replicas serviceName
hostPort containerPort protocol hostIP appProtocol port targetPort nodePort value valueFrom
ports selector template strategy updateStrategy
envFrom env
clusterIP clusterIPs type externalIPs sessionAffinity loadBalancerIP loadBalancerSourceRanges externalName
externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses sessionAffinityConfig ipFamilies ipFamilyPolicy
allocateLoadBalancerNodePorts loadBalancerClass internalTrafficPolicy trafficDistribution
volumes initContainers containers ephemeralContainers
restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName
serviceAccount automountServiceAccountToken nodeName hostNetwork
resources livenessProbe readinessProbe startupProbe terminationMessagePath terminationMessagePolicy imagePullPolicy
securityContext stdin stdinOnce tty schedulerName tolerations priority enableServiceLinks preemptionPolicy
rollingUpdate minReadySeconds revisionHistoryLimit paused progressDeadlineSeconds
status observedGeneration loadBalancer
"""
_RANK = {name: at for at, name in enumerate(_ORDER.split())}


def show(call: Call, kind: Kind, tree: Tree, operation: str, dry: DryRun) -> None:
    """Print an object that kubectl has built, or that a typed client gave back.

    Raises:
        CommandError: ``-o`` is not a known format.
    """
    if call.flags.text("output") != "json":
        call.print(printer(call, operation, dry)(tree), end="")
        return
    from svcquest.manifest.dump import dump_json  # noqa: PLC0415 - yaml is heavy and most commands print no files

    shown = tree if call.flags.on("show-managed-fields") else without_managed_fields(tree)
    call.print(dump_json(in_go_order(kind, shown), sort_keys=False))


def with_last_applied(kind: Kind, tree: Tree) -> Tree:
    """An object that kubectl has built, with itself as what was last applied: as Go writes the struct."""
    written = one_line(in_go_order(kind, tree), sort_keys=False) + "\n"
    return with_value(tree, ("metadata", "annotations", LAST_APPLIED), written)


def in_go_order(kind: Kind, tree: Tree) -> Tree:
    """An object with its fields in the order of the Go structs, free maps sorted by key."""
    ordered: Tree = _ordered(tree, struct_of(kind if kind in kinds.KINDS else _LEAST))
    return ordered


_LEAST = kinds.NAMESPACE
"""A kind with nothing but what every object has, in the place of those whose fields nobody knows here."""


def _ordered(value: Any, owner: Struct | None) -> Any:
    if isinstance(value, list):
        return [_ordered(item, owner) for item in value]
    if not isinstance(value, dict):
        return value
    if owner is None:
        return {key: value[key] for key in sorted(value)}
    found: Tree = {}
    for key in sorted(value, key=lambda key: (_RANK.get(key, len(_RANK)), key)):
        field = owner.fields.get(key)
        found[key] = _ordered(value[key], struct(field.item_type) if field and field.shape != "map[string]" else None)
    return found

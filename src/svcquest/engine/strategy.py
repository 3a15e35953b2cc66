"""How the API server treats a kind when it is written: what it starts with, what a client cannot set.

Follows the ``strategy.go`` files below ``pkg/registry``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from svcquest.engine.pod_admission import admitted
from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree, dig, with_value


@dataclass(frozen=True, slots=True)
class Strategy:
    """Write rules of a kind.

    Attributes:
        status: what ``status`` is after creation; None for kinds that have none. Clients change it through the
            ``status`` subresource only.
        counts: ``metadata.generation`` counts the changes of the specification.
        create_on_update: a PUT of an absent object creates it.
        finish: further fields that the server fills in on creation.
    """

    status: Tree | None = None
    counts: bool = False
    create_on_update: bool = False
    finish: Callable[[Tree], Tree] = lambda tree: tree


_COMPUTED = ("cpu", "memory")
"""Resources by which the quality of service is told; amounts of others are no promise."""


def quality_of_service(spec: Mapping[str, Any]) -> str:
    """``status.qosClass`` of a pod: Guaranteed, Burstable or BestEffort.

    Follows ``pkg/apis/core/v1/helper/qos/qos.go`` ComputePodQOS.
    """
    containers = (*(spec.get("initContainers") or ()), *(spec.get("containers") or ()))
    amounts = [(_amounts(each, "requests"), _amounts(each, "limits")) for each in containers]
    if not any(requests or limits for requests, limits in amounts):
        return "BestEffort"
    whole = all(len(limits) == len(_COMPUTED) and limits | requests == limits for requests, limits in amounts)
    return "Guaranteed" if whole else "Burstable"


def _amounts(container: Tree, side: str) -> Tree:
    """What a container asks for, or may use at most, of the resources that count; nothing is no amount."""
    given = dig(container, "resources", side) or {}
    return {name: given[name] for name in _COMPUTED if given.get(name) not in (None, "0", 0)}


def _finish_pod(tree: Tree) -> Tree:
    tree = admitted(tree)
    return {**tree, "status": {"phase": "Pending", "qosClass": quality_of_service(tree["spec"])}}


def _finish_namespace(tree: Tree) -> Tree:
    spec = {**(tree.get("spec") or {}), "finalizers": ["kubernetes"]}
    return {**tree, "spec": spec, "status": {"phase": "Active"}}


TEMPLATE_GENERATION = "deprecated.daemonset.template.generation"
"""Annotation of a DaemonSet that counts the changes of its template. The server writes it, whatever a client sends."""


def _finish_daemon_set(tree: Tree) -> Tree:
    return with_value(tree, ("metadata", "annotations", TEMPLATE_GENERATION), "1")


_WORKLOAD = Strategy(status={}, counts=True)

STRATEGIES: dict[str, Strategy] = {
    kinds.SERVICE.kind: Strategy(status={"loadBalancer": {}}, create_on_update=True),
    kinds.ENDPOINTS.kind: Strategy(create_on_update=True),
    kinds.ENDPOINTSLICE.kind: Strategy(counts=True),
    kinds.EVENT.kind: Strategy(create_on_update=True),
    kinds.NAMESPACE.kind: Strategy(status={}, finish=_finish_namespace),
    kinds.NETWORKPOLICY.kind: Strategy(counts=True),
    kinds.NODE.kind: Strategy(status={}),
    kinds.POD.kind: Strategy(status={}, counts=True, finish=_finish_pod),
    kinds.DAEMONSET.kind: Strategy(status={}, counts=True, finish=_finish_daemon_set),
    kinds.DEPLOYMENT.kind: _WORKLOAD,
    kinds.REPLICASET.kind: Strategy(status={"replicas": 0}, counts=True),
    kinds.REPLICATIONCONTROLLER.kind: Strategy(status={"replicas": 0}, counts=True),
    kinds.STATEFULSET.kind: Strategy(status={"replicas": 0}, counts=True),
}

_PLAIN = Strategy()


def strategy_of(kind: Kind) -> Strategy:
    """The write rules of a kind."""
    return STRATEGIES.get(kind.kind, _PLAIN)


_NOT_SPECIFIED = ("metadata", "status", "apiVersion", "kind")


def counted(old: Resource, tree: Tree) -> Tree:
    """A tree with its generation raised when anything but metadata and status differs from the stored object."""
    if not strategy_of(old.kind).counts:
        return tree
    if old.kind == kinds.DAEMONSET:
        tree = _with_template_generation(old, tree)
    before = {key: value for key, value in old.tree.items() if key not in _NOT_SPECIFIED}
    after = {key: value for key, value in tree.items() if key not in _NOT_SPECIFIED}
    if before == after:
        return tree
    return {**tree, "metadata": {**tree["metadata"], "generation": old.metadata.get("generation", 0) + 1}}


def _with_template_generation(old: Resource, tree: Tree) -> Tree:
    """Follows ``pkg/registry/apps/daemonset/strategy.go`` PrepareForUpdate."""
    count = old.annotations.get(TEMPLATE_GENERATION, "1")
    if dig(tree, "spec", "template") != old.spec.get("template") and count.isdigit():
        count = str(int(count) + 1)
    return with_value(tree, ("metadata", "annotations", TEMPLATE_GENERATION), count)

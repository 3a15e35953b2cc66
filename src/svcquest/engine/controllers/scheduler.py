"""The scheduler: gives waiting pods a node.

Stands for kube-scheduler: ``node_fit`` says which nodes take a pod; chosen is the one that spreads the pods of an owner
most evenly, then all pods.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from heapq import heapify, heappop, heappush

from svcquest.engine.controllers import pod_status
from svcquest.engine.controllers.base import Controller, Key
from svcquest.engine.controllers.kubelet import topology_of
from svcquest.engine.controllers.node_fit import failure, obstacles
from svcquest.engine.events.notes import SCHEDULER as REPORTER
from svcquest.engine.indexes import OWNED, POD_NODE
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.kinds import NODE, POD
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree

HOLD = "svcquest/hold"
"""Annotation: ``"true"`` keeps a pod from ever being scheduled."""

EVERYTHING: Key = ("",)
"""The one key: all waiting pods are looked at together."""

SYSTEM = "kube-system"
"""Namespace of what every cluster runs for itself."""


def _pod_keys(_transaction: Transaction, change: Change) -> Iterable[Key]:
    old, new = change.old, change.new
    if new is None:
        return (EVERYTHING,)
    waits = not new.view.node and (old is None or _wishes(old) != _wishes(new))
    return (EVERYTHING,) if waits else ()


def _wishes(pod: Resource) -> tuple[object, ...]:
    return pod.annotations.get(HOLD), pod.spec


def _node_keys(_transaction: Transaction, change: Change) -> Iterable[Key]:
    return (EVERYTHING,) if change.old is None or change.new is None or _offer(change.old) != _offer(change.new) else ()


def _offer(node: Resource) -> tuple[object, ...]:
    return (
        node.view.ready,
        node.view.unschedulable,
        node.labels,
        node.spec.get("taints"),
        node.status.get("allocatable"),
    )


class _Placement:
    """Nodes by how many pods they have, least first; what the cluster runs for itself does not count.

    The heap may hold entries that have been overtaken by a later ``place``; they are dropped where they surface.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._nodes = {
            node.name: node for node in transaction.select(NODE) if node.view.ready and not node.view.unschedulable
        }
        table = transaction.indexes[POD_NODE.name]
        self._system = Counter(pod.view.node for pod in transaction.select(POD, SYSTEM))
        self._load = {name: len(table.get(name) or ()) - self._system[name] for name in self._nodes}
        self._heap = [(load, name) for name, load in self._load.items()]
        self._siblings: dict[str, Counter[str]] = {}
        heapify(self._heap)

    def choose(self, pod: Resource) -> Resource | None:
        """The node with the fewest pods of the same owner, of those the one with the fewest pods."""
        siblings = self._siblings_of(pod)
        fewest = 0 if len(siblings) < len(self._nodes) else min(siblings.values(), default=0)
        passed: list[tuple[int, str]] = []
        best: tuple[int, int, str] | None = None
        while self._heap:
            load, name = heappop(self._heap)
            if load != self._load[name]:
                continue
            passed.append((load, name))
            if obstacles(self._transaction, pod, self._nodes[name]):
                continue
            best = min(best or (siblings[name], load, name), (siblings[name], load, name))
            if siblings[name] <= fewest:
                break
        for entry in passed:
            heappush(self._heap, entry)
        return self._nodes[best[2]] if best else None

    def place(self, pod: Resource, name: str) -> None:
        """Count a pod that has been given to a node."""
        self._load[name] += 1
        heappush(self._heap, (self._load[name], name))
        self._siblings_of(pod)[name] += 1

    def _siblings_of(self, pod: Resource) -> Counter[str]:
        """Pods of the same owner, by node."""
        owner = pod.controller_uid
        if not owner:
            return Counter()
        if owner not in self._siblings:
            self._siblings[owner] = Counter(
                each.view.node
                for each in self._transaction.find(OWNED, owner)
                if each.kind == POD and each.view.node in self._nodes and not each.view.terminating
            )
        return self._siblings[owner]


def reconcile(transaction: Transaction, _key: Key) -> None:
    """Give every waiting pod that fits somewhere its node."""
    waiting = [
        pod for pod in transaction.find(POD_NODE, "") if pod.annotations.get(HOLD) != "true" and not pod.terminating
    ]
    if not waiting:
        return
    placement = _Placement(transaction)
    for pod in waiting:
        node = placement.choose(pod)
        if node is None:
            _report(transaction, pod)
        else:
            placement.place(pod, node.name)
            _bind(transaction, pod, node)


def _bind(transaction: Transaction, pod: Resource, node: Resource) -> None:
    labels = {**pod.labels, **topology_of(transaction, node)}
    metadata = {**pod.metadata, "labels": labels} if labels else pod.metadata
    conditions = pod.status.get("conditions") or ()
    scheduled = pod_status.condition(conditions, "PodScheduled", "True", transaction.now, {})
    text = f"Successfully assigned {pod.namespace}/{pod.name} to {node.name}"
    transaction.note(pod, "Scheduled", text, REPORTER)
    transaction.update(
        pod,
        {
            **pod.tree,
            "metadata": metadata,
            "spec": {**pod.spec, "nodeName": node.name},
            "status": {**pod.status, "conditions": [scheduled]},
        },
    )


def _report(transaction: Transaction, pod: Resource) -> None:
    """Say on a pod that there is no place for it."""
    detail: Tree = {"reason": "Unschedulable", "message": failure(transaction, pod)}
    scheduled = pod_status.condition(
        pod.status.get("conditions") or (), "PodScheduled", "False", transaction.now, detail
    )
    transaction.update(pod, {**pod.tree, "status": {**pod.status, "conditions": [scheduled]}})


SCHEDULER = Controller("scheduler", {POD.kind: _pod_keys, NODE.kind: _node_keys}, reconcile)

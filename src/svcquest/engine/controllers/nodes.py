"""Node lifecycle: a node whose kubelet has gone silent, and what becomes of its pods.

Follows ``pkg/controller/nodelifecycle`` and ``pkg/controller/tainteviction``. Going silent is asked for by the
annotation ``svcquest/ready: "false"`` on a node; the 40 seconds until somebody notices are left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from svcquest.engine import deletion
from svcquest.engine.controllers.base import Controller, Key
from svcquest.engine.controllers.pod_status import READY
from svcquest.engine.controllers.pods import condition_of
from svcquest.engine.events.notes import KUBELET, NODE_LIFECYCLE, TAINT_EVICTION
from svcquest.engine.indexes import POD_NODE
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.kinds import NODE
from svcquest.model.resource import Resource
from svcquest.model.timestamps import to_timestamp
from svcquest.model.tree import Tree

NAME = "node-lifecycle"
UNREACHABLE = "node.kubernetes.io/unreachable"
EVICTION = 300
"""Seconds that pods tolerate an unreachable node unless they say otherwise."""


def _keys(_transaction: Transaction, change: Change) -> Iterable[Key]:
    old, new = change.old, change.new
    if new is None:
        return ()
    told = None if old is None else old.annotations.get(READY)
    return ((new.name,),) if new.annotations.get(READY) != told else ()


def reconcile(transaction: Transaction, key: Key) -> None:
    """Mark a node as its annotation has it; evict what has stayed too long on one that is silent."""
    (name,) = key
    node = transaction.get(NODE, "", name)
    if node is None:
        return
    silent = node.annotations.get(READY) == "false"
    if silent != node.view.ready:
        if silent:
            _evict(transaction, node)
        return
    _mark(transaction, node, silent=silent)
    state, reporter, host = ("NodeNotReady", NODE_LIFECYCLE, "") if silent else ("NodeReady", KUBELET, name)
    transaction.note(node, state, f"Node {name} status is now: {state}", reporter, host=host)
    if silent:
        transaction.after(EVICTION, NAME, key)


def _mark(transaction: Transaction, node: Resource, *, silent: bool) -> None:
    others = [entry for entry in node.status.get("conditions") or () if entry.get("type") != "Ready"]
    condition: Tree = {
        "type": "Ready",
        "status": "Unknown" if silent else "True",
        "reason": "NodeStatusUnknown" if silent else "KubeletReady",
        "message": "Kubelet stopped posting node status." if silent else "kubelet is posting ready status",
        "lastHeartbeatTime": to_timestamp(transaction.now),
        "lastTransitionTime": to_timestamp(transaction.now),
    }
    taints = [taint for taint in node.spec.get("taints") or () if taint.get("key") != UNREACHABLE]
    if silent:
        taints += [{"key": UNREACHABLE, "effect": effect} for effect in ("NoSchedule", "NoExecute")]
    spec = {**node.spec, "taints": taints}
    if not taints:
        del spec["taints"]
    status = {**node.status, "conditions": [*others, condition]}
    transaction.update(node, {**node.tree, "spec": spec, "status": status})


def _evict(transaction: Transaction, node: Resource) -> None:
    """Delete pods of a node that has been silent for long; nobody there confirms it, so they stay Terminating."""
    silent_since = condition_of(node.tree, "Ready").get("lastTransitionTime", "")
    if silent_since > to_timestamp(transaction.now - EVICTION):
        return
    for pod in transaction.find(POD_NODE, node.name):
        if not pod.terminating and not _stays(pod):
            text = f"Marking for deletion Pod {pod.namespace}/{pod.name}"
            transaction.note(pod, "TaintManagerEviction", text, TAINT_EVICTION)
            deletion.delete(transaction, pod)


def _stays(pod: Resource) -> bool:
    """Whether a pod tolerates the taint without limit, as daemons do."""
    return any(
        each.get("operator") == "Exists"
        and each.get("key") in {None, "", UNREACHABLE}
        and each.get("tolerationSeconds") is None
        for each in pod.spec.get("tolerations") or ()
    )


NODES = Controller(NAME, {NODE.kind: _keys}, reconcile)

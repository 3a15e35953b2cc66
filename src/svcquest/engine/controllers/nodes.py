"""Node lifecycle: a node whose kubelet has gone silent.

Follows ``pkg/controller/nodelifecycle``. Going silent is asked for by the annotation ``svcquest/ready: "false"`` on a
node; the 40 seconds until somebody notices are left out. What becomes of its pods follows from its taints.
"""

from __future__ import annotations

from collections.abc import Iterable

from svcquest.engine.controllers.base import Controller, Key
from svcquest.engine.controllers.probes import READY
from svcquest.engine.events.notes import KUBELET, NODE_LIFECYCLE
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.kinds import NODE
from svcquest.model.resource import Resource
from svcquest.model.timestamps import to_timestamp
from svcquest.model.tree import Tree

NAME = "node-lifecycle"
UNREACHABLE = "node.kubernetes.io/unreachable"


def _keys(_transaction: Transaction, change: Change) -> Iterable[Key]:
    old, new = change.old, change.new
    if new is None:
        return ()
    told = None if old is None else old.annotations.get(READY)
    return ((new.name,),) if new.annotations.get(READY) != told else ()


def reconcile(transaction: Transaction, key: Key) -> None:
    """Mark a node as its annotation has it."""
    (name,) = key
    node = transaction.get(NODE, "", name)
    if node is None:
        return
    silent = node.annotations.get(READY) == "false"
    if silent != node.view.ready:
        return
    _mark(transaction, node, silent=silent)
    state, reporter, host = ("NodeNotReady", NODE_LIFECYCLE, "") if silent else ("NodeReady", KUBELET, name)
    transaction.note(node, state, f"Node {name} status is now: {state}", reporter, host=host)


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
        added = to_timestamp(transaction.now)
        taints += [{"key": UNREACHABLE, "effect": effect, "timeAdded": added} for effect in ("NoSchedule", "NoExecute")]
    spec = {**node.spec, "taints": taints}
    if not taints:
        del spec["taints"]
    status = {**node.status, "conditions": [*others, condition]}
    transaction.update(node, {**node.tree, "spec": spec, "status": status})


NODES = Controller(NAME, {NODE.kind: _keys}, reconcile)

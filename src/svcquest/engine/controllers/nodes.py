"""Node lifecycle: taints of nodes that are not ready, and nodes whose kubelet has gone silent.

Follows ``pkg/controller/nodelifecycle``. Going silent is asked for by the annotation ``svcquest/ready: "false"`` on a
node; the 40 seconds until somebody notices are left out. A node that was loaded or patched as not ready stays so until
somebody says otherwise. What becomes of its pods follows from its taints.
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
from svcquest.model.views import condition_of

NAME = "node-lifecycle"
TAINTS = {"False": "node.kubernetes.io/not-ready", "Unknown": "node.kubernetes.io/unreachable"}
"""Taints of nodes, by the status of their condition Ready."""

TOLD = "told"
"""Behind a node's name in a key: somebody has told its kubelet to go silent, or to speak again."""


def _keys(_transaction: Transaction, change: Change) -> Iterable[Key]:
    old, new = change.old, change.new
    if new is None:
        return ()
    told = None if old is None else old.annotations.get(READY)
    if new.annotations.get(READY) != told:
        return ((new.name, TOLD),)
    before = "True" if old is None else _ready(old)
    return ((new.name,),) if _ready(new) != before else ()


def _ready(node: Resource) -> str:
    """True, False or Unknown; empty where a node says nothing of it."""
    status: str = condition_of(node.status, "Ready").get("status", "")
    return status


def reconcile(transaction: Transaction, key: Key) -> None:
    """Mark a node as its annotation has it, and taint it as its condition has it."""
    node = transaction.get(NODE, "", key[0])
    if node is None:
        return
    silent = node.annotations.get(READY) == "false"
    if silent == node.view.ready and (silent or key[1:] == (TOLD,)):
        node = transaction.update(node, {**node.tree, "status": _status(transaction, node, silent=silent)})
        state, reporter, host = ("NodeNotReady", NODE_LIFECYCLE, "") if silent else ("NodeReady", KUBELET, node.name)
        transaction.note(node, state, f"Node {node.name} status is now: {state}", reporter, host=host)
    taints = _taints(transaction, node)
    if taints != (node.spec.get("taints") or []):
        spec = {**node.spec, "taints": taints}
        if not taints:
            del spec["taints"]
        transaction.update(node, {**node.tree, "spec": spec})


def _status(transaction: Transaction, node: Resource, *, silent: bool) -> Tree:
    others = [entry for entry in node.status.get("conditions") or () if entry.get("type") != "Ready"]
    ready: Tree = {
        "type": "Ready",
        "status": "Unknown" if silent else "True",
        "reason": "NodeStatusUnknown" if silent else "KubeletReady",
        "message": "Kubelet stopped posting node status." if silent else "kubelet is posting ready status",
        "lastHeartbeatTime": to_timestamp(transaction.now),
        "lastTransitionTime": to_timestamp(transaction.now),
    }
    return {**node.status, "conditions": [*others, ready]}


def _taints(transaction: Transaction, node: Resource) -> list[Tree]:
    """The node's taints with those that its condition asks for, and without those of another condition."""
    wanted = TAINTS.get(_ready(node))
    others = {*TAINTS.values()} - {wanted}
    kept = [each for each in node.spec.get("taints") or () if each.get("key") not in others]
    there = {each.get("effect") for each in kept if each.get("key") == wanted}
    added = to_timestamp(transaction.now)
    missing = [effect for effect in ("NoSchedule", "NoExecute") if wanted and effect not in there]
    return kept + [{"key": wanted, "effect": effect, "timeAdded": added} for effect in missing]


NODES = Controller(NAME, {NODE.kind: _keys}, reconcile)

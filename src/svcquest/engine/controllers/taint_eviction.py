"""Taints NoExecute: pods that do not tolerate them have to go, at once or after the time that they do.

Follows ``pkg/controller/tainteviction/taint_eviction.go``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from svcquest.engine import deletion
from svcquest.engine.controllers.base import Controller, Key
from svcquest.engine.controllers.node_fit import tolerates_taint
from svcquest.engine.events.notes import TAINT_EVICTION
from svcquest.engine.indexes import POD_NODE
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.kinds import NODE, POD
from svcquest.model.resource import Resource
from svcquest.model.timestamps import from_timestamp

NAME = "taint-eviction"

USUAL_SECONDS = 300
"""How long a pod that says nothing stays on a node that is not ready or cannot be reached."""

_USUALLY_TOLERATED = ("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")


def _node_keys(transaction: Transaction, change: Change) -> Iterable[Key]:
    new, old = change.new, change.old
    if new is None or not _taints(new) or (old is not None and _taints(old) == _taints(new)):
        return ()
    return [pod.key for pod in transaction.find(POD_NODE, new.name)]


def _pod_keys(transaction: Transaction, change: Change) -> Iterable[Key]:
    new, old = change.new, change.old
    if new is None or not new.view.node or (old is not None and old.spec == new.spec):
        return ()
    node = transaction.get(NODE, "", new.view.node)
    return (new.key,) if node is not None and _taints(node) else ()


def _taints(node: Resource) -> list[Mapping[str, Any]]:
    return [taint for taint in node.spec.get("taints") or () if taint.get("effect") == "NoExecute"]


def reconcile(transaction: Transaction, key: Key) -> None:
    """Delete one pod whose time is up, or look again when it will be."""
    pod = transaction.get(POD, *key[:2])
    node = transaction.get(NODE, "", pod.view.node) if pod is not None else None
    if pod is None or node is None or pod.terminating:
        return
    left = [_left(transaction, pod, taint, waited=len(key) > 2) for taint in _taints(node)]
    limits = [seconds for seconds in left if seconds is not None]
    if not limits:
        return
    if min(limits) > 0:
        transaction.after(min(limits), NAME, (*pod.key, "due"))
        return
    text = f"Marking for deletion Pod {pod.namespace}/{pod.name}"
    transaction.note(pod, "TaintManagerEviction", text, TAINT_EVICTION)
    deletion.delete(transaction, pod)


def _left(transaction: Transaction, pod: Resource, taint: Mapping[str, Any], *, waited: bool) -> float | None:
    """Seconds for which a pod may stay in spite of a taint; None without limit.

    Args:
        waited: the time that the pod tolerates a taint of which nobody knows when it was added is over.
    """
    tolerations = [each for each in pod.spec.get("tolerations") or () if tolerates_taint(each, taint)]
    if not tolerations and taint.get("key") in _USUALLY_TOLERATED:
        tolerations = [{"tolerationSeconds": USUAL_SECONDS}]
    if not tolerations:
        return 0.0
    limits: list[int] = [each["tolerationSeconds"] for each in tolerations if each.get("tolerationSeconds") is not None]
    if not limits:
        return None
    added = from_timestamp(taint.get("timeAdded") or "")
    if added is None:
        return 0.0 if waited else float(max(min(limits), 0))
    return max(min(limits), 0) - (transaction.now - added)


TAINT_EVICTIONS = Controller(NAME, {NODE.kind: _node_keys, POD.kind: _pod_keys}, reconcile)

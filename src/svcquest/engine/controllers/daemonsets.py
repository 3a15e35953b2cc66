"""DaemonSets: one pod on every node that takes it.

Follows ``pkg/controller/daemon``. Pods are placed by the controller itself, which comes to the same as the node
affinity that the real one hands to the scheduler.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from svcquest.engine.controllers import revisions, rollouts
from svcquest.engine.controllers.base import Controller, Key, own_key
from svcquest.engine.controllers.node_fit import is_wanted, tolerates
from svcquest.engine.controllers.pods import (
    account_watch,
    availability,
    claimed_pods,
    create_pod,
    give_up,
    is_active,
    with_status,
)
from svcquest.engine.controllers.replicasets import pod_watch
from svcquest.engine.controllers.revisions import REVISION_HASH
from svcquest.engine.pod_admission import SERVICE_ACCOUNT
from svcquest.engine.strategy import TEMPLATE_GENERATION
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.kinds import DAEMONSET, NODE, POD
from svcquest.model.resource import Resource
from svcquest.model.selectors import from_label_selector
from svcquest.model.tree import Tree

NAME = "daemonset"
_POD_GENERATION = "pod-template-generation"

TOLERATIONS: tuple[tuple[str, str], ...] = (
    ("node.kubernetes.io/not-ready", "NoExecute"),
    ("node.kubernetes.io/unreachable", "NoExecute"),
    ("node.kubernetes.io/disk-pressure", "NoSchedule"),
    ("node.kubernetes.io/memory-pressure", "NoSchedule"),
    ("node.kubernetes.io/pid-pressure", "NoSchedule"),
    ("node.kubernetes.io/unschedulable", "NoSchedule"),
)
"""Taints, by key and effect, that every daemon pod tolerates."""


def _node_keys(transaction: Transaction, change: Change) -> Iterable[Key]:
    old, new = change.old, change.new
    if old and new and old.labels == new.labels and old.spec.get("taints") == new.spec.get("taints"):
        return ()
    return [each.key for each in transaction.select(DAEMONSET)]


def reconcile(transaction: Transaction, key: Key) -> None:
    """One pod of the present template on every node that takes it; of the old ones a few at a time go."""
    daemonset = transaction.get(DAEMONSET, *key)
    if daemonset is None or daemonset.terminating:
        return
    pods_of_it = claimed_pods(transaction, daemonset, from_label_selector(daemonset.spec.get("selector")))
    revision = revisions.present(transaction, daemonset, _known_revision(daemonset, pods_of_it))
    word = revision.removeprefix(f"{daemonset.name}-")
    by_node: dict[str, list[Resource]] = {}
    for pod in filter(is_active, pods_of_it):
        by_node.setdefault(pod.view.node, []).append(pod)
    nodes = {node.name: node for node in transaction.select(NODE)}
    wanted = {name for name, node in nodes.items() if _takes(daemonset, node, ("NoSchedule", "NoExecute"))}
    kept: list[Resource] = []
    for name, pods in by_node.items():
        room = 1 if name in nodes and _takes(daemonset, nodes[name], ("NoExecute",)) else 0
        pods.sort(key=lambda pod: (pod.metadata.get("creationTimestamp", ""), pod.name))
        kept += pods[:room]
        for pod in pods[room:]:
            give_up(transaction, daemonset, pod)
    for name in sorted(wanted - {pod.view.node for pod in kept}):
        created = _create(transaction, daemonset, word, name)
        if created is None:
            break  # as slowStartBatch: the others would fare no better
        kept.append(created)
    _replace_old(transaction, daemonset, kept, word)
    _report(transaction, daemonset, kept, word, len(wanted))
    in_use = {revision, *(f"{daemonset.name}-{pod.labels.get(REVISION_HASH, '')}" for pod in pods_of_it)}
    revisions.forget_old(transaction, daemonset, in_use)


def _known_revision(daemonset: Resource, pods: Iterable[Resource]) -> str:
    """What the present template's revision is called, as its pods tell; empty without any."""
    generation = daemonset.annotations.get(TEMPLATE_GENERATION)
    for pod in pods:
        word = pod.labels.get(REVISION_HASH)
        if word and generation and pod.labels.get(_POD_GENERATION) == generation:
            return f"{daemonset.name}-{word}"
    return ""


def _takes(daemonset: Resource, node: Resource, effects: Iterable[str]) -> bool:
    """Whether a node fits, and has no taint with one of these effects that daemon pods do not tolerate.

    Follows ``NodeShouldRunDaemonPod``: a taint NoSchedule keeps new pods away but lets old ones stay.
    """
    template = daemonset.spec.get("template") or {}
    spec = template.get("spec") or {}
    tolerations = [*(spec.get("tolerations") or ()), *_standard_tolerations()]
    return is_wanted(spec, node) and tolerates({"tolerations": tolerations}, node, effects)


def _standard_tolerations() -> list[Tree]:
    return [{"key": key, "operator": "Exists", "effect": effect} for key, effect in TOLERATIONS]


def _create(transaction: Transaction, daemonset: Resource, word: str, node: str) -> Resource | None:
    template = daemonset.spec.get("template") or {}
    tolerations = [*((template.get("spec") or {}).get("tolerations") or ()), *_standard_tolerations()]
    generation = daemonset.annotations.get(TEMPLATE_GENERATION, "1")
    return create_pod(
        transaction,
        daemonset,
        template,
        labels={REVISION_HASH: word, _POD_GENERATION: generation},
        spec={"nodeName": node, "tolerations": tolerations},
    )


def _replace_old(transaction: Transaction, daemonset: Resource, pods: list[Resource], word: str) -> None:
    """Follows ``pkg/controller/daemon/update.go`` rollingUpdate: never more than maxUnavailable are missing."""
    strategy: dict[str, Any] = daemonset.spec.get("updateStrategy") or {}
    if strategy.get("type") == "OnDelete":
        return
    limit = (strategy.get("rollingUpdate") or {}).get("maxUnavailable", 1)
    room = max(rollouts.scaled(limit, len(pods), up=True), 1)
    room -= sum(not pod.view.ready for pod in pods if pod.labels.get(REVISION_HASH) == word)
    old = [pod for pod in pods if pod.labels.get(REVISION_HASH) != word]
    for pod in sorted(old, key=lambda each: (each.view.ready, each.name)):
        if pod.view.ready:
            if room <= 0:
                return
            room -= 1
        give_up(transaction, daemonset, pod)


def _report(transaction: Transaction, daemonset: Resource, pods: list[Resource], word: str, wanted: int) -> None:
    counted = availability(pods, daemonset.spec.get("minReadySeconds", 0), transaction.now)
    if counted.next_at is not None:
        transaction.after(counted.next_at - transaction.now, NAME, daemonset.key)
    status: Tree = {
        "currentNumberScheduled": len(pods),
        "desiredNumberScheduled": wanted,
        "numberMisscheduled": 0,
        "numberReady": counted.ready,
        "numberAvailable": counted.available or None,
        "numberUnavailable": wanted - counted.available or None,
        "updatedNumberScheduled": sum(pod.labels.get(REVISION_HASH) == word for pod in pods) or None,
        "observedGeneration": daemonset.metadata.get("generation"),
    }
    with_status(transaction, daemonset, status)


_WATCHES = {
    DAEMONSET.kind: own_key,
    POD.kind: pod_watch(DAEMONSET),
    NODE.kind: _node_keys,
    SERVICE_ACCOUNT.kind: account_watch(DAEMONSET),
}

DAEMONSETS = Controller(NAME, _WATCHES, reconcile)

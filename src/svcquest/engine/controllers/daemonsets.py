"""DaemonSets: one pod on every node that takes it.

Follows ``pkg/controller/daemon``. Pods are placed by the controller itself, which comes to the same as the node
affinity that the real one hands to the scheduler.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from svcquest.engine.controllers import revisions
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
from svcquest.model.tree import Tree, dig

if TYPE_CHECKING:
    from svcquest.engine.controllers.daemon_rollouts import Rollout

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
    from svcquest.engine.controllers.daemon_rollouts import Rollout  # noqa: PLC0415 - most levels have no DaemonSet

    pods_of_it = claimed_pods(transaction, daemonset, from_label_selector(daemonset.spec.get("selector")))
    revision = revisions.present(transaction, daemonset, _known_revision(daemonset, pods_of_it))
    word = revision.removeprefix(f"{daemonset.name}-")
    nodes = {node.name: node for node in transaction.select(NODE)}
    wanted = {name for name, node in nodes.items() if _takes(daemonset, node, ("NoSchedule", "NoExecute"))}
    rollout = Rollout.of(daemonset, word, len(wanted), transaction.now)
    kept = _kept(transaction, daemonset, pods_of_it, nodes, rollout)
    for name in sorted(wanted - {pod.view.node for pod in pods_of_it}):
        created = _create(transaction, daemonset, word, name)
        if created is None:
            break  # as slowStartBatch: the others would fare no better
        kept[name] = [created]
    if dig(daemonset.spec, "updateStrategy", "type") != "OnDelete":
        outdated, places = rollout.next_step(kept, len(wanted - kept.keys()))
        for pod in outdated:
            give_up(transaction, daemonset, pod)
        for name in places:
            created = _create(transaction, daemonset, word, name)
            kept[name] += [created] if created else []
    _report(transaction, daemonset, kept, wanted, rollout)
    in_use = {revision, *(f"{daemonset.name}-{pod.labels.get(REVISION_HASH, '')}" for pod in pods_of_it)}
    revisions.forget_old(transaction, daemonset, in_use)


def _kept(
    transaction: Transaction,
    daemonset: Resource,
    pods: Iterable[Resource],
    nodes: Mapping[str, Resource],
    rollout: Rollout,
) -> dict[str, list[Resource]]:
    """Pods that run where they belong, by node; others that run are given up, and so are those that have ended."""
    by_node: dict[str, list[Resource]] = {}
    for pod in pods:
        if is_active(pod):
            by_node.setdefault(pod.view.node, []).append(pod)
        elif not pod.terminating:
            give_up(transaction, daemonset, pod)
    kept: dict[str, list[Resource]] = {}
    for name, running in by_node.items():
        stays = name in nodes and _takes(daemonset, nodes[name], ("NoExecute",))
        excess = rollout.excess(running) if stays else running
        for pod in excess:
            give_up(transaction, daemonset, pod)
        if stays:
            kept[name] = [pod for pod in running if pod not in excess]
    return kept


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


def _report(
    transaction: Transaction,
    daemonset: Resource,
    by_node: Mapping[str, list[Resource]],
    wanted: Collection[str],
    rollout: Rollout,
) -> None:
    """Write the status: of each node the oldest pod counts."""
    pods = [pod for running in by_node.values() for pod in running]
    soon = availability(pods, rollout.min_ready, transaction.now).next_at
    if soon is not None:
        transaction.after(soon - transaction.now, NAME, daemonset.key)
    counted = [rollout.by_age(running)[0] for name, running in by_node.items() if name in wanted]
    available = sum(map(rollout.is_available, counted))
    status: Tree = {
        "currentNumberScheduled": len(counted),
        "desiredNumberScheduled": len(wanted),
        "numberMisscheduled": len(by_node) - len(counted),
        "numberReady": sum(pod.view.ready for pod in counted),
        "numberAvailable": available or None,
        "numberUnavailable": len(wanted) - available or None,
        "updatedNumberScheduled": sum(map(rollout.is_new, counted)) or None,
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

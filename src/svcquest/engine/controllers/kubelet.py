"""Kubelets: pods that a node was given start, get addresses, become ready, and go.

A pod that was loaded with a status keeps it until something changes that the status follows from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import ip_network

from svcquest.engine import deletion
from svcquest.engine.controllers import pod_status
from svcquest.engine.controllers.base import Controller, Key
from svcquest.engine.deletion import deletion_began
from svcquest.engine.events.notes import KUBELET as KUBELET_REPORTER
from svcquest.engine.events.notes import NODE_LIFECYCLE, container_field
from svcquest.engine.indexes import POD_IPS, POD_NODE
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.kinds import NODE, POD
from svcquest.model.objects import LISTEN, Node
from svcquest.model.resource import Resource
from svcquest.model.timestamps import from_timestamp
from svcquest.model.tree import Tree
from svcquest.schema.validate.version import topology_labels

LINGER = "svcquest/linger"
"""Annotation: seconds that a deleted pod stays, within its grace period; by default it goes at once."""

TOPOLOGY = ("topology.kubernetes.io/region", "topology.kubernetes.io/zone")
"""Node labels that say where a node is."""

NAME = "kubelet"
FIRST_OFFSET = 2
"""The first address of a node's pod range belongs to the node's bridge."""


def _pod_keys(_transaction: Transaction, change: Change) -> Iterable[Key]:
    old, new = change.old, change.new
    if new is None or not new.view.node:
        return ()
    if old is None:
        return () if _has_run(new) and not new.terminating else (new.key,)
    lost_address = bool(old.view.ips) and not new.view.ips
    return (new.key,) if lost_address or _told(old) != _told(new) else ()


def _has_run(pod: Resource) -> bool:
    return any(pod.status.get(field) for field in ("containerStatuses", "conditions", "podIP"))


def _told(pod: Resource) -> tuple[object, ...]:
    """What a kubelet acts upon."""
    notes = pod.annotations
    return (
        *(notes.get(name) for name in (pod_status.READY, pod_status.PHASE, LISTEN, LINGER)),
        pod.spec,
        pod.metadata.get("deletionTimestamp"),
    )


def _node_keys(transaction: Transaction, change: Change) -> Iterable[Key]:
    """Pods of a node that falls silent or speaks again; of one that joins, those that waited for it."""
    old, new = change.old, change.new
    if new is None or (old is not None and old.view.ready == new.view.ready):
        return ()
    joins = old is None and new.view.ready
    return [pod.key for pod in transaction.find(POD_NODE, new.name) if not (joins and _has_run(pod))]


def reconcile(transaction: Transaction, key: Key) -> None:
    """Bring one pod's status to what its program does now."""
    pod = transaction.get(POD, *key)
    if pod is None:
        return
    node = transaction.get(NODE, "", pod.view.node)
    if node is None:
        if pod.terminating:
            deletion.finish(transaction, pod)  # as pod garbage collection does: nobody will report its end
        return
    if not node.view.ready:
        _mark_unready(transaction, pod)
        return
    if pod.terminating and _stop(transaction, pod):
        return
    if pod.view.phase in {"Succeeded", "Failed"}:
        return
    ips = pod.view.ips or _addresses(transaction, pod, node.view)
    tree = _with_topology(transaction, pod, node) if not pod.view.ips else pod.tree
    placed = pod_status.status_of(tree, node.view.internal_ips, ips, ready=False, now=transaction.now)
    started = not pod.view.ips
    if started:
        pod = transaction.update(pod, {**tree, "status": placed})
        _note_start(transaction, pod)
    ready = pod_status.is_ready(pod.tree, pod.view) and _probed(transaction, pod)
    if ready and not started and not pod.view.ready:
        _note_recovery(transaction, pod)
    status = pod_status.status_of(pod.tree, node.view.internal_ips, ips, ready, transaction.now)
    transaction.update(pod, {**pod.tree, "status": status})


def _note_start(transaction: Transaction, pod: Resource) -> None:
    """Follows ``pkg/kubelet/kuberuntime/kuberuntime_container.go`` startContainer."""
    if pod.view.phase == "Pending":
        return
    restarts = [each.get("restartCount", 0) for each in pod.status.get("containerStatuses") or ()]
    for container in [each for each in pod.spec.get("containers") or () for _ in range(max(restarts, default=0) + 1)]:
        image = container.get("image", "")
        for reason, text in (
            ("Pulled", f'Container image "{image}" already present on machine and can be accessed by the pod'),
            ("Created", "Container created"),
            ("Started", "Container started"),
        ):
            _note(transaction, pod, container, reason, text)


def _note_recovery(transaction: Transaction, pod: Resource) -> None:
    """Keep what was said of a pod while it was not ready; it cannot be read off it any more."""
    from svcquest.engine.events.repeating import Span, repeated  # noqa: PLC0415 - pods seldom recover

    transaction.notes.extend(repeated(transaction, pod, Span(transaction.now)))


def _note(transaction: Transaction, pod: Resource, container: Tree, reason: str, text: str) -> None:
    field = container_field(container.get("name", ""))
    transaction.note(pod, reason, text, KUBELET_REPORTER, host=pod.view.node, field=field)


def _probed(transaction: Transaction, pod: Resource) -> bool:
    """Whether the initial delay of every readiness probe is over; if not, there will be another look."""
    delay = pod_status.initial_delay(pod.spec)
    if not delay:
        return True
    due = (from_timestamp(pod.status.get("startTime") or "") or 0.0) + delay
    if due > transaction.now:
        transaction.after(due - transaction.now, NAME, pod.key)
        return False
    return True


def _stop(transaction: Transaction, pod: Resource) -> bool:
    """Remove a terminating pod once its program has ended; until then it goes on as it was."""
    linger = pod.annotations.get(LINGER, "0")
    seconds = float(linger) if linger.replace(".", "", 1).isdigit() else 0.0
    grace = float(pod.metadata.get("deletionGracePeriodSeconds", 0))
    if not grace:
        return True  # its program has ended; what holds it are finalizers
    left = deletion_began(pod.tree) + min(seconds, grace) - transaction.now
    stays = left > 0 and pod.view.alive
    if stays or not seconds:
        for container in pod.spec.get("containers") or ():
            _note(transaction, pod, container, "Killing", f"Stopping container {container.get('name', '')}")
    if stays:
        transaction.after(left, NAME, pod.key)
        return False
    if pod.metadata.get("finalizers"):
        pod = transaction.update(pod, {**pod.tree, "status": pod_status.ended(pod.status, transaction.now)})
    deletion.end_at_once(transaction, pod)
    return True


def _mark_unready(transaction: Transaction, pod: Resource) -> None:
    """What the node lifecycle controller does to pods of a node that has gone silent: only Ready changes."""
    conditions = [
        pod_status.condition((entry,), "Ready", "False", transaction.now, {}) if entry.get("type") == "Ready" else entry
        for entry in pod.status.get("conditions") or ()
    ]
    if pod.view.ready:
        transaction.update(pod, {**pod.tree, "status": {**pod.status, "conditions": conditions}})
        transaction.note(pod, "NodeNotReady", "Node is not ready", NODE_LIFECYCLE, warning=True)


def topology_of(transaction: Transaction, node: Resource) -> dict[str, str]:
    """Labels of a node that its pods carry too. Follows the admission plugin PodTopologyLabels."""
    if not topology_labels(transaction.settings.version):
        return {}
    return {label: node.labels[label] for label in TOPOLOGY if label in node.labels}


def _with_topology(transaction: Transaction, pod: Resource, node: Resource) -> Tree:
    copied = topology_of(transaction, node)
    if not copied:
        return pod.tree
    return {**pod.tree, "metadata": {**pod.metadata, "labels": {**pod.labels, **copied}}}


def _addresses(transaction: Transaction, pod: Resource, node: Node) -> tuple[str, ...]:
    """Addresses for a pod that starts: its node's on the host network, else one of each pod range of the node."""
    if pod.view.host_network:
        return node.internal_ips
    ranges = node.pod_cidrs or transaction.settings.pod_cidrs
    return tuple(_next_address(transaction, node.name, cidr) for cidr in ranges)


def _next_address(transaction: Transaction, node: str, cidr: str) -> str:
    """The next free address of a range, going round, so that a freed one is not taken again at once."""
    network = ip_network(cidr)
    usable = network.num_addresses - FIRST_OFFSET - (1 if network.version == 4 else 0)
    for offset in _turns(transaction, f"pod-ips/{node}/{cidr}", usable):
        address = str(network[FIRST_OFFSET + offset])
        if not transaction.has(POD_IPS, address):
            return address
    raise AddressesExhaustedError(f"no free pod address in {cidr} of {node}")


def _turns(transaction: Transaction, counter: str, bound: int) -> Iterator[int]:
    for _ in range(bound):
        yield transaction.count(counter) % bound


class AddressesExhaustedError(RuntimeError):
    """More pods than a node has addresses for; the scheduler's limit of pods a node keeps this from happening."""


KUBELET = Controller(NAME, {POD.kind: _pod_keys, NODE.kind: _node_keys}, reconcile)

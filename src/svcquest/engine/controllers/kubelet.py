"""Kubelets: pods that a node was given start, get addresses, become ready, and go.

A pod that was loaded with a status keeps it until something changes that the status follows from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from ipaddress import ip_network
from typing import Any

from svcquest.engine import deletion
from svcquest.engine.controllers import pod_status
from svcquest.engine.controllers.base import Controller, Key
from svcquest.engine.controllers.container_runs import SLACK, Life, lives_of
from svcquest.engine.controllers.probes import (
    READY,
    failing_probe,
    failures,
    fatal_probe,
    has_started_in,
    initial_delay,
    starts,
)
from svcquest.engine.controllers.programs import PHASE, program_of, sidecars
from svcquest.engine.controllers.stopping import LINGER, seconds_to_stop
from svcquest.engine.deletion import deletion_began
from svcquest.engine.events.notes import KUBELET as KUBELET_REPORTER
from svcquest.engine.events.notes import NODE_LIFECYCLE, container_field
from svcquest.engine.indexes import POD_IPS, POD_NODE
from svcquest.engine.ranges import family_of
from svcquest.engine.state import Timer
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.frozen import replace
from svcquest.model.kinds import NODE, POD
from svcquest.model.objects import Node, Pod
from svcquest.model.resource import Resource
from svcquest.model.timestamps import from_timestamp
from svcquest.model.tree import Tree
from svcquest.model.views import LISTEN, condition_of
from svcquest.schema.versions import topology_labels

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
    status = pod.status
    return bool(status.get("containerStatuses") or status.get("conditions") or status.get("podIP"))


def _told(pod: Resource) -> tuple[object, ...]:
    """What a kubelet acts upon."""
    notes = pod.annotations
    return (
        *(notes.get(name) for name in (READY, PHASE, LISTEN, LINGER)),
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
    started = not pod.view.ips
    tree = _with_topology(transaction, pod, node) if started else pod.tree
    view = replace(pod.view, ips=ips)
    lives = lives_of(tree, view, transaction.now)
    begun = _started_containers(tree, view, lives)
    ready = _ready_containers(transaction, tree, view, lives, begun)
    hosts, version = node.view.internal_ips, transaction.settings.version
    status = pod_status.status_of(tree, hosts, ips, lives, ready, begun, transaction.now, version)
    _note_end_of_trouble(transaction, pod, status, lives)
    before, pod = pod.status, transaction.update(pod, {**tree, "status": status})
    for container in pod.spec.get("containers") or ():
        life = lives.get(container.get("name", ""))
        if life is not None:
            _note_runs(transaction, pod, container, life, before)
            _look_again(transaction, pod, life.due)


def _started_containers(tree: Tree, view: Pod, lives: Mapping[str, Life]) -> set[str]:
    """Names of the containers whose startup probe has succeeded, once in the run that goes on."""
    status, found = tree.get("status") or {}, set()
    for container in tree["spec"].get("containers") or ():
        name = container.get("name", "")
        life = lives.get(name)
        if life is not None and life.running:
            goes_on = not life.started and has_started_in(status, name)
            if goes_on or starts(container, view):
                found.add(name)
    return found


def _ready_containers(
    transaction: Transaction, tree: Tree, view: Pod, lives: Mapping[str, Life], started: Collection[str]
) -> set[str]:
    """Names of the containers, sidecars among them, that run and whose probes succeed."""
    if (tree["metadata"].get("annotations") or {}).get(READY) == "false":
        return set()
    spec, found = tree["spec"], set()
    begins = {name: life.began for name, life in lives.items() if life.running}
    if program_of(tree) in {"running", "crashing"}:
        began = from_timestamp((tree.get("status") or {}).get("startTime") or "")
        begins |= {each.get("name", ""): transaction.now if began is None else began for each in sidecars(spec)}
    for container in (*sidecars(spec), *(spec.get("containers") or ())):
        name = container.get("name", "")
        if name in begins and not failing_probe(container, view, started=name in started):
            due = begins[name] + initial_delay(container)
            if due <= transaction.now + SLACK:
                found.add(name)
            else:
                transaction.after(due - transaction.now, NAME, (view.namespace, view.name))
    return found


def _look_again(transaction: Transaction, pod: Resource, due: float | None) -> None:
    """Have a container's next start or end looked at when it is due, once."""
    if due is not None and not any(each.key == pod.key and each.due == due for each in transaction.timers):
        transaction.timers.append(Timer(due, transaction.count("timers"), NAME, pod.key))


def _note_end_of_trouble(transaction: Transaction, pod: Resource, status: Tree, lives: Mapping[str, Life]) -> None:
    """Keep what was said of a pod in trouble; it cannot be read off it once it is ready, or has been started again."""
    if not pod.view.ips or pod.view.ready:
        return
    from svcquest.engine.events.repeating import Span, backing_off, repeated  # noqa: PLC0415 - pods seldom recover

    span = Span(transaction.now)
    if condition_of(status, "Ready").get("status") == "True":
        transaction.notes.extend(repeated(transaction, pod, span))
        return
    for container in pod.spec.get("containers") or ():
        life = lives.get(container.get("name", ""))
        if life is not None and life.started:
            transaction.notes.extend(backing_off(pod, container, span))


def _note_runs(transaction: Transaction, pod: Resource, container: Tree, life: Life, before: Mapping[str, Any]) -> None:
    """Follows ``pkg/kubelet/kuberuntime/kuberuntime_container.go`` startContainer and killContainer."""
    image, name = container.get("image", ""), container.get("name", "")
    field = fatal_probe(container, pod.view, started=has_started_in(before, name))
    for _ in range(life.stopped if field and program_of(pod.tree) == "running" else 0):
        from svcquest.engine.events.repeating import complaint_of  # noqa: PLC0415 - few probes are as wrong as that

        for _ in range(failures(container[field])):
            _note(transaction, pod, container, "Unhealthy", complaint_of(pod, container, field), warning=True)
        text = f"Container {name} failed {field.removesuffix('Probe')} probe, will be restarted"
        _note(transaction, pod, container, "Killing", text)
    for _ in range(life.started):
        for reason, text in (
            ("Pulled", f'Container image "{image}" already present on machine and can be accessed by the pod'),
            ("Created", "Container created"),
            ("Started", "Container started"),
        ):
            _note(transaction, pod, container, reason, text)


def _note(
    transaction: Transaction, pod: Resource, container: Tree, reason: str, text: str, *, warning: bool = False
) -> None:
    field = container_field(container.get("name", ""))
    transaction.note(pod, reason, text, KUBELET_REPORTER, warning=warning, host=pod.view.node, field=field)


def _stop(transaction: Transaction, pod: Resource) -> bool:
    """Remove a terminating pod once its program has ended; until then it goes on as it was."""
    seconds, began = seconds_to_stop(pod), deletion_began(pod.tree)
    grace = float(pod.metadata.get("deletionGracePeriodSeconds", 0))
    if not grace:
        return True  # its program has ended; what holds it are finalizers
    if deletion.is_static(pod):
        deletion.end_at_once(transaction, pod)
        return True
    if not seconds and abs(transaction.now - began) >= 1:  # a time stamp's precision
        seconds = grace  # out of a dump: a program that still runs does not listen
    left = began + min(seconds, grace) - transaction.now
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
    ranges = node.pod_cidrs or tuple({family_of(cidr): cidr for cidr in transaction.settings.pod_cidrs}.values())
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

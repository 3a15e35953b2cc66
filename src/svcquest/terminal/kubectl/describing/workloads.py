"""Descriptions of what makes pods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from svcquest.engine.controllers.deployment_family import REVISION
from svcquest.engine.indexes import OWNED
from svcquest.engine.state import State
from svcquest.model.kinds import POD
from svcquest.model.resource import Resource
from svcquest.model.tree import dig
from svcquest.terminal.kubectl.describing.page import Page, controller, moment
from svcquest.terminal.kubectl.describing.templates import describe_template
from svcquest.terminal.kubectl.tables.cells import label_selector, pairs


def describe_deployment(page: Page, resource: Resource, state: State) -> None:
    """Replicas, strategy, template, conditions and ReplicaSets."""
    spec, status = resource.spec, resource.status
    page.identity(resource)
    page.add(f"CreationTimestamp:\t{moment(resource.metadata.get('creationTimestamp'))}")
    page.labels_and_annotations(resource)
    page.add(f"Selector:\t{label_selector(spec.get('selector'))}")
    counts = [("updatedReplicas", "updated"), ("replicas", "total"), ("availableReplicas", "available")]
    counts.append(("unavailableReplicas", "unavailable"))
    shown = " | ".join([f"{_wanted(spec)} desired", *(f"{status.get(key, 0)} {word}" for key, word in counts)])
    page.add(f"Replicas:\t{shown}")
    page.add(f"StrategyType:\t{dig(spec, 'strategy', 'type') or 'RollingUpdate'}")
    page.add(f"MinReadySeconds:\t{spec.get('minReadySeconds', 0)}")
    rolling = dig(spec, "strategy", "rollingUpdate")
    if rolling:
        limits = f"{rolling.get('maxUnavailable')} max unavailable, {rolling.get('maxSurge')} max surge"
        page.add(f"RollingUpdateStrategy:\t{limits}")
    describe_template(page, spec.get("template") or {})
    _conditions(page, status)
    _replica_sets(page, resource, state)


def _replica_sets(page: Page, resource: Resource, state: State) -> None:
    revision = resource.annotations.get(REVISION)
    owned = [each for each in state.find(OWNED, resource.uid) if each.kind.kind == "ReplicaSet"]
    new = [each for each in owned if each.annotations.get(REVISION) == revision]
    old = [each for each in owned if each not in new]
    if not owned:
        return
    page.add(f"OldReplicaSets:\t{', '.join(map(_created, old)) or '<none>'}")
    page.add(f"NewReplicaSet:\t{', '.join(map(_created, new)) or '<none>'}")


def _created(resource: Resource) -> str:
    return f"{resource.name} ({resource.status.get('replicas', 0)}/{_wanted(resource.spec)} replicas created)"


def describe_replicaset(page: Page, resource: Resource, state: State) -> None:
    """A ReplicaSet or a ReplicationController: replicas, what their pods do, template."""
    page.identity(resource)
    selector = resource.spec.get("selector") or {}
    page.add(f"Selector:\t{label_selector(selector) if 'matchLabels' in selector else pairs(selector)}")
    page.labels_and_annotations(resource)
    owner = controller(resource)
    if owner:
        page.add(f"Controlled By:\t{owner}")
    page.add(f"Replicas:\t{resource.status.get('replicas', 0)} current / {_wanted(resource.spec)} desired")
    _pods_status(page, resource, state)
    describe_template(page, resource.spec.get("template") or {})
    _conditions(page, resource.status)


def describe_statefulset(page: Page, resource: Resource, state: State) -> None:
    """Replicas, update strategy, template and claims."""
    spec = resource.spec
    page.identity(resource)
    page.add(f"CreationTimestamp:\t{moment(resource.metadata.get('creationTimestamp'))}")
    page.add(f"Selector:\t{label_selector(spec.get('selector'))}")
    page.labels_and_annotations(resource)
    page.add(f"Replicas:\t{_wanted(spec)} desired | {resource.status.get('replicas', 0)} total")
    page.add(f"Update Strategy:\t{dig(spec, 'updateStrategy', 'type') or 'RollingUpdate'}")
    rolling = dig(spec, "updateStrategy", "rollingUpdate") or {}
    if rolling.get("partition") is not None:
        page.add(f"Partition:\t{rolling['partition']}", 1)
        if rolling.get("maxUnavailable") is not None:
            page.add(f"MaxUnavailable:\t{rolling['maxUnavailable']}", 1)
    _pods_status(page, resource, state)
    describe_template(page, spec.get("template") or {})
    claims = spec.get("volumeClaimTemplates") or ()
    page.add("Volume Claims:" if claims else "Volume Claims:\t<none>")
    for claim in claims:
        _claim(page, claim)


def _claim(page: Page, claim: Mapping[str, Any]) -> None:
    metadata, spec = claim.get("metadata") or {}, claim.get("spec") or {}
    page.add(f"Name:\t{metadata.get('name', '')}", 1)
    page.add(f"StorageClass:\t{spec.get('storageClassName') or ''}", 1)
    for title in ("Labels", "Annotations"):
        page.labels(f"  {title}", metadata.get(title.lower()))
    page.add(f"Capacity:\t{dig(spec, 'resources', 'requests', 'storage') or '<default>'}", 1)
    page.add(f"Access Modes:\t[{' '.join(spec.get('accessModes') or ())}]", 1)


def describe_daemonset(page: Page, resource: Resource, state: State) -> None:
    """Nodes that have, should have and should not have a pod."""
    status = resource.status
    page.identity(resource)
    page.add(f"Selector:\t{label_selector(resource.spec.get('selector'))}")
    page.add(f"Node-Selector:\t{pairs(dig(resource.spec, 'template', 'spec', 'nodeSelector'))}")
    page.labels_and_annotations(resource)
    for title, field in (
        ("Desired Number of Nodes Scheduled", "desiredNumberScheduled"),
        ("Current Number of Nodes Scheduled", "currentNumberScheduled"),
        ("Number of Nodes Scheduled with Up-to-date Pods", "updatedNumberScheduled"),
        ("Number of Nodes Scheduled with Available Pods", "numberAvailable"),
        ("Number of Nodes Misscheduled", "numberMisscheduled"),
    ):
        page.add(f"{title}: {status.get(field, 0)}")
    _pods_status(page, resource, state)
    describe_template(page, resource.spec.get("template") or {})


def _wanted(spec: Mapping[str, Any]) -> int:
    replicas = spec.get("replicas")
    return 1 if replicas is None else int(replicas)


def _pods_status(page: Page, resource: Resource, state: State) -> None:
    phases = Counter(each.view.phase for each in state.find(OWNED, resource.uid) if each.kind == POD)
    page.add(
        f"Pods Status:\t{phases['Running']} Running / {phases['Pending']} Waiting / "
        f"{phases['Succeeded']} Succeeded / {phases['Failed']} Failed"
    )


def _conditions(page: Page, status: Mapping[str, Any]) -> None:
    conditions = status.get("conditions") or ()
    if not conditions:
        return
    page.add("Conditions:")
    page.add("Type\tStatus\tReason", 1)
    page.add("----\t------\t------", 1)
    for condition in conditions:
        page.add(f"{condition.get('type')} \t{condition.get('status')}\t{condition.get('reason', '')}", 1)

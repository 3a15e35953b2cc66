"""The template of a workload's pods. Follows ``DescribePodTemplate``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from svcquest.terminal.kubectl.describing.containers import describe_containers, describe_tolerations
from svcquest.terminal.kubectl.describing.page import Page
from svcquest.terminal.kubectl.describing.volumes import describe_volumes
from svcquest.terminal.kubectl.tables.cells import label_selector


def describe_template(page: Page, template: Mapping[str, Any]) -> None:
    """Labels, containers, volumes and where the pods may go."""
    spec, metadata = template.get("spec") or {}, template.get("metadata") or {}
    page.add("Pod Template:")
    page.labels("  Labels", metadata.get("labels"))
    if metadata.get("annotations"):
        page.annotations("  Annotations", metadata["annotations"])
    if spec.get("serviceAccountName"):
        page.add(f"Service Account:\t{spec['serviceAccountName']}", 1)
    if spec.get("initContainers"):
        describe_containers(page, "Init Containers", spec["initContainers"], space="  ")
    describe_containers(page, "Containers", spec.get("containers") or (), space="  ")
    describe_volumes(page, spec.get("volumes") or (), "  ")
    describe_spreading(page, spec.get("topologySpreadConstraints") or (), "  ")
    if spec.get("priorityClassName"):
        page.add(f"Priority Class Name:\t{spec['priorityClassName']}", 1)
    page.labels("  Node-Selectors", spec.get("nodeSelector"))
    describe_tolerations(page, "  Tolerations", spec.get("tolerations") or ())


def describe_spreading(page: Page, constraints: Sequence[Mapping[str, Any]], space: str = "") -> None:
    """Topology spread constraints; nothing without any."""
    if constraints:
        in_order = sorted(constraints, key=lambda each: str(each.get("topologyKey")))
        page.multiline(f"{space}Topology Spread Constraints", [_constraint(each) for each in in_order])


def _constraint(constraint: Mapping[str, Any]) -> str:
    text = (
        f"{constraint.get('topologyKey')}:{constraint.get('whenUnsatisfiable')} "
        f"when max skew {constraint.get('maxSkew')} is exceeded"
    )
    selector = constraint.get("labelSelector")
    return text if selector is None else f"{text} for selector {label_selector(selector)}"

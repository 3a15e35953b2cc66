"""What a pod's programs do, as its annotations and images tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from svcquest.engine.controllers import image_names
from svcquest.model.tree import Tree

PHASE = "svcquest/phase"
"""Annotation: ``Pending`` (image cannot be pulled), ``Succeeded`` or ``Failed`` (the container has ended)."""

Program = Literal["running", "unpulled", "completed", "failed", "crashing"]
"""What has become of a pod's containers."""


def program_of(tree: Tree) -> Program:
    """What a pod's containers do, by its annotations. A container that ended is started again where allowed."""
    spec = tree.get("spec") or {}
    if any(image_names.complaint(each.get("image") or "") for each in spec.get("containers") or ()):
        return "unpulled"
    policy = spec.get("restartPolicy", "Always")
    match _told(tree):
        case "Pending":
            return "unpulled"
        case "Succeeded":
            return "crashing" if policy == "Always" else "completed"
        case "Failed":
            return "failed" if policy == "Never" else "crashing"
        case _:
            return "running"


def program_in(tree: Tree, program: Program, container: Mapping[str, Any]) -> Program:
    """What one container of a pod does: it can run beside another whose image has an impossible name."""
    if program == "unpulled" and _told(tree) != "Pending" and not image_names.complaint(container.get("image") or ""):
        return "running"
    return program


def fails(tree: Tree) -> bool:
    """Whether programs that end say that something was wrong."""
    return _told(tree) == "Failed"


def sidecars(spec: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Init containers that go on running beside the others."""
    return [each for each in spec.get("initContainers") or () if each.get("restartPolicy") == "Always"]


def _told(tree: Tree) -> str | None:
    found: str | None = (tree["metadata"].get("annotations") or {}).get(PHASE)
    return found

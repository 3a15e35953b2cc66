"""Descriptions of kinds with little to tell."""

from __future__ import annotations

from svcquest.engine.state import State
from svcquest.model.resource import Resource
from svcquest.terminal.kubectl.describing.page import Page


def describe_configmap(page: Page, resource: Resource, _state: State) -> None:
    """Every key with its text."""
    page.identity(resource)
    page.labels("Labels", resource.labels)
    page.annotations("Annotations", resource.annotations)
    page.add("")
    page.add("Data")
    page.add("====")
    data = resource.tree.get("data") or {}
    for key in sorted(data):
        page.add(f"{key}:")
        page.add("----")
        for line in str(data[key]).split("\n"):
            page.add(line.replace("\t", " " * 4))
        page.add("")
    page.add("")
    page.add("BinaryData")
    page.add("====")
    binary = resource.tree.get("binaryData") or {}
    for key in sorted(binary):
        page.add(f"{key}: {len(binary[key]) * 3 // 4} bytes")
    page.add("")


def describe_namespace(page: Page, resource: Resource, _state: State) -> None:
    """Labels and phase; quotas and limits do not exist here."""
    page.add(f"Name:\t{resource.name}")
    page.labels("Labels", resource.labels)
    page.annotations("Annotations", resource.annotations)
    page.add(f"Status:\t{resource.status.get('phase', '')}")
    page.add("")
    page.add("No resource quota.")
    page.add("")
    page.add("No LimitRange resource.")

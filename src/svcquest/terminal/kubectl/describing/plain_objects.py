"""Descriptions of kinds with little to tell."""

from __future__ import annotations

from collections.abc import Sequence

from svcquest.engine.state import State
from svcquest.model.resource import Resource
from svcquest.terminal.kubectl.describing.page import Page
from svcquest.terminal.kubectl.resource_types import type_of


def describe_configmap(page: Page, resource: Resource, _state: State) -> None:
    """Every key with its text."""
    page.identity(resource)
    page.labels_and_annotations(resource)
    page.add("")
    page.add("Data")
    page.add("====")
    data = resource.tree.get("data") or {}
    for key in sorted(data):
        page.add(f"{key}:")
        page.add("----")
        for line in str(data[key]).split("\n"):
            page.add(line)
        page.add("")
    page.add("")
    page.add("BinaryData")
    page.add("====")
    binary = resource.tree.get("binaryData") or {}
    for key in sorted(binary):
        page.add(f"{key}: {len(binary[key]) * 3 // 4} bytes")
    page.add("")


def describe_secret(page: Page, resource: Resource, _state: State) -> None:
    """Type, and how long the value of each key is."""
    page.identity(resource)
    page.labels_and_annotations(resource)
    page.add("")
    page.add(f"Type:\t{resource.tree.get('type', 'Opaque')}")
    page.add("")
    page.add("Data")
    page.add("====")
    data = resource.tree.get("data") or {}
    for key in sorted(data):
        page.add(f"{key}:\t{_length(data[key])} bytes")


def _length(encoded: str) -> int:
    """Bytes that a base64 text stands for."""
    return len(encoded) * 3 // 4 - encoded[-2:].count("=")


def describe_service_account(page: Page, resource: Resource, _state: State) -> None:
    """Who pulls images for the pods."""
    page.identity(resource)
    page.labels_and_annotations(resource)
    title = "Image pull secrets:"
    for at, each in enumerate(resource.tree.get("imagePullSecrets") or [{"name": "<none>"}]):
        page.add(f"{title if at == 0 else ' ' * len(title)}\t{each.get('name', '')}")


def describe_namespace(page: Page, resource: Resource, state: State) -> None:
    """Labels, phase and conditions; the limits that it sets are listed by name."""
    page.add(f"Name:\t{resource.name}")
    page.labels_and_annotations(resource)
    page.add(f"Status:\t{resource.status.get('phase', '')}")
    page.conditions(resource.status.get("conditions") or ())
    page.add("")
    _quotas(page, state.select(type_of("resourcequotas"), resource.name))
    page.add("")
    page.add("No LimitRange resource.")


def _quotas(page: Page, quotas: Sequence[Resource]) -> None:
    page.add("Resource Quotas" if quotas else "No resource quota.")
    for quota in quotas:
        page.add(f"Name:\t{quota.name}", 1)
        page.add("Resource\tUsed\tHard", 1)
        page.add("--------\t---\t---", 1)
        hard, used = quota.status.get("hard") or {}, quota.status.get("used") or {}
        for name in sorted(hard):
            page.add(f"{name}\t{used.get(name, '0')}\t{hard[name]}", 1)

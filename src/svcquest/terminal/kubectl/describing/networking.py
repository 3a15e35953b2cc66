"""Descriptions of Ingresses, ServiceCIDRs and IPAddresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcquest.engine.indexes import SLICES_OF_SERVICE
from svcquest.engine.state import State
from svcquest.model import kinds
from svcquest.model.resource import Resource
from svcquest.model.tree import dig
from svcquest.terminal.kubectl.describing.page import Page
from svcquest.terminal.kubectl.describing.services import endpoints
from svcquest.terminal.kubectl.tables.cells import NONE

Backend = Mapping[str, Any]


def describe_ingress(page: Page, resource: Resource, state: State) -> None:
    """Hosts and paths, each with its Service and the Service's endpoints."""
    spec = resource.spec
    ingress = dig(resource.status, "loadBalancer", "ingress") or ()
    default = _backend(spec["defaultBackend"], resource, state) if spec.get("defaultBackend") else "<default>"
    page.add(f"Name:\t{resource.name}")
    page.labels("Labels", resource.labels)
    page.add(f"Namespace:\t{resource.namespace}")
    page.add("Address:\t" + ",".join(sorted({each.get("ip") or each.get("hostname", "") for each in ingress})))
    page.add(f"Ingress Class:\t{spec.get('ingressClassName') or NONE}")
    page.add(f"Default backend:\t{default}")
    if spec.get("tls"):
        page.add("TLS:")
    for each in spec.get("tls") or ():
        hosts = ",".join(each.get("hosts") or ())
        page.add(f"{each['secretName']} terminates {hosts}" if each.get("secretName") else f"SNI routes {hosts}", 1)
    page.add("Rules:")
    page.add("Host\tPath\tBackends", 1)
    page.add("----\t----\t--------", 1)
    rules = [each for each in spec.get("rules") or () if each.get("http")]
    for rule in rules:
        page.add(f"{rule.get('host') or '*'}\t", 1)
        for path in rule["http"].get("paths") or ():
            page.add(f"\t{path.get('path', '')} \t{_backend(path.get('backend') or {}, resource, state)}", 2)
    if not rules:
        page.add(f"*\t*\t{default}", 1)
    page.annotations("Annotations", resource.annotations)


def _backend(backend: Backend, ingress: Resource, state: State) -> str:
    """``web:80 (10.244.1.5:8080)``."""
    wanted = backend.get("service")
    if not wanted:
        reference = backend.get("resource") or {}
        group = reference.get("apiGroup") or NONE
        return f"APIGroup: {group}, Kind: {reference.get('kind', '')}, Name: {reference.get('name', '')}"
    name, port = wanted.get("name", ""), wanted.get("port") or {}
    shown = f"{name}:{port.get('number') or port.get('name', '')}"
    service = state.get(kinds.SERVICE, ingress.namespace, name)
    if service is None:
        return f'{shown} (<error: services "{name}" not found>)'
    slices = [each.tree for each in state.find(SLICES_OF_SERVICE, service.key)]
    return f"{shown} ({endpoints(slices, _port_name(service, port))})"


def _port_name(service: Resource, wanted: Mapping[str, Any]) -> str:
    for port in service.spec.get("ports") or ():
        if port["port"] == wanted.get("number") or (wanted.get("name") and wanted["name"] == port.get("name")):
            return str(port.get("name") or "")
    return ""


def describe_service_cidr(page: Page, resource: Resource, _state: State) -> None:
    """The ranges that Services get their addresses from."""
    page.add(f"Name:\t{resource.name}")
    page.labels_and_annotations(resource)
    page.add(f"CIDRs:\t{', '.join(resource.spec.get('cidrs') or ())}")
    conditions = resource.status.get("conditions") or ()
    if conditions:
        page.add("Status:")
    page.conditions(conditions)


def describe_ip_address(page: Page, resource: Resource, _state: State) -> None:
    """Whose address it is."""
    page.add(f"Name:\t{resource.name}")
    page.labels_and_annotations(resource)
    parent = resource.spec.get("parentRef")
    if parent:
        page.add("Parent Reference:")
        for title in ("Group", "Resource", "Namespace", "Name"):
            page.add(f"{title}:\t{parent.get(title.lower(), '')}", 1)

"""Descriptions of Endpoints and EndpointSlices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from svcquest.engine.state import State
from svcquest.model.resource import Resource
from svcquest.terminal.kubectl.describing.page import Page
from svcquest.terminal.kubectl.tables.cells import UNSET


def describe_endpoints(page: Page, resource: Resource, _state: State) -> None:
    """Addresses and ports of each subset."""
    page.identity(resource)
    page.labels_and_annotations(resource)
    page.add("Subsets:")
    for subset in resource.tree.get("subsets") or ():
        page.add(f"Addresses:\t{_addresses(subset.get('addresses') or ())}", 1)
        page.add(f"NotReadyAddresses:\t{_addresses(subset.get('notReadyAddresses') or ())}", 1)
        if subset.get("ports"):
            page.add("Ports:", 1)
            page.add("Name\tPort\tProtocol", 2)
            page.add("----\t----\t--------", 2)
            for port in subset["ports"]:
                page.add(f"{port.get('name') or UNSET}\t{port['port']}\t{port.get('protocol', 'TCP')}", 2)
        page.add("")


def _addresses(entries: Sequence[Mapping[str, Any]]) -> str:
    return ",".join(entry["ip"] for entry in entries) or "<none>"


def describe_slice(page: Page, resource: Resource, _state: State) -> None:
    """Ports of a slice and, one after the other, its endpoints."""
    tree = resource.tree
    page.identity(resource)
    page.labels_and_annotations(resource)
    page.add(f"AddressType:\t{tree.get('addressType', '')}")
    if tree.get("ports"):
        page.add("Ports:")
        page.add("Name\tPort\tProtocol", 1)
        page.add("----\t----\t--------", 1)
        for port in tree["ports"]:
            page.add(f"{port.get('name') or UNSET}\t{port.get('port') or UNSET}\t{port.get('protocol', '')}", 1)
    else:
        page.add("Ports: <unset>")
    if not tree.get("endpoints"):
        page.add("Endpoints: <none>")
        return
    page.add("Endpoints:")
    for endpoint in tree["endpoints"]:
        _endpoint(page, endpoint)


def _endpoint(page: Page, endpoint: Mapping[str, Any]) -> None:
    page.add(f"- Addresses:\t{','.join(endpoint.get('addresses') or ()) or '<none>'}", 1)
    page.add("Conditions:", 2)
    ready = (endpoint.get("conditions") or {}).get("ready")
    page.add(f"Ready:\t{UNSET if ready is None else str(ready).lower()}", 3)
    page.add(f"Hostname:\t{endpoint.get('hostname') or UNSET}", 2)
    target = endpoint.get("targetRef")
    if target:
        page.add(f"TargetRef:\t{target.get('kind')}/{target.get('name')}", 2)
    page.add(f"NodeName:\t{endpoint.get('nodeName') or UNSET}", 2)
    page.add(f"Zone:\t{endpoint.get('zone') or UNSET}", 2)

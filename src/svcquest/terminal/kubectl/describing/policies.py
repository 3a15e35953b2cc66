"""Descriptions of NetworkPolicies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from svcquest.engine.state import State
from svcquest.model.resource import Resource
from svcquest.model.timestamps import from_timestamp
from svcquest.terminal.kubectl.describing.page import Page
from svcquest.terminal.kubectl.tables.cells import label_selector

Rule = Mapping[str, Any]


def describe_policy(page: Page, resource: Resource, _state: State) -> None:
    """Which pods a policy selects and what it lets through."""
    spec = resource.spec
    types = spec.get("policyTypes") or []
    page.identity(resource)
    page.add(f"Created on:\t{_created_on(resource)}")
    page.labels_and_annotations(resource)
    page.add("Spec:")
    page.add(
        "PodSelector:     "
        + _selector(spec.get("podSelector"), "(Allowing the specific traffic to all pods in this namespace)"),
        1,
    )
    _direction(page, "ingress", spec.get("ingress") or (), enabled="Ingress" in types)
    _direction(page, "egress", spec.get("egress") or (), enabled="Egress" in types)
    page.add(f"Policy Types: {', '.join(types) or '<none>'}", 1)


def _created_on(resource: Resource) -> str:
    """A moment as Go prints it that was not told how."""
    seconds = from_timestamp(resource.metadata.get("creationTimestamp") or "")
    if seconds is None:
        return "0001-01-01 00:00:00 +0000 UTC"
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S +0000 UTC")


def _selector(tree: Mapping[str, Any] | None, otherwise: str) -> str:
    shown = label_selector(tree)
    return f"<none> {otherwise}" if shown == "<none>" else shown


def _direction(page: Page, direction: str, rules: Sequence[Rule], *, enabled: bool) -> None:
    if not enabled:
        page.add(f"Not affecting {direction} traffic", 1)
        return
    page.add(f"Allowing {direction} traffic:", 1)
    if not rules:
        page.add(f"<none> (Selected pods are isolated for {direction} connectivity)", 2)
    for at, rule in enumerate(rules):
        _rule(page, direction, rule)
        if at < len(rules) - 1:
            page.add("----------", 2)


def _rule(page: Page, direction: str, rule: Rule) -> None:
    ports = rule.get("ports") or ()
    if not ports:
        page.add("To Port: <any> (traffic allowed to all ports)", 2)
    for port in ports:
        number, protocol = port.get("port", "<nil>"), port.get("protocol", "TCP")
        if port.get("endPort"):
            page.add(f"To Port Range: {number}-{port['endPort']}/{protocol}", 2)
        else:
            page.add(f"To Port: {number}/{protocol}", 2)
    word, field = ("From", "from") if direction == "ingress" else ("To", "to")
    peers = rule.get(field) or ()
    if not peers:
        page.add(f"{word}: <any> (traffic not restricted by {'source' if word == 'From' else 'destination'})", 2)
    for peer in peers:
        page.add(f"{word}:", 2)
        _peer(page, peer)


def _peer(page: Page, peer: Mapping[str, Any]) -> None:
    if peer.get("namespaceSelector") is not None:
        page.add(f"NamespaceSelector: {label_selector(peer['namespaceSelector'])}", 3)
    if peer.get("podSelector") is not None:
        page.add(f"PodSelector: {label_selector(peer['podSelector'])}", 3)
    block = peer.get("ipBlock")
    if block:
        page.add("IPBlock:", 3)
        page.add(f"CIDR: {block.get('cidr')}", 4)
        page.add(f"Except: {', '.join(block.get('except') or ())}", 4)

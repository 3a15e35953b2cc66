"""The table of merge strategies against the official OpenAPI document."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from svcquest.model.kinds import KINDS
from svcquest.schema.fields import struct
from svcquest.schema.merge.strategies import ATOMIC_STRUCTS, PLAIN, Strategy, table

_NAMES = {"io.k8s.api.discovery.v1.EndpointPort": "discovery.EndpointPort"}


@cache
def _definitions() -> dict[str, Any]:
    path = files("kubernetes_validate") / "kubernetes-json-schema" / "v1.36.0-local" / "_definitions.json"
    found: dict[str, Any] = json.loads(path.read_text())["$defs"]
    return found


def _reached() -> dict[str, Any]:
    """Definitions of the modelled kinds and of what they hold, by our name for them."""
    groups = {
        "": "core.v1",
        "apps": "apps.v1",
        "discovery.k8s.io": "discovery.v1",
        "networking.k8s.io": "networking.v1",
    }
    waiting = [f"io.k8s.api.{groups[kind.group]}.{kind.kind}" for kind in KINDS]
    found: dict[str, Any] = {}
    while waiting:
        name = waiting.pop()
        definition = _definitions()[name]
        found[_NAMES.get(name, name.rpartition(".")[2])] = definition
        for field in definition.get("properties", {}).values():
            for part in (field, field.get("items", {}), field.get("additionalProperties") or {}):
                target = part.get("$ref", "").rpartition("/")[2] if isinstance(part, dict) else ""
                if target and _NAMES.get(target, target.rpartition(".")[2]) not in found:
                    waiting.append(target)
    return found


def _expected(field: dict[str, Any]) -> Strategy:
    strategies = field.get("x-kubernetes-patch-strategy", "").split(",")
    list_type = field.get("x-kubernetes-list-type")
    return Strategy(
        merges="merge" in strategies,
        merge_key=field.get("x-kubernetes-patch-merge-key", ""),
        retain_keys="retainKeys" in strategies,
        keys=tuple(field["x-kubernetes-list-map-keys"]) if list_type == "map" else (),
        is_set=list_type == "set",
        atomic=field.get("x-kubernetes-map-type") == "atomic",
    )


def test_the_table_says_what_the_official_document_says() -> None:
    expected = {
        f"{name}.{field}": strategy
        for name, definition in _reached().items()
        for field, value in definition.get("properties", {}).items()
        if (strategy := _expected(value)) != PLAIN
    }
    assert table() == expected


def test_atomic_structs_are_those_of_the_official_document() -> None:
    expected = {name for name, value in _reached().items() if value.get("x-kubernetes-map-type") == "atomic"}
    assert expected == ATOMIC_STRUCTS


def test_every_struct_of_the_table_is_in_the_field_table() -> None:
    missing = [
        name
        for name in table()
        if not (owner := struct(name.partition(".")[0])) or name.partition(".")[2] not in owner.fields
    ]
    assert missing == []

from __future__ import annotations

import importlib
import json
import pkgutil
from functools import cache
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest

from svcquest.model import kinds
from svcquest.model.kinds import KINDS, Kind
from svcquest.schema import fields
from svcquest.schema.fields import field_at, qualified, struct, structs
from svcquest.schema.fields.table import Field, Struct, blocks, read
from svcquest.schema.late_fields import CLOSED
from svcquest.schema.versions import CURRENT, OLDEST, Version
from svcquest.terminal.kubectl.resource_types import all_types

TABLES = [
    importlib.import_module(f"{fields.__name__}.{module.name}").STRUCTS
    for module in pkgutil.iter_modules(fields.__path__)
    if module.name != "table"
]

PLAIN_TYPES = {"string", "bool", "int32", "int64", "Time", "MicroTime", "Quantity", "IntOrString", "FieldsV1", "bytes"}

OFFICIAL_TYPES = {"string": "string", "bool": "boolean", "int32": "integer", "int64": "integer"}


@cache
def definitions(version: Version = CURRENT) -> dict[str, Any]:
    """The official schemas of a version."""
    schemas = Path(kubernetes_validate.__file__).parent / "kubernetes-json-schema"
    release = "v{}.{}.0-local".format(*version)
    text = (schemas / release / "_definitions.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)["$defs"]
    return found


def official_name(kind: Kind) -> str:
    return f"io.k8s.api.{kind.group.partition('.')[0] or 'core'}.v1.{kind.kind}"


def referenced(schema: dict[str, Any]) -> str | None:
    """The definition that a property, or its items or values, refers to."""
    for part in (schema, schema.get("items"), schema.get("additionalProperties")):
        if isinstance(part, dict) and "$ref" in part:
            return str(part["$ref"]).rpartition("/")[2]
    return None


ROOTS = [(kind, kind.kind) for kind in KINDS] + [
    (kind, qualified(kind)) for kind in all_types() if kind not in KINDS and struct(qualified(kind))
]
"""Kinds that have a table of their fields, modelled or not, and the struct of a whole object."""


@pytest.mark.parametrize(("kind", "root"), ROOTS, ids=[root for _, root in ROOTS])
def test_table_holds_the_fields_of_the_official_schema(kind: Kind, root: str) -> None:
    official = definitions()
    seen: set[str] = set()
    waiting = [(official_name(kind), root)]
    while waiting:
        name, struct_name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        shape, properties = struct(struct_name), official[name]["properties"]
        assert shape is not None, struct_name
        assert set(shape.fields) == set(properties), struct_name
        assert {field.name for field in shape.fields.values() if field.required} == set(
            official[name].get("required", ())
        ), struct_name
        for field in shape.fields.values():
            inner = referenced(properties[field.name])
            if inner and "properties" in official[inner]:
                waiting.append((inner, field.item_type))
            elif not field.shape and field.item_type in OFFICIAL_TYPES:
                stated = properties[field.name]["type"]
                assert OFFICIAL_TYPES[field.item_type] in stated, (struct_name, field.name)


GONE = {
    "NetworkPolicy": {"status"},
    "PersistentVolumeClaimStatus": {"resizeStatus"},
    "PodResourceClaim": {"source"},
    "PodSpec": {"workloadRef"},
    "VolumeResourceRequirements": {"claims"},
}
"""Fields that older versions have and the newest has no more: most are alphas that came to nothing."""


@pytest.mark.parametrize("minor", range(OLDEST[1], CURRENT[1]))
def test_fields_of_an_older_version(minor: int) -> None:
    official, find = definitions((1, minor)), structs((1, minor))
    seen: set[tuple[str, str]] = set()
    waiting = [(official_name(kind), root) for kind, root in ROOTS if official_name(kind) in official]
    while waiting:
        name, struct_name = waiting.pop()
        shape, properties = find(struct_name), official[name]["properties"]
        assert shape is not None, struct_name
        assert set(shape.fields) == set(properties) - GONE.get(struct_name, set()), struct_name
        seen.add((name, struct_name))
        for field in shape.fields.values():
            inner = referenced(properties[field.name])
            if inner and "properties" in official[inner] and (inner, field.item_type) not in seen:
                waiting.append((inner, field.item_type))


@pytest.mark.parametrize(("name", "field"), CLOSED)
def test_fields_are_known_before_they_are_kept(name: str, field: str) -> None:
    opens = CLOSED[name, field]
    before, after = structs((opens[0], opens[1] - 1))(name), structs(opens)(name)
    assert before is not None
    assert after is not None
    assert field in before.emptied & set(before.fields)
    assert field not in after.emptied


def test_every_struct_of_the_table_belongs_to_a_kind_and_every_type_is_known() -> None:
    waiting: list[Struct] = [shape for _, root in ROOTS if (shape := struct(root))]
    seen: set[str] = set()
    while waiting:
        shape = waiting.pop()
        if shape.name in seen:
            continue
        seen.add(shape.name)
        assert list(shape.fields) == sorted(shape.fields), shape.name
        for field in shape.fields.values():
            inner = struct(field.item_type)
            assert (inner is None) == (field.item_type in PLAIN_TYPES), field
            if inner:
                waiting.append(inner)
    assert seen == {name for table in TABLES for name, _ in blocks(table)}


@pytest.mark.parametrize(
    ("kind", "path", "shown"),
    [
        (kinds.SERVICE, ("spec", "ports"), "[]ServicePort"),
        (kinds.SERVICE, ("spec", "ports", 0, "port"), "integer"),
        (kinds.SERVICE, ("spec", "ports", "targetPort"), "IntOrString"),
        (kinds.SERVICE, ("spec", "selector"), "map[string]string"),
        (kinds.SERVICE, ("spec", "selector", "app"), "map[string]string"),
        (kinds.SERVICE, ("spec", "publishNotReadyAddresses"), "boolean"),
        (kinds.SERVICE, ("metadata", "creationTimestamp"), "string"),
        (kinds.ENDPOINTSLICE, ("ports",), "[]EndpointPort"),
        (kinds.POD, ("spec", "containers", "resources", "limits"), "map[string]Quantity"),
        (kinds.DEPLOYMENT, ("spec", "template", "spec", "containers", 0, "ports"), "[]ContainerPort"),
    ],
)
def test_fields_are_found_by_path_and_shown_as_explain_does(
    kind: Kind, path: tuple[str | int, ...], shown: str
) -> None:
    field = field_at(kind, path)
    assert field is not None
    assert field.type == shown


@pytest.mark.parametrize("path", [("spec", "nope"), ("spec", "type", "x"), ("spec", "ports", "containerPort")])
def test_there_is_no_such_field(path: tuple[str, ...]) -> None:
    assert field_at(kinds.SERVICE, path) is None


def test_enumerations_are_listed() -> None:
    field = field_at(kinds.SERVICE, ("spec", "type"))
    assert field is not None
    assert field.values == ("ClusterIP", "ExternalName", "LoadBalancer", "NodePort")


def test_text_of_a_table_is_read() -> None:
    (one, other) = blocks('A\n  x! []B y|z\n  w? string ""|q\nB\n  n int32\n')
    assert read(*one).fields == {
        "x": Field("x", "[]", "B", required=True, values=("y", "z")),
        "w": Field("w", "", "string", keeps_empty=True, values=("", "q")),
    }
    assert read(*other).name == "B"

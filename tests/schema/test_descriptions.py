from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest

from svcquest.model.kinds import KINDS, Kind
from svcquest.schema import descriptions
from svcquest.schema.descriptions import describe, describe_kind, parse
from svcquest.schema.fields import Struct, qualified, struct, struct_of
from svcquest.terminal.kubectl.resource_types import all_types

TABLES = {
    module.name: importlib.import_module(f"{descriptions.__name__}.{module.name}").TEXTS
    for module in pkgutil.iter_modules(descriptions.__path__)
}
TEXTS = {key: text for table in TABLES.values() for key, text in parse(table)}

COMMON_RUN = 6
"""So many words in the same order as upstream's are a copied sentence, not a name of things."""


def structs() -> Iterator[Struct]:
    """Every struct that an object of any kind with known fields holds."""
    others = [struct(qualified(kind)) for kind in all_types() if kind not in KINDS]
    waiting, seen = [*map(struct_of, KINDS), *filter(None, others)], set[str]()
    while waiting:
        shape = waiting.pop()
        if shape.name in seen:
            continue
        seen.add(shape.name)
        yield shape
        waiting.extend(filter(None, (struct(field.item_type) for field in shape.fields.values())))


STRUCTS = tuple(structs())


@pytest.mark.parametrize("shape", STRUCTS, ids=lambda shape: shape.name)
def test_every_struct_and_every_field_is_described(shape: Struct) -> None:
    assert describe(shape.name)
    assert [name for name in shape.fields if not describe(shape.name, name)] == []


@pytest.mark.parametrize("kind", all_types(), ids=str)
def test_every_kind_of_the_server_is_described(kind: Kind) -> None:
    assert describe_kind(kind)


@pytest.mark.parametrize("name", TABLES)
def test_every_text_belongs_to_a_field_and_is_said_once(name: str) -> None:
    kinds = {qualified(kind) for kind in all_types()}
    names = {name for shape in STRUCTS for name in shape.fields}
    for key, _ in parse(TABLES[name]):
        owner, _, field = key.rpartition(".")
        shape = struct(owner)
        known = field in names if owner == "*" else struct(key) or key in kinds or (shape and field in shape.fields)
        assert known, key
        assert sum(line.startswith(f"{key}: ") for table in TABLES.values() for line in table.splitlines()) == 1, key


def test_texts_are_short_sentences() -> None:
    for key, text in TEXTS.items():
        assert text == " ".join(text.split()), key
        assert text.endswith("."), key
        assert len(text) < 480, key


def _runs(text: str) -> list[tuple[str, ...]]:
    """Every run of words in a text."""
    words = re.findall(r"[a-z0-9']+", text.lower())
    return [tuple(words[at : at + COMMON_RUN]) for at in range(len(words) - COMMON_RUN + 1)]


def _official_texts() -> Iterator[str]:
    """Every description in the schema of the version that we follow."""
    schemas = Path(kubernetes_validate.__file__).parent / "kubernetes-json-schema"
    found: dict[str, Any] = json.loads((schemas / "v1.36.0-local" / "_definitions.json").read_text(encoding="utf-8"))
    for definition in found["$defs"].values():
        yield definition.get("description", "")
        yield from (field.get("description", "") for field in definition.get("properties", {}).values())


def test_texts_are_in_our_own_words() -> None:
    official = {run for text in _official_texts() for run in _runs(text)}
    assert {key: copied for key, text in TEXTS.items() if (copied := official.intersection(_runs(text)))} == {}


def test_texts_that_go_on_in_the_next_line() -> None:
    assert describe("ServicePort", "nodePort") == (
        "The port on every node, for types NodePort and LoadBalancer. Left out, a free one of 30000-32767 is picked. "
        "A number is given to one Service only."
    )


def test_a_struct_like_another_one_says_only_what_differs() -> None:
    assert describe("EphemeralContainer", "image") == describe("Container", "image")
    assert describe("EphemeralContainer", "ports") == "Not allowed for ephemeral containers."


def test_what_has_no_description() -> None:
    assert describe("Nothing") == ""
    assert describe("ServiceSpec", "nothing") == ""

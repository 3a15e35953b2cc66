"""What the JSON Schema allows is read or refused in words, and what is read means the same however it is written."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from svcquest.levels.format import AnswerSpec, Change, Setup
from svcquest.levels.probe_format import PROBES
from svcquest.levels.question_format import Question
from svcquest.levels.reading import Notes, Reader, Schema, record
from svcquest.manifest import parse
from svcquest.manifest.dump import dump_yaml

_MOST = 2
"""Items of generated lists and mappings."""

_FREE = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab: #", max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=2),
    max_leaves=4,
)
_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))


def allowed(schema: Schema, definitions: dict[str, Schema]) -> st.SearchStrategy[Any]:
    """Values that a schema allows."""
    if "$ref" in schema:
        return st.deferred(lambda: allowed(definitions[schema["$ref"].rpartition("/")[2]], definitions))
    if "anyOf" in schema:
        return st.one_of(*(allowed(each, definitions) for each in schema["anyOf"]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"):
        case "string":
            return _text(schema)
        case "integer":
            return st.integers(int(schema.get("minimum", -9)), int(schema.get("maximum", 9)))
        case "number":
            return st.floats(schema["minimum"], schema["maximum"], allow_nan=False)
        case "boolean":
            return st.booleans()
        case "array":
            most = min(_MOST, schema["maxItems"])
            return st.lists(allowed(schema["items"], definitions), min_size=schema.get("minItems", 0), max_size=most)
        case "object":
            return _mapping(schema, definitions)
        case _:
            return _FREE


def _text(schema: Schema) -> st.SearchStrategy[str]:
    if "pattern" in schema:
        ascii_only = re.compile(schema["pattern"], re.ASCII)
        found = st.from_regex(ascii_only, fullmatch=True, alphabet=st.characters(min_codepoint=33, max_codepoint=126))
        return found.filter(lambda text: 0 < len(text) <= schema.get("maxLength", 300))
    return st.text(_LETTERS, min_size=1, max_size=min(12, schema["maxLength"]))


def _mapping(schema: Schema, definitions: dict[str, Schema]) -> st.SearchStrategy[dict[str, Any]]:
    if "properties" not in schema:
        names = allowed(schema["propertyNames"], definitions)
        return st.dictionaries(names, allowed(schema["additionalProperties"], definitions), max_size=_MOST)
    each = {name: allowed(found, definitions) for name, found in schema["properties"].items()}
    required = {name: each.pop(name) for name in schema["required"]}
    return st.fixed_dictionaries(required, optional=each)


@pytest.mark.parametrize(
    "model", [*PROBES.values(), Question, Change, AnswerSpec, Setup], ids=lambda each: each.__name__
)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data())
def test_what_the_schema_allows_means_the_same_however_it_is_written(model: type, data: st.DataObject) -> None:
    reader = record(model)
    tree = data.draw(_strategy(model))
    value, objections = read(reader, tree)
    event("refused" if objections else "read")
    for text in (dump_yaml(tree), json.dumps(tree)):
        again = parse(text, "level.yaml")
        assert again.problem is None
        assert read(reader, again.documents[0].tree) == (value, objections)


@cache
def _strategy(model: type) -> st.SearchStrategy[Any]:
    definitions: dict[str, Schema] = {}
    record(model).schema(definitions)
    return _mapping(definitions[model.__name__], definitions)


def read(reader: Reader, tree: Any) -> tuple[Any, list[str]]:
    """What a reader makes of a tree, and what it objects to."""
    notes = Notes()
    value = reader(tree, (), notes)
    return value, [text for _, text in notes.found]

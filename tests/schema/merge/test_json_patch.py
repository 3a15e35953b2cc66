from __future__ import annotations

from typing import Any

import pytest

from svcquest.model.status import Refusal, bad_request
from svcquest.schema.merge.json_patch import REJECTED, apply_json_patch, unknown_fields

FITTING: list[tuple[str, Any, list[dict[str, Any]], Any]] = [
    ("add a member", {"a": 1}, [{"op": "add", "path": "/b", "value": 2}], {"a": 1, "b": 2}),
    ("add replaces a member", {"a": 1}, [{"op": "add", "path": "/a", "value": 2}], {"a": 2}),
    ("add inserts", {"a": [1, 3]}, [{"op": "add", "path": "/a/1", "value": 2}], {"a": [1, 2, 3]}),
    ("add appends", {"a": [1]}, [{"op": "add", "path": "/a/-", "value": 2}], {"a": [1, 2]}),
    ("add at the length", {"a": [1]}, [{"op": "add", "path": "/a/1", "value": 2}], {"a": [1, 2]}),
    ("remove a member", {"a": 1, "b": 2}, [{"op": "remove", "path": "/a"}], {"b": 2}),
    ("remove an item", {"a": [1, 2]}, [{"op": "remove", "path": "/a/0"}], {"a": [2]}),
    ("remove from the end", {"a": [1, 2]}, [{"op": "remove", "path": "/a/-1"}], {"a": [1]}),
    ("replace deep", {"a": [{"b": 1}]}, [{"op": "replace", "path": "/a/0/b", "value": "x"}], {"a": [{"b": "x"}]}),
    ("replace a missing member", {}, [{"op": "replace", "path": "/a", "value": 1}], {"a": 1}),
    ("replace an item", {"a": [1, 2]}, [{"op": "replace", "path": "/a/0", "value": 9}], {"a": [9, 2]}),
    ("replace all", {"a": 1}, [{"op": "replace", "path": "", "value": 3}], 3),
    ("move", {"a": {"b": 1}, "c": {}}, [{"op": "move", "from": "/a/b", "path": "/c/d"}], {"a": {}, "c": {"d": 1}}),
    ("copy", {"a": [1]}, [{"op": "copy", "from": "/a", "path": "/b"}], {"a": [1], "b": [1]}),
    ("copy of nothing", {"a": 1}, [{"op": "copy", "from": "/x", "path": "/b"}], {"a": 1, "b": None}),
    ("escapes", {"a/b": 1, "m~n": 2}, [{"op": "remove", "path": "/a~1b"}, {"op": "remove", "path": "/m~0n"}], {}),
    ("test then change", {"a": 1}, [{"op": "test", "path": "/a", "value": 1.0}, {"op": "remove", "path": "/a"}], {}),
    ("test of nothing", {}, [{"op": "test", "path": "/a", "value": None}], {}),
]

UNFITTING: list[tuple[str, Any, list[Any]]] = [
    ("remove a missing member", {}, [{"op": "remove", "path": "/a"}]),
    ("remove a missing item", {"a": [1]}, [{"op": "remove", "path": "/a/7"}]),
    ("replace below a missing member", {}, [{"op": "replace", "path": "/a/b", "value": 1}]),
    ("replace a missing item", {"a": []}, [{"op": "replace", "path": "/a/0", "value": 1}]),
    ("add under a missing parent", {}, [{"op": "add", "path": "/a/b", "value": 1}]),
    ("add beyond the end", {"a": []}, [{"op": "add", "path": "/a/1", "value": 1}]),
    ("add into a number", {"a": 1}, [{"op": "add", "path": "/a/b", "value": 1}]),
    ("index with a leading zero", {"a": [1, 2]}, [{"op": "remove", "path": "/a/01"}]),
    ("index that is a word", {"a": [1]}, [{"op": "remove", "path": "/a/x"}]),
    ("move from nowhere", {}, [{"op": "move", "path": "/a"}]),
    ("move from null", {}, [{"op": "move", "from": None, "path": "/a"}]),
    ("copy from null", {}, [{"op": "copy", "from": None, "path": "/a"}]),
    ("test fails", {"a": 1}, [{"op": "test", "path": "/a", "value": True}]),
    ("unknown operation", {}, [{"op": "increase", "path": "/a"}]),
    ("no path", {}, [{"op": "add", "value": 1}]),
    ("path without a slash", {"a": 1}, [{"op": "remove", "path": "a"}]),
    ("null", {}, [None]),
]


@pytest.mark.parametrize(("tree", "patch", "after"), [row[1:] for row in FITTING], ids=[row[0] for row in FITTING])
def test_operations_change_the_tree(tree: Any, patch: list[Any], after: Any) -> None:
    before = repr(tree)
    assert apply_json_patch(tree, patch) == after
    assert repr(tree) == before


@pytest.mark.parametrize(("tree", "patch"), [row[1:] for row in UNFITTING], ids=[row[0] for row in UNFITTING])
def test_operations_that_do_not_fit_are_rejected_without_a_reason(tree: Any, patch: list[Any]) -> None:
    with pytest.raises(Refusal) as caught:
        apply_json_patch(tree, patch)
    assert caught.value.status == REJECTED


@pytest.mark.parametrize(
    ("patch", "message"),
    [
        ({"op": "remove"}, "object into Go value of type []handlers.jsonPatchOp"),
        ("remove", "string into Go value of type []handlers.jsonPatchOp"),
        (["remove"], "string into Go value of type handlers.jsonPatchOp"),
        ([{"op": "remove", "path": 1}], "number into Go struct field jsonPatchOp.path of type string"),
    ],
)
def test_patches_of_wrong_types_are_bad_requests(patch: Any, message: str) -> None:
    with pytest.raises(Refusal) as caught:
        apply_json_patch({}, patch)
    assert caught.value.status == bad_request(f"error decoding patch: json: cannot unmarshal {message}")


def test_fields_that_no_operation_has_are_told() -> None:
    patch = [{"op": "add", "path": "/a", "value": 1}, {"op": "add", "path": "/b", "val": 1, "note": ""}]
    assert list(unknown_fields(patch)) == [f'json patch unknown field "[1].{name}"' for name in ("note", "val")]

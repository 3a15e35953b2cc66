from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcquest.schema.merge.merge_patch import apply_merge_patch, create_merge_patch

# The examples of RFC 7386, appendix A.
RFC: list[tuple[Any, Any, Any]] = [
    ({"a": "b"}, {"a": "c"}, {"a": "c"}),
    ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
    ({"a": "b"}, {"a": None}, {}),
    ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
    ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
    ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
    (["a", "b"], ["c", "d"], ["c", "d"]),
    ({"a": "b"}, ["c"], ["c"]),
    ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
    ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
]

leaves = st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "x", "y"])
trees = st.recursive(
    st.dictionaries(st.sampled_from("abc"), leaves, max_size=3),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner | leaves | st.lists(leaves, max_size=2), max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(("tree", "patch", "after"), RFC)
def test_examples_of_the_rfc(tree: Any, patch: Any, after: Any) -> None:
    assert apply_merge_patch(tree, patch) == after


@given(trees, trees)
def test_a_created_patch_turns_one_tree_into_the_other(old: dict[str, Any], new: dict[str, Any]) -> None:
    patch = create_merge_patch(old, new)
    assert apply_merge_patch(old, patch) == new
    assert (patch == {}) == (repr(sorted(old.items(), key=str)) == repr(sorted(new.items(), key=str))) or old != new

"""Field sets of objects, and what is different between two of them."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from svcquest.schema.field_sets import difference, paths, present

names = st.sampled_from("abcd")
values = st.one_of(st.integers(0, 2), st.sampled_from("xy"), st.lists(st.integers(0, 2), max_size=2))
trees: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.dictionaries(names, values, max_size=3), lambda inner: st.dictionaries(names, inner | values, max_size=3)
)


@given(trees, trees)
def test_what_is_made_and_gone_is_what_only_one_of_them_has(old: dict[str, Any], new: dict[str, Any]) -> None:
    found = difference(old, new, None)

    assert found.made == present(new, None) - present(old, None)
    assert found.gone == present(old, None) - present(new, None)


@given(trees, trees)
def test_what_is_changed_is_every_field_that_is_not_equal_in_both(old: dict[str, Any], new: dict[str, Any]) -> None:
    def fields(tree: dict[str, Any]) -> dict[tuple[str, ...], Any]:
        found = {}
        for path in paths(tree, None):
            here: Any = tree
            for step in path:
                here = here[step.removeprefix("f:")]
            found[path] = here
        return found

    before, after = fields(old), fields(new)
    differing = {path for path in before.keys() | after.keys() if path and before.get(path) != after.get(path)}

    assert difference(old, new, None).changed == differing


@given(trees)
def test_nothing_is_different_from_itself(tree: dict[str, Any]) -> None:
    found = difference(tree, dict(tree), None)

    assert (found.changed, found.made, found.gone) == (frozenset(), frozenset(), frozenset())

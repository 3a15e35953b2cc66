"""Labels and selectors in one cell, in the order in which the API machinery's own strings have them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from svcquest.terminal.kubectl.tables.cells import label_selector, pairs

NAME = "app.kubernetes.io/name"


@pytest.mark.parametrize(
    ("labels", "cell"),
    [
        (None, "<none>"),
        ({}, "<none>"),
        ({"tier": "front", "app": "web"}, "app=web,tier=front"),
        ({"app": "search", NAME: "search"}, "app.kubernetes.io/name=search,app=search"),
    ],
)
def test_whole_pairs_of_a_set_are_sorted(labels: Mapping[str, str] | None, cell: str) -> None:
    assert pairs(labels) == cell


@pytest.mark.parametrize(
    ("selector", "cell"),
    [
        (None, "<none>"),
        ({}, "<none>"),
        ({"matchLabels": {NAME: "search", "app": "search"}}, "app=search,app.kubernetes.io/name=search"),
        (
            {
                "matchLabels": {"b": "2"},
                "matchExpressions": [
                    {"key": "d", "operator": "DoesNotExist"},
                    {"key": "c", "operator": "In", "values": ["y", "x"]},
                    {"key": "a", "operator": "Exists"},
                    {"key": "e", "operator": "NotIn", "values": ["z"]},
                ],
            },
            "a,b=2,c in (x,y),!d,e notin (z)",
        ),
    ],
)
def test_requirements_of_a_selector_are_sorted_by_key(selector: Mapping[str, Any] | None, cell: str) -> None:
    assert label_selector(selector) == cell

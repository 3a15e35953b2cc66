from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcquest.model.kinds import SERVICE
from svcquest.model.status import Refusal
from svcquest.model.tree import Tree
from svcquest.schema.merge.strategic import apply_strategic_patch
from svcquest.schema.merge.three_way import three_way_patch, two_way_patch

HTTP: Tree = {"name": "http", "port": 80}
HTTPS: Tree = {"name": "https", "port": 443}


def spec(**fields: Any) -> Tree:
    return {"spec": fields}


CASES: list[tuple[str, Tree, Tree, Tree, Tree]] = [
    ("nothing to do", spec(type="ClusterIP"), spec(type="ClusterIP", x="1"), spec(type="ClusterIP"), {}),
    ("what others set stays", spec(), spec(clusterIP="10.96.0.9"), spec(), {}),
    ("a change", spec(a=1), spec(a=1), spec(a=2), spec(a=2)),
    ("what was changed by others comes back", spec(a=1), spec(a=9), spec(a=1), spec(a=1)),
    ("what is gone from the file is removed", spec(a=1, b=2), spec(a=1, b=2), spec(a=1), spec(b=None)),
    (
        "a port is gone from the file",
        spec(ports=[HTTP, HTTPS]),
        spec(ports=[{**HTTP, "protocol": "TCP"}, {**HTTPS, "protocol": "TCP"}]),
        spec(ports=[HTTP]),
        {"spec": {"$setElementOrder/ports": [{"port": 80}], "ports": [{"$patch": "delete", "port": 443}]}},
    ),
    (
        "a port is added",
        spec(ports=[HTTP]),
        spec(ports=[{**HTTP, "protocol": "TCP"}]),
        spec(ports=[HTTP, HTTPS]),
        {"spec": {"$setElementOrder/ports": [{"port": 80}, {"port": 443}], "ports": [HTTPS]}},
    ),
]


@pytest.mark.parametrize(
    ("applied", "live", "manifest", "patch"), [row[1:] for row in CASES], ids=[row[0] for row in CASES]
)
def test_what_apply_sends(applied: Tree, live: Tree, manifest: Tree, patch: Tree) -> None:
    assert three_way_patch(SERVICE, applied, live, manifest) == patch


@pytest.mark.parametrize(
    ("ports", "message"),
    [
        ([{"name": "x"}], "map: map[name:x] does not contain declared merge key: port"),
        ([80], "list element types are not identical: [[map[name:http port:80]] [80]]"),
    ],
)
def test_items_that_nothing_identifies_cannot_be_compared(ports: list[Any], message: str) -> None:
    with pytest.raises(Refusal, match=re.escape(message)):
        three_way_patch(SERVICE, {}, spec(ports=[HTTP]), spec(ports=ports))


ports = st.lists(
    st.fixed_dictionaries(
        {"port": st.integers(1, 4)},
        optional={"name": st.sampled_from(["a", "b"]), "targetPort": st.integers(1, 2) | st.just("http")},
    ),
    max_size=4,
    unique_by=lambda port: port["port"],
)
specs = st.fixed_dictionaries(
    {},
    optional={
        "ports": ports,
        "type": st.sampled_from(["ClusterIP", "NodePort"]),
        "selector": st.dictionaries(st.sampled_from("ab"), st.sampled_from("xy"), max_size=2),
        "externalIPs": st.lists(st.sampled_from(["10.0.0.1", "10.0.0.2"]), max_size=2),
    },
)


@given(specs, specs)
def test_a_two_way_patch_turns_one_object_into_the_other(old: Tree, new: Tree) -> None:
    patched = apply_strategic_patch(SERVICE, {"spec": old}, two_way_patch(SERVICE, {"spec": old}, {"spec": new}))
    # A list that loses its last item stays as an empty one, as it does upstream.
    assert {key: value for key, value in patched["spec"].items() if value != [] or key in new} == new


@given(specs, specs, specs)
def test_applying_again_changes_nothing(applied: Tree, live: Tree, manifest: Tree) -> None:
    first = three_way_patch(SERVICE, {"spec": applied}, {"spec": live}, {"spec": manifest})
    now = apply_strategic_patch(SERVICE, {"spec": live}, first)
    again = three_way_patch(SERVICE, {"spec": manifest}, now, {"spec": manifest})
    assert apply_strategic_patch(SERVICE, now, again) == now

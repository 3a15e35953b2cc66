from __future__ import annotations

from typing import Any

import pytest

from svcquest.model.kinds import DEPLOYMENT, POD, SERVICE, Kind
from svcquest.model.status import Refusal
from svcquest.model.tree import Tree
from svcquest.schema.merge.json_patch import REJECTED
from svcquest.schema.merge.strategic import apply_strategic_patch, combine, show, spent


def service(**spec: Any) -> Tree:
    return {"metadata": {"name": "web"}, "spec": spec}


def pod(**spec: Any) -> Tree:
    return {"spec": {"containers": [{"name": "c", "image": "a"}], **spec}}


HTTP = {"name": "http", "port": 80, "targetPort": 8080}
TWO = {"name": "c", "image": "a", "env": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]}

CASES: list[tuple[str, Kind, Tree, Tree, Tree]] = [
    (
        "maps merge, null removes",
        SERVICE,
        service(selector={"app": "web", "tier": "x"}),
        {"spec": {"selector": {"tier": None, "v": "1"}}},
        service(selector={"app": "web", "v": "1"}),
    ),
    (
        "a port is found by its number",
        SERVICE,
        service(ports=[HTTP]),
        {"spec": {"ports": [{"port": 80, "nodePort": 30521}]}},
        service(ports=[{**HTTP, "nodePort": 30521}]),
    ),
    (
        "a new port goes first",
        SERVICE,
        service(ports=[HTTP]),
        {"spec": {"ports": [{"port": 8080}]}},
        service(ports=[{"port": 8080}, HTTP]),
    ),
    (
        "two patches of one number end in one port",
        SERVICE,
        service(ports=[{"port": 80}]),
        {"spec": {"ports": [{"port": 80}, {"port": 80, "protocol": "UDP"}]}},
        service(ports=[{"port": 80, "protocol": "UDP"}]),
    ),
    (
        "a list item is deleted",
        SERVICE,
        service(ports=[HTTP, {"port": 443}]),
        {"spec": {"ports": [{"$patch": "delete", "port": 80}]}},
        service(ports=[{"port": 443}]),
    ),
    (
        "a list is replaced",
        SERVICE,
        service(ports=[HTTP, {"port": 443}]),
        {"spec": {"ports": [{"$patch": "replace"}, {"port": 1}]}},
        service(ports=[{"port": 1}]),
    ),
    (
        "a map is replaced",
        SERVICE,
        service(selector={"app": "web"}),
        {"spec": {"selector": {"$patch": "replace", "x": "y"}}},
        service(selector={"x": "y"}),
    ),
    (
        "a list without a merge key is replaced",
        SERVICE,
        service(externalIPs=["10.0.0.1"]),
        {"spec": {"externalIPs": ["10.0.0.2"]}},
        service(externalIPs=["10.0.0.2"]),
    ),
    (
        "finalizers are united",
        SERVICE,
        {"metadata": {"finalizers": ["a"]}},
        {"metadata": {"finalizers": ["b", "a"]}},
        {"metadata": {"finalizers": ["b", "a"]}},
    ),
    (
        "finalizers are taken out",
        SERVICE,
        {"metadata": {"finalizers": ["a", "b"]}},
        {"metadata": {"$deleteFromPrimitiveList/finalizers": ["a"]}},
        {"metadata": {"finalizers": ["b"]}},
    ),
    (
        "an element order moves items",
        SERVICE,
        service(ports=[{"port": 1}, {"port": 2}, {"port": 3}]),
        {"spec": {"$setElementOrder/ports": [{"port": 3}, {"port": 1}]}},
        service(ports=[{"port": 2}, {"port": 3}, {"port": 1}]),
    ),
    (
        "lists in lists merge",
        POD,
        {"spec": {"containers": [TWO]}},
        {"spec": {"containers": [{"name": "c", "env": [{"name": "B", "value": "3"}]}]}},
        {"spec": {"containers": [{**TWO, "env": [TWO["env"][0], {"name": "B", "value": "3"}]}]}},
    ),
    (
        "retained keys drop the rest of a union",
        DEPLOYMENT,
        {"spec": {"strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1}}}},
        {"spec": {"strategy": {"$retainKeys": ["type"], "type": "Recreate"}}},
        {"spec": {"strategy": {"type": "Recreate"}}},
    ),
    (
        "another type replaces",
        SERVICE,
        service(ports=[HTTP]),
        {"spec": {"ports": "none"}},
        service(ports="none"),
    ),
    (
        "what is new comes without directives and nulls",
        POD,
        pod(),
        {"spec": {"securityContext": {"a": None, "$retainKeys": ["b"], "b": 1}}},
        pod(securityContext={"b": 1}),
    ),
]


@pytest.mark.parametrize(("kind", "tree", "patch", "after"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_patches(kind: Kind, tree: Tree, patch: Tree, after: Tree) -> None:
    before = repr((tree, patch))
    assert apply_strategic_patch(kind, tree, patch) == after
    assert repr((tree, patch)) == before


@pytest.mark.parametrize(
    ("patch", "code", "message"),
    [
        ([], 400, "json: cannot unmarshal array into Go value of type map[string]interface {}"),
        ({"spec": {"ports": [{"name": "x"}]}}, 500, "map: map[name:x] does not contain declared merge key: port"),
        (
            {"spec": {"ports": [2]}},
            500,
            "list element types are not identical: [[map[name:http port:80 targetPort:8080]] [2]]",
        ),
        ({"spec": {"ports": [{"$patch": "delete"}]}}, 500, "delete patch type with no merge key defined"),
        (
            {"spec": {"ports": [{"$patch": "merge", "port": 80}]}},
            500,
            "merging lists cannot yet be specified in the patch",
        ),
        ({"spec": {"$patch": "mend"}}, 500, "unknown patch type: mend in map: map[$patch:mend]"),
        ({"spec": {"$retainKeys": "ports"}}, 400, "invalid patch format of retainKeys"),
        ({"spec": {"$retainKeys": [], "type": "NodePort"}}, 422, REJECTED.message),
    ],
)
def test_patches_that_cannot_be_understood(patch: Any, code: int, message: str) -> None:
    with pytest.raises(Refusal) as caught:
        apply_strategic_patch(SERVICE, service(ports=[HTTP]), patch)
    assert (caught.value.status.code, caught.value.status.message) == (code, message)


def test_refusals_quote_what_is_left_of_a_patch() -> None:
    patch = {"foo": "bar", "spec": {"$setElementOrder/ports": [{"port": 80}], "ports": [{"port": 80}]}}
    assert show(spent(patch)) == "map[foo:bar spec:map[]]"


def test_deletions_that_are_none_add_nothing_to_others() -> None:
    key = "$deleteFromPrimitiveList/externalIPs"
    assert combine(SERVICE, {"spec": {key: ["a"]}}, {"spec": {key: None}}) == {"spec": {key: ["a"]}}

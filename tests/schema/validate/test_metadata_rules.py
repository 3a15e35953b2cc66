"""Rules for metadata, which objects of all kinds obey."""

from __future__ import annotations

import pytest
from tests.schema.validate.objects import RIGHT, causes, made

from svcquest.model import kinds
from svcquest.model.kinds import KINDS, Kind
from svcquest.model.tree import Tree
from svcquest.schema.validate import validate_update

OTHERS = [kind for kind in KINDS if kind != kinds.SERVICE]


@pytest.mark.parametrize("kind", OTHERS, ids=str)
def test_right_objects(kind: Kind) -> None:
    assert causes(kind, **RIGHT[kind.kind]) == []
    tree = made(kind, **RIGHT[kind.kind])
    assert validate_update(kind, tree, tree) == []


@pytest.mark.parametrize("kind", OTHERS, ids=str)
def test_names_of_every_kind_are_checked(kind: Kind) -> None:
    (found,) = causes(kind, {"name": "Lab_1"}, **RIGHT[kind.kind])
    what = "label" if kind == kinds.NAMESPACE else "subdomain"
    assert found.startswith(f'metadata.name: Invalid value: "Lab_1": a lowercase RFC 1123 {what} must consist of')


@pytest.mark.parametrize("kind", OTHERS, ids=str)
def test_labels_are_checked_again_on_update(kind: Kind) -> None:
    old = made(kind, **RIGHT[kind.kind])
    new = made(kind, {"labels": {"a": "b c"}}, **RIGHT[kind.kind])
    found = validate_update(kind, new, old)
    assert {cause.field for cause in found} == {"metadata.labels"}


def test_cluster_scoped_objects_have_no_namespace() -> None:
    assert causes(kinds.NAMESPACE, {"namespace": "x"}) == ["metadata.namespace: Forbidden: not allowed on this type"]


OWNER = {"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web", "uid": "1", "controller": True}
QUALIFIED = (
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
    "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
    "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
)


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ({"ownerReferences": [OWNER]}, []),
        (
            {"ownerReferences": [{**OWNER, "uid": ""}]},
            ['metadata.ownerReferences.uid: Invalid value: "": uid must not be empty'],
        ),
        (
            {"ownerReferences": [{"name": "x", "uid": "1"}]},
            [
                'metadata.ownerReferences.apiVersion: Invalid value: "": version must not be empty',
                'metadata.ownerReferences.kind: Invalid value: "": kind must not be empty',
            ],
        ),
        ({"finalizers": ["example.com/wait", "orphan", "kubernetes"]}, []),
        (
            {"finalizers": ["wait"]},
            [
                'metadata.finalizers[0]: Invalid value: "wait": name is neither a standard finalizer name nor is it '
                "fully qualified"
            ],
        ),
        ({"finalizers": ["a.b/c d"]}, [f'metadata.finalizers: Invalid value: "a.b/c d": {QUALIFIED}']),
        (
            {"finalizers": ["orphan", "foregroundDeletion"]},
            [
                'metadata.finalizers: Invalid value: ["orphan","foregroundDeletion"]: finalizer orphan and '
                "foregroundDeletion cannot be both set"
            ],
        ),
    ],
)
def test_owners_and_finalizers(metadata: Tree, expected: list[str]) -> None:
    assert causes(kinds.CONFIGMAP, metadata) == expected


def test_only_one_owner_controls_an_object() -> None:
    (found,) = causes(kinds.CONFIGMAP, {"ownerReferences": [OWNER, {**OWNER, "name": "b", "uid": "2"}]})
    assert found.endswith(
        'Only one reference can have Controller set to true. Found "true" in references for web and b'
    )

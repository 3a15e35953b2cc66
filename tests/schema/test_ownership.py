from __future__ import annotations

from typing import Any

import pytest

from svcquest.model.kinds import SERVICE
from svcquest.model.tree import Tree
from svcquest.schema import ownership
from svcquest.schema.field_sets import show_path
from svcquest.schema.last_applied import LAST_APPLIED
from svcquest.schema.ownership import apply, owners_of, updated

NOW = "2026-11-23T08:00:00Z"


def service(*ports: Tree, **spec: Any) -> Tree:
    return {"metadata": {"name": "web"}, "spec": {**spec, **({"ports": list(ports)} if ports else {})}}


def owned(tree: Tree) -> dict[str, list[str]]:
    return {each.manager: sorted(map(show_path, each.fields)) for each in owners_of(tree)}


def test_the_first_apply_owns_what_it_says() -> None:
    applied = apply(SERVICE, {}, service({"port": 80}, selector={"app": "web"}), "me", now=NOW)
    assert owned(applied.tree) == {
        "me": ['.spec.ports[port=80,protocol="TCP"]', '.spec.ports[port=80,protocol="TCP"].port', ".spec.selector"]
    }


def test_another_value_conflicts_until_it_is_forced() -> None:
    live = apply(SERVICE, {}, service(type="NodePort", selector={"app": "web"}), "me", now=NOW).tree
    wanted = service(type="NodePort", selector={"app": "other"})
    refused = apply(SERVICE, live, wanted, "you", now=NOW)
    assert [(each.owner.manager, show_path(each.path)) for each in refused.conflicts] == [("me", ".spec.selector")]
    assert refused.tree is live
    forced = apply(SERVICE, live, wanted, "you", now=NOW, force=True).tree
    assert forced["spec"]["selector"] == {"app": "other"}
    assert owned(forced) == {"me": [".spec.type"], "you": [".spec.selector", ".spec.type"]}


def test_the_same_value_is_owned_together() -> None:
    live = apply(SERVICE, {}, service(type="NodePort"), "me", now=NOW).tree
    both = apply(SERVICE, live, service(type="NodePort"), "you", now=NOW)
    assert not both.conflicts
    assert owned(both.tree) == {"me": [".spec.type"], "you": [".spec.type"]}


def test_what_an_owner_no_longer_says_goes_unless_somebody_else_holds_it() -> None:
    http, https = {"name": "http", "port": 80}, {"name": "https", "port": 443}
    live = apply(SERVICE, {}, service(http, https, type="NodePort"), "me", now=NOW).tree
    live = apply(SERVICE, live, service(type="NodePort"), "you", now=NOW).tree
    left = apply(SERVICE, live, service(http), "me", now=NOW).tree
    assert left["spec"] == {"type": "NodePort", "ports": [http]}


def test_ports_of_one_number_are_told_apart_by_protocol() -> None:
    live = service({"port": 53, "protocol": "TCP"})
    merged = apply(SERVICE, live, service({"port": 53, "protocol": "UDP"}), "me", now=NOW).tree
    assert merged["spec"]["ports"] == [{"port": 53, "protocol": "TCP"}, {"port": 53, "protocol": "UDP"}]


def test_an_ordinary_write_takes_over_what_it_changes() -> None:
    live = apply(SERVICE, {}, service(type="NodePort", selector={"a": "b"}), "me", now=NOW).tree
    changed = {**live, "spec": {**live["spec"], "type": "ClusterIP"}}
    after = updated(SERVICE, live, changed, "kubectl-patch", now=NOW)
    assert owned(after) == {"me": [".spec.selector"], "kubectl-patch": [".spec.type"]}


def test_owners_survive_being_written_down() -> None:
    tree = apply(SERVICE, {}, service({"port": 80, "name": "x"}, type="NodePort"), "me", now=NOW).tree
    assert ownership.with_owners(tree, owners_of(tree)) == tree


@pytest.mark.parametrize("manager", ["me", "you"])
def test_applying_again_changes_nothing(manager: str) -> None:
    config = service({"port": 80}, selector={"app": "web"})
    once = apply(SERVICE, {}, config, manager, now=NOW).tree
    assert apply(SERVICE, once, config, manager, now="2030-01-01T00:00:00Z").tree == once


def test_who_writes_through_a_subresource_is_somebody_else() -> None:
    live = updated(SERVICE, {}, service(type="NodePort"), "me", now=NOW)
    after = updated(SERVICE, live, service(type="ClusterIP"), "me", now=NOW, subresource="scale")
    (entry,) = owners_of({"metadata": after["metadata"]})
    assert str(entry) == '"me" with subresource "scale" using v1'


def test_a_map_that_a_writer_has_made_is_owned_with_what_is_in_it() -> None:
    tree = {"metadata": {"name": "web", "labels": {"a": "b"}}}
    after = updated(SERVICE, {"metadata": {"name": "web"}}, tree, "me", now=NOW)
    assert after["metadata"]["managedFields"][0]["fieldsV1"] == {"f:metadata": {"f:labels": {".": {}, "f:a": {}}}}


def test_what_client_side_apply_owned_is_handed_over() -> None:
    annotated = {
        "metadata": {"name": "web", "annotations": {LAST_APPLIED: "{}"}},
        "spec": {"type": "NodePort"},
    }
    live = ownership.with_presumed_owner(SERVICE, annotated)
    assert list(owned(live)) == [ownership.CLIENT_SIDE]
    assert ownership.handed_over(live, "me") is live
    live = apply(SERVICE, live, service(type="NodePort"), "me", now=NOW).tree
    after = ownership.handed_over(live, "me")
    assert list(owned(after)) == ["me"]
    assert ".spec.type" in owned(after)["me"]

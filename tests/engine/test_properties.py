"""Whatever happens to a cluster, certain things hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.clusters import pod, service, workload

from svcquest.engine.cluster import Cluster
from svcquest.engine.controllers import CONTROLLERS
from svcquest.engine.controllers.backends import TRIGGER_TIME
from svcquest.engine.controllers.base import Key, settle
from svcquest.engine.dns.server import answer
from svcquest.engine.environment import container_environment
from svcquest.engine.indexes import BY_KIND, FOR_UNMODELLED
from svcquest.engine.services.address_objects import IP_ADDRESS
from svcquest.engine.settings import Settings
from svcquest.engine.state import State
from svcquest.engine.transaction import Transaction
from svcquest.model.dns import Question
from svcquest.model.kinds import DEPLOYMENT, ENDPOINTS, ENDPOINTSLICE, KINDS, NODE, POD, REPLICASET, SERVICE
from svcquest.model.net import EXTERNAL, Request, Vantage
from svcquest.model.tree import Tree, with_value

Action = Callable[[Cluster], object]

APPS = ["a", "b"]
NAMES = ["x", "y", "z"]


def _labels(cluster: Cluster, name: str, app: str) -> object:
    found = cluster.get(POD, "default", name)
    tree = with_value(found.tree, ("metadata", "labels"), {"app": app}) if found else pod(name, app)
    return cluster.update(POD, "default", name, tree) if found else cluster.create(POD, tree)


def _note(cluster: Cluster, name: str, note: str, value: str) -> object:
    found = cluster.get(POD, "default", name)
    if found is None:
        return None
    notes = {**found.annotations, f"svcquest/{note}": value}
    return cluster.update(POD, "default", name, with_value(found.tree, ("metadata", "annotations"), notes))


def _node(cluster: Cluster, name: str, value: str) -> object:
    tree = cluster.select(NODE)[0].tree
    found = cluster.get(NODE, "", name)
    tree = found.tree if found else tree
    return cluster.update(NODE, "", name, with_value(tree, ("metadata", "annotations"), {"svcquest/ready": value}))


def _scale(cluster: Cluster, app: str, replicas: int, image: str) -> object:
    tree = workload(app, replicas, image)
    tree["spec"]["template"]["metadata"]["annotations"] = {"svcquest/linger": "3"}
    if cluster.get(DEPLOYMENT, "default", app):
        return cluster.update(DEPLOYMENT, "default", app, tree)
    return cluster.create(DEPLOYMENT, tree)


def _serve(cluster: Cluster, name: str, app: str, target: int | str, kind: str) -> object:
    tree = service(name, app, type=kind, ports=[{"port": 80, "targetPort": target}])
    return cluster.update(SERVICE, "default", name, tree)


actions: st.SearchStrategy[Action] = st.one_of(
    st.builds(lambda n, a: lambda c: _labels(c, n, a), st.sampled_from(NAMES), st.sampled_from(APPS)),
    st.builds(
        lambda n, v: lambda c: _note(c, n, "ready", v), st.sampled_from(NAMES), st.sampled_from(["true", "false"])
    ),
    st.builds(
        lambda n, v: lambda c: _note(c, n, "phase", v), st.sampled_from(NAMES), st.sampled_from(["Failed", "Running"])
    ),
    st.builds(
        lambda n, v: lambda c: _node(c, n, v), st.sampled_from(["node-1", "node-2"]), st.sampled_from(["true", "false"])
    ),
    st.builds(
        lambda a, r, i: lambda c: _scale(c, a, r, i),
        st.sampled_from(APPS),
        st.integers(0, 3),
        st.sampled_from(["one", "two"]),
    ),
    st.builds(
        lambda n, a, t, k: lambda c: _serve(c, n, a, t, k),
        st.sampled_from(NAMES),
        st.sampled_from(APPS),
        st.sampled_from([80, 8080, "http"]),
        st.sampled_from(["ClusterIP", "NodePort"]),
    ),
    st.builds(
        lambda k, n: lambda c: c.delete(k, "default", n),
        st.sampled_from([POD, SERVICE, DEPLOYMENT]),
        st.sampled_from(NAMES + APPS),
    ),
    st.builds(lambda s: lambda c: c.advance(s), st.sampled_from([1, 5, 400])),
)

steps = st.lists(actions, max_size=12)


def _trees(state: State) -> list[Tree]:
    return [each.tree for each in state.all()]


def _answers(cluster: Cluster) -> list[object]:
    """Whatever can be asked of a cluster: objects, those that are made on asking too, names, ways, environments."""
    found: list[object] = [each.tree for kind in (*KINDS, IP_ADDRESS) for each in cluster.select(kind)]
    vantages = [Vantage("node", "", "node-2"), EXTERNAL]
    for each in cluster.select(POD, "default"):
        found.append(container_environment(cluster.state, each))
        if each.view.alive:
            vantages.append(Vantage("pod", *each.key))
    for each in cluster.select(SERVICE, "default"):
        name = f"{each.name}.default.svc.cluster.local"
        found += [answer(cluster.state, Question(f"{name}.", kind)) for kind in ("A", "AAAA", "SRV")]
        for vantage in vantages:
            hosts = [(name, 80), *(("192.168.1.243", port.node_port) for port in each.view.ports if port.node_port)]
            for host, port in hosts:
                found.append(cluster.possible(Request(vantage, host, port)))
                found.append(cluster.trace(Request(vantage, host, port)))
                found.append(cluster.reach(Request(vantage, host, port), 3))
        found += [cluster.ping(vantage, each.view.cluster_ip) for vantage in vantages]
    return found


def _endpoints(state: State) -> dict[str, object]:
    """Endpoints and slices without what chance and time put into them."""
    found: dict[str, object] = {}
    for each in state.select(ENDPOINTS, "default"):
        marks = {key: value for key, value in each.annotations.items() if key != TRIGGER_TIME}
        found[f"endpoints {each.name}"] = (each.tree.get("subsets"), each.labels, marks)
    for each in state.select(ENDPOINTSLICE, "default"):
        place = f"slices {each.view.service}"
        content = sorted((repr(each.tree["ports"]), repr(end)) for end in each.tree["endpoints"] or [])
        found[place] = sorted([*found.get(place, []), *content])  # type: ignore[misc]
    return found


@settings(max_examples=60, deadline=None)
@given(steps)
def test_incremental_endpoints_are_those_computed_from_scratch(happens: list[Action]) -> None:
    cluster = Cluster()
    for action in happens:
        action(cluster)
    again = Transaction(cluster.state)
    for kind in (ENDPOINTS, ENDPOINTSLICE):
        for each in cluster.state.select(kind, "default"):
            if each.name != "kubernetes":
                again.remove(each)
    settle(again, CONTROLLERS)
    assert _endpoints(again.commit()) == _endpoints(cluster.state)


@settings(max_examples=30, deadline=None)
@given(steps, steps)
def test_a_kept_state_does_not_change_and_can_be_put_back(before: list[Action], after: list[Action]) -> None:
    cluster = Cluster()
    for action in before:
        action(cluster)
    kept, answers = cluster.state, _answers(cluster)
    for action in after:
        action(cluster)
    cluster.restore(kept)
    assert _answers(cluster) == answers
    cluster.restore(kept)
    first = cluster.fork()
    for each in (cluster, first):
        for action in after:
            action(each)
    assert _answers(cluster) == _answers(first)


@settings(max_examples=30, deadline=None)
@given(steps, st.integers(1, 9))
def test_the_same_seed_and_actions_give_the_same_state(happens: list[Action], seed: int) -> None:
    states = []
    for _ in range(2):
        cluster = Cluster(Settings(seed=seed))
        for action in happens:
            action(cluster)
        states.append(cluster.state)
    assert _trees(states[0]) == _trees(states[1])


@settings(max_examples=30, deadline=None)
@given(steps)
def test_addresses_and_ports_are_unique_and_indexes_complete(happens: list[Action]) -> None:
    cluster = Cluster()
    for action in happens:
        action(cluster)
    services = [each.view for each in cluster.select(SERVICE)]
    ips = [ip for each in services for ip in each.cluster_ips]
    ports = [port.node_port for each in services for port in each.ports if port.node_port]
    pod_ips = [ip for each in cluster.select(POD) for ip in each.view.ips]
    for taken in (ips, ports, pod_ips):
        assert len(set(taken)) == len(taken)
    assert _indexed(cluster.state) == {
        (index.name, key, (each.kind.resource, *each.key))
        for each in cluster.state.all()
        for index in BY_KIND.get(each.kind.kind, FOR_UNMODELLED)
        for key in index.keys(each)
    }


def _indexed(state: State) -> set[tuple[object, ...]]:
    return {(name, key, member) for name, table in state.indexes.items() for key in table for member in table[key]}


@pytest.mark.parametrize("name", [controller.name for controller in CONTROLLERS])
def test_reconciling_what_is_at_rest_changes_nothing(name: str) -> None:
    cluster = Cluster()
    _scale(cluster, "a", 2, "one")
    _serve(cluster, "x", "a", 80, "NodePort")
    transaction = Transaction(cluster.state)
    (controller,) = [each for each in CONTROLLERS if each.name == name]
    every = list(cluster.state.all())
    special: dict[str, list[Key]] = {
        "api-server": [("default", "kubernetes")],
        "scheduler": [("",)],
        "namespace": [(each.name,) for each in every],
        "node-lifecycle": [(each.name,) for each in every],
        "garbage-collector": [(each.uid,) for each in every if each.kind not in {DEPLOYMENT, REPLICASET, SERVICE}],
    }
    keys: list[Key] = special.get(name, [each.key for each in every if each.namespace])
    for key in keys:
        controller.reconcile(transaction, key)
    assert list(transaction.changes) == []

"""Endpoints that grew with a cluster are those of a cluster in which everything else was there from the start."""

from __future__ import annotations

from collections.abc import Callable
from json import dumps
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.clusters import pod, workload

from svcquest.engine.cluster import Cluster
from svcquest.engine.controllers.backends import TRIGGER_TIME
from svcquest.engine.controllers.endpointslices import CONTROLLER, MANAGED_BY
from svcquest.engine.controllers.mirroring import CONTROLLER as MIRRORING
from svcquest.engine.dns.server import answer
from svcquest.engine.proxy.routes import routes_of
from svcquest.engine.settings import Settings
from svcquest.model.dns import Question
from svcquest.model.kinds import DEPLOYMENT, ENDPOINTS, ENDPOINTSLICE, NAMESPACE, NODE, POD, SERVICE, Kind
from svcquest.model.net import Request, Vantage
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree, with_value

Action = Callable[[Cluster], object]

NAMES = ["x", "y"]
APPS = ["a", "b"]
PODS = ["p", "q", "r"]
NODES = ["node-1", "node-2", "node-3", "node-4"]
ZONES = ["zone-a", "zone-b", ""]
ZONE = "topology.kubernetes.io/zone"


def _change(kind: Kind, name: str, path: tuple[str, ...], value: Any) -> Action:
    """Set a field, or with None take it away, where the object is there."""

    def act(cluster: Cluster) -> object:
        found = cluster.get(kind, "default" if kind.namespaced else "", name)
        if found is None:
            return None
        return cluster.update(kind, "default", name, with_value(found.tree, path, value))

    return act


def _note(kind: Kind, name: str, key: str, value: str) -> Action:
    def act(cluster: Cluster) -> object:
        found = cluster.get(kind, "default" if kind.namespaced else "", name)
        if found is None:
            return None
        notes = {**found.annotations, key: value}
        return cluster.update(kind, "default", name, with_value(found.tree, ("metadata", "annotations"), notes))

    return act


def _put(kind: Kind, tree: Tree) -> Action:
    """Create an object, or where it is there already, give it this specification."""

    def act(cluster: Cluster) -> object:
        name, namespace = tree["metadata"]["name"], "default" if kind.namespaced else ""
        if cluster.get(kind, namespace, name) is None:
            return cluster.create(kind, tree)
        return cluster.update(kind, "default", name, tree)

    return act


def _service(name: str, app: str | None, ports: list[Tree], spec: Tree) -> Action:
    wanted: Tree = {**spec, "ports": ports, **({"selector": {"app": app}} if app else {})}
    if spec.get("clusterIP") == "None":
        wanted = {key: value for key, value in wanted.items() if key != "type"}

    def act(cluster: Cluster) -> object:
        old = cluster.get(SERVICE, "default", name)
        tree: Tree = {"metadata": {"name": name}, "spec": wanted}
        if old is not None and (old.view.headless != (spec.get("clusterIP") == "None")):
            cluster.delete(SERVICE, "default", name)
            old = None
        return cluster.update(SERVICE, "default", name, tree) if old else cluster.create(SERVICE, tree)

    return act


def _endpoints(name: str, ready: list[int], waiting: list[int]) -> Action:
    subset: Tree = {"ports": [{"port": 80}]}
    for field, numbers in (("addresses", ready), ("notReadyAddresses", waiting)):
        if numbers:
            subset[field] = [{"ip": f"192.0.2.{number}"} for number in numbers]
    put = _put(ENDPOINTS, {"metadata": {"name": name}, "subsets": [subset]})

    def act(cluster: Cluster) -> object:
        service = cluster.get(SERVICE, "default", name)
        # those of a Service with a selector stay as they were written until a pod changes, as in the real controller
        return put(cluster) if service is None or not service.view.selector else None

    return act


def _zone(name: str, zone: str) -> Action:
    def act(cluster: Cluster) -> object:
        found = cluster.get(NODE, "", name)
        if found is None:
            return None
        labels = {key: value for key, value in found.labels.items() if key != ZONE} | ({ZONE: zone} if zone else {})
        return cluster.update(NODE, "", name, with_value(found.tree, ("metadata", "labels"), labels))

    return act


def _join(name: str, zone: str) -> Action:
    """A node that joins, with the number in its name in its addresses."""
    number = int(name[-1])

    def act(cluster: Cluster) -> object:
        if cluster.get(NODE, "", name):
            return None
        tree: Tree = {
            "apiVersion": "v1",
            "kind": "Node",
            "metadata": {"name": name, "labels": {ZONE: zone} if zone else {}},
            "spec": {"podCIDR": f"10.244.{number}.0/24", "podCIDRs": [f"10.244.{number}.0/24"]},
            "status": {
                "addresses": [{"type": "InternalIP", "address": f"192.168.1.{242 + number}"}],
                "allocatable": {"cpu": "4", "pods": "110"},
                "conditions": [{"type": "Ready", "status": "True"}],
            },
        }
        return cluster.load([tree])

    return act


PORTS: list[list[Tree]] = [
    [{"port": 80}],
    [{"port": 80, "targetPort": "http"}],
    [{"name": "a", "port": 80, "targetPort": 8080}, {"name": "b", "port": 53, "protocol": "UDP", "targetPort": "dns"}],
]
SPECS: list[Tree] = [
    {},
    {"clusterIP": "None"},
    {"type": "NodePort", "externalTrafficPolicy": "Local"},
    {"internalTrafficPolicy": "Local"},
    {"publishNotReadyAddresses": True},
    {"trafficDistribution": "PreferSameZone"},
    {"trafficDistribution": "PreferSameNode"},
]
CONTAINER: list[Tree] = [
    {"name": "c", "image": "i"},
    {"name": "c", "image": "i", "ports": [{"name": "http", "containerPort": 8080}]},
    {"name": "c", "image": "i", "ports": [{"name": "dns", "containerPort": 5353, "protocol": "UDP"}]},
]

names, apps, pods, nodes = (st.sampled_from(each) for each in (NAMES, APPS, PODS, NODES))
numbers = st.lists(st.integers(1, 4), max_size=2, unique=True)
actions: st.SearchStrategy[Action] = st.one_of(
    st.builds(
        lambda name, app, node, container, hostname: _put(
            POD,
            pod(
                name,
                app,
                containers=[container],
                **({"nodeName": node} if node else {}),
                **({"hostname": name, "subdomain": hostname} if hostname else {}),
            ),
        ),
        pods,
        apps,
        st.sampled_from([*NODES, ""]),
        st.sampled_from(CONTAINER),
        st.sampled_from(["", *NAMES]),
    ),
    st.builds(_service, names, st.sampled_from([*APPS, None]), st.sampled_from(PORTS), st.sampled_from(SPECS)),
    st.builds(lambda name, app: _change(POD, name, ("metadata", "labels"), {"app": app}), pods, apps),
    st.builds(lambda name, value: _note(POD, name, "svcquest/ready", value), pods, st.sampled_from(["true", "false"])),
    st.builds(lambda name: _note(POD, name, "svcquest/linger", "9"), pods),
    st.builds(lambda name: _note(POD, name, "svcquest/phase", "Succeeded"), pods),
    st.builds(
        lambda name, value: _note(SERVICE, name, "service.kubernetes.io/topology-mode", value),
        names,
        st.sampled_from(["Auto", "Disabled"]),
    ),
    st.builds(
        lambda name, value: _change(SERVICE, name, ("spec", "trafficDistribution"), value),
        names,
        st.sampled_from(["PreferSameZone", "PreferSameNode", None]),
    ),
    st.builds(
        lambda name, value: _change(SERVICE, name, ("spec", "publishNotReadyAddresses"), value), names, st.booleans()
    ),
    st.builds(
        lambda name, value: _change(SERVICE, name, ("metadata", "labels"), {"tier": value}),
        names,
        st.sampled_from(APPS),
    ),
    st.builds(_endpoints, names, numbers, numbers),
    st.builds(_zone, nodes, st.sampled_from(ZONES)),
    st.builds(_join, nodes, st.sampled_from(ZONES)),
    st.builds(
        lambda name, value: _note(NODE, name, "svcquest/ready", value), nodes, st.sampled_from(["true", "false"])
    ),
    st.builds(lambda name: lambda cluster: cluster.delete(NODE, "", name), nodes),
    st.builds(lambda app, count: _put(DEPLOYMENT, workload(app, count)), apps, st.sampled_from([0, 1, 3])),
    st.builds(
        lambda kind, name: lambda cluster: cluster.delete(kind, "default", name),
        st.sampled_from([POD, SERVICE, ENDPOINTS, DEPLOYMENT]),
        st.sampled_from(NAMES + PODS + APPS),
    ),
    st.builds(
        lambda number: lambda cluster: _delete_a_slice(cluster, number),
        st.integers(0, 3),
    ),
    st.builds(lambda seconds: lambda cluster: cluster.advance(seconds), st.sampled_from([1, 10, 400])),
)
steps = st.lists(actions, min_size=1, max_size=14)


def _delete_a_slice(cluster: Cluster, number: int) -> None:
    slices = cluster.select(ENDPOINTSLICE, "default")
    cluster.delete(ENDPOINTSLICE, "default", slices[number % len(slices)].name)


def _is_derived(cluster: Cluster, each: Resource) -> bool:
    """Whether a controller keeps an object up; what it once made and has left behind is not."""
    service = each.view.service if each.kind == ENDPOINTSLICE else each.name
    owner = cluster.get(SERVICE, each.namespace, service)
    selects = owner is not None and bool(owner.view.selector) and owner.view.type != "ExternalName"
    if each.kind == ENDPOINTS:
        return selects
    manager = each.labels.get(MANAGED_BY) if each.kind == ENDPOINTSLICE else None
    return manager == MIRRORING or (manager == CONTROLLER and selects)


def _from_scratch(cluster: Cluster) -> Cluster:
    """A new cluster into which everything is loaded but what follows from the rest."""
    fresh = Cluster(Settings(epoch=cluster.state.now), empty=True)
    assert fresh.load([each.tree for each in cluster.state.all() if not _is_derived(cluster, each)]) == []
    return fresh


def _listed(cluster: Cluster) -> dict[tuple[str, ...], object]:
    """Endpoints and slices without names and what chance and time put into them."""
    found: dict[tuple[str, ...], Any] = {}
    for each in cluster.select(ENDPOINTS, "default"):
        marks = {key: value for key, value in each.annotations.items() if key != TRIGGER_TIME}
        found["endpoints", each.name] = (each.tree.get("subsets"), each.labels, marks)
    for each in cluster.select(ENDPOINTSLICE, "default"):
        content = [
            dumps([each.tree.get("ports"), end, dict(each.labels)], sort_keys=True)
            for end in each.tree.get("endpoints") or [None]
        ]
        found.setdefault(("slices", each.view.service, each.view.address_type), []).extend(content)
    return {key: sorted(value) if isinstance(value, list) else value for key, value in found.items()}


@settings(max_examples=100, deadline=None)
@given(steps)
def test_endpoints_are_those_of_a_cluster_made_from_scratch(happens: list[Action]) -> None:
    cluster = Cluster()
    for action in happens:
        action(cluster)
    assert _listed(_from_scratch(cluster)) == _listed(cluster)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_routes_and_names_are_those_of_a_cluster_made_from_scratch(happens: list[Action]) -> None:
    """Asked after every step, so that whatever is remembered between them would show."""
    cluster = Cluster()
    for action in happens:
        action(cluster)
        _routes_and_names(cluster)
    assert _routes_and_names(cluster) == _routes_and_names(_from_scratch(cluster))


def _routes_and_names(cluster: Cluster) -> list[object]:
    found: list[object] = []
    for service in cluster.select(SERVICE, "default"):
        routes = routes_of(cluster.state, service, "IPv4")
        found += [(service.key, each.port.name, each.backends) for each in routes.ports]
        name = f"{service.name}.default.svc.cluster.local."
        for kind in ("A", "SRV"):
            reply = answer(cluster.state, Question(name, kind))
            found.append((kind, reply.rcode, sorted(map(str, reply.answers))))
        for node in cluster.select(NODE):
            for address in service.view.cluster_ips:
                ends = (
                    cluster.possible(Request(Vantage("node", "", node.name), address, 80)) if ":" not in address else 0
                )
                found.append((node.name, ends))
    return found


def test_the_actions_reach_what_they_are_meant_to() -> None:
    """A sequence that has everything in it: hints, mirrored slices, leftovers, a pod that waits for its node."""
    cluster = Cluster()
    for action in (
        _put(POD, pod("p", "a", nodeName="node-1")),
        _put(POD, pod("q", "a", nodeName="node-2")),
        _service("x", "a", PORTS[0], {"trafficDistribution": "PreferSameZone"}),
        _service("y", None, PORTS[0], {}),
        _endpoints("y", [1], [2]),
        _zone("node-2", ""),
        lambda each: each.delete(NODE, "", "node-1"),
    ):
        action(cluster)
    slices = {each.view.service: each for each in cluster.select(ENDPOINTSLICE, "default")}
    assert [end.node for end in slices["x"].view.endpoints] == ["node-2"]
    assert slices["y"].labels[MANAGED_BY] == MIRRORING
    assert _listed(_from_scratch(cluster)) == _listed(cluster)
    assert cluster.get(NAMESPACE, "", "default") is not None

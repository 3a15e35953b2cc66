"""What a learner meets differently on older clusters."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.clusters import found, make, pod, service

from svcquest.engine.cluster import Accepted, Cluster
from svcquest.engine.settings import Settings
from svcquest.model import kinds
from svcquest.model.status import Status
from svcquest.terminal.files import Files
from svcquest.terminal.session import Terminal


def answer(minor: int, **spec: Any) -> Accepted | Status:
    return Cluster(Settings(version=(1, minor))).create(kinds.SERVICE, service("web", **spec))


def refused(minor: int, **spec: Any) -> bool:
    return isinstance(answer(minor, **spec), Status)


@pytest.mark.parametrize(("minor", "wrong"), [(35, True), (36, False)])
def test_names_that_begin_with_a_digit(minor: int, wrong: bool) -> None:
    cluster = Cluster(Settings(version=(1, minor)))
    given = cluster.create(kinds.SERVICE, service("1web"))
    assert isinstance(given, Status) is wrong
    assert not wrong or "a DNS-1035 label must consist of" in str(given)


@pytest.mark.parametrize(("minor", "wrong"), [(35, False), (36, True)])
def test_addresses_with_leading_zeros(minor: int, wrong: bool) -> None:
    given = answer(minor, externalIPs=["192.0.2.010"])
    assert isinstance(given, Status) is wrong
    assert wrong or "non-standard IP address" in str(given)


@pytest.mark.parametrize(("minor", "wrong"), [(33, True), (34, False)])
def test_traffic_to_the_same_node(minor: int, wrong: bool) -> None:
    assert refused(minor, trafficDistribution="PreferSameNode") is wrong
    assert not refused(minor, trafficDistribution="PreferClose")


@pytest.mark.parametrize(
    ("minor", "spec", "warned"),
    [
        (35, {"externalIPs": ["192.0.2.1"]}, False),
        (36, {"externalIPs": ["192.0.2.1"]}, True),
        (34, {"trafficDistribution": "PreferClose"}, False),
        (35, {"trafficDistribution": "PreferClose"}, True),
    ],
)
def test_what_is_going_away_is_warned_of(minor: int, spec: dict[str, Any], warned: bool) -> None:
    given = answer(minor, **spec)
    assert isinstance(given, Accepted)
    assert bool(given.warnings) is warned


@pytest.mark.parametrize(
    ("minor", "words"),
    [
        (32, "provided IP is not in the valid range. The range of valid IPs is 10.96.0.0/12"),
        (33, "the provided network does not match the current range"),
    ],
)
def test_addresses_outside_of_the_range(minor: int, words: str) -> None:
    given = answer(minor, clusterIP="10.200.0.5")
    assert isinstance(given, Status)
    assert given.causes[0].message.endswith(f": {words}")


@pytest.mark.parametrize(("minor", "deprecated"), [(32, False), (33, True)])
def test_endpoints(minor: int, deprecated: bool) -> None:
    cluster = Cluster(Settings(version=(1, minor)))
    make(cluster, kinds.SERVICE, service("web", "web"))
    marked = "endpoints.kubernetes.io/managed-by" in found(cluster, kinds.ENDPOINTS, "web").labels
    warned = "v1 Endpoints is deprecated" in Terminal(cluster, Files()).run("kubectl get ep").stderr
    assert (marked, warned) == (deprecated, deprecated)


@pytest.mark.parametrize(("minor", "labelled"), [(34, False), (35, True)])
def test_zones_of_pods(minor: int, labelled: bool) -> None:
    cluster = Cluster(Settings(version=(1, minor)))
    placed = make(cluster, kinds.POD, pod("web"))
    bound = make(cluster, kinds.POD, pod("bound", nodeName="node-1"))
    for each in (placed, bound):
        assert ("topology.kubernetes.io/zone" in each.labels) is labelled


UNKNOWN = 'strict decoding error: unknown field "spec.trafficDistribution"'


@pytest.mark.parametrize(("minor", "kept"), [(29, None), (30, ""), (31, "PreferClose")])
def test_where_traffic_goes_is_asked_for_since_late(minor: int, kept: str | None) -> None:
    """The field came with 1.30, behind a gate that is open since 1.31."""
    given = answer(minor, trafficDistribution="PreferClose")
    if kept is None:
        assert isinstance(given, Status)
        assert given.message.endswith(UNKNOWN)
    else:
        assert isinstance(given, Accepted)
        assert given.resource.spec.get("trafficDistribution", "") == kept


@pytest.mark.parametrize(("minor", "served"), [(32, False), (33, True)])
def test_addresses_as_objects(minor: int, served: bool) -> None:
    """A Service without a name gets an address where addresses are no objects, and is refused for its name."""
    cluster = Cluster(Settings(version=(1, minor)))
    shell = Terminal(cluster, Files())
    for word in ("ipaddresses", "servicecidr"):
        found = shell.run(f"kubectl get {word}")
        assert (found.exit == 0) is served
        assert served or found.stderr == f'error: the server doesn\'t have a resource type "{word}"\n'
    assert ("ipaddresses" in shell.run("kubectl api-resources").stdout) is served
    given = cluster.create(kinds.SERVICE, service(""))
    assert isinstance(given, Status)
    expected = "spec.parentRef.name: Required value" if served else "name or generateName is required"
    assert expected in given.message

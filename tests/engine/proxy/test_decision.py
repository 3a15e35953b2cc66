"""What a Service port's rule does with a packet, by policy, sender, address and mode."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from tests.engine.network.scenes import service

from svcquest.engine.proxy.decision import Decision, Sender, decide, fenced_off
from svcquest.engine.proxy.modes import MODES
from svcquest.engine.proxy.routes import PortRoutes
from svcquest.engine.proxy.topology import Backend
from svcquest.engine.settings import ProxyMode
from svcquest.model import kinds
from svcquest.model.net import Action, Via
from svcquest.model.objects import Node, Service
from svcquest.model.views import view_of

NODE = Node("node-1", ("192.168.1.243",), (), ("10.244.1.0/24",), "zone-a", ready=True, unschedulable=False, labels={})
HERE = Backend("10.244.1.5", 80, node="node-1")
THERE = Backend("10.244.2.5", 80, node="node-2")

POD = Sender("10.244.1.9", from_pods=True)
PROCESS = Sender("192.168.1.243", from_node=True)
OUTSIDE = Sender("192.168.1.10")

LOCAL_INSIDE = {"internalTrafficPolicy": "Local"}
LOCAL_OUTSIDE = {"externalTrafficPolicy": "Local"}


def fate(
    mode: ProxyMode, via: Via, sender: Sender, backends: tuple[Backend, ...] = (HERE, THERE), **spec: Any
) -> Decision:
    ports = [{"port": 80, "nodePort": 30080}]
    tree = service(type="LoadBalancer", ports=ports, ingress=[{"ip": "192.168.1.200"}], **spec)
    view: Service = view_of(kinds.SERVICE, "default", "web", tree)
    routes = PortRoutes(view, view.ports[0], backends)
    return decide(MODES[mode], routes, routes.on(NODE), via, sender)


class Case(NamedTuple):
    via: Via
    sender: Sender
    spec: dict[str, Any]
    backends: tuple[Backend, ...]
    masquerade: bool


BOTH = (HERE, THERE)
PASSED = [
    Case("clusterIP", POD, {}, BOTH, masquerade=False),
    Case("clusterIP", PROCESS, {}, BOTH, masquerade=True),
    Case("clusterIP", OUTSIDE, {}, BOTH, masquerade=True),
    Case("clusterIP", POD, LOCAL_INSIDE, (HERE,), masquerade=False),
    Case("clusterIP", PROCESS, LOCAL_INSIDE, (HERE,), masquerade=True),
    Case("clusterIP", POD, LOCAL_OUTSIDE, BOTH, masquerade=False),
    Case("nodePort", POD, {}, BOTH, masquerade=True),
    Case("nodePort", PROCESS, {}, BOTH, masquerade=True),
    Case("nodePort", OUTSIDE, {}, BOTH, masquerade=True),
    Case("nodePort", OUTSIDE, LOCAL_INSIDE, BOTH, masquerade=True),
    Case("nodePort", OUTSIDE, LOCAL_OUTSIDE, (HERE,), masquerade=False),
    Case("nodePort", POD, LOCAL_OUTSIDE, BOTH, masquerade=False),
    Case("nodePort", PROCESS, LOCAL_OUTSIDE, BOTH, masquerade=True),
    Case("externalIP", OUTSIDE, LOCAL_OUTSIDE, (HERE,), masquerade=False),
    Case("loadBalancer", OUTSIDE, {}, BOTH, masquerade=True),
    Case("loadBalancer", OUTSIDE, {"loadBalancerSourceRanges": ["192.168.1.0/24"]}, BOTH, masquerade=True),
]


@pytest.mark.parametrize("mode", ["iptables", "ipvs", "nftables"])
@pytest.mark.parametrize("case", PASSED, ids=lambda case: f"{case.via} {case.sender.address} {case.spec}")
def test_passed_on(mode: ProxyMode, case: Case) -> None:
    found = fate(mode, case.via, case.sender, **case.spec)
    one_list = mode == "ipvs" and case.spec is LOCAL_OUTSIDE and case.via != "clusterIP"
    backends = (HERE,) if one_list else case.backends
    assert (found.action, found.backends, found.masquerade) == ("DNAT", backends, case.masquerade)


UNREADY = Backend("10.244.1.6", 80, ready=False, serving=False, node="node-1")


@pytest.mark.parametrize(
    ("via", "sender", "spec", "backends", "action"),
    [
        ("clusterIP", POD, {}, (), "REJECT"),
        ("clusterIP", POD, {}, (UNREADY,), "REJECT"),
        ("nodePort", OUTSIDE, LOCAL_OUTSIDE, (), "REJECT"),
        ("clusterIP", POD, LOCAL_INSIDE, (THERE,), "DROP"),
        ("clusterIP", PROCESS, LOCAL_INSIDE, (THERE,), "DROP"),
        ("nodePort", OUTSIDE, LOCAL_OUTSIDE, (THERE,), "DROP"),
        ("nodePort", OUTSIDE, LOCAL_OUTSIDE, (THERE, UNREADY), "DROP"),
    ],
)
def test_stopped(via: Via, sender: Sender, spec: dict[str, Any], backends: tuple[Backend, ...], action: Action) -> None:
    assert [fate(mode, via, sender, backends, **spec).action for mode in ("iptables", "nftables")] == [action, action]
    assert (fate("ipvs", via, sender, backends, **spec).action == "REJECT") == (action == "REJECT")


@pytest.mark.parametrize(
    ("via", "sender", "spec", "backends", "local", "unanswered"),
    [
        ("nodePort", OUTSIDE, LOCAL_OUTSIDE, (THERE,), True, True),
        ("externalIP", OUTSIDE, LOCAL_OUTSIDE, (THERE,), True, True),
        ("nodePort", POD, LOCAL_OUTSIDE, (THERE,), False, False),
        ("nodePort", PROCESS, LOCAL_OUTSIDE, (THERE,), False, False),
        ("nodePort", POD, LOCAL_OUTSIDE, (HERE, THERE), True, False),
        ("clusterIP", POD, LOCAL_INSIDE, (THERE,), False, False),
        ("clusterIP", POD, LOCAL_INSIDE, (HERE, THERE), True, False),
    ],
)
def test_ipvs_has_one_list_for_all_senders(
    via: Via, sender: Sender, spec: dict[str, Any], backends: tuple[Backend, ...], local: bool, unanswered: bool
) -> None:
    found = fate("ipvs", via, sender, backends, **spec)
    assert (found.action, found.backends) == ("DNAT", backends[:1])
    assert (found.local, found.unanswered) == (local, unanswered)


def test_source_ranges_stop_strangers_at_the_load_balancers_address_only() -> None:
    ranges: dict[str, Any] = {"loadBalancerSourceRanges": ["10.50.0.0/16"]}
    stopped = fate("iptables", "loadBalancer", OUTSIDE, **ranges)
    assert (stopped.action, stopped.fenced) == ("DROP", True)
    assert fate("iptables", "nodePort", OUTSIDE, **ranges).action == "DNAT"


def test_without_endpoints_source_ranges_are_not_looked_at() -> None:
    found = fate("iptables", "loadBalancer", OUTSIDE, (), loadBalancerSourceRanges=["10.50.0.0/16"])
    assert (found.action, found.fenced) == ("REJECT", False)


def test_the_userspace_proxy_knows_ready_endpoints_and_nothing_else() -> None:
    spec = {**LOCAL_INSIDE, **LOCAL_OUTSIDE, "loadBalancerSourceRanges": ["10.50.0.0/16"]}
    for via in ("clusterIP", "nodePort", "loadBalancer"):
        found = fate("userspace", via, OUTSIDE, (THERE, UNREADY), **spec)
        assert found == Decision("DNAT", (THERE,), masquerade=True, relayed=True)


@pytest.mark.parametrize(
    ("ranges", "source", "expected"),
    [
        ([], "1.2.3.4", False),
        (["1.2.3.0/24"], "1.2.3.4", False),
        (["1.2.3.0/24"], "1.2.4.4", True),
        ([" 1.2.4.0/24 "], "1.2.4.4", False),
        (["1.2.3.0/24", "0.0.0.0/0"], "9.9.9.9", False),
        (["fd00::/8"], "1.2.3.4", True),
    ],
)
def test_fenced_off(ranges: list[str], source: str, *, expected: bool) -> None:
    tree = service(type="LoadBalancer", loadBalancerSourceRanges=ranges)
    assert fenced_off(view_of(kinds.SERVICE, "default", "web", tree), source) is expected

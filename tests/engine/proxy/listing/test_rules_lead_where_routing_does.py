"""The listed rules of a mode lead a packet to just the endpoints that routing chooses from."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.conformance.network_vectors import Record, read, records
from tests.engine.network.scenes import client, pod, scene, service
from tests.engine.proxy.listing.following import Ends, Packet, through_iptables, through_nftables

from svcquest.engine.cluster import Cluster
from svcquest.engine.network.origins import origin_of
from svcquest.engine.network.owners import owner_of
from svcquest.engine.network.packets import Packet as Sent
from svcquest.engine.network.packets import leaving
from svcquest.engine.network.router import router_of
from svcquest.engine.proxy.decision import Decision
from svcquest.engine.proxy.listing.nftables import table_of
from svcquest.engine.proxy.listing.tables import tables_of
from svcquest.engine.ranges import address_and_port, family_of
from svcquest.engine.settings import ProxyMode, Settings
from svcquest.model import kinds
from svcquest.model.net import RuleHop, parse_vantage
from svcquest.model.objects import Node

SOME = records()[::3]


@cache
def loaded(path: Path, mode: ProxyMode) -> tuple[Record, Cluster]:
    record = read(path)
    cluster = Cluster(Settings(proxy_mode=mode))
    assert cluster.load(record["objects"]) == []
    return record, cluster


def met(cluster: Cluster, probe: Record) -> tuple[Node, Packet, Decision] | None:
    """The node whose rules a probe meets, the packet as it gets there, and what routing decides."""
    vantage = parse_vantage(probe["from"])
    assert vantage is not None
    plan = router_of(cluster.state).plan(vantage, probe["host"], probe["port"], probe["protocol"])
    rule = next((hop for hop in plan.hops if isinstance(hop, RuleHop)), None)
    origin = origin_of(cluster.state, vantage)
    if rule is None or plan.decision is None or origin is None:
        return None
    found = cluster.get(kinds.NODE, "", rule.node)
    assert found is not None
    node: Node = found.view
    from_node = origin.is_node and origin.node is not None and origin.node.name == node.name
    source = origin.address(family_of(probe["host"]))
    if origin.node is not None and origin.node.name != node.name:
        sent = Sent(origin, source, probe["host"], probe["port"], probe["protocol"], origin.node)
        source = leaving(sent, owner_of(cluster.state, probe["host"]), probe["host"], cluster.state.settings)
    own = (*node.internal_ips, *node.gateways)
    packet = Packet(source, probe["host"], probe["port"], probe["protocol"].lower(), from_node, own)
    return node, packet, plan.decision


def expected(decision: Decision, packet: Packet) -> Ends:
    if decision.action != "DNAT":
        return frozenset({(decision.action, False)})
    return frozenset(
        (address_and_port(each.address, each.port), decision.masquerade or each.address == packet.source)
        for each in decision.backends
    )


def follow(cluster: Cluster, probe: Record) -> bool:
    """Compares one probe; False when it meets no rule."""
    case = met(cluster, probe)
    if case is None:
        return False
    node, packet, decision = case
    if cluster.state.settings.proxy_mode == "iptables":
        ends = through_iptables(tables_of(cluster.state, node, "IPv4"), packet)
    else:
        ends = through_nftables(table_of(cluster.state, node, "IPv4"), packet)
    if decision.action != "DNAT":
        ends = frozenset((end, False) for end, _ in ends)
    assert ends == expected(decision, packet), (probe["from"], packet, node.name)
    return True


@pytest.mark.parametrize("path", SOME, ids=lambda path: path.stem)
@pytest.mark.parametrize("mode", ["iptables", "nftables"])
def test_in_recorded_clusters(path: Path, mode: ProxyMode) -> None:
    record, cluster = loaded(path, mode)
    assert sum(follow(cluster, probe) for probe in record["traffic"]) > 20


SPECS: list[dict[str, Any]] = [
    {"externalTrafficPolicy": external, "internalTrafficPolicy": internal, **more}
    for external in ("Cluster", "Local")
    for internal in ("Cluster", "Local")
    for more in (
        {},
        {"loadBalancerSourceRanges": ["192.168.1.10/32"]},
        {"loadBalancerSourceRanges": ["10.50.0.0/16", "192.168.1.243/32"], "sessionAffinity": "ClientIP"},
        {"loadBalancerSourceRanges": ["0.0.0.0/0"]},
    )
]
SENDERS = ("pod/default/client-1", "pod/default/client-2", "node/node-1", "node/node-2", "external")
ADDRESSES = (("10.96.7.7", 80), ("192.168.1.200", 80), ("192.168.1.77", 80), ("192.168.1.243", 30080))


@pytest.mark.parametrize("spec", SPECS, ids=str)
@pytest.mark.parametrize("mode", ["iptables", "nftables"])
@pytest.mark.parametrize("serving", ["nobody", "one on node-1", "two on node-1 and node-2"])
def test_under_every_policy(mode: ProxyMode, spec: dict[str, Any], serving: str) -> None:
    pods = [pod("web-1"), pod("web-2", 2)][: ("nobody", "one on node-1", "two on node-1 and node-2").index(serving)]
    cluster = scene(
        client("client-1", 1),
        client("client-2", 2),
        *pods,
        service(
            type="LoadBalancer",
            ports=[{"port": 80, "nodePort": 30080}],
            ingress=[{"ip": "192.168.1.200"}],
            externalIPs=["192.168.1.77"],
            **spec,
        ),
        proxy_mode=mode,
        routes={"192.168.1.200": "node-2", "192.168.1.77": "node-2", "10.96.7.7": "node-1"},
    )
    probes = [
        {"from": sender, "host": host, "port": port, "protocol": "TCP"}
        for sender in SENDERS
        for host, port in ADDRESSES
    ]
    assert sum(follow(cluster, probe) for probe in probes) >= len(probes) - 4

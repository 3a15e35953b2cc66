from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.conformance.network_vectors import Record, read, records
from tests.conformance.second_opinion import EXTERNAL, NODES, Ends, Probe, World

from svcquest.engine.cluster import Cluster
from svcquest.engine.network.connect import possible
from svcquest.engine.settings import ProxyMode, Settings
from svcquest.model import kinds
from svcquest.model.net import Request, parse_vantage
from svcquest.model.tree import Tree

MODES: tuple[ProxyMode, ...] = ("iptables", "nftables")
BALANCER, OUTER = "192.168.1.2{:02}", "192.168.77.{}"


def ends_in_recording(probe: Record) -> Ends:
    failures = {(failure, "") for failure in probe["failures"]}
    return failures | {(pod, source) for pod, sources in probe["sources"].items() for source in sources}


def as_recorded(ends: Ends, protocol: str) -> Ends:
    """A client of UDP is told of no failure but that no answer came."""
    return {(who if "/" in who or protocol != "UDP" else "unanswered", source) for who, source in ends}


@pytest.mark.parametrize("path", records()[::3], ids=lambda path: path.stem)
def test_the_second_opinion_agrees_with_recordings(path: Path) -> None:
    record = read(path)
    world = World(record["proxyMode"], record["objects"])
    for probe in record["traffic"]:
        service = world.services[probe["service"]]
        number = "nodePort" if probe["via"] == "nodePort" else "port"
        here = (each for each in service["spec"]["ports"] if each.get("protocol", "TCP") == probe["protocol"])
        port = next(each for each in here if each.get(number) == probe["port"])
        asked = Probe(probe["from"], service, port, probe["via"], probe["host"])
        expected = as_recorded(world.ends(asked), probe["protocol"])
        recorded = ends_in_recording(probe)
        sticky = service["spec"].get("sessionAffinity") == "ClientIP"
        assert recorded <= expected if sticky else recorded == expected, probe


# Clusters that nobody recorded ----------------------------------------------------------------------------------------


def a_pod(random: Random, number: int, name: str, *, client: bool = False) -> Tree:
    node = random.randint(1, 3)
    http = random.choice([80, 8080, 9090])
    ports: list[Tree] = [
        {"name": "http", "containerPort": http, "protocol": random.choice(["TCP", "TCP", "TCP", "UDP"])}
    ]
    ports += [{"name": "metrics", "containerPort": 9100}] if random.random() < 0.5 else []
    ports += [{"name": "dns", "containerPort": 5353, "protocol": "UDP"}] if random.random() < 0.4 else []
    listen = ",".join([f"{random.choice([http, http, 7070])}/tcp", "9100/tcp", "5353/udp"][: random.randint(1, 3)])
    ready = client or random.random() < 0.75
    notes = {"svcquest/listen": "none" if client else listen, "svcquest/linger": "25"}
    ip = f"10.244.{node}.{100 + number}"
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {
            "name": name,
            "namespace": "n" if client else random.choice("nnm"),
            "labels": {"role": "client"}
            if client
            else {"app": random.choice(["web", "api"]), "tier": random.choice("ab")},
            "annotations": notes | ({} if ready else {"svcquest/ready": "false"}),
        },
        "spec": {
            "nodeName": f"node-{node}",
            "containers": [{"name": "c", "image": "x", "ports": [] if client else ports}],
        },
        "status": {
            "phase": "Running",
            "podIP": ip,
            "podIPs": [{"ip": ip}],
            "conditions": [{"type": "Ready", "status": str(ready)}],
        },
    }


def a_service(random: Random, number: int) -> Tree:
    kind = random.choice(["ClusterIP", "NodePort", "NodePort", "LoadBalancer"])
    ports: list[Tree] = [
        {"name": "http", "port": 80, "targetPort": random.choice(["http", 80, 8080, "nope"])},
        {"name": "dns", "port": 53, "protocol": "UDP", "targetPort": random.choice(["dns", 5353, "http"])},
        {"name": "same", "port": 53, "targetPort": random.choice(["http", 80])},
        {"name": "metrics", "port": 9100, "targetPort": random.choice(["metrics", 9100])},
    ]
    spec: Tree = {
        "type": kind,
        "clusterIP": f"10.96.7.{10 + number}",
        "ports": random.sample(ports, random.randint(1, 3)),
    }
    if kind != "ClusterIP":
        spec["ports"] = [{**each, "nodePort": 30_100 + 10 * number + at} for at, each in enumerate(spec["ports"])]
    selectors: list[Tree | None] = [{"app": "web"}, {"app": "api"}, {"tier": "a"}, {"app": "web", "tier": "b"}, None]
    choices: dict[str, tuple[float, list[Any]]] = {
        "internalTrafficPolicy": (0.35, ["Local"]),
        "externalTrafficPolicy": (0.4 if kind != "ClusterIP" else 0, ["Local"]),
        "trafficDistribution": (0.3, ["PreferSameZone", "PreferSameNode"]),
        "publishNotReadyAddresses": (0.25, [True]),
        "externalIPs": (0.3, [[OUTER.format(10 + number)]]),
        "loadBalancerSourceRanges": (
            0.4 if kind == "LoadBalancer" else 0,
            [["192.168.1.0/24"], ["10.244.1.0/24", f"{EXTERNAL}/32"], ["172.16.0.0/12"]],
        ),
    }
    spec |= {key: random.choice(values) for key, (chance, values) in choices.items() if random.random() < chance}
    selector = random.choice(selectors)
    ingress = [{"ip": BALANCER.format(number)}] if kind == "LoadBalancer" else []
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": f"s{number}", "namespace": random.choice("nnm")},
        "spec": spec | ({"selector": selector} if selector else {}),
        "status": {"loadBalancer": {"ingress": ingress}},
    }


def a_slice(random: Random, service: Tree) -> Tree:
    """What somebody wrote by hand for a Service without selector."""
    name, namespace = service["metadata"]["name"], service["metadata"]["namespace"]
    conditions = [{"ready": True}, {}, {"ready": False}]
    endpoints = [
        {"addresses": [f"10.244.{node}.{random.randint(100, 112)}"], "conditions": random.choice(conditions)}
        | ({"nodeName": f"node-{node}"} if random.random() < 0.5 else {})
        for node in (1, 2)
    ]
    ports = [
        {"name": each["name"], "port": random.choice([80, 8080, 9100, 5353]), "protocol": each.get("protocol", "TCP")}
        for each in service["spec"]["ports"]
    ]
    return {
        "apiVersion": "discovery.k8s.io/v1",
        "kind": "EndpointSlice",
        "metadata": {
            "name": f"{name}-x",
            "namespace": namespace,
            "labels": {"kubernetes.io/service-name": name},
        },
        "addressType": "IPv4",
        "endpoints": endpoints,
        "ports": random.sample(ports, random.randint(1, len(ports))),
    }


def probes(random: Random, world: World, services: list[Tree]) -> Iterator[Probe]:
    for service in services:
        spec = service["spec"]
        for port in spec["ports"]:
            targets = [("clusterIP", spec["clusterIP"]), *(("externalIP", ip) for ip in spec.get("externalIPs", ()))]
            targets += [("nodePort", ip) for ip in NODES.values() if "nodePort" in port]
            targets += [("loadBalancer", each["ip"]) for each in service["status"]["loadBalancer"]["ingress"]]
            sources = [f"pod/{random.choice(sorted(world.pods))}", f"node/{random.choice(sorted(NODES))}", "external"]
            for via, host in targets:
                yield from (Probe(source, service, port, via, host) for source in sources)


@pytest.mark.parametrize("seed", range(12))
def test_the_engine_agrees_with_the_second_opinion(seed: int) -> None:
    random = Random(seed)
    mode = MODES[seed % 2]
    names = [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}} for name in "nm"]
    pods = [a_pod(random, number, f"p{number}") for number in range(10)] + [a_pod(random, 50, "c", client=True)]
    services = [a_service(random, number) for number in range(6)]
    slices = [a_slice(random, each) for each in services if "selector" not in each["spec"]]
    addresses = [BALANCER.format(number) for number in range(6)] + [OUTER.format(10 + number) for number in range(6)]
    routes = {address: random.choice(sorted(NODES)) for address in addresses if random.random() < 0.6}
    cluster = Cluster(Settings(proxy_mode=mode, routes=routes))
    assert cluster.load([*names, *pods, *services, *slices]) == []
    leaving = [each["metadata"] for each in pods[:-1] if random.random() < 0.3]
    for each in leaving:
        cluster.delete(kinds.POD, each["namespace"], each["name"])
    gone = frozenset(f"{each['namespace']}/{each['name']}" for each in leaving)
    world = World(mode, [*pods, *services, *slices], routes, gone)
    for probe in probes(random, world, services):
        source = parse_vantage(probe.source)
        assert source is not None
        number = probe.port["nodePort" if probe.via == "nodePort" else "port"]
        found = possible(
            cluster.state, Request(source, probe.host, number, "UDP" if probe.protocol == "UDP" else "TCP")
        )
        ends = {("/".join(each.pod), each.source) if each.pod else (str(each.failure), "") for each in found.deliveries}
        assert ends == world.ends(probe), (probe.source, probe.via, probe.service["spec"], probe.port)

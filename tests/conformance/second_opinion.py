"""Where connections end, worked out a second time: from manifests alone, with nothing of the engine.

It is slow and plain, knows the nodes of every recording and the modes iptables and nftables, and is itself held against
the recordings. Where engine and second opinion agree on clusters that nobody recorded, the rule behind the recordings
has been met, and not only they.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from ipaddress import ip_address, ip_network
from typing import Any

from svcquest.model.tree import Tree

Ends = set[tuple[str, str]]
"""Who answers (``NS/NAME``) and the client that it sees, or a failure and nothing."""

NODES = {f"node-{number}": f"192.168.1.{242 + number}" for number in (1, 2, 3)}
GATEWAYS = {f"node-{number}": f"10.244.{number}.1" for number in (1, 2, 3)}
ZONES = {"node-1": "zone-a", "node-2": "zone-b", "node-3": "zone-c"}
EXTERNAL = "192.168.1.10"


@dataclass(frozen=True)
class Pod:
    key: str
    tree: Tree
    terminating: bool = False

    @property
    def ip(self) -> str:
        return str(self.tree["status"]["podIP"])

    @property
    def node(self) -> str:
        return str(self.tree["spec"]["nodeName"])

    @property
    def ready(self) -> bool:
        return any(each["type"] == "Ready" and each["status"] == "True" for each in self.tree["status"]["conditions"])

    @property
    def ports(self) -> list[Tree]:
        return [port for container in self.tree["spec"]["containers"] for port in container.get("ports", [])]

    @property
    def hears(self) -> set[tuple[int, str]]:
        told = self.tree["metadata"].get("annotations", {}).get("svcquest/listen")
        if told == "none":
            return set()
        if told is None:
            declared = {(port["containerPort"], port.get("protocol", "TCP")) for port in self.ports}
            return declared or {(80, "TCP")}
        pairs = (each.split("/") for each in told.split(","))
        return {(int(port), protocol.upper()) for port, protocol in pairs}

    def number(self, target: int | str, protocol: str) -> int | None:
        if isinstance(target, int):
            return target
        named = (each for each in self.ports if each.get("name") == target)
        return next((each["containerPort"] for each in named if each.get("protocol", "TCP") == protocol), None)


@dataclass(frozen=True)
class Endpoint:
    ip: str
    port: int
    ready: bool
    node: str = ""
    draining: bool = False
    zones: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Probe:
    """One connection: from where, and which address of which Service port.

    ``via`` is clusterIP, nodePort, externalIP or loadBalancer.
    """

    source: str
    service: Tree
    port: Tree
    via: str
    host: str

    @property
    def protocol(self) -> str:
        return str(self.port.get("protocol", "TCP"))


class World:
    """A cluster as its manifests tell."""

    def __init__(
        self,
        mode: str,
        objects: list[Tree],
        routes: dict[str, str] | None = None,
        terminating: frozenset[str] = frozenset(),
    ) -> None:
        keyed = [(f"{each['metadata'].get('namespace')}/{each['metadata']['name']}", each) for each in objects]
        self.mode = mode
        self.routes = routes or {}
        self.pods = {key: Pod(key, each, key in terminating) for key, each in keyed if each["kind"] == "Pod"}
        self.services = {key: each for key, each in keyed if each["kind"] == "Service"}
        self.slices = [each for _, each in keyed if each["kind"] == "EndpointSlice"]

    def ends(self, probe: Probe) -> Ends:
        """Everything that can come of a connection."""
        kind, _, name = probe.source.partition("/")
        pod = self.pods[name] if kind == "pod" else None
        node = pod.node if pod else name
        source = pod.ip if pod else NODES.get(node, EXTERNAL)
        if probe.via == "nodePort":
            entered = next(each for each, ip in NODES.items() if ip == probe.host)
        else:
            entered = node or self.routes.get(probe.host, "")
        if not entered:
            return {("timeout", "")}
        if pod and entered != node:
            source, pod = NODES[node], None  # on its way to another node it takes its own node's name
        own = kind == "node" and entered == node
        action, chosen = self._rule(probe, entered, source, own=own, inside=pod is not None)
        if action == "REJECT":
            unseen = own and self.mode == "iptables" and probe.via in {"externalIP", "loadBalancer"}
            return {("timeout" if unseen else "refused", "")}
        if action == "DROP":
            return {("error 1" if own and probe.protocol == "UDP" else "timeout", "")}
        external = probe.via != "clusterIP"
        hidden = own or (external and not _local(probe, "external")) or not (external or pod)
        return {self._end(probe, each, entered, source, hidden=hidden) for each in chosen}

    def _end(self, probe: Probe, endpoint: Endpoint, entered: str, source: str, *, hidden: bool) -> tuple[str, str]:
        pod = next((each for each in self.pods.values() if each.ip == endpoint.ip), None)
        if pod is None:
            return "timeout", ""
        if (endpoint.port, probe.protocol) not in pod.hears:
            return "refused", ""
        masked = GATEWAYS[entered] if pod.node == entered else NODES[entered]
        return pod.key, masked if hidden or endpoint.ip == source else source

    # What kube-proxy does -----------------------------------------------------------------------------------------

    def _rule(self, probe: Probe, node: str, source: str, *, own: bool, inside: bool) -> tuple[str, list[Endpoint]]:
        everything = self.endpoints(probe.service, probe.port)
        external = probe.via != "clusterIP"
        local = _local(probe, "external" if external else "internal")
        usable = any(each.ready or each.draining for each in everything)
        here = _here(everything, node)
        if probe.via == "loadBalancer" and not _admitted(probe.service, source):
            walled = usable or (self.mode == "nftables" and not own)
            return ("DROP", []) if walled else ("REJECT", [])
        if not usable:
            return "REJECT", []
        first = self.mode == "nftables" and probe.via in {"externalIP", "loadBalancer"} and not here
        free = external and (inside or (own and not first))
        chosen = here if local and not free else _anywhere(everything, node)
        return ("DNAT", chosen) if chosen else ("DROP", [])

    def endpoints(self, service: Tree, port: Tree) -> list[Endpoint]:
        """The endpoints of a Service port, in any condition."""
        name, namespace, spec = service["metadata"]["name"], service["metadata"]["namespace"], service["spec"]
        if not spec.get("selector"):
            return list(self._by_hand(name, namespace, port).values())
        found = {}
        for pod in self.pods.values():
            labels = pod.tree["metadata"].get("labels", {})
            number = pod.number(port.get("targetPort") or port["port"], port.get("protocol", "TCP"))
            alike = all(labels.get(key) == value for key, value in spec["selector"].items())
            if pod.key.startswith(f"{namespace}/") and alike and number is not None:
                found[pod.ip, number] = _of_pod(pod, number, spec)
        return list(found.values())

    def _by_hand(self, name: str, namespace: str, port: Tree) -> dict[Any, Endpoint]:
        found = {}
        for each in self.slices:
            labels = each["metadata"].get("labels", {})
            if each["metadata"]["namespace"] != namespace or labels.get("kubernetes.io/service-name") != name:
                continue
            same = ("name", ""), ("protocol", "TCP")
            numbers = [
                listed["port"]
                for listed in each.get("ports") or ()
                if all(listed.get(key, usual) == port.get(key, usual) for key, usual in same)
            ]
            for number in numbers:
                for endpoint in each["endpoints"]:
                    ready = endpoint.get("conditions", {}).get("ready") is not False
                    address = endpoint["addresses"][0]
                    found[address, number] = Endpoint(address, number, ready, endpoint.get("nodeName", ""))
        return found


def _of_pod(pod: Pod, number: int, spec: Tree) -> Endpoint:
    ready = bool(spec.get("publishNotReadyAddresses")) or (pod.ready and not pod.terminating)
    draining = pod.terminating and pod.ready and not ready
    endpoint = Endpoint(pod.ip, number, ready, pod.node, draining)
    nearness = spec.get("trafficDistribution")
    if not nearness or not ready:
        return endpoint
    nodes = (pod.node,) if nearness == "PreferSameNode" else ()
    return replace(endpoint, zones=(ZONES[pod.node],), nodes=nodes)


def _local(probe: Probe, traffic: str) -> bool:
    return bool(probe.service["spec"].get(f"{traffic}TrafficPolicy") == "Local")


def _here(endpoints: list[Endpoint], node: str) -> list[Endpoint]:
    here = [each for each in endpoints if each.node == node]
    return [each for each in here if each.ready] or [each for each in here if each.draining]


def _anywhere(endpoints: list[Endpoint], node: str) -> list[Endpoint]:
    ready = [each for each in endpoints if each.ready]
    if ready and all(each.nodes for each in ready) and any(node in each.nodes for each in ready):
        return [each for each in ready if node in each.nodes]
    zone = ZONES[node]
    if ready and all(each.zones for each in ready) and any(zone in each.zones for each in ready):
        return [each for each in ready if zone in each.zones]
    return ready or [each for each in endpoints if each.draining]


def _admitted(service: Tree, source: str) -> bool:
    ranges = service["spec"].get("loadBalancerSourceRanges")
    return not ranges or any(ip_address(source) in ip_network(each) for each in ranges)

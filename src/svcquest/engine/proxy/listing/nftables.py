"""The table that kube-proxy keeps in nftables mode. Follows pkg/proxy/nftables/proxier.go.

Rules are written as ``nft`` lists them. There are no rules a Service meets one by one: one look into the map
``service-ips`` leads to its chain.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from typing import Literal

from svcquest.engine.proxy.listing.netfilter import MARK
from svcquest.engine.proxy.listing.nft_values import Element, NamedSet, NftChain, NftTable
from svcquest.engine.proxy.listing.ports import PortOnNode, pod_range, ports_on
from svcquest.engine.proxy.rules import nftables_base
from svcquest.engine.proxy.topology import Backend
from svcquest.engine.ranges import address_and_port, all_of_family, of_family
from svcquest.engine.state import State
from svcquest.model.objects import Node
from svcquest.schema.addresses import Family

TABLE = "kube-proxy"

_HOOKS: dict[str, str] = {
    "filter-prerouting": "type filter hook prerouting priority dstnat - 10",
    "filter-input": "type filter hook input priority -110",
    "filter-forward": "type filter hook forward priority -110",
    "filter-output": "type filter hook output priority -110",
    "filter-output-post-dnat": "type filter hook output priority -90",
    "nat-prerouting": "type nat hook prerouting priority dstnat",
    "nat-output": "type nat hook output priority -100",
    "nat-postrouting": "type nat hook postrouting priority srcnat",
}
_JUMPS: tuple[tuple[str, str, str], ...] = (
    ("filter-input", "ct state new", "nodeport-endpoints-check"),
    ("filter-input", "ct state new", "service-endpoints-check"),
    ("filter-forward", "ct state new", "service-endpoints-check"),
    ("filter-output", "ct state new", "service-endpoints-check"),
    ("filter-prerouting", "ct state new", "firewall-check"),
    ("filter-output", "ct state new", "firewall-check"),
    ("nat-output", "", "services"),
    ("nat-prerouting", "", "services"),
    ("nat-postrouting", "", "masquerading"),
    ("filter-forward", "ct state new", "cluster-ips-check"),
    ("filter-output-post-dnat", "ct state new", "cluster-ips-check"),
)
_SERVICE_KEY = "ADDRESS . inet_proto . inet_service : verdict"
_PORT_KEY = "inet_proto . inet_service : verdict"
_SETS: tuple[tuple[Literal["set", "map"], str, str, str], ...] = (
    ("set", "cluster-ips", "ADDRESS", "Active ClusterIPs"),
    ("set", "nodeport-ips", "ADDRESS", "IPs that accept NodePort traffic"),
    ("map", "no-endpoint-services", _SERVICE_KEY, "vmap to drop or reject packets to services with no endpoints"),
    (
        "map",
        "no-endpoint-nodeports",
        _PORT_KEY,
        "vmap to drop or reject packets to service nodeports with no endpoints",
    ),
    ("map", "firewall-ips", _SERVICE_KEY, "destinations that are subject to LoadBalancerSourceRanges"),
    ("map", "service-ips", _SERVICE_KEY, "ClusterIP, ExternalIP and LoadBalancer IP traffic"),
    ("map", "service-nodeports", _PORT_KEY, "NodePort traffic"),
)
_REJECT = "goto reject-chain"


def table_of(state: State, node: Node, family: Family) -> NftTable:
    """The table of a node for one address family."""
    ip: Literal["ip", "ip6"] = "ip6" if family == "IPv6" else "ip"
    draft = _Draft()
    _base(draft, state, node, family, ip)
    for port in ports_on(state, node, family):
        _Writer(port, draft, pod_range(state, family), ip).write()
    address_type = "ipv6_addr" if family == "IPv6" else "ipv4_addr"
    named = [
        NamedSet(kind, name, key.replace("ADDRESS", address_type), comment, (), _sorted(draft.elements[name]))
        for kind, name, key, comment in _SETS
    ]
    remembered = [
        NamedSet(
            "set", name, address_type, settings=("size 65535", "flags dynamic,timeout", f"timeout {_span(seconds)}")
        )
        for name, seconds in draft.affinity.items()
    ]
    chains = tuple(
        NftChain(name, tuple(rules), _HOOKS.get(name, ""), _COMMENTS.get(name, ""))
        for name, rules in draft.chains.items()
    )
    return NftTable(ip, TABLE, "rules for kube-proxy", (*named, *remembered), chains)


_COMMENTS = {"reject-chain": "helper for @no-endpoint-services / @no-endpoint-nodeports"}


class _Draft:
    """A table that is being written: rules by chain, elements by set, time-outs of affinity sets."""

    def __init__(self) -> None:
        self.chains: dict[str, list[str]] = {name: [] for name in _HOOKS}
        self.elements: dict[str, list[Element]] = {name: [] for _, name, _, _ in _SETS}
        self.affinity: dict[str, int] = {}

    def declare(self, *chains: str) -> None:
        for chain in chains:
            self.chains.setdefault(chain, [])

    def add(self, chain: str, *parts: str) -> None:
        self.chains[chain].append(" ".join(part for part in parts if part))


def _base(draft: _Draft, state: State, node: Node, family: Family, ip: str) -> None:
    """What is there without any Service. Follows setupNFTables."""
    for chain, condition, to in _JUMPS:
        draft.declare(to)
        draft.add(chain, condition, f"jump {to}")
    draft.declare("mark-for-masquerade", "reject-chain")
    destination = f"{ip} daddr . meta l4proto . th dport vmap"
    node_port = f"{ip} daddr @nodeport-ips meta l4proto . th dport vmap"
    ranges = all_of_family(state.settings.service_cidrs, family)
    draft.add("mark-for-masquerade", f"meta mark set meta mark | {MARK:#010x}")
    draft.add("masquerading", f"meta mark & {MARK:#010x} == 0x00000000 return")
    draft.add("masquerading", f"meta mark set meta mark ^ {MARK:#010x}")
    draft.add("masquerading", "masquerade fully-random")
    comment = 'comment "Reject traffic to invalid ports of ClusterIPs"'
    draft.add("cluster-ips-check", f"{ip} daddr @cluster-ips reject {comment}")
    if ranges:
        comment = 'comment "Drop traffic to unallocated ClusterIPs"'
        draft.add("cluster-ips-check", f"{ip} daddr {_any_of(ranges)} drop {comment}")
    draft.add("reject-chain", "reject")
    draft.add("service-endpoints-check", f"{destination} @no-endpoint-services")
    draft.add("nodeport-endpoints-check", f"{node_port} @no-endpoint-nodeports")
    draft.add("firewall-check", f"{destination} @firewall-ips")
    draft.add("services", f"{destination} @service-ips")
    draft.add("services", f"{node_port} @service-nodeports")
    own = of_family(node.internal_ips, family)
    draft.elements["nodeport-ips"] += [Element((own,))] if own else []


class _Writer:
    """Writes what one Service port needs."""

    def __init__(self, port: PortOnNode, draft: _Draft, pods: str, ip: str) -> None:
        self.port = port
        self.draft = draft
        self.pods = pods
        self.ip = ip
        base = nftables_base(port.routes)
        self.cluster = f"service-{base}"
        self.local = f"local-{base}"
        self.external = f"external-{base}"
        self.firewall = f"firewall-{base}"

    def write(self) -> None:
        port = self.port
        fenced = port.balancer_ips if port.source_ranges else ()
        self.draft.declare(
            *(self._endpoint_name("endpoint", each) for each in port.reachable),
            *((self.cluster,) if port.cluster else ()),
            *((self.local,) if port.local else ()),
            *((self.external,) if port.has_external_rules else ()),
            *((self.firewall,) if fenced else ()),
        )
        self._capture(fenced)
        if port.serves_internal and self.pods:
            to = f"{self.ip} daddr {port.cluster_ip} {port.protocol} dport {port.port}"
            self.draft.add(self._internal, to, f"{self.ip} saddr != {self.pods}", "jump mark-for-masquerade")
        if port.has_external_rules:
            self._external_chain()
        if fenced:
            sources = (*port.source_ranges, *(port.balancer_ips if port.admits_node else ()))
            self.draft.add(self.firewall, f"{self.ip} saddr != {_any_of(sources)} drop")
        if port.cluster:
            self._balance(self.cluster, port.cluster)
        if port.local:
            self._balance(self.local, port.local)
        for backend in port.reachable:
            self._endpoint(backend)

    @property
    def _internal(self) -> str:
        return self.local if self.port.internal_local else self.cluster

    def _capture(self, fenced: tuple[str, ...]) -> None:
        port, put = self.port, self.draft.elements
        denial = "drop" if port.endpoints.any else _REJECT
        address = Element((port.cluster_ip,))
        if address not in put["cluster-ips"]:
            put["cluster-ips"].append(address)
        key = (port.cluster_ip, port.protocol, str(port.port))
        if port.serves_internal:
            put["service-ips"].append(Element(key, f"goto {self._internal}"))
        else:
            put["no-endpoint-services"].append(Element(key, denial, port.name))
        for ip in (*port.external_ips, *port.balancer_ips):
            key = (ip, port.protocol, str(port.port))
            if port.endpoints.any:
                put["service-ips"].append(Element(key, f"goto {self.external}"))
            if not port.serves_external:
                put["no-endpoint-services"].append(Element(key, denial, port.name))
        for ip in fenced:
            put["firewall-ips"].append(Element((ip, port.protocol, str(port.port)), f"goto {self.firewall}"))
        if port.node_port:
            door = (port.protocol, str(port.node_port))
            if port.endpoints.any:
                put["service-nodeports"].append(Element(door, f"goto {self.external}"))
            if not port.serves_external:
                put["no-endpoint-nodeports"].append(Element(door, denial, port.name))

    def _external_chain(self) -> None:
        port, add = self.port, self.draft.add
        if not port.external_local:
            add(self.external, "jump mark-for-masquerade")
        else:
            around = f"goto {self.cluster} comment"
            if self.pods:
                add(self.external, f"{self.ip} saddr {self.pods}", around, '"short-circuit pod traffic"')
            own = "fib saddr type local"
            add(self.external, own, 'jump mark-for-masquerade comment "masquerade local traffic"')
            add(self.external, own, around, '"short-circuit local traffic"')
        if port.serves_external:
            add(self.external, f"goto {self.local if port.external_local else self.cluster}")

    def _balance(self, chain: str, backends: tuple[Backend, ...]) -> None:
        """First the endpoint that a client had before, then one by a random number."""
        if self.port.affinity_seconds:
            for each in backends:
                known, endpoint = self._endpoint_name("affinity", each), self._endpoint_name("endpoint", each)
                self.draft.add(chain, f"{self.ip} saddr @{known} goto {endpoint}")
        choices = (f"{number} : goto {self._endpoint_name('endpoint', each)}" for number, each in enumerate(backends))
        self.draft.add(chain, f"numgen random mod {len(backends)} vmap {{ {', '.join(choices)} }}")

    def _endpoint(self, backend: Backend) -> None:
        port, chain = self.port, self._endpoint_name("endpoint", backend)
        self.draft.add(chain, f"{self.ip} saddr {backend.address} jump mark-for-masquerade")
        if port.affinity_seconds:
            known = self._endpoint_name("affinity", backend)
            self.draft.affinity[known] = port.affinity_seconds
            self.draft.add(chain, f"update @{known} {{ {self.ip} saddr }}")
        self.draft.add(chain, f"meta l4proto {port.protocol} dnat to {address_and_port(backend.address, backend.port)}")

    def _endpoint_name(self, kind: str, backend: Backend) -> str:
        return f"{kind}-{nftables_base(self.port.routes, backend)}"


def _any_of(values: Iterable[str]) -> str:
    """A set without a name; nft lists a single value without braces."""
    found = list(values)
    return found[0] if len(found) == 1 else f"{{ {', '.join(found)} }}"


def _sorted(elements: list[Element]) -> tuple[Element, ...]:
    """Elements by address, protocol and port; the kernel's own order is that of a hash."""
    return tuple(sorted(elements, key=lambda each: tuple(_rank(part) for part in each.key)))


def _rank(part: str) -> tuple[int, str]:
    if part.isdigit():
        return (int(part), "")
    return (int(ip_address(part)), "") if "." in part or ":" in part else (0, part)


_UNITS = (("d", 86400), ("h", 3600), ("m", 60), ("s", 1))


def _span(seconds: int) -> str:
    """A time as nft prints it: ``3h``, ``1m30s``."""
    text = ""
    for unit, length in _UNITS:
        count, seconds = divmod(seconds, length)
        text += f"{count}{unit}" if count else ""
    return text or "0s"

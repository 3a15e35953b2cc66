"""The rules of kube-proxy in iptables mode. Follows pkg/proxy/iptables/proxier.go syncProxyRules.

Without the nfacct counters, which most kernels do not offer to a container.
"""

from __future__ import annotations

from ipaddress import ip_address

from svcquest.engine.proxy.listing.netfilter import (
    Comment,
    Draft,
    Drafts,
    Local,
    Marked,
    Masquerade,
    Match,
    OneIn,
    Port,
    Recent,
    Reject,
    SetMark,
    Target,
    Tracked,
    Translate,
)
from svcquest.engine.proxy.listing.ports import PortOnNode, health_ports, pod_range, ports_on
from svcquest.engine.proxy.rules import iptables_chain, iptables_endpoint_chain
from svcquest.engine.proxy.topology import Backend
from svcquest.engine.ranges import address_and_port
from svcquest.engine.state import State
from svcquest.model.objects import Node
from svcquest.schema.addresses import Family

SERVICES = "KUBE-SERVICES"
EXTERNAL_SERVICES = "KUBE-EXTERNAL-SERVICES"
NODE_PORTS = "KUBE-NODEPORTS"
FIREWALL = "KUBE-PROXY-FIREWALL"
FORWARD = "KUBE-FORWARD"
POSTROUTING = "KUBE-POSTROUTING"
MARK_MASQ = "KUBE-MARK-MASQ"

_PORTALS = Comment("kubernetes service portals")
_LAST = "kubernetes service nodeports; NOTE: this must be the last rule in this chain"


def write(state: State, node: Node, family: Family, drafts: Drafts) -> None:
    """Add kube-proxy's chains and rules to a node's tables."""
    _link(drafts)
    for port in ports_on(state, node, family):
        _Writer(port, drafts, pod_range(state, family)).write()
    for name, number in health_ports(state, family):
        drafts.filter.add(NODE_PORTS, "ACCEPT", Comment(f"{name} health check node port"), Port("tcp", number))
    not_loopback = {"destination": "! ::1/128"} if family == "IPv6" else {}
    drafts.nat.add(SERVICES, NODE_PORTS, Comment(_LAST), Local("dst"), **not_loopback)
    drafts.filter.add(FORWARD, "DROP", Tracked("INVALID"))
    write_masquerading(drafts)


def write_masquerading(drafts: Drafts) -> None:
    """The rules by which marked packets get the node's address; ipvs mode has the same."""
    drafts.filter.add(FORWARD, "ACCEPT", Comment("kubernetes forwarding rules"), Marked())
    conntrack = Comment("kubernetes forwarding conntrack rule")
    drafts.filter.add(FORWARD, "ACCEPT", conntrack, Tracked("RELATED,ESTABLISHED"))
    drafts.nat.add(POSTROUTING, "RETURN", Marked(negated=True))
    drafts.nat.add(POSTROUTING, SetMark(on=False))
    drafts.nat.add(POSTROUTING, Masquerade(), Comment("kubernetes service traffic requiring SNAT"))
    drafts.nat.add(MARK_MASQ, SetMark(on=True))


def address(text: str) -> str:
    """An address as iptables keeps it, with the length of its mask."""
    return f"{text}/{ip_address(text).max_prefixlen}"


def _link(drafts: Drafts) -> None:
    """The ways into the chains. Each was put before those that stood there, so the order is that of the last first."""
    new, firewall = Tracked("NEW"), Comment("kubernetes load balancer firewall")
    visible = Comment("kubernetes externally-visible service portals")
    for draft in (drafts.mangle, drafts.filter, drafts.nat):
        draft.declare("KUBE-PROXY-CANARY")
    drafts.filter.declare(EXTERNAL_SERVICES, FIREWALL, FORWARD, NODE_PORTS, SERVICES)
    drafts.nat.declare(SERVICES, NODE_PORTS, POSTROUTING, MARK_MASQ)
    drafts.filter.add("INPUT", FIREWALL, new, firewall)
    drafts.filter.add("INPUT", NODE_PORTS, Comment("kubernetes health check service ports"))
    drafts.filter.add("INPUT", EXTERNAL_SERVICES, new, visible)
    drafts.filter.add("FORWARD", FIREWALL, new, firewall)
    drafts.filter.add("FORWARD", FORWARD, Comment("kubernetes forwarding rules"))
    drafts.filter.add("FORWARD", SERVICES, new, _PORTALS)
    drafts.filter.add("FORWARD", EXTERNAL_SERVICES, new, visible)
    drafts.filter.add("OUTPUT", FIREWALL, new, firewall)
    drafts.filter.add("OUTPUT", SERVICES, new, _PORTALS)
    drafts.nat.add("PREROUTING", SERVICES, _PORTALS)
    drafts.nat.add("OUTPUT", SERVICES, _PORTALS)
    drafts.nat.add("POSTROUTING", POSTROUTING, Comment("kubernetes postrouting rules"))


class _Writer:
    """Writes the rules of one Service port."""

    def __init__(self, port: PortOnNode, drafts: Drafts, pods: str) -> None:
        self.port = port
        self.filter = drafts.filter
        self.nat = drafts.nat
        self.pods = pods
        self.svc = iptables_chain("SVC", port.routes)
        self.svl = iptables_chain("SVL", port.routes)
        self.ext = iptables_chain("EXT", port.routes)
        self.fw = iptables_chain("FW", port.routes)

    def write(self) -> None:
        port = self.port
        self._capture_cluster_ip()
        balanced_by = self.fw if self._fenced else self.ext
        for ip in port.external_ips:
            self._capture_external(ip, "external IP", self.ext)
        for ip in port.balancer_ips:
            self._capture_external(ip, "loadbalancer IP", balanced_by)
        if self._fenced:
            self._fence()
        if port.node_port:
            self._capture_node_port()
        if port.has_external_rules:
            self._external_chain()
        if port.cluster:
            self._balance(self.svc, port.cluster)
        if port.local:
            self._balance(self.svl, port.local)
        for backend in port.reachable:
            self._endpoint(backend)

    @property
    def _fenced(self) -> bool:
        return bool(self.port.endpoints.any and self.port.balancer_ips and self.port.source_ranges)

    @property
    def _denial(self) -> tuple[Target | str, Comment]:
        """What becomes of packets for which there is no endpoint."""
        if not self.port.endpoints.any:
            return Reject(), Comment(f"{self.port.name} has no endpoints")
        return "DROP", Comment(f"{self.port.name} has no local endpoints")

    def _to(self, ip: str, draft: Draft, chain: str, target: Target | str, comment: Comment, source: str = "") -> None:
        """A rule for packets to an address and the Service's port."""
        match = Port(self.port.protocol, self.port.port)
        draft.add(chain, target, comment, match, source=source, destination=address(ip))

    def _capture_cluster_ip(self) -> None:
        port = self.port
        if not port.serves_internal:
            self._to(port.cluster_ip, self.filter, SERVICES, *self._denial)
            return
        chain, comment = self.svl if port.internal_local else self.svc, Comment(f"{port.name} cluster IP")
        self._to(port.cluster_ip, self.nat, SERVICES, chain, comment)
        if self.pods:
            self._to(port.cluster_ip, self.nat, chain, MARK_MASQ, comment, source=f"! {self.pods}")

    def _capture_external(self, ip: str, kind: str, chain: str) -> None:
        port = self.port
        if port.endpoints.any:
            self._to(ip, self.nat, SERVICES, chain, Comment(f"{port.name} {kind}"))
        if chain == self.fw:
            comment = Comment(f"{port.name} traffic not accepted by {self.fw}")
            self._to(ip, self.filter, FIREWALL, "DROP", comment)
        if not port.serves_external:
            self._to(ip, self.filter, EXTERNAL_SERVICES, *self._denial)

    def _capture_node_port(self) -> None:
        port = self.port
        match = Port(port.protocol, port.node_port)
        if port.endpoints.any:
            self.nat.add(NODE_PORTS, self.ext, Comment(port.name), match)
        if not port.serves_external:
            target, comment = self._denial
            self.filter.add(EXTERNAL_SERVICES, target, comment, Local("dst"), match)

    def _external_chain(self) -> None:
        port, add = self.port, self.nat.add
        where = f"{port.name} external destinations"
        self.nat.declare(self.ext)
        if not port.external_local:
            add(self.ext, MARK_MASQ, Comment(f"masquerade traffic for {where}"))
        else:
            if self.pods:
                add(self.ext, self.svc, Comment(f"pod traffic for {where}"), source=self.pods)
            add(self.ext, MARK_MASQ, Comment(f"masquerade LOCAL traffic for {where}"), Local("src"))
            add(self.ext, self.svc, Comment(f"route LOCAL traffic for {where}"), Local("src"))
        if port.serves_external:
            add(self.ext, self.svl if port.external_local else self.svc)

    def _fence(self) -> None:
        port, comment = self.port, Comment(f"{self.port.name} loadbalancer IP")
        for cidr in port.source_ranges:
            self.nat.add(self.fw, self.ext, comment, source=cidr)
        for ip in port.balancer_ips if port.admits_node else ():
            self.nat.add(self.fw, self.ext, comment, source=address(ip))
        self.nat.add(self.fw, None, Comment(f"other traffic to {port.name} will be dropped by {FIREWALL}"))

    def _balance(self, chain: str, backends: tuple[Backend, ...]) -> None:
        """First the endpoint that a client had before, then one by chance: of n rules the first gets 1/n of all."""
        port = self.port
        named = [(iptables_endpoint_chain(port.routes, each), self._leads_to(each)) for each in backends]
        for name, comment in named if port.affinity_seconds else ():
            self.nat.add(chain, name, comment, Recent(name, port.affinity_seconds))
        for left, (name, comment) in zip(range(len(named), 0, -1), named, strict=True):
            self.nat.add(chain, name, comment, *((OneIn(left),) if left > 1 else ()))

    def _leads_to(self, backend: Backend) -> Comment:
        return Comment(f"{self.port.name} -> {address_and_port(backend.address, backend.port)}")

    def _endpoint(self, backend: Backend) -> None:
        port = self.port
        chain, comment = iptables_endpoint_chain(port.routes, backend), Comment(port.name)
        remember: tuple[Match, ...] = (Recent(chain),) if port.affinity_seconds else ()
        self.nat.add(chain, MARK_MASQ, comment, source=address(backend.address))
        target = Translate(address_and_port(backend.address, backend.port))
        self.nat.add(chain, target, comment, *remember, Port(port.protocol))

"""The way of packets, worked out once for each sender and destination.

The way up to the choice of an endpoint depends only on objects and settings, so it is kept as a ``Plan`` for as long
as the objects stay the same. What is left for each connection is the choice itself.
"""

from __future__ import annotations

from functools import partial

from svcquest.engine.flows import Group
from svcquest.engine.indexes import NODE_IPS, NODE_PORTS, SERVICE_ADDRESSES
from svcquest.engine.network.arrival import (
    End,
    at_health_check,
    at_node,
    at_self,
    deliver,
    egress,
    lost,
    refuse,
    unanswered,
    unrelayed,
)
from svcquest.engine.network.balancers import announcer, forwarding
from svcquest.engine.network.origins import Origin, origin_of
from svcquest.engine.network.owners import NOBODY, Owner, owner_of
from svcquest.engine.network.packets import Packet, leaving
from svcquest.engine.network.plan import Plan
from svcquest.engine.network.words import meaning_of_address, meaning_of_service
from svcquest.engine.per_objects import PerObjects
from svcquest.engine.proxy.balancing import Balance
from svcquest.engine.proxy.decision import Decision, Sender, decide, fenced_off
from svcquest.engine.proxy.health import has_health_check, health_check
from svcquest.engine.proxy.modes import MODES, has_rules_for
from svcquest.engine.proxy.routes import PortRoutes, routes_of, served, virtual_ips
from svcquest.engine.proxy.topology import Backend
from svcquest.engine.ranges import family_of, inside, is_loopback, of_family
from svcquest.engine.state import State
from svcquest.model.frozen import replace
from svcquest.model.kinds import NODE
from svcquest.model.net import AddressHop, Delivery, Failure, Hop, RuleHop, Vantage, Via
from svcquest.model.objects import Node, Protocol, Service
from svcquest.model.resource import Resource

PLANS_KEPT = 100_000


_PortAt = tuple[Resource, Via, PortRoutes | None]
"""A Service at an address, the kind of address, and the port, None where the Service has no such port."""


class Router:
    """The network of one set of objects under one configuration."""

    __slots__ = ("_known", "_plans", "mode", "scheduler", "state")

    def __init__(self, state: State) -> None:
        self.state = state
        self.mode = MODES[state.settings.proxy_mode]
        self.scheduler = self.mode.scheduler or state.settings.scheduler
        self._known: dict[tuple[str, int, Protocol], tuple[_PortAt, ...]] = {}
        self._plans: dict[tuple[Vantage, str, int, Protocol], Plan] = {}

    def plan(self, vantage: Vantage, address: str, port: int, protocol: Protocol) -> Plan:
        """The way from a vantage point to an address and port."""
        key = (vantage, address, port, protocol)
        found = self._plans.get(key)
        if found is None:
            if len(self._plans) >= PLANS_KEPT:
                self._plans.clear()
                self._known.clear()
            found = self._plans[key] = self._plan(vantage, address, port, protocol)
        return found

    def _plan(self, vantage: Vantage, address: str, port: int, protocol: Protocol) -> Plan:
        origin = origin_of(self.state, vantage)
        source = origin.address(family_of(address)) if origin is not None else ""
        if origin is None or not (source or is_loopback(address)):
            hop = AddressHop(address, port, protocol, "an address that this place has no way to", "unknown")
            return Plan(hop, end=End(Delivery(Failure.UNREACHABLE, address=address, port=port, destination=address)))
        packet = Packet(origin, source, address, port, protocol, origin.node)
        if is_loopback(address):
            packet = replace(packet, source=address)
            return self._on_own_node(packet) if origin.is_node else self._ended(packet, at_self(self.state, packet))
        if address in origin.addresses and not origin.is_node:
            return self._ended(packet, at_self(self.state, packet))
        return self._on_node(packet) if origin.node is not None else self._from_outside(packet)

    # From network to network --------------------------------------------------------------------------------------

    def _from_outside(self, packet: Packet) -> Plan:
        """A packet from the machine outside: nodes are its neighbours, everything else needs a route."""
        owner = owner_of(self.state, packet.address)
        if owner.kind == "outside":
            return self._ended(packet, deliver(self.state, packet, packet.address, packet.port))
        balanced = self._through_balancer(packet)
        if balanced is not None:
            return balanced
        node = self._way_in(packet.address, owner)
        if node is None or not node.ready:
            return self._ended(packet, lost(packet, Failure.TIMEOUT))
        return self._on_node(replace(packet, node=node))

    def _way_in(self, address: str, owner: Owner) -> Node | None:
        """The node to which the outside network hands packets for an address."""
        if owner.kind == "node" and owner.node is not None and address not in owner.node.gateways:
            return owner.node
        name = self.state.settings.routes.get(address)
        if name is None and address in self.state.settings.load_balancer_ips:
            return announcer(self.state, address)
        found = self.state.get(NODE, "", name or "")
        node: Node | None = found.view if found is not None else None
        return node

    def _through_balancer(self, packet: Packet) -> Plan | None:
        """A packet for a balancer that ends connections and makes its own, from its own address to a node port."""
        found = forwarding(self.state, packet.address, packet.port, packet.protocol)
        if found is None:
            return None
        verdict = egress(self.state, packet, NOBODY, packet.address, packet.port, packet.protocol)
        if verdict is not None and not verdict.allowed:
            return self._ended(packet, lost(packet, Failure.TIMEOUT, verdict))
        node, node_port = found.node, found.port.node_port
        way = f", which has its own connection to {node.name}, port {node_port}"
        meaning = meaning_of_service("loadBalancer", found.service.key, "") + way
        hop = AddressHop(packet.address, packet.port, packet.protocol, meaning, "loadBalancer", found.service.key)
        client = leaving(packet, NOBODY, packet.address, self.state.settings)
        if fenced_off(found.service.view, client):
            routes = routes_of(self.state, found.service, family_of(packet.address))
            decision = Decision("DROP", fenced=True)
            end = refuse(replace(packet, source=client), decision)
            return Plan(hop, packet.hops, routes.by_port(packet.port, packet.protocol), decision, end=end)
        balancer = Origin(packet.origin.vantage, None, (packet.address,))
        target = of_family(node.internal_ips, family_of(packet.address))
        hops = packet.passing(verdict).hops
        own = Packet(balancer, packet.address, target, node_port, packet.protocol, node, hops)
        return self._on_own_node(own).entered_at(hop)

    def _on_node(self, packet: Packet) -> Plan:
        """A packet in a node's kernel: kube-proxy's rules first, then the node's own addresses, then onwards."""
        assert packet.node is not None
        taken = self._to_service(packet)
        if taken is not None:
            return taken
        balanced = self._through_balancer(packet)
        if balanced is not None:
            return balanced
        owner = owner_of(self.state, packet.address)
        if owner.kind != "node" or owner.node is None:
            sent = packet.passing(self._unmatched(packet) if owner.kind == "nobody" else None)
            return self._ended(sent, deliver(self.state, packet, packet.address, packet.port))
        if owner.node.name == packet.node.name:
            return self._on_own_node(packet)
        if not owner.up:
            return self._ended(packet, deliver(self.state, packet, packet.address, packet.port))
        verdict = egress(self.state, packet, owner, packet.address, packet.port, packet.protocol)
        if verdict is not None and not verdict.allowed:
            return self._ended(packet, lost(packet, Failure.TIMEOUT, verdict))
        source = leaving(packet, owner, packet.address, self.state.settings)
        return self._on_node(replace(packet.passing(verdict), source=source, node=owner.node))

    def _on_own_node(self, packet: Packet) -> Plan:
        """A packet for an address of the node that holds it: node ports, health checks, then what listens there."""
        assert packet.node is not None
        proxy = self._proxy_of(packet)
        services = [each for each in proxy.state.find(NODE_PORTS, packet.port) if served(each.view)]
        for service in services:
            routes = routes_of(proxy.state, service, family_of(packet.address))
            found = routes.by_node_port(packet.port, packet.protocol)
            if found is not None and proxy.has_node_ports(packet.address, packet.node, packet.protocol):
                return self._translate(packet, service, found, "nodePort")
            view: Service = service.view
            asked = packet.protocol == "TCP" and view.health_check_node_port == packet.port
            if asked and has_health_check(view) and proxy is self:  # these are answered by kube-proxy, not by rules
                check = health_check(self.state, service, packet.node.name)
                hop = self._address_hop(packet, "healthCheck", service)
                return Plan(hop, packet.hops, end=at_health_check(packet, check))
        return self._ended(packet, at_node(self.state, packet))

    def _proxy_of(self, packet: Packet) -> Router:
        """Who knows the rules of a packet's node: this router, or that of when kube-proxy stopped there."""
        assert packet.node is not None
        seen = self.state.as_proxied(packet.node.name)
        return self if seen is self.state else router_of(seen)

    def has_node_ports(self, address: str, node: Node, protocol: Protocol) -> bool:
        """Whether node ports are open on one of a node's addresses."""
        if not has_rules_for(self.mode, protocol):
            return False
        if is_loopback(address):
            return self.mode.node_port_loopback and family_of(address) == "IPv4"
        primary = of_family(node.internal_ips, family_of(address))
        return self.mode.node_port_everywhere or address == primary or address in node.external_ips

    # kube-proxy's rules -------------------------------------------------------------------------------------------

    def _to_service(self, packet: Packet) -> Plan | None:
        """What kube-proxy does with a packet for a Service's address; None when no rule matches it."""
        proxy = self._proxy_of(packet)
        known = proxy.ports_at(packet.address, packet.port, packet.protocol)
        for service, via, routes in known:
            if routes is not None:
                return None if proxy.overlooks(packet, routes, via) else self._translate(packet, service, routes, via)
        if not known:
            return self._to_nobodys_ip(packet)
        if self.state.has(NODE_IPS, packet.address):
            return None
        service, via, _ = known[0]
        if not (proxy.mode.rejects_unlisted if via == "clusterIP" else proxy.mode.rejects_unlisted_vips):
            return None
        hop = self._address_hop(packet, via, service)
        return self._refused(packet, hop, Decision("REJECT"), "no such port", _offered(service.view))

    def ports_at(self, address: str, port: int, protocol: Protocol) -> tuple[_PortAt, ...]:
        """The Services that have an address, with the port of each that is meant."""
        key = (address, port, protocol)
        found = self._known.get(key)
        if found is None:
            services = [each for each in self.state.find(SERVICE_ADDRESSES, address) if served(each.view)]
            family, ruled = family_of(address), has_rules_for(self.mode, protocol)
            found = self._known[key] = tuple(
                (each, via, routes_of(self.state, each, family).by_port(port, protocol) if ruled else None)
                for each in services
                if (via := _via(each.view, address)) is not None
            )
        return found

    def overlooks(self, packet: Packet, routes: PortRoutes, via: Via) -> bool:
        """Whether a rule for a Service without endpoints is not consulted for a packet.

        In iptables mode KUBE-EXTERNAL-SERVICES, which rejects them, hangs in INPUT and FORWARD but not in OUTPUT.
        """
        assert packet.node is not None
        own_external = packet.from_this_node and via in {"externalIP", "loadBalancer"}
        return own_external and not self.mode.rejects_own_external and not routes.on(packet.node).any

    def _to_nobodys_ip(self, packet: Packet) -> Plan | None:
        """An address of the Service range that no Service has: some modes drop it, others do not look at it."""
        drops = self._proxy_of(packet).mode.drops_unallocated
        if not drops or not inside(packet.address, *self.state.settings.service_cidrs):
            return None
        return self._refused(packet, self._plain_hop(packet), Decision("DROP"), "cluster IP of no Service")

    def _unmatched(self, packet: Packet) -> RuleHop | None:
        """That kube-proxy has no rule for a packet, although its address is a Service's; None for other addresses."""
        service = self.state.first(SERVICE_ADDRESSES, packet.address)
        if service is None:
            return None
        proxy = self._proxy_of(packet)
        known = proxy.ports_at(packet.address, packet.port, packet.protocol)
        ruled = [each.view for each, _, _ in known if each.key == service.key]
        offered = _offered(ruled[0]) if ruled and has_rules_for(proxy.mode, packet.protocol) else ()
        return replace(self._rule(packet, "", Decision("NONE")), offered=offered)

    def _refused(
        self, packet: Packet, hop: AddressHop, decision: Decision, name: str, offered: tuple[str, ...] = ()
    ) -> Plan:
        """A packet that a rule stops which belongs to no Service port."""
        hops = (*packet.hops, replace(self._rule(packet, name, decision), offered=offered))
        return Plan(hop, hops, None, decision, end=refuse(packet, decision))

    def _translate(self, packet: Packet, service: Resource, routes: PortRoutes, via: Via) -> Plan:
        """A packet that a Service port's rule matches."""
        assert packet.node is not None
        sender = Sender(
            packet.source,
            from_node=packet.from_this_node,
            from_pods=inside(packet.source, *self.state.settings.pod_cidrs) and not packet.from_this_node,
        )
        proxy = self._proxy_of(packet)
        decision = decide(proxy.mode, routes, routes.on(packet.node), via, sender)
        deserted = decision.relayed and proxy is not self
        if deserted:
            decision = Decision("REJECT")
        hop, hops = self._address_hop(packet, via, service), partial(self._past_rule, packet, routes, via, decision)
        if decision.action != "DNAT":  # where nobody is there to relay, no endpoint is asked for
            return Plan(hop, hops, None if deserted else routes, decision, end=refuse(packet, decision))
        if not decision.backends:
            return Plan(hop, hops, routes, decision, end=lost(packet, unrelayed(packet.protocol)))
        balance = self._balance(packet, routes, decision.backends)
        return Plan(hop, hops, routes, decision, balance=balance, arrive=partial(self._arrive, packet, decision))

    def _arrive(self, packet: Packet, decision: Decision, backend: Backend) -> End:
        masquerade, relayed = decision.masquerade, decision.relayed
        end = deliver(self.state, packet, backend.address, backend.port, masquerade=masquerade, relayed=relayed)
        return unanswered(end) if decision.unanswered else end

    def _balance(self, packet: Packet, routes: PortRoutes, backends: tuple[Backend, ...]) -> Balance:
        assert packet.node is not None
        service = routes.service
        group = Group(packet.node.name, (service.namespace, service.name), routes.port.name, routes.port.protocol)
        scheduler = self._proxy_of(packet).scheduler
        return Balance(group, packet.source, packet.address, backends, scheduler, service.affinity_seconds)

    # Hops ---------------------------------------------------------------------------------------------------------

    def _ended(self, packet: Packet, end: End) -> Plan:
        """A way without any choice on it."""
        return Plan(self._plain_hop(packet), packet.hops, end=end)

    def _past_rule(self, packet: Packet, routes: PortRoutes, via: Via, decision: Decision) -> tuple[Hop, ...]:
        from svcquest.engine.proxy.rules import rule_name  # noqa: PLC0415 - only traces name rules

        mode = self._proxy_of(packet).state.settings.proxy_mode
        name = rule_name(mode, routes, via, packet.address, packet.port, local=decision.local)
        return (*packet.hops, self._rule(packet, name, decision))

    def _rule(self, packet: Packet, name: str, decision: Decision) -> RuleHop:
        assert packet.node is not None
        policy, seen = "Local" if decision.local else "Cluster", self.state.as_proxied(packet.node.name)
        since = None if seen is self.state else seen.now
        return RuleHop(packet.node.name, seen.settings.proxy_mode, name, decision.action, policy, halted=since)

    def _plain_hop(self, packet: Packet) -> AddressHop:
        meaning, via, service = meaning_of_address(self.state, packet.origin, packet.address)
        return AddressHop(packet.address, packet.port, packet.protocol, meaning, via, service)

    def _address_hop(self, packet: Packet, via: Via, service: Resource) -> AddressHop:
        assert packet.node is not None
        meaning = meaning_of_service(via, service.key, packet.node.name)
        return AddressHop(packet.address, packet.port, packet.protocol, meaning, via, service.key)


def _offered(service: Service) -> tuple[str, ...]:
    return tuple(map(str, service.ports))


def _via(service: Service, address: str) -> Via | None:
    """What kind of a Service's addresses one is; None for one that kube-proxy leaves to a load balancer."""
    if address in service.cluster_ips:
        return "clusterIP"
    if address in service.external_ips:
        return "externalIP"
    return "loadBalancer" if address in virtual_ips(service) else None


_ROUTERS = PerObjects(Router)


def router_of(state: State) -> Router:
    """The router of a state; states that differ only in time and traffic share one."""
    return _ROUTERS.of(state)

"""Service ports as one node's kube-proxy sees them for one address family: what every mode's rules are made from."""

from __future__ import annotations

from svcquest.engine.proxy.decision import source_ranges
from svcquest.engine.proxy.routes import PortRoutes, routes_of, served, virtual_ips
from svcquest.engine.proxy.rules import port_name
from svcquest.engine.proxy.topology import Backend, Categories
from svcquest.engine.ranges import all_of_family, inside, network, of_family
from svcquest.engine.state import State
from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.objects import Node, Service
from svcquest.schema.addresses import Family


@dataclass(frozen=True, slots=True)
class PortOnNode:
    """A Service port, its addresses of one family, and the endpoints as a node sorts them.

    Attributes:
        routes: the port with all of its endpoints.
        endpoints: those that the node may use.
        cluster_ip: the Service's address of this family.
        balancer_ips: addresses of load balancers that the node answers for itself.
        source_ranges: who may use those; empty for everybody.
        admits_node: the node's own address lies in the ranges.
    """

    routes: PortRoutes
    endpoints: Categories
    cluster_ip: str
    external_ips: tuple[str, ...]
    balancer_ips: tuple[str, ...]
    source_ranges: tuple[str, ...]
    admits_node: bool

    @property
    def name(self) -> str:
        """``shop/web:http``."""
        return port_name(self.routes)

    @property
    def protocol(self) -> str:
        """``tcp``, ``udp`` or ``sctp``."""
        return self.routes.port.protocol.lower()

    @property
    def port(self) -> int:
        """The Service's port."""
        return self.routes.port.port

    @property
    def node_port(self) -> int:
        """Its node port, 0 without one."""
        return self.routes.port.node_port

    @property
    def affinity_seconds(self) -> int:
        """Time-out of session affinity, 0 without it."""
        return self.routes.service.affinity_seconds

    @property
    def internal_local(self) -> bool:
        """The cluster IP leads to endpoints on this node only."""
        return self.routes.policies.internal_local

    @property
    def external_local(self) -> bool:
        """Other addresses lead clients from outside to endpoints on this node only."""
        return self.routes.policies.external_local

    @property
    def serves_internal(self) -> bool:
        """There is an endpoint for connections to the cluster IP."""
        return self.endpoints.any and bool(not self.internal_local or self.endpoints.local)

    @property
    def serves_external(self) -> bool:
        """There is an endpoint for clients outside."""
        return self.endpoints.any and bool(not self.external_local or self.endpoints.local)

    @property
    def has_external_rules(self) -> bool:
        """External destinations need a chain, for clients inside even where nobody outside can be served."""
        return self.endpoints.any and self.routes.policies.external

    @property
    def cluster(self) -> tuple[Backend, ...]:
        """Endpoints under policy Cluster; empty where no traffic of the port follows it."""
        return self.endpoints.cluster if self.routes.policies.uses_cluster else ()

    @property
    def local(self) -> tuple[Backend, ...]:
        """Endpoints under policy Local; empty where no traffic of the port follows it."""
        return self.endpoints.local if self.routes.policies.uses_local else ()

    @property
    def reachable(self) -> tuple[Backend, ...]:
        """Every endpoint that the node sends to, each once."""
        return (*self.cluster, *(each for each in self.local if each not in self.cluster))


def ports_on(state: State, node: Node, family: Family) -> tuple[PortOnNode, ...]:
    """The Service ports with rules on a node, by namespace, name and position."""
    return tuple(
        _port(node, service, family, routes, routes.on(node))
        for resource in state.select(kinds.SERVICE)
        if served(service := resource.view) and of_family(service.cluster_ips, family)
        for routes in routes_of(state, resource, family).ports
    )


def _port(node: Node, service: Service, family: Family, routes: PortRoutes, endpoints: Categories) -> PortOnNode:
    ranges = all_of_family(source_ranges(service), family)
    address = of_family(node.internal_ips, family)
    return PortOnNode(
        routes=routes,
        endpoints=endpoints,
        cluster_ip=of_family(service.cluster_ips, family),
        external_ips=all_of_family(service.external_ips, family),
        balancer_ips=all_of_family(virtual_ips(service), family),
        source_ranges=tuple(str(network(cidr)) for cidr in ranges),
        admits_node=bool(address) and inside(address, *ranges),
    )


def pod_range(state: State, family: Family) -> str:
    """The addresses that kube-proxy takes for those of pods (``--cluster-cidr``), empty when there are none."""
    return of_family(state.settings.pod_cidrs, family)


def health_ports(state: State, family: Family) -> tuple[tuple[str, int], ...]:
    """Health check node ports with the Service port that each rule for one names."""
    return tuple(
        (port_name(routes), service.health_check_node_port)
        for resource in state.select(kinds.SERVICE)
        if served(service := resource.view) and service.health_check_node_port
        for routes in routes_of(state, resource, family).ports
    )

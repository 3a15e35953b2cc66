"""What is fixed about a cluster from outside: version, networks, proxy mode, seed."""

from __future__ import annotations

from typing import Literal

from svcquest.model.frozen import dataclass, field

ProxyMode = Literal["iptables", "ipvs", "nftables", "userspace"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Configuration of a simulated cluster.

    Attributes:
        version: of Kubernetes, major and minor; ``schema.versions`` has what depends on it.
        service_cidrs: ranges for cluster IPs, primary family first.
        pod_cidrs: ranges that pods' addresses come from; each node has a part of it.
        node_ports: first and last port of the node port range, inclusive.
        proxy_mode: mode of every kube-proxy.
        scheduler: ipvs scheduler, ignored in other modes.
        cluster_domain: zone that CoreDNS answers for, without a trailing dot.
        seed: start of every pseudo-random choice.
        epoch: simulated time at the start, seconds since 1970.
        external_ip: address of the machine outside of the cluster.
        external_ports: TCP ports on which that machine serves HTTP.
        outside_names: names that the outside world resolves, to their addresses.
        routes: addresses for which the outside network has a route, to the node that gets the packets.
        load_balancer_ips: pool of a load balancer controller, empty when there is none.
        node_resolver: nameserver in a node's own resolv.conf.
        pod_resolver: nameserver that kubelets give to pods, the cluster's DNS; empty for the tenth address of the
            first Service range.
        keeps_past: a state knows those that were at rest before it, for who asks what happened in between.
        endpoint_controllers: whether those run that keep Endpoints and EndpointSlices in step with pods.
        hairpin: whether nodes send a pod's packets back to it where its own Service leads there: the kubelet's
            ``hairpinMode``, or what the network plugin has in its place.
    """

    version: tuple[int, int] = (1, 36)
    service_cidrs: tuple[str, ...] = ("10.96.0.0/12",)
    pod_cidrs: tuple[str, ...] = ("10.244.0.0/16",)
    node_ports: tuple[int, int] = (30000, 32767)
    proxy_mode: ProxyMode = "iptables"
    scheduler: str = "rr"
    cluster_domain: str = "cluster.local"
    seed: int = 1
    epoch: float = 1_795_000_000.0
    external_ip: str = "192.168.1.10"
    external_ports: tuple[int, ...] = (80, 5432)
    outside_names: dict[str, str] = field(
        default_factory=lambda: {"db.example.com": "192.168.1.10", "www.example.com": "192.168.1.10"}
    )
    routes: dict[str, str] = field(default_factory=dict)
    load_balancer_ips: tuple[str, ...] = ()
    node_resolver: str = "192.168.1.1"
    pod_resolver: str = ""
    keeps_past: bool = False
    endpoint_controllers: bool = True
    hairpin: bool = True

    @property
    def release(self) -> str:
        """Release that the nodes of such a cluster run, such as ``v1.36.2``."""
        return f"v{self.version[0]}.{self.version[1]}.2"

    @property
    def dual_stack(self) -> bool:
        """Whether cluster IPs of both families can be had."""
        return len(self.service_cidrs) > 1

"""Addresses for load balancers."""

from __future__ import annotations

from tests.engine.clusters import found, make, service

from svcquest.engine.cluster import Cluster
from svcquest.engine.settings import Settings
from svcquest.model.kinds import SERVICE


def test_a_pool_gives_addresses_to_load_balancers() -> None:
    cluster = Cluster(Settings(load_balancer_ips=("192.168.1.200", "192.168.1.201")))
    for name in ("a", "b", "c"):
        make(cluster, SERVICE, service(name, type="LoadBalancer"))
    other = make(cluster, SERVICE, service("d", type="LoadBalancer", loadBalancerClass="example.com/lb"))
    taken = {name: [each.ip for each in found(cluster, SERVICE, name).view.ingress] for name in ("a", "b", "c")}
    assert taken == {"a": ["192.168.1.200"], "b": ["192.168.1.201"], "c": []}
    assert other.view.ingress == ()
    cluster.delete(SERVICE, "default", "a")
    assert [each.ip for each in found(cluster, SERVICE, "c").view.ingress] == ["192.168.1.200"]

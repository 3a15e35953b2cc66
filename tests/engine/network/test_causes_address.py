"""Why an address and port lead nowhere."""

from __future__ import annotations

import pytest
from tests.engine.network.faults import WEB, Fault, check, labelled
from tests.engine.network.scenes import IP, node_port, pod, service

FAULTS = [
    Fault(
        "service-without-endpoints",
        [service(app=None, externalIPs=["192.168.77.5"])],
        "192.168.77.5",
        "Service default/web has no selector, and nobody has given it endpoints",
        "node-1",
    ),
    Fault(
        "no-such-service-port", [WEB, service()], f"{IP}:81", "Service default/web has no port 81/TCP; it offers 80/TCP"
    ),
    Fault(
        "no-such-service-port",
        [WEB, service()],
        f"{IP}:81",
        "Service default/web has no port 81/TCP; it offers 80/TCP",
        settings={"proxy_mode": "nftables"},
    ),
    Fault(
        "protocol-differs",
        [WEB, service(ports=[{"port": 53, "protocol": "UDP"}])],
        f"{IP}:53",
        "port 53 of Service default/web is for UDP, the request came by TCP",
    ),
    Fault(
        "node-port-on-service-address",
        [WEB, node_port()],
        f"{IP}:30080",
        f"30080 is a node port of Service default/web: nodes answer there, {IP} does not",
    ),
    Fault(
        "target-port-on-service-address",
        [pod("web-1", ports=(8080,)), service(ports=[{"port": 80, "targetPort": 8080}])],
        f"{IP}:8080",
        "8080 is the targetPort, for the pods; Service default/web itself offers 80/TCP",
    ),
    Fault(
        "nobodys-address", [WEB], "10.96.99.99", "10.96.99.99 is an address of the Service range that no Service has"
    ),
    Fault("nobodys-address", [], "10.244.2.222", "10.244.2.222 is an address of the pod network that no pod has"),
    Fault("nobodys-address", [], "172.16.0.1", "172.16.0.1 is nobody's address"),
    Fault(
        "cluster-ip-from-outside",
        [WEB, service()],
        IP,
        f"{IP} is the cluster IP of Service default/web: outside of the cluster no route leads to it",
        "external",
    ),
    Fault(
        "load-balancer-pending",
        [WEB, service(type="LoadBalancer")],
        IP,
        "Service default/web still waits for a load balancer's address; its cluster IP means nothing outside",
        "external",
    ),
    Fault(
        "address-without-route",
        [WEB, service(externalIPs=["192.168.1.77"])],
        "192.168.1.77",
        "the external IP 192.168.1.77 of Service default/web is routed to no node",
        "external",
    ),
    Fault(
        "load-balancer-bypassed",
        [WEB, service(type="LoadBalancer", ingress=[{"ip": "192.168.1.200", "ipMode": "Proxy"}])],
        "192.168.1.200",
        "192.168.1.200 has ipMode Proxy: nodes leave it to the load balancer, and none takes the packets",
    ),
    Fault(
        "pod-from-outside",
        [WEB],
        "10.244.1.101",
        "10.244.1.101 is the address of pod default/web-1: outside of the cluster no route leads to it",
        "external",
    ),
    Fault(
        "service-not-proxied",
        [WEB, labelled(service(), **{"service.kubernetes.io/service-proxy-name": "other"})],
        IP,
        "Service default/web carries the label service.kubernetes.io/service-proxy-name: kube-proxy leaves it alone",
    ),
    Fault(
        "no-way-to-address",
        [WEB, service()],
        IP,
        "there is no pod default/ghost",
        "ghost",
    ),
    Fault(
        "no-such-service-port",
        [
            WEB,
            service(),
            service("alias", ip="", app=None, type="ExternalName", externalName="web.default.svc.cluster.local"),
        ],
        "alias:9999",
        "Service default/alias only stands for web.default.svc.cluster.local: its own ports mean nothing, and there "
        "Service default/web offers 80/TCP, not 9999/TCP",
    ),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.code}-{fault.to}")
def test_root_cause(fault: Fault) -> None:
    check(fault)

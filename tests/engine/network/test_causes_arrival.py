"""Why a packet that arrived was not taken."""

from __future__ import annotations

import pytest
from tests.engine.network.faults import WEB, Fault, alias, check, crashing, headless
from tests.engine.network.scenes import IP, client, endpoints, node_port, pod, policy, request, scene, service

from svcquest.model import kinds
from svcquest.model.net import Failure
from svcquest.model.tree import Tree

ON_80: list[Tree] = [{"ports": [{"port": 80}]}]
FROM_CLIENTS: list[Tree] = [{"from": [{"podSelector": {"matchLabels": {"app": "client"}}}]}]
TO_WEB_ON_53: list[Tree] = [{"to": [{"podSelector": {"matchLabels": {"app": "web"}}}], "ports": [{"port": 53}]}]


FAULTS = [
    Fault(
        "service-without-node-port",
        [WEB, service()],
        "192.168.1.243:80",
        "80 is the port of Service default/web, for which nodes have none: its type is ClusterIP",
        "external",
    ),
    Fault(
        "service-without-node-port",
        [WEB, service(type="LoadBalancer", allocateLoadBalancerNodePorts=False)],
        "192.168.1.243:80",
        "80 is the port of Service default/web, for which nodes have none: its type is LoadBalancer, "
        "and allocateLoadBalancerNodePorts is false",
        "external",
    ),
    Fault(
        "wrong-target-port",
        [pod("web-1", ports=(8080,), hostNetwork=True), service()],
        IP,
        "Service default/web sends to port 80 of its pods, but pod default/web-1, on the network of node node-1, "
        "listens on 8080/TCP",
    ),
    Fault(
        "selector-matches-wrong-pods",
        [WEB, service(app="client")],
        IP,
        "selector app=client of Service default/web matches pod default/client, which listens on no port at all; "
        "pods of web listen on 80/TCP",
    ),
    Fault(
        "selector-matches-wrong-pods",
        [WEB, pod("db-2", 2, app="db", ports=(5432,)), service(app="db")],
        IP,
        "selector app=db of Service default/web matches pod default/db-2, which listens on 5432/TCP; "
        "pods of web listen on 80/TCP",
    ),
    Fault(
        "wrong-target-port",
        [WEB, pod("db-2", 2, app="db", ports=(5432,)), service("db", app="db")],
        IP,
        "Service default/db sends to port 80 of its pods, but pod default/db-2 listens on 5432/TCP",
    ),
    Fault(
        "service-port-on-pod",
        [pod("web-1", ports=(8080,)), service(ports=[{"port": 80, "targetPort": 8080}])],
        "10.244.1.101:80",
        "80 is the port of Service default/web; the pods themselves listen on 8080/TCP",
    ),
    Fault(
        "service-port-on-pod",
        [WEB, node_port()],
        "10.244.1.101:30080",
        "30080 is a node port of Service default/web; the pods themselves listen on 80/TCP",
    ),
    Fault(
        "external-ip-of-node",
        [WEB, service(externalIPs=["192.168.1.243"])],
        "192.168.1.243:81",
        "as the external IP of Service default/web, 192.168.1.243 offers 80/TCP, not 81/TCP",
        "external",
    ),
    Fault(
        "endpoint-is-nobody",
        [WEB, service(), service("db", app=None, ip="10.96.8.8"), endpoints("db", IP)],
        "10.96.8.8",
        f"Service default/db sends to the endpoint {IP}, which is an address of Service default/web: "
        "rules lead to pods, not to rules",
    ),
    Fault(
        "endpoint-is-nobody",
        [service(app=None), endpoints("web", "10.244.2.77")],
        IP,
        "Service default/web sends to the endpoint 10.244.2.77, which is nobody's address",
    ),
    Fault(
        "endpoint-is-nobody",
        [pod("web-1", ready=False), service(), endpoints("web", "10.244.2.77")],
        IP,
        "Service default/web sends to the endpoint 10.244.2.77 of EndpointSlice web-1, which is nobody's address",
    ),
    Fault(
        "pod-does-not-listen",
        [pod("web-1", listen="9090"), pod("web-2", ready=False), service()],
        IP,
        "pod default/web-1 listens on 9090/TCP, not on 80 like others of web, and counts as ready: "
        "it has no readiness probe",
    ),
    Fault(
        "selector-matches-others",
        [pod("web-1", ready=False), pod("db-1", app="web", ports=(5432,)), service()],
        IP,
        "selector app=web of Service default/web matches pod default/db-1 too, which listens on 5432/TCP, "
        "not on 80 like web",
    ),
    Fault(
        "published-though-not-ready",
        [pod("web-1", ready=False, listen="none"), service(publishNotReadyAddresses=True)],
        IP,
        "pod default/web-1 does not listen on 80/TCP and is not ready; Service default/web has "
        "publishNotReadyAddresses, so it is an endpoint all the same",
    ),
    Fault(
        "published-though-not-ready",
        [pod("web-1", ready=False, listen="none"), headless(publishNotReadyAddresses=True)],
        "web",
        "pod default/web-1 does not listen on 80/TCP and is not ready; Service default/web has "
        "publishNotReadyAddresses, so it is an endpoint all the same",
    ),
    Fault(
        "wrong-target-port",
        [pod("web-1", ready=False, ports=(8080,)), service(publishNotReadyAddresses=True)],
        IP,
        "Service default/web sends to port 80 of its pods, but pod default/web-1 listens on 8080/TCP",
    ),
    Fault(
        "network-policy",
        [WEB, node_port(), policy(pods={"app": "web"}, ingress=[{"from": [{"ipBlock": {"cidr": "192.168.1.10/32"}}]}])],
        "192.168.1.244:30080",
        "NetworkPolicy default/wall of pod default/web-1 lets others in to port 80/TCP, but not "
        "node node-2 (192.168.1.244, in whose name external comes)",
        "external",
    ),
    Fault(
        "wrong-target-port",
        [pod("web-1", ports=(8080,)), service()],
        IP,
        "Service default/web sends to port 80 of its pods, but pod default/web-1 listens on 8080/TCP",
    ),
    Fault(
        "wrong-target-port",
        [
            pod("web-1", ports=(8080,), port_name="http", listen="5000"),
            service(ports=[{"port": 80, "targetPort": "http"}]),
        ],
        IP,
        "Service default/web sends to the port named http, which pod default/web-1 declares as 8080, but it "
        "listens on 5000/TCP",
    ),
    Fault(
        "wrong-target-port",
        [pod("web-1", listen="none"), service()],
        IP,
        "Service default/web sends to port 80, which pod default/web-1 declares, but it listens on no port at all",
    ),
    Fault(
        "wrong-target-port",
        [service(app=None), endpoints("web", "192.168.1.10", port=9)],
        IP,
        "an endpoint of Service default/web names port 9, but external listens on 80/TCP and 5432/TCP",
    ),
    Fault(
        "program-not-running",
        [crashing()],
        "10.244.1.3",
        "nobody answers in pod default/web-1: its program keeps ending (CrashLoopBackOff)",
    ),
    Fault(
        "program-not-running",
        [crashing(), service(publishNotReadyAddresses=True)],
        IP,
        "nobody answers in pod default/web-1: its program keeps ending (CrashLoopBackOff)",
    ),
    Fault(
        "listens-on-loopback",
        [pod("web-1", listen="127.0.0.1:80/tcp"), service()],
        IP,
        "the program in pod default/web-1 listens on 127.0.0.1:80 only, so nobody but itself reaches it",
    ),
    Fault(
        "pod-listens-by-other-protocol",
        [pod("web-1", listen="80/udp"), service()],
        IP,
        "pod default/web-1 listens on 80/UDP, not on 80/TCP",
    ),
    Fault(
        "service-port-on-node",
        [WEB, node_port()],
        "192.168.1.243:80",
        "80 is the port of Service default/web; on nodes that is found at 30080",
        "external",
    ),
    Fault(
        "service-port-on-node",
        [
            pod("web-1", ports=(8080,)),
            service(type="NodePort", ports=[{"port": 80, "targetPort": 8080, "nodePort": 30080}]),
        ],
        "192.168.1.243:8080",
        "8080 is the targetPort of Service default/web; on nodes that is found at 30080",
        "external",
    ),
    Fault(
        "nothing-listens",
        [alias("db.example.com")],
        "web:5433",
        "Service default/web only stands for db.example.com, and there external listens on 80/TCP and 5432/TCP, "
        "not on 5433/TCP",
    ),
    Fault("nothing-listens", [WEB], "10.244.1.101:81", "pod default/web-1 listens on 80/TCP, not on 81/TCP"),
    Fault("nothing-listens", [], "192.168.1.10:81", "external listens on 80/TCP and 5432/TCP, not on 81/TCP", "node-1"),
    Fault("nothing-listens", [WEB], "127.0.0.1:81", "the sender itself listens on 80/TCP, not on 81/TCP", "web-1"),
    Fault(
        "network-policy",
        [WEB, service(), policy(pods={"app": "web"})],
        IP,
        "NetworkPolicy default/wall of pod default/web-1 lets nothing in from pod default/client (10.244.3.109) "
        "to port 80/TCP",
    ),
    Fault(
        "network-policy",
        [WEB, service(), policy("a", policyTypes=["Egress"]), policy("b", policyTypes=["Egress"])],
        IP,
        "NetworkPolicies default/a and default/b of pod default/client let nothing out to pod default/web-1 "
        "(10.244.1.101), port 80/TCP",
    ),
    Fault(
        "network-policy",
        [pod("web-1", ports=(8080,)), service(ports=[{"port": 80, "targetPort": 8080}]), policy(ingress=ON_80)],
        IP,
        "NetworkPolicy default/wall of pod default/web-1 lets pod default/client (10.244.3.109) in, "
        "but not to port 8080/TCP",
    ),
    Fault(
        "network-policy",
        [WEB, client("c7", namespace="shop"), service(), policy(pods={"app": "web"}, ingress=FROM_CLIENTS)],
        IP,
        "NetworkPolicy default/wall of pod default/web-1 lets others in to port 80/TCP, "
        "but not pod shop/c7 (10.244.3.107)",
        "pod/shop/c7",
    ),
    Fault(
        "network-policy",
        [WEB, service(), policy(pods={"app": "client"}, egress=[{"to": [{"ipBlock": {"cidr": f"{IP}/32"}}]}])],
        IP,
        "NetworkPolicy default/wall of pod default/client lets it out to port 80/TCP, "
        "but not to pod default/web-1 (10.244.1.101)",
    ),
    Fault(
        "network-policy",
        [pod("db-1", app="db"), service("db", app="db", ports=[{"port": 80}]), policy(egress=TO_WEB_ON_53)],
        IP,
        "NetworkPolicy default/wall of pod default/client lets nothing out to pod default/db-1 (10.244.1.101), "
        "port 80/TCP",
    ),
    Fault(
        "no-such-node-port",
        [WEB, node_port()],
        "192.168.1.243:30081",
        "no Service has the node port 30081; those in use are 30080",
        "external",
    ),
    Fault(
        "no-such-node-port", [], "192.168.1.243:30081", "no Service has the node port 30081; none is in use", "external"
    ),
    Fault(
        "protocol-differs",
        [WEB, node_port()],
        "192.168.1.243:30080",
        "node port 30080 of Service default/web is for TCP, not UDP",
        "external",
        "UDP",
    ),
    Fault(
        "node-port-not-on-address",
        [WEB, node_port()],
        "127.0.0.1:30080",
        "in nftables mode node ports are not open on 127.0.0.1",
        "node-1",
        settings={"proxy_mode": "nftables"},
    ),
    Fault("nothing-listens", [WEB], "192.168.1.243", "nothing on node node-1 listens on 80/TCP"),
    Fault(
        "headless-with-service-port",
        [pod("web-1", ports=(8080,)), headless(ports=[{"port": 80, "targetPort": 8080}])],
        "web",
        "Service default/web is headless: its name leads straight to pods, and pod default/web-1 listens on 8080/TCP, "
        "not on 80",
    ),
    Fault(
        "headless-with-service-port",
        [pod("web-1", ports=(8080,)), headless(ports=[{"port": 8080}])],
        "web:443",
        "Service default/web is headless: its name leads straight to pods, and pod default/web-1 listens on 8080/TCP, "
        "not on 443",
    ),
    Fault(
        "headless-with-service-port",
        [headless(app=None), endpoints("web", "192.168.1.10")],
        "web:9",
        "Service default/web is headless: its name leads straight to endpoints, and external listens on",
    ),
    Fault(
        "nothing-listens",
        [pod("web-1", ports=(8080,)), headless(ports=[{"port": 80}])],
        "web",
        "pod default/web-1 listens on 8080/TCP, not on 80/TCP",
    ),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.code}-{fault.to}")
def test_root_cause(fault: Fault) -> None:
    check(fault)


def test_a_lost_connection() -> None:
    cluster = scene(WEB, client(), service())
    wanted = request("client", IP, source_port=40001)
    cluster.connect(wanted)
    cluster.delete(kinds.POD, "default", "web-1", grace_seconds=0)
    found = cluster.trace(wanted)
    assert found.delivery.failure is Failure.RESET
    assert found.diagnosis is not None
    assert found.diagnosis.code == "connection-lost"

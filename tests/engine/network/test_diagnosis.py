"""The root cause of each kind of failure: what is told, and that it is told of the right fault."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from tests.engine.clusters import annotate, make, workload
from tests.engine.network.scenes import (
    IP,
    cause,
    client,
    endpoints,
    node_port,
    pod,
    policy,
    request,
    scene,
    service,
    trace,
)

from svcquest.model import kinds
from svcquest.model.net import Failure
from svcquest.model.objects import Protocol
from svcquest.model.tree import Tree

WEB = pod("web-1", 1)
NODE_PORT = "192.168.1.244:30080"
ON_80: list[Tree] = [{"ports": [{"port": 80}]}]
FROM_CLIENTS: list[Tree] = [{"from": [{"podSelector": {"matchLabels": {"app": "client"}}}]}]
TO_WEB_ON_53: list[Tree] = [{"to": [{"podSelector": {"matchLabels": {"app": "web"}}}], "ports": [{"port": 53}]}]


def noted(tree: Tree, **notes: str) -> Tree:
    ours = {f"svcquest/{key}": value for key, value in notes.items()}
    return {
        **tree,
        "metadata": {**tree["metadata"], "annotations": {**tree["metadata"].get("annotations", {}), **ours}},
    }


def alias(target: str, name: str = "web") -> Tree:
    return service(name, ip="", app=None, type="ExternalName", externalName=target)


def probing(port: int, **probe: Any) -> Tree:
    """A pod whose readiness probe asks a port."""
    tree = pod("web-1")
    container = {**tree["spec"]["containers"][0], "readinessProbe": {"tcpSocket": {"port": port}, **probe}}
    return {**tree, "spec": {**tree["spec"], "containers": [container]}, "status": {}}


def pulling() -> Tree:
    return {**noted(pod("web-1"), phase="Pending"), "status": {}}


def crashing() -> Tree:
    return {**noted(pod("web-1"), phase="Failed"), "status": {}}


def headless(**spec: Any) -> Tree:
    return service(ip="None", **spec)


def labelled(tree: Tree, **labels: str) -> Tree:
    return {**tree, "metadata": {**tree["metadata"], "labels": labels}}


def unlabelled(tree: Tree) -> Tree:
    return labelled(tree)


class Fault(NamedTuple):
    code: str
    trees: list[Tree]
    to: str
    why: str
    source: str = "client"
    protocol: Protocol = "TCP"
    settings: dict[str, Any] = {}  # noqa: RUF012 - never changed


FAULTS = [
    # Nothing behind the Service
    Fault(
        "selector-matches-nothing",
        [pod("web-1", app="wbe"), pod("db-1", app="db"), service()],
        IP,
        "selector app=web of Service default/web matches no pod: pod web-1 has app=wbe, not app=web",
    ),
    Fault(
        "selector-matches-nothing",
        [pod("web-1", app="Web"), service()],
        IP,
        "selector app=web of Service default/web matches no pod: pod web-1 has app=Web, not app=web",
    ),
    Fault(
        "selector-matches-nothing",
        [pod("web-1", app="x", labels={"name": "web"}), service()],
        IP,
        "selector app=web of Service default/web matches no pod: pod web-1 has app=x, not app=web",
    ),
    Fault(
        "selector-matches-nothing",
        [WEB, service(app=None, selector={"app": "web", "tier": "front"})],
        IP,
        "selector app=web,tier=front of Service default/web matches no pod: pod web-1 has no label tier",
    ),
    Fault(
        "selector-matches-nothing",
        [pod("web-1", labels={"application": "front"}), service(app=None, selector={"tier": "front"})],
        IP,
        "selector tier=front of Service default/web matches no pod: pod web-1 has application=front, not tier=front",
    ),
    Fault(
        "selector-matches-nothing",
        [pod("web-1", namespace="shop"), service()],
        IP,
        "selector app=web of Service default/web matches no pod: "
        "pods with these labels are in namespace shop, and a Service selects in its own only",
    ),
    Fault(
        "selector-matches-nothing",
        [
            pod("storefront-6d4cf56db6-x7k2p", ip="10.244.1.7", app="web"),
            pod("storefront-6d4cf56db6-bcdfg", ip="10.244.1.8", app="web"),
            pod("store-1", app="store"),
            service(app="storefront"),
        ],
        IP,
        "selector app=storefront of Service default/web matches no pod: "
        "2 pods of storefront have app=web, not app=storefront",
    ),
    Fault(
        "selector-matches-nothing",
        [
            client("web-user", company="acme"),
            pod("db-1", app="db"),
            service(app=None, selector={"app": "w", "company": "acme"}),
        ],
        IP,
        "selector app=w,company=acme of Service default/web matches no pod: in namespace default the label app is db",
    ),
    Fault(
        "pods-not-ready",
        [pod("web-1", ready=False), service()],
        IP,
        "the only pod of Service default/web, web-1, is not ready: its readiness probe fails",
    ),
    Fault(
        "pods-not-ready",
        [pod("web-1", ready=False), pod("web-2", ready=False), node_port()],
        NODE_PORT,
        "Service default/web has 2 pods, and none is ready: their readiness probe fails",
        "external",
    ),
    Fault(
        "pods-not-ready",
        [
            pod("web-1", port_name="http", ready=False),
            pod("web-2"),
            service(ports=[{"port": 80, "targetPort": "http"}]),
        ],
        IP,
        "of the pods of Service default/web only web-1 has a port named http: not ready, its readiness probe fails",
    ),
    Fault(
        "pods-not-ready",
        [probing(8081), service()],
        IP,
        "the only pod of Service default/web, web-1, is not ready: its readiness probe asks port 8081, "
        "and its program listens on 80/TCP",
    ),
    Fault(
        "pods-not-ready",
        [probing(80, initialDelaySeconds=30), service()],
        IP,
        "the only pod of Service default/web, web-1, is not ready: "
        "its readiness probe is run for the first time in 30 s",
    ),
    Fault(
        "pods-not-ready",
        [crashing(), service()],
        IP,
        "the only pod of Service default/web, web-1, is not ready: its program keeps ending (CrashLoopBackOff)",
    ),
    Fault(
        "pods-not-running",
        [pulling(), service()],
        IP,
        "no pod of Service default/web runs: 1 pod Pending (ImagePullBackOff)",
    ),
    Fault(
        "pods-not-ready",
        [crashing(), pod("web-2", ready=False), service()],
        IP,
        "Service default/web has 2 pods, and none is ready: web-1: its program keeps ending (CrashLoopBackOff); "
        "web-2: its readiness probe fails",
    ),
    Fault(
        "endpoint-is-nobody",
        [WEB, service(), service("db", app=None, ip="10.96.8.8"), endpoints("db", IP)],
        "10.96.8.8",
        f"Service default/db sends to the endpoint {IP}, which is an address of Service default/web: "
        "rules lead to pods, not to rules",
    ),
    Fault(
        "target-port-not-named",
        [pod("web-1", port_name="http"), service(ports=[{"port": 80, "targetPort": "web"}])],
        IP,
        "Service default/web sends to the port named web, which no pod has: they call theirs http",
    ),
    Fault(
        "target-port-not-named",
        [WEB, service(ports=[{"port": 80, "targetPort": "web"}])],
        IP,
        "Service default/web sends to the port named web, which no pod has: they give their ports no names",
    ),
    Fault(
        "target-port-not-named",
        [pod("web-1", port_name="web", protocol="UDP"), service(ports=[{"port": 80, "targetPort": "web"}])],
        IP,
        "the pods' port web is for UDP, the Service's for TCP",
    ),
    Fault(
        "no-selector-no-endpoints",
        [service(app=None)],
        IP,
        "Service default/web has no selector, and nobody has given it endpoints",
    ),
    Fault(
        "endpoint-port-name-differs",
        [
            service(app=None, ports=[{"name": "pg", "port": 80}]),
            endpoints("web", "192.168.1.10", port_name="postgres"),
        ],
        IP,
        "EndpointSlice web-1 calls its port postgres, Service default/web calls it pg",
    ),
    Fault(
        "slice-without-label",
        [service(app=None), unlabelled(endpoints("web", "192.168.1.10"))],
        IP,
        "EndpointSlice web-1 has no label kubernetes.io/service-name, so it belongs to no Service",
    ),
    Fault(
        "endpoints-not-ready",
        [service(app=None), endpoints("web", "192.168.1.10", ready=False)],
        IP,
        "the endpoints of Service default/web are all marked as not ready",
    ),
    Fault(
        "endpoint-is-nobody",
        [service(app=None), endpoints("web", "10.244.2.77")],
        IP,
        "Service default/web sends to the endpoint 10.244.2.77, which is nobody's address",
    ),
    Fault(
        "service-without-endpoints",
        [service(app=None, externalIPs=["192.168.77.5"])],
        "192.168.77.5",
        "Service default/web has no selector, and nobody has given it endpoints",
        "node-1",
    ),
    # The pod does not take it
    Fault(
        "wrong-target-port",
        [pod("web-1", ports=(8080,)), service()],
        IP,
        "Service default/web sends to port 80 of its pods, but pod default/web-1 listens on 8080/TCP",
    ),
    Fault(
        "wrong-target-port",
        [pod("web-1", listen="none"), service()],
        IP,
        "Service default/web sends to port 80 of its pods, but pod default/web-1 listens on no port at all",
    ),
    Fault(
        "wrong-target-port",
        [service(app=None), endpoints("web", "192.168.1.10", port=9)],
        IP,
        "an endpoint of Service default/web names port 9, but external listens on 80/TCP and 5432/TCP",
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
        "8080 is the pods' port of Service default/web; on nodes that is found at 30080",
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
    # Policies and ranges of the Service
    Fault(
        "internal-policy-local",
        [WEB, service(internalTrafficPolicy="Local")],
        IP,
        "Service default/web has internalTrafficPolicy Local: its ready endpoints are on node-1, none is on node-3",
    ),
    Fault(
        "external-policy-local",
        [WEB, node_port(externalTrafficPolicy="Local")],
        NODE_PORT,
        "Service default/web has externalTrafficPolicy Local: its ready endpoints are on node-1, none is on node-2",
        "external",
    ),
    Fault(
        "source-ranges",
        [
            WEB,
            service(type="LoadBalancer", loadBalancerSourceRanges=["10.5.0.0/16"], ingress=[{"ip": "192.168.1.200"}]),
        ],
        "192.168.1.200",
        "Service default/web lets its load balancer be used from 10.5.0.0/16 only, not from 10.244.3.109",
    ),
    # The wrong address or port
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
        "8080 is the port of the pods; Service default/web itself offers 80/TCP",
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
    Fault("nothing-listens", [WEB], "192.168.1.243", "node node-1 listens on no port at all, not on 80/TCP"),
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
        f"pod/default/ghost is not there to send anything, or has no address of the family of {IP}",
        "ghost",
    ),
    # Names
    Fault(
        "service-in-other-namespace",
        [service(namespace="shop")],
        "web",
        "namespace default has no Service web; there is one in shop",
    ),
    Fault(
        "svc-missing-in-name",
        [WEB, service()],
        "web.default.cluster.local",
        "web.default.cluster.local lacks the part svc between the namespace default and the zone cluster.local",
    ),
    Fault(
        "name-in-other-zone",
        [WEB, service()],
        "web.default.svc.cluster.test",
        "Service default/web is there, but this cluster's zone is cluster.local, not cluster.test",
    ),
    Fault(
        "name-wrong-way-round",
        [service("ledger", namespace="pay")],
        "pay.ledger",
        "pay.ledger is the wrong way round for Service pay/ledger: a name reads SERVICE.NAMESPACE",
    ),
    Fault(
        "name-wrong-way-round",
        [service("ledger", namespace="pay")],
        "pay.ledger.svc.cluster.local",
        "pay.ledger is the wrong way round for Service pay/ledger: a name reads SERVICE.NAMESPACE",
    ),
    Fault(
        "no-such-namespace",
        [service(namespace="shop")],
        "web.shpo",
        "there is no namespace shpo; a Service web is in shop",
    ),
    Fault(
        "name-of-workload",
        [WEB],
        "web-1",
        "web-1 is a Pod, and DNS has names for Services: namespace default has no Service web-1",
    ),
    Fault(
        "no-such-endpoint-name",
        [WEB, headless()],
        "web-1.web",
        "pod web-1 has no name under Service default/web: it has no subdomain",
    ),
    Fault(
        "no-such-endpoint-name",
        [pod("web-1", ready=False, hostname="web-1", subdomain="web"), pod("web-2"), headless()],
        "web-1.web.default.svc.cluster.local",
        "pod web-1 is not ready, and Service default/web gives names to ready pods only",
    ),
    Fault("service-name-differs", [WEB, service()], "wbe", "namespace default has no Service wbe; web comes closest"),
    Fault("unknown-name", [WEB], "nowhere", "nothing is named nowhere: namespace default has no Service nowhere"),
    Fault("unknown-name", [], "www.nowhere.example", "no name server that was asked knows www.nowhere.example"),
    Fault(
        "headless-without-endpoints",
        [headless()],
        "web",
        "Service default/web is headless: its name stands for its endpoints, and none is ready: "
        "selector app=web of Service default/web matches no pod: no pod of namespace default has any of these labels",
    ),
    Fault(
        "headless-with-service-port",
        [pod("web-1", ports=(8080,)), headless(ports=[{"port": 80, "targetPort": 8080}])],
        "web",
        "Service default/web is headless: its name leads straight to pods, and pod default/web-1 listens on 8080/TCP, "
        "not on 80",
    ),
    Fault(
        "external-name-unresolved",
        [service(ip="", app=None, type="ExternalName", externalName="gone.example.com")],
        "web",
        "Service default/web is another name for gone.example.com, and that name has no address",
    ),
    Fault(
        "external-name-unresolved",
        [alias("192.168.1.10")],
        "web",
        "Service default/web is another name for 192.168.1.10: that is an address, and DNS lets a name stand for "
        "another name only",
    ),
    Fault(
        "external-name-unresolved",
        [WEB, service("front"), alias("front")],
        "web",
        "Service default/web is another name for front, and that name has no address: "
        "it is asked for as it stands, and Service default/front is front.default.svc.cluster.local in full",
    ),
    Fault(
        "external-name-unresolved",
        [alias("gone.shop.svc.cluster.local")],
        "web",
        "Service default/web is another name for gone.shop.svc.cluster.local, and that name has no address: "
        "namespace shop has no Service gone",
    ),
    Fault(
        "external-name-unresolved",
        [alias("web.default.svc.cluster.local")],
        "web",
        "Service default/web is another name for web.default.svc.cluster.local, and that name has no address: "
        "it leads back to itself",
    ),
    Fault(
        "external-name-unresolved",
        [service("hl", ip="None"), alias("hl.default.svc.cluster.local")],
        "web",
        "Service default/web is another name for hl.default.svc.cluster.local, and that name has no address: "
        "Service default/hl is headless, and none of its endpoints is ready",
    ),
    Fault(
        "external-name-unresolved",
        [alias("gone.example.com", "two"), alias("two.default.svc.cluster.local")],
        "web",
        "Service default/web is another name for two.default.svc.cluster.local, and that name has no address: "
        "Service default/two is an alias too, of gone.example.com",
    ),
    Fault(
        "name-not-completed",
        [WEB, service(), pod("asker", 3, app="asker", dnsPolicy="None", dnsConfig={"nameservers": ["10.96.0.10"]})],
        "web",
        "pod/default/asker asks for web as it stands: "
        "its search list does not make web.default.svc.cluster.local of it",
        "asker",
    ),
    Fault(
        "not-the-cluster-dns",
        [WEB, service(), pod("agent", 3, app="agent", hostNetwork=True)],
        "web",
        "pod/default/agent asks the name server 192.168.1.1, which knows no names of Services: "
        "on the host network dnsPolicy ClusterFirst means the node's own",
        "agent",
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
    Fault(
        "no-such-endpoint-name",
        [WEB, headless()],
        "web-9.web",
        "Service default/web has no endpoint with the host name web-9",
    ),
    Fault(
        "not-the-cluster-dns",
        [WEB, service()],
        "web.default",
        "node/node-1 asks the name server 192.168.1.1, which knows no names of Services",
        "node-1",
    ),
    Fault(
        "name-server-unreachable",
        [WEB, service(), policy(pods={"app": "client"}, policyTypes=["Egress"])],
        "web",
        "the name server 10.96.0.10 gives no answer: NetworkPolicy default/wall of pod default/client "
        "lets nothing out to pod kube-system/coredns-",
    ),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.code}-{fault.to}")
def test_root_cause(fault: Fault) -> None:
    cluster = scene(client(), *fault.trees, **fault.settings)
    code, why = cause(cluster, fault.source, fault.to, fault.protocol)
    assert code == fault.code
    assert why.startswith(fault.why)
    assert len(why) - len(fault.why) < 50


def test_a_node_that_is_down() -> None:
    cluster = scene(client(), WEB, node_port())
    annotate(cluster, kinds.NODE, "node-1", ready="false")
    assert cause(cluster, "external", "192.168.1.243:30080") == (
        "node-down",
        "192.168.1.243 is an address of node node-1, and that is down",
    )
    assert cause(cluster, "client", "10.244.1.101")[0] == "node-down"
    assert cause(cluster, "client", IP) == (
        "pods-not-ready",
        "the only pod of Service default/web, web-1, is not ready: its node node-1 is down",
    )


def test_pods_that_a_deployment_is_not_to_have() -> None:
    cluster = scene(client(), service())
    make(cluster, kinds.DEPLOYMENT, workload("web", 0))
    assert cause(cluster, "client", IP)[1].endswith(
        "Deployment web would make such pods, and its number of replicas is 0"
    )


def test_pods_that_do_not_run() -> None:
    pending = pod("web-1")
    pending["metadata"]["annotations"] = {"svcquest/phase": "Pending"}
    pending["status"] = {"phase": "Pending"}
    cluster = scene(client(), pending, service())
    assert cause(cluster, "client", IP)[0] == "pods-not-running"


def test_a_lost_connection() -> None:
    cluster = scene(WEB, client(), service())
    wanted = request("client", IP, source_port=40001)
    cluster.connect(wanted)
    cluster.delete(kinds.POD, "default", "web-1", grace_seconds=0)
    found = cluster.trace(wanted)
    assert found.delivery.failure is Failure.RESET
    assert found.diagnosis is not None
    assert found.diagnosis.code == "connection-lost"


def test_success_has_no_cause() -> None:
    assert trace(scene(WEB, client(), service()), "client", IP).diagnosis is None


def test_terminating_pods_in_use_are_worth_knowing() -> None:
    lingering = pod("web-1")
    lingering["metadata"]["annotations"]["svcquest/linger"] = "28"
    cluster = scene(lingering, client(), service())
    cluster.delete(kinds.POD, "default", "web-1")
    found = trace(cluster, "client", IP)
    assert found.delivery.failure is None
    assert found.diagnosis is not None
    assert found.diagnosis.code == "only-terminating-pods"


def test_every_look_is_a_command_and_no_sentence_tells_the_fix() -> None:
    for fault in FAULTS:
        cluster = scene(client(), *fault.trees, **fault.settings)
        found = trace(cluster, fault.source, fault.to, fault.protocol).diagnosis
        assert found is not None
        assert found.look.split()[0] in {"kubectl", "ssh", "nslookup"}
        assert not any(word in f"{found.why} {found.look}" for word in ("should", "must", "change", "patch", "edit"))

"""Why a Service port has no endpoint, or none that the client may use."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.clusters import annotate, make, workload
from tests.engine.network.faults import NODE_PORT, WEB, Fault, check, crashing, labelled, noted
from tests.engine.network.scenes import IP, cause, client, endpoints, node_port, pod, scene, service, trace

from svcquest.model import kinds
from svcquest.model.tree import Tree

DUAL_STACK = {"service_cidrs": ("10.96.0.0/12", "fd00:10:96::/112")}
SIX_CLIENT = pod("six", app="client", ports=(), listen="none")
SIX_CLIENT["status"]["podIPs"] = [{"ip": "10.244.1.109"}, {"ip": "fd00:10:244::9"}]


def probing(port: int, **probe: Any) -> Tree:
    """A pod whose readiness probe asks a port."""
    tree = pod("web-1")
    container = {**tree["spec"]["containers"][0], "readinessProbe": {"tcpSocket": {"port": port}, **probe}}
    return {**tree, "spec": {**tree["spec"], "containers": [container]}, "status": {}}


def pulling() -> Tree:
    return {**noted(pod("web-1"), phase="Pending"), "status": {}}


def by_hand(name: str) -> Tree:
    """Endpoints of the old kind."""
    subset = {"addresses": [{"ip": "10.244.1.101"}], "ports": [{"port": 80}]}
    return {
        "apiVersion": "v1",
        "kind": "Endpoints",
        "metadata": {"name": name, "namespace": "default"},
        "subsets": [subset],
    }


def renamed(tree: Tree, name: str) -> Tree:
    return {**tree, "metadata": {**tree["metadata"], "name": name}}


def moved(tree: Tree) -> Tree:
    return {**tree, "metadata": {**tree["metadata"], "namespace": "shop"}}


FAULTS = [
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
        "selector-matches-nothing",
        [
            pod("web-1", ip="10.244.1.7", app="web"),
            pod("db-1", app="db", labels={"task": "x"}),
            service(app=None, selector={"task": ""}),
        ],
        IP,
        "selector task= of Service default/web matches no pod: in namespace default the label task is x",
    ),
    Fault(
        "selector-matches-nothing",
        [
            pod("web-1", labels={"pod-template-hash": "6d4cf56db6"}),
            service(app=None, selector={"pod-template-hash": "77cc6fbb47"}),
        ],
        IP,
        "selector pod-template-hash=77cc6fbb47 of Service default/web matches no pod: "
        "pod-template-hash is another one for each version of a Deployment's pods",
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
        "endpoints-not-kept",
        [WEB, service()],
        IP,
        "ready pods of Service default/web are not among its endpoints: the controllers that list them are off",
        settings={"endpoint_controllers": False},
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
        [service(app=None), labelled(endpoints("web", "192.168.1.10"))],
        IP,
        "EndpointSlice web-1 has no label kubernetes.io/service-name, so it belongs to no Service",
    ),
    Fault(
        "endpoint-without-port",
        [service(app=None), {**endpoints("web", "192.168.1.10"), "ports": []}],
        IP,
        "EndpointSlice web-1 lists endpoints and no port to reach them at",
    ),
    Fault(
        "endpoints-not-ready",
        [service(app=None), endpoints("web", "192.168.1.10", ready=False)],
        IP,
        "the endpoints of Service default/web are all marked as not ready",
    ),
    Fault(
        "endpoints-of-other-family",
        [service(app=None), {**endpoints("web", "fd00::5"), "addressType": "IPv6"}],
        IP,
        "EndpointSlice web-1 has addresses of type IPv6, Service default/web is for IPv4",
    ),
    Fault(
        "endpoints-of-no-service",
        [service(app=None), endpoints("wbe", "10.244.1.101")],
        IP,
        "Service default/web has no endpoints; EndpointSlice wbe-1 would be those of a Service wbe, and there is none",
    ),
    Fault(
        "slice-of-other-service",
        [service(app=None), service("db", ip="10.96.8.8"), renamed(endpoints("db", "10.244.1.101"), "web-1")],
        IP,
        "Service default/web has no endpoints; EndpointSlice web-1 is one of Service db by its label",
    ),
    Fault(
        "endpoints-in-other-namespace",
        [service(app=None), moved(endpoints("web", "10.244.1.101"))],
        IP,
        "Service default/web has no endpoints; EndpointSlice web-1 is for a Service web, but in namespace shop",
    ),
    Fault(
        "endpoints-in-other-namespace",
        [service(app=None), moved(by_hand("web"))],
        IP,
        "Service default/web has no endpoints; Endpoints web is for a Service web, but in namespace shop",
    ),
    Fault(
        "endpoints-not-mirrored",
        [service(app=None), labelled(by_hand("web"), **{"endpointslice.kubernetes.io/skip-mirror": "true"})],
        IP,
        "Endpoints web are mirrored in no EndpointSlice: they carry endpointslice.kubernetes.io/skip-mirror",
    ),
    Fault(
        "slice-left-out",
        [
            service(app=None),
            labelled(
                endpoints("web", "10.244.1.101"),
                **{"kubernetes.io/service-name": "web", "service.kubernetes.io/headless": ""},
            ),
        ],
        IP,
        "EndpointSlice web-1 carries the label service.kubernetes.io/headless: kube-proxy leaves it alone",
    ),
    Fault(
        "slice-left-out",
        [service(app=None), endpoints("web", "10.244.1.101", port=0)],
        IP,
        "EndpointSlice web-1 gives its port no number",
    ),
    Fault(
        "endpoints-of-no-service",
        [service(app=None), by_hand("wbe")],
        IP,
        "Service default/web has no endpoints; Endpoints wbe would be those of a Service wbe, and there is none",
    ),
    Fault(
        "pods-of-other-family",
        [WEB, SIX_CLIENT, service(ip="", ipFamilies=["IPv6"])],
        "web",
        "Service default/web is for IPv6, and none of its pods has an IPv6 address",
        "six",
        settings=DUAL_STACK,
    ),
    Fault(
        "service-of-other-family",
        [WEB, node_port(ip="", ipFamilies=["IPv6"])],
        NODE_PORT,
        "Service default/web is for IPv6 only, and was called at an IPv4 address",
        settings=DUAL_STACK,
    ),
    Fault(
        "internal-policy-local",
        [WEB, service(internalTrafficPolicy="Local")],
        IP,
        "Service default/web has internalTrafficPolicy Local: its ready endpoints are on node-1, none is on node-3",
    ),
    Fault(
        "external-policy-local",
        [WEB, pod("web-2", 2, ready=False), node_port(externalTrafficPolicy="Local")],
        NODE_PORT,
        "Service default/web has externalTrafficPolicy Local: its ready endpoints are on node-1, none is on node-2: "
        "web-2 there is not ready, its readiness probe fails",
        "external",
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
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.code}-{fault.to}")
def test_root_cause(fault: Fault) -> None:
    check(fault)


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


def test_terminating_pods_in_use_are_worth_knowing() -> None:
    lingering = pod("web-1")
    lingering["metadata"]["annotations"]["svcquest/linger"] = "28"
    cluster = scene(lingering, client(), service())
    cluster.delete(kinds.POD, "default", "web-1")
    found = trace(cluster, "client", IP)
    assert found.delivery.failure is None
    assert found.diagnosis is not None
    assert found.diagnosis.code == "only-terminating-pods"


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

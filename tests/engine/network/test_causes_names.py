"""Why a host name has no address."""

from __future__ import annotations

import pytest
from tests.engine.clusters import change, found, make
from tests.engine.network.faults import WEB, Fault, alias, check, headless
from tests.engine.network.scenes import cause, client, pod, policy, scene, service, trace

from svcquest.model import kinds

FAULTS = [
    Fault(
        "service-in-other-namespace",
        [service(namespace="shop")],
        "web",
        "namespace default has no Service web; there is one in shop",
    ),
    Fault("service-name-differs", [WEB, service()], "wbe", "namespace default has no Service wbe; web comes closest"),
    Fault("unknown-name", [WEB], "nowhere", "nothing is named nowhere: namespace default has no Service nowhere"),
    Fault("unknown-name", [WEB], "web.shpo", "nothing is named web.shpo: there is no namespace shpo"),
    Fault("unknown-name", [], "www.nowhere.example", "no name server that was asked knows www.nowhere.example"),
    Fault(
        "headless-without-endpoints",
        [headless()],
        "web",
        "Service default/web is headless: its name stands for its endpoints, and none is ready: "
        "selector app=web of Service default/web matches no pod: no pod of namespace default has any of these labels",
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
        [service("front"), alias("front.default.cluster.local")],
        "web",
        "Service default/web is another name for front.default.cluster.local, and that name has no address: "
        "names of Services end in svc.cluster.local",
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
        "not-the-cluster-dns",
        [
            WEB,
            service(),
            pod("agent", 3, app="agent", dnsPolicy="Default", dnsConfig={"nameservers": ["10.96.0.10"]}),
        ],
        "web.default",
        "pod/default/agent asks the name server 192.168.1.1 first, which knows no names of Services: "
        "its no is final, and 10.96.0.10 is not asked",
        "agent",
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
    check(fault)


@pytest.mark.parametrize("seed", range(1, 9))
def test_one_of_the_dns_servers_that_is_deaf_is_found_however_chance_leads(seed: int) -> None:
    cluster = scene(client(), WEB, service(), seed=seed)
    deaf = next(each.name for each in cluster.select(kinds.POD, "kube-system") if each.name.startswith("coredns"))
    change(cluster, kinds.POD, deaf, ("metadata", "annotations"), {"svcquest/listen": "none"}, "kube-system")
    told = trace(cluster, "client", "web").diagnosis
    assert told is None or told.why.startswith(
        f"the name server 10.96.0.10 gives no answer: pod kube-system/{deaf} listens on no port at all"
    )


def test_who_answers_in_the_place_of_the_dns_server_is_told() -> None:
    cluster = scene(client(), service(), pod("web-1", namespace="kube-system", ports=(53,), protocol="UDP"))
    change(cluster, kinds.SERVICE, "kube-dns", ("spec", "selector"), {"app": "web"}, "kube-system")
    assert cause(cluster, "client", "web") == (
        "name-server-unreachable",
        "pod kube-system/web-1 answers at the name server 10.96.0.10, and is no DNS server",
    )


def test_a_dns_server_that_moved_is_told_of() -> None:
    cluster = scene(client(), WEB, service())
    own = found(cluster, kinds.SERVICE, "kube-dns", "kube-system")
    cluster.delete(kinds.SERVICE, "kube-system", "kube-dns")
    spec = {"selector": own.spec["selector"], "ports": own.spec["ports"], "clusterIP": "10.96.0.11"}
    make(cluster, kinds.SERVICE, {**own.tree, "metadata": {"name": "kube-dns"}, "spec": spec}, "kube-system")
    assert cause(cluster, "client", "web")[1].endswith("Service kube-system/kube-dns has 10.96.0.11")

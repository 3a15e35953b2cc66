"""Where packets for Services go, who sees which client address, and how failures look: facts of the data plane."""

from __future__ import annotations

import pytest
from tests.engine.clusters import found
from tests.engine.network.scenes import (
    IP,
    call,
    cause,
    client,
    endpoints,
    failure,
    node_port,
    place,
    pod,
    pods,
    reach,
    scene,
    service,
    sources,
)

from svcquest.engine.settings import ProxyMode
from svcquest.model import kinds
from svcquest.model.net import Failure, Request
from svcquest.model.tree import with_value

MODES: tuple[ProxyMode, ...] = ("iptables", "ipvs", "nftables", "userspace")
KERNEL_MODES = MODES[:3]
WEB = (pod("web-1", 1), pod("web-2", 2), client())


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> ProxyMode:
    found: ProxyMode = request.param
    return found


@pytest.fixture(params=KERNEL_MODES)
def kernel_mode(request: pytest.FixtureRequest) -> ProxyMode:
    found: ProxyMode = request.param
    return found


# Every address that a Service has ----------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["client", "web-1", "node-1", "node-3"])
def test_a_cluster_ip_is_reached_from_every_pod_and_node(mode: ProxyMode, source: str) -> None:
    assert pods(scene(*WEB, service(), proxy_mode=mode), source, IP) == {"web-1", "web-2"}


def test_a_cluster_ip_means_nothing_outside(mode: ProxyMode) -> None:
    cluster = scene(*WEB, service(), proxy_mode=mode)
    assert failure(cluster, "external", IP) is Failure.TIMEOUT


def test_a_cluster_ip_is_reached_from_outside_where_a_route_leads_to_a_node(mode: ProxyMode) -> None:
    cluster = scene(*WEB, service(), proxy_mode=mode, routes={IP: "node-2"})
    assert pods(cluster, "external", IP) == {"web-1", "web-2"}
    assert sources(cluster, "external", IP) == {"10.244.2.1", "192.168.1.244"}


@pytest.mark.parametrize("source", ["client", "web-1", "node-1", "node-3", "external"])
@pytest.mark.parametrize("node", [243, 244, 245])
def test_a_node_port_is_open_on_every_node(mode: ProxyMode, source: str, node: int) -> None:
    cluster = scene(*WEB, node_port(), proxy_mode=mode)
    assert pods(cluster, source, f"192.168.1.{node}:30080") == {"web-1", "web-2"}


@pytest.mark.parametrize(
    ("proxy_mode", "address", "open_there"),
    [
        ("iptables", "127.0.0.1", True),
        ("ipvs", "127.0.0.1", False),
        ("nftables", "127.0.0.1", False),
        ("userspace", "127.0.0.1", True),
        ("iptables", "10.244.1.1", True),
        ("ipvs", "10.244.1.1", True),
        ("nftables", "10.244.1.1", False),
        ("iptables", "192.168.1.243", True),
        ("nftables", "192.168.1.243", True),
    ],
)
def test_modes_differ_in_the_addresses_of_node_ports(proxy_mode: ProxyMode, address: str, *, open_there: bool) -> None:
    cluster = scene(*WEB, node_port(), proxy_mode=proxy_mode)
    assert failure(cluster, "node-1", f"{address}:30080") is (None if open_there else Failure.REFUSED)


def test_a_pods_own_loopback_has_no_node_ports() -> None:
    assert failure(scene(*WEB, node_port()), "client", "127.0.0.1:30080") is Failure.REFUSED


def test_a_load_balancer_address_is_served_by_the_clients_own_node(mode: ProxyMode) -> None:
    cluster = scene(*WEB, service(type="LoadBalancer", ingress=[{"ip": "192.168.1.200"}]), proxy_mode=mode)
    assert pods(cluster, "client", "192.168.1.200") == {"web-1", "web-2"}
    assert failure(cluster, "external", "192.168.1.200") is Failure.TIMEOUT


def test_with_ip_mode_proxy_nodes_leave_the_address_to_the_balancer(mode: ProxyMode) -> None:
    ingress = [{"ip": "192.168.1.200", "ipMode": "Proxy"}]
    cluster = scene(*WEB, service(type="LoadBalancer", ingress=ingress), proxy_mode=mode)
    assert failure(cluster, "client", "192.168.1.200") is Failure.TIMEOUT


def test_a_load_balancer_controller_attracts_packets_to_a_node_that_can_serve_them() -> None:
    balanced = service(type="LoadBalancer", ingress=[{"ip": "192.168.1.200"}], externalTrafficPolicy="Local")
    cluster = scene(pod("web-2", 2), balanced, load_balancer_ips=("192.168.1.200",))
    assert sources(cluster, "external", "192.168.1.200") == {"192.168.1.10"}


def test_an_external_ip_works_for_whoever_is_routed_to_a_node(mode: ProxyMode) -> None:
    cluster = scene(*WEB, service(externalIPs=["192.168.1.77"]), proxy_mode=mode, routes={"192.168.1.77": "node-3"})
    for source in ("client", "node-1", "external"):
        assert pods(cluster, source, "192.168.1.77") == {"web-1", "web-2"}


def test_an_external_ip_may_be_a_nodes_own_address() -> None:
    cluster = scene(*WEB, service(externalIPs=["192.168.1.244"], ports=[{"port": 8000, "targetPort": 80}]))
    assert pods(cluster, "external", "192.168.1.244:8000") == {"web-1", "web-2"}
    assert failure(cluster, "external", "192.168.1.244:8001") is Failure.REFUSED


def test_protocols_are_separate_even_on_one_port_number(mode: ProxyMode) -> None:
    names = [{"name": "t", "port": 53}, {"name": "u", "port": 53, "protocol": "UDP"}]
    web = pod("web-1", listen="53/tcp"), pod("web-2", 2, listen="53/udp")
    cluster = scene(*web, client(), service(ports=names), proxy_mode=mode)
    assert pods(cluster, "client", f"{IP}:53") == {"web-1"}
    assert pods(cluster, "client", f"{IP}:53", "UDP") == {"web-2"}


def test_sctp_is_a_protocol_like_others_to_the_kernel(kernel_mode: ProxyMode) -> None:
    ports = [{"port": 9999, "protocol": "SCTP", "nodePort": 30999}]
    signalling = pod("web-1", protocol="SCTP", ports=(9999,))
    cluster = scene(signalling, client(), service(type="NodePort", ports=ports), proxy_mode=kernel_mode)
    assert pods(cluster, "client", f"{IP}:9999", "SCTP") == {"web-1"}
    assert pods(cluster, "external", "192.168.1.244:30999", "SCTP") == {"web-1"}
    assert cause(cluster, "external", "192.168.1.244:30999")[0] == "protocol-differs"


# Ports and addresses that nobody has --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proxy_mode", "expected"),
    [
        ("iptables", Failure.TIMEOUT),
        ("ipvs", Failure.REFUSED),
        ("nftables", Failure.REFUSED),
        ("userspace", Failure.TIMEOUT),
    ],
)
def test_an_unlisted_port_of_a_cluster_ip(proxy_mode: ProxyMode, expected: Failure) -> None:
    cluster = scene(*WEB, service(), proxy_mode=proxy_mode)
    assert failure(cluster, "client", f"{IP}:81") is expected
    assert failure(cluster, "node-1", f"{IP}:81") is expected


def test_an_unlisted_port_of_a_load_balancer_address_is_rejected_by_ipvs_only(kernel_mode: ProxyMode) -> None:
    balanced = service(type="LoadBalancer", ingress=[{"ip": "192.168.1.200"}])
    cluster = scene(*WEB, balanced, proxy_mode=kernel_mode, routes={"192.168.1.200": "node-1"})
    expected = Failure.REFUSED if kernel_mode == "ipvs" else Failure.TIMEOUT
    assert failure(cluster, "external", "192.168.1.200:81") is expected


def test_an_address_of_the_service_range_that_no_service_has(mode: ProxyMode) -> None:
    cluster = scene(*WEB, proxy_mode=mode)
    assert failure(cluster, "client", "10.96.99.99") is Failure.TIMEOUT


def test_a_dropped_datagram_is_an_error_for_the_nodes_own_process() -> None:
    cluster = scene(*WEB, proxy_mode="nftables")
    assert failure(cluster, "node-1", "10.96.99.99:53", "UDP") is Failure.DENIED
    assert failure(cluster, "node-1", "10.96.99.99:53") is Failure.TIMEOUT
    assert failure(cluster, "client", "10.96.99.99:53", "UDP") is Failure.TIMEOUT


def test_services_of_another_proxy_are_left_alone(mode: ProxyMode) -> None:
    labelled = service()
    labelled["metadata"]["labels"] = {"service.kubernetes.io/service-proxy-name": "other"}
    assert failure(scene(*WEB, labelled, proxy_mode=mode), "client", IP) is Failure.TIMEOUT


# Nobody to answer ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["client", "node-1"])
@pytest.mark.parametrize("unusable", [(), (pod("web-1", ready=False),)], ids=["no pod", "no ready pod"])
def test_without_endpoints_connections_are_refused(
    kernel_mode: ProxyMode, source: str, unusable: tuple[dict[str, object], ...]
) -> None:
    cluster = scene(*unusable, client(), node_port(), proxy_mode=kernel_mode)
    assert failure(cluster, source, IP) is Failure.REFUSED
    assert failure(cluster, source, "192.168.1.244:30080") is Failure.REFUSED
    assert failure(cluster, "external", "192.168.1.244:30080") is Failure.REFUSED


def test_the_userspace_proxy_takes_connections_that_it_can_give_to_nobody() -> None:
    cluster = scene(client(), service(), proxy_mode="userspace")
    assert failure(cluster, "client", IP) is Failure.EMPTY


@pytest.mark.parametrize(
    ("proxy_mode", "expected"),
    [("iptables", Failure.TIMEOUT), ("nftables", Failure.REFUSED), ("ipvs", Failure.REFUSED)],
)
def test_a_nodes_own_process_and_an_external_ip_without_endpoints(proxy_mode: ProxyMode, expected: Failure) -> None:
    cluster = scene(client(), service(externalIPs=["192.168.77.5"]), proxy_mode=proxy_mode)
    assert failure(cluster, "node-1", "192.168.77.5") is expected
    assert failure(cluster, "client", "192.168.77.5") is Failure.REFUSED


def test_the_wrong_target_port_is_refused_by_the_pod(kernel_mode: ProxyMode) -> None:
    cluster = scene(pod("web-1", listen="8080/tcp"), client(), service(), proxy_mode=kernel_mode)
    assert failure(cluster, "client", IP) is Failure.REFUSED


def test_a_program_on_loopback_hears_only_its_own_pod() -> None:
    cluster = scene(pod("web-1", listen="127.0.0.1:80/tcp"), client(), service())
    assert failure(cluster, "client", IP) is Failure.REFUSED
    assert failure(cluster, "web-1", "10.244.1.101") is Failure.REFUSED
    assert call(cluster, "web-1", "127.0.0.1").source == "127.0.0.1"


def test_the_userspace_proxy_finds_the_endpoint_that_answers() -> None:
    deaf = [pod(f"web-{number}", listen="8080/tcp") for number in (1, 2, 3)]
    cluster = scene(*deaf, pod("web-4"), client(), service(), proxy_mode="userspace")
    result = reach(cluster, "client", IP)
    assert (set(result.pods), result.failures) == ({("default", "web-4")}, {})


# Traffic policies ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proxy_mode", "missed"), [("iptables", Failure.TIMEOUT), ("nftables", Failure.TIMEOUT), ("ipvs", Failure.REFUSED)]
)
def test_internal_policy_local(proxy_mode: ProxyMode, missed: Failure) -> None:
    local = service(internalTrafficPolicy="Local")
    cluster = scene(*WEB, client("c8", 1), local, proxy_mode=proxy_mode)
    assert pods(cluster, "c8", IP) == {"web-1"}
    assert pods(cluster, "node-2", IP) == {"web-2"}
    assert failure(cluster, "client", IP) is missed
    assert failure(scene(client(), local, proxy_mode=proxy_mode), "client", IP) is Failure.REFUSED


def test_external_policy_local_keeps_the_client_address_and_the_packet_on_the_node(kernel_mode: ProxyMode) -> None:
    cluster = scene(*WEB, node_port(externalTrafficPolicy="Local"), proxy_mode=kernel_mode)
    assert pods(cluster, "external", "192.168.1.244:30080") == {"web-2"}
    assert sources(cluster, "external", "192.168.1.244:30080") == {"192.168.1.10"}
    assert failure(cluster, "external", "192.168.1.245:30080") is Failure.TIMEOUT


def test_external_policy_local_does_not_bind_clients_inside(kernel_mode: ProxyMode) -> None:
    cluster = scene(*WEB, node_port(externalTrafficPolicy="Local"), proxy_mode=kernel_mode)
    assert pods(cluster, "client", "192.168.1.245:30080") == {"web-1", "web-2"}
    assert sources(cluster, "client", "192.168.1.245:30080") == {"10.244.3.109"}
    assert pods(cluster, "node-3", "192.168.1.245:30080") == {"web-1", "web-2"}
    assert pods(cluster, "client", "192.168.1.243:30080") == {"web-1"}
    assert sources(cluster, "client", "192.168.1.243:30080") == {"192.168.1.245"}


def test_source_ranges_fence_the_load_balancer_address_only(kernel_mode: ProxyMode) -> None:
    fenced = service(
        type="LoadBalancer",
        ports=[{"port": 80, "nodePort": 30080}],
        loadBalancerSourceRanges=["10.50.0.0/16"],
        ingress=[{"ip": "192.168.1.200"}],
    )
    cluster = scene(*WEB, fenced, proxy_mode=kernel_mode, routes={"192.168.1.200": "node-1"})
    assert failure(cluster, "external", "192.168.1.200") is Failure.TIMEOUT
    assert failure(cluster, "client", "192.168.1.200") is Failure.TIMEOUT
    assert failure(cluster, "external", "192.168.1.243:30080") is None
    assert failure(cluster, "client", IP) is None


@pytest.mark.parametrize(
    "ranges",
    [["0.0.0.0/0"], ["10.50.0.0/16", "0.0.0.0/0"], ["192.168.1.0/24"], [" 192.168.1.0/24 "], ["192.168.001.010/024"]],
)
def test_source_ranges_that_let_the_client_in(ranges: list[str]) -> None:
    fenced = service(type="LoadBalancer", loadBalancerSourceRanges=ranges, ingress=[{"ip": "192.168.1.200"}])
    cluster = scene(*WEB, fenced, routes={"192.168.1.200": "node-1"}, version=(1, 35))
    assert failure(cluster, "external", "192.168.1.200") is None


def test_health_check_node_ports_tell_where_endpoints_are(mode: ProxyMode) -> None:
    balanced = service(
        type="LoadBalancer",
        externalTrafficPolicy="Local",
        healthCheckNodePort=31000,
        ingress=[{"ip": "192.168.1.200"}],
    )
    cluster = scene(*WEB, balanced, proxy_mode=mode)
    checks = [call(cluster, "external", f"192.168.1.{node}:31000").health for node in (243, 245)]
    assert [check.status for check in checks if check is not None] == [200, 503]
    assert checks[0] is not None
    assert checks[0].body == (
        '{\n\t"service": {\n\t\t"namespace": "default",\n\t\t"name": "web"\n\t},\n'
        '\t"localEndpoints": 1,\n\t"serviceProxyHealthy": true\n}'
    )


# Source addresses ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "to", "seen"),
    [
        ("client", IP, {"10.244.3.109"}),
        ("web-1", IP, {"10.244.1.1", "10.244.1.101"}),
        ("node-1", IP, {"10.244.1.1", "192.168.1.243"}),
        ("node-3", IP, {"192.168.1.245"}),
        ("external", "192.168.1.243:30080", {"10.244.1.1", "192.168.1.243"}),
        ("external", "192.168.1.245:30080", {"192.168.1.245"}),
        ("client", "192.168.1.245:30080", {"192.168.1.245"}),
        ("client", "192.168.1.243:30080", {"10.244.1.1", "192.168.1.243"}),
        ("node-3", "192.168.1.245:30080", {"192.168.1.245"}),
        ("node-1", "192.168.1.245:30080", {"192.168.1.245"}),
        ("client", "10.244.1.101", {"10.244.3.109"}),
        ("node-1", "10.244.1.101", {"10.244.1.1"}),
        ("node-2", "10.244.1.101", {"192.168.1.244"}),
        ("web-1", "10.244.1.101", {"10.244.1.101"}),
    ],
)
def test_client_addresses(kernel_mode: ProxyMode, source: str, to: str, seen: set[str]) -> None:
    assert sources(scene(*WEB, node_port(), proxy_mode=kernel_mode), source, to) == seen


def test_the_userspace_proxy_shows_its_own_address() -> None:
    cluster = scene(*WEB, service(), proxy_mode="userspace")
    assert sources(cluster, "client", IP) == {"192.168.1.245"}
    assert sources(cluster, "web-1", IP) == {"10.244.1.1", "192.168.1.243"}


def test_pods_are_masqueraded_on_the_way_out(mode: ProxyMode) -> None:
    outside = service(app=None, ports=[{"port": 80, "targetPort": 5432}])
    cluster = scene(client(), outside, endpoints("web", "192.168.1.10", port=5432), proxy_mode=mode)
    result = call(cluster, "client", IP)
    assert (result.responder, result.pod, result.source) == ("external", None, "192.168.1.245")
    assert call(cluster, "client", "192.168.1.10:5432").source == "192.168.1.245"


def test_the_api_answers_behind_its_service(mode: ProxyMode) -> None:
    assert call(scene(client(), proxy_mode=mode), "client", "10.96.0.1:443").responder == "API server"


# Hosts and host networks ---------------------------------------------------------------------------------------------


def test_a_host_network_pod_answers_at_its_nodes_address() -> None:
    cluster = scene(pod("agent-1", 1, hostNetwork=True, ports=(9100,)), client("c8", 1), client(), service())
    result = call(cluster, "client", "192.168.1.243:9100")
    assert (result.pod, result.source) == (("default", "agent-1"), "192.168.1.245")
    assert call(cluster, "c8", "192.168.1.243:9100").source == "10.244.1.108"
    assert call(cluster, "external", "192.168.1.243:9100").source == "192.168.1.10"
    assert failure(cluster, "client", "192.168.1.244:9100") is Failure.REFUSED


def test_a_host_network_pod_sends_as_its_node() -> None:
    cluster = scene(*WEB, pod("agent-1", 1, app="agent", hostNetwork=True, ports=(9100,)), service())
    assert sources(cluster, "agent-1", IP) == sources(cluster, "node-1", IP)


def test_nothing_answers_on_a_node_that_is_down() -> None:
    cluster = scene(*WEB, node_port())
    node = found(cluster, kinds.NODE, "node-2").tree
    lost = with_value(node, ("status", "conditions"), [{"type": "Ready", "status": "Unknown"}])
    assert cluster.load([lost]) == []
    assert failure(cluster, "external", "192.168.1.244:30080") is Failure.TIMEOUT
    assert failure(cluster, "client", "10.244.2.102") is Failure.TIMEOUT
    assert failure(cluster, "web-2", IP) is Failure.UNREACHABLE


@pytest.mark.parametrize("source", ["ghost", "node-9", "pod/other/client"])
def test_nobody_sends_from_where_nothing_runs(source: str) -> None:
    assert failure(scene(*WEB, service()), source, IP) is Failure.UNREACHABLE


def test_single_stack_clusters_have_no_way_to_ipv6() -> None:
    assert scene(client()).connect(Request(place("client"), "fd00::1", 80)).failure is Failure.UNREACHABLE

"""What a probe asks for: parts that only the cluster knows, and what is said where it does not know them."""

from __future__ import annotations

import re

import pytest

from svcquest.engine.cluster import Cluster
from svcquest.game.stage import Stage
from svcquest.game.targets import NoTargetError, fill, outline, target_of

LINES = (
    "kubectl -n shop expose deployment storefront --name=web --port=80 --type=NodePort",
    "kubectl -n office set env deployment/reports PAGE_URL=http://web.shop:8080/page EMPTY=",
    "kubectl -n office set env deployment/reports 'BROKEN_HOST=$(WEB_SERVICE_HOST)'",
    "kubectl -n office create service clusterip plain --tcp=80",
)


@pytest.fixture
def cluster(stage: Stage) -> Cluster:
    cluster = stage.cluster()
    for line in LINES:
        assert stage.terminal(cluster).run(line).exit == 0
    cluster.advance(60)
    return cluster


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("http://{clusterIP:shop/web}/", r"http://10\.\d+\.\d+\.\d+/"),
        ("http://{clusterIP:shop/web:IPv4}/", r"http://10\.\d+\.\d+\.\d+/"),
        ("http://{nodeIP:node-2}:{nodePort:shop/web}/", r"http://192\.168\.1\.244:3\d{4}/"),
        ("tcp://node:{nodePort:shop/web:80}", r"tcp://node:3\d{4}"),
        ("{env:office/reports:PAGE_URL}", "http://web.shop:8080/page"),
        ("tcp://{env:office/reports:KUBERNETES_SERVICE_HOST}:443", r"tcp://10\.96\.0\.1:443"),
        ("http://web/", "http://web/"),
    ],
)
def test_parts_are_filled_in(cluster: Cluster, text: str, found: str) -> None:
    assert re.fullmatch(found, fill(text, cluster.state))


def test_variable_can_be_the_whole_target(cluster: Cluster) -> None:
    target = target_of("{env:office/reports:PAGE_URL}", cluster.state)
    assert (target.protocol, target.host, target.port) == ("TCP", "web.shop", 8080)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("http://{clusterIP:shop/nothing}/", "there is no Service nothing in shop"),
        ("http://[{clusterIP:shop/web:IPv6}]/", "Service web has no cluster IP of the family IPv6"),
        ("http://node:{nodePort:shop/web:443}/", "Service web has no node port for 443"),
        ("http://{nodeIP:node-9}/", "there is no node node-9"),
        ("{env:office/reports:OTHER_URL}", "OTHER_URL is not set in reports-"),
        ("{env:office/reports:EMPTY}", "EMPTY is not set in reports-"),
        ("{env:office/nobody:PAGE_URL}", "no pod of office/nobody is running"),
        ("{moon:full}", "{moon:full} is unknown"),
        ("web.shop", "web.shop is no address to dial"),
        ("http://$(WEB_SERVICE_HOST)/", "no variable WEB_SERVICE_HOST was set when the program started"),
    ],
)
def test_what_is_missing_is_told(cluster: Cluster, text: str, told: str) -> None:
    with pytest.raises(NoTargetError, match=re.escape(told)):
        target_of(text, cluster.state)


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("http://node:{nodePort:office/plain}/", "kubectl describe service plain -n office"),
        ("http://{loadBalancer:shop/web}/", "kubectl describe service web -n shop"),
        ("http://{clusterIP:shop/nothing}/", "kubectl get services -A"),
        ("http://{env:office/reports:BROKEN_HOST}/", r"kubectl exec reports-\S+ -n office -- env"),
        ("{env:office/reports:BROKEN_HOST}", r"kubectl exec reports-\S+ -n office -- env"),
        ("{env:office/reports:OTHER_URL}", r"kubectl exec reports-\S+ -n office -- env"),
        ("{env:office/nobody:PAGE_URL}", "kubectl get pods -n office"),
        ("http://{podIP:office/nobody}/", "kubectl get pods -n office"),
        ("http://{nodeIP:node-9}/", "kubectl get nodes -o wide"),
    ],
)
def test_where_to_look_for_what_is_missing(cluster: Cluster, text: str, look: str) -> None:
    with pytest.raises(NoTargetError) as caught:
        target_of(text, cluster.state)
    assert re.fullmatch(look, caught.value.look)


def test_a_type_without_node_ports_is_told(cluster: Cluster) -> None:
    with pytest.raises(NoTargetError, match="Service plain has no node port: its type is ClusterIP"):
        target_of("http://node:{nodePort:office/plain}/", cluster.state)


def test_outline_names_what_is_not_there_yet(cluster: Cluster) -> None:
    text = "http://{nodeIP:node-1}:{nodePort:shop/nothing}/"
    assert outline(text, cluster.state) == "http://192.168.1.243:<node port of nothing>/"
    assert outline("{env:office/nobody:PAGE_URL}", cluster.state) == "<PAGE_URL>"

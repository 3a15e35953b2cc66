from __future__ import annotations

from typing import Any

import pytest
from tests.terminal.kubectl.conftest import Kubectl

from svcquest.model.kinds import DEPLOYMENT, POD, SERVICE, STATEFULSET, Kind
from svcquest.model.resource import Resource
from svcquest.terminal.kubectl import exposable
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.expose import Wish, build


def wish(**fields: Any) -> Wish:
    told: dict[str, Any] = {"name": "web", "selector": {"app": "web"}, "labels": {}, "ports": ("80",), "protocols": {}}
    return Wish(**(told | fields))


def entry(port: int, target: int | str, protocol: str = "TCP", **name: str) -> dict[str, Any]:
    return {**name, "protocol": protocol, "port": port, "targetPort": target}


BOTH = {"53": ("UDP", "TCP")}

PORTS: list[tuple[str, Wish, list[dict[str, Any]]]] = [
    ("one port has no name", wish(), [entry(80, 80)]),
    ("several are numbered", wish(ports=("80", "443")), [entry(80, 80, name="port-1"), entry(443, 443, name="port-2")]),
    ("the object's protocol", wish(ports=("53",), protocols={"53": ("UDP",)}), [entry(53, 53, "UDP")]),
    ("two protocols split", wish(ports=("53",), protocols=BOTH),
     [entry(53, 53, "UDP", name="port-1-udp"), entry(53, 53, name="port-1-tcp")]),
    ("--protocol wins", wish(ports=("53",), protocols=BOTH, protocol="SCTP"), [entry(53, 53, "SCTP")]),
    ("a target for all", wish(ports=("80", "81"), target_port="8080"),
     [entry(80, 8080, name="port-1"), entry(81, 8080, name="port-2")]),
    ("a target by name", wish(target_port="http"), [entry(80, "http")]),
    ("a port is cut to 32 bits", wish(ports=("4294967376",)), [entry(80, 80)]),
    ("a target of more bits is a name", wish(target_port="4294967376"), [entry(80, "4294967376")]),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "ports"), [row[1:] for row in PORTS], ids=[row[0] for row in PORTS])
def test_ports(asked: Wish, ports: list[dict[str, Any]]) -> None:
    assert build(asked)["spec"]["ports"] == ports


def test_a_headless_service_needs_no_port() -> None:
    assert build(wish(ports=(), cluster_ip="None"))["spec"] == {"selector": {"app": "web"}, "clusterIP": "None"}


def test_an_address_is_asked_of_load_balancers_only() -> None:
    assert "loadBalancerIP" not in build(wish(load_balancer_ip="1.2.3.4"))["spec"]
    assert build(wish(load_balancer_ip="1.2.3.4", type="LoadBalancer"))["spec"]["loadBalancerIP"] == "1.2.3.4"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (wish(ports=("http",)), 'strconv.Atoi: parsing "http": invalid syntax'),
        (wish(ports=("9" * 20,)), f'strconv.Atoi: parsing "{"9" * 20}": value out of range'),
        (wish(session_affinity="clientip"), "unknown session affinity: clientip"),
    ],
)
def test_what_cannot_be_built(asked: Wish, message: str) -> None:
    with pytest.raises(CommandError) as caught:
        build(asked)
    assert caught.value.problems == (message,)


def resource(kind: Kind, spec: dict[str, Any], **labels: str) -> Resource:
    return Resource(kind, "default", "x", {"metadata": {"name": "x", "labels": labels}, "spec": spec})


SELECTORS: list[tuple[str, Resource, dict[str, str] | str]] = [
    ("all labels of a pod", resource(POD, {}, app="a", v="1"), {"app": "a", "v": "1"}),
    ("a pod without labels", resource(POD, {}), "the pod has no labels and cannot be exposed"),
    ("a Service's selector", resource(SERVICE, {"selector": {"a": "b"}}), {"a": "b"}),
    ("a Service without one", resource(SERVICE, {}), "the service has no pod selector set"),
    ("matchLabels", resource(DEPLOYMENT, {"selector": {"matchLabels": {"a": "b"}}}), {"a": "b"}),
    (
        "expressions",
        resource(DEPLOYMENT, {"selector": {"matchExpressions": [{"key": "t", "operator": "In", "values": ["x"]}]}}),
        'couldn\'t convert expressions - "[{Key:t Operator:In Values:[x]}]" to map-based selector format',
    ),
]


@pytest.mark.parametrize(("found", "selector"), [row[1:] for row in SELECTORS], ids=[row[0] for row in SELECTORS])
def test_selectors(found: Resource, selector: dict[str, str] | str) -> None:
    if isinstance(selector, dict):
        assert exposable.selector(found) == selector
        return
    with pytest.raises(CommandError, match="couldn't retrieve selectors") as caught:
        exposable.selector(found)
    assert str(caught.value.problems[0]).endswith(selector)


def test_ports_of_all_containers_count_once() -> None:
    containers = [
        {"ports": [{"containerPort": 80}, {"containerPort": 53, "protocol": "UDP"}]},
        {"ports": [{"containerPort": 53}, {"containerPort": 80}]},
    ]
    pod = resource(POD, {"containers": containers})
    assert exposable.ports(pod) == ("80", "53")
    assert exposable.protocols(pod) == {"80": ("TCP",), "53": ("UDP", "TCP")}


def test_some_kinds_cannot_be_exposed() -> None:
    with pytest.raises(CommandError) as caught:
        exposable.check(STATEFULSET)
    assert caught.value.problems == ("cannot expose a StatefulSet.apps",)


LATER = "expose deploy one two --name=x --dry-run=client -o jsonpath='{.spec.ports[*].port} {.spec.selector} '"


def test_later_objects_get_what_the_first_one_told(kubectl: Kubectl) -> None:
    kubectl("create deploy one --image=i --port=81")
    kubectl("create deploy two --image=i --port=82")
    assert kubectl(LATER) == '81 {"app":"one"} ' * 2


@pytest.mark.parametrize(
    ("overrides", "answer"),
    [
        ('{"spec":{"foo":1,"ports":[{"port":81}]}}', '[{"port":81,"targetPort":0}]'),
        ('{"spec":{"ports":"x"}}', "error: json: cannot unmarshal string into Go struct field ServiceSpec.spec.ports "),
        ('{"apiVersion":"v2"}', 'error: no kind "Service" is registered for version "v2" in scheme '),
        ('{"metadata":{"namespace":"other"}}', '[{"port":80,"protocol":"TCP","targetPort":80}]'),
    ],
)
def test_overrides_are_read_into_the_struct(kubectl: Kubectl, overrides: str, answer: str) -> None:
    line = f"expose svc kubernetes --selector=a=b --port=80 -n default --dry-run=client --overrides='{overrides}'"
    outcome = kubectl.run(f"{line} -o jsonpath='{{.spec.ports}}'")
    assert (outcome.stdout + outcome.stderr).startswith(answer)
    assert "other" not in kubectl.run(f"{line} -o yaml").stdout

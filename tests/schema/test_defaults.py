from __future__ import annotations

import copy
from typing import Any

import pytest

from svcquest.model import kinds
from svcquest.model.kinds import KINDS, Kind
from svcquest.model.tree import Tree, dig
from svcquest.schema.defaults import apply_defaults


def defaulted(kind: Kind, **fields: Any) -> Tree:
    return apply_defaults(kind, {"metadata": {"name": "x"}, **fields})


def service(**spec: Any) -> Tree:
    found: Tree = defaulted(kinds.SERVICE, spec=spec)["spec"]
    return found


IN_CLUSTER = {"internalTrafficPolicy": "Cluster", "sessionAffinity": "None"}


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ({}, {"type": "ClusterIP", **IN_CLUSTER}),
        ({"type": "NodePort"}, {"type": "NodePort", "externalTrafficPolicy": "Cluster", **IN_CLUSTER}),
        (
            {"type": "LoadBalancer"},
            {
                "type": "LoadBalancer",
                "allocateLoadBalancerNodePorts": True,
                "externalTrafficPolicy": "Cluster",
                **IN_CLUSTER,
            },
        ),
        (
            {"externalIPs": ["1.2.3.4"]},
            {"type": "ClusterIP", "externalIPs": ["1.2.3.4"], "externalTrafficPolicy": "Cluster", **IN_CLUSTER},
        ),
        ({"type": "ExternalName"}, {"type": "ExternalName", "sessionAffinity": "None"}),
        ({"type": "Odd"}, {"type": "Odd", "sessionAffinity": "None"}),
        (
            {"sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 7}}},
            {"type": "ClusterIP", **IN_CLUSTER},
        ),
    ],
)
def test_service_by_type(spec: Tree, expected: Tree) -> None:
    assert service(**spec) == expected


@pytest.mark.parametrize("config", [None, {}, {"clientIP": {}}])
def test_affinity_lasts_three_hours(config: Tree | None) -> None:
    spec = {"sessionAffinity": "ClientIP"} | ({} if config is None else {"sessionAffinityConfig": config})
    assert service(**spec)["sessionAffinityConfig"] == {"clientIP": {"timeoutSeconds": 10800}}


@pytest.mark.parametrize(
    ("port", "expected"),
    [
        ({"port": 80}, {"port": 80, "protocol": "TCP", "targetPort": 80}),
        ({"port": 80, "targetPort": 0}, {"port": 80, "protocol": "TCP", "targetPort": 80}),
        ({"port": 80, "targetPort": ""}, {"port": 80, "protocol": "TCP", "targetPort": 80}),
        ({"port": 53, "protocol": "UDP", "targetPort": "dns"}, {"port": 53, "protocol": "UDP", "targetPort": "dns"}),
        ({}, {"protocol": "TCP", "targetPort": 0}),
    ],
)
def test_service_ports(port: Tree, expected: Tree) -> None:
    assert service(ports=[port])["ports"] == [expected]


def test_addresses_of_load_balancers_are_virtual() -> None:
    status = {
        "loadBalancer": {"ingress": [{"ip": "1.2.3.4"}, {"hostname": "lb"}, {"ip": "1.2.3.5", "ipMode": "Proxy"}]}
    }
    found = defaulted(kinds.SERVICE, spec={"type": "LoadBalancer"}, status=status)["status"]["loadBalancer"]["ingress"]
    assert [entry.get("ipMode") for entry in found] == ["VIP", None, "Proxy"]


POD = {"spec": {"containers": [{"name": "c", "image": "nginx", "ports": [{"containerPort": 80}]}]}}


def test_pod() -> None:
    assert defaulted(kinds.POD, **POD)["spec"] == {
        "containers": [
            {
                "name": "c",
                "image": "nginx",
                "imagePullPolicy": "Always",
                "ports": [{"containerPort": 80, "protocol": "TCP"}],
                "resources": {},
                "terminationMessagePath": "/dev/termination-log",
                "terminationMessagePolicy": "File",
            }
        ],
        "dnsPolicy": "ClusterFirst",
        "enableServiceLinks": True,
        "restartPolicy": "Always",
        "schedulerName": "default-scheduler",
        "securityContext": {},
        "terminationGracePeriodSeconds": 30,
    }


@pytest.mark.parametrize(
    ("image", "policy"),
    [
        ("nginx", "Always"),
        ("nginx:latest", "Always"),
        ("nginx:1.27", "IfNotPresent"),
        ("localhost:5000/nginx", "Always"),
        ("nginx@sha256:abc", "IfNotPresent"),
    ],
)
def test_moving_images_are_always_pulled(image: str, policy: str) -> None:
    pod = defaulted(kinds.POD, spec={"containers": [{"image": image}]})
    assert pod["spec"]["containers"][0]["imagePullPolicy"] == policy


def first_container(**fields: Any) -> Tree:
    pod = defaulted(kinds.POD, spec={"containers": [{"name": "c", "image": "i", **fields}], "hostNetwork": True})
    found: Tree = pod["spec"]["containers"][0]
    return found


def test_parts_of_a_container() -> None:
    probe = {"httpGet": {"port": 80}}
    assert first_container(readinessProbe=probe)["readinessProbe"] == {
        "failureThreshold": 3,
        "httpGet": {"path": "/", "port": 80, "scheme": "HTTP"},
        "periodSeconds": 10,
        "successThreshold": 1,
        "timeoutSeconds": 1,
    }
    assert first_container(livenessProbe={"grpc": {"port": 1}})["livenessProbe"]["grpc"] == {"port": 1, "service": ""}
    assert first_container(ports=[{"containerPort": 80}])["ports"][0]["hostPort"] == 80
    assert first_container(resources={"limits": {"cpu": "1"}})["resources"]["requests"] == {"cpu": "1"}
    hook = {"preStop": {"httpGet": {"port": 80}}}
    assert first_container(lifecycle=hook)["lifecycle"]["preStop"]["httpGet"]["path"] == "/"
    reference = {"name": "IP", "valueFrom": {"fieldRef": {"fieldPath": "status.podIP"}}}
    assert first_container(env=[reference])["env"][0]["valueFrom"]["fieldRef"]["apiVersion"] == "v1"


@pytest.mark.parametrize(
    ("volume", "expected"),
    [
        ({"name": "v"}, {"name": "v", "emptyDir": {}}),
        ({"name": "v", "configMap": {"name": "c"}}, {"name": "v", "configMap": {"name": "c", "defaultMode": 420}}),
        ({"name": "v", "hostPath": {"path": "/"}}, {"name": "v", "hostPath": {"path": "/", "type": ""}}),
    ],
)
def test_volumes(volume: Tree, expected: Tree) -> None:
    assert defaulted(kinds.POD, spec={"volumes": [volume]})["spec"]["volumes"] == [expected]


TEMPLATE = {"template": {"metadata": {"labels": {"app": "web"}}, **POD}}


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        (kinds.DEPLOYMENT, ("spec", "replicas"), 1),
        (
            kinds.DEPLOYMENT,
            ("spec", "strategy"),
            {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": "25%"}},
        ),
        (kinds.DEPLOYMENT, ("spec", "progressDeadlineSeconds"), 600),
        (kinds.DEPLOYMENT, ("spec", "template", "spec", "dnsPolicy"), "ClusterFirst"),
        (kinds.DEPLOYMENT, ("spec", "template", "spec", "enableServiceLinks"), None),
        (kinds.REPLICASET, ("spec", "replicas"), 1),
        (kinds.REPLICASET, ("metadata", "labels"), {"app": "web"}),
        (kinds.REPLICATIONCONTROLLER, ("spec", "selector"), {"app": "web"}),
        (kinds.STATEFULSET, ("spec", "updateStrategy", "rollingUpdate"), {"partition": 0}),
        (kinds.STATEFULSET, ("spec", "podManagementPolicy"), "OrderedReady"),
        (kinds.DAEMONSET, ("spec", "updateStrategy", "rollingUpdate"), {"maxSurge": 0, "maxUnavailable": 1}),
    ],
)
def test_workloads(kind: Kind, path: tuple[str, ...], value: object) -> None:
    assert dig(defaulted(kind, spec=TEMPLATE), *path) == value


def test_recreate_has_no_rolling_update() -> None:
    spec = {**TEMPLATE, "strategy": {"type": "Recreate"}}
    assert defaulted(kinds.DEPLOYMENT, spec=spec)["spec"]["strategy"] == {"type": "Recreate"}


@pytest.mark.parametrize(
    ("kind", "fields", "path", "value"),
    [
        (kinds.ENDPOINTS, {"subsets": [{"ports": [{"port": 1}]}]}, ("subsets", 0, "ports", 0, "protocol"), "TCP"),
        (kinds.ENDPOINTSLICE, {"ports": [{"port": 1}]}, ("ports", 0), {"name": "", "port": 1, "protocol": "TCP"}),
        (kinds.ENDPOINTSLICE, {"endpoints": [{"addresses": ["1.1.1.1"]}]}, ("endpoints", 0, "conditions"), {}),
        (kinds.NETWORKPOLICY, {"spec": {}}, ("spec",), {"podSelector": {}, "policyTypes": ["Ingress"]}),
        (kinds.NETWORKPOLICY, {"spec": {"egress": [{}]}}, ("spec", "policyTypes"), ["Ingress", "Egress"]),
        (kinds.NAMESPACE, {}, ("metadata", "labels"), {"kubernetes.io/metadata.name": "x"}),
        (kinds.NODE, {"status": {"capacity": {"cpu": "2"}}}, ("status", "allocatable"), {"cpu": "2"}),
        (kinds.CONFIGMAP, {"data": {"a": "b"}}, ("data",), {"a": "b"}),
    ],
)
def test_other_kinds(kind: Kind, fields: Tree, path: tuple[str | int, ...], value: object) -> None:
    assert dig(defaulted(kind, **fields), *path) == value


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_defaulting_twice_changes_nothing_and_leaves_the_sent_tree_alone(kind: Kind) -> None:
    sent: Tree = {"metadata": {"name": "x"}, **({} if kind.kind in {"Endpoints", "ConfigMap"} else {"spec": TEMPLATE})}
    before = copy.deepcopy(sent)
    once = apply_defaults(kind, sent)
    assert apply_defaults(kind, once) == once
    assert sent == before

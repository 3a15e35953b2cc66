"""Rules for pods, in the words that recordings and real clusters use."""

from __future__ import annotations

from typing import Any

import pytest
from tests.schema.validate.objects import CONTAINERS, RANGE, RIGHT, assert_heads, causes, made

from svcquest.model import kinds
from svcquest.schema.validate import validate_update


def pod(**spec: Any) -> list[str]:
    return causes(kinds.POD, spec={"containers": CONTAINERS, **spec})


def container(**fields: Any) -> list[str]:
    return pod(containers=[{**CONTAINERS[0], **fields}])


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (pod(containers=[]), ["spec.containers: Required value"]),
        (pod(containers=[{"image": "nginx"}]), ["spec.containers[0].name: Required value"]),
        (pod(containers=[{"name": "c"}]), ["spec.containers[0].image: Required value"]),
        (pod(containers=[*CONTAINERS, *CONTAINERS]), ['spec.containers[1].name: Duplicate value: "c"']),
        (container(image=" x"), ['spec.containers[0].image: Invalid value: " x": must not have leading or trailing']),
        (container(imagePullPolicy="x"), ['spec.containers[0].imagePullPolicy: Unsupported value: "x": supported']),
        (
            container(volumeMounts=[{"name": "v", "mountPath": "/a"}, {"mountPath": "/a"}]),
            [
                'spec.containers[0].volumeMounts[0].name: Not found: "v"',
                "spec.containers[0].volumeMounts[1].name: Required value",
                'spec.containers[0].volumeMounts[1].name: Not found: ""',
                'spec.containers[0].volumeMounts[1].mountPath: Invalid value: "/a": must be unique',
            ],
        ),
        (
            container(resources={"requests": {"cpu": "2", "memory": "1Ki"}, "limits": {"cpu": "1", "memory": "1Mi"}}),
            ['spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1'],
        ),
        (
            container(ports=[{"containerPort": 1, "hostPort": 80}, {"containerPort": 2, "hostPort": 80}]),
            ['spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//80"'],
        ),
        (
            pod(volumes=[{"name": "a"}, {"name": "a"}, {"name": "A"}, {}]),
            [
                'spec.volumes[1].name: Duplicate value: "a"',
                'spec.volumes[2].name: Invalid value: "A": a lowercase RFC 1123 label',
                "spec.volumes[3].name: Required value",
            ],
        ),
        (
            pod(initContainers=[{**CONTAINERS[0], "readinessProbe": {"tcpSocket": {"port": 80}}}]),
            [
                'spec.initContainers[0].name: Duplicate value: "c"',
                "spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restart",
            ],
        ),
        (
            container(name="", image=" ", ports=[{}], livenessProbe={}),
            [
                "spec.containers[0].name: Required value",
                "spec.containers[0].ports[0].containerPort: Required value",
                "spec.containers[0].livenessProbe: Required value",
                'spec.containers[0].image: Invalid value: " ": must not have leading or trailing whitespace',
            ],
        ),
        (
            container(readinessProbe={"httpGet": {"port": 80, "scheme": "http"}}),
            ['spec.containers[0].readinessProbe.httpGet.scheme: Unsupported value: "http": supported values: "H'],
        ),
        (pod(nodeName="n_1"), ['spec.nodeName: Invalid value: "n_1": a lowercase RFC 1123 subdomain']),
        (container(env=[{"value": "1"}]), ["spec.containers[0].env[0].name: Required value"]),
        (container(ports=[{}]), ["spec.containers[0].ports[0].containerPort: Required value"]),
        (
            container(ports=[{"containerPort": 70000}]),
            [f"spec.containers[0].ports[0].containerPort: Invalid value: 70000: {RANGE}"],
        ),
        (
            container(ports=[{"containerPort": 80, "name": "Web_Port"}]),
            ['spec.containers[0].ports[0].name: Invalid value: "Web_Port": must contain only alpha-numeric characters'],
        ),
        (
            container(ports=[{"containerPort": 1, "name": "a"}, {"containerPort": 2, "name": "a"}]),
            ['spec.containers[0].ports[1].name: Duplicate value: "a"'],
        ),
        (
            container(ports=[{"containerPort": 80, "protocol": "tcp", "hostPort": -1}]),
            [
                f"spec.containers[0].ports[0].hostPort: Invalid value: -1: {RANGE}",
                'spec.containers[0].ports[0].protocol: Unsupported value: "tcp": supported values: "SCTP"',
            ],
        ),
        (container(readinessProbe={}), ["spec.containers[0].readinessProbe: Required value: must specify a handler"]),
        (
            container(readinessProbe={"httpGet": {"port": "http"}, "tcpSocket": {"port": 80}}),
            ["spec.containers[0].readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type"],
        ),
        (
            container(livenessProbe={"tcpSocket": {"port": 0}, "successThreshold": 2}),
            [
                f"spec.containers[0].livenessProbe.tcpSocket.port: Invalid value: 0: {RANGE}",
                "spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1",
            ],
        ),
        (
            container(startupProbe={"exec": {}, "periodSeconds": -1}),
            [
                "spec.containers[0].startupProbe.exec.command: Required value",
                "spec.containers[0].startupProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0",
            ],
        ),
        (
            container(livenessProbe={"grpc": {}}),
            [f"spec.containers[0].livenessProbe.grpc.port: Invalid value: 0: {RANGE}"],
        ),
        (
            container(lifecycle={"preStop": {"sleep": {"seconds": 31}}, "postStart": {}}),
            [
                "spec.containers[0].lifecycle.postStart: Required value: must specify a handler type",
                "spec.containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than "
                "terminationGracePeriodSeconds (30)",
            ],
        ),
        (container(lifecycle={"preStop": {"sleep": {"seconds": 30}}}), []),
        (
            container(lifecycle={"preStop": {"exec": {"command": ["sleep", "5"]}, "sleep": {"seconds": 5}}}),
            ["spec.containers[0].lifecycle.preStop.sleep: Forbidden: may not specify more than 1 handler type"],
        ),
        (
            pod(restartPolicy="x"),
            ['spec.restartPolicy: Unsupported value: "x": supported values: "Always", "OnFailure", "Never"'],
        ),
        (
            pod(dnsPolicy="x"),
            [
                'spec.dnsPolicy: Unsupported value: "x": supported values: "ClusterFirstWithHostNet", "ClusterFirst", '
                '"Default", "None"'
            ],
        ),
        (pod(dnsPolicy="None"), ["spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None"]),
        (
            pod(dnsPolicy="None", dnsConfig={}),
            ["spec.dnsConfig.nameservers: Required value: must provide at least one"],
        ),
        (
            pod(dnsConfig={"nameservers": ["x", "1.1.1.1", "1.1.1.2", "1.1.1.3"], "options": [{"value": "2"}]}),
            [
                'spec.dnsConfig.nameservers: Invalid value: ["x","1.1.1.1","1.1.1.2","1.1.1.3"]: '
                "must not have more than 3 nameservers",
                'spec.dnsConfig.nameservers[0]: Invalid value: "x": must be a valid IP address',
                "spec.dnsConfig.options[0]: Required value: must not be empty",
            ],
        ),
        (
            pod(dnsConfig={"searches": [*(f"s{number}." for number in range(31)), "a" * 2000, "-x"]}),
            [
                'spec.dnsConfig.searches: Invalid value: ["s0.",',
                'spec.dnsConfig.searches: Invalid value: ["s0.",',
                'spec.dnsConfig.searches[31]: Invalid value: "aaaa',
                'spec.dnsConfig.searches[32]: Invalid value: "-x": a lowercase RFC 1123 subdomain',
            ],
        ),
        (
            pod(hostNetwork=True, containers=[{**CONTAINERS[0], "ports": [{"containerPort": 80, "hostPort": 81}]}]),
            [
                "spec.containers[0].ports[0].hostPort: Invalid value: 81: "
                "must match `containerPort` when `hostNetwork` is true"
            ],
        ),
        (pod(hostname="A"), ['spec.hostname: Invalid value: "A": a lowercase RFC 1123 label']),
        (pod(subdomain="a.b"), ['spec.subdomain: Invalid value: "a.b": must not contain dots']),
    ],
)
def test_pods(found: list[str], expected: list[str]) -> None:
    assert_heads(found, expected)


def test_little_of_a_pod_may_change() -> None:
    old = made(kinds.POD, **RIGHT["Pod"])
    image = made(kinds.POD, spec={"containers": [{"name": "c", "image": "nginx:1.27", "imagePullPolicy": "Always"}]})
    port = made(kinds.POD, spec={"containers": [{**CONTAINERS[0], "ports": [{"containerPort": 80}]}]})
    assert validate_update(kinds.POD, image, old) == []
    (found,) = validate_update(kinds.POD, port, old)
    assert str(found).startswith("spec: Forbidden: pod updates may not change fields other than")

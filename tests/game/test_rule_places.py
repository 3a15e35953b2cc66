"""Where the editor puts its finger: rules that look at more than one field, or at what is in the cluster."""

from __future__ import annotations

import pytest
from tests.game.places import PORTS, SERVICE, expect_places

WRONG = {
    # Rules that look at two fields
    "a node port that is taken": SERVICE + """\
spec:
  type: NodePort
  ports:
  - {name: a, port: 80, nodePort: 30080}
  - {name: b, port: 81, nodePort: 30100}
                                  ^ spec.ports[1].nodePort: Invalid value: 30100: provided port is already allocated
""",
    "an address that is taken": SERVICE + """\
spec:
  clusterIP: 10.96.9.9
             ^ spec.clusterIPs: Invalid value: ["10.96.9.9"]: failed to allocate IP 10.96.9.9: provided IP is already
""" + PORTS,
    "two addresses that differ": SERVICE + """\
spec:
  clusterIP: 10.96.9.10
  clusterIPs: [10.96.9.11]
  ^ spec.clusterIPs: Invalid value: ["10.96.9.11"]: first value must match `clusterIP`
""" + PORTS,
    "no headless node port": SERVICE + """\
spec:
  clusterIP: None
             ^ spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for NodePort services
  type: NodePort
""" + PORTS,
    "annotations that contradict": """\
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    service.kubernetes.io/topology-mode: Auto
                                         ^ metadata.annotations[service.kubernetes.io/topology-mode]: Invalid value
    service.kubernetes.io/topology-aware-hints: Disabled
spec: {ports: [{port: 80}]}
""",
    # Kinds that a cluster only keeps
    "an unknown field of an Ingress": """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  ruls: []
  ^ unknown field "spec.ruls"
""",
    "a number in a Secret": """\
apiVersion: v1
kind: Secret
metadata: {name: web}
data:
  password: 5
            ^ data.password: json: cannot unmarshal number into Go struct field Secret.data of type string
""",
    "metadata of what is not described": """\
apiVersion: batch/v1
kind: Job
metadata:
  name: once
  label: {a: b}
  ^ unknown field "metadata.label"
spec: anything
""",
    # What is only warned of
    "what does nothing here": SERVICE + """\
spec:
  clusterIP: None
  sessionAffinity: ClientIP
  ^ spec.SessionAffinity is ignored for headless services
  externalIPs: [192.0.2.1]
  ^ spec.externalIPs is ignored for headless services
""" + PORTS,
    "an annotation that has another name now": """\
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    service.kubernetes.io/topology-aware-hints: Auto
    ^ annotation service.kubernetes.io/topology-aware-hints is deprecated
spec: {ports: [{port: 80}]}
""",
    # Of a Service that is there already
    "an address that cannot change": """\
apiVersion: v1
kind: Service
metadata: {name: old}
spec:
  clusterIP: 10.96.9.10
             ^ spec.clusterIPs[0]: Invalid value: ["10.96.9.10"]: may not change once set
  ports: [{port: 80}]
""",
    "a class that cannot change": """\
apiVersion: v1
kind: Service
metadata: {name: balanced}
spec:
  type: LoadBalancer
  loadBalancerClass: example.com/other
                     ^ spec.loadBalancerClass: Invalid value: "example.com/other": may not change once set
  ports: [{port: 80}]
""",
    "a family that cannot go": """\
apiVersion: v1
kind: Service
metadata: {name: old}
spec:
  clusterIP: 10.96.9.9
             ^ spec.clusterIPs[0]: Invalid value: "10.96.9.9": expected an IPv6 value as indicated by `ipFamilies[0]`
  ipFamilies: [IPv6]
  ports: [{port: 80}]
""",
    "a selector that cannot change": """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: app}
spec:
  selector:
  ^ spec.selector: Invalid value: {"matchLabels":{"app":"other"}}: field is immutable
    matchLabels: {app: other}
  template:
    metadata: {labels: {app: other}}
    spec: {containers: [{name: a, image: a}]}
""",
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_rules(name: str) -> None:
    expect_places(WRONG[name])

"""Where the editor puts its finger: fields of one object that are wrong by themselves, missing or unknown."""

from __future__ import annotations

import pytest
from tests.game.places import PORTS, SERVICE, expect_places

WRONG = {
    # Items of lists
    "the third port": SERVICE + """\
spec:
  ports:
  - {name: a, port: 80}
  - {name: b, port: 81}
  - name: c
    port: 70000
          ^ spec.ports[2].port: Invalid value: 70000: must be between 1 and 65535, inclusive
    targetPort: 82
""",
    "an item in flow style": SERVICE + """\
spec:
  ports: [{name: a, port: 80}, {name: b, port: 0, targetPort: 1}]
                                               ^ spec.ports[1].port: Invalid value: 0
""",
    "flow style over lines": SERVICE + """\
spec:
  ports: [
    {name: a, port: 80},
    {name: b, port: 81, protocol: tcp}
                                  ^ spec.ports[1].protocol: Unsupported value: "tcp"
                                ]
""",
    "a list that is not indented": SERVICE + """\
spec:
  ports:
  - port: 80
    targetPort: a_b
                ^ spec.ports[0].targetPort: Invalid value: "a_b": must contain only alpha-numeric characters
""",
    "a dash on a line of its own": SERVICE + """\
spec:
  ports:
  -
    port: 80
    name: UP
          ^ spec.ports[0].name: Invalid value: "UP": a lowercase RFC 1123 label
""",
    "a plain item": SERVICE + """\
spec:
  externalIPs:
  - 192.0.2.1
  - "192.0.2.x"
    ^ spec.externalIPs[1]: Invalid value: "192.0.2.x": must be a valid IP address
""" + PORTS,
    "a plain item in flow style": SERVICE + """\
spec:
  type: LoadBalancer
  loadBalancerSourceRanges: [10.0.0.0/8, 10.0.0.1/8]
                                         ^ spec.LoadBalancerSourceRanges[1]: Invalid value: "10.0.0.1/8"
""" + PORTS,
    "the second family": SERVICE + """\
spec:
  ipFamilies: [IPv4, ipv6]
                     ^ spec.ipFamilies[1]: Unsupported value: "ipv6"
  ipFamilyPolicy: PreferDualStack
""" + PORTS,
    "an item that repeats another": SERVICE + """\
spec:
  ports:
  - {name: a, port: 80}
  - {name: b, port: 80}
    ^ spec.ports[1]: Duplicate value: {
""",
    "no name in an item of flow style": SERVICE + """\
spec:
  ports: [{name: a, port: 80}, {port: 81}]
                               ^ spec.ports[1].name: Required value
""",
    "neither name nor number": SERVICE + """\
spec:
  ports:
  - name: a
    port: 80
  - protocol: UDP
    ^ spec.ports[1].name: Required value
    ^ spec.ports[1].port: Invalid value: 0
    ^ spec.ports[1].targetPort: Invalid value: 0
""",
    "an item that is empty": SERVICE + """\
spec:
  ports:
  - {}
    ^ spec.ports[0].port: Invalid value: 0
    ^ spec.ports[0].targetPort: Invalid value: 0
""",
    "an item that is null": SERVICE + """\
spec:
  ports:
  -
   ^ spec.ports[0].port: Invalid value: 0
   ^ spec.ports[0].targetPort: Invalid value: 0
""",
    # Fields that are missing
    "a selector where ports should be": SERVICE + """\
spec:
^ spec.ports: Required value
  selector: {app: web}
""",
    "ports that are null": SERVICE + """\
spec:
  ports:
  ^ spec.ports: Required value
""",
    "ports that are empty": SERVICE + """\
spec:
  ports: []
  ^ spec.ports: Required value
""",
    "no externalName": SERVICE + """\
spec:
^ spec.externalName: Required value
  type: ExternalName
""",
    "no name, in JSON": '{"apiVersion": "v1", "kind": "Service", "metadata": {"labels": {"a": "b"}}}\n' + """\
                                        ^ metadata.name: Required value
""",
    "no apiVersion": """\
kind: Service
^ apiVersion not set
metadata: {name: web}
""",
    "no image in the second container": """\
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - {name: a, image: a}
  - name: b
    ^ spec.containers[1].image: Required value
    ports: [{containerPort: 80}]
""",
    # Types
    "a map where a list belongs": SERVICE + """\
spec:
  ports:
  ^ spec.ports: json: cannot unmarshal object into Go struct field ServiceSpec.spec.ports of type []v1.ServicePort
    port: 80
""",
    "a list where a map belongs": SERVICE + """\
spec:
  selector: [app]
  ^ spec.selector: json: cannot unmarshal array into Go struct field ServiceSpec.spec.selector of type
""" + PORTS,
    "a number where a list belongs": SERVICE + """\
spec:
  ports: 80
         ^ spec.ports: json: cannot unmarshal number into Go struct field ServiceSpec.spec.ports of type []v1
""",
    "a number as an item": SERVICE + """\
spec:
  ports: [80]
          ^ spec.ports[0]: json: cannot unmarshal number into Go struct field ServiceSpec.spec.ports of type v1.Service
""",
    "a wrong type in the second item": SERVICE + """\
spec:
  ports:
  - {name: a, port: 80}
  - name: b
    port: "81"
          ^ spec.ports[1].port: json: cannot unmarshal string into Go struct field ServicePort.spec.ports.port of type
""",
    "a bool that is meant as text": SERVICE + """\
spec:
  selector:
    app: web
    canary: yes
            ^ spec.selector.canary: json: cannot unmarshal bool into Go struct field ServiceSpec.spec.selector of type
""" + PORTS,
    "a map within a selector": SERVICE + """\
spec:
  selector:
    matchLabels:
    ^ spec.selector.matchLabels: json: cannot unmarshal object into Go struct field ServiceSpec.spec.selector of type
      app: web
""" + PORTS,
    "text where a bool belongs": SERVICE + """\
spec:
  publishNotReadyAddresses: "true"
                            ^ spec.publishNotReadyAddresses: json: cannot unmarshal string into Go struct field
""" + PORTS,
    "half a port": SERVICE + """\
spec:
  ports:
  - port: 80.5
          ^ spec.ports[0].port: json: cannot unmarshal number 80.5 into Go struct field ServicePort.spec.ports.port of
""",
    "a number deep in a map": SERVICE + """\
spec:
  sessionAffinity: ClientIP
  sessionAffinityConfig: {clientIP: {timeoutSeconds: "9"}}
                                                     ^ spec.sessionAffinityConfig.clientIP.timeoutSeconds: json:
""" + PORTS,
    "spec as a list": SERVICE + """\
spec:
^ spec: json: cannot unmarshal array into Go struct field Service.spec of type v1.ServiceSpec
- ports
""",
    # Fields that nobody knows
    "an unknown field of a port": SERVICE + """\
spec:
  ports:
  - {name: a, port: 80}
  - {name: b, port: 81, target: 8080}
                        ^ unknown field "spec.ports[1].target"
""",
    "unknown fields on three levels": """\
apiVersion: v1
kind: Service
metadata:
  name: web
  label: {a: b}
  ^ unknown field "metadata.label"
spec:
  ports: [{port: 80}]
  sessionAffinityConfig:
    clientIp: {timeoutSeconds: 9}
    ^ unknown field "spec.sessionAffinityConfig.clientIp"
ports: []
^ unknown field "ports"
""",
    "a field one level too high": """\
apiVersion: v1
kind: Service
metadata: {name: web}
selector: {app: web}
^ unknown field "selector"
spec: {ports: [{port: 80}]}
""",
    "a field in quotes": SERVICE + """\
spec:
  'selektor': {app: web}
  ^ unknown field "spec.selektor"
""" + PORTS,
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_fields(name: str) -> None:
    expect_places(WRONG[name])

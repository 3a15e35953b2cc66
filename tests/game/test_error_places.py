"""Where exactly the editor puts its finger, and what it says: line, column and words.

A line that begins with ``^`` is no part of its text: the mark stands under the column of the line above at which a
message that begins with the words after it is expected. Nothing else is objected to.
"""

from __future__ import annotations

import pytest
from tests.engine.clusters import make, service, workload

from svcquest.engine.cluster import Cluster
from svcquest.engine.settings import Settings
from svcquest.game.trying import try_text
from svcquest.model import kinds

SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"
PORTS = "  ports: [{port: 80}]\n"

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
    # More documents than one
    "the second document": SERVICE + "spec:\n" + PORTS + """\
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec:
  ports:
  - port: 5432
    targetPort: "5432"
                ^ spec.ports[0].targetPort: Invalid value: "5432": must contain at least one letter (a-z)
""",
    "both documents": SERVICE + """\
spec: {type: None}
             ^ spec.type: Unsupported value: "None"
^ spec.ports: Required value
---
# a remark
kind: Service
^ apiVersion not set
metadata: {name: db}
""",
    "a document that begins with marks": "# first\n---\n" + SERVICE + """\
spec:
  ports:
  - port: -1
          ^ spec.ports[0].port: Invalid value: -1
    ^ spec.ports[0].targetPort: Invalid value: -1
""",
    # YAML's own ways
    "a key that stands twice": SERVICE + """\
spec:
  type: ClusterIP
  type: nodeport
  ^ spec.type stands here for the second time; the last one counts
        ^ spec.type: Unsupported value: "nodeport"
""" + PORTS,
    "an anchor and what repeats it": SERVICE + """\
spec:
  ports:
  - &first {name: a, port: 80, protocol: tcp}
                  ^ spec.ports[1].name: Duplicate value: "a"
                                         ^ spec.ports[0].protocol: Unsupported value: "tcp"
                                         ^ spec.ports[1].protocol: Unsupported value: "tcp"
  - *first
    ^ spec.ports[1]: Duplicate value
""",
    "a merge key": SERVICE + """\
spec:
  ports:
  - &first {name: a, port: 80, protocol: TCP}
  - <<: *first
    name: B
          ^ spec.ports[1].name: Invalid value: "B": a lowercase RFC 1123 label
    port: 81
""",
    "a value over lines": SERVICE + """\
spec:
  type: ExternalName
  externalName: >-
                ^ spec.externalName: Invalid value: "db .example.com": a lowercase RFC 1123 subdomain
    db
    .example.com
""",
    "a tab": SERVICE + """\
spec:
\tports: []
^ found character that cannot start any token (line 5 begins with a tab; YAML indents with blanks)
""",
    "a key without a colon, at the very end": SERVICE + "spec: {}\nports" + """
^ could not find expected ':' (line 5 has no colon)
""".rstrip("\n"),
    "a list that nobody closes": SERVICE + """\
spec: {ports: [{port: 80}
kind: Service
^ did not find expected ',' or ']'
""",
    "a line with windows' end": SERVICE.replace("\n", "\r\n") + "spec: {ports: [{port: 80, nodePort: 1}]}\r\n" + """\
                                    ^ spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'
""",
    "signs that are wide": SERVICE + """\
spec:
  selector: {ü: x, app: 網站}
                        ^ spec.selector: Invalid value: "網站": a valid label must be
             ^ spec.selector: Invalid value: "ü": name part must consist of
""" + PORTS,
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


def cluster() -> Cluster:
    """With a Service that has an address, one with a node port, one of a class, and a Deployment."""
    made = Cluster(Settings())
    make(made, kinds.SERVICE, service("old", clusterIP="10.96.9.9"))
    make(made, kinds.SERVICE, service("taken", type="NodePort", ports=[{"port": 80, "nodePort": 30100}]))
    make(made, kinds.SERVICE, service("balanced", type="LoadBalancer", loadBalancerClass="example.com/one"))
    make(made, kinds.DEPLOYMENT, workload("app"))
    return made


def marked(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A text without its marks, and line, column and words of each mark."""
    lines: list[str] = []
    marks = []
    for line in text.split("\n"):
        before, mark, words = line.partition("^ ")
        if mark and not before.strip(" "):
            marks.append((len(lines), len(before) + 1, words))
        else:
            lines.append(line)
    return "\n".join(lines), marks


@pytest.mark.parametrize("name", WRONG)
def test_line_column_and_words(name: str) -> None:
    text, marks = marked(WRONG[name])
    found = try_text(cluster(), "web.yaml", text, "default").diagnostics
    places = [(each.line, each.column, each.message) for each in found]
    for line, column, words in marks:
        said = [message for at, beside, message in places if (at, beside) == (line, column)]
        assert any(message.startswith(words) for message in said), (line, column, words, places)
    assert len(places) == len(marks), places

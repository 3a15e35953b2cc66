"""What the editor objects to stands on the line that is wrong, in the server's words.

In each text a comment ``# !`` marks the line on which a message that begins with the words after it is expected; there
are no others.
"""

from __future__ import annotations

import pytest

from svcquest.engine.cluster import Cluster
from svcquest.game.trying import try_text

SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"

BROKEN = {
    "a list item": SERVICE + """\
spec:
  ports:
  - port: 80
    name: a
  - name: b
    port: 0 # ! spec.ports[1].port: Invalid value: 0
    targetPort: -1 # ! spec.ports[1].targetPort: Invalid value: -1
""",
    "what follows from a value that is wrong itself": SERVICE + """\
spec:
  ports:
  - port: 0 # ! spec.ports[0].targetPort: Invalid value: 0 # ! spec.ports[0].port: Invalid value: 0
""",
    "pairs of labels and annotations": """\
apiVersion: v1
kind: Service
metadata:
  name: web
  labels:
    app: web
    tier: b c # ! metadata.labels: Invalid value: "b c": a valid label must be an empty string
    a b: x # ! metadata.labels: Invalid value: "a b": name part must consist of
  annotations:
    x y: z # ! metadata.annotations: Invalid value: "x y": name part must consist of
spec:
  ports: [{port: 80}]
""",
    "a blank that is none, at the end of a value": SERVICE + """\
spec:
  selector:
    app: "web\u00a0" # ! spec.selector: Invalid value: "web\\u00a0": a valid label must be
  ports: [{port: 80}]
""",
    "pairs of a selector": SERVICE + """\
spec:
  selector:
    app: web
    bad: "-" # ! spec.selector: Invalid value: "-"
    "k!": x # ! spec.selector: Invalid value: "k!"
  ports: [{port: 80}]
""",
    "a field that the server calls otherwise": SERVICE + """\
spec:
  type: NodePort
  clusterIP: none # ! spec.clusterIPs[0]: Invalid value: "none": must be a valid IP address
  ports: [{port: 80}]
""",
    "an item of a list that the server spells otherwise": SERVICE + """\
spec:
  type: LoadBalancer
  loadBalancerSourceRanges:
  - 10.0.0.0/8
  - 1.2.3.4 # ! spec.LoadBalancerSourceRanges[1]: Invalid value: "1.2.3.4": must be a valid CIDR value
  ports: [{port: 80}]
""",
    "a whole list": SERVICE + """\
spec:
  loadBalancerSourceRanges: # ! spec.LoadBalancerSourceRanges: Forbidden
  - 10.0.0.0/8
  ports: [{port: 80}]
""",
    "a refusal that names no field": SERVICE + """\
spec:
  type: LoadBalancer
  externalTrafficPolicy: Local
  ports: [{port: 80}]
  healthCheckNodePort: 80 # ! Internal error occurred: failed to allocate requested HealthCheck NodePort 80
""",
    "a namespace that nobody has made": """\
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: nowhere # ! namespaces "nowhere" not found
spec: {ports: [{port: 80}]}
""",
    "a default that does not fit": SERVICE + """\
spec: # ! spec.ipFamilyPolicy: Invalid value: "SingleStack"
  ipFamilies: [IPv4, IPv6]
  ports: [{port: 80}]
""",
    "a field that is missing": SERVICE + """\
spec: # ! spec.ports: Required value
  selector: {app: x}
""",
    "a field that is missing in an item": SERVICE + """\
spec:
  ports:
  - port: 80 # ! spec.ports[0].name: Required value
  - name: b
    port: 81
""",
    "a field that is missing where its parent is too": """\
apiVersion: v1 # ! spec.ports: Required value
kind: Service
metadata: {name: web}
""",
    "no name": """\
apiVersion: v1
kind: Service
metadata: {labels: {a: b}} # ! metadata.name: Required value: name or generateName is required
""",
    "no kind": "apiVersion: v1 # ! kind not set\n",
    "items that are the same": SERVICE + """\
spec:
  ports:
  - {name: a, port: 80}
  - {name: a, port: 80} # ! spec.ports[1]: Duplicate value: { # ! spec.ports[1].name: Duplicate value: "a"
""",
    "fields that do not exist": SERVICE + """\
spec:
  ports:
  - port: 80
    target: 3 # ! unknown field "spec.ports[0].target"
  selecter: {a: b} # ! unknown field "spec.selecter"
""",
    "a value of the wrong type": SERVICE + """\
spec:
  ports:
  - name: a
    port: "80" # ! spec.ports[0].port: json: cannot unmarshal string
""",
    "a number in a selector": SERVICE + """\
spec:
  selector:
    app: web
    version: 5 # ! spec.selector.version: json: cannot unmarshal number
  ports: [{port: 80}]
""",
    "a number in labels": """\
apiVersion: v1
kind: Service
metadata:
  name: web
  labels:
    version: 5 # ! json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string
""",
    "a template that its selector does not match": """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: # ! spec.template.metadata.labels: Invalid value: {"app":"webb"}: `selector` does not match
        app: webb
    spec:
      containers: [{name: c, image: x}]
""",
    "containers": """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: c
        image: x
        ports:
        - name: http
          containerPort: 99999 # ! spec.template.spec.containers[0].ports[0].containerPort: Invalid value: 99999
      - name: c # ! spec.template.spec.containers[1].image: Required # ! spec.template.spec.containers[1].name: Dup
""",
    "a probe without a port": """\
apiVersion: v1
kind: Pod
metadata:
  name: Web # ! metadata.name: Invalid value: "Web": a lowercase RFC 1123 subdomain
spec:
  containers:
  - image: x # ! spec.containers[0].name: Required value
    readinessProbe:
      httpGet: {path: /} # ! spec.containers[0].readinessProbe.httpGet.port: Invalid value: 0
""",
    "endpoints": """\
apiVersion: v1
kind: Endpoints
metadata: {name: x}
subsets:
- addresses:
  - ip: 10.0.0.1
  - ip: 127.0.0.1 # ! subsets[0].addresses[1].ip: Invalid value: "127.0.0.1": may not be in the loopback range
  ports:
  - port: 80 # ! subsets[0].ports[0].name: Required value
  - name: b
    port: 0 # ! subsets[0].ports[1].port: Invalid value: 0
""",
    "slices": """\
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: x}
addressType: IPv4
endpoints:
- addresses: [] # ! endpoints[0].addresses: Required value
- addresses:
  - a # ! endpoints[1].addresses[0]: Invalid value: "a"
ports:
- port: 1
- port: 2 # ! ports[1].name: Duplicate value: ""
""",
    "a kind that does not exist": """\
apiVersion: v1
kind: Services # ! no matches for kind "Services" in version "v1"
metadata: {name: x}
""",
    "a field that cannot change": """\
apiVersion: v1
kind: Service
metadata: {name: kubernetes}
spec:
  type: ClusterIP
  clusterIP: 10.96.0.9 # ! spec.clusterIPs[0]: Invalid value: ["10.96.0.9"]: may not change once set
  ports: [{port: 443, name: https}]
""",
    "a field that another forbids": SERVICE + """\
spec:
  ports:
  - port: 443
    nodePort: 30000 # ! spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'
  type: ClusterIP
""",
    "fields far apart": SERVICE + """\
spec:
  type: NodePort
  externalTrafficPolicy: local # ! spec.externalTrafficPolicy: Unsupported value: "local"
  sessionAffinity: ClientIP
  sessionAffinityConfig:
    clientIP:
      timeoutSeconds: 0 # ! spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 0
  externalIPs:
  - 1.2.3.4
  - 127.0.0.1 # ! spec.externalIPs[1]: Invalid value: "127.0.0.1"
  ports: [{port: 80}]
""",
    "what a type needs and forbids": SERVICE + """\
spec: # ! spec.externalName: Required value
  type: ExternalName
  clusterIP: 10.96.0.5 # ! spec.clusterIPs: Forbidden: may not be set for ExternalName services
""",
    "finalizers": """\
apiVersion: v1
kind: Service
metadata:
  name: x
  finalizers:
  - a.b/c
  - foo # ! metadata.finalizers[1]: Invalid value: "foo"
spec: {ports: [{port: 1}]}
""",
    "a later document": """\
apiVersion: v1
kind: ConfigMap
metadata: {name: x}
---
# another one
apiVersion: v1
kind: Service
metadata: {name: x}
spec:
  ports:
  - port: 1
    protocol: tcp # ! spec.ports[0].protocol: Unsupported value: "tcp"
""",
    "an item of a List": """\
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Service
  metadata: {name: x}
  spec:
    ports:
    - port: 1
      protocol: tcp # ! spec.ports[0].protocol: Unsupported value: "tcp"
""",
    "a policy": """\
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: x}
spec:
  podSelector: {}
  ingress:
  - from:
    - ipBlock:
        cidr: 10.0.0.0/33 # ! spec.ingress[0].from[0].ipBlock.cidr: Invalid value: "10.0.0.0/33"
    ports:
    - port: 99999 # ! spec.ingress[0].ports[0].port: Invalid value: 99999
""",
    "text that is no YAML": SERVICE + """\
spec:
  ports:
  - name: http: x # ! mapping values are not allowed in this context
""",
    "a warning": SERVICE + """\
spec:
  externalName: a.example.com # ! spec.externalName is ignored when spec.type is not "ExternalName"
  ports: [{port: 80}]
""",
}  # fmt: skip


def expected_in(text: str) -> list[tuple[int, str]]:
    """Line and beginning of each message that is marked."""
    marked = []
    for number, line in enumerate(text.splitlines(), 1):
        marked += [(number, words.strip()) for words in line.split("# !")[1:]]
    return marked


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_every_objection_is_on_its_line(text: str) -> None:
    found = try_text(Cluster(), "web.yaml", text, "default").diagnostics
    expected = expected_in(text)
    assert sorted(each.line for each in found) == sorted(line for line, _ in expected), found
    for line, words in expected:
        messages = [each.message for each in found if each.line == line]
        assert any(message.startswith(words) for message in messages), (line, messages)


TCP, UDP = "  - {name: a, port: 53}\n", "  - {name: b, port: 53, protocol: UDP}\n"


@pytest.mark.parametrize(
    ("before", "after", "severities"),
    [
        (UDP, UDP + TCP, ["warning"]),  # the one port has become the other
        (UDP + TCP, UDP + TCP, []),
        (TCP + UDP, TCP.replace("}", ", protocol: UDP}") + UDP.replace(", protocol: UDP", ""), ["error", "warning"]),
    ],
)
def test_a_port_that_apply_has_lost_is_told_of(before: str, after: str, severities: list[str]) -> None:
    cluster, head = Cluster(), SERVICE + "spec:\n  ports:\n"
    assert try_text(cluster, "web.yaml", head + before, "default").diagnostics == ()
    found = try_text(cluster, "web.yaml", head + after, "default").diagnostics
    assert sorted(each.severity for each in found) == severities
    assert all("kubectl replace -f web.yaml" in each.message for each in found if each.severity == "warning")

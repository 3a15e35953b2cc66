"""What describe tells of objects that use more of their fields; texts follow kubectl/pkg/describe/describe.go."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from svcquest.engine.cluster import Cluster
from svcquest.model.kinds import KINDS
from svcquest.terminal.files import Files
from svcquest.terminal.kubectl.describing.generic import title
from svcquest.terminal.session import Terminal

OBJECTS = """\
apiVersion: v1
kind: Pod
metadata:
  name: rich
  labels: {app: rich}
  annotations: {team: blue}
spec:
  nodeName: node-1
  priority: 7
  priorityClassName: high
  runtimeClassName: gvisor
  serviceAccountName: shop
  nodeSelector: {disk: ssd}
  securityContext: {seccompProfile: {type: Localhost, localhostProfile: a.json}}
  tolerations:
  - {operator: Exists}
  - {key: b, operator: Equal, value: x, effect: NoSchedule}
  - {key: a, operator: Exists, effect: NoExecute, tolerationSeconds: 300}
  topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: zone
    whenUnsatisfiable: DoNotSchedule
    labelSelector: {matchLabels: {app: rich}}
  readinessGates: [{conditionType: gate}]
  initContainers:
  - {name: first, image: busybox}
  containers:
  - name: main
    image: nginx
    command: [sh, -c, "a\\nb"]
    args: [x]
    resources:
      limits: {cpu: 500m}
      requests: {cpu: 250m, memory: 64Mi}
    envFrom:
    - configMapRef: {name: settings, optional: true}
    - prefix: S_
      secretRef: {name: keys}
    env:
    - {name: PLAIN, value: "1"}
    - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
    - {name: APP, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}}
    - {name: KEY, valueFrom: {secretKeyRef: {name: keys, key: k, optional: true}}}
    - {name: CM, valueFrom: {configMapKeyRef: {name: settings, key: s}}}
    - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
    - {name: MEM, valueFrom: {resourceFieldRef: {resource: limits.memory}}}
    volumeMounts:
    - {name: tmp, mountPath: /tmp}
    - {name: cm, mountPath: /etc/cm, readOnly: true, subPath: a}
    livenessProbe: {exec: {command: [cat, x]}}
    readinessProbe: {httpGet: {path: /ready, port: http}, initialDelaySeconds: 5}
    startupProbe: {tcpSocket: {port: 80}}
  volumes:
  - {name: tmp, emptyDir: {}}
  - {name: cm, configMap: {name: settings}}
  - {name: host, hostPath: {path: /var}}
  - {name: claim, persistentVolumeClaim: {claimName: data}}
  - name: both
    projected:
      sources:
      - secret: {name: keys}
      - downwardAPI: {items: []}
      - configMap: {name: settings}
      - serviceAccountToken: {expirationSeconds: 3607, path: token}
  - {name: iscsi, iscsi: {targetPortal: x}}
status: {phase: Running, podIP: 10.244.1.9, podIPs: [{ip: 10.244.1.9}], hostIP: 192.168.1.243}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: 0
  serviceName: db
  selector: {matchLabels: {app: db}}
  updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 2}}
  template:
    metadata: {labels: {app: db}, annotations: {note: hi}}
    spec:
      serviceAccountName: shop
      containers: [{name: c, image: x}]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec:
      accessModes: [ReadWriteOnce]
      storageClassName: fast
      resources: {requests: {storage: 1Gi}}
---
apiVersion: v1
kind: Secret
metadata: {name: keys}
type: Opaque
data: {k: aGVsbG8=}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: shop}
imagePullSecrets: [{name: one}, {name: two}]
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: quota}
spec: {hard: {pods: "4"}}
status: {hard: {pods: "4"}, used: {pods: "1"}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  clusterIP: 10.96.7.7
  selector: {app: rich}
  ports: [{name: http, port: 80, targetPort: 80}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, annotations: {a: b}}
spec:
  ingressClassName: nginx
  tls: [{hosts: [a.example], secretName: keys}]
  rules:
  - host: a.example
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
      - {path: /x, pathType: Prefix, backend: {service: {name: nope, port: {name: http}}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: tight}
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  ingress:
  - ports: [{port: 80, endPort: 90}, {port: http, protocol: UDP}]
    from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]
  - from: [{podSelector: {matchLabels: {a: b}}, namespaceSelector: {}}]
  egress: []
"""

POD = """\
Name:                 rich
Namespace:            default
Priority:             7
Priority Class Name:  high
Runtime Class Name:   gvisor
Service Account:      shop
Node:                 node-1/192.168.1.243
"""

MIDDLE = """\
SeccompProfile:       Localhost
LocalhostProfile:     a.json
IP:                   10.244.1.9
IPs:
  IP:  10.244.1.9
Init Containers:
  first:
    Image:        busybox
    Port:         <none>
    Host Port:    <none>
    Environment:  <none>
    Mounts:       <none>
Containers:
  main:
    Image:      nginx
    Port:       <none>
    Host Port:  <none>
    Command:
      sh
      -c
      a
      b
    Args:
      x
    Limits:
      cpu:  500m
    Requests:
      cpu:      250m
      memory:   64Mi
    Liveness:   exec [cat x] delay=0s timeout=1s period=10s #success=1 #failure=3
    Readiness:  http-get http://:http/ready delay=5s timeout=1s period=10s #success=1 #failure=3
    Startup:    tcp-socket :80 delay=0s timeout=1s period=10s #success=1 #failure=3
    Environment Variables from:
      settings  ConfigMap                Optional: true
      keys      Secret with prefix 'S_'  Optional: false
    Environment:
      PLAIN:  1
      IP:     10.244.1.9 (v1:status.podIP)
      APP:    rich (v1:metadata.labels['app'])
      KEY:    <set to the key 'k' in secret 'keys'>          Optional: true
      CM:     <set to the key 's' of config map 'settings'>  Optional: false
      CPU:    500m (limits.cpu)
      MEM:    node allocatable (limits.memory)
    Mounts:
      /etc/cm from cm (ro,path="a")
      /tmp from tmp (rw)
Readiness Gates:
  Type   Status
  gate   <none>
Volumes:
  tmp:
    Type:       EmptyDir (a temporary directory that shares a pod's lifetime)
    Medium:
    SizeLimit:  <unset>
  cm:
    Type:      ConfigMap (a volume populated by a ConfigMap)
    Name:      settings
    Optional:  false
"""

TAIL = """\
  claim:
    Type:       PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)
    ClaimName:  data
    ReadOnly:   false
  both:
    Type:                    Projected (a volume that contains injected data from multiple sources)
    SecretName:              keys
    Optional:                false
    DownwardAPI:             true
    ConfigMapName:           settings
    Optional:                false
    TokenExpirationSeconds:  3607
  iscsi:
  <unknown>
QoS Class:                    Burstable
Node-Selectors:               disk=ssd
Tolerations:                  op=Exists
                              a:NoExecute op=Exists for 300s
                              b=x:NoSchedule
Topology Spread Constraints:  zone:DoNotSchedule when max skew 1 is exceeded for selector app=rich
"""

STATEFUL_SET = """\
Replicas:           0 desired | 0 total
Update Strategy:    RollingUpdate
  Partition:        2
Pods Status:        0 Running / 0 Waiting / 0 Succeeded / 0 Failed
Pod Template:
  Labels:           app=db
  Annotations:      note: hi
  Service Account:  shop
"""

CLAIMS = """\
Volume Claims:
  Name:          data
  StorageClass:  fast
  Labels:        <none>
  Annotations:   <none>
  Capacity:      1Gi
  Access Modes:  [ReadWriteOnce]
"""

SECRET = """\
Name:         keys
Namespace:    default
Labels:       <none>
Annotations:  <none>

Type:  Opaque

Data
====
k:  5 bytes
"""

SERVICE_ACCOUNT = """\
Image pull secrets:  one
                     two
"""

INGRESS = """\
Ingress Class:    nginx
Default backend:  <default>
TLS:
  keys terminates a.example
Rules:
  Host        Path  Backends
  ----        ----  --------
  a.example
              /    web:80 ()
              /x   nope:http (<error: services "nope" not found>)
Annotations:  a: b
"""

POLICY = """\
Spec:
  PodSelector:     <none> (Allowing the specific traffic to all pods in this namespace)
  Allowing ingress traffic:
    To Port Range: 80-90/TCP
    To Port: http/UDP
    From:
      IPBlock:
        CIDR: 10.0.0.0/8
        Except: 10.1.0.0/16
    ----------
    To Port: <any> (traffic allowed to all ports)
    From:
      NamespaceSelector: <none>
      PodSelector: a=b
  Allowing egress traffic:
    <none> (Selected pods are isolated for egress connectivity)
  Policy Types: Ingress, Egress
"""

NODE = """\
Lease:
  HolderIdentity:  node-1
  AcquireTime:     <unset>
  RenewTime:       {now}
"""

ALLOCATED = """\
Allocated resources:
  (Total limits may be over 100 percent, i.e., overcommitted.)
  Resource           Requests   Limits
  --------           --------   ------
  cpu                250m (6%)  500m (12%)
  memory             64Mi (0%)  0 (0%)
"""

QUOTA = """\
Resource Quotas
  Name:     quota
  Resource  Used  Hard
  --------  ---   ---
  pods      1     4
"""


@pytest.fixture(scope="module")
def shop() -> Terminal:
    cluster = Cluster()
    trees: list[dict[str, Any]] = list(yaml.safe_load_all(OBJECTS))
    known = {kind.kind for kind in KINDS}
    assert cluster.load([tree for tree in trees if tree["kind"] in known]) == []
    others = yaml.safe_dump_all([tree for tree in trees if tree["kind"] not in known])
    terminal = Terminal(cluster, Files({"others.yaml": others}))
    assert terminal.run("kubectl create -f others.yaml").stderr == ""
    return terminal


def _without_trailing_blanks(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("pod rich", POD),
        ("pod rich", MIDDLE),
        ("pod rich", TAIL),
        ("sts db", STATEFUL_SET),
        ("sts db", CLAIMS),
        ("secret keys", SECRET),
        ("sa shop", SERVICE_ACCOUNT),
        ("ing shop", INGRESS),
        ("netpol tight", POLICY),
        ("node node-1", ALLOCATED),
        ("node node-1", NODE.format(now="Wed, 18 Nov 2026 11:06:40 +0000")),
        ("ns default", QUOTA),
    ],
)
def test_shows(shop: Terminal, what: str, text: str) -> None:
    outcome = shop.run(f"kubectl describe {what}")
    assert outcome.stderr == ""
    assert text in _without_trailing_blanks(outcome.stdout)


@pytest.mark.parametrize("what", ["cm kube-root-ca.crt", "sa shop", "ing shop", "pod rich", "node node-1"])
def test_kinds_that_have_events(shop: Terminal, what: str) -> None:
    assert "\nEvents:" in shop.run(f"kubectl describe {what}").stdout


@pytest.mark.parametrize("what", ["ns default", "netpol tight", "secret keys"])
def test_kinds_without_events(shop: Terminal, what: str) -> None:
    assert "\nEvents:" not in shop.run(f"kubectl describe {what}").stdout


def test_taints_are_sorted_by_effect(shop: Terminal) -> None:
    patch = (
        '{"spec":{"taints":[{"key":"b","value":"x","effect":"NoSchedule"},{"key":"a","effect":"PreferNoSchedule"},'
        '{"key":"c","effect":"NoExecute"}]}}'
    )
    assert shop.run(f"kubectl patch node node-3 -p '{patch}'").exit == 0
    text = _without_trailing_blanks(shop.run("kubectl describe node node-3").stdout)
    blank = " " * 20
    assert f"Taints:             c:NoExecute\n{blank}b=x:NoSchedule\n{blank}a:PreferNoSchedule\n" in text


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("resourceVersion", "Resource Version"),
        ("apiVersion", "API Version"),
        ("uid", "UID"),
        ("clusterIP", "Cluster IP"),
        ("ipv4", "ipv4"),
        ("a-b", "A - B"),
        ("kind", "Kind"),
    ],
)
def test_fields_as_titles(field: str, words: str) -> None:
    assert title(field) == words

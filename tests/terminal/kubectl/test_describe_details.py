"""What describe tells of objects that use more of their fields; texts follow kubectl/pkg/describe/describe.go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from svcquest.engine.cluster import Cluster
from svcquest.model.kinds import KINDS
from svcquest.terminal.files import Files
from svcquest.terminal.kubectl.describing.generic import title
from svcquest.terminal.session import Terminal

OBJECTS = (Path(__file__).parent / "rich_objects.yaml").read_text()

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
    known = {kind.kind for kind in KINDS} | {"ServiceAccount"}
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

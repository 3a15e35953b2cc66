from __future__ import annotations

import pytest
from tests.terminal.kubectl.scene import DEPRECATED, kubectl, kubectls

nothing = ""
"""What stands behind a label without a value; some labels keep their blanks."""

SERVICE = """\
Name:                     np
Namespace:                default
Labels:                   <none>
Annotations:              <none>
Selector:                 app=web
Type:                     NodePort
IP Family Policy:         SingleStack
IP Families:              IPv4
IP:                       10.96.22.2
IPs:                      10.96.22.2
Port:                     <unset>  81/TCP
TargetPort:               8080/TCP
NodePort:                 <unset>  30080/TCP
Endpoints:                10.244.1.20:8080
Session Affinity:         None
External Traffic Policy:  Cluster
Internal Traffic Policy:  Cluster
Events:                   <none>
"""

EXTERNAL_NAME = f"""\
Name:              ext
Namespace:         default
Labels:            <none>
Annotations:       <none>
Selector:          <none>
Type:              ExternalName
IP Families:       <none>
IP:                {nothing}
IPs:               <none>
External Name:     db.example.com
Session Affinity:  None
Events:            <none>
"""

DEPLOYMENT = """\
Replicas:               0 desired | 0 updated | 0 total | 0 available | 0 unavailable
StrategyType:           RollingUpdate
MinReadySeconds:        0
RollingUpdateStrategy:  25% max unavailable, 25% max surge
Pod Template:
  Labels:  app=idle
  Containers:
   c:
    Image:         nginx:1.27
    Port:          <none>
    Host Port:     <none>
    Environment:   <none>
    Mounts:        <none>
  Volumes:         <none>
  Node-Selectors:  <none>
  Tolerations:     <none>
Conditions:
  Type           Status  Reason
  ----           ------  ------
  Available      True    MinimumReplicasAvailable
  Progressing    True    NewReplicaSetAvailable
OldReplicaSets:  <none>
"""

NODE = """\
Addresses:
  InternalIP:  192.168.1.243
  Hostname:    node-1
Capacity:
  cpu:     4
  memory:  8Gi
  pods:    110
"""

ENDPOINT_SLICE = """\
AddressType:  IPv4
Ports:
  Name  Port  Protocol
  ----  ----  --------
  http  8080  TCP
Endpoints:
  - Addresses:  10.244.1.20
    Conditions:
      Ready:    true
    Hostname:   <unset>
    TargetRef:  Pod/web-1
    NodeName:   node-1
    Zone:       zone-a
  - Addresses:  10.244.2.20
    Conditions:
      Ready:    false
    Hostname:   <unset>
    TargetRef:  Pod/web-2
    NodeName:   node-2
    Zone:       zone-b
"""

ENDPOINTS = """\
Subsets:
  Addresses:          10.244.1.20
  NotReadyAddresses:  10.244.2.20
  Ports:
    Name  Port  Protocol
    ----  ----  --------
    http  8080  TCP

Events:  <none>
"""

NAMESPACE = """\
Name:         empty
Labels:       kubernetes.io/metadata.name=empty
Annotations:  <none>
Status:       Active

No resource quota.

No LimitRange resource.
"""

POD = f"""\
  side:
    Container ID:   {nothing}
    Image:          busybox:1.35
    Image ID:       {nothing}
    Port:           <none>
    Host Port:      <none>
    State:          Running
"""

SHOWN = [
    ("svc np", SERVICE),
    ("svc ext", EXTERNAL_NAME),
    ("deploy idle", DEPLOYMENT),
    ("node node-1", NODE),
    ("endpointslice -l kubernetes.io/service-name=web", ENDPOINT_SLICE),
    ("ns empty", NAMESPACE),
    ("pod web-2", POD),
    ("pod web-1", "    Port:           8080/TCP (http)\n    Host Port:      0/TCP (http)\n"),
    ("rs", "Controlled By:  Deployment/idle\nReplicas:       0 current / 0 desired\n"),
]


@pytest.mark.parametrize(("what", "text"), SHOWN, ids=[row[0] for row in SHOWN])
def test_shows(what: str, text: str) -> None:
    outcome = kubectl(f"describe {what}")
    assert text in outcome.stdout
    assert (outcome.stderr, outcome.exit) == ("", 0)


def test_endpoints_come_with_a_warning() -> None:
    outcome = kubectl("describe ep web")
    assert ENDPOINTS in outcome.stdout
    assert outcome.stderr == DEPRECATED


@pytest.mark.parametrize(("replicas", "text"), [(4, "+ 1 more...\n"), (0, "Endpoints:                \n")])
def test_endpoints_of_a_service(replicas: int, text: str) -> None:
    create = f"create deployment made --image=nginx:1.27 --replicas={replicas} --port=80"
    assert text in kubectls(create, "expose deploy made", "describe svc made")[-1][1]


def test_several_objects_stand_apart_and_come_without_events() -> None:
    text = kubectl("describe svc np ext").stdout
    assert "Events:" not in text
    assert "\n\n\nName:              ext\n" in text


def test_the_beginning_of_a_name_will_do() -> None:
    text = kubectl("describe svc we").stdout
    assert text.startswith("Name:                     web\n")
    assert "Events:" not in text


@pytest.mark.parametrize(
    ("what", "status", "stderr"),
    [
        ("svc nope", 1, 'Error from server (NotFound): services "nope" not found\n'),
        ("svc -n empty", 0, "No resources found in empty namespace.\n"),
        ("foo", 1, 'error: the server doesn\'t have a resource type "foo"\n'),
        ("netpol", 0, "No resources found in default namespace.\n"),
        (
            "",
            1,
            "error: You must specify the type of resource to describe. "
            'Use "kubectl api-resources" for a complete list of supported resources.\n',
        ),
    ],
)
def test_nothing_to_show(what: str, status: int, stderr: str) -> None:
    outcome = kubectl(f"describe {what}")
    assert (outcome.stdout, outcome.stderr, outcome.exit) == ("", stderr, status)

"""Large clusters made in code: the same for the same numbers, and like the dump of a real one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from svcquest.engine.cluster import Cluster
from svcquest.engine.settings import ProxyMode, Settings
from svcquest.model.frozen import dataclass
from svcquest.model.tree import Tree

NAMESPACES = 20
ZONES = ("zone-a", "zone-b", "zone-c")
NODE_INFO = (
    "architecture",
    "bootID",
    "containerRuntimeVersion",
    "kernelVersion",
    "kubeProxyVersion",
    "kubeletVersion",
    "machineID",
    "operatingSystem",
    "osImage",
    "systemUUID",
)
CREATED = "2026-11-18T08:00:00Z"


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is; pods are spread evenly over nodes and Services."""

    nodes: int
    services: int
    pods: int


LIMITS = Size(5_000, 10_000, 150_000)
"""What Kubernetes itself is made for."""

SMALL = Size(33, 67, 1_000)
MIDDLE = Size(333, 667, 10_000)
LARGE = Size(3_333, 6_667, 100_000)


def populated(size: Size, mode: ProxyMode = "iptables") -> Cluster:
    """A cluster of some size, at rest."""
    return loaded(trees(size), mode)


def loaded(objects: Iterable[Tree], mode: ProxyMode = "iptables") -> Cluster:
    """A cluster with these objects, at rest."""
    cluster = Cluster(settings(mode), empty=True)
    refused = cluster.load(objects)
    if refused:
        raise RuntimeError(f"the cluster was not taken: {refused[0].message}")
    return cluster


def settings(mode: ProxyMode = "iptables") -> Settings:
    """Ranges that are wide enough for any size."""
    return Settings(proxy_mode=mode, pod_cidrs=("10.128.0.0/9",))


def trees(size: Size) -> Iterator[Tree]:
    """All objects that somebody wrote or a node reported; endpoints are left to the controllers."""
    yield {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "kube-system"}}
    for number in range(NAMESPACES):
        yield {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": namespace(number)}}
    yield from cluster_dns()
    for number in range(size.nodes):
        yield node(number)
    for number in range(size.services):
        yield service(number)
    for number in range(size.pods):
        yield pod(number, size)


def namespace(number: int) -> str:
    """The namespace of a Service and its pods."""
    return f"team-{number % NAMESPACES}"


def service_ip(number: int) -> str:
    """The cluster IP of a Service."""
    return f"10.{97 + number // 62_500}.{number // 250 % 250}.{number % 250 + 1}"


def node_ip(number: int) -> str:
    """The address of a node."""
    return f"172.16.{number // 250}.{number % 250 + 1}"


def pod_ip(number: int, size: Size) -> str:
    """The address of a pod, out of its node's range."""
    place, turn = number % size.nodes, number // size.nodes
    return f"10.{128 + place // 256}.{place % 256}.{turn + 2}"


def pod_name(number: int, size: Size) -> str:
    """The name of a pod: every ``size.services``-th belongs to the same Service."""
    return f"app-{number % size.services}-6d4cf56db6-{number // size.services:05d}"


def uid(kind: int, number: int) -> str:
    """A uid that nothing else has."""
    return f"{kind:08x}-0000-4000-8000-{number:012x}"


def node(number: int) -> Tree:
    """A node with a range of 254 pod addresses."""
    cidr = f"10.{128 + number // 256}.{number % 256}.0/24"
    room = {"cpu": "8", "memory": "32Gi", "pods": "110"}
    return {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {
            "name": f"node-{number}",
            "uid": uid(1, number),
            "creationTimestamp": CREATED,
            "labels": {
                "kubernetes.io/hostname": f"node-{number}",
                "kubernetes.io/os": "linux",
                "topology.kubernetes.io/zone": ZONES[number % len(ZONES)],
            },
        },
        "spec": {"podCIDR": cidr, "podCIDRs": [cidr]},
        "status": {
            "addresses": [
                {"type": "InternalIP", "address": node_ip(number)},
                {"type": "Hostname", "address": f"node-{number}"},
            ],
            "allocatable": room,
            "capacity": room,
            "conditions": [{"type": "Ready", "status": "True", "reason": "KubeletReady"}],
            "nodeInfo": dict.fromkeys(NODE_INFO, "") | {"kubeletVersion": "v1.36.0"},
        },
    }


def service(number: int) -> Tree:
    """A Service with one named port; every tenth has a node port, every twentieth is headless."""
    headless = number % 20 == 7
    port: Tree = {"name": "http", "port": 80, "protocol": "TCP", "targetPort": 8080}
    if number % 10 == 3:
        port["nodePort"] = 20_000 + number
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {
            "name": f"app-{number}",
            "namespace": namespace(number),
            "uid": uid(2, number),
            "creationTimestamp": CREATED,
            "labels": {"app": f"app-{number}"},
        },
        "spec": {
            "clusterIP": "None" if headless else service_ip(number),
            "clusterIPs": ["None" if headless else service_ip(number)],
            "internalTrafficPolicy": "Cluster",
            "ipFamilies": ["IPv4"],
            "ipFamilyPolicy": "SingleStack",
            "ports": [port],
            "selector": {"app": f"app-{number}"},
            "sessionAffinity": "None",
            "type": "NodePort" if "nodePort" in port else "ClusterIP",
        },
        "status": {"loadBalancer": {}},
    }


def pod(number: int, size: Size) -> Tree:
    """A running pod as the API server prints it."""
    owner, name, place = number % size.services, pod_name(number, size), number % size.nodes
    address = pod_ip(number, size)
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {
            "name": name,
            "generateName": f"app-{owner}-6d4cf56db6-",
            "namespace": namespace(owner),
            "uid": uid(3, number),
            "creationTimestamp": CREATED,
            "labels": {"app": f"app-{owner}", "pod-template-hash": "6d4cf56db6"},
        },
        "spec": {
            "containers": [
                {
                    "name": "app",
                    "image": "registry.example.com/app:1.4.2",
                    "imagePullPolicy": "IfNotPresent",
                    "ports": [{"name": "http", "containerPort": 8080, "protocol": "TCP"}],
                    "resources": {},
                    "terminationMessagePath": "/dev/termination-log",
                    "terminationMessagePolicy": "File",
                }
            ],
            "dnsPolicy": "ClusterFirst",
            "enableServiceLinks": True,
            "nodeName": f"node-{place}",
            "restartPolicy": "Always",
            "schedulerName": "default-scheduler",
            "securityContext": {},
            "serviceAccountName": "default",
            "terminationGracePeriodSeconds": 30,
        },
        "status": {
            "phase": "Running",
            "conditions": [
                {"type": kind, "status": "True", "lastProbeTime": None, "lastTransitionTime": CREATED}
                for kind in ("PodScheduled", "Initialized", "ContainersReady", "Ready")
            ],
            "containerStatuses": [
                {
                    "name": "app",
                    "image": "registry.example.com/app:1.4.2",
                    "imageID": "registry.example.com/app@sha256:6d4cf56db6",
                    "ready": True,
                    "restartCount": 0,
                    "started": True,
                    "state": {"running": {"startedAt": CREATED}},
                }
            ],
            "hostIP": node_ip(place),
            "podIP": address,
            "podIPs": [{"ip": address}],
            "qosClass": "BestEffort",
            "startTime": CREATED,
        },
    }


def cluster_dns() -> list[Tree]:
    """The Service in front of CoreDNS, and one pod of it."""
    labels = {"k8s-app": "kube-dns"}
    port: Tree = {"name": "dns", "port": 53, "protocol": "UDP"}
    server = pod(0, Size(1, 1, 1))
    address = "10.128.0.250"
    server["metadata"] |= {"name": "coredns-0", "namespace": "kube-system", "uid": uid(4, 0), "labels": labels}
    server["spec"]["containers"][0] |= {"ports": [{"name": "dns", "containerPort": 53, "protocol": "UDP"}]}
    server["status"] |= {"podIP": address, "podIPs": [{"ip": address}]}
    spec: Tree = {"clusterIP": "10.96.0.10", "ports": [{**port, "targetPort": 53}], "selector": labels}
    metadata: Tree = {"name": "kube-dns", "namespace": "kube-system", "labels": labels}
    return [{"apiVersion": "v1", "kind": "Service", "metadata": metadata, "spec": spec}, server]

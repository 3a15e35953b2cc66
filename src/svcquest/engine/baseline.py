"""What every cluster has before anybody adds to it."""

from __future__ import annotations

from ipaddress import ip_network
from itertools import islice

from svcquest.engine.settings import Settings
from svcquest.model.timestamps import to_timestamp
from svcquest.model.tree import Tree

NAMESPACES = ("default", "kube-node-lease", "kube-public", "kube-system")
NODES = ("node-1", "node-2", "node-3")
FIRST_NODE = "192.168.1.243"
API_SERVER = "192.168.1.242"
API_PORT = 6443


def objects(settings: Settings) -> list[Tree]:
    """Namespaces, nodes, the API's own Service and cluster DNS."""
    return [
        *({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}} for name in NAMESPACES),
        *(node(settings, number) for number in range(1, len(NODES) + 1)),
        *api_server(settings),
        *cluster_dns(settings),
    ]


def pod_resolver(settings: Settings) -> str:
    """The nameserver that every kubelet gives to pods."""
    return settings.pod_resolver or nth_address(settings.service_cidrs[0], 10)


def nth_address(cidr: str, number: int) -> str:
    """The ``number``-th address of a range, 0 being the network itself."""
    return str(ip_network(cidr)[number])


def node(settings: Settings, number: int) -> Tree:
    """Node ``number``, from 1: each in a zone of its own, all in one region."""
    name = NODES[number - 1]
    ranges = [_pod_cidr(cidr, number) for cidr in settings.pod_cidrs]
    first, _, last = FIRST_NODE.rpartition(".")
    return {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {
            "name": name,
            "labels": {
                "beta.kubernetes.io/arch": "amd64",
                "beta.kubernetes.io/os": "linux",
                "kubernetes.io/arch": "amd64",
                "kubernetes.io/hostname": name,
                "kubernetes.io/os": "linux",
                "topology.kubernetes.io/region": "region-1",
                "topology.kubernetes.io/zone": f"zone-{chr(ord('a') + number - 1)}",
            },
        },
        "spec": {"podCIDR": ranges[0], "podCIDRs": ranges},
        "status": {
            "addresses": [
                {"type": "InternalIP", "address": f"{first}.{int(last) + number - 1}"},
                {"type": "Hostname", "address": name},
            ],
            "allocatable": {"cpu": "4", "memory": "8Gi", "pods": "110"},
            "capacity": {"cpu": "4", "memory": "8Gi", "pods": "110"},
            "conditions": [
                {
                    "type": "Ready",
                    "status": "True",
                    "reason": "KubeletReady",
                    "message": "kubelet is posting ready status",
                    "lastHeartbeatTime": to_timestamp(settings.epoch),
                    "lastTransitionTime": to_timestamp(settings.epoch),
                }
            ],
            "nodeInfo": {
                "architecture": "amd64",
                "containerRuntimeVersion": "containerd://2.1.4",
                "kernelVersion": "6.8.0-60-generic",
                "kubeProxyVersion": "",
                "kubeletVersion": settings.release,
                "operatingSystem": "linux",
                "osImage": "Debian GNU/Linux 12 (bookworm)",
            },
        },
    }


def _pod_cidr(cidr: str, number: int) -> str:
    network = ip_network(cidr)
    size = 24 if network.version == 4 else 64
    return str(next(islice(network.subnets(new_prefix=max(size, network.prefixlen)), number, None)))


def api_server(settings: Settings) -> list[Tree]:
    """``default/kubernetes`` and its endpoints, which the API server itself keeps up."""
    metadata = {"name": "kubernetes", "namespace": "default"}
    port = {"name": "https", "port": API_PORT, "protocol": "TCP"}
    return [
        {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {**metadata, "labels": {"component": "apiserver", "provider": "kubernetes"}},
            "spec": {
                "clusterIP": nth_address(settings.service_cidrs[0], 1),
                "ports": [{"name": "https", "port": 443, "protocol": "TCP", "targetPort": API_PORT}],
            },
        },
        {
            "apiVersion": "v1",
            "kind": "Endpoints",
            "metadata": {**metadata, "labels": {"endpointslice.kubernetes.io/skip-mirror": "true"}},
            "subsets": [{"addresses": [{"ip": API_SERVER}], "ports": [port]}],
        },
        {
            "apiVersion": "discovery.k8s.io/v1",
            "kind": "EndpointSlice",
            "metadata": {**metadata, "labels": {"kubernetes.io/service-name": "kubernetes"}},
            "addressType": "IPv4",
            "endpoints": [{"addresses": [API_SERVER], "conditions": {"ready": True}}],
            "ports": [port],
        },
    ]


def cluster_dns(settings: Settings) -> list[Tree]:
    """CoreDNS and its Service ``kube-system/kube-dns`` at the address that pods are told."""
    labels = {"k8s-app": "kube-dns"}
    ports = [("dns", 53, "UDP"), ("dns-tcp", 53, "TCP"), ("metrics", 9153, "TCP")]
    return [
        {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {
                "name": "kube-dns",
                "namespace": "kube-system",
                "annotations": {"prometheus.io/port": "9153", "prometheus.io/scrape": "true"},
                "labels": {
                    **labels,
                    "kubernetes.io/cluster-service": "true",
                    "kubernetes.io/name": "CoreDNS",
                },
            },
            "spec": {
                "clusterIP": pod_resolver(settings),
                "selector": labels,
                "ports": [
                    {"name": name, "port": port, "protocol": protocol, "targetPort": port}
                    for name, port, protocol in ports
                ],
            },
        },
        {
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": {"name": "coredns", "namespace": "kube-system", "labels": labels},
            "spec": {
                "replicas": 2,
                "selector": {"matchLabels": labels},
                "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": 1}},
                "template": {
                    "metadata": {"labels": labels},
                    "spec": {
                        "containers": [
                            {
                                "name": "coredns",
                                "image": "registry.k8s.io/coredns/coredns:v1.14.2",
                                "args": ["-conf", "/etc/coredns/Corefile"],
                                "ports": [
                                    {"name": name, "containerPort": port, "protocol": protocol}
                                    for name, port, protocol in ports
                                ],
                            }
                        ],
                        "dnsPolicy": "Default",
                    },
                },
            },
        },
    ]

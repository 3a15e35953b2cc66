"""Simulated clusters from objects: of a level's author, of a learner, or out of the dump of a real cluster."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from typing import Any

from svcquest.engine import baseline
from svcquest.engine.cluster import Cluster
from svcquest.engine.ranges import is_address
from svcquest.engine.settings import ProxyMode, Settings
from svcquest.game.stage import SETTLE_SECONDS
from svcquest.model.status import Status
from svcquest.model.tree import Tree, dig


def cluster_of(trees: Sequence[Tree], proxy: ProxyMode = "iptables", seed: int = 1) -> tuple[Cluster, list[Status]]:
    """A cluster with these objects, at rest, and why some of them were refused."""
    settings = _settings(trees, proxy, seed)
    cluster = Cluster(settings, empty=True)
    refused = cluster.load([*_surroundings(trees, settings), *trees])
    cluster.advance(SETTLE_SECONDS)
    return cluster, refused


def _settings(trees: Sequence[Tree], proxy: ProxyMode, seed: int) -> Settings:
    """Networks of a dump, read off its ``kubernetes`` Service and its nodes; ours where it has none."""
    usual = Settings(proxy_mode=proxy, seed=seed)
    services, pods = usual.service_cidrs, usual.pod_cidrs
    for tree in trees:
        name = (tree.get("kind"), dig(tree, "metadata", "namespace"), dig(tree, "metadata", "name"))
        ip = dig(tree, "spec", "clusterIP")
        if name == ("Service", "default", "kubernetes") and isinstance(ip, str) and is_address(ip):
            known = ip_address(ip) in ip_network(services[0])
            services = services if known else (str(ip_network(f"{ip}/{16 if '.' in ip else 112}", strict=False)),)
    ranges = [dig(tree, "spec", "podCIDR") for tree in trees if tree.get("kind") == "Node"]
    wide = {str(ip_network(cidr).supernet(new_prefix=16)) for cidr in ranges if _fits(cidr)}
    if wide:
        pods = tuple(sorted(wide))
    return Settings(proxy_mode=proxy, seed=seed, service_cidrs=services, pod_cidrs=pods)


def _fits(cidr: Any) -> bool:
    try:
        return ip_network(cidr).prefixlen >= 16 and ip_network(cidr).version == 4
    except ValueError:
        return False


def _surroundings(trees: Sequence[Tree], settings: Settings) -> list[Tree]:
    """What every cluster has and the files do not bring. A dump with nodes stands on its own nodes."""
    brought = {_identity(tree) for tree in trees}
    nodes = [name for kind, _, name in brought if kind == "Node"]
    own_dns = ("Service", "kube-system", "kube-dns") in brought
    found = []
    for tree in baseline.objects(settings):
        kind, namespace, _ = identity = _identity(tree)
        if identity in brought or (nodes and kind == "Node"):
            continue
        if own_dns and namespace == "kube-system":
            continue
        found.append(_moved(tree, min(nodes)) if nodes and kind == "Pod" else tree)
    return found


def _identity(tree: Tree) -> tuple[str, str, str]:
    metadata = tree.get("metadata") or {}
    return (str(tree.get("kind")), metadata.get("namespace") or "", str(metadata.get("name")))


def _moved(pod: Tree, node: str) -> Tree:
    return {**pod, "spec": {**(pod.get("spec") or {}), "nodeName": node}}

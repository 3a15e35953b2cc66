"""Simulated clusters from the user's own manifests, or from the dump of a real cluster."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address, ip_network
from typing import Any

from svcquest.cli.failing import UsageError
from svcquest.cli.printing import warn
from svcquest.cli.reading import CLUSTER_LIMIT, read_file
from svcquest.engine import baseline
from svcquest.engine.cluster import Cluster
from svcquest.engine.settings import ProxyMode, Settings
from svcquest.game.stage import SETTLE_SECONDS
from svcquest.levels.data import data_folder
from svcquest.levels.loading import read_objects
from svcquest.levels.problems import LevelError
from svcquest.model.tree import Tree, dig

PLAYGROUND = "playground.yaml"
"""The cluster of ``svcquest sim`` without a file."""


def cluster_from(files: Iterable[str], proxy: ProxyMode = "iptables") -> Cluster:
    """A cluster with the objects of files, at rest. Objects that are refused are told on standard error.

    Raises:
        UsageError: a file cannot be used.
    """
    try:
        trees = [tree for name in files for tree in read_objects(read_file(name, CLUSTER_LIMIT), name)]
    except LevelError as error:
        raise UsageError(str(error)) from error
    settings = _settings(trees, proxy)
    cluster = Cluster(settings, empty=True)
    refused = cluster.load([*_surroundings(trees, settings), *trees])
    for status in refused:
        warn(status.message)
    cluster.advance(SETTLE_SECONDS)
    return cluster


def playground(proxy: ProxyMode = "iptables") -> Cluster:
    """The cluster that comes with the program: four Deployments on three nodes."""
    return cluster_from([str(data_folder("assets") / "clusters" / PLAYGROUND)], proxy)


def _settings(trees: list[Tree], proxy: ProxyMode) -> Settings:
    """Networks of a dump, read off its ``kubernetes`` Service and its nodes; ours where it has none."""
    usual = Settings(proxy_mode=proxy)
    services, pods = usual.service_cidrs, usual.pod_cidrs
    for tree in trees:
        name = (tree.get("kind"), dig(tree, "metadata", "namespace"), dig(tree, "metadata", "name"))
        ip = dig(tree, "spec", "clusterIP")
        if name == ("Service", "default", "kubernetes") and _is_address(ip):
            known = ip_address(ip) in ip_network(services[0])
            services = services if known else (str(ip_network(f"{ip}/{16 if '.' in ip else 112}", strict=False)),)
    ranges = [dig(tree, "spec", "podCIDR") for tree in trees if tree.get("kind") == "Node"]
    wide = {str(ip_network(cidr).supernet(new_prefix=16)) for cidr in ranges if _fits(cidr)}
    if wide:
        pods = tuple(sorted(wide))
    return Settings(proxy_mode=proxy, service_cidrs=services, pod_cidrs=pods)


def _is_address(text: Any) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _fits(cidr: Any) -> bool:
    try:
        return ip_network(cidr).prefixlen >= 16 and ip_network(cidr).version == 4
    except ValueError:
        return False


def _surroundings(trees: list[Tree], settings: Settings) -> list[Tree]:
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

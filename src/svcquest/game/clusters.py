"""Simulated clusters from objects: of a level's author, of a learner, or out of the dump of a real cluster."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from svcquest.engine import baseline
from svcquest.engine.cluster import Cluster
from svcquest.engine.settings import ProxyMode, Settings
from svcquest.game.dumped import latest_moment, pod_ranges, server_version, service_ranges
from svcquest.game.stage import SETTLE_SECONDS
from svcquest.game.unseen import dns_service, has_backend, missing_nodes, missing_replicasets
from svcquest.model.frozen import replace
from svcquest.model.status import Status
from svcquest.model.tree import Tree, dig, with_value
from svcquest.schema.versions import CURRENT


def cluster_of(trees: Sequence[Tree], proxy: ProxyMode = "iptables", seed: int = 1) -> tuple[Cluster, list[Status]]:
    """A cluster with these objects, at rest, and why some of them were refused."""
    settings = _settings(trees, proxy, seed)
    cluster = Cluster(settings, empty=True)
    refused = cluster.load([*_surroundings(trees, settings), *trees])
    cluster.advance(SETTLE_SECONDS)
    return cluster, refused


def _settings(trees: Sequence[Tree], proxy: ProxyMode, seed: int) -> Settings:
    """How the objects' own cluster is set up, as far as they show it. It is the same time there."""
    usual = Settings(proxy_mode=proxy, seed=seed)
    version = server_version(trees) or usual.version
    ranges, latest, dns = service_ranges(trees, usual), latest_moment(trees), dns_service(trees)
    return replace(
        usual,
        version=min(version, CURRENT),
        service_cidrs=ranges,
        pod_cidrs=pod_ranges(trees, usual),
        epoch=usual.epoch if latest is None else latest - SETTLE_SECONDS,
        pod_resolver=dig(dns, "spec", "clusterIP") or _free_address(ranges[0], 10, trees),
    )


def _surroundings(trees: Sequence[Tree], settings: Settings) -> list[Tree]:
    """What every cluster has and the files do not bring. A dump stands on its own nodes."""
    brought = {_identity(tree) for tree in trees}
    nodes = missing_nodes(trees, settings)
    own_nodes = bool(nodes) or any(kind == "Node" for kind, _, _ in brought)
    api_server = _free_address(settings.service_cidrs[0], 1, trees)
    found = [*nodes, *missing_replicasets(trees)]
    dns = dns_service(trees)
    for tree in baseline.objects(settings):
        kind, _, name = identity = _identity(tree)
        if identity in brought or (own_nodes and kind == "Node"):
            continue
        if dns and (name == "kube-dns" or (name == "coredns" and has_backend(dns, trees))):
            continue
        found.append(with_value(tree, ("spec", "clusterIP"), api_server) if name == "kubernetes" else tree)
    return found


def _free_address(cidr: str, number: int, trees: Sequence[Tree]) -> str:
    """The ``number``-th address of a range, or the next one that no Service has taken."""
    taken = {str(dig(tree, "spec", "clusterIP")) for tree in trees if tree.get("kind") == "Service"}
    return next(ip for each in count(number) if (ip := baseline.nth_address(cidr, each)) not in taken)


def _identity(tree: Tree) -> tuple[str, str, str]:
    metadata = tree.get("metadata") or {}
    return (str(tree.get("kind")), str(metadata.get("namespace") or ""), str(metadata.get("name")))

"""Simulated clusters from the user's own manifests, or from the dump of a real cluster."""

from __future__ import annotations

from collections.abc import Iterable

from svcquest.cli.failing import UsageError
from svcquest.cli.printing import warn
from svcquest.cli.reading import CLUSTER_LIMIT, read_file
from svcquest.engine.cluster import Cluster
from svcquest.engine.settings import ProxyMode
from svcquest.game.clusters import cluster_of
from svcquest.game.dumped import server_version
from svcquest.levels.data import data_folder
from svcquest.levels.loading import read_objects
from svcquest.levels.problems import LevelError
from svcquest.schema.versions import CURRENT, OLDEST, Version

PLAYGROUND = "playground.yaml"
"""The cluster of ``svcquest sim`` without a file."""


def cluster_from(files: Iterable[str], proxy: ProxyMode = "iptables") -> Cluster:
    """A cluster with the objects of files, at rest.

    Objects that are refused are told on standard error, and so is a version other than the newest.

    Raises:
        UsageError: a file cannot be used.
    """
    try:
        trees = [tree for name in files for tree in read_objects(read_file(name, CLUSTER_LIMIT), name)]
    except LevelError as error:
        raise UsageError(str(error)) from error
    cluster, refused = cluster_of(trees, proxy)
    told = _told_of_version(server_version(trees))
    if told:
        warn(told)
    for status in refused:
        warn(status.message)
    return cluster


def _told_of_version(version: Version | None) -> str:
    """What the nodes' version means for the cluster, empty where it is what everybody expects."""
    if version is None or version == CURRENT:
        return ""
    major, minor = version
    if version > CURRENT:
        newest = f"{CURRENT[0]}.{CURRENT[1]}"
        return f"nodes run Kubernetes {major}.{minor}; this cluster is {newest}, the newest known here"
    if version < OLDEST:
        return f"nodes run Kubernetes {major}.{minor}; nothing older than {OLDEST[0]}.{OLDEST[1]} is told apart from it"
    return f"nodes run Kubernetes {major}.{minor}, and so does this cluster"


def playground(proxy: ProxyMode = "iptables") -> Cluster:
    """The cluster that comes with the program: four Deployments on three nodes."""
    return cluster_from([str(data_folder("assets") / "clusters" / PLAYGROUND)], proxy)

"""Simulated clusters from the user's own manifests, or from the dump of a real cluster."""

from __future__ import annotations

from collections.abc import Iterable

from svcquest.cli.failing import UsageError
from svcquest.cli.printing import warn
from svcquest.cli.reading import CLUSTER_LIMIT, read_file
from svcquest.engine.cluster import Cluster
from svcquest.engine.settings import ProxyMode
from svcquest.game.clusters import cluster_of
from svcquest.levels.data import data_folder
from svcquest.levels.loading import read_objects
from svcquest.levels.problems import LevelError

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
    cluster, refused = cluster_of(trees, proxy)
    for status in refused:
        warn(status.message)
    return cluster


def playground(proxy: ProxyMode = "iptables") -> Cluster:
    """The cluster that comes with the program: four Deployments on three nodes."""
    return cluster_from([str(data_folder("assets") / "clusters" / PLAYGROUND)], proxy)

"""Defaults of workloads. Follows ``pkg/apis/apps/v1/defaults.go``, and ``pkg/apis/core/v1`` for controllers."""

from __future__ import annotations

from svcquest.model.tree import Tree
from svcquest.schema.defaults.filling import filled, within
from svcquest.schema.defaults.pod import default_template

_HISTORY = 10
"""Old revisions that are kept for a rollback."""


def default_deployment(tree: Tree) -> Tree:
    """One replica, rolled over a quarter at a time."""
    spec = filled(_with_template(tree), progressDeadlineSeconds=600, replicas=1, revisionHistoryLimit=_HISTORY)
    strategy = filled(spec.get("strategy"), type="RollingUpdate")
    if strategy["type"] == "RollingUpdate":
        strategy["rollingUpdate"] = filled(strategy.get("rollingUpdate"), maxSurge="25%", maxUnavailable="25%")
    return {**tree, "spec": {**spec, "strategy": strategy}}


def default_replica_set(tree: Tree) -> Tree:
    """One replica, labelled like its pods."""
    return {**_labelled_like_template(tree), "spec": filled(_with_template(tree), replicas=1)}


def default_replication_controller(tree: Tree) -> Tree:
    """One replica, labelled like its pods and selecting them by those labels."""
    spec = filled(_with_template(tree), replicas=1)
    labels = spec["template"]["metadata"].get("labels")
    if labels:
        spec = filled(spec, selector=labels)
    return {**_labelled_like_template(tree), "spec": spec}


def default_stateful_set(tree: Tree) -> Tree:
    """One replica, started and replaced in order; its volumes are kept."""
    spec = filled(
        _with_template(tree),
        podManagementPolicy="OrderedReady",
        replicas=1,
        revisionHistoryLimit=_HISTORY,
        updateStrategy={},
    )
    spec["persistentVolumeClaimRetentionPolicy"] = filled(
        spec.get("persistentVolumeClaimRetentionPolicy"), whenDeleted="Retain", whenScaled="Retain"
    )
    strategy = filled(spec["updateStrategy"], type="RollingUpdate")
    if strategy["type"] == "RollingUpdate":
        strategy["rollingUpdate"] = filled(strategy.get("rollingUpdate"), partition=0)
    return {**tree, "spec": {**spec, "updateStrategy": strategy}}


def default_daemon_set(tree: Tree) -> Tree:
    """Replaced one node at a time."""
    spec = filled(_with_template(tree), revisionHistoryLimit=_HISTORY)
    strategy = filled(spec.get("updateStrategy"), type="RollingUpdate")
    if strategy["type"] == "RollingUpdate":
        strategy["rollingUpdate"] = filled(strategy.get("rollingUpdate"), maxSurge=0, maxUnavailable=1)
    return {**tree, "spec": {**spec, "updateStrategy": strategy}}


def _with_template(tree: Tree) -> Tree:
    return within({"template": {}, **(tree.get("spec") or {})}, "template", default_template)


def _labelled_like_template(tree: Tree) -> Tree:
    metadata = tree.get("metadata") or {}
    template = (tree.get("spec") or {}).get("template") or {}
    labels = (template.get("metadata") or {}).get("labels")
    return {**tree, "metadata": filled(metadata, labels=labels)} if labels else tree

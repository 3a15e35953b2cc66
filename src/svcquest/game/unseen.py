"""What a dump leaves out though its other objects show that it is there: nodes, ReplicaSets, DNS.

People dump the kinds that they think of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from svcquest.engine.controllers import rollouts
from svcquest.engine.controllers.deployment_family import REVISION
from svcquest.engine.controllers.kubelet import TOPOLOGY
from svcquest.engine.ranges import is_address
from svcquest.engine.settings import Settings
from svcquest.game.dumped import entries
from svcquest.model.kinds import DEPLOYMENT, POD
from svcquest.model.selectors import contains
from svcquest.model.timestamps import to_timestamp
from svcquest.model.tree import Tree, dig, with_value
from svcquest.schema.shapes import fits

_DNS_SERVICES = {("kube-system", "kube-dns"), ("openshift-dns", "dns-default")}


def missing_nodes(trees: Sequence[Tree], settings: Settings) -> list[Tree]:
    """The nodes that a dump without nodes is about, as its pods tell of them."""
    if any(tree.get("kind") == "Node" for tree in trees):
        return []
    found: dict[str, Tree] = {}
    for tree in trees:
        name, ip = dig(tree, "spec", "nodeName"), dig(tree, "status", "hostIP")
        if tree.get("kind") == "Pod" and dig(tree, "metadata", "uid") and isinstance(name, str) and ip:
            found.setdefault(name, _node(name, tree, settings))
    return [found[name] for name in sorted(found)]


def _node(name: str, pod: Tree, settings: Settings) -> Tree:
    """A node that is ready, with the addresses and the place of one of its pods."""
    ips = [each.get("ip") for each in entries(pod, "status", "hostIPs")] or [pod["status"]["hostIP"]]
    place = {label: value for label in TOPOLOGY if (value := dig(pod, "metadata", "labels", label))}
    return {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {"name": name, "labels": {"kubernetes.io/hostname": name, "kubernetes.io/os": "linux", **place}},
        "status": {
            "addresses": [
                *({"type": "InternalIP", "address": ip} for ip in ips),
                {"type": "Hostname", "address": name},
            ],
            "conditions": [{"type": "Ready", "status": "True", "lastTransitionTime": to_timestamp(settings.epoch)}],
        },
    }


def missing_replicasets(trees: Sequence[Tree]) -> list[Tree]:
    """The ReplicaSets between a dump's Deployments and their pods; without them a Deployment would begin anew.

    The one with the youngest pod has its Deployment's present template, others differ in what their pods run.
    """
    known = {str(dig(tree, "metadata", "uid")) for tree in trees if tree.get("kind") == "ReplicaSet"}
    groups: dict[str, list[Tree]] = {}
    for pod in trees:
        owner = _replicaset_of(pod) if pod.get("kind") == "Pod" else None
        if owner is not None and str(owner.get("uid")) not in known and fits(pod, POD):
            groups.setdefault(owner["uid"], []).append(pod)
    if not groups:
        return []
    deployments = {
        _place(tree): tree
        for tree in trees
        if tree.get("kind") == "Deployment" and dig(tree, "metadata", "uid") and fits(tree, DEPLOYMENT)
    }
    families: dict[tuple[str, str], list[list[Tree]]] = {}
    for group in groups.values():
        group.sort(key=_since, reverse=True)
        owner = _replicaset_of(group[0]) or {}
        word = dig(group[0], "metadata", "labels", rollouts.HASH) or ""
        families.setdefault((_place(group[0])[0], owner["name"].removesuffix(f"-{word}")), []).append(group)
    return [
        _replicaset(deployments[place], group, age)
        for place, family in families.items()
        if place in deployments
        for age, group in enumerate(sorted(family, key=lambda group: _since(group[0]), reverse=True))
    ]


def _replicaset_of(pod: Tree) -> Tree | None:
    """The reference to the ReplicaSet that has made a pod."""
    owners = entries(pod, "metadata", "ownerReferences")
    return next((each for each in owners if each.get("kind") == "ReplicaSet" and each.get("controller")), None)


def _place(tree: Tree) -> tuple[str, str]:
    return str(dig(tree, "metadata", "namespace")), str(dig(tree, "metadata", "name"))


def _since(tree: Tree) -> str:
    return str(dig(tree, "metadata", "creationTimestamp"))


def _replicaset(deployment: Tree, pods: Sequence[Tree], age: int) -> Tree:
    """The ReplicaSet of some pods, which so many newer ones have come after."""
    newest, metadata, spec = pods[0], deployment["metadata"], deployment["spec"]
    template = spec["template"]
    if age:
        runs = {each.get("name"): each.get("image") for each in entries(newest, "spec", "containers")}
        containers = [
            {**each, "image": runs.get(each.get("name"), each.get("image"))}
            for each in entries(template, "spec", "containers")
        ]
        template = with_value(template, ("spec", "containers"), containers)
    word = dig(newest, "metadata", "labels", rollouts.HASH) or ""
    hashed = rollouts.with_hash(template, word)
    owner = _replicaset_of(newest) or {}
    number = str(dig(metadata, "annotations", REVISION) or age + 1)
    return {
        "apiVersion": "apps/v1",
        "kind": "ReplicaSet",
        "metadata": {
            "name": owner.get("name"),
            "namespace": metadata["namespace"],
            "uid": owner.get("uid"),
            "creationTimestamp": pods[-1]["metadata"].get("creationTimestamp"),
            "labels": hashed["metadata"]["labels"],
            "annotations": {REVISION: str(max(int(number) - age, 1)) if number.isdigit() else number},
            "ownerReferences": [
                {
                    **{field: deployment[field] for field in ("apiVersion", "kind")},
                    **{field: metadata[field] for field in ("name", "uid")},
                    "controller": True,
                    "blockOwnerDeletion": True,
                }
            ],
        },
        "spec": {
            "replicas": sum(not dig(pod, "metadata", "deletionTimestamp") for pod in pods),
            "selector": with_value(spec["selector"], ("matchLabels", rollouts.HASH), word),
            "template": hashed,
        },
    }


def dns_service(trees: Iterable[Tree]) -> Tree | None:
    """The Service of the cluster's DNS, whatever a distribution calls it; None where the dump has none."""
    found = [tree for tree in trees if tree.get("kind") == "Service" and _serves_names(tree)]
    return min(found, key=lambda tree: str(dig(tree, "metadata", "name")) != "kube-dns", default=None)


def _serves_names(service: Tree) -> bool:
    named = _place(service)
    known = named in _DNS_SERVICES or (
        named[0] == "kube-system" and dig(service, "metadata", "labels", "k8s-app") == "kube-dns"
    )
    ports = entries(service, "spec", "ports")
    return (
        known
        and is_address(str(dig(service, "spec", "clusterIP")))
        and any((each.get("port"), each.get("protocol")) == (53, "UDP") for each in ports)
    )


def has_backend(service: Tree, trees: Iterable[Tree]) -> bool:
    """Whether somebody makes pods that a Service selects, or has made one."""
    selector, place = dig(service, "spec", "selector"), dig(service, "metadata", "namespace")
    for tree in trees:
        described = tree if tree.get("kind") == "Pod" else dig(tree, "spec", "template")
        labels = dig(described, "metadata", "labels")
        if dig(tree, "metadata", "namespace") == place and _selects(selector, labels):
            return True
    return False


def _selects(selector: Any, labels: Any) -> bool:
    return isinstance(labels, dict) and isinstance(selector, dict) and bool(selector) and contains(selector, labels)

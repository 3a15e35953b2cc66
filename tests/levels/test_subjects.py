"""Every subject that the game promises to teach is taught by a level: asked for by probes, or done in answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from svcquest.levels.catalog import Catalog
from svcquest.levels.level import Level
from svcquest.levels.probe_format import EnvironmentProbe, LookupProbe
from svcquest.manifest import parse
from svcquest.model.tree import Tree, dig

Taught = Callable[[Level], bool]


@cache
def levels() -> tuple[Level, ...]:
    catalog = Catalog()
    return tuple(catalog.open(entry.id) for entry in catalog.entries)


def answer_texts(level: Level) -> Iterator[str]:
    for answer in (level.solution, *level.alternates):
        for step in (answer, *answer.then):
            yield from step.files.values()
            yield from step.run


def objects(level: Level, *, answered: bool) -> Iterator[Tree]:
    """Objects that right answers write; with those of the start unless they have to be ``answered``."""
    if not answered:
        yield from level.cluster
    for answer in (level.solution, *level.alternates):
        for step in (answer, *answer.then):
            for text in step.files.values():
                yield from (each.tree for each in parse(text).documents if isinstance(each.tree, dict))


def probe(kind: type) -> Taught:
    return lambda level: any(isinstance(each, kind) for each in level.probes)


def field(*path: str, value: object = ..., kind: str = "Service") -> Taught:
    """A Service in the level has a field, with a value."""

    def taught(level: Level) -> bool:
        found = (dig(tree, *path) for tree in objects(level, answered=False) if tree.get("kind") == kind)
        return any(each is not None and (value is ... or each == value) for each in found)

    return taught


def wrote(kind: str) -> Taught:
    return lambda level: any(tree.get("kind") == kind for tree in objects(level, answered=True))


def ran(pattern: str) -> Taught:
    return lambda level: any(re.search(pattern, text) for text in answer_texts(level))


def told(pattern: str) -> Taught:
    """A command or a word that the level tells the player to keep."""
    return lambda level: bool(re.search(pattern, level.debrief))


def changed(pattern: str) -> Taught:
    return lambda level: any(re.search(pattern, change.run) for change in level.changes)


def named(word: str) -> Taught:
    return lambda level: word in level.header.teaches


SUBJECTS: dict[str, Taught] = {
    "environment variables": probe(EnvironmentProbe),
    "names: looked up": probe(LookupProbe),
    "names: search list and ndots": named("search-list"),
    "names: another namespace": named("namespaces"),
    "a fixed address: label selector": named("selector"),
    "a fixed address: scaling": changed(r" scale "),
    "a fixed address: rollouts": changed(r" rollout restart "),
    "a fixed address: readiness": named("readiness"),
    "three kinds of IP: ping": told(r"ping"),
    "type ClusterIP": field("spec", "type", value="ClusterIP"),
    "type NodePort": field("spec", "type", value="NodePort"),
    "type LoadBalancer": field("spec", "type", value="LoadBalancer"),
    "type ExternalName": field("spec", "type", value="ExternalName"),
    "ExternalName: an alias and no more": lambda level: named("external-name")(level) and probe(LookupProbe)(level),
    "kube-proxy: ipvs": told(r"ipvs"),
    "kube-proxy: nftables": told(r"nftables"),
    "kube-proxy: userspace": told(r"userspace"),
    "created by expose": ran(r"kubectl expose"),
    "created by create service": ran(r"kubectl create service"),
    "created by a manifest": wrote("Service"),
    "kubectl explain": told(r"kubectl explain"),
    "clusterIP: None": field("spec", "clusterIP", value="None"),
    "ports: targetPort": named("target-port"),
    "ports: nodePort": named("node-port"),
    "ports: named": named("named-port"),
    "kubectl describe": told(r"kubectl describe"),
    "kubectl get -o yaml": told(r"-o yaml"),
    "kubectl get pods -l": told(r"kubectl get pods? .*-l "),
    "curl a cluster IP or a node": told(r"curl "),
    "headless": named("headless"),
    "dig": told(r"dig "),
    "an interactive pod": told(r"kubectl run .*-it"),
    "/etc/resolv.conf": told(r"/etc/resolv\.conf"),
    "session affinity": field("spec", "sessionAffinity", value="ClientIP"),
    "internal traffic policy": field("spec", "internalTrafficPolicy", value="Local"),
    "external traffic policy": field("spec", "externalTrafficPolicy", value="Local"),
    "traffic distribution": field("spec", "trafficDistribution"),
    "publishNotReadyAddresses": field("spec", "publishNotReadyAddresses", value=True),
    "dual stack": field("spec", "ipFamilyPolicy"),
    "EndpointSlices by hand": wrote("EndpointSlice"),
    "load balancer source ranges": field("spec", "loadBalancerSourceRanges"),
    "external IPs": told(r"externalIPs"),
    "health check node port": told(r"healthCheckNodePort|health check node port"),
}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_subject_is_taught(subject: str) -> None:
    assert [level.id for level in levels() if SUBJECTS[subject](level)]

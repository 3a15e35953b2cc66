"""The pods that a Service selects, and how near the others come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from svcquest.engine.controllers.rollouts import HASH
from svcquest.engine.generated_names import workload_in
from svcquest.engine.network.phrases import listed
from svcquest.engine.selection import pods_selected
from svcquest.engine.state import State
from svcquest.model.kinds import DEPLOYMENT, NAMESPACE, POD, REPLICASET, STATEFULSET
from svcquest.model.objects import Pod, Service
from svcquest.model.selectors import contains
from svcquest.model.tree import dig

_SLIP = 0.65
"""Likeness above which one value may be a slip of the pen for the other, such as ``wbe`` for ``web``."""


def selected(state: State, service: Service) -> list[Pod]:
    """Pods of the Service's namespace that carry all labels of its selector, by name."""
    return [each.view for each in pods_selected(state, service.namespace, service.selector)]


def nearest_miss(state: State, service: Service) -> str:
    """What comes closest to a selector that matches no pod: the clause after a colon."""
    selector, namespace = service.selector, service.namespace
    idle = _scaled_to_zero(state, service)
    if idle:
        return f"{idle} would make such pods, and its number of replicas is 0"
    elsewhere = [each.name for each in state.select(NAMESPACE) if pods_selected(state, each.name, selector)]
    if elsewhere:
        return f"pods with these labels are in namespace {elsewhere[0]}, and a Service selects in its own only"
    pods: list[Pod] = [each.view for each in state.select(POD, namespace)]
    if not pods:
        return f"namespace {namespace} has no pods at all"
    # Whoever only calls others is what the Service is for, not what it looks for.
    servers = [pod for pod in pods if pod.listeners or _named(selector, pod)]
    scores = [_nearness(selector, pod) for pod in servers]
    best = max(scores, default=0.0)
    if best:
        return difference(selector, [pod for pod, score in zip(servers, scores, strict=True) if score == best])
    return _what_there_is(selector, namespace, servers)


def _nearness(selector: Mapping[str, str], pod: Pod) -> float:
    """How near a pod comes to a selector, more is nearer; 0 is not at all.

    A pod that is named as the selector says is meant more surely than one whose label is spelled alike.
    """
    alike = sum(_likeness(value, pod.labels[key]) for key, value in selector.items() if key in pod.labels)
    moved = sum(key not in pod.labels and value in pod.labels.values() for key, value in selector.items())
    return _named(selector, pod) + alike + moved / 2


def _named(selector: Mapping[str, str], pod: Pod) -> int:
    """Whether a pod is named as a selector's values: 2 by its whole workload, 1 by how its name begins."""
    workload = workload_in(pod.name)
    if workload in selector.values():
        return 2
    return int(any(workload.startswith(f"{value}-") for value in selector.values() if value))


def difference(selector: Mapping[str, str], pods: Sequence[Pod]) -> str:
    """The first label in which pods differ from a selector, told of the first pod and those like it."""
    first = pods[0]
    key, value = next((key, value) for key, value in sorted(selector.items()) if first.labels.get(key) != value)
    alike = [pod for pod in pods if _same_at(pod, first, key) and workload_in(pod.name) == workload_in(first.name)]
    who, has, lacks = f"pod {first.name}", "has", "has no label"
    if len(alike) > 1:
        who, has, lacks = f"{len(alike)} pods of {workload_in(first.name)}", "have", "have no label"
    if key in first.labels:
        return f"{who} {has} {key}={first.labels[key]}, not {key}={value}"
    other = next((name for name, found in sorted(first.labels.items()) if found == value), "")
    return f"{who} {has} {other}={value}, not {key}={value}" if other else f"{who} {lacks} {key}"


def _same_at(one: Pod, other: Pod, key: str) -> bool:
    return one.labels.get(key) == other.labels.get(key)


def _what_there_is(selector: Mapping[str, str], namespace: str, pods: Sequence[Pod]) -> str:
    """No pod comes near: which values the labels have that are asked for."""
    for key in sorted(selector):
        values = sorted({pod.labels[key] for pod in pods if key in pod.labels})
        if values and key == HASH:
            return f"{key} is another one for each version of a Deployment's pods"
        if values:
            return f"in namespace {namespace} the label {key} is {listed(values)}"
    return f"no pod of namespace {namespace} has any of these labels"


@lru_cache(maxsize=4096)
def _likeness(one: str, other: str) -> float:
    """How alike two values are, 1 for equal ones; 0 below the likeness of a slip."""
    if one == other:
        return 1.0
    if not other:
        return 0.0
    if one.lower() == other.lower():
        return 0.95
    from difflib import SequenceMatcher  # noqa: PLC0415 - seldom needed, and slow to load

    ratio = SequenceMatcher(None, one, other).ratio()
    return ratio if ratio > _SLIP else 0.0


def _scaled_to_zero(state: State, service: Service) -> str:
    """A workload whose template a selector matches, but which is to have no pods."""
    for kind in (DEPLOYMENT, STATEFULSET, REPLICASET):
        for each in state.select(kind, service.namespace):
            labels = dig(each.tree, "spec", "template", "metadata", "labels") or {}
            if each.spec.get("replicas") == 0 and not each.controller_uid and contains(service.selector, labels):
                return f"{kind.kind} {each.name}"
    return ""

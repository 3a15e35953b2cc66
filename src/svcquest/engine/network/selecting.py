"""The pods that a Service selects, and how near the others come."""

from __future__ import annotations

from collections.abc import Mapping

from svcquest.engine.indexes import POD_LABELS
from svcquest.engine.state import State
from svcquest.model.kinds import DEPLOYMENT, POD, REPLICASET, STATEFULSET
from svcquest.model.objects import Pod, Service
from svcquest.model.selectors import contains
from svcquest.model.tree import dig


def pairs(labels: Mapping[str, str]) -> str:
    """Labels as a command line takes them: ``app=web,tier=front``."""
    return ",".join(f"{key}={value}" for key, value in sorted(labels.items()))


def selected(state: State, service: Service) -> list[Pod]:
    """Pods of the Service's namespace that carry all labels of its selector, by name."""
    if not service.selector:
        return []
    first = sorted(service.selector.items())[0]
    found: list[Pod] = [each.view for each in state.find(POD_LABELS, (service.namespace, *first))]
    return [pod for pod in found if contains(service.selector, pod.labels)]


def nearest_miss(state: State, service: Service) -> str:
    """What comes closest to a selector that matches no pod: the clause after a colon."""
    selector, namespace = service.selector, service.namespace
    idle = _scaled_to_zero(state, service)
    if idle:
        return f"{idle} would make such pods, and its number of replicas is 0"
    elsewhere = [each.namespace for each in state.select(POD) if contains(selector, each.labels)]
    if elsewhere:
        return f"pods with these labels are in namespace {elsewhere[0]}, and a Service selects in its own only"
    pods: list[Pod] = [each.view for each in state.select(POD, namespace)]
    if not pods:
        return f"namespace {namespace} has no pods at all"
    pod = max(pods, key=lambda pod: _nearness(selector, pod))
    if not any(_nearness(selector, pod)):
        return f"no pod of namespace {namespace} has any of these labels"
    return _difference(selector, pod)


def _nearness(selector: Mapping[str, str], pod: Pod) -> tuple[int, int, int]:
    """How much of a selector a pod fulfils: equal labels, nearly equal ones, keys or values that it has at all."""
    equal = sum(pod.labels.get(key) == value for key, value in selector.items())
    similar = sum(_alike(value, pod.labels.get(key, "")) for key, value in selector.items())
    keys = sum(key in pod.labels or value in pod.labels.values() for key, value in selector.items())
    return (equal, similar, keys)


def _difference(selector: Mapping[str, str], pod: Pod) -> str:
    """The first label in which a pod differs from a selector."""
    key, value = next((key, value) for key, value in sorted(selector.items()) if pod.labels.get(key) != value)
    if key in pod.labels:
        return f"pod {pod.name} has {key}={pod.labels[key]}, not {key}={value}"
    other = next((name for name, found in sorted(pod.labels.items()) if found == value), "")
    if other:
        return f"pod {pod.name} has {other}={value}, not {key}={value}"
    return f"pod {pod.name} has no label {key}"


def _alike(one: str, other: str) -> bool:
    """Whether two values differ by capitals, or are nearly the same word."""
    if one.lower() == other.lower():
        return True
    from difflib import SequenceMatcher  # noqa: PLC0415 - seldom needed, and slow to load

    return SequenceMatcher(None, one, other).ratio() > 0.7


def _scaled_to_zero(state: State, service: Service) -> str:
    """A workload whose template a selector matches, but which is to have no pods."""
    for kind in (DEPLOYMENT, STATEFULSET, REPLICASET):
        for each in state.select(kind, service.namespace):
            labels = dig(each.tree, "spec", "template", "metadata", "labels") or {}
            if each.spec.get("replicas") == 0 and not each.controller_uid and contains(service.selector, labels):
                return f"{kind.kind} {each.name}"
    return ""

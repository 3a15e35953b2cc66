"""Pods that a selector almost takes: what a typing mistake looks like from the pods' side."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from svcquest.engine.state import State
from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.objects import Pod

LIMIT = 5
"""Near misses worth showing."""

_SCAN_LIMIT = 2_000
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A pod that fails a selector by one label; ``found`` is None where the pod lacks the key."""

    namespace: str
    name: str
    key: str
    wanted: str
    found: str | None


def near_misses(state: State, namespace: str, selector: Mapping[str, str]) -> tuple[NearMiss, ...]:
    """Pods that fail a selector by one pair, those with the likeliest slip first.

    A selector of one pair is missed by every other pod, so there a likeness of key or value is asked for.
    """
    if not selector:
        return ()
    found = []
    for resource in state.select(kinds.POD, namespace)[:_SCAN_LIMIT]:
        pod: Pod = resource.view
        wrong = [key for key, value in selector.items() if pod.labels.get(key) != value]
        if len(wrong) != 1 or pod.terminating:
            continue
        likeness, miss = _closest(pod, wrong[0], selector[wrong[0]])
        if likeness >= _ALIKE or len(selector) > 1:
            found.append((-likeness, miss.name, miss))
    return tuple(miss for _, _, miss in sorted(found, key=lambda each: each[:2])[:LIMIT])


def _closest(pod: Pod, key: str, value: str) -> tuple[float, NearMiss]:
    """How alike the best of a pod's labels is, and the miss told with it.

    Where the pod lacks the key, the pair that resembles the wanted one is told as what was found.
    """
    if key in pod.labels:
        return _like(value, pod.labels[key]), NearMiss(pod.namespace, pod.name, key, value, pod.labels[key])
    likeness = max((_like(f"{key}={value}", f"{k}={v}") for k, v in pod.labels.items()), default=0.0)
    return likeness, NearMiss(pod.namespace, pod.name, key, value, None)


@lru_cache(maxsize=2_000)
def _like(left: str, right: str) -> float:
    from difflib import SequenceMatcher  # noqa: PLC0415 - most selectors have no near miss

    return SequenceMatcher(None, left, right).ratio()

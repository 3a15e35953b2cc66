"""Arithmetic of rolling updates: how many pods of each ReplicaSet there should be next. Pure functions.

Follows ``pkg/controller/deployment/util/deployment_util.go`` and ``rolling.go``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import ceil, floor
from typing import Any

from svcquest.engine.chance import SAFE_LETTERS, fnv1a
from svcquest.model.tree import Tree

HASH = "pod-template-hash"


def template_hash(template: Mapping[str, Any], collisions: int = 0) -> str:
    """A short word for a pod template: equal templates, equal words.

    The real one hashes Go's memory layout, so only its look (FNV-1a in the alphabet of generated names) is kept.
    """
    text = json.dumps(template, sort_keys=True, separators=(",", ":")) + (str(collisions) if collisions else "")
    return "".join(SAFE_LETTERS[ord(digit) % len(SAFE_LETTERS)] for digit in str(fnv1a(text)))


def plain_template(template: Mapping[str, Any]) -> Tree:
    """A ReplicaSet's template as its Deployment has it: without the hash label."""
    metadata = dict(template.get("metadata") or {})
    labels = {key: value for key, value in (metadata.get("labels") or {}).items() if key != HASH}
    metadata["labels"] = labels
    return {**template, "metadata": metadata}


def with_hash(template: Mapping[str, Any], word: str) -> Tree:
    """A Deployment's template as its ReplicaSet has it."""
    metadata = dict(template.get("metadata") or {})
    metadata["labels"] = {**(metadata.get("labels") or {}), HASH: word}
    return {**template, "metadata": metadata}


def scaled(value: int | str, total: int, *, up: bool) -> int:
    """A number or percentage of ``total``, rounded up or down."""
    if isinstance(value, int):
        return value
    share = total * int(value.rstrip("%") or 0) / 100
    return ceil(share) if up else floor(share)


def limits(spec: Mapping[str, Any]) -> tuple[int, int]:
    """How many pods a rolling update may have too many and too few; both zero becomes one too few."""
    if (spec.get("strategy") or {}).get("type") == "Recreate":
        return 0, 0
    rolling = (spec.get("strategy") or {}).get("rollingUpdate") or {}
    replicas = spec.get("replicas", 1)
    surge = scaled(rolling.get("maxSurge", "25%"), replicas, up=True)
    unavailable = scaled(rolling.get("maxUnavailable", "25%"), replicas, up=False)
    if not surge and not unavailable:
        unavailable = 1
    return surge, min(unavailable, replicas)


def new_replicas(spec: Mapping[str, Any], current: int, all_pods: int) -> int:
    """Size of the new ReplicaSet: as far up as the surge allows. Follows ``NewRSNewReplicas``."""
    replicas: int = spec.get("replicas", 1)
    if (spec.get("strategy") or {}).get("type") == "Recreate":
        return replicas
    surge, _ = limits(spec)
    room = replicas + surge - all_pods
    if room <= 0:
        return current
    return current + min(room, replicas - current)


def proportional(sizes: Mapping[str, int], total: int) -> dict[str, int]:
    """Share a change of the total among ReplicaSets in proportion to their sizes, largest first.

    Args:
        sizes: name to present size.
        total: what they shall add up to.
    """
    present = sum(sizes.values())
    left = total - present
    ordered = sorted(sizes, key=lambda name: (-sizes[name], name))
    result = dict(sizes)
    for name in ordered:
        if not left:
            break
        share = round(sizes[name] * total / present) - sizes[name] if present else left
        share = max(min(share, left), 0) if left > 0 else min(max(share, left), 0)
        result[name] += share
        left -= share
    if ordered and left:
        result[ordered[0]] = max(result[ordered[0]] + left, 0)
    return result

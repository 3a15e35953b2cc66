"""How long a pod's programs go on once the pod is deleted.

Follows ``pkg/kubelet/kuberuntime/kuberuntime_container.go`` killContainer: the preStop hooks run first, and count
against the grace period; then the programs are told to stop.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcquest.model.resource import Resource
from svcquest.model.tree import dig

LINGER = "svcquest/linger"
"""Annotation: seconds that a program goes on after it was told to stop; by default it ends at once."""

_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0}


def seconds_to_stop(pod: Resource) -> float:
    """Simulated seconds from the deletion until the last program has ended, the grace period aside."""
    containers = (*(pod.spec.get("containers") or ()), *(pod.spec.get("initContainers") or ()))
    hooks = max((_pre_stop(each) for each in containers), default=0.0)
    return hooks + _number(pod.annotations.get(LINGER, ""))


def _pre_stop(container: Mapping[str, Any]) -> float:
    """How long the hook takes: it sleeps by itself or by a command; whatever else it does takes no time."""
    hook = dig(container, "lifecycle", "preStop") or {}
    command = " ".join(dig(hook, "exec", "command") or ()).rpartition("sleep ")
    return float(dig(hook, "sleep", "seconds") or 0) + (_seconds(command[2].split(" ")[0]) if command[1] else 0.0)


def _seconds(argument: str) -> float:
    """What ``sleep`` is told: ``5``, ``5s``, ``1m``, also before the ``;`` of the next command."""
    argument = argument.rstrip(";&|\"')")
    unit = _UNITS.get(argument[-1:], 0.0)
    return _number(argument[:-1]) * unit if unit else _number(argument)


def _number(text: str) -> float:
    return float(text) if text.replace(".", "", 1).isdigit() else 0.0

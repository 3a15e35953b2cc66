"""Probes of containers: what they ask, and what follows when nobody answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcquest.engine.controllers.programs import sidecars
from svcquest.model.objects import Pod

READY = "svcquest/ready"
"""Annotation: ``"false"`` makes a readiness probe fail, and a node's kubelet go silent."""
PERIOD = 10
"""Seconds between two probes unless they say otherwise."""
THRESHOLD = 3
"""Failures in a row that count, unless a probe says otherwise."""


def failing_probe(container: Mapping[str, Any], pod: Pod) -> str:
    """The field of the probe that keeps a container from being ready, empty when none does."""
    return _failing(("startupProbe", "readinessProbe"), container, pod)


def fatal_probe(container: Mapping[str, Any], pod: Pod) -> str:
    """The field of the probe for which a container is killed again and again, empty when there is none."""
    return _failing(("startupProbe", "livenessProbe"), container, pod)


def killed_after(probe: Mapping[str, Any]) -> float:
    """Seconds from a container's start to the last failure of a probe that kills it."""
    return float(probe.get("initialDelaySeconds") or 0) + (failures(probe) - 1) * period(probe)


def failures(probe: Mapping[str, Any]) -> int:
    """How many times in a row a probe has to fail."""
    return int(probe.get("failureThreshold") or THRESHOLD)


def period(probe: Mapping[str, Any]) -> float:
    """Seconds from one probe to the next."""
    return float(probe.get("periodSeconds") or PERIOD)


def initial_delay(container: Mapping[str, Any]) -> float:
    """Seconds after a container's start at which its readiness probe is run for the first time."""
    return float((container.get("readinessProbe") or {}).get("initialDelaySeconds") or 0)


def longest_delay(spec: Mapping[str, Any]) -> float:
    """Seconds after its start at which a pod's last readiness probe is run for the first time."""
    return max((initial_delay(each) for each in (*(spec.get("containers") or ()), *sidecars(spec))), default=0.0)


def _failing(fields: tuple[str, ...], container: Mapping[str, Any], pod: Pod) -> str:
    return next((field for field in fields if not _passes(container.get(field) or {}, container, pod)), "")


def _passes(probe: Mapping[str, Any], container: Mapping[str, Any], pod: Pod) -> bool:
    """Whether a probe succeeds against what the pod listens on."""
    target = next((probe[kind] for kind in ("httpGet", "tcpSocket", "grpc") if probe.get(kind)), None)
    if target is None:
        return True
    wanted = target.get("port")
    if isinstance(wanted, str):
        named = (port.get("containerPort") for port in container.get("ports") or () if port.get("name") == wanted)
        wanted = next(named, None)
    host = target.get("host") or pod.ip
    return any(each.port == wanted and each.protocol == "TCP" and each.hears(host) for each in pod.listeners)

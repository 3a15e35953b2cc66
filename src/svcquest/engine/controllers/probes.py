"""Probes of containers: what they ask, and what follows when nobody answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from svcquest.engine.controllers.programs import sidecars
from svcquest.model.objects import Pod

READY = "svcquest/ready"
"""Annotation: ``"false"`` makes a readiness probe fail, and a node's kubelet go silent."""
PERIOD = 10
"""Seconds between two probes unless they say otherwise."""
THRESHOLD = 3
"""Failures in a row that count, unless a probe says otherwise."""

_CLIENTS = ("curl", "wget", "nc")
_LOOPBACK = "127.0.0.1"


def failing_probe(container: Mapping[str, Any], pod: Pod, *, started: bool = False) -> str:
    """The field of the probe that keeps a container from being ready, empty when none does.

    Args:
        started: its startup probe has succeeded in this run, and is not asked again.
    """
    return _failing(("readinessProbe",) if started else ("startupProbe", "readinessProbe"), container, pod)


def fatal_probe(container: Mapping[str, Any], pod: Pod, *, started: bool = False) -> str:
    """The field of the probe for which a container is killed again and again, empty when there is none.

    Args:
        started: as in `failing_probe`.
    """
    return _failing(("livenessProbe",) if started else ("startupProbe", "livenessProbe"), container, pod)


def starts(container: Mapping[str, Any], pod: Pod) -> bool:
    """Whether a container's startup probe would succeed now, or there is none."""
    return not _failing(("startupProbe",), container, pod)


def has_started(status: Mapping[str, Any]) -> bool:
    """Whether the status of a container that runs says that its startup probe has succeeded."""
    return bool(status.get("started")) and "running" in (status.get("state") or {})


def has_started_in(status: Mapping[str, Any], name: str) -> bool:
    """The same of one container in the status of its pod."""
    return any(each.get("name") == name and has_started(each) for each in status.get("containerStatuses") or ())


def asked_inside(probe: Mapping[str, Any]) -> int | None:
    """The port of the pod itself that the command of a probe asks, None where it asks for nothing of the kind.

    Commands are not run: of those that call the pod's own address it is known what they would find, and whatever else
    a command does succeeds.
    """
    command = (probe.get("exec") or {}).get("command")
    return _own_port(command) if command else None


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
    if not probe:
        return True
    inside = asked_inside(probe)
    if inside is not None:
        return any(each.port == inside and each.protocol == "TCP" and each.hears(_LOOPBACK) for each in pod.listeners)
    target = next((probe[kind] for kind in ("httpGet", "tcpSocket", "grpc") if probe.get(kind)), None)
    if target is None:
        return True
    wanted = target.get("port")
    if isinstance(wanted, str):
        named = (port.get("containerPort") for port in container.get("ports") or () if port.get("name") == wanted)
        wanted = next(named, None)
    host = target.get("host") or pod.ip
    return any(each.port == wanted and each.protocol == "TCP" and each.hears(host) for each in pod.listeners)


def _own_port(command: Sequence[str]) -> int | None:
    """What ``wget -qO- http://localhost:8080/`` and its like ask, also behind ``sh -c``."""
    words = " ".join(command).split()
    if not any(word.rpartition("/")[2] in _CLIENTS for word in words):
        return None
    import re  # noqa: PLC0415 - few probes are commands

    found = re.search(r"(?:^|[ /])(?:localhost|127\.0\.0\.1)(?:[: ](\d+))?(?![\w.])", " ".join(words))
    return int(found[1] or 80) if found else None

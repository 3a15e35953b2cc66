"""How containers that keep ending are started again, later and later.

Follows ``pkg/kubelet/kuberuntime/kuberuntime_manager.go`` doBackOff and ``client-go/util/flowcontrol/backoff.go``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcquest.engine.controllers.probes import fatal_probe, has_started, killed_after
from svcquest.engine.controllers.programs import program_in, program_of
from svcquest.model.frozen import dataclass, replace
from svcquest.model.objects import Pod
from svcquest.model.timestamps import from_timestamp
from svcquest.model.tree import Tree, dig

FIRST_WAIT, LONGEST_WAIT = 10.0, 300.0
"""Seconds that a kubelet waits before it starts a container for the second time again, and at most."""
STEADY = 2 * LONGEST_WAIT
"""Seconds after which a run counts as good, so that the next start is not put off."""
SLACK = 0.001
"""Seconds by which a moment may be missed, since times are sums of fractions."""


@dataclass(frozen=True, slots=True)
class Life:
    """The runs of one container up to now; times are seconds since 1970.

    Attributes:
        restarts: how often it has been started again.
        began: when its last run began.
        ended: when that run ended, None while it goes on.
        before: begin and end of the run that ended last, None if none has since the last look.
        due: when it will end or be started, None when it will not.
        started: how many runs have begun since the last look.
        stopped: how many have ended since then.
    """

    restarts: int
    began: float
    ended: float | None = None
    before: tuple[float, float] | None = None
    due: float | None = None
    started: int = 0
    stopped: int = 0

    @property
    def running(self) -> bool:
        """Whether its program runs."""
        return self.ended is None


def lives_of(tree: Tree, pod: Pod, now: float) -> dict[str, Life]:
    """The runs of a pod's containers, as far as they run or are started again, by name."""
    program, before = program_of(tree), tree.get("status") or {}
    born = from_timestamp(before.get("startTime") or "")
    known = {each.get("name"): each for each in before.get("containerStatuses") or ()}
    lives = {}
    for container in tree["spec"].get("containers") or ():
        own, name = program_in(tree, program, container), container.get("name", "")
        if own in {"running", "crashing"}:
            status = known.get(name) or {}
            lasts = 0.0 if own == "crashing" else _lasting(tree["spec"], container, pod, status)
            lives[name] = life_of(status, lasts, now if born is None else born, now)
    return lives


def _lasting(spec: Tree, container: Mapping[str, Any], pod: Pod, status: Mapping[str, Any]) -> float | None:
    """Seconds that a container runs until a probe has it killed, None if none does."""
    field = fatal_probe(container, pod, started=has_started(status))
    return killed_after(container[field]) if field and spec.get("restartPolicy", "Always") != "Never" else None


def wait_after(restarts: int, lasts: float) -> float:
    """Seconds between the end of a run and the next start: none the first time, then twice as long each time."""
    if not restarts or lasts >= STEADY:
        return 0.0
    return min(FIRST_WAIT * 2.0 ** min(restarts - 1, 10), LONGEST_WAIT)


def life_of(status: Mapping[str, Any], lasts: float | None, born: float, now: float) -> Life:
    """A container's life until now.

    Args:
        status: what was reported of it last, empty for a new one.
        lasts: seconds from the begin of a run to its end; None for one that goes on. A program that has come to its
            senses is started at once.
        born: when the first run began, where the status does not tell.
    """
    life = _reported(status, born)
    if lasts is None:
        return life if life.running else _begun(life, now)
    while True:
        due = life.began + lasts if life.ended is None else life.ended + wait_after(life.restarts, lasts)
        if due > now + SLACK:
            return replace(life, due=due)
        if life.ended is None:
            life = replace(life, ended=due, before=(life.began, due), stopped=life.stopped + 1)
        else:
            life = _begun(life, due)


def _begun(life: Life, moment: float) -> Life:
    return replace(life, restarts=life.restarts + 1, began=moment, ended=None, started=life.started + 1)


def _reported(status: Mapping[str, Any], born: float) -> Life:
    restarts: int = status.get("restartCount", 0)
    if dig(status, "state", "waiting", "reason") == "CrashLoopBackOff":
        ended = from_timestamp(dig(status, "lastState", "terminated", "finishedAt") or "")
        began = from_timestamp(dig(status, "lastState", "terminated", "startedAt") or "")
        ended = born if ended is None else ended
        return Life(restarts, ended if began is None else began, ended)
    running = from_timestamp(dig(status, "state", "running", "startedAt") or "")
    return Life(restarts, born, started=1) if running is None else Life(restarts, running)

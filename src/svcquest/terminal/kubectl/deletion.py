"""Deleting objects and waiting until they are gone; time passes in the simulation while a command waits."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from svcquest.engine.cluster import Cluster
from svcquest.engine.writes import FieldValidation, Propagation
from svcquest.model.resource import Resource
from svcquest.model.status import Status
from svcquest.model.tree import Tree
from svcquest.terminal.kubectl import submit
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import FALSE, TRUE, Flag

A_WEEK = 7 * 24 * 3600.0
"""How long ``kubectl delete`` waits when no time-out is given, in seconds."""


CASCADE = Flag(
    "cascade", "What becomes of dependents: background, foreground or orphan", default="background", bare="background"
)


def wait_until(cluster: Cluster, reached: Callable[[], bool], seconds: float) -> bool:
    """Let time pass from one event to the next until something is so.

    Returns:
        Whether it came to be so within ``seconds``. When nothing more is going to happen the time-out is not sat out.
    """
    deadline = cluster.state.now + seconds
    while not reached():
        timers = cluster.state.timers
        if not timers or timers[0].due > deadline:
            return False
        cluster.advance(max(0.0, timers[0].due - cluster.state.now))
    return True


def wait_until_gone(cluster: Cluster, resources: Iterable[Resource], seconds: float) -> Resource | None:
    """Let time pass until none of these objects is left; another object of the same name does not count.

    Returns:
        The first one that is still there after ``seconds``, None when all are gone.
    """
    deadline = cluster.state.now + seconds
    for resource in resources:
        if not wait_until(cluster, lambda: not _exists(cluster, resource), deadline - cluster.state.now):  # noqa: B023
            return resource
    return None


def _exists(cluster: Cluster, resource: Resource) -> bool:
    found = cluster.get(resource.kind, resource.namespace, resource.name)
    return found is not None and found.uid == resource.uid


def recreate(call: Call, live: Resource, tree: Tree, *, strictness: FieldValidation = "Ignore") -> Tree | Status:
    """Delete an object, wait until it is gone, and make it anew, as ``--force`` of apply and replace does."""
    answer = call.client.cluster.delete(live.kind, live.namespace, live.name, grace_seconds=0)
    if isinstance(answer, Status):
        return answer
    wait_until_gone(call.client.cluster, [live], A_WEEK)
    made = submit.create(call, live.kind, tree, live.namespace, strictness=strictness)
    return made if isinstance(made, Status) else made.tree


def cascade(call: Call) -> Propagation:
    """What ``--cascade`` says is to become of dependents.

    Raises:
        CommandError: it says nothing that is known.
    """
    value = call.flags.text("cascade")
    if value in TRUE or value in FALSE:
        new: Propagation = "background" if value in TRUE else "orphan"
        call.error(
            f"warning: --cascade={value} is deprecated (boolean value) and can be replaced with --cascade={new}."
        )
        return new
    match value:
        case "background" | "orphan" | "foreground" as known:
            return known
    raise CommandError(f'invalid cascade value ({value}). Must be "background", "foreground", or "orphan"')

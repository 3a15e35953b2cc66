"""How far a rollout is, in kubectl's words, and waiting for its end in simulated time.

Follows ``k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go``.
"""

from __future__ import annotations

from collections.abc import Callable

from svcquest.engine.controllers.deployment_family import REVISION
from svcquest.model import kinds
from svcquest.model.resource import Resource
from svcquest.terminal.kubectl import deletion
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.errors import CommandError, Problem


def wait_for(call: Call, resource: Resource, *, watch: bool, seconds: float, revision: int = 0) -> Problem | None:
    """Print how far it is whenever that changes, until the rollout is complete.

    Args:
        watch: false to look only once.
        seconds: how long to wait, 0 for as long as it takes.
        revision: what a Deployment has to be at, 0 for whatever it is at.

    Returns:
        Why the end was not seen.
    """
    viewer = _VIEWERS.get(resource.kind.kind)
    if viewer is None:
        return f"no status viewer has been implemented for {resource.kind.group_kind}"
    cluster = call.client.cluster
    said = ""
    failed: list[Problem] = []

    def look() -> bool:
        nonlocal said
        found = cluster.get(resource.kind, resource.namespace, resource.name)
        if found is None:
            failed.append("object has been deleted")
            return True
        try:
            _check_revision(found, revision)
            text, complete = viewer(found)
        except CommandError as error:
            failed.extend(error.problems)
            return True
        if text != said:
            call.print(text)
            said = text
        return complete or not watch

    if not deletion.wait_until(cluster, look, seconds or deletion.A_WEEK):
        return "timed out waiting for the condition"
    return failed[0] if failed else None


def _check_revision(resource: Resource, wanted: int) -> None:
    running = resource.annotations.get(REVISION, "0")
    if wanted and resource.kind == kinds.DEPLOYMENT and str(wanted) != running:
        raise CommandError(f"desired revision ({wanted}) is different from the running revision ({running})")


def _number(resource: Resource, name: str) -> int:
    return int(resource.status.get(name, 0))


def _observed(resource: Resource) -> bool:
    return int(resource.metadata.get("generation", 0)) <= _number(resource, "observedGeneration")


def _deployment(resource: Resource) -> tuple[str, bool]:
    name = resource.name
    if not _observed(resource):
        return "Waiting for deployment spec update to be observed...", False
    for condition in resource.status.get("conditions") or ():
        if condition.get("type") == "Progressing" and condition.get("reason") == "ProgressDeadlineExceeded":
            raise CommandError(f'deployment "{name}" exceeded its progress deadline')
    wanted = resource.spec.get("replicas", 1)
    updated, all_pods = _number(resource, "updatedReplicas"), _number(resource, "replicas")
    available = _number(resource, "availableReplicas")
    waiting = f'Waiting for deployment "{name}" rollout to finish:'
    if updated < wanted:
        return f"{waiting} {updated} out of {wanted} new replicas have been updated...", False
    if all_pods > updated:
        return f"{waiting} {all_pods - updated} old replicas are pending termination...", False
    if available < updated:
        return f"{waiting} {available} of {updated} updated replicas are available...", False
    return f'deployment "{name}" successfully rolled out', True


def _daemonset(resource: Resource) -> tuple[str, bool]:
    name = resource.name
    _require_rolling_update(resource)
    if not _observed(resource):
        return "Waiting for daemon set spec update to be observed...", False
    wanted, updated = _number(resource, "desiredNumberScheduled"), _number(resource, "updatedNumberScheduled")
    available = _number(resource, "numberAvailable")
    waiting = f'Waiting for daemon set "{name}" rollout to finish:'
    if updated < wanted:
        return f"{waiting} {updated} out of {wanted} new pods have been updated...", False
    if available < wanted:
        return f"{waiting} {available} of {wanted} updated pods are available...", False
    return f'daemon set "{name}" successfully rolled out', True


def _statefulset(resource: Resource) -> tuple[str, bool]:
    _require_rolling_update(resource)
    if not _observed(resource):
        return "Waiting for statefulset spec update to be observed...", False
    wanted = resource.spec.get("replicas", 1)
    ready, updated = _number(resource, "readyReplicas"), _number(resource, "updatedReplicas")
    if ready < wanted:
        return f"Waiting for {wanted - ready} pods to be ready...", False
    partition = ((resource.spec.get("updateStrategy") or {}).get("rollingUpdate") or {}).get("partition", 0)
    if partition:
        if updated < wanted - partition:
            done = f"{updated} out of {wanted - partition} new pods have been updated..."
            return f"Waiting for partitioned roll out to finish: {done}", False
        return f"partitioned roll out complete: {updated} new pods have been updated...", True
    current, target = resource.status.get("currentRevision", ""), resource.status.get("updateRevision", "")
    if current != target:
        return f"waiting for statefulset rolling update to complete {updated} pods at revision {target}...", False
    pods = _number(resource, "currentReplicas")
    return f"statefulset rolling update complete {pods} pods at revision {current}...", True


def _require_rolling_update(resource: Resource) -> None:
    strategy = (resource.spec.get("updateStrategy") or {}).get("type", "RollingUpdate")
    if strategy != "RollingUpdate":
        raise CommandError("rollout status is only available for RollingUpdate strategy type")


_VIEWERS: dict[str, Callable[[Resource], tuple[str, bool]]] = {
    kinds.DEPLOYMENT.kind: _deployment,
    kinds.DAEMONSET.kind: _daemonset,
    kinds.STATEFULSET.kind: _statefulset,
}

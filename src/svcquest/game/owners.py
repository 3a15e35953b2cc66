"""Who made an object: the workload at the top of its chain of owners."""

from __future__ import annotations

from svcquest.engine.state import State
from svcquest.model import kinds
from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource

Root = tuple[str, str, str]
"""Kind (``Kind.resource``), namespace and name of an object that nobody else controls."""

_CONTROLLERS: tuple[Kind, ...] = (
    kinds.DEPLOYMENT,
    kinds.REPLICASET,
    kinds.STATEFULSET,
    kinds.DAEMONSET,
    kinds.REPLICATIONCONTROLLER,
    kinds.SERVICE,
)


class Owners:
    """Chains of owners in one state."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._by_uid = {owner.uid: owner for kind in _CONTROLLERS for owner in state.select(kind)}

    def root(self, resource: Resource) -> Root:
        """The object at the top; an owner that no longer exists ends the chain."""
        above = self._by_uid.get(resource.controller_uid)
        if above is not None and above is not resource:
            return self.root(above)
        return (resource.kind.resource, resource.namespace, resource.name)

    def workloads(self) -> frozenset[Root]:
        """The roots of all pods, and all workloads, those without pods too."""
        found = [owner for owner in self._by_uid.values() if owner.kind != kinds.SERVICE]
        return frozenset(self.root(resource) for resource in (*found, *self._state.select(kinds.POD)))

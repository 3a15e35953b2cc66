"""A Deployment together with its ReplicaSets: what rollouts and status are computed from."""

from __future__ import annotations

from collections.abc import Iterable

from svcquest.engine.controllers import rollouts
from svcquest.engine.indexes import OWNED
from svcquest.engine.transaction import Transaction
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import DEPLOYMENT, REPLICASET
from svcquest.model.resource import Resource

REVISION = "deployment.kubernetes.io/revision"
"""Annotation: which of its Deployment's versions a ReplicaSet is, and which one is current."""


@dataclass(frozen=True, slots=True)
class Family:
    """A Deployment with the ReplicaSet of its present template and the older ones, oldest first."""

    deployment: Resource
    new: Resource | None
    old: tuple[Resource, ...]

    @property
    def all(self) -> tuple[Resource, ...]:
        """Every ReplicaSet, the new one last."""
        return (*self.old, self.new) if self.new else self.old

    def reread(self, transaction: Transaction) -> Family:
        """The same objects as they are now."""
        deployment = transaction.get(DEPLOYMENT, *self.deployment.key)
        assert deployment is not None
        new = transaction.get(REPLICASET, *self.new.key) if self.new else None
        old = [transaction.get(REPLICASET, *each.key) for each in self.old]
        return Family(deployment, new, tuple(each for each in old if each))


def family_of(transaction: Transaction, deployment: Resource) -> Family:
    """Sort a Deployment's ReplicaSets by their templates."""
    template = rollouts.plain_template(deployment.spec.get("template") or {})
    owned = [
        each
        for each in transaction.find(OWNED, deployment.uid)
        if each.kind == REPLICASET and each.controller_uid == deployment.uid
    ]
    owned.sort(key=lambda each: (revision_of(each), each.metadata.get("creationTimestamp", ""), each.name))
    new = next((each for each in owned if rollouts.plain_template(each.spec["template"]) == template), None)
    return Family(deployment, new, tuple(each for each in owned if each is not new))


def revision_of(resource: Resource) -> int:
    """The revision in an object's annotations, 0 without one."""
    text = resource.annotations.get(REVISION, "0")
    return int(text) if text.isdigit() else 0


def size_of(replicaset: Resource | None) -> int:
    """How many pods a ReplicaSet is asked for."""
    found: int = replicaset.spec.get("replicas", 1) if replicaset else 0
    return found


def counted(replicasets: Iterable[Resource | None], field: str) -> int:
    """The sum of a counter in the status of ReplicaSets."""
    return sum(each.status.get(field) or 0 for each in replicasets if each)


def is_complete(family: Family) -> bool:
    """Follows ``DeploymentComplete``."""
    replicas = family.deployment.spec.get("replicas", 1)
    return (
        family.new is not None
        and (family.new.status.get("replicas") or 0) == replicas
        and counted(family.all, "replicas") == replicas
        and counted(family.all, "availableReplicas") == replicas
    )

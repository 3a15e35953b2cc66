"""Earlier pod templates of a workload.

Follows ``k8s.io/kubectl/pkg/polymorphichelpers/history.go`` and ``rollback.go``.
"""

from __future__ import annotations

from collections.abc import Mapping

from svcquest.engine.cluster import Cluster
from svcquest.engine.controllers.deployment_family import REVISION
from svcquest.engine.controllers.revisions import CONTROLLER_REVISION, template_of
from svcquest.engine.controllers.rollouts import HASH
from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree, dig, with_value
from svcquest.schema.last_applied import LAST_APPLIED
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.pairs import atoi

CHANGE_CAUSE = "kubernetes.io/change-cause"

_WITH_REVISIONS = frozenset({kinds.STATEFULSET, kinds.DAEMONSET})
_VISITED = _WITH_REVISIONS | {kinds.DEPLOYMENT, kinds.POD, kinds.REPLICASET, kinds.REPLICATIONCONTROLLER}
"""Kinds that kubectl's visitor of workloads knows at all."""

_OF_THE_DEPLOYMENT = frozenset(
    {LAST_APPLIED, REVISION}
    | {f"deployment.kubernetes.io/{name}" for name in ("revision-history", "desired-replicas", "max-replicas")}
)
"""Annotations that a Deployment keeps when it goes back to an earlier revision."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One entry of a workload's history.

    Attributes:
        number: counted from 1.
        cause: why it was made, as far as somebody has written it down.
        template: of its pods, as the workload has it.
        shown: the same as history shows it, with the cause, and for a Deployment the hash that tells its pods apart.
        tree: the object that stands for the revision: a ReplicaSet, or the workload itself as it was.
    """

    number: int
    cause: str
    template: Tree
    shown: Tree
    tree: Tree


def of(cluster: Cluster, resource: Resource) -> list[Revision]:
    """The history of a workload, oldest first.

    Raises:
        CommandError: objects of its kind have none.
    """
    if resource.kind == kinds.DEPLOYMENT:
        found = [_of_replicaset(each) for each in _owned(cluster, resource, kinds.REPLICASET)]
    elif resource.kind in _WITH_REVISIONS:
        found = [_of_controller_revision(each, resource) for each in _owned(cluster, resource, CONTROLLER_REVISION)]
    else:
        raise _unsupported(resource.kind, "history", "history viewer")
    return sorted((each for each in found if each.number), key=lambda each: each.number)


def _unsupported(kind: Kind, what: str, who: str) -> CommandError:
    if kind in _VISITED:
        return CommandError(f'no {who} has been implemented for "{kind.group_kind}"')
    return CommandError(
        f'error retrieving {what} for "{kind.group_kind}", no visitor method exists for {{{kind.group} {kind}}}'
    )


def _owned(cluster: Cluster, owner: Resource, kind: Kind) -> list[Resource]:
    return [each for each in cluster.select(kind, owner.namespace) if each.controller_uid == owner.uid]


def _of_replicaset(resource: Resource) -> Revision:
    template = dig(resource.tree, "spec", "template") or {}
    number = atoi(resource.annotations.get(REVISION, "0")) or 0
    bare = with_value(template, ("metadata", "labels", HASH), None)
    cause = resource.annotations.get(CHANGE_CAUSE, "")
    shown = with_value(template, ("metadata", "annotations", CHANGE_CAUSE), cause) if cause else template
    return Revision(number, cause, bare, shown, resource.tree)


def _of_controller_revision(revision: Resource, owner: Resource) -> Revision:
    bare = template_of(revision)
    tree = with_value(owner.tree, ("spec", "template"), bare)
    cause = revision.annotations.get(CHANGE_CAUSE, "")
    return Revision(revision.tree.get("revision", 0), cause, bare, bare, tree)


def to_roll_back(cluster: Cluster, resource: Resource, wanted: int) -> Revision:
    """The revision to go back to.

    Args:
        wanted: a revision, or 0 for the one before the present one.

    Raises:
        CommandError: there is no such revision.
    """
    if resource.kind != kinds.DEPLOYMENT and resource.kind not in _WITH_REVISIONS:
        raise _unsupported(resource.kind, "rollbacker", "rollbacker")
    if resource.spec.get("paused"):
        raise CommandError(
            "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again"
        )
    history = of(cluster, resource)
    if wanted:
        found = next((each for each in history if each.number == wanted), None)
        if found is None:
            raise CommandError(f"unable to find specified revision {wanted} in history")
    elif len(history) < 2:
        raise CommandError(f'no rollout history found for {resource.kind.singular} "{resource.name}"')
    else:
        found = history[-2]
    return found


def annotations_after(resource: Resource, revision: Revision) -> Mapping[str, str]:
    """Annotations of a workload that went back: a Deployment takes those of its revision, change-cause among them."""
    if resource.kind != kinds.DEPLOYMENT:
        return resource.annotations
    kept = {key: value for key, value in resource.annotations.items() if key in _OF_THE_DEPLOYMENT}
    of_revision = dig(revision.tree, "metadata", "annotations") or {}
    return {key: value for key, value in of_revision.items() if key not in _OF_THE_DEPLOYMENT} | kept


def template_text(template: Tree) -> str:
    """A pod template in words, with tabs between names and values."""
    from svcquest.terminal.kubectl.describing.page import Page  # noqa: PLC0415 - only ``rollout history`` shows one
    from svcquest.terminal.kubectl.describing.templates import describe_template  # noqa: PLC0415 - as above

    page = Page()
    describe_template(page, template)
    return page.raw()

"""Earlier pod templates of a workload.

Follows ``k8s.io/kubectl/pkg/polymorphichelpers/history.go`` and ``rollback.go``.
"""

from __future__ import annotations

from svcquest.engine.cluster import Cluster
from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree, dig, with_value
from svcquest.terminal.kubectl.errors import CommandError

REVISION = "deployment.kubernetes.io/revision"
CHANGE_CAUSE = "kubernetes.io/change-cause"
TEMPLATE_HASH = "pod-template-hash"

_CONTROLLER_REVISION = Kind("apps", "v1", "ControllerRevision", "controllerrevisions")
_WITH_REVISIONS = frozenset({kinds.STATEFULSET, kinds.DAEMONSET})


@dataclass(frozen=True, slots=True)
class Revision:
    """One entry of a workload's history: its number, why it was made, its pod template."""

    number: int
    cause: str
    template: Tree


def of(cluster: Cluster, resource: Resource) -> list[Revision]:
    """The history of a workload, oldest first.

    Raises:
        CommandError: objects of its kind have none.
    """
    if resource.kind == kinds.DEPLOYMENT:
        found = [_of_replicaset(each) for each in _owned(cluster, resource, kinds.REPLICASET)]
    elif resource.kind in _WITH_REVISIONS:
        found = [_of_controller_revision(each) for each in _owned(cluster, resource, _CONTROLLER_REVISION)]
    else:
        raise CommandError(f'no history viewer has been implemented for "{resource.kind}"')
    return sorted((each for each in found if each.number), key=lambda each: each.number)


def _owned(cluster: Cluster, owner: Resource, kind: Kind) -> list[Resource]:
    return [each for each in cluster.select(kind, owner.namespace) if each.controller_uid == owner.uid]


def _of_replicaset(resource: Resource) -> Revision:
    template = dig(resource.tree, "spec", "template") or {}
    number = resource.annotations.get(REVISION, "0")
    bare = with_value(template, ("metadata", "labels", TEMPLATE_HASH), None)
    return Revision(int(number) if number.isdigit() else 0, resource.annotations.get(CHANGE_CAUSE, ""), bare)


def _of_controller_revision(resource: Resource) -> Revision:
    template = dig(resource.tree, "data", "spec", "template") or {}
    bare = {key: value for key, value in template.items() if key != "$patch"}
    return Revision(resource.tree.get("revision", 0), resource.annotations.get(CHANGE_CAUSE, ""), bare)


def to_roll_back(cluster: Cluster, resource: Resource, wanted: int) -> tuple[Tree, int]:
    """The pod template to go back to, and its revision.

    Args:
        wanted: a revision, or 0 for the one before the present one.

    Raises:
        CommandError: there is no such revision.
    """
    if resource.kind != kinds.DEPLOYMENT and resource.kind not in _WITH_REVISIONS:
        raise CommandError(f'no rollbacker has been implemented for "{resource.kind}"')
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
    return found.template, found.number


def template_text(template: Tree) -> str:
    """A pod template in words. Follows ``DescribePodTemplate`` of ``pkg/describe/describe.go``."""
    labels = [f"{key}={value}" for key, value in sorted((dig(template, "metadata", "labels") or {}).items())]
    lines = ["Pod Template:", "  Labels:\t" + ("\n\t".join(labels) or "<none>"), "  Containers:"]
    for container in dig(template, "spec", "containers") or ():
        ports = ", ".join(
            f"{port.get('containerPort', 0)}/{port.get('protocol', 'TCP')}" for port in container.get("ports") or ()
        )
        lines += [
            f"   {container.get('name', '')}:",
            f"    Image:\t{container.get('image', '')}",
            f"    Port:\t{ports or '<none>'}",
            "    Host Port:\t<none>",
            "    Environment:\t<none>",
            "    Mounts:\t<none>",
        ]
    return "\n".join([*lines, "  Volumes:\t<none>"])

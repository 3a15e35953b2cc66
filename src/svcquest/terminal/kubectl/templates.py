"""Commands that change the pod template of a workload: ``set image``, ``set env``, ``rollout restart``.

Follows ``k8s.io/kubectl/pkg/polymorphichelpers/updatepodspecforobject.go`` and ``pkg/cmd/set``.
"""

from __future__ import annotations

from collections.abc import Callable

from svcquest.model import kinds
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree, dig, with_value
from svcquest.terminal.kubectl import submit
from svcquest.terminal.kubectl.arguments import ALL, FILE_FLAGS, SELECTOR, Question, find
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import DRY_RUN, PRINT_FLAGS, dry_run, printer

Change = Callable[[list[Tree]], list[Tree]]
"""From containers to containers; may raise CommandError."""

FLAGS = (
    *PRINT_FLAGS,
    DRY_RUN,
    *FILE_FLAGS,
    SELECTOR,
    ALL,
    submit.field_manager("kubectl-set"),
    Flag("local", "Change what the file holds, without the server", "bool"),
)

_WITH_TEMPLATE = frozenset(
    {kinds.DEPLOYMENT, kinds.REPLICASET, kinds.STATEFULSET, kinds.DAEMONSET, kinds.REPLICATIONCONTROLLER}
)


def pod_spec_path(resource: Resource) -> tuple[str, ...] | None:
    """Where an object holds the spec of its pods; None when it has none."""
    if resource.kind == kinds.POD:
        return ("spec",)
    return ("spec", "template", "spec") if resource.kind in _WITH_TEMPLATE else None


def update_containers(call: Call, resources: list[str], change: Change, operation: str) -> int:
    """Change the containers of every object that is named; objects that stay the same are not mentioned."""
    dry = dry_run(call)
    printer(call, operation, dry)
    found = find(call, resources, Question(select_all=call.flags.on("all")))
    problems: list[Problem] = list(found.problems)
    for target in found.targets:
        try:
            tree = with_containers(target.resource, change)
            if tree == target.resource.tree:
                continue
            if dry != "client":
                tree = submit.accepted(submit.update(call, target.resource, tree, dry=dry)).tree
        except CommandError as error:
            problems += error.problems
            continue
        call.print(printer(call, operation, dry)(tree), end="")
    raise_all(problems)
    return 0


def with_containers(resource: Resource, change: Change) -> Tree:
    """The object with changed containers.

    Raises:
        CommandError: it has no pods of its own, or the change does not fit.
    """
    path = pod_spec_path(resource)
    if path is None:
        raise CommandError(f"the object is not a pod or does not have a pod template: *v1.{resource.kind}")
    containers = dig(resource.tree, *path, "containers") or []
    return with_value(resource.tree, (*path, "containers"), change(containers))

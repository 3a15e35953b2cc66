"""Commands that change the pods of workloads: ``set image``, ``set env``, ``set resources``, ``set serviceaccount``.

Follows ``k8s.io/kubectl/pkg/polymorphichelpers/updatepodspecforobject.go`` and ``pkg/cmd/set``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase

from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.resource import Resource
from svcquest.model.status import Status
from svcquest.model.tree import Tree, dig, with_value
from svcquest.terminal.kubectl import local, submit
from svcquest.terminal.kubectl.arguments import ALL, FILE_FLAGS, SELECTOR, Found, Question
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.errors import CommandError, Problem, in_plain_words, raise_all
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import DRY_RUN, PRINT_FLAGS, dry_run, printer

FLAGS = (*PRINT_FLAGS, DRY_RUN, *FILE_FLAGS, SELECTOR, ALL, submit.field_manager("kubectl-set"), local.LOCAL)
CONTAINERS = Flag("containers", "Names of the containers to change; may hold wildcards", short="c", default="*")

_WITH_TEMPLATE = frozenset(
    {kinds.DEPLOYMENT, kinds.REPLICASET, kinds.STATEFULSET, kinds.DAEMONSET, kinds.REPLICATIONCONTROLLER}
)
_CONTAINER_LISTS = ("initContainers", "containers")


@dataclass(frozen=True, slots=True)
class Edit:
    """What a command does to the spec of pods.

    Attributes:
        change: gives the changed spec of the pods of an object; may raise CommandError.
        done: what is said of an object that was changed.
        refused: what stands before the server's reason when it does not take the change.
        even_unchanged: objects that stay as they are count as changed.
        problems: what ``change`` could not do although it did the rest.
    """

    change: Callable[[Resource, Tree], Tree]
    done: str
    refused: str
    even_unchanged: bool = False
    problems: Sequence[Problem] = ()


def resolve(call: Call, resources: list[str]) -> Found:
    """The objects to change.

    Raises:
        CommandError: one of them is not there; nothing is changed then.
    """
    found = local.find_or_read(call, resources, Question(empty_selector=call.flags.on("all")))
    raise_all(found.problems)
    return found


def apply(call: Call, found: Found, edit: Edit) -> int:
    """Change the pods of every object; those that stay the same are not mentioned."""
    dry = dry_run(call)
    show = printer(call, edit.done, dry)
    problems: list[Problem] = []
    for target in found.targets:
        resource = target.resource
        try:
            tree = _changed(resource, edit)
        except CommandError as error:
            problems += error.problems
            continue
        if tree == resource.tree and not edit.even_unchanged:
            continue
        if dry != "client" and not call.flags.on("local"):
            answer = submit.update(call, resource, tree, dry=dry)
            if isinstance(answer, Status):
                problems.append(f"{edit.refused} {in_plain_words(answer)}")
                continue
            tree = answer.tree
        call.print(show(tree), end="")
    raise_all((*problems, *edit.problems))
    return 0


def _changed(resource: Resource, edit: Edit) -> Tree:
    path = pod_spec_path(resource)
    if path is None:
        raise CommandError(
            f"error: {resource.kind.plural}/{resource.name} "
            f"the object is not a pod or does not have a pod template: *v1.{resource.kind.kind}\n"
        )
    return with_value(resource.tree, path, edit.change(resource, dig(resource.tree, *path) or {}))


def pod_spec_path(resource: Resource) -> tuple[str, ...] | None:
    """Where an object holds the spec of its pods; None when it has none."""
    if resource.kind == kinds.POD:
        return ("spec",)
    return ("spec", "template", "spec") if resource.kind in _WITH_TEMPLATE else None


def containers_of(spec: Tree) -> list[Tree]:
    """All containers of a pod, those that run first in front."""
    return [each for field in _CONTAINER_LISTS for each in spec.get(field) or ()]


def with_containers(spec: Tree, chosen: Callable[[str], bool], change: Callable[[Tree], Tree]) -> Tree:
    """The spec of a pod with those containers changed whose names are chosen."""
    changed = {
        field: [change(each) if chosen(each.get("name", "")) else each for each in spec[field]]
        for field in _CONTAINER_LISTS
        if spec.get(field)
    }
    return {**spec, **changed}


def named_like(pattern: str) -> Callable[[str], bool]:
    """Whether a container is meant by ``--containers``."""
    return lambda name: fnmatchcase(name, pattern)

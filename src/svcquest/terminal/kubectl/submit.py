"""What the writing commands send to the API server, and what they tell about the answer."""

from __future__ import annotations

from typing import Literal

from svcquest.engine.cluster import Accepted
from svcquest.engine.writes import FieldValidation, Subresource
from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource
from svcquest.model.status import Status
from svcquest.model.tree import Tree
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import DryRun

SAVE_CONFIG = Flag("save-config", "Record the object as what was last applied", "bool")
VALIDATE = Flag("validate", "strict (or true), warn, ignore (or false)", default="strict", bare="strict")

_VALIDATIONS: dict[str, FieldValidation] = {
    "strict": "Strict",
    "true": "Strict",
    "warn": "Warn",
    "ignore": "Ignore",
    "false": "Ignore",
}


def field_manager(default: str) -> Flag:
    """The flag ``--field-manager`` with a command's own name as the default."""
    return Flag("field-manager", "Name under which fields are owned", default=default)


def validation(call: Call) -> FieldValidation:
    """What ``--validate`` asks for.

    Raises:
        CommandError: it is none of the known values.
    """
    value = call.flags.text("validate")
    found = _VALIDATIONS.get(value)
    if found is None:
        raise CommandError(
            f'invalid - validate option "{value}"; must be one of: strict (or true), warn, ignore (or false)'
        )
    return found


def create(
    call: Call,
    kind: Kind,
    tree: Tree,
    namespace: str,
    *,
    dry: DryRun = "none",
    strictness: FieldValidation = "Ignore",
    owned: bool = False,
) -> Resource | Status:
    """POST an object, and print the server's warnings.

    Args:
        dry: ``server`` has the server try it out only.
        strictness: what becomes of unknown fields; objects that kubectl has built itself have none.
        owned: the tree names its fields' owners already, as after a server-side apply.
    """
    call.warn_of(kind)
    return _told(
        call,
        call.client.cluster.create(
            kind,
            tree,
            namespace=namespace,
            validation=strictness,
            dry_run=dry == "server",
            manager="" if owned else _manager(call),
        ),
    )


def update(
    call: Call,
    resource: Resource,
    tree: Tree,
    *,
    dry: DryRun = "none",
    strictness: FieldValidation = "Ignore",
    owned: bool = False,
    subresource: Subresource = "",
) -> Resource | Status:
    """PUT an object, and print the server's warnings.

    Args:
        dry: ``server`` has the server try it out only.
        strictness: what becomes of unknown fields.
        owned: the tree names its fields' owners already, as after a server-side apply.
        subresource: ``status`` to change the status and nothing else, ``scale`` for the number of replicas.
    """
    call.warn_of(resource.kind)
    return _told(
        call,
        call.client.cluster.update(
            resource.kind,
            resource.namespace,
            resource.name,
            tree,
            validation=strictness,
            dry_run=dry == "server",
            subresource=subresource,
            manager="" if owned else _manager(call),
        ),
    )


SUBRESOURCE = Flag("subresource", "Subresource to work on: status")


def subresource_of(call: Call) -> Literal["", "status"]:
    """What ``--subresource`` names.

    Raises:
        CommandError: no such subresource can be worked on.
    """
    match call.flags.text("subresource"):
        case "" | "status" as found:
            return found
        case "scale" | "resize" as other:
            raise CommandError(f"the subresource {other} is not available here; use kubectl scale or the object itself")
        case _:
            raise CommandError(Status(404, "NotFound", "the server could not find the requested resource"))


def _manager(call: Call) -> str:
    """Who owns what this command writes."""
    return call.flags.text("field-manager") if "field-manager" in call.flags.known else "kubectl"


def _told(call: Call, answer: Accepted | Status) -> Resource | Status:
    if isinstance(answer, Status):
        return answer
    call.warn(*answer.warnings)
    return answer.resource


def accepted(answer: Resource | Status) -> Resource:
    """The object that a write came to.

    Raises:
        CommandError: the write was refused.
    """
    if isinstance(answer, Status):
        raise CommandError(answer)
    return answer


def in_chosen_namespace(call: Call, tree: Tree) -> Tree:
    """An object that kubectl has built, with its namespace when ``-n`` was given: without it none is printed."""
    if not call.client.namespace_given:
        return tree
    metadata = tree["metadata"]
    return {**tree, "metadata": {**metadata, "namespace": call.client.namespace}}

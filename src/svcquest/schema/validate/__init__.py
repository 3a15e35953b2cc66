"""Whether the API server takes an object: every rule that it breaks, in the server's words and order.

Objects come decoded and defaulted. One module a kind, so that the rule for a field is found at once; ``names`` and
``addresses`` of ``schema`` hold the syntax that kinds share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from svcquest.model.kinds import Kind
from svcquest.model.status import Cause
from svcquest.model.tree import Tree
from svcquest.schema.validate.service import validate_service
from svcquest.schema.validate.service_update import validate_service_update
from svcquest.schema.validate.version import CURRENT, Version

__all__ = ["CURRENT", "Version", "validate_create", "validate_update"]

_CREATE: dict[str, Callable[[Tree, Version], Iterator[Cause]]] = {
    "Service": validate_service,
}

_UPDATE: dict[str, Callable[[Tree, Tree, Version], Iterator[Cause]]] = {
    "Service": validate_service_update,
}


def validate_create(kind: Kind, tree: Tree, version: Version = CURRENT) -> list[Cause]:
    """Why a new object is refused, nothing when it is right. Service addresses are allocated before."""
    rules = _CREATE.get(kind.kind)
    return list(rules(tree, version)) if rules else []


def validate_update(kind: Kind, new: Tree, old: Tree, version: Version = CURRENT) -> list[Cause]:
    """Why ``new`` may not take the place of ``old``. Rules that the server runs twice list their causes twice."""
    rules = _UPDATE.get(kind.kind)
    return list(rules(new, old, version)) if rules else []

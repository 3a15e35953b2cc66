"""Wrong objects of any kind out of right ones: each value that the answer wrote is dropped or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from svcquest.game.proving.changing import drop, put
from svcquest.game.proving.service_mutations import Mutation
from svcquest.game.proving.written import Written, leaves
from svcquest.model.tree import Path, Tree, dig, show_path

_IDENTITY = (("metadata", "name"), ("metadata", "namespace"), ("apiVersion",), ("kind",))
_MOST = 60
"""Values of one object that are tried; what is more is as good as the same again."""


def other_mutations(made: Written, changes_nothing: Callable[[Tree], bool]) -> Iterator[Mutation]:
    """Every mutation of an object that is no Service.

    Args:
        changes_nothing: whether the server makes the right answer of a tree again. A value that comes back when it is
            dropped is the server's own, and no mistake of the author's.
    """
    known = dict(leaves(made.before)) if made.before is not None else {}
    fresh = [(path, value) for path, value in leaves(made.tree) if path not in _IDENTITY and known.get(path) != value]
    for path, value in fresh[:_MOST]:
        without = drop(made.tree, _droppable(made, path))
        if changes_nothing(without):
            continue
        shown = show_path(path)
        for other in _others(value):
            yield f"{shown} changed to {other}", put(made.tree, path, other)
        yield f"{shown} dropped", without


def _others(value: object) -> Iterator[object]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, str) and "://" in value:
        # another path would lead to the same pods
        scheme, _, rest = value.partition("://")
        yield f"{scheme}://x{rest}"
    elif isinstance(value, str) and value:
        yield f"{value}x"


def _droppable(made: Written, path: Path) -> Path:
    """The value, or the list item that it identifies: an environment variable without a name is refused anyway."""
    parent = dig(made.tree, *path[:-1]) if path else None
    if path[-1] in {"name", "value", "ip", "port"} and isinstance(parent, dict) and isinstance(path[-2], int):
        return path[:-1]
    return path

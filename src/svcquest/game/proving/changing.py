"""Trees with one thing changed, at any depth; lists included."""

from __future__ import annotations

from typing import Any

from svcquest.model.tree import Path

_GONE: Any = object()


def put(tree: Any, path: Path, value: Any) -> Any:
    """A copy with another value at a path; what lies beside it is shared."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(tree, list):
        assert isinstance(step, int)
        below = put(tree[step], rest, value) if rest else value
        return [*tree[:step], *([] if below is _GONE else [below]), *tree[step + 1 :]]
    below = put((tree or {}).get(step, {}), rest, value) if rest else value
    changed = dict(tree or {})
    if below is _GONE:
        changed.pop(step, None)
    else:
        changed[step] = below
    return changed


def drop(tree: Any, path: Path) -> Any:
    """A copy without what stands at a path."""
    return put(tree, path, _GONE)

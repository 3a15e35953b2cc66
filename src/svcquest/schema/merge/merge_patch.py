"""JSON merge patch (RFC 7386): maps are merged, null removes, everything else replaces."""

from __future__ import annotations

from typing import Any

from svcquest.schema.json_types import same, without_nulls


def apply_merge_patch(tree: Any, patch: Any) -> Any:
    """The tree after the patch; shares with the old one what the patch does not touch."""
    if not isinstance(patch, dict):
        return patch
    if not isinstance(tree, dict):
        return without_nulls(patch)
    merged = dict(tree)
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = apply_merge_patch(merged.get(key), value)
    return merged


def create_merge_patch(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """The patch that turns one tree into the other."""
    patch: dict[str, Any] = {key: None for key in old if key not in new}
    for key, value in new.items():
        before = old.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            inner = create_merge_patch(before, value)
            if inner:
                patch[key] = inner
        elif key not in old or not same(before, value):
            patch[key] = value
    return patch

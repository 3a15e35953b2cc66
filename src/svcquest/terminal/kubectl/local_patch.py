"""A patch that kubectl carries out by itself, for ``--dry-run=client`` and ``--local``.

Unlike the server, which keeps most reasons to itself, kubectl shows the words of its libraries. Follows
``getPatchedJSON`` of ``k8s.io/kubectl/pkg/cmd/patch/patch.go`` and ``gopkg.in/evanphx/json-patch.v4``.
"""

from __future__ import annotations

from typing import Any

from svcquest.model.resource import Resource
from svcquest.model.status import Refusal
from svcquest.model.tree import Tree
from svcquest.schema.json_types import go_word
from svcquest.schema.last_applied import one_line
from svcquest.schema.merge.json_patch import apply_json_patch
from svcquest.terminal.kubectl import patching
from svcquest.terminal.kubectl.pairs import atoi, not_atoi
from svcquest.terminal.kubectl.patching import PatchType

_MISSING = "missing value"


def patched(live: Resource, patch: Any, how: PatchType) -> Tree | str:
    """The object after the patch, or why it does not fit."""
    wrong = _not_a_patch(patch, how)
    if wrong:
        return wrong
    try:
        tree = patching.apply(live, patch, how)
    except Refusal as refusal:
        return _reason(live.tree, patch) if how == "json" else refusal.status.message
    return tree if tree.get("kind") else f"Object 'Kind' is missing in '{one_line(tree)}'"


def unreadable(how: PatchType, why: str) -> str:
    """What kubectl says of a patch that begins like JSON and is none."""
    return {"json": why, "merge": "Invalid JSON Patch", "strategic": "invalid JSON document"}[how]


def _not_a_patch(patch: Any, how: PatchType) -> str:
    if patch is None:
        return ""
    if how == "json":
        odd = [patch] if not isinstance(patch, list) else [each for each in patch if not isinstance(each, dict)]
        name = "Operation" if isinstance(patch, list) else "Patch"
        return f"json: cannot unmarshal {go_word(odd[0])} into Go value of type jsonpatch.{name}" if odd else ""
    if isinstance(patch, dict):
        return ""
    if how == "merge" and isinstance(patch, list):
        return "json: cannot unmarshal array into Go value of type unstructured.detector"
    return unreadable(how, "")


def _reason(tree: Any, patch: list[Tree]) -> str:
    """Why the first operation that does not fit does not."""
    for operation in patch:
        try:
            tree = apply_json_patch(tree, [operation])
        except Refusal:
            return _undecoded(operation) or _misfit(tree, operation)
    return ""


def _undecoded(operation: Tree) -> str:
    """What is wrong with an operation whatever it is for; empty where it can be read."""
    kind = operation.get("op")
    if kind not in ("add", "remove", "replace", "move", "copy", "test"):
        return f"Unexpected kind: {kind if isinstance(kind, str) else 'unknown'}"
    for name in ("from", "path") if kind in {"move", "copy"} else ("path",):
        if not isinstance(operation.get(name), str | None):
            why = f"json: cannot unmarshal {go_word(operation[name])} into Go value of type string"
            return f"{kind} operation failed to decode {name}: {why}"
    return f"{kind} operation failed to decode path: {_MISSING}" if operation.get("path") is None else ""


def _misfit(tree: Any, operation: Tree) -> str:
    kind, path = operation["op"], operation["path"]
    holder, key = _holder(tree, path)
    if kind in {"move", "copy"}:
        origin = operation.get("from") or ""
        source, source_key = _holder(tree, origin)
        if source is None:
            return f"{kind} operation does not apply: doc is missing from path: {origin}: {_MISSING}"
        if _absence(source, source_key):
            return f"error in {kind} for path: '{source_key}': {_absence(source, source_key)}"
        if holder is None:
            return f"{kind} operation does not apply: doc is missing destination path: {path}: {_MISSING}"
        return f"error in {kind} for path: '{path}': {_absence(holder, key)}"
    if holder is None:
        where = {"add": f'doc is missing path: "{path}"', "remove": f'doc is missing path: "{path}"'}
        where |= {"replace": f"doc is missing path: {path}", "test": f"is missing path: {path}"}
        return f"{kind} operation does not apply: {where[kind]}: {_MISSING}"
    if kind == "replace":
        return f"Object to be patched is missing field ({path}: {_MISSING})"
    if kind == "test" and (isinstance(holder, dict) or not _absence(holder, key)):
        return f"testing value {path} failed: test failed"
    no_number = f"value was not a proper array index: '{key}': " if kind == "add" and atoi(key) is None else ""
    return f"error in {kind} for path: '{path}': {no_number}{_absence(holder, key)}"


def _holder(tree: Any, path: str) -> tuple[Any, str]:
    """The map or list that a pointer's last step is for, None when there is none."""
    if not path.startswith("/"):
        return None, path
    *steps, key = [step.replace("~1", "/").replace("~0", "~") for step in path.split("/")[1:]]
    for step in steps:
        at = atoi(step)
        if isinstance(tree, list) and at is not None and -len(tree) <= at < len(tree):
            tree = tree[at]
        elif isinstance(tree, dict) and step in tree:
            tree = tree[step]
        else:
            return None, key
    return (tree if isinstance(tree, dict | list) else None), key


def _absence(holder: Any, key: str) -> str:
    """Why there is nothing under a key; empty when there is."""
    if isinstance(holder, dict):
        return "" if key in holder else f"Unable to remove nonexistent key: {key}: {_MISSING}"
    at = atoi(key)
    if at is None:
        return f'strconv.Atoi: parsing "{key}": {not_atoi(key)}'
    there = -len(holder) <= at < len(holder)
    return "" if there else f"Unable to access invalid index: {key}: invalid index referenced"

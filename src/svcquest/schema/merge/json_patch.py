"""JSON patch (RFC 6902): a list of operations on places named by JSON pointers (RFC 6901).

Like the library that the API server uses, indexes may count from the end (``-1`` is the last item).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from svcquest.model.status import Refusal, Status, bad_request
from svcquest.schema.json_types import go_word, same

REJECTED = Status(422, "Invalid", "the server rejected our request due to an error in our request")
"""What the server says to any operation that does not fit the object; it keeps the reason to itself."""

_FIELDS = frozenset({"op", "path", "from", "value"})
_OPERATION_LIMIT = 10_000
"""Operations that the API server takes in one patch."""


def apply_json_patch(tree: Any, patch: Any) -> Any:
    """The tree after all operations; shares with the old one what no operation touched.

    Raises:
        Refusal: the patch is not a list of operations (400), or one of them does not fit the tree (422).
    """
    if patch is None:
        return tree
    _check_types(patch)
    if len(patch) > _OPERATION_LIMIT:
        raise Refusal(
            Status(
                413, "RequestEntityTooLarge", f"The allowed maximum operations in a JSON patch is {_OPERATION_LIMIT}"
            )
        )
    for operation in patch:
        tree = _apply(tree, operation)
    return tree


def _check_types(patch: Any) -> None:
    """A patch is a list of maps, of whose fields all but the value are texts."""
    if not isinstance(patch, list):
        raise _undecodable(patch, "value of type []handlers.jsonPatchOp")
    for operation in patch:
        if not isinstance(operation, dict | None):
            raise _undecodable(operation, "value of type handlers.jsonPatchOp")
        for name in ("op", "path", "from"):
            said = (operation or {}).get(name)
            if not isinstance(said, str | None):
                raise _undecodable(said, f"struct field jsonPatchOp.{name} of type string")


def _undecodable(value: Any, what: str) -> Refusal:
    return Refusal(bad_request(f"error decoding patch: json: cannot unmarshal {go_word(value)} into Go {what}"))


def unknown_fields(patch: Any) -> Iterator[str]:
    """Warnings of fields that no operation has. Follows ``applyJSPatch`` of the API server."""
    for at, operation in enumerate(patch if isinstance(patch, list) else ()):
        for name in sorted(operation.keys() - _FIELDS if isinstance(operation, dict) else ()):
            yield f'json patch unknown field "[{at}].{name}"'


def _apply(tree: Any, operation: Any) -> Any:
    if not isinstance((operation or {}).get("path"), str):
        raise Refusal(REJECTED)
    action = _ACTIONS.get(operation.get("op", ""))
    if action is None:
        raise Refusal(REJECTED)
    return action(tree, _pointer(operation["path"]), operation)


def _pointer(text: str) -> list[str]:
    if text and not text.startswith("/"):
        raise Refusal(REJECTED)
    return [step.replace("~1", "/").replace("~0", "~") for step in text.split("/")[1:]]


def _origin(operation: dict[str, Any]) -> list[str]:
    if operation.get("from") is None:
        raise Refusal(REJECTED)
    return _pointer(operation["from"])


def _add(tree: Any, path: list[str], operation: dict[str, Any]) -> Any:
    return _put(tree, path, operation.get("value"))


def _remove(tree: Any, path: list[str], _operation: dict[str, Any]) -> Any:
    _find(tree, path)
    return _take(tree, path)


def _replace(tree: Any, path: list[str], operation: dict[str, Any]) -> Any:
    # as in version 4 of the library, an object's key need not be there; an item of a list must
    if isinstance(_find(tree, path[:-1]), dict):
        return _put(tree, path, operation.get("value"))
    _find(tree, path)
    return _put(_take(tree, path), path, operation.get("value")) if path else operation.get("value")


def _move(tree: Any, path: list[str], operation: dict[str, Any]) -> Any:
    origin = _origin(operation)
    value = _find(tree, origin)
    return _put(_take(tree, origin), path, value)


def _copy(tree: Any, path: list[str], operation: dict[str, Any]) -> Any:
    origin = _origin(operation)
    holder = _find(tree, origin[:-1])
    # as in version 4 of the library, a key that is not there is copied as null
    value = holder.get(origin[-1]) if origin and isinstance(holder, dict) else _find(tree, origin)
    return _put(tree, path, value)


def _test(tree: Any, path: list[str], operation: dict[str, Any]) -> Any:
    try:
        found = _find(tree, path)
    except Refusal:
        found = None
    if not same(found, operation.get("value")):
        raise Refusal(REJECTED)
    return tree


_ACTIONS: dict[str, Callable[[Any, list[str], dict[str, Any]], Any]] = {
    "add": _add,
    "remove": _remove,
    "replace": _replace,
    "move": _move,
    "copy": _copy,
    "test": _test,
}


def _find(tree: Any, path: list[str]) -> Any:
    for step in path:
        if isinstance(tree, dict) and step in tree:
            tree = tree[step]
        elif isinstance(tree, list):
            tree = tree[_index(step, len(tree))]
        else:
            raise Refusal(REJECTED)
    return tree


def _put(tree: Any, path: list[str], value: Any) -> Any:
    """The tree with ``value`` added: into a list it is inserted, in a map it takes the key's place."""
    if not path:
        return value
    head, rest = path[0], path[1:]
    if isinstance(tree, dict):
        if rest and head not in tree:
            raise Refusal(REJECTED)
        return {**tree, head: _put(tree.get(head), rest, value)}
    if not isinstance(tree, list):
        raise Refusal(REJECTED)
    if rest:
        at = _index(head, len(tree))
        return [*tree[:at], _put(tree[at], rest, value), *tree[at + 1 :]]
    at = len(tree) if head == "-" else _index(head, len(tree) + 1)
    return [*tree[:at], value, *tree[at:]]


def _take(tree: Any, path: list[str]) -> Any:
    """The tree without the value at a path that exists."""
    if not path:
        return None
    head, rest = path[0], path[1:]
    if isinstance(tree, dict):
        if rest:
            return {**tree, head: _take(tree[head], rest)}
        return {key: value for key, value in tree.items() if key != head}
    at = _index(head, len(tree))
    if rest:
        return [*tree[:at], _take(tree[at], rest), *tree[at + 1 :]]
    return [*tree[:at], *tree[at + 1 :]]


def _index(step: str, length: int) -> int:
    digits = step.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 20) or (len(digits) > 1 and digits[0] == "0"):
        raise Refusal(REJECTED)
    at = int(step)
    if not -length <= at < length:
        raise Refusal(REJECTED)
    return at % length

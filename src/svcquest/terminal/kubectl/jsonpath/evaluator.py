"""Nodes applied to a JSON tree. Follows ``client-go/util/jsonpath/jsonpath.go``, its messages included."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any

from svcquest.terminal.kubectl.jsonpath.nodes import (
    Boolean,
    Field,
    Filter,
    Identifier,
    Node,
    Number,
    Path,
    Recursive,
    Slice,
    Text,
    Union,
    Wildcard,
)
from svcquest.terminal.kubectl.jsonpath.parser import Template

Values = list[Any]


class EvaluationError(Exception):
    """A template that does not fit the object; its text is kubectl's."""


def evaluate(template: Template, tree: Any) -> list[Values]:
    """The results of each part of a template, parts within ranges once a round.

    Raises:
        EvaluationError: the template does not fit the object.
    """
    results, at = _run(template, 0, tree, in_range=False)
    assert at == len(template)
    return results


def _run(template: Template, at: int, tree: Any, *, in_range: bool) -> tuple[list[Values], int]:
    """Evaluates from ``at`` to the end of the template or of the range; also says where it stopped."""
    results: list[Values] = []
    while at < len(template):
        part = template[at]
        at += 1
        if isinstance(part, Text):
            results.append([part.text])
            continue
        if part and part[0] == Identifier("end"):
            if not in_range:
                raise EvaluationError("not in range, nothing to end")
            return results, at
        if part and part[0] == Identifier("range"):
            rounds, at = _rounds(template, at, walk([tree], part[1:]))
            results += rounds
        else:
            results.append(walk([tree], part))
    return results, at


def _rounds(template: Template, at: int, values: Values) -> tuple[list[Values], int]:
    results: list[Values] = []
    end = at
    for value in values:
        found, end = _run(template, at, value, in_range=True)
        results += found
    if not values:
        _, end = _run(template, at, None, in_range=True)
    return results, end


def walk(values: Values, path: Path) -> Values:
    """Values after all steps of a path.

    Raises:
        EvaluationError: a step cannot be taken.
    """
    for node in path:
        values = _STEPS[type(node)](values, node)
    return values


def _literal(_values: Values, node: Any) -> Values:
    return [node.text if isinstance(node, Text) else node.value]


def _identifier(_values: Values, node: Identifier) -> Values:
    raise EvaluationError(f"unrecognized identifier {node.name}")


def _field(values: Values, node: Field) -> Values:
    found = [value[node.name] for value in values if isinstance(value, dict) and node.name in value]
    if node.required and values and not found:
        raise EvaluationError(f"{node.name} is not found")
    return found


def _children(value: Any) -> Sequence[Any]:
    if isinstance(value, dict):
        return [value[key] for key in sorted(value)]
    return value if isinstance(value, list | tuple) else ()


def _wildcard(values: Values, _node: Wildcard) -> Values:
    return [child for value in values for child in _children(value)]


def _recursive(values: Values, node: Recursive) -> Values:
    found: Values = []
    for value in values:
        children = _children(value)
        if children or (isinstance(value, str) and value):
            found.append(value)
            found += _recursive(list(children), node)
    return found


def _slice(values: Values, node: Slice) -> Values:
    found: Values = []
    for value in values:
        if value is None:
            continue
        if not isinstance(value, list | tuple):
            raise EvaluationError(f"{_go_type(value)} is not array or slice")
        found += _cut(value, node)
    return found


def _cut(value: Sequence[Any], node: Slice) -> Sequence[Any]:
    length = len(value)
    start = node.start or 0
    end = start + 1 if node.single else length if node.end is None else node.end
    if start < 0:
        start += length
    if end < 0 or (end == 0 and node.single):
        end += length
    if start == end:
        return ()
    if not 0 <= start < length:
        raise EvaluationError(f"array index out of bounds: index {start}, length {length}")
    if not 0 <= end <= length:
        raise EvaluationError(f"array index out of bounds: index {end - 1}, length {length}")
    if start > end:
        raise EvaluationError(f"starting index {start} is greater than ending index {end}")
    if node.step is not None and node.step <= 0:
        raise EvaluationError("step must be > 0")
    return value[start : end : node.step or 1]


def _union(values: Values, node: Union) -> Values:
    return [found for path in node.paths for found in walk(values, path)]


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def _filter(values: Values, node: Filter) -> Values:
    found: Values = []
    for value in values:
        if not isinstance(value, list | tuple):
            from svcquest.terminal.kubectl.go_template.formatting import plain  # noqa: PLC0415 - for mistakes only

            raise EvaluationError(f"{plain(value)} is not array or slice and cannot be filtered")
        found += [item for item in value if _passes(item, node)]
    return found


def _passes(item: Any, node: Filter) -> bool:
    lefts = walk([item], node.left)
    if node.operator == "exists":
        return bool(lefts)
    rights = walk([item], node.right)
    if not lefts or not rights:
        return False
    if len(lefts) > 1 or len(rights) > 1:
        raise EvaluationError("can only compare one element at a time")
    compare = _COMPARISONS.get(node.operator)
    if compare is None:
        raise EvaluationError(f"unrecognized filter operator {node.operator}")
    if _family(lefts[0]) != _family(rights[0]):
        raise EvaluationError("incompatible types for comparison")
    if _family(lefts[0]) == "bool" and node.operator not in {"==", "!="}:
        raise EvaluationError("invalid type for comparison")
    return compare(lefts[0], rights[0])


def _family(value: Any) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int | float):
        return "number"
    return "string" if isinstance(value, str) else "other"


def _go_type(value: Any) -> str:
    match value:
        case dict():
            return "map[string]interface {}"
        case bool():
            return "bool"
        case int():
            return "int64"
        case float():
            return "float64"
        case _:
            return "string"


_STEPS: dict[type[Node], Callable[[Values, Any], Values]] = {
    Text: _literal,
    Number: _literal,
    Boolean: _literal,
    Identifier: _identifier,
    Field: _field,
    Wildcard: _wildcard,
    Recursive: _recursive,
    Slice: _slice,
    Filter: _filter,
    Union: _union,
}

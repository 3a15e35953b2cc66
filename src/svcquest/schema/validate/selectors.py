"""Rules for a LabelSelector. Follows ``k8s.io/apimachinery/pkg/apis/meta/v1/validation/validation.go``."""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.model.status import Cause
from svcquest.model.tree import Tree
from svcquest.schema import names
from svcquest.schema.validate.metadata import label_map
from svcquest.schema.validate.syntax import invalid


def label_selector(selector: Tree, field: str) -> Iterator[Cause]:
    """``matchLabels`` and ``matchExpressions``."""
    yield from label_map(selector.get("matchLabels"), f"{field}.matchLabels")
    for index, expression in enumerate(selector.get("matchExpressions") or ()):
        yield from _expression(expression, f"{field}.matchExpressions[{index}]")


def _expression(expression: Tree, field: str) -> Iterator[Cause]:
    operator, values = expression.get("operator", ""), expression.get("values") or ()
    match operator:
        case "In" | "NotIn":
            if not values:
                yield Cause.required(f"{field}.values", "must be specified when `operator` is 'In' or 'NotIn'")
        case "Exists" | "DoesNotExist":
            if values:
                detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"
                yield Cause.forbidden(f"{field}.values", detail)
        case _:
            yield Cause.invalid(f"{field}.operator", operator, "not a valid selector operator")
    key = expression.get("key", "")
    yield from invalid(f"{field}.key", key, names.qualified_name(key))
    for index, value in enumerate(values):
        yield from invalid(f"{field}.values[{index}]", value, names.label_value(value))

"""Label selectors: what they match.

Follows ``k8s.io/apimachinery/pkg/labels``: requirements are ANDed; ``!=`` and ``notin`` also match objects
that lack the key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from svcquest.model.frozen import dataclass

Operator = Literal["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition on a label."""

    key: str
    operator: Operator
    values: tuple[str, ...] = ()

    def matches(self, labels: Mapping[str, str]) -> bool:
        """Whether labels satisfy the condition; one without a known operator, or a number to compare with, never is."""
        value = labels.get(self.key)
        match self.operator:
            case "In":
                return value is not None and value in self.values
            case "NotIn":
                return value is None or value not in self.values
            case "Exists":
                return value is not None
            case "DoesNotExist":
                return value is None
            case "Gt" | "Lt":
                number, bound = _integer(value), _integer(self.values[0] if self.values else "")
                if number is None or bound is None:
                    return False
                return number > bound if self.operator == "Gt" else number < bound
            case _:
                return False


def _integer(text: str | None) -> int | None:
    try:
        return int(text or "")
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Selector:
    """Requirements that must all hold. Without any it matches everything."""

    requirements: tuple[Requirement, ...] = ()

    def matches(self, labels: Mapping[str, str]) -> bool:
        """Whether labels satisfy every requirement."""
        return all(requirement.matches(labels) for requirement in self.requirements)


EVERYTHING = Selector()


def from_map(pairs: Mapping[str, str]) -> Selector:
    """The selector of a Service or ``matchLabels``: every pair must be equal."""
    return Selector(tuple(Requirement(key, "In", (value,)) for key, value in sorted(pairs.items())))


def from_label_selector(tree: Mapping[str, Any] | None) -> Selector:
    """A ``LabelSelector`` object (``matchLabels`` and ``matchExpressions``). None and ``{}`` match everything."""
    tree = tree or {}
    expressions: Iterable[Mapping[str, Any]] = tree.get("matchExpressions") or ()
    return Selector(
        from_map(tree.get("matchLabels") or {}).requirements
        + tuple(Requirement(e.get("key", ""), e.get("operator", ""), tuple(e.get("values") or ())) for e in expressions)
    )


def contains(selector: Mapping[str, str], labels: Mapping[str, str]) -> bool:
    """Whether labels carry every pair of an equality selector: the rule of ``Service.spec.selector``."""
    return all(labels.get(key) == value for key, value in selector.items())

"""What client-side apply writes down of what it was given, so that the next one knows what it may take away."""

from __future__ import annotations

import json

from svcquest.model.tree import Tree, dig, with_value

LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"
"""Annotation in which client-side apply keeps what it was given."""


def with_last_applied(tree: Tree, namespace: str = "") -> Tree:
    """An object that carries itself as what was last applied.

    Follows ``k8s.io/kubectl/pkg/util/apply.go`` (CreateApplyAnnotation).

    Args:
        namespace: where the object goes; empty for kinds outside of namespaces.
    """
    bare = without_last_applied(tree, namespace)
    annotations = {**bare["metadata"]["annotations"], LAST_APPLIED: one_line(bare) + "\n"}
    return with_value(bare, ("metadata", "annotations"), annotations)


def without_last_applied(tree: Tree, namespace: str = "") -> Tree:
    """An object as it is to be applied, in its namespace and with a map of annotations, this one not among them."""
    placed = with_value(tree, ("metadata", "namespace"), namespace) if namespace else tree
    annotations = dict(dig(placed, "metadata", "annotations") or {})
    annotations.pop(LAST_APPLIED, None)
    return with_value(placed, ("metadata", "annotations"), annotations)


def one_line(tree: Tree, *, sort_keys: bool = True) -> str:
    """JSON on one line as Go writes maps (unsorted: structs): keys in order, ``<``, ``>`` and ``&`` escaped."""
    text = json.dumps(tree, separators=(",", ":"), sort_keys=sort_keys, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text

"""Pods as the subject or object of a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sized

from svcquest.game.scene import pod_names
from svcquest.model.objects import Pod


def names_of(pods: Iterable[Pod]) -> str:
    """As ``pod_names`` has them."""
    return pod_names((pod.namespace, pod.name) for pod in pods)


def agree(pods: Sized, one: str, many: str) -> str:
    """The word that goes with so many pods: ``is`` or ``are``."""
    return one if len(pods) == 1 else many

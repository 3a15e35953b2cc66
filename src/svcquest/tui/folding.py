"""Which pods stand on a line of their own in the cluster picture, and which share one with a count.

A line stands for pods that the picture could not tell apart: same owner, state, labels, ports and ties to Services.
So whatever is said of a line, and each arrow to it, is true of all its pods.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from svcquest.game.picture import NodePicture, PodPicture, ServicePicture
from svcquest.model.resource import ObjectKey

Fold = Literal["pods", "nodes", "owners"]
"""Each pod by itself; alike pods of a node together; alike pods of the whole cluster together."""

FOLDS: tuple[Fold, ...] = ("pods", "nodes", "owners")


@dataclass(frozen=True, slots=True)
class Row:
    """Pods on one line, at least one."""

    pods: tuple[PodPicture, ...]

    @property
    def first(self) -> PodPicture:
        """The pod that speaks for the line."""
        return self.pods[0]

    @property
    def key(self) -> ObjectKey:
        """Names the line as long as its first pod lives."""
        return self.first.key

    @property
    def nodes(self) -> int:
        """On how many nodes its pods run."""
        return len({pod.node for pod in self.pods})


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one heading: a node, or several at once."""

    nodes: tuple[NodePicture, ...]
    rows: tuple[Row, ...]


def fitting(nodes: Sequence[NodePicture], ties: Mapping[ObjectKey, object], limit: int) -> Fold:
    """The finest fold whose lines stay within a limit; the coarsest where none does."""
    if sum(len(node.pods) for node in nodes) <= limit:
        return "pods"
    return "nodes" if sum(len(section.rows) + 1 for section in fold(nodes, ties, "nodes")) <= limit else "owners"


def fold(
    nodes: Sequence[NodePicture],
    ties: Mapping[ObjectKey, object],
    how: Fold,
    opened: Collection[ObjectKey] = (),
) -> tuple[Section, ...]:
    """Lines for pods.

    Args:
        ties: what else tells pods apart, by pod; compared with ``==``.
        opened: keys of lines whose pods stand alone.
    """
    if how == "owners":
        return (Section(tuple(nodes), _rows((pod for node in nodes for pod in node.pods), ties, opened)),)
    if how == "nodes":
        return tuple(Section((node,), _rows(node.pods, ties, opened)) for node in nodes)
    return tuple(Section((node,), tuple(Row((pod,)) for pod in node.pods)) for node in nodes)


def ties_of(services: Iterable[ServicePicture]) -> dict[ObjectKey, tuple[tuple[ObjectKey, bool], ...]]:
    """By pod: the Services that it is an endpoint of, and whether each sends traffic there."""
    found: dict[ObjectKey, tuple[tuple[ObjectKey, bool], ...]] = {}
    for service in services:
        for edge in service.edges:
            if edge.pod is not None:
                found[edge.pod] = (*found.get(edge.pod, ()), (service.key, edge.used))
    return found


def _rows(
    pods: Iterable[PodPicture], ties: Mapping[ObjectKey, object], opened: Collection[ObjectKey]
) -> tuple[Row, ...]:
    groups: dict[object, list[PodPicture]] = {}
    for pod in pods:
        state = (pod.phase, pod.ready, pod.terminating)
        alike = (pod.namespace, pod.owner, state, pod.telling, pod.ports, ties.get(pod.key))
        groups.setdefault(alike, []).append(pod)
    rows: list[Row] = []
    for group in groups.values():
        if group[0].key in opened:
            rows += [Row((pod,)) for pod in group]
        else:
            rows.append(Row(tuple(group)))
    return tuple(sorted(rows, key=lambda row: (row.first.namespace, row.first.owner, row.first.name)))

"""How endpoints are distributed over EndpointSlices with as few writes as possible. Pure functions.

Follows ``staging/src/k8s.io/endpointslice/reconciler.go``: endpoints stay where they are, slices that change anyway
are filled up first, then one that takes all the rest, then new ones; nothing is rebalanced.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from svcquest.model.frozen import dataclass
from svcquest.model.tree import Tree

MOST_ENDPOINTS = 100
"""Endpoints a slice holds at most, ``--max-endpoints-per-slice``."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Content of a slice. An empty name is that of one to be created."""

    name: str
    ports: tuple[Tree, ...] = ()
    endpoints: tuple[Tree, ...] = ()

    @property
    def is_placeholder(self) -> bool:
        """A slice that only says that its Service has no endpoints."""
        return not self.ports and not self.endpoints


@dataclass(frozen=True, slots=True)
class Plan:
    """Slices as they shall be, and the names of those to be deleted."""

    slices: tuple[Slice, ...]
    delete: tuple[str, ...]


def plan(
    existing: Sequence[Slice],
    groups: Iterable[tuple[tuple[Tree, ...], Sequence[Tree]]],
    *,
    limit: int = MOST_ENDPOINTS,
    placeholder: bool = True,
) -> Plan:
    """Distribute endpoints over slices.

    Args:
        existing: slices of one address family.
        groups: port sets with the endpoints that have them.
        limit: endpoints a slice holds at most.
        placeholder: keep one empty slice when there would be none.
    """
    by_ports: dict[Hashable, list[Slice]] = {}
    for each in existing:
        by_ports.setdefault(_port_key(each.ports), []).append(each)
    kept: list[Slice] = []
    created: list[Slice] = []
    spare: list[Slice] = []
    for ports, endpoints in groups:
        here = by_ports.pop(_port_key(ports), [])
        for each in _distribute(here, ports, endpoints, limit):
            (kept if each.name else created).append(each)
        names = {each.name for each in kept}
        spare += [each for each in here if each.name not in names]
    spare += [each for rest in by_ports.values() for each in rest]
    if placeholder and not kept and not created:
        alone = spare.pop() if len(spare) == 1 and spare[0].is_placeholder else None
        (kept if alone else created).append(alone or Slice(""))
    reused = min(len(created), len(spare))
    renamed = [Slice(old.name, new.ports, new.endpoints) for old, new in zip(spare[:reused], created, strict=False)]
    return Plan((*kept, *renamed, *created[reused:]), tuple(each.name for each in spare[reused:]))


def _distribute(slices: list[Slice], ports: tuple[Tree, ...], endpoints: Sequence[Tree], limit: int) -> list[Slice]:
    """Slices of one port set; those that lose their last endpoint are left out."""
    wanted = {_identity(endpoint): endpoint for endpoint in endpoints}
    changed: list[tuple[str, list[Tree]]] = []
    unchanged: list[tuple[str, list[Tree]]] = []
    for each in slices:
        stay = [wanted.pop(place) for old in each.endpoints if (place := _identity(old)) in wanted]
        if tuple(stay) == each.endpoints:
            unchanged.append((each.name, stay))
        elif stay:
            changed.append((each.name, stay))
    rest = list(wanted.values())
    for _, content in sorted(changed, key=lambda item: -len(item[1])):
        _fill(content, rest, limit)
    while rest:
        fitting = [item for item in unchanged if len(item[1]) + len(rest) <= limit] if len(rest) < limit else []
        if fitting:
            target = max(fitting, key=lambda item: len(item[1]))
            unchanged.remove(target)
        else:
            target = ("", [])
        _fill(target[1], rest, limit)
        changed.append(target)
    return [Slice(name, ports, tuple(content)) for name, content in (*unchanged, *changed)]


def _fill(content: list[Tree], rest: list[Tree], limit: int) -> None:
    """Move endpoints from the front of ``rest`` until a slice is full."""
    room = max(limit - len(content), 0)
    content += rest[:room]
    del rest[:room]


def _identity(endpoint: Tree) -> Hashable:
    return (*endpoint["addresses"], (endpoint.get("targetRef") or {}).get("uid"))


def _port_key(ports: Iterable[Tree]) -> Hashable:
    return frozenset(
        (port.get("name"), port.get("port"), port.get("protocol"), port.get("appProtocol")) for port in ports
    )

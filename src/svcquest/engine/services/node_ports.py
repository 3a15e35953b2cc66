"""Allocation of node ports and health check node ports.

Follows ``pkg/registry/core/service/storage/alloc.go`` and ``pkg/registry/core/service/portallocator``. A dry run
takes any number that is free, in the range or not, and counts up from 32769 for ports that ask for none.
"""

from __future__ import annotations

from svcquest.engine.services.comparing import node_ports
from svcquest.engine.services.config import Allocations, ServiceConfig
from svcquest.model.kinds import SERVICE
from svcquest.model.status import Cause, Refusal, Status, internal_error, invalid
from svcquest.model.tree import Tree
from svcquest.schema.service_types import allocates_node_ports, needs_health_check, needs_node_ports
from svcquest.schema.versions import static_node_ports

_FIRST_PLACEHOLDER = 32769
_TAKEN = "provided port is already allocated"


class NodePorts:
    """Picks and claims node ports for one Service; remembers what it has claimed already."""

    __slots__ = ("_allocations", "_claimed", "_dry_run", "_name", "_range", "_reserved")

    def __init__(self, name: str, allocations: Allocations, config: ServiceConfig, *, dry_run: bool) -> None:
        self._name = name
        self._allocations = allocations
        self._range = first, last = config.node_ports
        self._reserved = _reserved_for_static(last - first + 1) if static_node_ports(config.version) else 0
        self._dry_run = dry_run
        self._claimed: list[int] = []

    def create(self, spec: Tree) -> None:
        """Give the ports of a working copy of a new Service their node ports, and a health check port if needed."""
        if needs_node_ports(spec):
            self._create_ports(spec)
        if needs_health_check(spec):
            self._claim_health_check_port(spec)

    def update(self, spec: Tree, old: Tree) -> None:
        """Give a working copy of a changed Service the ports that it lacks."""
        if needs_node_ports(spec):
            self._update_ports(spec, node_ports(old))
        if needs_health_check(spec) and not needs_health_check(old):
            self._claim_health_check_port(spec)

    def _create_ports(self, spec: Tree) -> None:
        by_number: dict[int, int] = {}
        for index, port in enumerate(spec.get("ports") or ()):
            asked, number = port.get("nodePort", 0), port.get("port", 0)
            if not asked and not allocates_node_ports(spec):
                continue
            shared = by_number.get(number, 0)
            if not shared:
                # entries with one port number (TCP and UDP) share a node port; a later entry may name it
                wanted = _requested(spec, number)
                port["nodePort"] = by_number[number] = self._claim(wanted, index) if wanted else self._pick()
            elif not asked:
                port["nodePort"] = shared
            elif asked != shared:
                self._claim(asked, index)

    def _update_ports(self, spec: Tree, held: list[int]) -> None:
        seen: set[tuple[str, int]] = set()
        for index, port in enumerate(spec.get("ports") or ()):
            asked = port.get("nodePort", 0)
            if not asked and not allocates_node_ports(spec):
                continue
            if not asked:
                port["nodePort"] = self._pick()
            elif asked not in held and asked not in self._claimed:
                self._claim(asked, index)
            key = (port["protocol"], port["nodePort"])
            if key in seen:
                raise Refusal(Status(500, "", f"duplicate nodePort: {{{key[0]} {key[1]}}}"))
            seen.add(key)

    def _claim_health_check_port(self, spec: Tree) -> None:
        asked = spec.get("healthCheckNodePort", 0)
        if not asked:
            spec["healthCheckNodePort"] = self._pick("a HealthCheck NodePort 0")
            return
        wrong = self._objection(asked)
        if wrong:
            raise Refusal(internal_error(f"failed to allocate requested HealthCheck NodePort {asked}: {wrong}"))
        self._claimed.append(asked)

    def _claim(self, port: int, index: int) -> int:
        wrong = self._objection(port)
        if wrong:
            raise Refusal(invalid(SERVICE, self._name, [Cause.invalid(f"spec.ports[{index}].nodePort", port, wrong)]))
        self._claimed.append(port)
        return port

    def _objection(self, port: int) -> str:
        first, last = self._range
        if not (self._dry_run or first <= port <= last):
            return f"provided port is not in the valid range. The range of valid ports is {first}-{last}"
        return "" if self._is_free(port) else _TAKEN

    def _is_free(self, port: int) -> bool:
        return port not in self._claimed and self._allocations.port_owner(port) is None

    def _pick(self, what: str = "a nodePort") -> int:
        port = max(self._claimed, default=_FIRST_PLACEHOLDER - 1) + 1 if self._dry_run else self._free(what)
        self._claimed.append(port)
        return port

    def _free(self, what: str) -> int:
        """A free port: a random one of the upper band, or of the lower band when the upper is full.

        Before 1.28 there is one band.
        """
        first, last = self._range
        count = last - first + 1
        for lowest, size in ((first + self._reserved, count - self._reserved), (first, self._reserved)):
            start = self._allocations.draw(size) if size > 0 else 0
            for step in range(size):
                port = lowest + (start + step) % size
                if self._is_free(port):
                    return port
        raise Refusal(internal_error(f"failed to allocate {what}: range is full"))


def _requested(spec: Tree, number: int) -> int:
    """The node port that any entry with this port number asks for, 0 if none does."""
    asked = (port.get("nodePort", 0) for port in spec["ports"] if port.get("port", 0) == number)
    return next((port for port in asked if port), 0)


def _reserved_for_static(size: int) -> int:
    """Ports at the start of the range that are picked last, so that people may choose among them."""
    return 0 if size < 16 else min(max(16, size // 32), 128)

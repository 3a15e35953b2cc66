"""Allocation of cluster IPs.

Follows ``pkg/registry/core/service/storage/alloc.go`` and ``pkg/registry/core/service/ipallocator``. A dry run picks
nothing: its placeholder is the network address, and an address that is taken passes.
"""

from __future__ import annotations

from ipaddress import IPv4Network

from svcquest.engine.services.config import Allocations, ServiceConfig
from svcquest.engine.services.families import keeps_preferred_families
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import SERVICE
from svcquest.model.status import Cause, Refusal, internal_error, invalid, quote
from svcquest.model.tree import Tree
from svcquest.schema.addresses import Family, network, parse
from svcquest.schema.service_types import is_headless
from svcquest.schema.versions import address_objects


@dataclass(frozen=True, slots=True)
class ClusterIPs:
    """Picks and claims cluster IPs for one Service.

    Attributes:
        name: of the Service, for messages.
    """

    name: str
    allocations: Allocations
    config: ServiceConfig
    dry_run: bool

    def create(self, spec: Tree) -> None:
        """Give a working copy of a new Service an address of each of its families."""
        if spec["type"] == "ExternalName" or is_headless(spec):
            return
        ips = spec.setdefault("clusterIPs", [])
        families: list[Family] = spec["ipFamilies"]
        ips += [""] * (len(families) - len(ips))
        # every address is found before one is set, so that a message shows what was asked for
        spec["clusterIPs"] = [self._allocate(family, ips[index], ips) for index, family in enumerate(families)]
        spec["clusterIP"] = spec["clusterIPs"][0]

    def update(self, spec: Tree, old: Tree) -> None:
        """Give a working copy of a changed Service the addresses that the change calls for."""
        if keeps_preferred_families(spec, old):
            return
        if old["type"] == "ExternalName":
            self.create(spec)
            return
        if is_headless(old) or spec["type"] == "ExternalName":
            return
        upgraded = len(old.get("ipFamilies") or ()) == 1 and len(spec["ipFamilies"]) == 2
        # what has become headless without a selector may name a family that the cluster lacks; it is refused later
        if upgraded and spec["ipFamilies"][1] in self.config.ranges:
            ips = spec["clusterIPs"]
            ips += [""] * (2 - len(ips))
            ips[1] = self._allocate(spec["ipFamilies"][1], ips[1], ips)

    def _allocate(self, family: Family, ip: str, asked: list[str]) -> str:
        cidr = self.config.ranges[family]
        if not ip:
            return str(network(cidr).network_address) if self.dry_run else self._next(cidr)
        wrong = self._objection(ip, cidr)
        if wrong:
            cause = Cause.invalid("spec.clusterIPs", asked, f"failed to allocate IP {ip}: {wrong}")
            raise Refusal(invalid(SERVICE, self.name, [cause]))
        return ip

    def _objection(self, ip: str, cidr: str) -> str:
        address, span = parse(ip), network(cidr)
        last = span.num_addresses - (2 if isinstance(span, IPv4Network) else 1)
        inside = address is not None and 1 <= int(address) - int(span.network_address) <= last
        if not inside and self.dry_run:
            return f"the provided IP ({address}) is not in the valid range. The range of valid IPs is {cidr}"
        if not inside and not address_objects(self.config.version):
            return f"provided IP is not in the valid range. The range of valid IPs is {cidr}"
        if not inside:
            return "the provided network does not match the current range"
        if not self.dry_run and self.allocations.ip_owner(str(address)):
            return "provided IP is already allocated"
        return "" if self.dry_run else self._unowned(str(address))

    def _unowned(self, ip: str) -> str:
        """An allocated address is an object that names its Service, which therefore needs a name."""
        if self.name or not address_objects(self.config.version):
            return ""
        return f"IPAddress.networking.k8s.io {quote(ip)} is invalid: spec.parentRef.name: Required value"

    def _next(self, cidr: str) -> str:
        """A free address: a random one of the upper band, or of the lower band when the upper is full."""
        span = network(cidr)
        last = span.num_addresses - (2 if isinstance(span, IPv4Network) else 1)
        reserved = _reserved_for_static(span.num_addresses)
        for first, size in ((reserved + 1, last - reserved), (1, reserved)):
            start = self.allocations.draw(size) if size > 0 else 0
            for step in range(size):
                ip = str(span.network_address + first + (start + step) % size)
                if self.allocations.ip_owner(ip) is None:
                    self._check_named(ip)
                    return ip
        raise Refusal(internal_error(f"failed to allocate a serviceIP for Service {quote(self.name)}: range is full"))

    def _check_named(self, ip: str) -> None:
        wrong = self._unowned(ip)
        if wrong:
            cause = Cause.invalid("spec.clusterIPs", [""], f"failed to allocate IP: {wrong}")
            raise Refusal(invalid(SERVICE, self.name, [cause]))


def _reserved_for_static(size: int) -> int:
    """Addresses at the start of a range that are picked last, so that people may choose among them."""
    return 0 if size <= 16 else min(max(16, size // 16), 256)

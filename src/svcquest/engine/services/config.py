"""What allocation of Services depends on: the cluster's ranges, and what is taken."""

from __future__ import annotations

from typing import Protocol

from svcquest.model.frozen import dataclass
from svcquest.model.resource import ObjectKey
from svcquest.schema.addresses import Family, family_of
from svcquest.schema.validate import CURRENT, Version


class Allocations(Protocol):
    """Addresses and ports that stored Services hold, and the randomness with which free ones are picked."""

    def ip_owner(self, ip: str) -> ObjectKey | None:
        """The Service that holds a cluster IP."""

    def port_owner(self, port: int) -> ObjectKey | None:
        """The Service that holds a node port or a health check node port."""

    def draw(self, bound: int) -> int:
        """A number from 0 to ``bound`` - 1, every one as likely."""


@dataclass(frozen=True, slots=True)
class ServiceConfig:
    """Flags of the API server that concern Services.

    Attributes:
        cidrs: ``--service-cluster-ip-range``: one range, or one of each family, the primary first.
        node_ports: ``--service-node-port-range``, first and last.
        version: of the API server.
    """

    cidrs: tuple[str, ...] = ("10.96.0.0/12",)
    node_ports: tuple[int, int] = (30000, 32767)
    version: Version = CURRENT

    @property
    def ranges(self) -> dict[Family, str]:
        """Range of each family that the cluster has, the primary first."""
        found = ((family_of(cidr.partition("/")[0]), cidr) for cidr in self.cidrs)
        return {family: cidr for family, cidr in found if family is not None}

    @property
    def primary(self) -> Family:
        """Family of Services that ask for none."""
        return next(iter(self.ranges))

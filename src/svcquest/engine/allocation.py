"""What cluster IPs and ports are taken, read from the stored Services themselves: nothing is ever released by hand."""

from __future__ import annotations

from collections.abc import Mapping

from svcquest.engine.indexes import CLUSTER_IPS, NODE_PORTS
from svcquest.engine.services import ServiceConfig
from svcquest.engine.settings import Settings
from svcquest.engine.transaction import Transaction
from svcquest.model.resource import ObjectKey


def service_config(settings: Settings) -> ServiceConfig:
    """The API server's flags for Services."""
    return ServiceConfig(settings.service_cidrs, settings.node_ports, settings.version)


class ClusterAllocations:
    """The allocators' view of a transaction.

    Args:
        transaction: where Services are looked up and random numbers are drawn.
        ips: cluster IPs that Services about to be stored ask for, to their owner.
        ports: node ports that Services about to be stored ask for, to their owner.
        asking: the Service that is to be stored anew; what it has already, or asks for itself, is free to it.
    """

    __slots__ = ("_asking", "_ips", "_ports", "_transaction")

    def __init__(
        self,
        transaction: Transaction,
        ips: Mapping[str, ObjectKey] | None = None,
        ports: Mapping[int, ObjectKey] | None = None,
        asking: ObjectKey | None = None,
    ) -> None:
        self._transaction = transaction
        self._ips = ips or {}
        self._ports = ports or {}
        self._asking = asking

    def ip_owner(self, ip: str) -> ObjectKey | None:
        """The Service that holds a cluster IP."""
        holder = self._transaction.first(CLUSTER_IPS, ip)
        return self._other(holder.key if holder else self._ips.get(ip))

    def port_owner(self, port: int) -> ObjectKey | None:
        """The Service that holds a node port or health check node port."""
        holder = self._transaction.first(NODE_PORTS, port)
        return self._other(holder.key if holder else self._ports.get(port))

    def draw(self, bound: int) -> int:
        """A pseudo-random number from 0 to ``bound`` - 1."""
        return self._transaction.draw(bound)

    def _other(self, owner: ObjectKey | None) -> ObjectKey | None:
        return None if owner == self._asking else owner

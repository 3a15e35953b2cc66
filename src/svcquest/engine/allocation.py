"""What cluster IPs and ports are taken, read from the stored Services themselves: nothing is ever released by hand."""

from __future__ import annotations

from collections.abc import Mapping

from svcquest.engine.indexes import CLUSTER_IPS, NODE_PORTS
from svcquest.engine.transaction import Transaction
from svcquest.model.resource import ObjectKey


class ClusterAllocations:
    """The allocators' view of a transaction.

    Args:
        transaction: where Services are looked up and random numbers are drawn.
        ips: cluster IPs that Services about to be stored ask for, to their owner.
        ports: node ports that Services about to be stored ask for, to their owner.
        asking: the Service that allocates; what is kept for it is free to it.
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
        return holder.key if holder else self._kept(self._ips.get(ip))

    def port_owner(self, port: int) -> ObjectKey | None:
        """The Service that holds a node port or health check node port."""
        holder = self._transaction.first(NODE_PORTS, port)
        return holder.key if holder else self._kept(self._ports.get(port))

    def draw(self, bound: int) -> int:
        """A pseudo-random number from 0 to ``bound`` - 1."""
        return self._transaction.draw(bound)

    def _kept(self, owner: ObjectKey | None) -> ObjectKey | None:
        return None if owner == self._asking else owner

"""A way that is known up to the choice of an endpoint."""

from __future__ import annotations

from collections.abc import Callable

from svcquest.engine.network.arrival import End
from svcquest.engine.proxy.balancing import Balance
from svcquest.engine.proxy.routes import PortRoutes
from svcquest.engine.proxy.topology import Backend
from svcquest.model.net import AddressHop, Hop


class Plan:
    """The way from one sender to one address and port.

    Attributes:
        address: what the destination is.
        hops: what comes between the address and the endpoint.
        routes: the Service port whose rule the packet met, None without one.
        balance: the choice to make for each connection; None where there is nothing to choose.
        local: only endpoints on the node may be chosen.
        relayed: a failing endpoint makes the proxy try another one.
    """

    __slots__ = ("_arrive", "_end", "_ends", "address", "balance", "hops", "local", "relayed", "routes")

    def __init__(
        self,
        address: AddressHop,
        hops: tuple[Hop, ...] = (),
        routes: PortRoutes | None = None,
        *,
        end: End | None = None,
        balance: Balance | None = None,
        arrive: Callable[[Backend], End] | None = None,
        local: bool = False,
        relayed: bool = False,
    ) -> None:
        self.address = address
        self.hops = hops
        self.routes = routes
        self.balance = balance
        self.local = local
        self.relayed = relayed
        self._arrive = arrive
        self._end = end
        self._ends: dict[int, End] = {}

    def end(self, index: int = 0) -> End:
        """How it ends with an endpoint of ``balance``; the only end where there is nothing to choose."""
        if self._end is not None:
            return self._end
        found = self._ends.get(index)
        if found is None:
            assert self.balance is not None
            assert self._arrive is not None
            found = self._ends[index] = self._arrive(self.balance.backends[index])
        return found

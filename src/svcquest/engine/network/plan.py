"""A way that is known up to the choice of an endpoint."""

from __future__ import annotations

from collections.abc import Callable

from svcquest.engine.network.arrival import End
from svcquest.engine.proxy.balancing import Balance
from svcquest.engine.proxy.decision import Decision
from svcquest.engine.proxy.routes import PortRoutes
from svcquest.engine.proxy.topology import Backend
from svcquest.model.frozen import replace
from svcquest.model.net import AddressHop, Hop


class Plan:
    """The way from one sender to one address and port.

    Attributes:
        address: what the destination is.
        routes: the Service port whose rule the packet met, None without one.
        balance: the choice to make for each connection; None where there is nothing to choose.
        decision: what that rule does, None without one.
    """

    __slots__ = ("_arrive", "_end", "_ends", "_hops", "address", "balance", "decision", "routes")

    def __init__(
        self,
        address: AddressHop,
        hops: tuple[Hop, ...] | Callable[[], tuple[Hop, ...]] = (),
        routes: PortRoutes | None = None,
        decision: Decision | None = None,
        *,
        end: End | None = None,
        balance: Balance | None = None,
        arrive: Callable[[Backend], End] | None = None,
    ) -> None:
        self.address = address
        self._hops = hops
        self.routes = routes
        self.balance = balance
        self.decision = decision
        self._arrive = arrive
        self._end = end
        self._ends: dict[int, End] = {}

    @property
    def hops(self) -> tuple[Hop, ...]:
        """What comes between the address and the endpoint; made when a trace asks for it."""
        if callable(self._hops):
            self._hops = self._hops()
        return self._hops

    @property
    def relayed(self) -> bool:
        """A failing endpoint makes the proxy try another one."""
        return self.decision is not None and self.decision.relayed

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

    def entered_at(self, address: AddressHop) -> Plan:
        """The same way, begun by a connection to another address that leads to this one."""
        arrive, end = self._arrive, self._end

        def arrive_there(backend: Backend) -> End:
            assert arrive is not None
            return _dialled(arrive(backend), address.address)

        return Plan(
            address,
            self._hops,
            self.routes,
            self.decision,
            end=None if end is None else _dialled(end, address.address),
            balance=self.balance,
            arrive=arrive_there,
        )


def _dialled(end: End, address: str) -> End:
    return End(replace(end.delivery, destination=address), end.hops)

"""What a diagnosis starts from."""

from __future__ import annotations

from collections.abc import Callable

from svcquest.engine.network.owners import Owner, owner_of
from svcquest.engine.network.plan import Plan
from svcquest.engine.proxy.routes import PortRoutes
from svcquest.engine.proxy.topology import Backend
from svcquest.engine.state import State
from svcquest.model.dns import Lookup
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import SERVICE
from svcquest.model.net import Delivery, Hop, ListenerHop, Request
from svcquest.model.objects import Service
from svcquest.model.resource import ObjectKey

Finding = tuple[str, str]
"""Why it failed, and where to look next."""


@dataclass(frozen=True, slots=True)
class Case:
    """A request that was made.

    Attributes:
        plan: the way it took, None when its host has no address.
        last: the hops behind the choice of an endpoint.
        backend: the endpoint that was chosen.
    """

    state: State
    request: Request
    lookup: Lookup
    delivery: Delivery
    plan: Plan | None = None
    last: tuple[Hop, ...] = ()
    backend: Backend | None = None

    @property
    def routes(self) -> PortRoutes | None:
        """The Service port whose rule the packet met."""
        return self.plan.routes if self.plan is not None else None

    @property
    def service(self) -> Service | None:
        """The Service whose rule or address it met, also where the Service has no such port."""
        if self.routes is not None:
            return self.routes.service
        key = self.plan.address.service if self.plan is not None else None
        return service_at(self.state, key) if key is not None else None

    @property
    def named_service(self) -> Service | None:
        """The Service that the host name is a name of."""
        key = service_key(self.state.settings.cluster_domain, self.request.host, self.request.source.namespace)
        return service_at(self.state, key) if key is not None and self.lookup.nameservers else None

    @property
    def unheard(self) -> ListenerHop | None:
        """Where the packet arrived and nothing took it; None where it did not get so far."""
        return next((hop for hop in self.last if isinstance(hop, ListenerHop) and not hop.accepted), None)

    @property
    def owner(self) -> Owner:
        """Who has the address where the packet ended."""
        return owner_of(self.state, self.delivery.address)


@dataclass(frozen=True, slots=True)
class Cause:
    """A thing that can be wrong.

    Attributes:
        code: stable word.
        find: looks whether it is what happened here. Causes before it in its table have been ruled out.
    """

    code: str
    find: Callable[[Case], Finding | None]


def service_at(state: State, key: ObjectKey) -> Service | None:
    """The view of a Service."""
    found = state.get(SERVICE, *key)
    view: Service | None = found.view if found is not None else None
    return view


def service_key(domain: str, host: str, namespace: str) -> ObjectKey | None:
    """The Service that a name asked for in a namespace would be one of: ``web``, ``web.shop``, ``web.shop.svc…``."""
    name, zone = host.rstrip(".").lower(), f".{domain}"
    local = name.removesuffix(zone)
    if name.endswith(zone) and not local.endswith(".svc"):
        return None
    match local.removesuffix(".svc").split("."):
        case [service]:
            return (namespace or "default", service)
        case [service, other]:
            return (other, service)
        case _:
            return None

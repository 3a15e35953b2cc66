"""A request that arrived, and what of it is not as a probe wants."""

from __future__ import annotations

from collections.abc import Iterable

from svcquest.engine.network.case import service_at, service_key
from svcquest.engine.state import State
from svcquest.game.evidence import Disappointment
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import POD
from svcquest.model.net import AddressHop, EndpointHop, NameHop, Trace
from svcquest.model.objects import Pod, Service
from svcquest.model.resource import ObjectKey
from svcquest.model.selectors import contains


@dataclass(frozen=True, slots=True)
class Route:
    """A request that arrived.

    Attributes:
        state: the moment at which it was sent.
        service: which led it there; None where none did.
        found: the expectation that did not hold.
    """

    state: State
    trace: Trace
    service: Service | None
    found: Disappointment

    def pods(self, keys: Iterable[ObjectKey]) -> list[Pod]:
        """Pods that are there now, by name."""
        resources = (self.state.get(POD, *key) for key in sorted(keys))
        return [each.view for each in resources if each is not None]

    @property
    def strangers(self) -> list[Pod]:
        """Pods that were tried and are not meant."""
        found = self.found
        return self.pods(found.tried & found.pods if found.aspect == "not_pods" else found.tried - found.pods)

    @property
    def missing(self) -> list[Pod]:
        """Pods that are meant and never answered."""
        return self.pods(self.found.pods - self.found.seen)

    @property
    def address(self) -> AddressHop | None:
        """What was dialled."""
        return self.trace.first(AddressHop)

    @property
    def name(self) -> NameHop | None:
        """The name that was dialled, None for an address."""
        return self.trace.first(NameHop)

    @property
    def endpoints(self) -> EndpointHop | None:
        """The endpoints that there were to choose from."""
        return self.trace.first(EndpointHop)


def service_of(state: State, trace: Trace) -> Service | None:
    """The Service whose address was dialled, or whose name stands for the address."""
    if trace.service is not None:
        return service_at(state, trace.service)
    name = trace.first(NameHop)
    if name is None or not name.nameservers:
        return None
    key = service_key(state.settings.cluster_domain, trace.request.host, trace.request.source.namespace)
    return service_at(state, key) if key is not None else None


def selects(service: Service, pod: Pod) -> bool:
    """Whether a Service's selector takes a pod."""
    return pod.namespace == service.namespace and contains(service.selector, pod.labels)

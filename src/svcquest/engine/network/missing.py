"""A Service port that has nobody to send to."""

from __future__ import annotations

from collections.abc import Callable

from svcquest.engine.indexes import SLICES_OF_SERVICE
from svcquest.engine.network.case import Finding
from svcquest.engine.state import State
from svcquest.model.frozen import dataclass
from svcquest.model.objects import EndpointSlice, Pod, Service, ServicePort


@dataclass(frozen=True, slots=True)
class Missing:
    """A Service port without any usable endpoint of one address family, and the pods that its selector matches."""

    state: State
    service: Service
    port: ServicePort
    family: str
    pods: tuple[Pod, ...]

    @property
    def slices(self) -> list[EndpointSlice]:
        """The slices that belong to the Service."""
        key = (self.service.namespace, self.service.name)
        return [each.view for each in self.state.find(SLICES_OF_SERVICE, key)]


Lack = tuple[str, Callable[[Missing], Finding | None]]
"""What can be wrong, by its code, and whether it is what happened."""

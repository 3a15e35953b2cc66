"""What the text in an editor would do, tried in a fork of the cluster."""

from __future__ import annotations

from svcquest.engine.cluster import Cluster
from svcquest.engine.indexes import SLICES_OF_SERVICE
from svcquest.engine.selection import pods_selected
from svcquest.engine.state import State
from svcquest.game.near_misses import NearMiss, near_misses
from svcquest.game.trying import Stored, Tried, try_text
from svcquest.game.verdict import Diagnostic
from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.objects import Pod, Service
from svcquest.model.resource import ObjectKey


@dataclass(frozen=True, slots=True)
class SelectedPod:
    """A pod that carries all labels of a selector; ``note`` says why it gets no traffic, empty when it does."""

    namespace: str
    name: str
    ready: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class ServicePreview:
    """A Service as it would be.

    Attributes:
        service: namespace and name.
        selector: empty when it has none.
        pods: selected now, by name.
        near_misses: pods that one label keeps out, best guess first, few.
        ready: endpoints that get traffic.
        line: of its selector in the text, 0 where it has none or no text is meant.
    """

    service: ObjectKey
    selector: tuple[tuple[str, str], ...]
    pods: tuple[SelectedPod, ...]
    near_misses: tuple[NearMiss, ...]
    ready: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """Answer to *what if this text were applied now*.

    Attributes:
        diagnostics: by line and column.
        services: those that the text names.
    """

    diagnostics: tuple[Diagnostic, ...]
    services: tuple[ServicePreview, ...]


def preview_text(cluster: Cluster, name: str, text: str, namespace: str) -> Preview:
    """Try a text in a fork: what would be refused, and what its Services would select."""
    fork = cluster.fork()
    tried = try_text(fork, name, text, namespace)
    return preview_of(fork.state, tried)


def preview_of(state: State, tried: Tried) -> Preview:
    """What came of a text, in the state that it led to."""
    services = [
        preview_service(state, each.resource.view, _selector_line(each))
        for each in tried.objects
        if each.resource.kind == kinds.SERVICE
    ]
    return Preview(tried.diagnostics, tuple(services))


def _selector_line(stored: Stored) -> int:
    place, found = stored.document.place.nearest(("spec", "selector"))
    return place.key.line if len(found) == 2 else 0


def preview_service(state: State, service: Service, line: int = 0) -> ServicePreview:
    """A Service of a state: its pods, and those that it almost has."""
    pods = tuple(_selected(each.view) for each in pods_selected(state, service.namespace, service.selector))
    return ServicePreview(
        (service.namespace, service.name),
        tuple(sorted(service.selector.items())),
        pods,
        near_misses(state, service.namespace, service.selector),
        len({address for address, _, ready in endpoints(state, service) if ready}),
        line,
    )


def endpoints(state: State, service: Service) -> list[tuple[str, ObjectKey | None, bool]]:
    """Address, pod and readiness of each endpoint in a Service's slices, each address once."""
    found: dict[str, tuple[str, ObjectKey | None, bool]] = {}
    for resource in state.find(SLICES_OF_SERVICE, (service.namespace, service.name)):
        for endpoint in resource.view.endpoints:
            for address in endpoint.addresses:
                found[address] = (address, endpoint.pod, endpoint.ready)
    return sorted(found.values(), key=lambda each: each[0])


def _selected(pod: Pod) -> SelectedPod:
    if pod.terminating:
        note = "is being deleted"
    elif pod.phase != "Running":
        note = f"is {pod.phase}"
    else:
        note = "" if pod.ready else "is not ready"
    return SelectedPod(pod.namespace, pod.name, pod.ready and not note, note)

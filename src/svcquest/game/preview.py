"""What the text in an editor would do, tried in a fork of the cluster."""

from __future__ import annotations

from dataclasses import dataclass

from svcquest.game.verdict import Diagnostic
from svcquest.model.resource import ObjectKey


@dataclass(frozen=True, slots=True)
class SelectedPod:
    """A pod that carries all labels of a selector; ``note`` says why it gets no traffic, empty when it does."""

    namespace: str
    name: str
    ready: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A pod that fails a selector by one label; ``found`` is None where the pod lacks the key."""

    namespace: str
    name: str
    key: str
    wanted: str
    found: str | None


@dataclass(frozen=True, slots=True)
class ServicePreview:
    """A Service as it would be.

    Attributes:
        service: namespace and name.
        selector: empty when it has none.
        pods: selected now, by name.
        near_misses: pods that one label keeps out, best guess first, few.
        ready: endpoints that get traffic.
    """

    service: ObjectKey
    selector: tuple[tuple[str, str], ...]
    pods: tuple[SelectedPod, ...]
    near_misses: tuple[NearMiss, ...]
    ready: int


@dataclass(frozen=True, slots=True)
class Preview:
    """Answer to *what if this text were applied now*.

    Attributes:
        diagnostics: by line and column.
        services: those that the text names.
    """

    diagnostics: tuple[Diagnostic, ...]
    services: tuple[ServicePreview, ...]

"""What a probe is judged against: a cluster to send requests through, the level's workloads, and the start."""

from __future__ import annotations

from collections.abc import Iterable, Set

from svcquest.engine.cluster import Cluster
from svcquest.engine.generated_names import without_generated_end
from svcquest.engine.state import State
from svcquest.game.stage import Cast, fork
from svcquest.model.frozen import dataclass
from svcquest.model.language import _, listed, ngettext, several
from svcquest.model.resource import ObjectKey


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment at which probes are sent.

    Attributes:
        state: of the cluster.
        cast: workloads of the level.
        start: state at the level's start.
        namespace: of objects that a probe names without one.
    """

    state: State
    cast: Cast
    start: State
    namespace: str = "default"

    def cluster(self) -> Cluster:
        """A fork, so that one probe's traffic does not show in another's, nor in the player's cluster."""
        return fork(self.state)


def pod_names(keys: Iterable[ObjectKey]) -> str:
    """Pods as a reader compares them: ``3 storefront pods and db-0``; one alone by its whole name."""
    return several(
        names[0]
        if len(names) == 1
        else ngettext("{n} {workload} pod", "{n} {workload} pods", len(names), workload=workload)
        for workload, names in _alike(keys).items()
    )


def pod_names_in_english(keys: Iterable[ObjectKey]) -> str:
    """The same for sentences that are not translated."""
    return listed(
        names[0] if len(names) == 1 else f"{len(names)} {workload} pods" for workload, names in _alike(keys).items()
    )


def _alike(keys: Iterable[ObjectKey]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for _namespace, name in sorted(keys):
        groups.setdefault(without_generated_end(name), []).append(name)
    return groups


def told_apart(one: Set[ObjectKey], other: Set[ObjectKey], home: str = "") -> tuple[str, str]:
    """Two different sets of pods in words that differ: by group, else with namespaces, else by their own names.

    Args:
        home: namespace of whoever asks; pods of another one are told with theirs. Empty for nodes and outside.
    """
    short = _with_homes(one, home), _with_homes(other, home)
    if one == other or short[0] != short[1]:
        return short
    homes = _by_namespace(one), _by_namespace(other)
    if homes[0] != homes[1]:
        return homes
    return _by_name(one, other), _by_name(other, one)


def _with_homes(keys: Set[ObjectKey], home: str) -> str:
    return _by_namespace(keys) if home and any(namespace != home for namespace, _name in keys) else pod_names(keys)


def _by_namespace(keys: Set[ObjectKey]) -> str:
    homes = sorted({namespace for namespace, _name in keys})
    told = {home: pod_names(key for key in keys if key[0] == home) for home in homes}
    return several(_("{pods} of namespace {namespace}", pods=pods, namespace=home) for home, pods in told.items())


def _by_name(keys: Set[ObjectKey], others: Set[ObjectKey]) -> str:
    """Names of pods, those first that the other set lacks."""
    return several(name for _namespace, name in (*sorted(keys - others), *sorted(keys & others)))

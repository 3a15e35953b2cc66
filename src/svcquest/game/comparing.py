"""The player's answer beside the reference: the objects that each leaves behind, as manifests."""

from __future__ import annotations

from svcquest.engine.state import State
from svcquest.game.answering import give
from svcquest.game.stage import SETTLE_SECONDS, Stage
from svcquest.manifest.dump import dump_yaml
from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree

_SHOWN = (kinds.SERVICE, kinds.ENDPOINTSLICE, kinds.ENDPOINTS, kinds.NETWORKPOLICY, kinds.DEPLOYMENT, kinds.STATEFULSET)
_ALLOCATED = ("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "healthCheckNodePort")
_USUAL = {"sessionAffinity": "None", "internalTrafficPolicy": "Cluster", "externalTrafficPolicy": "Cluster"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two answers as text, and the unified diff from the first to the second, line by line."""

    answer: str
    reference: str
    diff: tuple[str, ...]


def compare(stage: Stage, state: State) -> Comparison:
    """A state that a player has reached, beside what the level's own solution leads to."""
    answer = manifests(stage.start, state)
    reference = manifests(stage.start, solved(stage))
    from difflib import unified_diff  # noqa: PLC0415 - only a debrief needs it

    lines = unified_diff(answer.splitlines(), reference.splitlines(), "your answer", "reference", lineterm="", n=30)
    return Comparison(answer, reference, tuple(lines))


def solved(stage: Stage) -> State:
    """The cluster after the level's own solution."""
    cluster = stage.cluster()
    give(stage, stage.level.solution, cluster)
    cluster.advance(SETTLE_SECONDS)
    return cluster.state


def manifests(start: State, now: State) -> str:
    """What a player has made or changed since the start, as YAML without what the cluster fills in."""
    changed = [
        each
        for kind in _SHOWN
        for each in now.select(kind)
        if not each.controller_uid and essence(each) != essence(start.get(kind, each.namespace, each.name))
    ]
    return "---\n".join(dump_yaml(essence(each)) for each in changed if not _kept_by_cluster(now, each))


def _kept_by_cluster(now: State, resource: Resource) -> bool:
    """Endpoints that follow from a Service's selector: nobody wrote them."""
    service = now.get(kinds.SERVICE, *resource.key) if resource.kind == kinds.ENDPOINTS else None
    return service is not None and bool(service.view.selector)


def essence(resource: Resource | None) -> Tree:
    """An object as somebody would write it, without what the cluster fills in; empty where there is none."""
    if resource is None:
        return {}
    metadata = {
        name: resource.metadata[name] for name in ("name", "namespace", "labels") if resource.metadata.get(name)
    }
    body = {
        name: value for name, value in resource.tree.items() if name not in {"apiVersion", "kind", "metadata", "status"}
    }
    found: Tree = {"apiVersion": resource.tree["apiVersion"], "kind": resource.kind.kind, "metadata": metadata, **body}
    if resource.kind == kinds.SERVICE:
        found["spec"] = _plain_spec(resource)
    return found


def _plain_spec(service: Resource) -> Tree:
    headless = service.view.headless
    spec = {
        name: value
        for name, value in service.spec.items()
        if (name not in _ALLOCATED or (headless and name == "clusterIP")) and _USUAL.get(name) != value
    }
    ports = [
        {name: value for name, value in port.items() if (name, value) != ("protocol", "TCP")}
        for port in spec.get("ports") or ()
    ]
    return {**spec, "ports": ports} if ports else spec

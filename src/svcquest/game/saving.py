"""A cluster as the text of a cluster file: the objects that somebody wrote, without what the cluster makes of them."""

from __future__ import annotations

from svcquest.engine.baseline import pod_resolver
from svcquest.engine.cluster import Cluster
from svcquest.engine.controllers.deployment_family import REVISION
from svcquest.engine.controllers.endpointslices import is_kept_by_controller
from svcquest.engine.settings import Settings
from svcquest.engine.state import State
from svcquest.manifest.dump import dump_yaml
from svcquest.model import kinds
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree
from svcquest.schema.last_applied import LAST_APPLIED

_MADE_BY_SERVER = {"uid", "resourceVersion", "creationTimestamp", "generation", "managedFields", "selfLink"}
_MADE_BY_TOOLS = {LAST_APPLIED, REVISION}
_WITH_STATUS = {kinds.NODE}
"""Kinds whose status nobody makes anew: a node's addresses and whether it is ready."""

_IN_EVERY_NAMESPACE = {("ConfigMap", "kube-root-ca.crt"), ("ServiceAccount", "default")}
_NEVER = {"Event", "Lease"}


def cluster_text(state: State) -> str:
    """The text; reading it gives a cluster with the same workloads, Services and addresses."""
    usual = Cluster(state.settings).state
    nodes = [(each.name, each.tree.get("spec")) for each in state.select(kinds.NODE)]
    own_nodes = nodes != [(each.name, each.tree.get("spec")) for each in usual.select(kinds.NODE)]
    told = {kinds.NODE} if own_nodes else set()
    if _addresses(state.settings) != _addresses(Settings()):
        told.add(kinds.SERVICE)
    found = []
    others = {each.kind.resource: each.kind for each in state.all()}
    for kind in dict.fromkeys((*kinds.KINDS, *(others[name] for name in sorted(others)))):
        for each in state.select(kind):
            known = usual.get(kind, each.namespace, each.name)
            if _is_written(each, state) and (known is None or kind in told):
                found.append(dump_yaml(_written(each)))
    return "---\n".join(found)


def _addresses(settings: Settings) -> tuple[str, str]:
    """What the Services of every cluster show of its settings: where cluster IPs begin, and whom pods ask for names."""
    return settings.service_cidrs[0], pod_resolver(settings)


def _is_written(resource: Resource, state: State) -> bool:
    """Whether somebody wrote it, rather than a controller."""
    kind = resource.kind
    if kind.kind in _NEVER or (kind.kind, resource.name) in _IN_EVERY_NAMESPACE or resource.controller_uid:
        return False
    if kind == kinds.ENDPOINTS:
        service = state.get(kinds.SERVICE, resource.namespace, resource.name)
        return service is None or not service.view.selector
    if kind == kinds.ENDPOINTSLICE:
        return not is_kept_by_controller(resource)
    return True


def _written(resource: Resource) -> Tree:
    """The manifest that makes the object again."""
    metadata = {name: value for name, value in resource.metadata.items() if name not in _MADE_BY_SERVER}
    annotations = {
        name: value for name, value in (metadata.get("annotations") or {}).items() if name not in _MADE_BY_TOOLS
    }
    metadata.pop("annotations", None)
    if annotations:
        metadata["annotations"] = annotations
    kept = {
        name: value
        for name, value in resource.tree.items()
        if name not in {"apiVersion", "kind", "metadata"} and (name != "status" or resource.kind in _WITH_STATUS)
    }
    return {"apiVersion": resource.kind.api_version, "kind": resource.kind.kind, "metadata": metadata, **kept}

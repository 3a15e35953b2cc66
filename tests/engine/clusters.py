"""Words that tests of the engine share: small manifests, and what a cluster shows."""

from __future__ import annotations

from typing import Any

from svcquest.engine.cluster import Accepted, Cluster
from svcquest.model import kinds
from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource
from svcquest.model.status import Status
from svcquest.model.tree import Tree, with_value


def template(app: str, image: str = "nginx:1", *, annotations: dict[str, str] | None = None, **container: Any) -> Tree:
    """A pod template with one container."""
    metadata: Tree = {"labels": {"app": app}}
    if annotations:
        metadata["annotations"] = annotations
    return {"metadata": metadata, "spec": {"containers": [{"name": "c", "image": image, **container}]}}


def workload(name: str, replicas: int = 2, image: str = "nginx:1", **spec: Any) -> Tree:
    """A Deployment, ReplicaSet or StatefulSet."""
    return {
        "metadata": {"name": name},
        "spec": {
            "replicas": replicas,
            "selector": {"matchLabels": {"app": name}},
            "template": template(name, image),
            **spec,
        },
    }


def pod(name: str, app: str = "", *, annotations: dict[str, str] | None = None, **spec: Any) -> Tree:
    """A pod with one container."""
    metadata: Tree = {"name": name}
    if app:
        metadata["labels"] = {"app": app}
    if annotations:
        metadata["annotations"] = annotations
    return {"metadata": metadata, "spec": {"containers": [{"name": "c", "image": "nginx:1"}], **spec}}


def service(name: str, app: str = "", **spec: Any) -> Tree:
    """A Service on port 80, with a selector if ``app`` is given."""
    wanted: Tree = {"ports": [{"port": 80}], **spec}
    if app:
        wanted["selector"] = {"app": app}
    return {"metadata": {"name": name}, "spec": wanted}


def make(cluster: Cluster, kind: Kind, tree: Tree, namespace: str = "default") -> Resource:
    """Create something that must be accepted; the object once everything has come to rest."""
    answer = cluster.create(kind, tree, namespace=namespace)
    assert isinstance(answer, Accepted), answer
    return found(cluster, kind, answer.resource.name, namespace)


def change(
    cluster: Cluster, kind: Kind, name: str, path: tuple[str, ...], value: Any, namespace: str = "default"
) -> None:
    """Change one field of an object."""
    tree = found(cluster, kind, name, namespace).tree
    answer = cluster.update(kind, namespace, name, with_value(tree, path, value))
    assert isinstance(answer, Accepted), answer


def annotate(cluster: Cluster, kind: Kind, name: str, **notes: str) -> None:
    """Set annotations of ours on an object: ``ready="false"``."""
    resource = found(cluster, kind, name)
    ours = {f"svcquest/{key}": value for key, value in notes.items()}
    change(cluster, kind, name, ("metadata", "annotations"), {**resource.annotations, **ours})


def refused(answer: Accepted | Status) -> Status:
    """An answer that must be a refusal."""
    assert isinstance(answer, Status), answer
    return answer


def found(cluster: Cluster, kind: Kind, name: str, namespace: str = "default") -> Resource:
    """An object that must be there."""
    resource = cluster.get(kind, namespace if kind.namespaced else "", name)
    assert resource is not None, f"{kind} {namespace}/{name}"
    return resource


def pods_of(cluster: Cluster, app: str) -> list[Resource]:
    """Pods with a label ``app``, by name."""
    return [each for each in cluster.select(kinds.POD, "default") if each.labels.get("app") == app]


def slices_of(cluster: Cluster, name: str) -> list[Resource]:
    """EndpointSlices of a Service."""
    return [each for each in cluster.select(kinds.ENDPOINTSLICE, "default") if each.view.service == name]


def listed(cluster: Cluster, name: str) -> dict[str, tuple[bool, bool, bool]]:
    """Pods in a Service's slices, with ready, serving and terminating."""
    return {
        endpoint.pod[1]: (endpoint.ready, endpoint.serving, endpoint.terminating)
        for each in slices_of(cluster, name)
        for endpoint in each.view.endpoints
        if endpoint.pod
    }


def subsets(cluster: Cluster, name: str) -> list[tuple[list[str], list[str], list[int]]]:
    """Ready addresses, other addresses and ports of each subset of an Endpoints object."""
    return [
        (
            [each["ip"] for each in subset.get("addresses") or ()],
            [each["ip"] for each in subset.get("notReadyAddresses") or ()],
            [each["port"] for each in subset.get("ports") or ()],
        )
        for subset in found(cluster, kinds.ENDPOINTS, name).tree.get("subsets") or ()
    ]

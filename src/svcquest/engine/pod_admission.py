"""What the admission plugins of an API server add to a new pod, and what they have against one.

Follows ``plugin/pkg/admission`` (serviceaccount, priority, defaulttolerationseconds), which are on by default.
"""

from __future__ import annotations

from typing import Any

from svcquest.engine import chance
from svcquest.engine.state import Reader
from svcquest.model.kinds import Kind
from svcquest.model.tree import Tree

SERVICE_ACCOUNT = Kind("", "v1", "ServiceAccount", "serviceaccounts", ("sa",))
DEFAULT_ACCOUNT = "default"
"""The ServiceAccount of pods that name none; every namespace has it."""

TOKEN_PATH = "/var/run/secrets/kubernetes.io/serviceaccount"

_UNHEALTHY = ("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")
_PATIENCE = tuple(
    {"key": key, "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300} for key in _UNHEALTHY
)
"""How long a pod stays on a node in trouble."""

_ACCESS: Tree = {
    "defaultMode": 420,
    "sources": [
        {"serviceAccountToken": {"expirationSeconds": 3607, "path": "token"}},
        {"configMap": {"name": "kube-root-ca.crt", "items": [{"key": "ca.crt", "path": "ca.crt"}]}},
        {
            "downwardAPI": {
                "items": [
                    {"path": "namespace", "fieldRef": {"apiVersion": "v1", "fieldPath": "metadata.namespace"}},
                ]
            }
        },
    ],
}
"""The volume that gives a pod access to the API."""


def objection(reader: Reader, pod: Tree) -> str:
    """Why a new pod is forbidden, as the server says it; empty when it is not."""
    metadata, account = pod["metadata"], account_of(pod)
    namespace = metadata["namespace"]
    if account == DEFAULT_ACCOUNT or reader.get(SERVICE_ACCOUNT, namespace, account):
        return ""
    shown = metadata.get("generateName") or metadata.get("name", "")
    return (
        f'pods "{shown}" is forbidden: error looking up service account {namespace}/{account}: '
        f'serviceaccount "{account}" not found'
    )


def account_of(pod: Tree) -> str:
    """The ServiceAccount that a pod, or a template's pods, run as."""
    spec = pod.get("spec") or {}
    found: str = spec.get("serviceAccountName") or spec.get("serviceAccount") or DEFAULT_ACCOUNT
    return found


def admitted(pod: Tree) -> Tree:
    """A new pod with its service account, access to the API, priority, and patience with unhealthy nodes."""
    spec = dict(pod.get("spec") or {})
    spec["serviceAccountName"] = spec["serviceAccount"] = account_of(pod)
    if not spec.get("priorityClassName"):
        spec.setdefault("priority", 0)
    spec.setdefault("preemptionPolicy", "PreemptLowerPriority")
    spec["tolerations"] = _patient(spec.get("tolerations") or ())
    if spec.get("automountServiceAccountToken", True):
        spec = _with_access(spec, str((pod.get("metadata") or {}).get("name", "")))
    return {**pod, "spec": spec}


def _patient(tolerations: Any) -> list[Tree]:
    """Tolerations with those that say nothing of a node in trouble added."""
    found = list(tolerations)
    for usual in _PATIENCE:
        told = any(
            each.get("key", "") in {"", usual["key"]} and each.get("effect", "") in {"", "NoExecute"} for each in found
        )
        found += [] if told else [usual]
    return found


def _with_access(spec: Tree, name: str) -> Tree:
    """A specification whose containers can all read the token of their service account."""
    volume = f"kube-api-access-{chance.suffix(0, chance.fnv1a(name), 5)}"
    mount = {"mountPath": TOKEN_PATH, "name": volume, "readOnly": True}
    changed, needed = dict(spec), False
    for field in ("initContainers", "containers"):
        containers = []
        for container in spec.get(field) or ():
            mounts = container.get("volumeMounts") or ()
            if not any(each.get("mountPath") == TOKEN_PATH for each in mounts):
                container, needed = {**container, "volumeMounts": [*mounts, mount]}, True  # noqa: PLW2901
            containers.append(container)
        if containers:
            changed[field] = containers
    if needed:
        changed["volumes"] = [*(spec.get("volumes") or ()), {"name": volume, "projected": _ACCESS}]
    return changed

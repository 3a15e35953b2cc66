"""Defaults of a Pod and of the pod templates in workloads. Follows ``pkg/apis/core/v1/defaults.go``."""

from __future__ import annotations

from typing import Any

from svcquest.model.tree import Tree
from svcquest.schema.defaults.filling import each, filled, within

_FILE_MODE = 0o644


def default_pod(tree: Tree) -> Tree:
    """Defaults of a pod that stands alone: those of a template, and what only real pods get."""
    spec = default_pod_spec(tree.get("spec") or {})
    spec = filled(spec, enableServiceLinks=True)
    for containers in ("initContainers", "containers"):
        spec = each(spec, containers, lambda container: within(container, "resources", _request_limits))
    return {**tree, "spec": spec}


def default_template(template: Tree | None) -> Tree:
    """Defaults of ``spec.template`` of a workload."""
    template = template or {}
    return {
        **template,
        "metadata": template.get("metadata") or {},
        "spec": default_pod_spec(template.get("spec") or {}),
    }


def default_pod_spec(spec: Tree) -> Tree:
    """Defaults that pods and templates share."""
    spec = filled(
        spec,
        dnsPolicy="ClusterFirst",
        restartPolicy="Always",
        schedulerName="default-scheduler",
        securityContext={},
        terminationGracePeriodSeconds=30,
    )
    for containers in ("initContainers", "containers", "ephemeralContainers"):
        spec = each(spec, containers, _default_container)
        if spec.get("hostNetwork"):
            spec = each(spec, containers, lambda container: each(container, "ports", _publish_on_host))
    return each(spec, "volumes", _default_volume)


def _default_container(container: Tree) -> Tree:
    container = filled(
        container,
        imagePullPolicy=_pull_policy(container.get("image", "")),
        resources={},
        terminationMessagePath="/dev/termination-log",
        terminationMessagePolicy="File",
    )
    container = each(container, "ports", lambda port: filled(port, protocol="TCP"))
    container = each(container, "env", _default_env)
    for probe in ("livenessProbe", "readinessProbe", "startupProbe"):
        container = within(container, probe, _default_probe)
    return within(container, "lifecycle", _default_lifecycle)


def _pull_policy(image: str) -> str:
    """``Always`` for a moving image: one with the tag ``latest`` or with neither tag nor digest."""
    name = image.rpartition("/")[2]
    if "@" in name:
        return "IfNotPresent"
    tag = name.partition(":")[2]
    return "Always" if tag in {"", "latest"} else "IfNotPresent"


def _publish_on_host(port: Tree) -> Tree:
    return filled(port, hostPort=port["containerPort"]) if "containerPort" in port else port


def _default_env(variable: Tree) -> Tree:
    return within(variable, "valueFrom", lambda source: within(source, "fieldRef", _default_field_ref))


def _default_field_ref(reference: Tree) -> Tree:
    return filled(reference, apiVersion="v1")


def _default_probe(probe: Tree) -> Tree:
    probe = filled(probe, failureThreshold=3, periodSeconds=10, successThreshold=1, timeoutSeconds=1)
    probe = within(probe, "grpc", lambda grpc: filled(grpc, service=""))
    return within(probe, "httpGet", _default_http_get)


def _default_lifecycle(lifecycle: Tree) -> Tree:
    for hook in ("postStart", "preStop"):
        lifecycle = within(lifecycle, hook, lambda handler: within(handler, "httpGet", _default_http_get))
    return lifecycle


def _default_http_get(action: Tree) -> Tree:
    return filled(action, path="/", scheme="HTTP")


def _request_limits(resources: Tree) -> Tree:
    """Requests default to limits, resource by resource."""
    limits = resources.get("limits")
    return {**resources, "requests": filled(resources.get("requests"), **limits)} if limits else resources


_VOLUME_DEFAULTS: dict[str, dict[str, Any]] = {
    "configMap": {"defaultMode": _FILE_MODE},
    "downwardAPI": {"defaultMode": _FILE_MODE},
    "hostPath": {"type": ""},
    "projected": {"defaultMode": _FILE_MODE},
    "secret": {"defaultMode": _FILE_MODE},
}


def _default_volume(volume: Tree) -> Tree:
    if set(volume) <= {"name"}:
        return {**volume, "emptyDir": {}}
    for source, defaults in _VOLUME_DEFAULTS.items():
        volume = within(volume, source, lambda found, defaults=defaults: filled(found, **defaults))  # type: ignore[misc]
    return volume

"""Environment variables of containers: those of Services, and those that the pod's manifest sets.

Follows pkg/kubelet/envvars/envvars.go and pkg/kubelet/kubelet_pods.go makeEnvironmentVariables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from svcquest.engine.ranges import address_and_port
from svcquest.engine.state import LOADED, State
from svcquest.model import kinds
from svcquest.model.objects import Service
from svcquest.model.resource import Resource
from svcquest.model.timestamps import to_timestamp
from svcquest.model.tree import Tree, dig

MASTER = ("default", "kubernetes")
"""The Service that every container hears of, wherever it runs."""

_REFERENCE = r"\$(\$|\(([^)]*)\))"


def service_variables(service: Service) -> dict[str, str]:
    """The variables of one Service that has a cluster IP, in the order in which kubelet makes them."""
    prefix = _mangled(service.name)
    host, first = service.cluster_ip, service.ports[0]
    found = {f"{prefix}_SERVICE_HOST": host, f"{prefix}_SERVICE_PORT": str(first.port)}
    for port in service.ports:
        if port.name:
            found[f"{prefix}_SERVICE_PORT_{_mangled(port.name)}"] = str(port.port)
    for number, port in enumerate(service.ports):
        protocol = port.protocol.lower()
        url = f"{protocol}://{address_and_port(host, port.port)}"
        if number == 0:
            found[f"{prefix}_PORT"] = url
        link = f"{prefix}_PORT_{port.port}_{port.protocol.upper()}"
        found |= {link: url, f"{link}_PROTO": protocol, f"{link}_PORT": str(port.port), f"{link}_ADDR": host}
    return found


def visible_services(state: State, pod: Resource, container: str) -> list[Service]:
    """Services that a container has variables of, by name, as they were when it started."""
    links = pod.spec.get("enableServiceLinks", True)
    found: dict[str, Service] = {}
    master = state.get(kinds.SERVICE, *MASTER)
    if master is not None:
        found[master.name] = master.view
    if links:
        found |= {each.name: each.view for each in _existing(state, pod, container)}
    return [found[name] for name in sorted(found) if found[name].cluster_ip and found[name].ports]


def container_environment(state: State, pod: Resource, container: str = "") -> dict[str, str]:
    """All variables of a container, the first one by default; what the manifest sets wins over Services."""
    spec = _container(pod, container)
    services: dict[str, str] = {}
    for service in visible_services(state, pod, spec.get("name", "")):
        services |= service_variables(service)
    own: dict[str, str] = {}
    for source in spec.get("envFrom") or ():
        data = _config_map(state, pod.namespace, dig(source, "configMapRef", "name"))
        own |= {source.get("prefix", "") + key: str(value) for key, value in data.items()}
    for entry in spec.get("env") or ():
        value = entry.get("value")
        if value is None and "valueFrom" in entry:
            own[entry["name"]] = _taken(state, pod, entry["valueFrom"])
        else:
            own[entry["name"]] = expand(str(value or ""), {**services, **own})
    return {**own, **{name: value for name, value in services.items() if name not in own}}


def expand(text: str, known: Mapping[str, str]) -> str:
    """A value with each ``$(NAME)`` replaced; unknown names stay, ``$$`` is one dollar sign.

    Follows third_party/forked/golang/expansion/expand.go.
    """
    return re.sub(_REFERENCE, lambda found: "$" if found[1] == "$" else known.get(found[2], found[0]), text)


def _mangled(name: str) -> str:
    return name.upper().replace("-", "_")


def _existing(state: State, pod: Resource, container: str) -> list[Resource]:
    """Services of the pod's namespace as they were when a container of it started.

    Times have whole seconds. Within one, a Service that was stored or given up after the pod's last change is taken
    for younger than the pod, unless both were loaded together.
    """
    started = _started(pod, container)
    revision = max(int(pod.resource_version or 0), state.counters.get(LOADED, 0))
    found: dict[str, Resource] = {}

    def was_there(service: Resource) -> bool:
        made = (service.metadata.get("creationTimestamp", ""), int(service.resource_version or 0))
        return not started or made <= (started, revision)

    for each in state.former:
        service = each.service
        if service.namespace == pod.namespace and (to_timestamp(each.ended), each.revision) > (started, revision):
            found.setdefault(service.name, service)
    for service in state.select(kinds.SERVICE, pod.namespace):
        found.setdefault(service.name, service)
    return [service for service in found.values() if was_there(service)]


def _started(pod: Resource, container: str) -> str:
    """When a container started last, as a time stamp; the creation of its pod where nothing tells."""
    times = [
        dig(status, "state", "running", "startedAt")
        for status in pod.status.get("containerStatuses") or ()
        if status.get("name") == container
    ]
    known: list[str] = [time for time in times if time]
    return max(known, default=str(pod.status.get("startTime") or pod.metadata.get("creationTimestamp", "")))


def _container(pod: Resource, name: str) -> Tree:
    containers: list[Tree] = pod.spec.get("containers") or []
    return next((each for each in containers if each.get("name") == name), containers[0] if containers else {})


def _config_map(state: State, namespace: str, name: str | None) -> Mapping[str, Any]:
    found = state.get(kinds.CONFIGMAP, namespace, name or "")
    return (found.tree.get("data") or {}) if found else {}


def _taken(state: State, pod: Resource, source: Mapping[str, Any]) -> str:
    """``valueFrom``: a field of the pod or a key of a ConfigMap; empty where it is not there."""
    reference = source.get("configMapKeyRef")
    if reference:
        return str(_config_map(state, pod.namespace, reference.get("name")).get(reference.get("key", ""), ""))
    path = dig(source, "fieldRef", "fieldPath") or ""
    key = re.fullmatch(r"metadata\.(labels|annotations)\['(.+)'\]", path)
    steps = ("metadata", key[1], key[2]) if key else tuple(path.split("."))
    if path == "status.podIPs":
        return ",".join(entry["ip"] for entry in pod.status.get("podIPs") or ())
    return str(dig(pod.tree, *steps) or "")

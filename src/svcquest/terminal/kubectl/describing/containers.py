"""Containers and tolerations, as pods and pod templates have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from svcquest.engine.ranges import bracketed
from svcquest.model.tree import dig
from svcquest.terminal.kubectl.describing.page import Page, moment

Container = Mapping[str, Any]
Status = Mapping[str, Any]


def describe_containers(
    page: Page,
    label: str,
    containers: Sequence[Container],
    statuses: Sequence[Status] = (),
    space: str = "",
    pod: Mapping[str, Any] | None = None,
) -> None:
    """A block of containers, each with its status where there is one.

    Args:
        page: where they go.
        label: what they are called.
        containers: as the pod or the template lists them.
        statuses: of the pod's containers.
        space: stands before names, as templates have it.
        pod: whose containers they are, for variables that take their values from it; None for a template.
    """
    by_name = {status.get("name"): status for status in statuses}
    page.add(f"{space}{label}:" if containers else f"{space}{label}: <none>")
    for container in containers:
        page.add(f"{' ' if space else ''}{container.get('name', '')}:", 1)
        status = by_name.get(container.get("name"))
        _basics(page, container, status)
        _words(page, "Command", container.get("command") or ())
        _words(page, "Args", container.get("args") or ())
        if status is not None:
            _state(page, status)
        _resources(page, container.get("resources") or {})
        _probes(page, container)
        _environment_from(page, container.get("envFrom") or ())
        _environment(page, container, pod)
        _mounts(page, container)


def _basics(page: Page, container: Container, status: Status | None) -> None:
    if status is not None:
        page.add(f"Container ID:\t{status.get('containerID', '')}", 2)
    page.add(f"Image:\t{container.get('image', '')}", 2)
    if status is not None:
        page.add(f"Image ID:\t{status.get('imageID', '')}", 2)
    ports = container.get("ports") or ()
    _ports(page, "Port", ports, "containerPort")
    _ports(page, "Host Port", ports, "hostPort")
    describe_seccomp(page, container, 2, 3)


def describe_seccomp(page: Page, confined: Mapping[str, Any], level: int = 0, inner: int = 0) -> None:
    """The system calls that a pod or container is confined to; the name of a node's own profile goes to ``inner``."""
    seccomp = dig(confined, "securityContext", "seccompProfile")
    if seccomp:
        page.add(f"SeccompProfile:\t{seccomp.get('type')}", level)
        if seccomp.get("type") == "Localhost":
            page.add(f"LocalhostProfile:\t{seccomp.get('localhostProfile')}", inner)


def _ports(page: Page, title: str, ports: Sequence[Mapping[str, Any]], field: str) -> None:
    shown = []
    for port in ports:
        name = f" ({port['name']})" if port.get("name") else ""
        shown.append(f"{port.get(field, 0)}/{port.get('protocol', 'TCP')}{name}")
    plural = "s" if len(shown) > 1 else ""
    page.add(f"{title}{plural}:\t{', '.join(shown) or '<none>'}", 2)


def _words(page: Page, title: str, words: Sequence[str]) -> None:
    if words:
        page.add(f"{title}:", 2)
        for word in words:
            for line in word.split("\n"):
                page.add(line, 3)


def _state(page: Page, status: Status) -> None:
    _one_state(page, "State", status.get("state") or {})
    if dig(status, "lastState", "terminated"):
        _one_state(page, "Last State", status["lastState"])
    page.add(f"Ready:\t{bool(status.get('ready'))}", 2)
    page.add(f"Restart Count:\t{status.get('restartCount', 0)}", 2)


def _one_state(page: Page, title: str, state: Mapping[str, Any]) -> None:
    if state.get("running") is not None:
        page.add(f"{title}:\tRunning", 2)
        page.add(f"Started:\t{moment(state['running'].get('startedAt'))}", 3)
    elif state.get("terminated") is not None:
        _ended(page, title, state["terminated"])
    else:
        page.add(f"{title}:\tWaiting", 2)
        reason = dig(state, "waiting", "reason")
        if reason:
            page.add(f"Reason:\t{reason}", 3)


def _ended(page: Page, title: str, ended: Mapping[str, Any]) -> None:
    page.add(f"{title}:\tTerminated", 2)
    for name in ("reason", "message"):
        if ended.get(name):
            page.add(f"{name.capitalize()}:\t{ended[name]}", 3)
    page.add(f"Exit Code:\t{ended.get('exitCode', 0)}", 3)
    if ended.get("signal"):
        page.add(f"Signal:\t{ended['signal']}", 3)
    page.add(f"Started:\t{moment(ended.get('startedAt'))}", 3)
    page.add(f"Finished:\t{moment(ended.get('finishedAt'))}", 3)


def _resources(page: Page, resources: Mapping[str, Any]) -> None:
    for title in ("limits", "requests"):
        amounts = resources.get(title) or {}
        if amounts:
            page.add(f"{title.capitalize()}:", 2)
            for name in sorted(amounts):
                page.add(f"{name}:\t{amounts[name]}", 3)


def _probes(page: Page, container: Container) -> None:
    for title in ("Liveness", "Readiness", "Startup"):
        probe = container.get(f"{title.lower()}Probe")
        if probe:
            page.add(f"{title}:\t{probe_text(probe)}", 2)


def probe_text(probe: Mapping[str, Any]) -> str:
    """A probe on one line: ``http-get http://:80/ delay=0s timeout=1s period=10s #success=1 #failure=3``."""
    attributes = (
        f"delay={probe.get('initialDelaySeconds', 0)}s timeout={probe.get('timeoutSeconds', 1)}s "
        f"period={probe.get('periodSeconds', 10)}s #success={probe.get('successThreshold', 1)} "
        f"#failure={probe.get('failureThreshold', 3)}"
    )
    match probe:
        case {"exec": command}:
            return f"exec [{' '.join(command.get('command') or ())}] {attributes}"
        case {"httpGet": get}:
            scheme = str(get.get("scheme", "HTTP")).lower()
            path = str(get.get("path", "/"))
            host = bracketed(get.get("host", ""))
            slash = "" if path.startswith("/") or not path else "/"
            return f"http-get {scheme}://{host}:{get.get('port')}{slash}{path} {attributes}"
        case {"tcpSocket": socket}:
            return f"tcp-socket {socket.get('host', '')}:{socket.get('port')} {attributes}"
        case {"grpc": grpc}:
            return f"grpc <pod>:{grpc.get('port')} {grpc.get('service', '')} {attributes}"
        case _:
            return f"unknown {attributes}"


def _environment_from(page: Page, sources: Sequence[Mapping[str, Any]]) -> None:
    if sources:
        page.add("Environment Variables from:", 2)
    for source in sources:
        field, kind = ("configMapRef", "ConfigMap") if source.get("configMapRef") else ("secretRef", "Secret")
        reference = source.get(field) or {}
        prefix = f" with prefix '{source['prefix']}'" if source.get("prefix") else ""
        page.add(f"{reference.get('name', '')}\t{kind}{prefix}\tOptional: {_optional(reference)}", 3)


def _environment(page: Page, container: Container, pod: Mapping[str, Any] | None) -> None:
    entries = container.get("env") or ()
    page.add("Environment:" if entries else "Environment:\t<none>", 2)
    for entry in entries:
        name, source = entry.get("name", ""), entry.get("valueFrom")
        if not source:
            for at, line in enumerate(str(entry.get("value", "")).split("\n")):
                page.add(f"{name}:\t{line}" if at == 0 else f"\t{line}", 3)
        else:
            page.add(f"{name}:\t{_source(source, container, pod)}", 3)


def _source(source: Mapping[str, Any], container: Container, pod: Mapping[str, Any] | None) -> str:
    match source:
        case {"fieldRef": field}:
            path = field.get("fieldPath", "")
            return f"{_field_of(pod, path) if pod else ''} ({field.get('apiVersion', 'v1')}:{path})"
        case {"configMapKeyRef": key}:
            return f"<set to the key '{key.get('key')}' of config map '{key.get('name')}'>\tOptional: {_optional(key)}"
        case {"secretKeyRef": key}:
            return f"<set to the key '{key.get('key')}' in secret '{key.get('name')}'>\tOptional: {_optional(key)}"
        case {"resourceFieldRef": field}:
            resource = str(field.get("resource", ""))
            amount = dig(container, "resources", *resource.split("."))
            missing = "node allocatable" if resource in {"limits.cpu", "limits.memory"} else "0"
            return f"{amount or missing} ({resource})"
        case _:
            return ""


def _field_of(pod: Mapping[str, Any], path: str) -> str:
    """What the downward API gives for a field: one label or annotation, or a value of the pod."""
    start, bracket, key = path.partition("['")
    if bracket:
        return str((dig(pod, *start.split(".")) or {}).get(key.removesuffix("']"), ""))
    value = dig(pod, *path.split("."))
    return "" if value is None or isinstance(value, dict | list) else str(value)


def _optional(reference: Mapping[str, Any]) -> str:
    return str(bool(reference.get("optional"))).lower()


def _mounts(page: Page, container: Container) -> None:
    mounts = container.get("volumeMounts") or ()
    page.add("Mounts:" if mounts else "Mounts:\t<none>", 2)
    for mount in sorted(mounts, key=lambda each: str(each.get("mountPath"))):
        flags = ["ro" if mount.get("readOnly") else "rw"]
        if mount.get("subPath"):
            flags.append(f'path="{mount["subPath"]}"')
        page.add(f"{mount.get('mountPath')} from {mount.get('name')} ({','.join(flags)})", 3)
    devices = container.get("volumeDevices") or ()
    if devices:
        page.add("Devices:" if mounts else "Devices:\t<none>", 2)
    for device in sorted(devices, key=lambda each: str(each.get("devicePath"))):
        page.add(f"{device.get('devicePath')} from {device.get('name')}", 3)


def describe_tolerations(page: Page, title: str, tolerations: Sequence[Mapping[str, Any]]) -> None:
    """Tolerations, one a line."""
    page.multiline(title, [_toleration(each) for each in sorted(tolerations, key=lambda each: str(each.get("key")))])


def _toleration(toleration: Mapping[str, Any]) -> str:
    text = str(toleration.get("key", ""))
    if toleration.get("value"):
        text += f"={toleration['value']}"
    if toleration.get("effect"):
        text += f":{toleration['effect']}"
    if toleration.get("operator") == "Exists" and not toleration.get("value"):
        text += " op=Exists" if text else "op=Exists"
    if toleration.get("tolerationSeconds") is not None:
        text += f" for {toleration['tolerationSeconds']}s"
    return text

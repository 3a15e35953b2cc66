"""Rules for containers: name, image, ports, mounts, resources, probes, hooks.

Follows ``validateContainers``, ``validateInitContainers``, ``validateProbe`` and ``validateLifecycle`` of
``pkg/apis/core/validation/validation.go``.
"""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.model.status import Cause
from svcquest.model.tree import Tree
from svcquest.schema import names
from svcquest.schema.validate.syntax import invalid, not_negative, port_number_or_name, protocol

_SCHEMES = ("HTTP", "HTTPS")
_PULL_POLICIES = ("Always", "IfNotPresent", "Never")
_PROBE_HANDLERS = ("exec", "httpGet", "tcpSocket", "grpc")
_HOOK_HANDLERS = ("exec", "httpGet", "tcpSocket", "sleep")
_PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
_ONE_SUCCESS = frozenset({"livenessProbe", "startupProbe"})


def containers(found: list[Tree], field: str, grace: int, volumes: set[str]) -> Iterator[Cause]:
    """The containers of a pod, whose names are distinct.

    Args:
        grace: seconds that the pod has for ending.
        volumes: names of the pod's volumes.
    """
    seen: set[str] = set()
    for index, container in enumerate(found):
        name, place = container.get("name", ""), f"{field}[{index}]"
        yield from _container(container, place, volumes)
        if name in seen:
            yield Cause.duplicate(f"{place}.name", name)
        seen.add(name)
        yield from _life(container, place, grace)
    yield from _host_ports(found, field)


def init_containers(
    found: list[Tree], others: list[Tree], field: str, grace: int, volumes: set[str]
) -> Iterator[Cause]:
    """Containers that run before the ``others``. Only those that go on running may be probed."""
    seen = {other.get("name", "") for other in others}
    for index, container in enumerate(found):
        name, place = container.get("name", ""), f"{field}[{index}]"
        yield from _container(container, place, volumes)
        if name in seen:
            yield Cause.duplicate(f"{place}.name", name)
        if name:
            seen.add(name)
        yield from _host_ports([container], field)  # one after the other, as they run; the server counts anew, too
        if container.get("restartPolicy") == "Always":
            yield from _life(container, place, grace)
        else:
            for told in ("lifecycle", *_PROBES):
                if told in container:
                    detail = "may not be set for init containers without restartPolicy=Always"
                    yield Cause.forbidden(f"{place}.{told}", detail)


def images(found: list[Tree], field: str) -> Iterator[Cause]:
    """What is asked of images of a pod, though not of those of a template."""
    for index, container in enumerate(found):
        image = container.get("image", "")
        if image != image.strip():
            yield Cause.invalid(f"{field}[{index}].image", image, "must not have leading or trailing whitespace")


def _container(container: Tree, field: str, volumes: set[str]) -> Iterator[Cause]:
    """What holds for containers of every sort. Follows ``validateContainerCommon``."""
    name = container.get("name", "")
    if name:
        yield from invalid(f"{field}.name", name, names.dns_label(name))
    else:
        yield Cause.required(f"{field}.name")
    if not container.get("image"):
        yield Cause.required(f"{field}.image")
    yield from _ports(container.get("ports") or [], f"{field}.ports")
    for index, variable in enumerate(container.get("env") or ()):
        if not variable.get("name"):
            yield Cause.required(f"{field}.env[{index}].name")
    yield from _mounts(container.get("volumeMounts") or [], f"{field}.volumeMounts", volumes)
    policy = container.get("imagePullPolicy", "")
    if policy not in _PULL_POLICIES:
        yield Cause.unsupported(f"{field}.imagePullPolicy", policy, _PULL_POLICIES)
    yield from _resources(container.get("resources") or {}, f"{field}.resources")


def _life(container: Tree, field: str, grace: int) -> Iterator[Cause]:
    for hook in ("postStart", "preStop"):
        found = (container.get("lifecycle") or {}).get(hook)
        if found is not None:
            yield from _one_handler(found, _HOOK_HANDLERS, f"{field}.lifecycle.{hook}", grace)
    for probe in _PROBES:
        if probe in container:
            yield from _probe(container[probe], f"{field}.{probe}", once=probe in _ONE_SUCCESS)


def _mounts(mounts: list[Tree], field: str, volumes: set[str]) -> Iterator[Cause]:
    seen: set[str] = set()
    for index, mount in enumerate(mounts):
        name, path, place = mount.get("name", ""), mount.get("mountPath", ""), f"{field}[{index}]"
        if not name:
            yield Cause.required(f"{place}.name")
        if name not in volumes:
            yield Cause.not_found(f"{place}.name", name)
        if not path:
            yield Cause.required(f"{place}.mountPath")
        if path in seen:
            yield Cause.invalid(f"{place}.mountPath", path, "must be unique")
        seen.add(path)


def _resources(resources: Tree, field: str) -> Iterator[Cause]:
    """Nothing may be requested beyond its limit. Follows ``validateResourceRequirements``."""
    limits = resources.get("limits") or {}
    for name, request in (resources.get("requests") or {}).items():
        if name in limits and request != limits[name]:
            from svcquest.schema.quantity import amount  # noqa: PLC0415 - fractions are costly to import

            if amount(request) > amount(limits[name]):
                detail = f"must be less than or equal to {name} limit of {limits[name]}"
                yield Cause.invalid(f"{field}.requests", request, detail)


def _host_ports(found: list[Tree], field: str) -> Iterator[Cause]:
    """No port of the node is taken twice. Follows ``AccumulateUniqueHostPorts``."""
    seen: set[str] = set()
    for number, container in enumerate(found):
        for index, port in enumerate(container.get("ports") or ()):
            if not port.get("hostPort"):
                continue
            taken = f"{port.get('protocol', '')}/{port.get('hostIP', '')}/{port['hostPort']}"
            if taken in seen:
                yield Cause.duplicate(f"{field}[{number}].ports[{index}].hostPort", taken)
            seen.add(taken)


def _ports(ports: list[Tree], field: str) -> Iterator[Cause]:
    seen: set[str] = set()
    for index, port in enumerate(ports):
        place = f"{field}[{index}]"
        name, number = port.get("name", ""), port.get("containerPort", 0)
        wrong = names.port_name(name) if name else []
        yield from invalid(f"{place}.name", name, wrong)
        if name in seen:
            yield Cause.duplicate(f"{place}.name", name)
        if name and not wrong:
            seen.add(name)
        if number:
            yield from invalid(f"{place}.containerPort", number, names.port_number(number))
        else:
            yield Cause.required(f"{place}.containerPort")
        if port.get("hostPort"):
            yield from invalid(f"{place}.hostPort", port["hostPort"], names.port_number(port["hostPort"]))
        yield from protocol(f"{place}.protocol", port.get("protocol", ""))


def _probe(probe: Tree, field: str, *, once: bool) -> Iterator[Cause]:
    yield from _one_handler(probe, _PROBE_HANDLERS, field)
    for count in ("initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"):
        yield from not_negative(f"{field}.{count}", probe.get(count))
    if once and probe.get("successThreshold", 1) != 1:
        yield Cause.invalid(f"{field}.successThreshold", probe["successThreshold"], "must be 1")


def _one_handler(found: Tree, kinds: tuple[str, ...], field: str, grace: int = 0) -> Iterator[Cause]:
    handlers = [handler for handler in kinds if handler in found]
    for extra in handlers[1:]:
        yield Cause.forbidden(f"{field}.{extra}", "may not specify more than 1 handler type")
    if not handlers:
        yield Cause.required(field, "must specify a handler type")
    else:
        yield from _handler(handlers[0], found[handlers[0]], f"{field}.{handlers[0]}", grace)


def _handler(kind: str, handler: Tree, field: str, grace: int) -> Iterator[Cause]:
    match kind:
        case "exec":
            if not handler.get("command"):
                yield Cause.required(f"{field}.command")
        case "grpc":
            yield from invalid(f"{field}.port", handler.get("port", 0), names.port_number(handler.get("port", 0)))
        case "sleep":
            seconds = handler.get("seconds", 0)
            if not 0 <= seconds <= grace:
                detail = f"must be non-negative and less than terminationGracePeriodSeconds ({grace})"
                yield Cause.invalid(field, seconds, detail)
        case _:
            yield from port_number_or_name(f"{field}.port", handler.get("port", 0))
            scheme = handler.get("scheme", "HTTP")
            if scheme not in _SCHEMES:
                yield Cause.unsupported(f"{field}.scheme", scheme, _SCHEMES)

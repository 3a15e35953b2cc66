"""Rules for containers: name, image, ports, probes, hooks.

Follows ``validateContainers``, ``validateProbe`` and ``validateLifecycle`` of
``pkg/apis/core/validation/validation.go``.
"""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.model.status import Cause
from svcquest.model.tree import Tree
from svcquest.schema import names
from svcquest.schema.validate.syntax import invalid, not_negative, port_number_or_name, protocol

_PULL_POLICIES = ("Always", "IfNotPresent", "Never")
_PROBE_HANDLERS = ("exec", "httpGet", "tcpSocket", "grpc")
_HOOK_HANDLERS = ("exec", "httpGet", "tcpSocket", "sleep")
_ONE_SUCCESS = frozenset({"livenessProbe", "startupProbe"})


def containers(found: list[Tree], field: str, grace: int) -> Iterator[Cause]:
    """A list of containers, whose names are distinct.

    Args:
        grace: seconds that the pod has for ending.
    """
    seen: set[str] = set()
    for index, container in enumerate(found):
        name, place = container.get("name", ""), f"{field}[{index}]"
        yield from _container(container, place, grace)
        if name and name in seen:
            yield Cause.duplicate(f"{place}.name", name)
        seen.add(name)


def _container(container: Tree, field: str, grace: int) -> Iterator[Cause]:
    name, image = container.get("name", ""), container.get("image", "")
    if name:
        yield from invalid(f"{field}.name", name, names.dns_label(name))
    else:
        yield Cause.required(f"{field}.name")
    if not image:
        yield Cause.required(f"{field}.image")
    elif image != image.strip():
        yield Cause.invalid(f"{field}.image", image, "must not have leading or trailing whitespace")
    for hook in ("postStart", "preStop"):
        found = (container.get("lifecycle") or {}).get(hook)
        if found is not None:
            yield from _one_handler(found, _HOOK_HANDLERS, f"{field}.lifecycle.{hook}", grace)
    for probe in ("livenessProbe", "readinessProbe", "startupProbe"):
        if probe in container:
            yield from _probe(container[probe], f"{field}.{probe}", once=probe in _ONE_SUCCESS)
    yield from _ports(container.get("ports") or [], f"{field}.ports")
    for index, variable in enumerate(container.get("env") or ()):
        if not variable.get("name"):
            yield Cause.required(f"{field}.env[{index}].name")
    policy = container.get("imagePullPolicy", "")
    if policy not in _PULL_POLICIES:
        yield Cause.unsupported(f"{field}.imagePullPolicy", policy, _PULL_POLICIES)


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

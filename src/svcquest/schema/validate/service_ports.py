"""Rules for ``spec.ports`` of a Service: each port alone, and the ports with one another.

Follows ``validateServicePort`` and ``ValidateService`` of ``pkg/apis/core/validation/validation.go``.
"""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.model.status import Cause, quote
from svcquest.model.tree import Tree
from svcquest.schema import names
from svcquest.schema.validate.syntax import invalid, port_number_or_name, protocol
from svcquest.schema.versions import Version


def each_port(service: Tree, _version: Version) -> Iterator[Cause]:
    """Name, number, protocol, target and application protocol of every port."""
    ports = service["spec"].get("ports") or ()
    seen: set[str] = set()
    for index, port in enumerate(ports):
        field = f"spec.ports[{index}]"
        name = port.get("name", "")
        if name:
            yield from invalid(f"{field}.name", name, names.dns_label(name))
            if name in seen:
                yield Cause.duplicate(f"{field}.name", name)
            seen.add(name)
        elif len(ports) > 1:
            yield Cause.required(f"{field}.name")
        yield from _numbers_and_protocols(port, field)


def _numbers_and_protocols(port: Tree, field: str) -> Iterator[Cause]:
    number = port.get("port", 0)
    yield from invalid(f"{field}.port", number, names.port_number(number))
    yield from protocol(f"{field}.protocol", port["protocol"])
    yield from port_number_or_name(f"{field}.targetPort", port["targetPort"])
    app_protocol = port.get("appProtocol")
    if app_protocol is not None:
        yield from invalid(f"{field}.appProtocol", app_protocol, names.qualified_name(app_protocol))


def no_node_port_in_cluster(service: Tree, _version: Version) -> Iterator[Cause]:
    """A ClusterIP Service has no node ports."""
    if service["spec"]["type"] == "ClusterIP":
        for index, port in enumerate(service["spec"].get("ports") or ()):
            if port.get("nodePort"):
                yield Cause.forbidden(f"spec.ports[{index}].nodePort", "may not be used when `type` is 'ClusterIP'")


def distinct_node_ports(service: Tree, _version: Version) -> Iterator[Cause]:
    """A node port may be used once for each protocol."""
    seen: set[tuple[str, int]] = set()
    for index, port in enumerate(service["spec"].get("ports") or ()):
        key = (port["protocol"], port.get("nodePort", 0))
        if not key[1]:
            continue
        if key in seen:
            yield Cause.duplicate(f"spec.ports[{index}].nodePort", key[1])
        seen.add(key)


def distinct_ports(service: Tree, _version: Version) -> Iterator[Cause]:
    """A port number may be used once for each protocol."""
    seen: set[tuple[str, int]] = set()
    for index, port in enumerate(service["spec"].get("ports") or ()):
        key = (port["protocol"], port.get("port", 0))
        if key in seen:
            yield _duplicate_port(f"spec.ports[{index}]", *key)
        seen.add(key)


def _duplicate_port(field: str, transport: str, number: int) -> Cause:
    # the server prints its internal struct, of which only the two compared fields are set
    shown = (
        f'{{"Name":"","Protocol":{quote(transport)},"AppProtocol":null,"Port":{number},"TargetPort":0,"NodePort":0}}'
    )
    return Cause("FieldValueDuplicate", field, f"Duplicate value: {shown}")

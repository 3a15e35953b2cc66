"""Rules for Endpoints and EndpointSlices that people write by hand.

Follows ``ValidateEndpoints`` of ``pkg/apis/core/validation/validation.go`` and ``pkg/apis/discovery/validation``.
"""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.model.status import Cause
from svcquest.model.tree import Tree
from svcquest.schema import addresses, names
from svcquest.schema.validate.metadata import object_meta, object_meta_update
from svcquest.schema.validate.syntax import invalid, protocol, too_many, unchanged
from svcquest.schema.versions import Version, strict_addresses

ADDRESS_TYPES = ("FQDN", "IPv4", "IPv6")

_MOST_ADDRESSES = 100
_MOST_ENDPOINTS = 1000
_MOST_PORTS = 20000
_MOST_ZONES = 8


def validate_endpoints(endpoints: Tree, version: Version) -> Iterator[Cause]:
    """Every cause to refuse Endpoints."""
    yield from object_meta(endpoints, names.dns_subdomain)
    yield from _subsets(endpoints, version)


def validate_endpoints_update(new: Tree, old: Tree, version: Version) -> Iterator[Cause]:
    """Every cause to refuse changed Endpoints."""
    yield from object_meta_update(new, old)
    yield from _subsets(new, version)


def validate_endpoint_slice(endpoint_slice: Tree, version: Version) -> Iterator[Cause]:
    """Every cause to refuse an EndpointSlice. Numbers of ports are not checked."""
    yield from object_meta(endpoint_slice, names.dns_subdomain)
    yield from _slice_body(endpoint_slice, version)


def validate_endpoint_slice_update(new: Tree, old: Tree, version: Version) -> Iterator[Cause]:
    """The address type of a slice is settled when it is created."""
    yield from object_meta(new, names.dns_subdomain)
    yield from _slice_body(new, version)
    yield from unchanged("addressType", new.get("addressType"), old.get("addressType"))


def _subsets(endpoints: Tree, version: Version) -> Iterator[Cause]:
    for index, subset in enumerate(endpoints.get("subsets") or ()):
        yield from _subset(subset, f"subsets[{index}]", version)


def _subset(subset: Tree, field: str, version: Version) -> Iterator[Cause]:
    if not (subset.get("addresses") or subset.get("notReadyAddresses")):
        yield Cause.required(field, "must specify `addresses` or `notReadyAddresses`")
    for listed in ("addresses", "notReadyAddresses"):
        for index, address in enumerate(subset.get(listed) or ()):
            yield from _address(address, f"{field}.{listed}[{index}]", version)
    ports = subset.get("ports") or ()
    for index, port in enumerate(ports):
        yield from _port(port, f"{field}.ports[{index}]", named=len(ports) > 1)


def _address(address: Tree, field: str, version: Version) -> Iterator[Cause]:
    ip = address.get("ip", "")
    yield from invalid(f"{field}.ip", ip, addresses.ip_messages(ip, strict=strict_addresses(version)))
    if address.get("hostname"):
        yield from invalid(f"{field}.hostname", address["hostname"], names.dns_label(address["hostname"]))
    if "nodeName" in address:
        yield from invalid(f"{field}.nodeName", address["nodeName"], names.dns_subdomain(address["nodeName"]))
    yield from invalid(f"{field}.ip", ip, addresses.special_messages(ip))


def _port(port: Tree, field: str, *, named: bool) -> Iterator[Cause]:
    name, number = port.get("name", ""), port.get("port", 0)
    if name:
        yield from invalid(f"{field}.name", name, names.dns_label(name))
    elif named:
        yield Cause.required(f"{field}.name")
    yield from invalid(f"{field}.port", number, names.port_number(number))
    yield from _protocols(port, field)


def _protocols(port: Tree, field: str) -> Iterator[Cause]:
    yield from protocol(f"{field}.protocol", port.get("protocol", ""))
    if "appProtocol" in port:
        yield from invalid(f"{field}.appProtocol", port["appProtocol"], names.qualified_name(port["appProtocol"]))


def _slice_body(endpoint_slice: Tree, version: Version) -> Iterator[Cause]:
    address_type = endpoint_slice.get("addressType", "")
    if not address_type:
        yield Cause.required("addressType")
    elif address_type not in ADDRESS_TYPES:
        yield Cause.unsupported("addressType", address_type, ADDRESS_TYPES)
    endpoints, ports = endpoint_slice.get("endpoints") or [], endpoint_slice.get("ports") or []
    if len(endpoints) > _MOST_ENDPOINTS:
        yield too_many("endpoints", len(endpoints), _MOST_ENDPOINTS)
    else:
        for index, endpoint in enumerate(endpoints):
            yield from _endpoint(endpoint, address_type, f"endpoints[{index}]", version)
    if len(ports) > _MOST_PORTS:
        yield too_many("ports", len(ports), _MOST_PORTS)
    else:
        yield from _slice_ports(ports)


def _endpoint(endpoint: Tree, address_type: str, field: str, version: Version) -> Iterator[Cause]:
    found = endpoint.get("addresses") or []
    if not found:
        yield Cause.required(f"{field}.addresses", "must contain at least 1 address")
    elif len(found) > _MOST_ADDRESSES:
        yield too_many(f"{field}.addresses", len(found), _MOST_ADDRESSES)
    for index, address in enumerate(found):
        yield from _slice_address(address, address_type, f"{field}.addresses", index, version)
    if "nodeName" in endpoint:
        yield from invalid(f"{field}.nodeName", endpoint["nodeName"], names.dns_subdomain(endpoint["nodeName"]))
    if "hostname" in endpoint:
        yield from invalid(f"{field}.hostname", endpoint["hostname"], names.dns_label(endpoint["hostname"]))
    yield from _zones((endpoint.get("hints") or {}).get("forZones") or [], f"{field}.hints.forZones")


def _zones(zones: list[Tree], field: str) -> Iterator[Cause]:
    """Zones whose clients shall use an endpoint. Follows ``validateHints``."""
    if len(zones) > _MOST_ZONES:
        yield too_many(field, len(zones), _MOST_ZONES)
        return
    seen: set[str] = set()
    for index, zone in enumerate(zones):
        name, place = zone.get("name", ""), f"{field}[{index}].name"
        if name in seen:
            yield Cause.duplicate(place, name)
        seen.add(name)
        yield from invalid(place, name, names.label_value(name))


def _slice_address(address: str, address_type: str, field: str, index: int, version: Version) -> Iterator[Cause]:
    place = f"{field}[{index}]"
    if address_type == "FQDN":
        yield from invalid(place, address, names.fully_qualified(address))
    if address_type not in {"IPv4", "IPv6"}:
        return
    wrong = addresses.ip_messages(address, strict=strict_addresses(version))
    yield from invalid(place, address, wrong)
    if not wrong:
        if addresses.family_of(address) != address_type:
            yield Cause.invalid(field, address, f"must be an {address_type} address")
        yield from invalid(place, address, addresses.special_messages(address))


def _slice_ports(ports: list[Tree]) -> Iterator[Cause]:
    seen: set[str] = set()
    for index, port in enumerate(ports):
        field, name = f"ports[{index}]", port.get("name", "")
        if name:
            yield from invalid(f"{field}.name", name, names.dns_label(name))
        if name in seen:
            yield Cause.duplicate(f"{field}.name", name)
        seen.add(name)
        yield from _protocols(port, field)

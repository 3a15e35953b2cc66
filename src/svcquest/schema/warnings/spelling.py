"""Warnings about addresses that different programs may read differently.

Follows ``GetWarningsForIP`` and ``GetWarningsForCIDR`` of ``k8s.io/apimachinery/pkg/util/validation/ip.go``.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv6Address

from svcquest.schema import addresses

_FUTURE = "will be considered invalid in a future Kubernetes release"


def of_address(field: str, text: str) -> Iterator[str]:
    """An address with leading zeros, an IPv4 one in the clothes of IPv6, and one that is not canonical."""
    address = addresses.parse(text)
    if address is None:
        return
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    if mapped or addresses.without_leading_zeros(text) != text:
        yield f'{field}: non-standard IP address "{text}" {_FUTURE}: use "{mapped or address}"'
    elif str(address) != text:
        yield f'{field}: IPv6 address "{text}" should be in RFC 5952 canonical format ("{address}")'


def of_range(field: str, text: str) -> Iterator[str]:
    """The same for a range, and one whose address is not its first."""
    if addresses.cidr_messages(text, strict=False):
        return
    base, _, prefix = text.partition("/")
    address, network = addresses.parse(base), addresses.network(text)
    mapped = isinstance(address, IPv6Address) and address.ipv4_mapped is not None
    ambiguous = network.network_address != address
    if ambiguous:
        single = f"{address}/{network.max_prefixlen}"
        yield f'{field}: CIDR value "{text}" is ambiguous in this context (should be "{network}" or "{single}"?)'
    if mapped or base != addresses.without_leading_zeros(base) or prefix != str(int(prefix)):
        yield f'{field}: non-standard CIDR value "{text}" {_FUTURE}: use "{network}"'
    elif not ambiguous and network.version == 6 and text != str(network):
        yield f'{field}: IPv6 CIDR value "{text}" should be in RFC 5952 canonical format ("{network}")'

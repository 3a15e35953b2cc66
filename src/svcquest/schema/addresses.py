"""Syntax of IP addresses and ranges.

Follows ``util/validation/ip.go`` of ``k8s.io/apimachinery`` 1.36 and ``ValidateNonSpecialIP`` of
``pkg/apis/core/validation``. A strict check (1.36 on) also refuses spellings that parsers read differently.
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import Literal

Family = Literal["IPv4", "IPv6"]
Address = IPv4Address | IPv6Address

_NOT_AN_IP = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"
_NOT_A_CIDR = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"
_OCTETS = 4
_HEX_DIGITS = 4


@lru_cache(maxsize=4096)
def parse(text: str) -> Address | None:
    """The address that a text stands for, leading zeros allowed; None when it is no address."""
    if "%" in text:
        return None
    plain = without_leading_zeros(text)
    try:
        return IPv6Address(plain) if ":" in plain else IPv4Address(plain)
    except ValueError:
        return None


def without_leading_zeros(text: str) -> str:
    """An address in digits that every parser reads alike. A group of four hexadecimal digits may begin with zeros."""
    *groups, last = text.split(":")
    decimals = [part and (part.lstrip("0") or "0") for part in last.split(".")]
    tail = ".".join(decimals) if len(decimals) == _OCTETS else _short_group(last)
    return ":".join([*map(_short_group, groups), tail])


def _short_group(group: str) -> str:
    return group if len(group) <= _HEX_DIGITS else group.lstrip("0") or "0"


def family_of(text: str) -> Family | None:
    """Family of an address, None when it is no address. An IPv4-mapped IPv6 address counts as IPv4."""
    address = parse(text)
    if address is None:
        return None
    return "IPv4" if isinstance(address, IPv4Address) or address.ipv4_mapped else "IPv6"


def ip_messages(text: str, *, strict: bool = True) -> list[str]:
    """What is wrong with an address."""
    address = parse(text)
    if address is None:
        return [_NOT_AN_IP]
    if not strict:
        return []
    if without_leading_zeros(text) != text:
        return ["must not have leading 0s"]
    return ["must not be an IPv4-mapped IPv6 address"] if _is_mapped(address) else []


def cidr_messages(text: str, *, strict: bool = True) -> list[str]:
    """What is wrong with a range such as ``10.9.8.0/24``."""
    base, _, prefix = text.partition("/")
    address, bits = parse(base), prefix.lstrip("0") or prefix[:1]
    if address is None or not _is_length(bits, address.max_prefixlen):
        return [_NOT_A_CIDR]
    if not strict:
        return []
    if prefix != bits or base != without_leading_zeros(base):
        return ["must not have leading 0s in IP or prefix length"]
    if _is_mapped(address):
        return ["must not have an IPv4-mapped IPv6 address"]
    if network(text).network_address != address:
        return ["must not have bits set beyond the prefix length"]
    return []


def _is_length(digits: str, longest: int) -> bool:
    return digits.isascii() and digits.isdigit() and len(digits) <= len(str(longest)) and int(digits) <= longest


def _is_mapped(address: Address) -> bool:
    return isinstance(address, IPv6Address) and address.ipv4_mapped is not None


def network(cidr: str) -> IPv4Network | IPv6Network:
    """The range that a valid CIDR stands for, leading zeros and blanks around it allowed."""
    base, _, prefix = cidr.strip().partition("/")
    return ip_network(f"{parse(base)}/{int(prefix)}", strict=False)


def special_messages(text: str) -> list[str]:
    """Why an address cannot be one that others send packets to."""
    address = parse(text)
    if address is None:
        return ["must be a valid IP address"]
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return [message for found, message in _special(address) if found]


def _special(address: Address) -> tuple[tuple[bool, str], ...]:
    return (
        (address.is_unspecified, "may not be unspecified (0.0.0.0)"),
        (address.is_loopback, "may not be in the loopback range (127.0.0.0/8, ::1/128)"),
        (address.is_link_local, "may not be in the link-local range (169.254.0.0/16, fe80::/10)"),
        (
            _is_link_local_multicast(address),
            "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)",
        ),
    )


def _is_link_local_multicast(address: Address) -> bool:
    if isinstance(address, IPv4Address):
        return address.packed[:3] == b"\xe0\0\0"
    first, second = address.packed[:2]
    return first == 0xFF and second & 0x0F == 2  # flags first, then the scope

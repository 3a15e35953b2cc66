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


@lru_cache(maxsize=4096)
def parse(text: str) -> Address | None:
    """The address that a text stands for, leading zeros allowed; None when it is no address."""
    if ":" in text:
        try:
            return None if "%" in text else IPv6Address(text)
        except ValueError:
            return None
    parts = text.split(".")
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() and int(part) < 256 for part in parts):
        return None
    return IPv4Address(".".join(str(int(part)) for part in parts))


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
    if isinstance(address, IPv4Address):
        return ["must not have leading 0s"] if str(address) != text else []
    return ["must not be an IPv4-mapped IPv6 address"] if address.ipv4_mapped else []


def cidr_messages(text: str, *, strict: bool = True) -> list[str]:
    """What is wrong with a range such as ``10.9.8.0/24``."""
    base, _, prefix = text.partition("/")
    address = parse(base)
    bits = 32 if isinstance(address, IPv4Address) else 128
    if address is None or not (prefix.isascii() and prefix.isdigit() and int(prefix) <= bits):
        return [_NOT_A_CIDR]
    if not strict:
        return []
    if prefix != str(int(prefix)) or (bits == 32 and base != str(address)):
        return ["must not have leading 0s in IP or prefix length"]
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return ["must not have an IPv4-mapped IPv6 address"]
    if network(text).network_address != address:
        return ["must not have bits set beyond the prefix length"]
    return []


def network(cidr: str) -> IPv4Network | IPv6Network:
    """The range that a valid CIDR stands for."""
    return ip_network(cidr, strict=False)


def special_messages(text: str) -> list[str]:
    """Why an address cannot be one that others send packets to."""
    address = parse(text)
    if address is None:
        return ["must be a valid IP address"]
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return [message for found, message in _special(address) if found]


def _special(address: Address) -> tuple[tuple[bool, str], ...]:
    link_local_multicast = "224.0.0.0/24" if isinstance(address, IPv4Address) else "ff02::/16"
    return (
        (address.is_unspecified, "may not be unspecified (0.0.0.0)"),
        (address.is_loopback, "may not be in the loopback range (127.0.0.0/8, ::1/128)"),
        (address.is_link_local, "may not be in the link-local range (169.254.0.0/16, fe80::/10)"),
        (
            address in network(link_local_multicast),
            "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)",
        ),
    )

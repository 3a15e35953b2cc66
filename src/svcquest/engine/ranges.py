"""IP addresses as text: families, ranges, how one stands beside a port.

They are looked at so often that the parsed forms are kept.
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from svcquest.schema import addresses
from svcquest.schema.addresses import Family


@lru_cache(maxsize=65536)
def parsed(address: str) -> IPv4Address | IPv6Address | None:
    """An address, None for text that is none."""
    try:
        return ip_address(address)
    except ValueError:
        return None


def is_address(text: str) -> bool:
    """Whether a text is an IPv4 or IPv6 address."""
    return parsed(text) is not None


@lru_cache(maxsize=4096)
def network(cidr: str) -> IPv4Network | IPv6Network:
    """A range, host bits cut off."""
    return addresses.network(cidr)


@lru_cache(maxsize=65536)
def inside(address: str, *cidrs: str) -> bool:
    """Whether an address lies in one of some ranges."""
    found = parsed(address)
    return found is not None and any(found in network(cidr) for cidr in cidrs)


def family_of(address: str) -> Family:
    """The family of what is known to be an address; ``schema.addresses.family_of`` is for what might not be one."""
    return "IPv6" if ":" in address else "IPv4"


def of_family(addresses: tuple[str, ...], family: str) -> str:
    """The first address of a family, empty when there is none."""
    for each in addresses:
        if family_of(each) == family:
            return each
    return ""


def all_of_family(addresses: tuple[str, ...], family: str) -> tuple[str, ...]:
    """The addresses or ranges of a family, in their order."""
    return tuple(each for each in addresses if family_of(each) == family)


def bracketed(host: str) -> str:
    """A host as it stands before a colon: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host else host


def address_and_port(address: str, port: int | str) -> str:
    """``10.244.1.7:80`` or ``[fd00::7]:80``."""
    return f"{bracketed(address)}:{port}"


def is_loopback(address: str) -> bool:
    """Whether packets to an address never leave their sender."""
    found = parsed(address)
    return found is not None and found.is_loopback

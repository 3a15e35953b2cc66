"""What a Kubernetes version switches on."""

from __future__ import annotations

Version = tuple[int, int]
"""Major and minor version of the API server."""

CURRENT: Version = (1, 36)


def strict_addresses(version: Version) -> bool:
    """Addresses with leading zeros or stray bits are refused (gate StrictIPCIDRValidation)."""
    return version >= (1, 36)


def relaxed_service_names(version: Version) -> bool:
    """A Service's name may start with a digit (gate RelaxedServiceNameValidation)."""
    return version >= (1, 36)


def same_zone_distribution(version: Version) -> bool:
    """``trafficDistribution`` knows PreferSameZone and PreferSameNode (gate PreferSameTrafficDistribution)."""
    return version >= (1, 34)

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


def external_ips_deprecated(version: Version) -> bool:
    """``externalIPs`` of a Service are warned of (gate AllowServiceExternalIPs)."""
    return version >= (1, 36)


def prefer_close_deprecated(version: Version) -> bool:
    """``trafficDistribution: PreferClose`` is warned of: PreferSameZone says the same."""
    return version >= (1, 35)


def topology_labels(version: Version) -> bool:
    """Pods get the region and the zone of their node as labels (gate PodTopologyLabelsAdmission)."""
    return version >= (1, 35)


def endpoints_deprecated(version: Version) -> bool:
    """v1 Endpoints are warned of with every request, and their controller marks those that it writes."""
    return version >= (1, 33)


def address_objects(version: Version) -> bool:
    """Cluster IPs are taken by making IPAddress objects (gate MultiCIDRServiceAllocator)."""
    return version >= (1, 33)


def traffic_distribution(version: Version) -> bool:
    """Services have the field ``trafficDistribution``; 1.30 has it as well, but empties it (gate of that name)."""
    return version >= (1, 31)


def same_zone_distribution(version: Version) -> bool:
    """``trafficDistribution`` knows PreferSameZone and PreferSameNode (gate PreferSameTrafficDistribution)."""
    return version >= (1, 34)

"""The names that kube-proxy's rules have, so that a trace can be compared with a real node."""

from __future__ import annotations

from base64 import b32encode
from typing import Literal

from svcquest.engine.proxy.routes import PortRoutes
from svcquest.engine.proxy.topology import Backend
from svcquest.engine.ranges import address_and_port
from svcquest.engine.settings import ProxyMode
from svcquest.model.net import Via

LONGEST_BASE = 240
"""Characters after which nftables mode cuts a Service port's or endpoint's name, ``chainNameBaseLengthMax``."""


def port_name(routes: PortRoutes) -> str:
    """A Service port as kube-proxy writes it: ``shop/web:http``, ``shop/web`` without a port name."""
    service = routes.service
    name = f"{service.namespace}/{service.name}"
    return f"{name}:{routes.port.name}" if routes.port.name else name


def chain_hash(text: str) -> str:
    """The 16 letters at the end of a chain's name. Follows portProtoHash in pkg/proxy/iptables/proxier.go."""
    from hashlib import sha256  # noqa: PLC0415 - only traces name rules

    return b32encode(sha256(text.encode()).digest()).decode()[:16]


ChainKind = Literal["SVC", "SVL", "EXT", "FW"]


def iptables_chain(kind: ChainKind, routes: PortRoutes) -> str:
    """A Service port's chain for policy Cluster or Local, external destinations or source ranges."""
    return f"KUBE-{kind}-{chain_hash(port_name(routes) + routes.port.protocol.lower())}"


def iptables_endpoint_chain(routes: PortRoutes, backend: Backend) -> str:
    """The chain of one endpoint. Follows servicePortEndpointChainName in pkg/proxy/iptables/proxier.go."""
    place = address_and_port(backend.address, backend.port)
    return f"KUBE-SEP-{chain_hash(port_name(routes) + routes.port.protocol.lower() + place)}"


def nftables_base(routes: PortRoutes, backend: Backend | None = None) -> str:
    """What the chains of a Service port, or those of an endpoint, have in common in nftables mode.

    Follows servicePortChainNameBase and servicePortEndpointChainNameBase in pkg/proxy/nftables/proxier.go: colons
    and brackets may not stand in a chain's name.
    """
    service = routes.service
    name = f"{service.namespace}/{service.name}/{routes.port.protocol.lower()}/{routes.port.name}"
    if backend is not None:
        name += f"__{backend.address.replace(':', '.')}/{backend.port}"
    base = f"{chain_hash(name)[:8]}-{name}"
    return base if len(base) <= LONGEST_BASE else f"{base[: LONGEST_BASE - 3]}..."


def rule_name(mode: ProxyMode, routes: PortRoutes, via: Via, address: str, port: int, *, local: bool) -> str:
    """The rule that a packet to a Service port meets, as the mode's own tool lists it."""
    name = port_name(routes)
    match mode:
        case "iptables":
            kind: ChainKind = "SVL" if local else "SVC" if via == "clusterIP" else "EXT"
            return f"{iptables_chain(kind, routes)} {name}"
        case "nftables":
            kind_word = "service" if via == "clusterIP" else "external"
            return f"{kind_word}-{nftables_base(routes)}"
        case "ipvs":
            return f"{routes.port.protocol} {address}:{port} {name}"
        case "userspace":
            return f"KUBE-PORTALS {name}"

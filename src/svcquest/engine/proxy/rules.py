"""The names that kube-proxy's rules have, so that a trace can be compared with a real node."""

from __future__ import annotations

from base64 import b32encode

from svcquest.engine.proxy.routes import PortRoutes
from svcquest.engine.settings import ProxyMode
from svcquest.model.net import Via


def port_name(routes: PortRoutes) -> str:
    """A Service port as kube-proxy writes it: ``shop/web:http``, ``shop/web`` without a port name."""
    service = routes.service
    name = f"{service.namespace}/{service.name}"
    return f"{name}:{routes.port.name}" if routes.port.name else name


def chain_hash(text: str) -> str:
    """The 16 letters at the end of a chain's name. Follows portProtoHash in pkg/proxy/iptables/proxier.go."""
    from hashlib import sha256  # noqa: PLC0415 - only traces name rules

    return b32encode(sha256(text.encode()).digest()).decode()[:16]


def rule_name(mode: ProxyMode, routes: PortRoutes, via: Via, address: str, port: int, *, local: bool) -> str:
    """The rule that a packet to a Service port meets, as the mode's own tool lists it."""
    name = port_name(routes)
    protocol = routes.port.protocol
    match mode:
        case "iptables":
            kind = "SVC" if via == "clusterIP" else "EXT"
            if local:
                kind = "SVL"
            return f"KUBE-{kind}-{chain_hash(name + protocol.lower())} {name}"
        case "nftables":
            kind = "service" if via == "clusterIP" else "external"
            letters = chain_hash(name + protocol.lower())[:8]
            service = routes.service
            return f"{kind}-{letters}-{service.namespace}/{service.name}/{protocol.lower()}/{routes.port.name}"
        case "ipvs":
            return f"{protocol} {address}:{port} {name}"
        case "userspace":
            return f"KUBE-PORTALS {name}"

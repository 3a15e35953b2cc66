"""What the cluster picture says of a Service: a box of a few lines, or one line where there are many."""

from __future__ import annotations

from svcquest.game.picture import PortPicture, ServicePicture
from svcquest.model.language import counted
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.ink import Ink, Span

_ADDRESSES_SHOWN = 2

Line = tuple[Span, ...]


def port_text(ports: tuple[PortPicture, ...], glyphs: Glyphs) -> str:
    """Ports in one line: ``:80 → 8080``, with the protocol where it is not TCP."""
    shown = []
    for port in ports:
        text = f":{port.port}"
        if port.target != str(port.port):
            text += f" {glyphs.to} {port.target}"
        if port.protocol != "TCP":
            text += f" {port.protocol}"
        shown.append(text)
    return "  ".join(shown)


def box(service: ServicePicture, name: str, ink: Ink, glyphs: Glyphs) -> tuple[Line, ...]:
    """A Service in full: name, address, ways in from outside, selector, what it selects now."""
    address = {"": "no cluster IP", "None": "headless"}.get(service.cluster_ip, service.cluster_ip)
    lines: list[Line] = [
        ((name, ink.service), ("  ", ink.dim), (service.type, ink.dim)),
        ((f"{address}  {port_text(service.ports, glyphs)}".rstrip(), ink.text),),
    ]
    outside = _ways_in(service, glyphs)
    if outside:
        lines.append(((f"{'alias' if service.type == 'ExternalName' else 'outside'} {outside}", ink.flow),))
    if service.selector:
        lines.append(((", ".join(f"{key}={value}" for key, value in service.selector), ink.dim),))
    by_hand = [edge.address for edge in service.edges if edge.pod is None]
    if by_hand:
        more = f" and {len(by_hand) - _ADDRESSES_SHOWN} more" if len(by_hand) > _ADDRESSES_SHOWN else ""
        lines.append(((f"to {', '.join(by_hand[:_ADDRESSES_SHOWN])}{more}", ink.text),))
    lines.append((_count(service, ink, glyphs),))
    return tuple(lines)


def line(service: ServicePicture, name: str, ink: Ink, glyphs: Glyphs) -> tuple[Line, ...]:
    """A Service in one line: how many endpoints it has, its name and ports."""
    used = sum(edge.used for edge in service.edges)
    if service.type == "ExternalName":
        count: Span = (f"{glyphs.arrow} ", ink.dim)
    elif not used:
        count = (f"{glyphs.failed} 0 ", ink.bad)
    elif used < len(service.edges):
        count = (f"{glyphs.warning} {used}/{len(service.edges)} ", ink.warn)
    else:
        count = (f"{glyphs.passed} {used} ", ink.ok)
    kind = "" if service.type == "ClusterIP" else f"  {service.type}"
    ports = " ".join(f":{port.port}" for port in service.ports)
    return ((count, (name, ink.service), (f"  {ports}{kind}", ink.dim)),)


def _ways_in(service: ServicePicture, glyphs: Glyphs) -> str:
    ways = [f"{glyphs.arrow} any node:{port.node_port}" for port in service.ports if port.node_port]
    return "  ".join(ways + [f"{glyphs.arrow} {address}" for address in service.external])


def _count(service: ServicePicture, ink: Ink, glyphs: Glyphs) -> Span:
    edges = len(service.edges)
    used = sum(edge.used for edge in service.edges)
    if service.type == "ExternalName":
        return ("an alias, no pods", ink.dim)
    if not service.selector and not edges:
        return (f"{glyphs.failed} no selector, no endpoints", ink.bad)
    if not edges:
        return (f"{glyphs.failed} selects no pod", ink.bad)
    if not service.selector:
        return (f"{glyphs.ready} {counted(edges, 'endpoint')} by hand", ink.ok)
    noun = "pod" if edges == 1 else "pods"
    if used == edges:
        return (f"{glyphs.passed} {used} {noun} selected, all ready", ink.ok)
    return (f"{glyphs.warning} {edges} {noun} selected, {used} ready", ink.warn if used else ink.bad)

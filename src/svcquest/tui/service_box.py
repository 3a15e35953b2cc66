"""What the cluster picture says of a Service: a box of a few lines, or one line where there are many."""

from __future__ import annotations

from svcquest.game.picture import PortPicture, ServicePicture
from svcquest.model.language import _, ngettext
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
    address = {"": _("no cluster IP"), "None": _("headless")}.get(service.cluster_ip, service.cluster_ip)
    lines: list[Line] = [
        ((name, ink.service), ("  ", ink.dim), (service.type, ink.dim)),
        ((f"{address}  {port_text(service.ports, glyphs)}".rstrip(), ink.text),),
    ]
    outside = _ways_in(service, glyphs)
    if outside:
        alias = service.type == "ExternalName"
        told = _("alias {addresses}", addresses=outside) if alias else _("outside {addresses}", addresses=outside)
        lines.append(((told, ink.flow),))
    if service.selector:
        lines.append(((", ".join(f"{key}={value}" for key, value in service.selector), ink.dim),))
    by_hand = [edge.address for edge in service.edges if edge.pod is None]
    if by_hand:
        shown = ", ".join(by_hand[:_ADDRESSES_SHOWN])
        if len(by_hand) > _ADDRESSES_SHOWN:
            shown = _("{items} and {n} more", items=shown, n=len(by_hand) - _ADDRESSES_SHOWN)
        lines.append(((_("to {addresses}", addresses=shown), ink.text),))
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
    ways = [
        _("{arrow} any node:{port}", arrow=glyphs.arrow, port=port.node_port)
        for port in service.ports
        if port.node_port
    ]
    return "  ".join(ways + [f"{glyphs.arrow} {address}" for address in service.external])


def _count(service: ServicePicture, ink: Ink, glyphs: Glyphs) -> Span:
    edges = len(service.edges)
    used = sum(edge.used for edge in service.edges)
    if service.type == "ExternalName":
        return (_("an alias, no pods"), ink.dim)
    if not service.selector and not edges:
        return (_("{sign} no selector, no endpoints", sign=glyphs.failed), ink.bad)
    if not edges:
        return (_("{sign} selects no pod", sign=glyphs.failed), ink.bad)
    if not service.selector:
        told = ngettext("{sign} {n} endpoint by hand", "{sign} {n} endpoints by hand", edges, sign=glyphs.ready)
        return (told, ink.ok)
    if used == edges:
        told = ngettext(
            "{sign} {n} pod selected, all ready", "{sign} {n} pods selected, all ready", used, sign=glyphs.passed
        )
        return (told, ink.ok)
    told = ngettext(
        "{sign} {n} pod selected, {ready} ready",
        "{sign} {n} pods selected, {ready} ready",
        edges,
        sign=glyphs.warning,
        ready=used,
    )
    return (told, ink.warn if used else ink.bad)

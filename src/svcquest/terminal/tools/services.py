"""Names of well-known ports, as ``/etc/services`` has them."""

from __future__ import annotations

from typing import Literal, NamedTuple

from svcquest.model.objects import Protocol
from svcquest.terminal.tools.options import whole

_NAMES: dict[int, str] = {
    20: "ftp-data",
    21: "ftp",
    22: "ssh",
    23: "telnet",
    25: "smtp",
    53: "domain",
    67: "bootps",
    69: "tftp",
    80: "http",
    88: "kerberos",
    110: "pop3",
    119: "nntp",
    123: "ntp",
    143: "imap2",
    161: "snmp",
    179: "bgp",
    389: "ldap",
    443: "https",
    445: "microsoft-ds",
    465: "submissions",
    514: "shell",
    587: "submission",
    636: "ldaps",
    853: "domain-s",
    873: "rsync",
    989: "ftps-data",
    990: "ftps",
    993: "imaps",
    995: "pop3s",
    1080: "socks",
    1194: "openvpn",
    1433: "ms-sql-s",
    1883: "mqtt",
    2049: "nfs",
    2379: "etcd-client",
    2380: "etcd-server",
    3128: "squid",
    3306: "mysql",
    3389: "ms-wbt-server",
    4369: "epmd",
    5060: "sip",
    5222: "xmpp-client",
    5353: "mdns",
    5432: "postgresql",
    5671: "amqps",
    5672: "amqp",
    6379: "redis",
    8080: "http-alt",
    8883: "secure-mqtt",
    11211: "memcached",
}

_UDP_ONLY = {67, 69}
_DATAGRAMS = {53, 67, 69, 88, 123, 161, 389, 443, 514, 2049, 5060, 5353}


class Entry(NamedTuple):
    """A line of the file."""

    name: str
    port: int
    protocol: Literal["tcp", "udp"]


def service_name(port: int, protocol: Protocol) -> str:
    """The name of a port, empty when it has none."""
    if protocol == "UDP" and port == 514:
        return "syslog"
    listed = port in _DATAGRAMS if protocol == "UDP" else port not in _UDP_ONLY
    return _NAMES.get(port, "") if listed else ""


def service_entry(key: str) -> Entry | None:
    """The line of a name or number, ``domain/udp`` or ``53``. Where no protocol is said, that of TCP comes first."""
    name, _, protocol = key.partition("/")
    port = port_number(name)
    if port is None:
        return None
    both: tuple[tuple[Protocol, Literal["tcp", "udp"]], ...] = (("TCP", "tcp"), ("UDP", "udp"))
    lines = (Entry(service_name(port, kind), port, word) for kind, word in both if protocol in {"", word})
    return next((line for line in lines if line.name), None)


def port_number(text: str) -> int | None:
    """A port by number or name, None when it is neither."""
    if text.isascii() and text.isdigit():
        return whole(text) or None
    return next((port for port, name in _NAMES.items() if name == text), None)

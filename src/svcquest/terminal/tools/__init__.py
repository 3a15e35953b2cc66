"""Tools that pods, nodes and outside machines have, one module each; ``images`` tells which image has which.

To add a tool, write a module with ``run(process) -> int`` and add a row here.
"""

from __future__ import annotations

_HERE = "svcquest.terminal.tools"

SYSTEM: dict[str, str] = {
    "env": "svcquest.terminal.text.environment:env",
    "hostname": f"{_HERE}.system:hostname",
    "id": f"{_HERE}.system:identity",
    "printenv": "svcquest.terminal.text.environment:printenv",
    "timeout": f"{_HERE}.timeout:run",
    "uname": f"{_HERE}.system:uname",
    "whoami": f"{_HERE}.system:whoami",
}
"""What every image with a shell has."""

BUSYBOX: dict[str, str] = {
    **SYSTEM,
    "arp": f"{_HERE}.net_tools:arp",
    "busybox": f"{_HERE}.busybox:run",
    "ifconfig": f"{_HERE}.net_tools:ifconfig",
    "ip": f"{_HERE}.ip:run",
    "nc": f"{_HERE}.busybox_nc:run",
    "netstat": f"{_HERE}.sockets:netstat",
    "nslookup": f"{_HERE}.busybox_nslookup:run",
    "ping": f"{_HERE}.ping:busybox",
    "ps": f"{_HERE}.processes:busybox",
    "route": f"{_HERE}.net_tools:route",
    "telnet": f"{_HERE}.busybox_nc:telnet",
    "traceroute": f"{_HERE}.traceroute:run",
    "uptime": f"{_HERE}.processes:uptime",
    "wget": f"{_HERE}.wget:run",
}
"""Applets of busybox, by the names under which its image links them."""

RULES: dict[str, str] = {
    "conntrack": f"{_HERE}.conntrack:run",
    "ip6tables": f"{_HERE}.iptables:run",
    "ip6tables-save": f"{_HERE}.iptables:save",
    "ipset": f"{_HERE}.ipvs:ipset",
    "iptables": f"{_HERE}.iptables:run",
    "iptables-save": f"{_HERE}.iptables:save",
    "ipvsadm": f"{_HERE}.ipvs:ipvsadm",
    "nft": f"{_HERE}.nft:run",
}
"""What shows the rules in a node's kernel; in containers they lack the right to."""

TOOLS: dict[str, str] = {
    **BUSYBOX,
    **RULES,
    "curl": f"{_HERE}.curl:run",
    "dig": f"{_HERE}.dig:run",
    "getent": f"{_HERE}.getent:run",
    "host": f"{_HERE}.host:run",
    "nc": f"{_HERE}.nc:run",
    "ncat": f"{_HERE}.ncat:run",
    "nslookup": f"{_HERE}.nslookup:run",
    "ping": f"{_HERE}.ping:iputils",
    "ss": f"{_HERE}.sockets:ss",
}
"""Everything, each in its fullest edition: what a toolbox image, a node and the outside machine have."""

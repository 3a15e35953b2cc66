"""Tools that pods, nodes and outside machines have, one module each, and the images that have them.

To add a tool, write a module with ``run(process) -> int`` and add a row here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from svcquest.model.frozen import dataclass

_HERE = "svcquest.terminal.tools"

SYSTEM: dict[str, str] = {
    "env": f"{_HERE}.system:env",
    "hostname": f"{_HERE}.system:hostname",
    "id": f"{_HERE}.system:identity",
    "printenv": f"{_HERE}.system:printenv",
    "ps": f"{_HERE}.system:ps",
    "uname": f"{_HERE}.system:uname",
    "whoami": f"{_HERE}.system:whoami",
}
"""What every image with a shell has."""

BUSYBOX: dict[str, str] = {
    **SYSTEM,
    "busybox": f"{_HERE}.busybox:run",
    "ip": f"{_HERE}.ip:run",
    "nc": f"{_HERE}.busybox_nc:run",
    "netstat": f"{_HERE}.sockets:netstat",
    "nslookup": f"{_HERE}.busybox_nslookup:run",
    "ping": f"{_HERE}.ping:busybox",
    "telnet": f"{_HERE}.busybox_nc:telnet",
    "traceroute": f"{_HERE}.traceroute:run",
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
    "nslookup": f"{_HERE}.nslookup:run",
    "ping": f"{_HERE}.ping:iputils",
    "ss": f"{_HERE}.sockets:ss",
}
"""Everything, each in its fullest edition: what a toolbox image, a node and the outside machine have."""

_ALPINE = {**BUSYBOX, "getent": f"{_HERE}.getent:run", "nc": f"{_HERE}.busybox_nc:compatible"}
_DEBIAN = {**SYSTEM, "getent": f"{_HERE}.getent:run"}
_CURL = {"curl": f"{_HERE}.curl:run"}


@dataclass(frozen=True, slots=True)
class Image:
    """What a container image brings along.

    Attributes:
        tools: programs of this package by name.
        libc: whose resolver its programs use.
        shell: whether it has a shell and the usual text programs.
        prompt: what stands before each line of its shell; ``{host}`` is the hostname.
    """

    tools: Mapping[str, str]
    libc: Literal["glibc", "musl"] = "glibc"
    shell: bool = True
    prompt: str = "root@{host}:/# "


_EVERYTHING = Image(TOOLS)
_BUSYBOX_IMAGE = Image(BUSYBOX, prompt="/ # ")
_ALPINE_IMAGE = Image(_ALPINE, "musl", prompt="/ # ")
_ALPINE_WITH_CURL = Image({**_ALPINE, **_CURL}, "musl", prompt="/ # ")
_DEBIAN_IMAGE = Image(_DEBIAN)
_DEBIAN_WITH_CURL = Image({**_DEBIAN, **_CURL})
_BARE = Image({}, shell=False)

_BY_REPOSITORY: dict[str, Image] = {
    "alpine": _ALPINE_IMAGE,
    "busybox": _BUSYBOX_IMAGE,
    "coredns": _BARE,
    "curl": _ALPINE_WITH_CURL,
    "debian": _DEBIAN_IMAGE,
    "etcd": _BARE,
    "httpd": _DEBIAN_IMAGE,
    "mysql": _DEBIAN_IMAGE,
    "nginx": _DEBIAN_WITH_CURL,
    "node": _DEBIAN_WITH_CURL,
    "pause": _BARE,
    "postgres": _DEBIAN_IMAGE,
    "python": _DEBIAN_WITH_CURL,
    "redis": _DEBIAN_IMAGE,
    "ubuntu": _DEBIAN_IMAGE,
}


def image_of(reference: str) -> Image:
    """What an image has, by its reference (``nginx:1.27-alpine``). An unknown image has everything."""
    repository, _, tag = reference.partition("@")[0].rpartition("/")[2].partition(":")
    if "distroless" in reference:
        return _BARE
    if "alpine" in tag:
        return _ALPINE_WITH_CURL if repository == "nginx" else _ALPINE_IMAGE
    return _BY_REPOSITORY.get(repository, _EVERYTHING)

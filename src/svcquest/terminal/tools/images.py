"""Container images: which programs, which shells and which main process each brings along."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Literal

from svcquest.model.frozen import dataclass, replace
from svcquest.terminal.tools import BUSYBOX, SYSTEM, TOOLS

_HERE = "svcquest.terminal.tools"
_GETENT = {"getent": f"{_HERE}.getent:run"}
_CURL = {"curl": f"{_HERE}.curl:run"}
_RECENT_CURL = {"curl": f"{_HERE}.curl:recent"}
_PS = {"ps": f"{_HERE}.processes:procps"}
_ALPINE = {**BUSYBOX, "getent": f"{_HERE}.musl_getent:run", "nc": f"{_HERE}.busybox_nc:compatible"}
_DEBIAN = {**SYSTEM, **_GETENT}

_EDITORS = {"code", "edit", "emacs", "nano", "nvim", "vim"}
_NOT_IN_BUSYBOX = frozenset({*_EDITORS, "column", "gawk", "mawk"})
_NOT_IN_DEBIAN = frozenset({*_EDITORS, "column", "gawk", "less", "vi", "watch"})


@dataclass(frozen=True, slots=True)
class Image:
    """What a container image brings along.

    Attributes:
        tools: programs of ``terminal.tools`` by name.
        libc: whose resolver its programs use.
        shells: the shells that it has; with one it has the usual text programs too.
        lacks: those of the text programs that it does not have.
        prompt: what stands before each line of its shell; ``{host}`` is the hostname.
        system: as ``/etc/os-release`` names it: id, name and version.
    """

    tools: Mapping[str, str]
    libc: Literal["glibc", "musl"] = "glibc"
    shells: tuple[str, ...] = ("bash", "sh", "dash")
    lacks: frozenset[str] = frozenset()
    prompt: str = "root@{host}:/# "
    system: tuple[str, str, str] = ("debian", "Debian GNU/Linux", "12 (bookworm)")

    @property
    def shell(self) -> bool:
        """Whether it has any shell."""
        return bool(self.shells)


_ALPINE_SYSTEM = ("alpine", "Alpine Linux", "v3.22")
_EVERYTHING = Image(TOOLS, shells=("bash", "sh", "ash"))
_BUSYBOX_IMAGE = Image(BUSYBOX, shells=("sh", "ash"), lacks=_NOT_IN_BUSYBOX, prompt="/ # ", system=("", "", ""))
_OLD_NSLOOKUP = {"nslookup": f"{_HERE}.busybox_old_nslookup:run"}
_ALPINE_IMAGE = Image(_ALPINE, "musl", ("sh", "ash"), _NOT_IN_BUSYBOX, "/ # ", _ALPINE_SYSTEM)
_ALPINE_WITH_CURL = Image({**_ALPINE, **_CURL}, "musl", ("sh", "ash"), _NOT_IN_BUSYBOX, "/ # ", _ALPINE_SYSTEM)
_DEBIAN_IMAGE = Image(_DEBIAN, lacks=_NOT_IN_DEBIAN)
_DEBIAN_WITH_CURL = Image({**_DEBIAN, **_CURL}, lacks=_NOT_IN_DEBIAN)
_DEBIAN_FULL = Image(
    {**_DEBIAN, **_CURL, **_PS, "wget": f"{_HERE}.gnu_wget:run"}, lacks=_NOT_IN_DEBIAN - {"less", "watch"}
)
_UBUNTU_IMAGE = Image(
    {**_DEBIAN, **_PS}, lacks=_NOT_IN_DEBIAN - {"watch"}, system=("ubuntu", "Ubuntu", "24.04.3 LTS (Noble Numbat)")
)
_BARE = Image({}, shells=())

_ON_MACHINES = {"chroot": f"{_HERE}.system:chroot", "telnet": f"{_HERE}.telnet:run"}
MACHINE = Image({**TOOLS, **_PS, **_ON_MACHINES}, shells=("bash", "sh", "dash", "sudo"), prompt="root@{host}:~# ")
"""A node, or the machine outside."""

_BY_REPOSITORY: dict[str, Image] = {
    "alpine": _ALPINE_IMAGE,
    "busybox": _BUSYBOX_IMAGE,
    "coredns": _BARE,
    "curl": _ALPINE_WITH_CURL,
    "debian": _DEBIAN_IMAGE,
    "etcd": _BARE,
    "golang": _DEBIAN_FULL,
    "httpd": _DEBIAN_IMAGE,
    "mysql": _DEBIAN_IMAGE,
    "nginx": _DEBIAN_WITH_CURL,
    "node": _DEBIAN_FULL,
    "pause": _BARE,
    "postgres": _DEBIAN_IMAGE,
    "python": _DEBIAN_FULL,
    "redis": _DEBIAN_IMAGE,
    "ubuntu": _UBUNTU_IMAGE,
}

_MAIN: dict[str, tuple[str, ...]] = {
    "alpine": ("/bin/sh",),
    "busybox": ("sh",),
    "coredns": ("/coredns -conf /etc/coredns/Corefile",),
    "debian": ("bash",),
    "httpd": ("httpd -DFOREGROUND",),
    "mysql": ("mysqld",),
    "nginx": ("nginx: master process nginx -g daemon off;", "nginx: worker process"),
    "pause": ("/pause",),
    "python": ("python3",),
    "redis": ("redis-server *:6379",),
    "ubuntu": ("/bin/bash",),
}

_ENTRYPOINTS = {"agnhost": "/agnhost", "coredns": "/coredns", "etcd": "etcd"}
"""What runs with the arguments that a container gives, where it is not the arguments themselves."""


def _repository(reference: str) -> str:
    return reference.partition("@")[0].rpartition("/")[2].partition(":")[0]


def image_of(reference: str) -> Image:
    """What an image has, by its reference (``nginx:1.27-alpine``). An unknown image has everything."""
    repository = _repository(reference)
    tag = reference.partition("@")[0].rpartition("/")[2].partition(":")[2]
    if "distroless" in reference:
        return _BARE
    if _version(tag) <= _WITH_OLD_NSLOOKUP.get(repository, (0, 0)):
        image = _BY_REPOSITORY[repository]
        return replace(image, tools={**image.tools, **_OLD_NSLOOKUP})
    if repository == "curl" and _version(tag) >= _WITH_RECENT_CURL:
        return replace(_ALPINE_WITH_CURL, tools={**_ALPINE_WITH_CURL.tools, **_RECENT_CURL})
    if "alpine" in tag:
        return _ALPINE_WITH_CURL if repository == "nginx" else _ALPINE_IMAGE
    if "slim" in tag and _BY_REPOSITORY.get(repository) is _DEBIAN_FULL:
        return _DEBIAN_IMAGE
    return _BY_REPOSITORY.get(repository, _EVERYTHING)


_WITH_OLD_NSLOOKUP = {"alpine": (3, 8), "busybox": (1, 28)}
"""The last versions that looked names up as the C library does."""


_WITH_RECENT_CURL = (8, 11)
"""The first version that words its messages as it does today."""


def _version(tag: str) -> tuple[int, int]:
    """The first two numbers of a tag, above all others where it begins with no such."""
    found = re.match(r"(\d+)\.(\d+)", tag)
    return (int(found[1]), int(found[2])) if found else (sys.maxsize, 0)


def main_processes(reference: str, arguments: str = "") -> tuple[str, ...]:
    """The command lines that run in a container which was given no command of its own, but perhaps arguments."""
    repository = _repository(reference)
    if arguments:
        return (f"{_ENTRYPOINTS.get(repository, '')} {arguments}".lstrip(),)
    return _MAIN.get(repository, (repository or "app",))

"""ps and uptime: the programs that run in a pod or on a node, as far as the cluster's state tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from svcquest.engine.indexes import POD_NODE
from svcquest.engine.state import State
from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.net import Vantage
from svcquest.terminal.process import Process
from svcquest.terminal.tools.images import main_processes
from svcquest.terminal.world import world_of

_FIRST_CONTAINER = 2001
_UP_BEFORE = 3 * 86400 + 3720
"""Seconds for which a machine had run when the simulation began."""


@dataclass(frozen=True, slots=True)
class Running:
    """A program that runs."""

    pid: int
    command: str
    parent: int = 1


_PROXY = Running(1313, "/usr/local/bin/kube-proxy --config=/var/lib/kube-proxy/config.conf")
_NODE = (
    Running(1, "/sbin/init", 0),
    Running(611, "sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups"),
    Running(640, "/usr/bin/containerd"),
    Running(702, "/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml --kubeconfig=/etc/kubernetes/kubelet.conf"),
    _PROXY,
)
_OUTSIDE = (Running(1, "/sbin/init", 0), Running(801, "httpd -DFOREGROUND"))


def running(state: State, vantage: Vantage, container: str = "") -> list[Running]:
    """The programs of a place; on a node those of its pods too."""
    if vantage.kind == "external":
        return [*_OUTSIDE]
    if vantage.kind == "pod":
        pod = state.get(kinds.POD, vantage.namespace, vantage.name)
        commands = _seen_in(pod.spec, container) if pod else ("app",)
        return [Running(number, command, 0 if number == 1 else 1) for number, command in _numbered(commands)]
    inside = [
        command
        for resource in state.find(POD_NODE, vantage.name)
        if resource.view.alive
        for each in resource.spec.get("containers") or ()
        for command in _commands(each)
    ]
    own = [each for each in _NODE if each is not _PROXY or vantage.name not in state.halted]
    return [*own, *(Running(_FIRST_CONTAINER + 40 * count, command, 640) for count, command in enumerate(inside))]


def _numbered(commands: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    return ((1 if not count else 28 + count, command) for count, command in enumerate(commands))


def _seen_in(spec: Mapping[str, Any], container: str) -> tuple[str, ...]:
    """The programs of a container, behind those of one that it was put beside to look at."""
    found = _container(spec, container)
    target = found.get("targetContainerName")
    return (*(_commands(_container(spec, target)) if target else ()), *_commands(found))


def _container(spec: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    containers: list[Mapping[str, Any]] = [*(spec.get("containers") or [{}]), *(spec.get("ephemeralContainers") or ())]
    return next((each for each in containers if each.get("name") == name), containers[0])


def _commands(container: Mapping[str, Any]) -> tuple[str, ...]:
    command, arguments = container.get("command") or (), " ".join(container.get("args") or ())
    if command:
        return (" ".join((*command, arguments)).rstrip(),)
    return main_processes(container.get("image", ""), arguments)


def _all(process: Process) -> list[Running]:
    world = world_of(process)
    found = running(world.cluster.state, world.vantage, world.container)
    return [*found, Running(max(each.pid for each in found) + 17, " ".join(process.argv))]


def busybox(process: Process) -> int:
    """``ps`` of busybox, which shows the same whatever the options are."""
    process.print("PID   USER     TIME  COMMAND")
    for each in _all(process):
        process.print(f"{each.pid:5} root      0:00 {each.command}")
    return 0


def procps(process: Process) -> int:
    """``ps``, ``ps aux`` and ``ps -ef`` of procps."""
    flags = "".join(process.args)
    found = _all(process)
    if "f" in flags or ("e" in flags and "u" not in flags):
        process.print("UID          PID    PPID  C STIME TTY          TIME CMD")
        for each in found:
            process.print(f"root     {each.pid:7} {each.parent:7}  0 08:00 ?        00:00:01 {each.command}")
    elif "a" in flags or "x" in flags or "u" in flags:
        process.print("USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND")
        for each in found:
            process.print(f"root     {each.pid:7}  0.0  0.4  20480  9216 ?        Ss   08:00   0:01 {each.command}")
    else:
        process.print("    PID TTY          TIME CMD")
        for each in found[-1:]:
            process.print(f"{each.pid - 9:7} pts/0    00:00:00 bash")
            process.print(f"{each.pid:7} pts/0    00:00:00 ps")
    return 0


def uptime(process: Process) -> int:
    """``uptime``: simulated time since a little before the start; nobody computes load."""
    state = world_of(process).cluster.state
    up = int(state.now - state.settings.epoch) + _UP_BEFORE
    clock = datetime.fromtimestamp(state.now, UTC).strftime("%H:%M:%S")
    days, hours, minutes = up // 86400, up // 3600 % 24, up // 60 % 60
    process.print(f" {clock} up {days} days, {hours:2}:{minutes:02},  1 user,  load average: 0.08, 0.03, 0.01")
    return 0

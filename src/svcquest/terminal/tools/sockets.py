"""ss and netstat: what listens in a pod or on a node.

On nodes kube-proxy listens for nothing but its own health and metrics and health check node ports: node ports are
rules of the kernel, in every mode but the userspace proxy of old.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from svcquest.engine.indexes import POD_NODE
from svcquest.engine.network.node_programs import NODE_PROGRAMS
from svcquest.engine.network.origins import origin_of
from svcquest.engine.ranges import address_and_port, family_of
from svcquest.engine.state import State
from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.net import Vantage
from svcquest.model.objects import Pod, Protocol, Service
from svcquest.terminal.process import Process
from svcquest.terminal.tools import options
from svcquest.terminal.world import world_of

_BACKLOG = 4096


@dataclass(frozen=True, slots=True)
class Socket:
    """A socket that waits for connections or datagrams."""

    protocol: Protocol
    address: str
    port: int
    program: str
    pid: int

    @property
    def local(self) -> str:
        """Address and port."""
        return address_and_port(self.address, self.port)


_PIDS = {"sshd": 611, "kubelet": 702, "kube-proxy": 1313}
"""Of the node's own programs, as ``ps`` shows them."""


def listening(state: State, vantage: Vantage) -> list[Socket]:
    """The sockets of a place, by protocol and port."""
    return sorted(_sockets(state, vantage), key=lambda each: (each.protocol, each.port, each.address))


def _sockets(state: State, vantage: Vantage) -> Iterator[Socket]:
    if vantage.kind == "external":
        yield from (Socket("TCP", "0.0.0.0", port, "httpd", 801) for port in state.settings.external_ports)
    elif vantage.kind == "node":
        halted = vantage.name in state.halted
        for name, ear in NODE_PROGRAMS:
            if name != "kube-proxy" or not halted:
                yield Socket(ear.protocol, ear.address or "*", ear.port, name, _PIDS[name])
        yield from () if halted else _proxy_sockets(state)
        for resource in state.find(POD_NODE, vantage.name):
            if resource.view.host_network and resource.view.alive:
                yield from _pod_sockets(resource.view, _program(resource.spec))
    else:
        found = state.get(kinds.POD, vantage.namespace, vantage.name)
        if found is not None:
            yield from _pod_sockets(found.view, _program(found.spec))


def _pod_sockets(pod: Pod, program: str) -> Iterator[Socket]:
    for listener in pod.listening:
        yield Socket(listener.protocol, listener.address or "0.0.0.0", listener.port, program, 1)


def _proxy_sockets(state: State) -> Iterator[Socket]:
    for resource in state.select(kinds.SERVICE):
        service: Service = resource.view
        if service.health_check_node_port:
            yield Socket("TCP", "*", service.health_check_node_port, "kube-proxy", _PIDS["kube-proxy"])
        if state.settings.proxy_mode == "userspace":
            for port in service.ports:
                if port.node_port:
                    yield Socket(port.protocol, "*", port.node_port, "kube-proxy", _PIDS["kube-proxy"])


def _program(spec: Mapping[str, Any]) -> str:
    """The name that a container's main program is likely to have: that of its image."""
    containers = spec.get("containers") or [{}]
    image: str = containers[0].get("image", "")
    return image.rpartition("/")[2].partition(":")[0] or "app"


def established(process: Process) -> list[tuple[str, str]]:
    """Both ends of the TCP connections that a place keeps open."""
    world = world_of(process)
    state = world.cluster.state
    origin = origin_of(state, world.vantage)
    found = [key for key in state.flows.tracked if key.client == world.vantage and key.protocol == "TCP"]
    return [
        (
            address_and_port(origin.address(family_of(key.address)), key.client_port),
            address_and_port(key.address, key.port),
        )
        for key in sorted(found, key=lambda each: each[1:])
        if origin is not None
    ]


def ss(process: Process) -> int:
    """``ss [-l|-a] [-n] [-t] [-u] [-p]``: with ``-l`` what listens, else open connections, with ``-a`` both."""
    long = ("listening", "numeric", "tcp", "udp", "processes", "all", "no-header", "ipv4", "ipv6", "summary")
    try:
        given, _ = options.parse(process.args, "lntuapSHe46siorm", long)
    except options.OptionError as problem:
        return process.fail(str(problem), 255)
    chosen = _chosen(process, given)
    both = ("t" in given or "tcp" in given) == ("u" in given or "udp" in given)
    open_ones = [] if given.keys() & {"l", "listening"} else established(process)
    rows = [("Netid", "State", "Recv-Q", "Send-Q", "Local Address:Port", "Peer Address:Port", "Process")]
    rows += [("tcp", "ESTAB", "0", "0", local, peer, "") for local, peer in open_ones]
    for each in chosen if given.keys() & {"l", "listening", "a", "all"} else ():
        state = "LISTEN" if each.protocol == "TCP" else "UNCONN"
        queue = str(_BACKLOG if each.protocol == "TCP" else 0)
        peer = "[::]:*" if ":" in each.address else f"{'*' if each.address == '*' else '0.0.0.0'}:*"
        user = f'users:(("{each.program}",pid={each.pid},fd=3))' if "p" in given or "processes" in given else ""
        rows.append((each.protocol.lower(), state, "0", queue, each.local, peer, user))
    if not both:
        rows = [("", *row[1:]) for row in rows]
    for line in _table([row if both else row[1:] for row in rows]):
        process.print(line)
    return 0


def netstat(process: Process) -> int:
    """``netstat [-l|-a] [-n] [-t] [-u] [-p]``: with ``-l`` what listens, else open connections, with ``-a`` both."""
    try:
        given, _ = options.parse(process.args, "lntuwxaerWpc")
    except options.OptionError as problem:
        return process.fail(str(problem))
    servers, both = "l" in given, "a" in given
    which = "servers and established" if both else "only servers" if servers else "w/o servers"
    process.print(f"Active Internet connections ({which})")
    title = "Proto Recv-Q Send-Q Local Address           Foreign Address         State"
    process.print(title + ("       PID/Program name" if "p" in given else ""))
    for here, there in [] if servers else established(process):
        process.print(f"tcp   {0:>6} {0:>6} {here:<23} {there:<23} ESTABLISHED")
    for each in _chosen(process, given) if servers or both else ():
        local = each.local.replace("*:", "0.0.0.0:")
        peer = ":::*" if ":" in each.address else "0.0.0.0:*"
        state = "LISTEN" if each.protocol == "TCP" else ""
        line = f"{each.protocol.lower():<5} {0:>6} {0:>6} {local:<23} {peer:<23} {state:<11}"
        process.print((line + (f" {each.pid}/{each.program}" if "p" in given else "")).rstrip())
    return 0


def _chosen(process: Process, given: dict[str, str]) -> list[Socket]:
    world = world_of(process)
    wanted = {"TCP"} if "t" in given or "tcp" in given else set()
    wanted |= {"UDP"} if "u" in given or "udp" in given else set()
    found = listening(world.cluster.state, world.vantage)
    found += [Socket("TCP", "127.0.0.1", port, "kubectl", 4001) for port in sorted(world.tunnels)]
    return [each for each in found if each.protocol in (wanted or {"TCP", "UDP"})]


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()

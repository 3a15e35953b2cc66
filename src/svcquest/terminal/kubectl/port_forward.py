"""``kubectl port-forward``: a tunnel to one pod, past the Service. Follows ``kubectl/pkg/cmd/portforward``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import ip_address

from svcquest.model import kinds
from svcquest.model.objects import Service
from svcquest.model.resource import Resource
from svcquest.model.status import quote
from svcquest.terminal.kubectl.attached import named, waited_for
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.remote import vantage_of

FIRST_FREE_PORT = 40_000
"""Local port that stands for one that the system would pick."""

_HIGHEST_PORT = 65_535
_LOCAL = frozenset({"", "0.0.0.0", "::", "127.0.0.1", "::1"})


def run(call: Call) -> int:
    """Open a tunnel and say by which way it leads; it stays open, while the terminal takes the next command."""
    if len(call.args) < 2:
        raise call.usage_error("TYPE/NAME and list of ports are required for port-forward")
    if call.flags.seconds("pod-running-timeout") <= 0:
        raise call.usage_error("--pod-running-timeout must be higher than zero")
    target = named(call, call.args[0])
    pod = waited_for(call, target)[0]
    _check_not_udp(call.args[1:], target if target.kind == kinds.SERVICE else pod)
    resolved = [_resolved(target, pod, spec) for spec in call.args[1:]]
    if not pod.view.alive:
        raise CommandError(f"unable to forward port because pod is not running. Current status={pod.view.phase}")
    addresses = [shown for address in call.flags.list("address") for shown in _listening(address)]
    pairs = [(_number("local", local or "0"), _number("remote", remote)) for local, remote in resolved]
    if any(remote == 0 for _, remote in pairs):
        raise CommandError("remote port must be > 0")
    for number, (local, remote) in enumerate(pairs):
        for shown in addresses:
            call.print(f"Forwarding from {shown}:{local or FIRST_FREE_PORT + number} -> {remote}")
        call.process.world.tunnels[local or FIRST_FREE_PORT + number] = (vantage_of(pod), remote)
    for remote in dict.fromkeys(remote for _, remote in pairs):
        call.error(_way(pod, remote))
    if target.kind == kinds.SERVICE:
        call.error(
            f"service/{target.name} only told the pod and the port: its addresses, kube-proxy, its other endpoints "
            "and network policies play no part."
        )
    call.error("The tunnel stays open, as if it ran in another terminal.")
    return 0


def _way(pod: Resource, port: int) -> str:
    """How a connection through the tunnel goes; it ends at the pod's loopback, whatever the pod's address is."""
    heard = any(each.protocol == "TCP" and each.port == port and each.address in _LOCAL for each in pod.view.listening)
    end = "a program listens there" if heard else "connection refused, no program listens there"
    node = pod.spec.get("nodeName", "")
    return f"Way: kubectl -> API server -> kubelet on {node} -> localhost:{port} inside pod/{pod.name}: {end}"


def _listening(address: str) -> tuple[str, ...]:
    if address == "localhost":
        return ("127.0.0.1", "[::1]")
    try:
        ip = ip_address(address)
    except ValueError:
        raise CommandError(f"{address} is not a valid IP") from None
    return (f"[{ip}]" if ip.version == 6 else str(ip),)


def _number(which: str, text: str) -> int:
    """A port as Go's ``strconv.ParseUint(text, 10, 16)`` reads it."""
    if re.fullmatch("[0-9]+", text) and int(text) <= _HIGHEST_PORT:
        return int(text)
    why = "value out of range" if re.fullmatch("[0-9]+", text) else "invalid syntax"
    raise CommandError(f"error parsing {which} port '{text}': strconv.ParseUint: parsing {quote(text)}: {why}")


def _split(spec: str) -> tuple[str, str]:
    """Local and remote port of ``LOCAL:REMOTE``, ``REMOTE`` or ``:REMOTE``."""
    parts = spec.split(":")
    return (parts[0], parts[1]) if len(parts) == 2 else (parts[0], parts[0])


def _resolved(target: Resource, pod: Resource, spec: str) -> tuple[str, str]:
    """The same pair with numbers of the pod's ports."""
    local, remote = _split(spec)
    if target.kind != kinds.SERVICE:
        number = remote if _is_number(remote) else str(_named_port(pod, remote))
        return (number if local == remote else local), number
    wanted = int(remote) if _is_number(remote) else _service_port(target, remote)
    number = str(_target(target.view, pod, wanted))
    if local == remote and not _is_number(remote):
        return str(wanted), number
    return local, number


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[+-]?[0-9]+", text) is not None


def _named_port(pod: Resource, name: str) -> int:
    found: int | None = next((port.port for port in pod.view.ports if port.name == name), None)
    if found is None:
        raise CommandError(f"Pod '{pod.name}' does not have a named port '{name}'")
    return found


def _service_port(service: Resource, name: str) -> int:
    found: int | None = next((port.port for port in service.view.ports if port.name == name), None)
    if found is None:
        raise CommandError(f"Service '{service.name}' does not have a named port '{name}'")
    return found


def _target(service: Service, pod: Resource, wanted: int) -> int:
    """The pod's port behind a port of a Service."""
    port = next((each for each in service.ports if each.port == wanted), None)
    if port is None:
        raise CommandError(f"Service {service.name} does not have a service port {wanted}")
    if service.cluster_ips == ("None",):
        return port.port
    if isinstance(port.target, int):
        return port.target or port.port
    return _named_port(pod, port.target)


def _check_not_udp(specs: Sequence[str], resource: Resource) -> None:
    """Refuse ports that are declared for UDP and not for TCP."""
    ports = resource.view.ports
    only_udp = {each.port for each in ports if each.protocol == "UDP"} - {
        each.port for each in ports if each.protocol == "TCP"
    }
    find = _service_port if resource.kind == kinds.SERVICE else _named_port
    for spec in specs:
        _, remote = _split(spec)
        number = int(remote) if _is_number(remote) else find(resource, remote)
        if number in only_udp:
            raise CommandError(f"UDP protocol is not supported for {remote}")


PORT_FORWARD = Command(
    run,
    usage="TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]",
    flags=(
        Flag("address", "Addresses to listen on", "list", default="localhost"),
        Flag("pod-running-timeout", "How long to wait for a pod", "duration", default="1m0s"),
    ),
)

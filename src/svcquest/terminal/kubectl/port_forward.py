"""``kubectl port-forward``: a tunnel to one pod, past the Service. Follows ``kubectl/pkg/cmd/portforward``."""

from __future__ import annotations

import re

from svcquest.model import kinds
from svcquest.model.objects import Pod, Service, ServicePort
from svcquest.model.resource import Resource
from svcquest.terminal.kubectl.attached import named, waited_for
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag

FIRST_FREE_PORT = 40_000
"""Local port that stands for one that the system would pick."""


def run(call: Call) -> int:
    """Say what would be forwarded where; nothing can use the tunnel, so the command ends at once."""
    if len(call.args) < 2:
        raise call.usage_error("TYPE/NAME and list of ports are required for port-forward")
    target = named(call, call.args[0])
    pod = waited_for(call, target)[0]
    pairs = [_translated(target, pod, spec) for spec in call.args[1:]]
    if not pod.view.alive:
        raise CommandError(f"unable to forward port because pod is not running. Current status={pod.view.phase}")
    for local, remote in pairs:
        for address in call.flags.list("address"):
            for shown in ("127.0.0.1", "[::1]") if address == "localhost" else (address,):
                call.print(f"Forwarding from {shown}:{local} -> {remote}")
    return 0


def _translated(target: Resource, pod: Resource, spec: str) -> tuple[int, int]:
    """Local port and port of the pod for ``LOCAL:REMOTE``, ``REMOTE`` or ``:REMOTE``."""
    local, colon, remote = spec.partition(":")
    if not colon:
        remote = local
    if not remote or not re.fullmatch(r"\d*|[a-z0-9-]+", local) or not re.fullmatch(r"[a-z0-9-]+", remote):
        raise CommandError(f"invalid port format {spec!r}".replace("'", '"'))
    number = _service_target(target.view, pod.view, remote) if target.kind == kinds.SERVICE else _pod_port(pod, remote)
    if local == "":
        return FIRST_FREE_PORT, number
    return (int(local) if local.isdigit() else number), number


def _pod_port(pod: Resource, word: str) -> int:
    if word.isdigit():
        return int(word)
    found: int | None = next((port.port for port in pod.view.ports if port.name == word), None)
    if found is None:
        raise CommandError(f"Pod '{pod.name}' does not have a named port '{word}'")
    return found


def _service_target(service: Service, pod: Pod, word: str) -> int:
    port = next((each for each in service.ports if word in {str(each.port), each.name}), None)
    if port is None:
        raise CommandError(f"Service {service.name} does not have a service port {word}")
    if service.cluster_ips == ("None",):
        return port.port
    return _container_port(service, port, pod)


def _container_port(service: Service, port: ServicePort, pod: Pod) -> int:
    if isinstance(port.target, int):
        return port.target or port.port
    found = next((each.port for each in pod.ports if each.name == port.target), None)
    if found is None:
        raise CommandError(
            f"Pod '{pod.name}' does not have a named port '{port.target}', which Service {service.name} forwards to"
        )
    return found


PORT_FORWARD = Command(
    run,
    usage="TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]",
    flags=(
        Flag("address", "Addresses to listen on", "list", default="localhost"),
        Flag("pod-running-timeout", "How long to wait for a pod", "duration", default="1m0s"),
    ),
)

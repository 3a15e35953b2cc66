"""``kubectl create service clusterip|nodeport|loadbalancer|externalname``.

Follows ``k8s.io/kubectl/pkg/cmd/create/create_service.go``.
"""

from __future__ import annotations

from collections.abc import Callable

from svcquest.model import kinds
from svcquest.model.status import quote
from svcquest.model.tree import Tree
from svcquest.schema import names
from svcquest.terminal.kubectl import generated
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.pairs import atoi

_TCP = Flag("tcp", "PORT or PORT:TARGETPORT; may be repeated", "list")


def build(name: str, service_type: str, ports: list[Tree], **fields: str) -> Tree:
    """The Service that is sent; ``fields`` go into its spec, ``node_port`` into each port."""
    spec: Tree = {}
    if ports:
        spec["ports"] = ports
    spec["selector"] = {"app": name}
    spec |= {key: value for key, value in fields.items() if value}
    spec["type"] = service_type
    return {
        "kind": "Service",
        "apiVersion": "v1",
        "metadata": {"name": name, "labels": {"app": name}},
        "spec": spec,
        "status": {"loadBalancer": {}},
    }


def port_of(spec: str, node_port: int = 0) -> Tree:
    """The port entry of ``80``, ``80:8080`` or ``443:https``; what stands behind another colon only goes into its name.

    Raises:
        CommandError: a number is none, or the target cannot be one.
    """
    text, *targets = spec.split(":")
    port = _parse_uint(text)
    target: int | str = port
    if targets:
        number = atoi(targets[0])
        target = targets[0] if number is None else number
        wrong = names.port_number(target) if isinstance(target, int) else names.port_name(target)
        if wrong:
            raise CommandError(",".join(wrong))
    entry: Tree = {"name": spec.replace(":", "-"), "protocol": "TCP", "port": port, "targetPort": target}
    return {**entry, "nodePort": node_port} if node_port else entry


def _parse_uint(text: str) -> int:
    """A port as ``strconv.ParseUint`` with 16 bits reads it."""
    if not (text.isascii() and text.isdigit()):
        raise CommandError(f"strconv.ParseUint: parsing {quote(text)}: invalid syntax")
    if int(text) > 65535:
        raise CommandError(f"strconv.ParseUint: parsing {quote(text)}: value out of range")
    return int(text)


def _ports(call: Call, node_port: int = 0) -> list[Tree]:
    return [port_of(spec, node_port) for spec in call.flags.list("tcp")]


def _require_ports(call: Call) -> None:
    if not call.flags.list("tcp"):
        raise CommandError("at least one tcp port specifier must be provided")


def _send(call: Call, service: Tree, failing: str) -> int:
    return generated.send(call, kinds.SERVICE, service, failing, saved=False)


def _clusterip(call: Call) -> int:
    name = generated.name_from(call)
    cluster_ip = call.flags.text("clusterip")
    if cluster_ip != "None":
        _require_ports(call)
    service = build(name, "ClusterIP", _ports(call), clusterIP=cluster_ip)
    return _send(call, service, "failed to create ClusterIP service")


def _nodeport(call: Call) -> int:
    name = generated.name_from(call)
    _require_ports(call)
    service = build(name, "NodePort", _ports(call, call.flags.number("node-port")))
    return _send(call, service, "failed to create NodePort service")


def _loadbalancer(call: Call) -> int:
    name = generated.name_from(call)
    _require_ports(call)
    service = build(name, "LoadBalancer", _ports(call))
    return _send(call, service, "failed to create LoadBalancer service")


def _externalname(call: Call) -> int:
    name = generated.name_from(call)
    external_name = call.flags.text("external-name")
    if names.dns_subdomain(external_name):
        raise CommandError(f"invalid service external name {external_name}")
    service = build(name, "ExternalName", _ports(call), externalName=external_name)
    return _send(call, service, "failed to create ExternalName service")


def _command(run: Callable[[Call], int], usage: str, *flags: Flag, required: tuple[str, ...] = ()) -> Command:
    return Command(run, usage=usage, flags=(*generated.FLAGS, _TCP, *flags), required=required)


CLUSTERIP = _command(
    _clusterip,
    "NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none]",
    Flag("clusterip", "Cluster IP to be used, or None for a headless Service"),
)
NODEPORT = _command(
    _nodeport,
    "NAME [--tcp=port:targetPort] [--dry-run=server|client|none]",
    Flag("node-port", "Port on every node", "int", default="0"),
)
LOADBALANCER = _command(_loadbalancer, "NAME [--tcp=port:targetPort] [--dry-run=server|client|none]")
EXTERNALNAME = _command(
    _externalname,
    "NAME --external-name external.name [--dry-run=server|client|none]",
    Flag("external-name", "Name outside of the cluster to which the Service's name leads"),
    required=("external-name",),
)

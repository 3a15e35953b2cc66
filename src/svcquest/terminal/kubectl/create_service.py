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
from svcquest.terminal.kubectl.generated import Order
from svcquest.terminal.kubectl.pairs import atoi, int32

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
    number = atoi(text)
    if number is None or number > 65535:
        raise CommandError(f"strconv.ParseUint: parsing {quote(text)}: value out of range")
    return number


def _ports(order: Order, node_port: int = 0) -> list[Tree]:
    return [port_of(spec, node_port) for spec in order.call.flags.list("tcp")]


def _require_ports(order: Order) -> None:
    if not order.call.flags.list("tcp"):
        raise CommandError("at least one tcp port specifier must be provided")


def _send(order: Order, service: Tree) -> int:
    failing = f"failed to create {service['spec']['type']} service"
    return generated.send(order, kinds.SERVICE, service, failing, saved=False)


def _clusterip(call: Call) -> int:
    order = generated.read(call)
    cluster_ip = call.flags.text("clusterip")
    if cluster_ip != "None":
        _require_ports(order)
    return _send(order, build(order.name, "ClusterIP", _ports(order), clusterIP=cluster_ip))


def _nodeport(call: Call) -> int:
    order = generated.read(call)
    _require_ports(order)
    return _send(order, build(order.name, "NodePort", _ports(order, int32(call.flags.number("node-port")))))


def _loadbalancer(call: Call) -> int:
    order = generated.read(call)
    _require_ports(order)
    return _send(order, build(order.name, "LoadBalancer", _ports(order)))


def _externalname(call: Call) -> int:
    order = generated.read(call)
    external_name = call.flags.text("external-name")
    if names.dns_subdomain(external_name):
        raise CommandError(f"invalid service external name {external_name}")
    return _send(order, build(order.name, "ExternalName", _ports(order), externalName=external_name))


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
    Flag("node-port", "Port on every node", "int64", default="0"),
)
LOADBALANCER = _command(_loadbalancer, "NAME [--tcp=port:targetPort] [--dry-run=server|client|none]")
EXTERNALNAME = _command(
    _externalname,
    "NAME --external-name external.name [--dry-run=server|client|none]",
    Flag("external-name", "Name outside of the cluster to which the Service's name leads"),
    required=("external-name",),
)

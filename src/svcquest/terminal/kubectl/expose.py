"""``kubectl expose``: a Service for a Pod, a Service or a workload.

Follows ``k8s.io/kubectl/pkg/cmd/expose/expose.go``: flags first, then what the object itself tells, then a pure step
that builds the Service.
"""

from __future__ import annotations

from collections.abc import Mapping

from svcquest.model import kinds
from svcquest.model.frozen import dataclass, field, replace
from svcquest.model.resource import Resource
from svcquest.model.status import quote
from svcquest.model.tree import Tree
from svcquest.schema.decode import DecodeError, decode
from svcquest.terminal.kubectl import exposable, submit
from svcquest.terminal.kubectl.arguments import FILE_FLAGS, Question, Target, find
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.made import show, with_last_applied
from svcquest.terminal.kubectl.output import DRY_RUN, PRINT_FLAGS, DryRun, dry_run, printer
from svcquest.terminal.kubectl.overrides import OVERRIDE_FLAGS, overridden
from svcquest.terminal.kubectl.pairs import atoi, label_spec, port_number

NAME_LIMIT = 63


@dataclass(frozen=True, slots=True)
class Wish:
    """What a Service shall be like: flags, completed by what the exposed object tells.

    Attributes:
        name: of the Service.
        selector, labels: empty labels mean none.
        ports: numbers as text; may be empty for a headless Service.
        protocols: of each port of the object, by its number as text.
        protocol: wins over ``protocols`` when given.
        target_port: of every port; empty means the port's own number.
    """

    name: str
    selector: dict[str, str]
    labels: dict[str, str]
    ports: tuple[str, ...]
    protocols: dict[str, tuple[str, ...]]
    protocol: str = ""
    target_port: str = ""
    type: str = ""
    cluster_ip: str = ""
    external_ip: str = ""
    load_balancer_ip: str = ""
    session_affinity: str = ""


def build(wish: Wish) -> Tree:
    """The Service that is sent.

    Raises:
        CommandError: a port is no number, or the session affinity is unknown.
    """
    spec: Tree = {}
    ports = [port for at, text in enumerate(wish.ports, 1) for port in _ports(wish, at, text)]
    if ports:
        spec["ports"] = ports
    spec["selector"] = wish.selector
    if wish.cluster_ip:
        spec["clusterIP"] = wish.cluster_ip
    if wish.type:
        spec["type"] = wish.type
    if wish.external_ip:
        spec["externalIPs"] = [wish.external_ip]
    if wish.session_affinity:
        if wish.session_affinity not in {"None", "ClientIP"}:
            raise CommandError(f"unknown session affinity: {wish.session_affinity}")
        spec["sessionAffinity"] = wish.session_affinity
    if wish.type == "LoadBalancer" and wish.load_balancer_ip:
        spec["loadBalancerIP"] = wish.load_balancer_ip
    metadata: Tree = {"name": wish.name}
    if wish.labels:
        metadata["labels"] = wish.labels
    return {
        "kind": "Service",
        "apiVersion": "v1",
        "metadata": metadata,
        "spec": spec,
        "status": {"loadBalancer": {}},
    }


def _ports(wish: Wish, at: int, text: str) -> list[Tree]:
    """The entries for one port of the list: several where the object has it under several protocols."""
    number = port_number(text)
    known = wish.protocols.get(text, ("TCP",))
    several = not wish.protocol and len(known) > 1
    entries = []
    for protocol in known if several else (wish.protocol or known[0],):
        name = f"port-{at}-{protocol.lower()}" if several else f"port-{at}" if len(wish.ports) > 1 else ""
        entry: Tree = {"name": name} if name else {}
        target: int | str = number
        if wish.target_port:
            numeric = atoi(wish.target_port)
            target = wish.target_port if numeric is None or not -(2**31) <= numeric < 2**31 else numeric
        entries.append({**entry, "protocol": protocol, "port": number, "targetPort": target})
    return entries


@dataclass(slots=True)
class _Told:
    """What flags or objects have told, as text; empty where neither has.

    kubectl asks an object only for what is still open, so that all objects of one command get what the first one told.

    Attributes:
        port: of ``--port``, or the only one of an object.
        ports: those of an object that has several.
        protocols: of the last object that has any.
    """

    selector: str
    labels: str
    port: str
    ports: str = ""
    protocols: dict[str, tuple[str, ...]] = field(default_factory=dict)


def _complete(call: Call, resource: Resource, told: _Told) -> Wish:
    """Fill in from the object what is still open."""
    flags = call.flags
    exposable.check(resource.kind)
    told.selector = told.selector or _joined(exposable.selector(resource))
    if not told.port:
        ports = exposable.ports(resource)
        if not ports and flags.text("cluster-ip") != "None":
            raise CommandError("couldn't find port via --port flag or introspection")
        if len(ports) > 1:
            told.ports = ",".join(ports)
        else:
            told.port = "".join(ports)
    told.protocols = exposable.protocols(resource) or told.protocols
    told.labels = told.labels or _joined(resource.labels)
    ports_text = told.ports or told.port
    return Wish(
        name=flags.text("name") or resource.name[:NAME_LIMIT],
        selector=label_spec(told.selector),
        labels=label_spec(told.labels),
        ports=tuple(ports_text.split(",")) if ports_text else (),
        protocols=told.protocols,
        protocol=flags.text("protocol"),
        target_port=flags.text("target-port"),
        type=flags.text("type"),
        cluster_ip=flags.text("cluster-ip"),
        external_ip=flags.text("external-ip"),
        load_balancer_ip=flags.text("load-balancer-ip"),
        session_affinity=flags.text("session-affinity"),
    )


def _joined(labels: Mapping[str, str]) -> str:
    return ",".join(f"{key}={value}" for key, value in labels.items())


def _run(call: Call) -> int:
    dry = dry_run(call)
    printer(call, "exposed", dry)
    found = find(call, call.args, Question(selectors=False, as_written=True))
    told = _Told(call.flags.text("selector"), call.flags.text("labels"), call.flags.text("port"))
    problems: list[Problem] = []
    for target in found.targets:
        try:
            _expose(call, _readable(target), told, dry)
        except CommandError as error:
            problems += error.problems
    raise_all((*problems, *found.problems))
    return 0


def _readable(target: Target) -> Resource:
    """The object to expose; one that a file holds has not been through the server's decoding.

    Raises:
        CommandError: a field of it has the wrong type.
    """
    if not target.source or target.kind not in kinds.KINDS:
        return target.resource
    try:
        return replace(target.resource, tree=decode(target.resource.tree, target.kind).tree)
    except DecodeError as error:
        raise CommandError(f"unable to decode {quote(target.source)}: {error.message}") from None


def _expose(call: Call, resource: Resource, told: _Told, dry: DryRun) -> None:
    service = overridden(call, kinds.SERVICE, build(_complete(call, resource, told)))
    if dry == "client":
        show(call, kinds.SERVICE, submit.in_chosen_namespace(call, service), "exposed", dry)
        return
    if call.flags.on("save-config"):
        service = with_last_applied(kinds.SERVICE, service)
    made = submit.accepted(submit.create(call, kinds.SERVICE, service, call.client.namespace, dry=dry))
    call.print(printer(call, "exposed", dry)(made.tree), end="")


EXPOSE = Command(
    _run,
    usage="(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] "
    "[--name=name] [--external-ip=external-ip-of-service] [--type=type] [options]",
    flags=(
        *PRINT_FLAGS,
        DRY_RUN,
        *FILE_FLAGS,
        *OVERRIDE_FLAGS,
        submit.SAVE_CONFIG,
        submit.field_manager("kubectl-expose"),
        Flag("protocol", "Protocol of the Service's ports; what the object has, else TCP"),
        Flag("port", "Port, or several with commas between them; what the object has when not given"),
        Flag("type", "ClusterIP, NodePort, LoadBalancer or ExternalName; ClusterIP when not given"),
        Flag("load-balancer-ip", "Address to ask of the load balancer"),
        Flag("selector", "Selector of the Service; what the object has when not given"),
        Flag("labels", "Labels of the Service; those of the object when not given", short="l"),
        Flag("target-port", "Name or number of the port in the pods; the Service's port when not given"),
        Flag("external-ip", "Further address for which the nodes shall accept traffic"),
        Flag("name", "Name of the Service; the object's when not given"),
        Flag("session-affinity", "None or ClientIP"),
        Flag("cluster-ip", "Cluster IP to be used, or None for a headless Service"),
    ),
    examples=(
        "kubectl expose deployment web --port=80 --target-port=8080",
        "kubectl expose pod web-0 --port=80 --name=first --type=NodePort",
    ),
)

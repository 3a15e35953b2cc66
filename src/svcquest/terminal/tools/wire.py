"""How network tools reach the cluster: names to addresses, connections, questions to nameservers."""

from __future__ import annotations

from svcquest.engine.dns import hosts, resolver
from svcquest.engine.dns.names import to_reverse
from svcquest.engine.dns.resolver import Family
from svcquest.engine.ranges import is_loopback
from svcquest.model.dns import Answer, Lookup, NoAnswer, Question, ResolvConf
from svcquest.model.frozen import replace
from svcquest.model.net import Delivery, Failure, PingResult, Request
from svcquest.model.objects import Protocol
from svcquest.terminal.hosts import libc_of
from svcquest.terminal.process import Process
from svcquest.terminal.tools.message_size import PLAIN_ROOM, is_cut_short
from svcquest.terminal.world import World, world_of

RESOLVER_SECONDS = 10.0
"""How long libc waits for nameservers that do not reply: two attempts of five seconds."""

CONNECT_SECONDS = 131.0
"""How long a kernel repeats the first packet of a connection before it gives up."""


def connect(
    process: Process, address: str, port: int, protocol: Protocol = "TCP", patience: float = CONNECT_SECONDS
) -> Delivery:
    """Opens a connection (or sends a datagram) to an address.

    Args:
        patience: seconds after which the tool gives up, if the kernel has not done so before; they pass.
    """
    world = world_of(process)
    if protocol == "TCP" and port in world.tunnels and is_loopback(address):
        return _through_tunnel(world, address, port)
    request = Request(world.vantage, address, port, protocol)
    delivery = world.cluster.connect(request)
    world.cluster.serve(request, delivery)
    if delivery.failure is Failure.TIMEOUT and protocol != "UDP":
        wait(process, min(patience, CONNECT_SECONDS))
    return delivery


def _through_tunnel(world: World, address: str, port: int) -> Delivery:
    """A connection that kubectl takes and kubelet makes again inside of the pod, to the pod's loopback.

    kubectl has taken it before it knows: where nothing listens in the pod, the client meets the end of a connection,
    not a refusal. A pod that is gone ends the tunnel with the first connection.
    """
    pod, remote = world.tunnels[port]
    request = Request(pod, "127.0.0.1", remote)
    delivery = world.cluster.connect(request)
    world.cluster.serve(request, delivery)
    if delivery.failure is Failure.UNREACHABLE:
        del world.tunnels[port]
    if delivery.failure is None:
        return replace(delivery, destination=address)
    return Delivery(Failure.EMPTY, address=address, port=port, destination=address)


def wait(process: Process, seconds: float) -> None:
    """Lets simulated time pass while a tool waits for something that does not come."""
    world_of(process).cluster.advance(seconds)


def ping(process: Process, address: str) -> PingResult:
    """Sends an ICMP echo request."""
    world = world_of(process)
    return world.cluster.ping(world.vantage, address)


def ask(
    process: Process,
    nameserver: str,
    question: Question,
    port: int = resolver.DNS_PORT,
    protocol: Protocol = "UDP",
) -> Answer | NoAnswer:
    """Sends a question to a nameserver's address, through whatever lies in between."""
    world = world_of(process)
    delivery = world.cluster.connect(resolver.query(world.vantage, nameserver, port, protocol))
    return resolver.reply(world.cluster.state, nameserver, delivery, question)


def _ask_in_full(process: Process, nameserver: str, question: Question) -> Answer | NoAnswer:
    """Puts a question as the C library does: by UDP, and once more by TCP where the reply was cut short."""
    reply = ask(process, nameserver, question)
    if isinstance(reply, Answer) and is_cut_short(reply, PLAIN_ROOM):
        return ask(process, nameserver, question, protocol="TCP")
    return reply


def lookup(
    process: Process, host: str, family: Family = "any", patience: float = RESOLVER_SECONDS, nameserver: str = ""
) -> Lookup:
    """What the C library makes of a host name.

    Args:
        patience: seconds after which the tool gives up, if the library has not done so before; they pass.
        nameserver: the one to ask instead of those of ``/etc/resolv.conf``.
    """
    world = world_of(process)
    state = world.cluster.state
    found = resolver.lookup_host(
        state,
        world.vantage,
        host,
        lambda usual, question: _ask_in_full(process, nameserver or usual, question),
        family=family,
        libc=libc_of(state, world.vantage),
    )
    if found.no_answer is NoAnswer.TIMEOUT:
        wait(process, min(patience, RESOLVER_SECONDS))
    return found


def names_of(process: Process, address: str, nameserver: str = "") -> tuple[str, ...]:
    """What the C library makes of an address: the names that ``/etc/hosts`` or DNS have for it.

    Args:
        nameserver: the one to ask instead of those of ``/etc/resolv.conf``.
    """
    world = world_of(process)
    state = world.cluster.state
    known = (*hosts.LOOPBACK, *hosts.own_entries(state, world.vantage), *hosts.host_aliases(state, world.vantage))
    local = next((names for entry, names in known if entry == address), ())
    if local:
        return local
    for server in (nameserver,) if nameserver else resolv_conf(process).nameservers:
        reply = ask(process, server, Question(to_reverse(address), "PTR"))
        if isinstance(reply, Answer):
            return tuple(record.data.rstrip(".") for record in reply.answers if record.type == "PTR")
    return ()


def resolv_conf(process: Process) -> ResolvConf:
    """``/etc/resolv.conf`` of where the program runs."""
    world = world_of(process)
    return resolver.resolv_conf(world.cluster.state, world.vantage)


def milliseconds(process: Process) -> int:
    """How long something quick took: small, and not always the same."""
    return world_of(process).cluster.state.flows.draws % 4

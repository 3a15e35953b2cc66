"""What dig, host and nslookup of BIND 9.18 have in common.

Follows bin/dig/dighost.c: how the search list is used, and what a nameserver that does not reply leads to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from svcquest.engine import chance
from svcquest.model.dns import Answer, NoAnswer, Question
from svcquest.model.frozen import dataclass
from svcquest.model.objects import Protocol
from svcquest.terminal.process import Process
from svcquest.terminal.tools import wire
from svcquest.terminal.tools.message_size import PLAIN_ROOM, cut_short, is_cut_short
from svcquest.terminal.world import world_of

VERSION = "9.18.49"
PORT = 53

TYPES = frozenset(
    {"A", "AAAA", "ANY", "AXFR", "CAA", "CNAME", "DNSKEY", "DS", "HINFO", "HTTPS", "IXFR", "LOC", "MX", "NAPTR", "NS"}
    | {"NSEC", "PTR", "RP", "RRSIG", "SOA", "SPF", "SRV", "SSHFP", "SVCB", "TLSA", "TXT", "URI"}
)
"""Record types that the tools know by name."""


NSLOOKUP_WORDS = {
    "CNAME": "canonical name",
    "MX": "mail exchanger",
    "NS": "nameserver",
    "PTR": "name",
    "SRV": "service",
    "TXT": "text",
}
"""What stands between owner and data in the output of nslookup, BIND's and busybox's."""


WhenCut = Literal["retry", "retry quietly", "keep"]
"""What becomes of a reply that was cut short: its question is put again by TCP, or what has arrived must do."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a question is asked, and how many seconds a reply may take each time."""

    attempts: int = 3
    seconds: int = 5


USUAL = Patience()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it.

    Attributes:
        server: address of the nameserver.
        protocol: TCP also where a reply by UDP was cut short.
        cut: the reply is what arrived of one that was cut short.
    """

    server: str
    question: Question
    reply: Answer | NoAnswer
    protocol: Protocol
    cut: bool = False


def origins(name: str, searches: tuple[str, ...], ndots: int) -> Iterator[str]:
    """Full names to try, in order: the search list first for names with few dots, then the name itself.

    Names with enough dots, and those with a dot at the end, are only asked as they are.
    """
    if name.endswith("."):
        yield name
        return
    if name.count(".") < ndots:
        for suffix in searches:
            yield f"{name}.{suffix}."
    yield f"{name}."


def search(
    process: Process,
    server: str,
    names: Iterator[str],
    kind: str,
    port: int = PORT,
    protocol: Protocol = "UDP",
    room: int = PLAIN_ROOM,
    when_cut: WhenCut = "retry",
) -> Iterator[Exchange]:
    """Asks for one name after the other until one is known, or no nameserver replies.

    Args:
        room: octets that a reply by UDP may have; a larger one is cut short.
    """
    for name in names:
        question = Question(name, kind)
        reply = wire.ask(process, server, question, port, protocol)
        exchange = Exchange(server, question, reply, protocol)
        if protocol == "UDP" and isinstance(reply, Answer) and is_cut_short(reply, room):
            if when_cut == "keep":
                exchange = Exchange(server, question, cut_short(reply, room), protocol, cut=True)
            else:
                if when_cut == "retry":
                    process.print(";; Truncated, retrying in TCP mode.")
                exchange = Exchange(server, question, wire.ask(process, server, question, port, "TCP"), "TCP")
        yield exchange
        if isinstance(exchange.reply, NoAnswer) or exchange.reply.rcode == "NOERROR":
            return


def complain(
    process: Process,
    server: str,
    reason: NoAnswer,
    port: int = PORT,
    patience: Patience = USUAL,
) -> None:
    """Says that a nameserver cannot be reached, once for each attempt, each of which takes its time."""
    for _ in range(patience.attempts):
        if reason is NoAnswer.TIMEOUT:
            wire.wait(process, patience.seconds)
        process.print(f";; communications error to {server}#{port}: {reason}")


def message_id(process: Process) -> int:
    """The number of the message that is sent next, 0 to 65535."""
    state = world_of(process).cluster.state
    return chance.below(state.settings.seed, state.flows.draws, 1 << 16)


def server_address(process: Process, text: str) -> str | None:
    """The address of a nameserver that was named on the command line, None when it has none."""
    found = wire.lookup(process, text)
    return found.addresses[0] if found.addresses else None


def display(name: str) -> str:
    """A name without its dot at the end; the root keeps it."""
    return name.rstrip(".") or "."


def soa_lines(owner: str, data: str) -> list[str]:
    """A start of authority as nslookup lays it out."""
    origin, mail, *numbers = data.split(" ")
    names = ("serial", "refresh", "retry", "expire", "minimum")
    fields = [f"\t{name} = {number}" for name, number in zip(names, numbers, strict=True)]
    return [owner, f"\torigin = {display(origin)}", f"\tmail addr = {display(mail)}", *fields]

"""host of BIND 9.18."""

from __future__ import annotations

from svcquest.engine.dns.names import to_reverse
from svcquest.engine.ranges import family_of, is_address
from svcquest.model.dns import Answer, NoAnswer, Record
from svcquest.model.frozen import dataclass
from svcquest.model.objects import Protocol
from svcquest.terminal.process import Process
from svcquest.terminal.tools import bind, options, wire
from svcquest.terminal.tools.messages import Message, Shown
from svcquest.terminal.world import world_of

RCODES = {"NXDOMAIN": 3, "SERVFAIL": 2, "REFUSED": 5}

_WORDS = {
    "A": "has address",
    "AAAA": "has IPv6 address",
    "CNAME": "is an alias for",
    "MX": "mail is handled by",
    "NS": "name server",
    "PTR": "domain name pointer",
    "SOA": "has SOA record",
    "SRV": "has SRV record",
    "TXT": "descriptive text",
}

_USAGE = """\
Usage: host [-aCdilrTvVw] [-c class] [-N ndots] [-t type] [-W time]
            [-R number] [-m flag] [-p port] hostname [server]
       -a is equivalent to -v -t ANY
       -A is like -a but omits RRSIG, NSEC, NSEC3
       -c specifies query class for non-IN data
       -C compares SOA records on authoritative nameservers
       -d is equivalent to -v
       -l lists all hosts in a domain, using AXFR
       -m set memory debugging flag (trace|record|usage)
       -N changes the number of dots allowed before root lookup is done
       -p specifies the port on the server to query
       -r disables recursive processing
       -R specifies number of retries for UDP packets
       -s a SERVFAIL response should stop query
       -t specifies the query type
       -T enables TCP/IP mode
       -U enables UDP mode
       -v enables verbose output
       -V print version number and exit
       -w specifies to wait forever for a reply
       -W specifies how long to wait for a reply
       -4 use IPv4 query transport only
       -6 use IPv6 query transport only"""


def run(process: Process) -> int:
    """``host [-t TYPE] NAME [SERVER]``; 1 when the name is unknown or no server replies."""
    try:
        given, words = options.parse(process.args, "aCdilrsTUvVw46c:N:t:W:R:p:m:")
    except options.OptionError as problem:
        process.error(f"host: illegal option -- {problem.option}\n{_USAGE}")
        return 1
    if "V" in given:
        process.error(f"host {bind.VERSION}")
        return 0
    strange = next((flag for flag in "Cl" if flag in given), "")
    if strange:
        return process.fail(f"-{strange} is not known here")
    if not words:
        process.error(_USAGE)
        return 1
    all_of_it = bool(given.keys() & {"a", "A"})
    kind = given.get("t", "ANY" if all_of_it else "")
    if kind and kind.upper() not in bind.TYPES:
        return process.fail(f"invalid type: {kind}", 2)
    verbose = all_of_it or bool(given.keys() & {"v", "d"})
    client = _Client(process, _patience(given), verbose, "TCP" if "T" in given else "UDP")
    server: str | None = next(iter(wire.resolv_conf(process).nameservers), "127.0.0.1")
    if len(words) > 1:
        server = bind.server_address(process, words[1])
        if server is None:
            process.error(f"host: couldn't get address for '{words[1]}': not found")
            return 1
        client.greeting = f"Using domain server:\nName: {words[1]}\nAddress: {server}#{bind.PORT}\nAliases: \n"
    return _look_up(client, server or "", words[0], kind.upper())


@dataclass(slots=True)
class _Client:
    """Who asks, and how.

    Attributes:
        greeting: what is said of a nameserver that was named, before the first reply.
    """

    process: Process
    patience: bind.Patience
    verbose: bool
    protocol: Protocol
    greeting: str = ""

    def greet(self) -> None:
        """Names the nameserver, once."""
        if self.greeting:
            self.process.print(self.greeting)
            self.greeting = ""


def _patience(given: dict[str, str]) -> bind.Patience:
    """``-R RETRIES`` and ``-W SECONDS``. Follows bin/dig/host.c parse_args."""
    retries, seconds = options.whole(given.get("R", "")), options.whole(given.get("W", ""))
    return bind.Patience(
        attempts=bind.USUAL.attempts if retries is None else max(retries + 1, 2),
        seconds=bind.USUAL.seconds if seconds is None else max(seconds, 1),
    )


def _look_up(client: _Client, server: str, name: str, kind: str) -> int:
    if is_address(name):
        full = to_reverse(name)
        shown = bind.display(full) if family_of(name) == "IPv6" else full
        return _ask(client, server, full, "PTR", shown)[0]
    conf = wire.resolv_conf(client.process)
    status, reply = _ask(client, server, name, kind or "A", name, conf.searches, conf.ndots)
    if kind or reply is None or status:
        return status
    target = reply.canonical
    for more in ("AAAA", "MX"):
        status = max(status, _ask(client, server, target, more, bind.display(target), quiet=True)[0])
    return status


def _ask(
    client: _Client,
    server: str,
    name: str,
    kind: str,
    shown: str,
    searches: tuple[str, ...] = (),
    ndots: int = 1,
    *,
    quiet: bool = False,
) -> tuple[int, Answer | None]:
    """Asks and prints.

    Args:
        shown: the name in messages.
        quiet: say nothing when the name has no record of that type.
    """
    process = client.process
    reply: Answer | NoAnswer = NoAnswer.TIMEOUT
    protocol = client.protocol
    names = list(bind.origins(name, searches, ndots))
    for exchange in bind.search(process, server, iter(names), kind, protocol=client.protocol):
        if client.verbose:
            process.print(f'Trying "{bind.display(exchange.question.name)}"')
        reply = exchange.reply
        protocol = exchange.protocol
    if isinstance(reply, NoAnswer):
        bind.complain(process, server, reply, patience=client.patience)
        process.print(";; no servers could be reached")
        return 1, None
    client.greet()
    message = _message(process, server, reply, protocol)
    received = f"Received {message.octets} bytes from {server}#{bind.PORT} in {message.took} ms"
    if reply.rcode != "NOERROR":
        process.print(f"Host {shown} not found: {RCODES[reply.rcode]}({reply.rcode})")
        if client.verbose:
            process.print(received)
        return 1, reply
    if client.verbose:
        for line in (*message.header(), *message.sections(), received):
            process.print(line)
        return 0, reply
    for record in reply.answers:
        process.print(_line(record))
    if not reply.answers and not quiet and kind != "A":
        process.print(f"{bind.display(reply.question.name)} has no {kind} record")
    return 0, reply


def _message(process: Process, server: str, reply: Answer, protocol: Protocol) -> Message:
    return Message(
        reply,
        number=bind.message_id(process),
        cookie=0,
        server=server,
        port=bind.PORT,
        took=wire.milliseconds(process),
        now=world_of(process).cluster.state.now,
        transport=protocol,
        shown=Shown(edns=False),
    )


def _line(record: Record) -> str:
    word = _WORDS.get(record.type, f"has {record.type} record")
    return f"{bind.display(record.name)} {word} {record.data}"

"""host of BIND 9.18."""

from __future__ import annotations

from svcquest.engine.dns.names import to_reverse
from svcquest.engine.ranges import is_address
from svcquest.model.dns import Answer, NoAnswer, Record
from svcquest.model.frozen import dataclass
from svcquest.terminal.process import Process
from svcquest.terminal.tools import bind, options, wire

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

_USAGE = (
    "Usage: host [-aCdilrTvVw] [-c class] [-N ndots] [-t type] [-W time]\n            [-R number] hostname [server]"
)


def run(process: Process) -> int:
    """``host [-t TYPE] NAME [SERVER]``; 1 when the name is unknown or no server replies."""
    try:
        given, words = options.parse(process.args, "aCdilrsTUvVw46c:N:t:W:R:p:m:")
    except options.OptionError as problem:
        process.error(f"host: {problem}\n{_USAGE}")
        return 1
    if not words:
        process.error(_USAGE)
        return 1
    kind = given.get("t", "ANY" if "a" in given else "").upper()
    if kind and kind not in bind.TYPES:
        return process.fail(f"invalid type: {kind}", 2)
    client = _Client(process, _patience(given))
    server: str | None = next(iter(wire.resolv_conf(process).nameservers), "127.0.0.1")
    if len(words) > 1:
        server = bind.server_address(process, words[1])
        if server is None:
            process.error(f"host: couldn't get address for '{words[1]}': not found")
            return 1
        process.print(f"Using domain server:\nName: {words[1]}\nAddress: {server}#{bind.PORT}\nAliases: \n")
    return _look_up(client, server or "", words[0], kind)


@dataclass(frozen=True, slots=True)
class _Client:
    """Who asks, and for how long it waits."""

    process: Process
    patience: bind.Patience


def _patience(given: dict[str, str]) -> bind.Patience:
    """``-R RETRIES`` and ``-W SECONDS``. Follows bin/dig/host.c parse_args."""
    attempts, seconds = bind.USUAL.attempts, bind.USUAL.seconds
    if given.get("R", "").isdigit():
        attempts = max(int(given["R"]) + 1, 2)
    if given.get("W", "").isdigit():
        seconds = max(int(given["W"]), 1)
    return bind.Patience(attempts, seconds)


def _look_up(client: _Client, server: str, name: str, kind: str) -> int:
    if is_address(name):
        full = to_reverse(name)
        return _ask(client, server, full, "PTR", full)[0]
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
    for exchange in bind.search(process, server, bind.origins(name, searches, ndots), kind):
        reply = exchange.reply
    if isinstance(reply, NoAnswer):
        bind.complain(process, server, reply, patience=client.patience)
        process.print(";; no servers could be reached")
        return 1, None
    if reply.rcode != "NOERROR":
        process.print(f"Host {shown} not found: {RCODES[reply.rcode]}({reply.rcode})")
        return 1, reply
    for record in reply.answers:
        process.print(_line(record))
    if not reply.answers and not quiet and kind != "A":
        process.print(f"{bind.display(reply.question.name)} has no {kind} record")
    return 0, reply


def _line(record: Record) -> str:
    word = _WORDS.get(record.type, f"has {record.type} record")
    return f"{bind.display(record.name)} {word} {record.data}"

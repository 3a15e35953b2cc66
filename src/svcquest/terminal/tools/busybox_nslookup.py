"""nslookup of busybox 1.35 (the big build, since 1.29).

Follows networking/nslookup.c: a name without a dot is asked for below every search domain and never as it is;
a name with a dot is asked for as it is and never below a search domain.
"""

from __future__ import annotations

from svcquest.engine.dns.names import to_reverse
from svcquest.engine.ranges import is_address
from svcquest.model.dns import Answer, NoAnswer, Question, Record
from svcquest.terminal.process import Process
from svcquest.terminal.tools import bind, wire
from svcquest.terminal.tools.message_size import PLAIN_ROOM, cut_short
from svcquest.terminal.tools.options import whole

_USAGE = """\
BusyBox v1.35.0 multi-call binary.

Usage: nslookup [-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]

Query DNS about HOST

QUERY_TYPE: soa,ns,a,aaaa,cname,mx,txt,ptr,srv,any"""

_SECONDS = 10
"""Two attempts of five seconds, all questions at once."""

_TYPES = {"A", "AAAA", "ANY", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT"}


def run(process: Process) -> int:
    """``nslookup [-type=TYPE] HOST [SERVER]``; 1 when any of the replies is an error."""
    kinds, port, words, debug = [], bind.PORT, [], False
    for word in process.args:
        name, _, value = word.lstrip("-").partition("=")
        if not word.startswith("-"):
            words.append(word)
        elif name in {"type", "querytype"} and value:
            kinds.append(value.upper())
        elif name == "port" and whole(value) is not None:
            port = int(value)
        elif name == "debug":
            debug = True
        elif name != "norecurse":
            process.error(_USAGE)
            return 1
    if not words:
        process.error(_USAGE)
        return 1
    unknown = next((kind for kind in kinds if kind not in _TYPES), None)
    if unknown is not None:
        return process.fail(f'invalid query type "{unknown.lower()}"')
    conf = wire.resolv_conf(process)
    server: str | None = next(iter(conf.nameservers), "127.0.0.1")
    if len(words) > 1:
        server = bind.server_address(process, words[1])
        if server is None:
            return process.fail(f"bad address '{words[1]}'")
    return _ask_all(process, server or "", port, _questions(words[0], kinds, conf.searches), debug=debug)


def _questions(host: str, kinds: list[str], searches: tuple[str, ...]) -> list[Question]:
    if is_address(host) and not kinds:
        return [Question(to_reverse(host), "PTR")]
    names = [f"{host.rstrip('.')}."] if "." in host else [f"{host}.{suffix}." for suffix in searches] or [f"{host}."]
    return [Question(name, kind) for kind in kinds or ["A", "AAAA"] for name in names]


def _ask_all(process: Process, server: str, port: int, questions: list[Question], *, debug: bool) -> int:
    replies = [wire.ask(process, server, question, port) for question in questions]
    silence = next((reply for reply in replies if isinstance(reply, NoAnswer)), None)
    if silence is not None:
        if silence is NoAnswer.TIMEOUT:
            wire.wait(process, _SECONDS)
        if silence is NoAnswer.REFUSED:
            process.error(f"nslookup: write to '{server}': Connection refused")
        process.print(";; connection timed out; no servers could be reached\n")
        return 1
    process.print(f"Server:\t\t{server}\nAddress:\t{server}:{port}\n")
    status = 0
    for number, reply in enumerate(replies):
        assert isinstance(reply, Answer)
        if debug:
            process.print(f"Query #{number} completed in {wire.milliseconds(process)}ms:")
        reply = cut_short(reply, PLAIN_ROOM)  # noqa: PLW2901 - it never asks again by TCP
        if reply.rcode != "NOERROR":
            process.print(f"** server can't find {bind.display(reply.question.name)}: {reply.rcode}")
            status = 1
        elif debug and reply.authoritative:
            process.print("authoritative answer:")
        elif reply.answers and not reply.authoritative:
            process.print("Non-authoritative answer:")
        for record in reply.answers:
            process.print(_text(record))
        process.print()
    return status


def _text(record: Record) -> str:
    owner, data = bind.display(record.name), record.data.removesuffix(".")
    if record.type in {"A", "AAAA"}:
        return f"Name:\t{owner}\nAddress: {data}"
    if record.type == "SOA":
        return "\n".join(bind.soa_lines(owner, data))
    return f"{owner}\t{bind.NSLOOKUP_WORDS.get(record.type, record.type)} = {data}"

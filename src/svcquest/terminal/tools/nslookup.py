"""nslookup of BIND 9.18."""

from __future__ import annotations

from svcquest.engine.dns.names import to_reverse
from svcquest.engine.ranges import is_address
from svcquest.model.dns import Answer, NoAnswer, Record
from svcquest.model.frozen import dataclass, field, replace
from svcquest.terminal.process import Process
from svcquest.terminal.tools import bind, nslookup_debug, wire
from svcquest.terminal.tools.options import whole

_TYPE_OPTIONS = ("type", "querytype", "query", "q", "ty")
_SWITCHES = ("debug", "d2", "recurse", "vc", "search", "fail")


@dataclass(slots=True)
class _Options:
    """What is asked for in front of the name.

    Attributes:
        kind: type of record, as it was typed; empty for addresses.
        domain: the one to search instead of those of ``/etc/resolv.conf``.
        switches: those that were set, without their ``no``.
    """

    kind: str = ""
    port: int = bind.PORT
    patience: bind.Patience = bind.USUAL
    domain: str = ""
    switches: dict[str, bool] = field(default_factory=dict)

    def take(self, option: str) -> bool:
        """Heeds an option, the last one of each kind; False for one that does not exist."""
        name, _, value = option.partition("=")
        number, switch = whole(value), name.removeprefix("no")
        if name in _TYPE_OPTIONS and value:
            self.kind = value
        elif name == "domain" and value:
            self.domain = value
        elif name == "port" and number is not None:
            self.port = number
        elif name == "timeout" and number is not None:
            self.patience = replace(self.patience, seconds=max(number, 1))
        elif name == "retry" and number is not None:
            self.patience = replace(self.patience, attempts=number + 1)
        elif switch in _SWITCHES:
            self.switches[switch] = switch == name
        else:
            return False
        return True


@dataclass(slots=True)
class _Session:
    """One name being looked up.

    Attributes:
        server, address: the nameserver as it was named, and its address.
        wants_recursion: it is said where a server does not ask others. One that was named is not expected to.
        announced: the lines that name the server have been printed.
        missed: a reply on the way said that there is no such name, which counts where all are laid open.
    """

    process: Process
    server: str
    address: str
    options: _Options
    wants_recursion: bool
    announced: bool = False
    missed: bool = False

    def ask(self, name: str, kind: str, *, search: bool) -> Answer | NoAnswer:
        """Puts a question, through the search list if wanted, and gives the last reply."""
        conf, options = wire.resolv_conf(self.process), self.options
        searches = (options.domain,) if options.domain else conf.searches
        searching = search and options.switches.get("search", True)
        names = list(bind.origins(name, searches if searching else (), conf.ndots))
        reply: Answer | NoAnswer = NoAnswer.TIMEOUT
        for number, exchange in enumerate(bind.search(self.process, self.address, iter(names), kind, options.port), 1):
            reply = exchange.reply
            if not isinstance(reply, Answer):
                continue
            if self.wants_recursion and not reply.recursion_available:
                self.process.print(f";; Got recursion not available from {self.address}")
            if options.switches.get("debug"):
                self._lay_open(reply, first=number == 1 and not search, last=number == len(names))
        return reply

    def _lay_open(self, reply: Answer, *, first: bool, last: bool) -> None:
        """Prints a reply part by part; while a name is searched for the server is named again each time."""
        if not first:
            self.announced = False
            self.announce()
        for line in nslookup_debug.lines(reply):
            self.process.print(line)
        if reply.rcode != "NOERROR" and not last:
            self.missed = True
            self.process.print(f"** server can't find {bind.display(reply.question.name)}: {reply.rcode}")

    def announce(self) -> None:
        """Names the server, once."""
        if not self.announced:
            self.process.print(f"Server:\t\t{self.server}\nAddress:\t{self.address}#{self.options.port}\n")
            self.announced = True


def run(process: Process) -> int:
    """``nslookup [-type=TYPE] NAME [SERVER]``; 1 when the name is unknown or no server replies."""
    options, words = _Options(), []
    for word in process.args:
        if not word.startswith("-") or len(word) < 2:
            words.append(word)
        elif word == "-version":
            process.error(f"nslookup {bind.VERSION}")
            return 0
        elif not options.take(word[1:]):
            process.print(f"*** Invalid option: {word[1:].partition('=')[0]}")
    if not words:
        return process.fail("there is no interactive mode here; name what to look up, as in: nslookup web")
    kind = options.kind.upper()
    if kind and kind not in bind.TYPES:
        process.print(f"unknown query type: {options.kind}")
        kind = ""
    server = words[1] if len(words) > 1 else next(iter(wire.resolv_conf(process).nameservers), "127.0.0.1")
    address = bind.server_address(process, server)
    if address is None:
        process.error(f"nslookup: couldn't get address for '{server}': not found")
        return 1
    wants_recursion = len(words) == 1 and options.switches.get("recurse", True)
    session = _Session(process, server, address, options, wants_recursion)
    name = words[0]
    status = _reverse(session, name) if is_address(name) else _forward(session, name, kind)
    process.print()
    return 1 if session.missed else status


def _reverse(session: _Session, address: str) -> int:
    name = to_reverse(address)
    reply = session.ask(name, "PTR", search=False)
    session.announced = True
    return _failure(session, name, reply) or _show(session, reply)


def _forward(session: _Session, name: str, kind: str) -> int:
    first = session.ask(name, kind or "A", search=True)
    failed = _failure(session, name, first)
    if failed or kind:
        return failed or _show(session, first, name)
    assert isinstance(first, Answer)
    if first.answers:
        _show(session, first, name)
    second = session.ask(first.canonical, "AAAA", search=False)
    failed = _failure(session, bind.display(first.canonical), second)
    if failed:
        return failed
    assert isinstance(second, Answer)
    if second.answers or not first.answers:
        return _show(session, second, name)
    return 0


def _failure(session: _Session, name: str, reply: Answer | NoAnswer) -> int:
    """Prints why there is nothing to show; 0 when there is something, an empty answer included."""
    if isinstance(reply, NoAnswer):
        bind.complain(session.process, session.address, reply, session.options.port, session.options.patience)
        session.process.print(";; no servers could be reached")
        return 1
    if reply.rcode == "NOERROR":
        return 0
    session.announce()
    session.process.print(f"** server can't find {bind.display(name)}: {reply.rcode}")
    return 1


def _show(session: _Session, reply: Answer | NoAnswer, name: str = "") -> int:
    assert isinstance(reply, Answer)
    session.announce()
    if not reply.answers:
        session.process.print(f"*** Can't find {name or reply.question.name}: No answer")
        return 0
    if not reply.authoritative:
        session.process.print("Non-authoritative answer:")
    for record in reply.answers:
        for line in _lines(record):
            session.process.print(line)
    return 0


def _lines(record: Record) -> list[str]:
    owner = bind.display(record.name)
    if record.type in {"A", "AAAA"}:
        return [f"Name:\t{owner}", f"Address: {record.data}"]
    if record.type == "SOA":
        return bind.soa_lines(owner, record.data)
    return [f"{owner}\t{bind.NSLOOKUP_WORDS.get(record.type, f'rdata_{record.type}')} = {record.data}"]

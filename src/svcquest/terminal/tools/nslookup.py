"""nslookup of BIND 9.18."""

from __future__ import annotations

from svcquest.engine.dns.names import to_reverse
from svcquest.engine.ranges import is_address
from svcquest.model.dns import Answer, NoAnswer, Record
from svcquest.model.frozen import dataclass
from svcquest.terminal.process import Process
from svcquest.terminal.tools import bind, nslookup_debug, wire


@dataclass(slots=True)
class _Session:
    """One name being looked up.

    Attributes:
        server, address: the nameserver as it was named, and its address.
        announced: the lines that name the server have been printed.
        domain: the one to search instead of those of ``/etc/resolv.conf``.
        wants_recursion: it is said where a server does not ask others. One that was named is not expected to.
        debug: every reply is laid open.
        missed: a reply on the way said that there is no such name, which counts where all are laid open.
    """

    process: Process
    server: str
    address: str
    port: int = bind.PORT
    announced: bool = False
    patience: bind.Patience = bind.USUAL
    searching: bool = True
    domain: str = ""
    wants_recursion: bool = True
    debug: bool = False
    missed: bool = False

    def ask(self, name: str, kind: str, *, search: bool) -> Answer | NoAnswer:
        """Puts a question, through the search list if wanted, and gives the last reply."""
        conf = wire.resolv_conf(self.process)
        searches = (self.domain,) if self.domain else conf.searches
        names = list(bind.origins(name, searches if search and self.searching else (), conf.ndots))
        reply: Answer | NoAnswer = NoAnswer.TIMEOUT
        for number, exchange in enumerate(bind.search(self.process, self.address, iter(names), kind, self.port), 1):
            reply = exchange.reply
            if not isinstance(reply, Answer):
                continue
            if self.wants_recursion and not reply.recursion_available:
                self.process.print(f";; Got recursion not available from {self.address}")
            if self.debug:
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
            self.process.print(f"Server:\t\t{self.server}\nAddress:\t{self.address}#{self.port}\n")
            self.announced = True


def run(process: Process) -> int:
    """``nslookup [-type=TYPE] NAME [SERVER]``; 1 when the name is unknown or no server replies."""
    kind, port, words, patience = "", bind.PORT, [], bind.USUAL
    flags: set[str] = set()
    domain = ""
    for word in process.args:
        if not word.startswith("-") or len(word) < 2:
            words.append(word)
            continue
        name, _, value = word[1:].partition("=")
        if name in {"type", "querytype", "query", "q", "ty"} and value:
            kind = value
        elif name == "domain" and value:
            domain = value
        elif name == "version":
            process.error(f"nslookup {bind.VERSION}")
            return 0
        elif name == "port" and value.isdigit():
            port = int(value)
        elif name in {"timeout", "retry"} and value.isdigit():
            seconds = max(int(value), 1) if name == "timeout" else patience.seconds
            patience = bind.Patience(int(value) + 1 if name == "retry" else patience.attempts, seconds)
        elif name in _FLAGS:
            flags.add(name)
        else:
            process.print(f"*** Invalid option: {name}")
    if not words:
        return process.fail("there is no interactive mode here; name what to look up, as in: nslookup web")
    if kind and kind.upper() not in bind.TYPES:
        process.print(f"unknown query type: {kind}")
        kind = ""
    kind = kind.upper()
    server = words[1] if len(words) > 1 else next(iter(wire.resolv_conf(process).nameservers), "127.0.0.1")
    address = bind.server_address(process, server)
    if address is None:
        process.error(f"nslookup: couldn't get address for '{server}': not found")
        return 1
    session = _Session(process, server, address, port, patience=patience, domain=domain)
    session.searching = "nosearch" not in flags
    session.wants_recursion = len(words) == 1 and "norecurse" not in flags
    session.debug = "debug" in flags
    name = words[0]
    status = _reverse(session, name) if is_address(name) else _forward(session, name, kind)
    process.print()
    return 1 if session.missed else status


_FLAGS = {
    "debug",
    "nodebug",
    "d2",
    "nod2",
    "recurse",
    "norecurse",
    "vc",
    "novc",
    "search",
    "nosearch",
    "fail",
    "nofail",
}


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
        bind.complain(session.process, session.address, reply, session.port, session.patience)
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

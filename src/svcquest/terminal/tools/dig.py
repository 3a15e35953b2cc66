"""dig of BIND 9.18."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from svcquest.engine import chance
from svcquest.engine.dns.names import to_reverse
from svcquest.engine.ranges import is_address
from svcquest.model.dns import NoAnswer
from svcquest.model.frozen import dataclass, field
from svcquest.model.objects import Protocol
from svcquest.terminal.process import Process
from svcquest.terminal.tools import bind, wire
from svcquest.terminal.tools.message_size import EDNS_ROOM, OPT_SIZE, PLAIN_ROOM
from svcquest.terminal.tools.messages import Message, Shown
from svcquest.terminal.world import world_of

NO_REPLY = 9
INTERNAL_ERROR = 10

_USAGE = """\
Usage:  dig [@global-server] [domain] [q-type] [q-class] {q-opt}
            {global-d-opt} host [@local-server] {local-d-opt}
            [ host [@local-server] {local-d-opt} [...]]

Use "dig -h" (or "dig -h | more") for complete list of options"""

_CLASSES = {"IN", "CH", "HS"}
_WITH_VALUE = "bcfkpqtxy"


@dataclass(slots=True)
class _Settings:
    """A command line taken apart."""

    shown: Shown = field(default_factory=Shown)
    queries: list[tuple[str, str]] = field(default_factory=list)
    server: str = ""
    port: int = bind.PORT
    kind: str = ""
    search: bool = False
    show_search: bool = False
    ndots: int | None = None
    recurse: bool = True
    tcp: bool = False
    ignore: bool = False
    trace: bool = False
    room: int = EDNS_ROOM
    patience: bind.Patience = bind.USUAL

    def add_type(self, kind: str) -> None:
        """A type holds for the name before it, or for the names that follow when it comes first."""
        if self.queries:
            self.queries[-1] = (self.queries[-1][0], kind.upper())
        else:
            self.kind = kind.upper()


class _UsageError(Exception):
    """The command line cannot be understood; its text says why."""


def run(process: Process) -> int:
    """``dig [@server] [name] [type] [+option]…``; 0 when a server replied, whatever it said."""
    try:
        settings = _parse(process.args)
    except _UsageError as problem:
        process.error(f"{problem}\n{_USAGE}")
        return 1
    if settings.server and not is_address(settings.server):
        address = bind.server_address(process, settings.server)
        if address is None:
            process.error(f"dig: couldn't get address for '{settings.server}': not found")
            return INTERNAL_ERROR
        settings.server = address
    status = 0
    queries = settings.queries or [(".", settings.kind or "NS")]
    if settings.trace:
        # It begins with the servers of the root, which nobody names here; so it ends there too.
        queries = [(".", "NS") for _ in queries]
    for number, (name, kind) in enumerate(queries):
        if number:
            settings.shown.cmd = False
        status = max(status, _query(process, settings, name, kind or "A"))
    return status


def _query(process: Process, settings: _Settings, name: str, kind: str) -> int:
    if ".." in name or (name.startswith(".") and name != "."):
        process.error(f"dig: '{name}' is not a legal name (empty label)")
        return INTERNAL_ERROR
    conf = wire.resolv_conf(process)
    ndots = conf.ndots if settings.ndots is None else settings.ndots
    names = list(bind.origins(name, conf.searches if settings.search else (), ndots))
    for server in (settings.server,) if settings.server else conf.nameservers:
        protocol: Protocol = "TCP" if settings.tcp or kind == "ANY" else "UDP"
        room = max(settings.room, PLAIN_ROOM) - OPT_SIZE if settings.shown.edns else PLAIN_ROOM
        when_cut: bind.WhenCut = "retry" if settings.shown.comments else "retry quietly"
        if settings.ignore:
            when_cut = "keep"
        asked = bind.search(process, server, iter(names), kind, settings.port, protocol, room, when_cut)
        exchanges = list(asked)
        last = exchanges[-1].reply
        if isinstance(last, NoAnswer):
            if exchanges[-1].protocol == "TCP":
                if last is NoAnswer.TIMEOUT:
                    wire.wait(process, settings.patience.seconds * settings.patience.attempts)
                process.print(f";; Connection to {server}#{settings.port}({server}) for {name} failed: {last}.")
            else:
                bind.complain(process, server, last, settings.port, settings.patience)
            continue
        for exchange in exchanges if settings.show_search else exchanges[-1:]:
            _print(process, settings, exchange)
        return 0
    if settings.shown.cmd:
        _banner(process, settings)
    process.print(";; no servers could be reached")
    return NO_REPLY


def _print(process: Process, settings: _Settings, exchange: bind.Exchange) -> None:
    if isinstance(exchange.reply, NoAnswer):
        return
    if settings.shown.cmd:
        _banner(process, settings)
    if exchange.question.type in {"AXFR", "IXFR"}:
        process.print("; Transfer failed.")
        return
    state = world_of(process).cluster.state
    seed, count = state.settings.seed, state.flows.draws
    message = Message(
        exchange.reply,
        number=chance.below(seed, count, 1 << 16),
        cookie=chance.number(seed ^ 0xC00C1E, count),
        server=exchange.server,
        port=settings.port,
        took=wire.milliseconds(process),
        now=state.now,
        recursion_desired=settings.recurse,
        transport=exchange.protocol,
        room=settings.room,
        cut=exchange.cut,
        shown=settings.shown,
    )
    for line in message.traced() if settings.trace else message.lines():
        process.print(line)


def _banner(process: Process, settings: _Settings) -> None:
    process.print(f"\n; <<>> DiG {bind.VERSION} <<>> {' '.join(process.args)}")
    process.print(";; global options:" + (" +short" if settings.shown.short else "") + " +cmd")


# The command line ----------------------------------------------------------------------------------------------------


def _parse(args: tuple[str, ...]) -> _Settings:
    settings = _Settings()
    words = iter(args)
    for word in words:
        if word.startswith("@") and len(word) > 1:
            settings.server = word[1:]
        elif word.startswith("+") and len(word) > 1:
            _set_option(settings, word)
        elif word.startswith("-") and len(word) > 1:
            _set_flag(settings, word, words)
        elif word.upper() in bind.TYPES:
            settings.add_type(word)
        elif word.upper() not in _CLASSES:
            settings.queries.append((word, settings.kind))
    return settings


def _set_flag(settings: _Settings, word: str, words: Iterator[str]) -> None:
    letter, value = word[1], word[2:]
    if letter in _WITH_VALUE:
        value = value or next(words, "")
        if not value:
            raise _UsageError(f"Invalid option: {word}")
    match letter:
        case "x":
            name = to_reverse(value) if is_address(value) else f"{'.'.join(reversed(value.split('.')))}.in-addr.arpa."
            settings.queries.append((name, settings.kind or "PTR"))
        case "t":
            if value.upper() not in bind.TYPES:
                raise _UsageError(f";; Warning, ignoring invalid type {value}")
            settings.add_type(value)
        case "q":
            settings.queries.append((value, settings.kind))
        case "p" if value.isdigit():
            settings.port = int(value)
        case "4" | "6" | "b" | "c" | "u" | "r" | "m" | "i":
            pass
        case _:
            raise _UsageError(f"Invalid option: {word}")


def _set_option(settings: _Settings, word: str) -> None:
    name, _, value = word[1:].partition("=")
    on = not name.startswith("no") or name.startswith("nocookie=")
    plain = name if on else name[2:]
    if plain in _IGNORED:
        return
    setter = _OPTIONS.get(plain)
    if setter is None:
        raise _UsageError(f"Invalid option: {word}")
    if setter in _NEEDS_NUMBER and not value.isdigit():
        raise _UsageError(f"Invalid option: {word}")
    setter(settings, on, value)


def _all(settings: _Settings, on: bool, _value: str) -> None:
    settings.shown.set_all(on)


def _short(settings: _Settings, on: bool, _value: str) -> None:
    settings.shown.set_short(on)


def _search(settings: _Settings, on: bool, _value: str) -> None:
    settings.search = on


def _show_search(settings: _Settings, on: bool, _value: str) -> None:
    settings.search = settings.show_search = on


def _domain(settings: _Settings, _on: bool, _value: str) -> None:
    settings.search = True


def _ndots(settings: _Settings, _on: bool, value: str) -> None:
    settings.ndots = int(value)


def _recurse(settings: _Settings, on: bool, _value: str) -> None:
    settings.recurse = on


def _tcp(settings: _Settings, on: bool, _value: str) -> None:
    settings.tcp = on


def _ignore(settings: _Settings, on: bool, _value: str) -> None:
    settings.ignore = on


def _trace(settings: _Settings, on: bool, _value: str) -> None:
    settings.trace = on


def _room(settings: _Settings, on: bool, value: str) -> None:
    settings.room = int(value) if on and value.isdigit() else EDNS_ROOM


def _tries(settings: _Settings, _on: bool, value: str) -> None:
    settings.patience = bind.Patience(max(int(value), 1), settings.patience.seconds)


def _retry(settings: _Settings, _on: bool, value: str) -> None:
    settings.patience = bind.Patience(int(value) + 1, settings.patience.seconds)


def _time(settings: _Settings, _on: bool, value: str) -> None:
    settings.patience = bind.Patience(settings.patience.attempts, max(int(value), 1))


def _part(attribute: str) -> Callable[[_Settings, bool, str], None]:
    def set_part(settings: _Settings, on: bool, _value: str) -> None:
        setattr(settings.shown, attribute, on)

    return set_part


_OPTIONS: dict[str, Callable[[_Settings, bool, str], None]] = {
    "all": _all,
    "short": _short,
    "search": _search,
    "defname": _domain,
    "showsearch": _show_search,
    "ndots": _ndots,
    "recurse": _recurse,
    "rec": _recurse,
    "tcp": _tcp,
    "vc": _tcp,
    "ignore": _ignore,
    "trace": _trace,
    "bufsize": _room,
    "tries": _tries,
    "retry": _retry,
    "time": _time,
    "timeout": _time,
    **{name: _part(name) for name in ("cmd", "comments", "question", "answer", "authority", "additional", "stats")},
    **{name: _part(name) for name in ("edns", "cookie", "identify")},
    "auth": _part("authority"),
    "ttlid": _part("ttl"),
    "cl": _part("classes"),
    "class": _part("classes"),
}
_NEEDS_NUMBER = {_ndots, _tries, _retry, _time}
_IGNORED = {
    *("adflag", "ad", "cdflag", "cd", "dnssec", "do", "nsid"),
    *("multiline", "onesoa", "fail", "besteffort", "qr", "idnin", "idnout", "keepalive", "nssearch"),
    *("subnet", "ttlunits", "rrcomments", "crypto", "split", "unknownformat", "yaml", "aaflag", "aaonly"),
}
"""Options that make no difference here, with or without ``no`` before them."""

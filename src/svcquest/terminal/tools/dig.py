"""dig of BIND 9.18."""

from __future__ import annotations

from svcquest.engine import chance
from svcquest.model.dns import Answer, NoAnswer
from svcquest.model.objects import Protocol
from svcquest.terminal.process import Process
from svcquest.terminal.tools import bind, dig_yaml, wire
from svcquest.terminal.tools.dig_options import USAGE, Settings, UnknownHereError, UsageError, parse
from svcquest.terminal.tools.message_size import OPT_SIZE, PLAIN_ROOM
from svcquest.terminal.tools.messages import Message
from svcquest.terminal.world import world_of

NO_REPLY = 9
INTERNAL_ERROR = 10


def run(process: Process) -> int:
    """``dig [@server] [name] [type] [+option]…``; 0 when a server replied, whatever it said."""
    if process.args[:1] == ("-v",):
        process.error(f"DiG {bind.VERSION}")
        return 0
    if process.args[:1] == ("-h",):
        process.print(USAGE)
        return 0
    try:
        settings = parse(process.args)
    except UsageError as problem:
        process.error(f"{problem}\n{USAGE}")
        return 1
    except UnknownHereError as problem:
        return process.fail(str(problem))
    for warning in settings.warnings:
        process.error(warning)
    if settings.server:
        found = wire.lookup(process, settings.server).addresses
        if not found:
            process.error(f"dig: couldn't get address for '{settings.server}': not found")
            return 1
        settings.server, settings.servers = found[0], len(found)
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


def _query(process: Process, settings: Settings, name: str, kind: str) -> int:
    if ".." in name or (name.startswith(".") and name != "."):
        process.error(f"dig: '{name}' is not a legal name (empty label)")
        return INTERNAL_ERROR
    conf = wire.resolv_conf(process)
    ndots = conf.ndots if settings.ndots is None else settings.ndots
    searches = (settings.domain,) if settings.domain else conf.searches if settings.search else ()
    names = list(bind.origins(name, searches, ndots))
    for server in (settings.server,) if settings.server else conf.nameservers:
        protocol: Protocol = "TCP" if settings.tcp or kind == "ANY" else "UDP"
        room = max(settings.room, PLAIN_ROOM) - OPT_SIZE if settings.shown.edns else PLAIN_ROOM
        when_cut: bind.WhenCut = "retry" if settings.shown.comments else "retry quietly"
        if settings.ignore:
            when_cut = "keep"
        asked = bind.search(process, server, iter(names), kind, settings.port, protocol, room, when_cut)
        exchanges = []
        for exchange in asked:
            exchanges.append(exchange)
            if settings.shown.query:
                _print_query(process, settings, exchange, first=len(exchanges) == 1)
        last = exchanges[-1].reply
        if isinstance(last, NoAnswer):
            _complain(process, settings, exchanges[-1], last, name)
            continue
        for exchange in exchanges if settings.show_search else exchanges[-1:]:
            _print(process, settings, exchange)
        return 0
    if settings.shown.yaml:
        process.print("\n".join(dig_yaml.UNREACHABLE))
        return NO_REPLY
    _banner(process, settings)
    process.print(";; no servers could be reached")
    return NO_REPLY


def _complain(process: Process, settings: Settings, exchange: bind.Exchange, reason: NoAnswer, name: str) -> None:
    """A nameserver does not reply: it takes its time, and its lines where they are wanted."""
    patience, place = settings.patience, f"{exchange.server}#{settings.port}"
    if exchange.protocol == "UDP" and not settings.shown.yaml:
        bind.complain(process, exchange.server, reason, settings.port, patience)
        return
    if reason is NoAnswer.TIMEOUT:
        wire.wait(process, patience.seconds * patience.attempts)
    if not settings.shown.yaml:
        process.print(f";; Connection to {place}({exchange.server}) for {name} failed: {reason}.")


def _print_query(process: Process, settings: Settings, exchange: bind.Exchange, *, first: bool) -> None:
    if first:
        _banner(process, settings)
    reply = exchange.reply if isinstance(exchange.reply, Answer) else Answer(exchange.question, "NOERROR")
    message = _message(process, settings, exchange, reply)
    if settings.shown.yaml or not settings.shown.short:
        for line in dig_yaml.query(message) if settings.shown.yaml else message.query_lines():
            process.print(line)


def _print(process: Process, settings: Settings, exchange: bind.Exchange) -> None:
    if isinstance(exchange.reply, NoAnswer):
        return
    if not settings.shown.query:
        _banner(process, settings)
    if exchange.question.type in {"AXFR", "IXFR"}:
        process.print("; Transfer failed.")
        return
    message = _message(process, settings, exchange, exchange.reply)
    plain = message.traced if settings.trace else message.lines
    for line in dig_yaml.reply(message) if settings.shown.yaml else plain():
        process.print(line)


def _message(process: Process, settings: Settings, exchange: bind.Exchange, reply: Answer) -> Message:
    state = world_of(process).cluster.state
    return Message(
        reply,
        number=bind.message_id(process),
        cookie=chance.number(state.settings.seed ^ 0xC00C1E, state.flows.draws),
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


def _banner(process: Process, settings: Settings) -> None:
    if not settings.shown.cmd or settings.shown.yaml:
        return
    process.print(f"\n; <<>> DiG {bind.VERSION} <<>> {' '.join(process.args)}")
    if settings.servers:
        process.print(f"; ({settings.servers} server{'s' if settings.servers > 1 else ''} found)")
    process.print(";; global options:" + (" +short" if settings.shown.short else "") + " +cmd")

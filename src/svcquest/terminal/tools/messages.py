"""DNS messages as dig prints them. Follows lib/dns/masterdump.c (columns) and bin/dig/dig.c (sections)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from svcquest.model.dns import Answer, Record
from svcquest.model.frozen import dataclass, field
from svcquest.terminal.tools.message_size import EDNS_ROOM, OPT_SIZE, PLAIN_ROOM, sent_size

TTL_COLUMN, CLASS_COLUMN, TYPE_COLUMN, DATA_COLUMN = 24, 32, 40, 48
TAB = 8


@dataclass(slots=True)
class Shown:
    """Which parts of a message are printed, and how."""

    cmd: bool = True
    comments: bool = True
    question: bool = True
    answer: bool = True
    authority: bool = True
    additional: bool = True
    stats: bool = True
    short: bool = False
    edns: bool = True
    cookie: bool = True
    ttl: bool = True
    classes: bool = True
    identify: bool = False

    def set_all(self, on: bool) -> None:
        """``+all`` and ``+noall``."""
        self.cmd = self.comments = self.question = self.answer = on
        self.authority = self.additional = self.stats = on

    def set_short(self, on: bool) -> None:
        """``+short`` and ``+noshort``."""
        self.short = on
        if on:
            self.set_all(False)
            self.answer = True


@dataclass(frozen=True, slots=True)
class Message:
    """A reply with what only its recipient knows.

    Attributes:
        number: message id, 0 to 65535.
        cookie: 64 bits that the client made up.
        server, port: where the reply came from.
        took: milliseconds.
        now: seconds since 1970.
        recursion_desired: the ``rd`` flag of the question.
        transport: UDP or TCP.
        room: octets that one UDP packet may hold.
        cut: not all of it fitted, the ``tc`` flag.
    """

    answer: Answer
    number: int
    cookie: int
    server: str
    port: int
    took: int
    now: float
    recursion_desired: bool = True
    transport: str = "UDP"
    room: int = EDNS_ROOM
    cut: bool = False
    shown: Shown = field(default_factory=Shown)

    def lines(self) -> Iterable[str]:
        """The message, line by line."""
        if self.shown.short:
            suffix = f" from server {self.server} in {self.took} ms." if self.shown.identify else ""
            yield from (record.data + suffix for record in self.answer.answers)
            return
        if self.shown.comments:
            yield from self._header()
        yield from self._sections()
        if self.shown.stats:
            yield from self._statistics()

    def _header(self) -> Iterable[str]:
        answer = self.answer
        yield ";; Got answer:"
        if answer.question.name.lower().endswith(".local."):
            yield ";; WARNING: .local is reserved for Multicast DNS"
            yield ";; You are currently testing what happens when an mDNS query is leaked to DNS"
        yield f";; ->>HEADER<<- opcode: QUERY, status: {answer.rcode}, id: {self.number}"
        flags = (
            ("qr", True),
            ("aa", answer.authoritative),
            ("tc", self.cut),
            ("rd", self.recursion_desired),
            ("ra", answer.recursion_available),
        )
        names = " ".join(name for name, on in flags if on)
        additional = len(answer.additional) + self.shown.edns
        yield (
            f";; flags: {names}; QUERY: 1, ANSWER: {len(answer.answers)}, "
            f"AUTHORITY: {len(answer.authority)}, ADDITIONAL: {additional}"
        )
        if self.recursion_desired and not answer.recursion_available:
            yield ";; WARNING: recursion requested but not available"
        yield ""
        if self.shown.edns:
            yield ";; OPT PSEUDOSECTION:"
            yield "; EDNS: version: 0, flags:; udp: 1232"
            if self.shown.cookie:
                yield f"; COOKIE: {self.cookie:016x} (echoed)"

    def _sections(self) -> Iterable[str]:
        question = self.answer.question
        if self.shown.question:
            line = indented(";" + question.name, len(question.name), CLASS_COLUMN)
            lines = [f"{line}IN\t{question.type}"]
            yield from self._section("QUESTION", lines)
        for name, on, records in (
            ("ANSWER", self.shown.answer, self.answer.answers),
            ("AUTHORITY", self.shown.authority, self.answer.authority),
            ("ADDITIONAL", self.shown.additional, self.answer.additional),
        ):
            if on and records:
                yield from self._section(name, [self._record(record) for record in records])

    def _section(self, name: str, lines: Sequence[str]) -> Iterable[str]:
        """Titles and blank lines are comments."""
        if self.shown.comments:
            yield f";; {name} SECTION:"
        yield from lines
        if self.shown.comments:
            yield ""

    def _record(self, record: Record) -> str:
        fields = [
            (str(record.ttl), TTL_COLUMN, self.shown.ttl),
            ("IN", CLASS_COLUMN, self.shown.classes),
            (record.type, TYPE_COLUMN, True),
            (record.data, DATA_COLUMN, True),
        ]
        line, column = record.name, len(record.name)
        for text, start, on in fields:
            if on:
                line = indented(line, column, start)
                column = max(start, column + 1) + len(text)
                line += text
        return line

    def _statistics(self) -> Iterable[str]:
        when = datetime.fromtimestamp(self.now, UTC).strftime("%a %b %d %H:%M:%S UTC %Y")
        yield f";; Query time: {self.took} msec"
        yield f";; SERVER: {self._server} ({self.transport})"
        yield f";; WHEN: {when}"
        yield f";; MSG SIZE  rcvd: {self._octets}"
        yield ""

    @property
    def _server(self) -> str:
        return f"{self.server}#{self.port}({self.server})"

    @property
    def _octets(self) -> int:
        opt = OPT_SIZE if self.shown.edns else 0
        room = max(self.room, PLAIN_ROOM) if self.shown.edns else PLAIN_ROOM
        return sent_size(self.answer, room - opt if self.transport == "UDP" else None) + opt

    def traced(self) -> Iterable[str]:
        """One step of ``+trace``: the records alone, and whom they came from."""
        for record in (*self.answer.answers, *self.answer.authority):
            yield self._record(record)
        yield f";; Received {self._octets} bytes from {self._server} in {self.took} ms"
        yield ""


def indented(line: str, column: int, to: int) -> str:
    """A line filled up with tabs and blanks to a column, by one blank at least.

    Args:
        column: where the line ends now.
    """
    to = max(to, column + 1)
    tabs = to // TAB - column // TAB
    return line + "\t" * tabs + " " * (to % TAB if tabs else to - column)

"""DNS messages as dig and host print them. Follows bin/dig/dig.c and bin/dig/host.c printmessage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from svcquest.model.dns import Answer
from svcquest.model.frozen import dataclass, field
from svcquest.terminal.tools.message_size import COOKIE_SIZE, EDNS_ROOM, OPT_SIZE, PLAIN_ROOM, asked_size, sent_size
from svcquest.terminal.tools.records import Layout, question_line, record_lines


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
    multiline: bool = False
    units: bool = False
    identify: bool = False
    query: bool = False
    yaml: bool = False

    @property
    def layout(self) -> Layout:
        """How records are written."""
        return Layout(self.ttl, self.classes, self.multiline, self.units)

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
        room: octets that one UDP packet may hold, as the client says and CoreDNS repeats.
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
            yield ";; Got answer:"
            yield from self._warning()
            yield from self.header()[:-1]
            if self.recursion_desired and not self.answer.recursion_available:
                yield ";; WARNING: recursion requested but not available"
            yield ""
            yield from self._opt(" (echoed)")
        yield from self.sections()
        if self.shown.stats:
            yield from self._statistics()

    def query_lines(self) -> Iterable[str]:
        """The question that was sent (``+qr``)."""
        if self.shown.comments:
            yield ";; Sending:"
            yield from self._warning()
            yield f";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: {self.number}"
            flags = " rd ad" if self.recursion_desired else " ad"
            yield f";; flags:{flags}; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: {int(self.shown.edns)}\n"
            yield from self._opt("")
        yield from self._question()
        if self.shown.stats:
            yield f";; QUERY SIZE: {self.query_octets}\n"

    def _warning(self) -> Iterable[str]:
        if self.answer.question.name.lower().endswith(".local."):
            yield ";; WARNING: .local is reserved for Multicast DNS"
            yield ";; You are currently testing what happens when an mDNS query is leaked to DNS"

    def header(self) -> list[str]:
        """The lines that stand above the sections, ending with a blank one."""
        answer = self.answer
        additional = len(answer.additional) + self.shown.edns
        return [
            f";; ->>HEADER<<- opcode: QUERY, status: {answer.rcode}, id: {self.number}",
            f";; flags: {self.flags}; QUERY: 1, ANSWER: {len(answer.answers)}, "
            f"AUTHORITY: {len(answer.authority)}, ADDITIONAL: {additional}",
            "",
        ]

    @property
    def flags(self) -> str:
        """The flags of the reply."""
        answer = self.answer
        flags = (
            ("qr", True),
            ("aa", answer.authoritative),
            ("tc", self.cut),
            ("rd", self.recursion_desired),
            ("ra", answer.recursion_available),
        )
        return " ".join(name for name, on in flags if on)

    def _opt(self, remark: str) -> Iterable[str]:
        if self.shown.edns:
            yield ";; OPT PSEUDOSECTION:"
            yield f"; EDNS: version: 0, flags:; udp: {self.room}"
            if self.shown.cookie:
                yield f"; COOKIE: {self.cookie:016x}{remark}"

    def _question(self) -> Iterable[str]:
        if self.shown.question:
            yield from self._section("QUESTION", [question_line(self.answer.question, self.shown.layout)])

    def sections(self) -> Iterable[str]:
        """Question, answers and what comes along with them."""
        yield from self._question()
        for name, on, records in (
            ("ANSWER", self.shown.answer, self.answer.answers),
            ("AUTHORITY", self.shown.authority, self.answer.authority),
            ("ADDITIONAL", self.shown.additional, self.answer.additional),
        ):
            if on and records:
                lines = [line for record in records for line in record_lines(record, self.shown.layout)]
                yield from self._section(name, lines)

    def _section(self, name: str, lines: Sequence[str]) -> Iterable[str]:
        """Titles and blank lines are comments."""
        if self.shown.comments:
            yield f";; {name} SECTION:"
        yield from lines
        if self.shown.comments:
            yield ""

    def _statistics(self) -> Iterable[str]:
        when = datetime.fromtimestamp(self.now, UTC).strftime("%a %b %d %H:%M:%S UTC %Y")
        yield f";; Query time: {self.took} msec"
        yield f";; SERVER: {self._server} ({self.transport})"
        yield f";; WHEN: {when}"
        yield f";; MSG SIZE  rcvd: {self.octets}"
        yield ""

    @property
    def _server(self) -> str:
        return f"{self.server}#{self.port}({self.server})"

    @property
    def _opt_size(self) -> int:
        if not self.shown.edns:
            return 0
        return OPT_SIZE if self.shown.cookie else OPT_SIZE - COOKIE_SIZE

    @property
    def query_octets(self) -> int:
        """Size of the question."""
        return asked_size(self.answer.question) + self._opt_size

    @property
    def octets(self) -> int:
        """Size of the reply."""
        opt = self._opt_size
        room = max(self.room, PLAIN_ROOM) if self.shown.edns else PLAIN_ROOM
        return sent_size(self.answer, room - opt if self.transport == "UDP" else None) + opt

    def traced(self) -> Iterable[str]:
        """One step of ``+trace``: the records alone, and whom they came from."""
        for record in (*self.answer.answers, *self.answer.authority):
            yield from record_lines(record, self.shown.layout)
        yield f";; Received {self.octets} bytes from {self._server} in {self.took} ms"
        yield ""

"""DNS messages as ``dig +yaml`` writes them. Follows bin/dig/dig.c printmessage."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from svcquest.engine.ranges import family_of
from svcquest.model.dns import Record
from svcquest.terminal.tools.messages import Message

UNREACHABLE = ("- type: DIG_ERROR", "  message: |", "    no servers could be reached")


def query(message: Message) -> Iterable[str]:
    """The question that was sent."""
    kind = "RECURSIVE_QUERY" if message.recursion_desired else "AUTH_QUERY"
    yield from _envelope(message, kind, message.query_octets)
    yield "    query_message_data:"
    flags = " rd ad" if message.recursion_desired else " ad"
    yield from _header(message, "NOERROR", flags, (0, 0, int(message.shown.edns)))
    yield from _opt(message, "")
    yield from _question(message)


def reply(message: Message) -> Iterable[str]:
    """What came back."""
    answer, shown = message.answer, message.shown
    recursive = message.recursion_desired and answer.recursion_available
    yield from _envelope(message, "RECURSIVE_RESPONSE" if recursive else "AUTH_RESPONSE", message.octets)
    yield "    response_message_data:"
    counts = (len(answer.answers), len(answer.authority), len(answer.additional) + shown.edns)
    yield from _header(message, answer.rcode, f" {message.flags}", counts)
    if shown.short:
        yield from (record.data for record in answer.answers)
        return
    yield from _opt(message, " (echoed)")
    yield from _question(message)
    for name, on, records in (
        ("ANSWER", shown.answer, answer.answers),
        ("AUTHORITY", shown.authority, answer.authority),
        ("ADDITIONAL", shown.additional, answer.additional),
    ):
        if on and records:
            yield f"      {name}_SECTION:"
            yield from (f"        - '{_record(message, record)}'" for record in records)


def _envelope(message: Message, kind: str, octets: int) -> Iterable[str]:
    sent = datetime.fromtimestamp(message.now, UTC)
    moments = {"query_time": sent}
    if kind.endswith("RESPONSE"):
        moments["response_time"] = sent + timedelta(milliseconds=message.took)
    family = "INET6" if family_of(message.server) == "IPv6" else "INET"
    yield "- type: MESSAGE"
    yield "  message:"
    yield f"    type: {kind}"
    for name, moment in moments.items():
        yield f"    {name}: !!timestamp {moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"
    yield f"    message_size: {octets}b"
    yield f"    socket_family: {family}"
    yield f"    socket_protocol: {message.transport}"
    yield f'    response_address: "{message.server}"'
    yield f"    response_port: {message.port}"
    yield f'    query_address: "{"::" if family == "INET6" else "0.0.0.0"}"'
    yield "    query_port: 0"


def _header(message: Message, rcode: str, flags: str, counts: tuple[int, int, int]) -> Iterable[str]:
    yield "      opcode: QUERY"
    yield f"      status: {rcode}"
    yield f"      id: {message.number}"
    yield f"      flags:{flags}"
    yield "      QUESTION: 1"
    for name, count in zip(("ANSWER", "AUTHORITY", "ADDITIONAL"), counts, strict=True):
        yield f"      {name}: {count}"


def _opt(message: Message, remark: str) -> Iterable[str]:
    if message.shown.edns and message.shown.comments:
        yield "      OPT_PSEUDOSECTION:"
        yield "        EDNS:"
        yield "          version: 0"
        yield "          flags:"
        yield f"          udp: {message.room}"
        if message.shown.cookie:
            yield f"          COOKIE: {message.cookie:016x}{remark}"


def _question(message: Message) -> Iterable[str]:
    if message.shown.question:
        yield "      QUESTION_SECTION:"
        yield f"        - '{message.answer.question.name} IN {message.answer.question.type}'"


def _record(message: Message, record: Record) -> str:
    ttl = [str(record.ttl)] if message.shown.ttl else []
    return " ".join([record.name, *ttl, *(["IN"] if message.shown.classes else []), record.type, record.data])

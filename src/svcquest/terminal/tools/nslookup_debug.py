"""What ``nslookup -debug`` tells of a reply. Follows bin/dig/nslookup.c detailsection and printrdata."""

from __future__ import annotations

from collections.abc import Iterable

from svcquest.model.dns import Answer, Record
from svcquest.terminal.tools import bind

_RULE = "------------"


def lines(reply: Answer) -> Iterable[str]:
    """The question and the three sections, between two rules."""
    yield _RULE
    yield "    QUESTIONS:"
    yield f"\t{bind.display(reply.question.name)}, type = {reply.question.type}, class = IN"
    for title, records in (
        ("ANSWERS", reply.answers),
        ("AUTHORITY RECORDS", reply.authority),
        ("ADDITIONAL RECORDS", reply.additional),
    ):
        yield f"    {title}:"
        for record in records:
            yield from _record(record)
    yield _RULE


def _record(record: Record) -> Iterable[str]:
    yield f"    ->  {bind.display(record.name)}"
    match record.type:
        case "SOA":
            yield from bind.soa_lines(record.name, record.data)[1:]
        case "A":
            yield f"\tinternet address = {record.data}"
        case "AAAA":
            yield f"\thas AAAA address {record.data}"
        case kind:
            yield f"\t{bind.NSLOOKUP_WORDS.get(kind, f'rdata_{kind}')} = {record.data}"
    yield f"\tttl = {record.ttl}"

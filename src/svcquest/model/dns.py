"""DNS questions, records and answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RecordType = Literal["A", "AAAA", "CNAME", "SRV", "PTR", "TXT", "SOA", "NS", "MX", "ANY", "AXFR"]
Rcode = Literal["NOERROR", "NXDOMAIN", "SERVFAIL", "REFUSED"]


@dataclass(frozen=True, slots=True)
class Record:
    """One resource record.

    Attributes:
        name: owner, fully qualified with a trailing dot.
        ttl: seconds.
        type: such as ``A``.
        data: right-hand side as zone files write it, such as ``0 100 80 web.shop.svc.cluster.local.``
    """

    name: str
    ttl: int
    type: str
    data: str

    def __str__(self) -> str:
        return f"{self.name} {self.type} {self.data}"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a fully qualified name (with a trailing dot) and a record type."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A DNS server's reply to one question.

    Attributes:
        rcode: NOERROR without records is what resolvers call NODATA.
        answers, authority, additional: the three sections in wire order.
        authoritative: the ``aa`` flag.
        recursion_available: the ``ra`` flag.
    """

    question: Question
    rcode: Rcode
    answers: tuple[Record, ...] = ()
    authority: tuple[Record, ...] = ()
    additional: tuple[Record, ...] = ()
    authoritative: bool = True
    recursion_available: bool = False

    @property
    def addresses(self) -> tuple[str, ...]:
        """Data of the A and AAAA records, in answer order."""
        return tuple(record.data for record in self.answers if record.type in {"A", "AAAA"})

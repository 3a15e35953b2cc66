"""DNS questions, records and answers, and what a resolver library makes of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from svcquest.model.frozen import dataclass

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

    @property
    def canonical(self) -> str:
        """The name at the end of the CNAME chain, the name that was asked for without one."""
        aliases = {record.name.lower(): record.data for record in self.answers if record.type == "CNAME"}
        name = self.question.name
        for _ in aliases:
            name = aliases.get(name.lower(), name)
        return name


@dataclass(frozen=True, slots=True)
class ResolvConf:
    """What ``/etc/resolv.conf`` says.

    Attributes:
        nameservers: addresses, tried in order.
        searches: suffixes without a trailing dot, tried in order.
        options: name and value; the value is empty for switches.
    """

    nameservers: tuple[str, ...]
    searches: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()

    @property
    def ndots(self) -> int:
        """Names with fewer dots go through the search list first."""
        value = dict(self.options).get("ndots", "1")
        return min(int(value), 15) if value.isdigit() else 1

    def text(self) -> str:
        """The file, laid out as containerd writes it."""
        lines = [f"search {' '.join(self.searches)}"] if self.searches else []
        lines += [f"nameserver {address}" for address in self.nameservers]
        if self.options:
            lines.append("options " + " ".join(f"{name}:{value}" if value else name for name, value in self.options))
        return "".join(f"{line}\n" for line in lines)


class NoAnswer(StrEnum):
    """Why a nameserver gave no reply at all, as its client can tell."""

    REFUSED = "connection refused"
    TIMEOUT = "timed out"
    UNREACHABLE = "host unreachable"


class LookupFailure(StrEnum):
    """Why a resolver library has no address for a name, in the words of glibc's ``gai_strerror``."""

    UNKNOWN = "Name or service not known"
    NO_ADDRESS = "No address associated with hostname"
    AGAIN = "Temporary failure in name resolution"


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a resolver library found out about a host name.

    Attributes:
        host: as typed.
        addresses: in the order in which a client tries them; empty on failure.
        canonical: the name that the addresses belong to, without a trailing dot.
        aliases: other names that led there, without trailing dots.
        asked: each reply that came back, in the order of asking.
        nameservers: of the resolver configuration; empty when no nameserver was needed.
        failure: None when there are addresses.
        no_answer: set when the failure is that no nameserver replied.
    """

    host: str
    addresses: tuple[str, ...] = ()
    canonical: str = ""
    aliases: tuple[str, ...] = ()
    asked: tuple[Answer, ...] = ()
    nameservers: tuple[str, ...] = ()
    failure: LookupFailure | None = None
    no_answer: NoAnswer | None = None

"""How large a DNS message is, and whether it fits into one UDP packet.

Follows ``Msg.Truncate`` and ``packDomainName`` of github.com/miekg/dns, as CoreDNS uses them: a reply is compressed
only where it would be too large otherwise, and cut short only where that is not enough.
"""

from __future__ import annotations

from svcquest.model.dns import Answer, Question, Record
from svcquest.model.frozen import replace

PLAIN_ROOM = 512
"""Octets of a UDP reply to a client that does not say how much it takes."""
EDNS_ROOM = 1232
"""Octets of a UDP reply that dig takes (the size in its OPT record)."""
OPT_SIZE = 23
"""Octets of an OPT record with a client cookie."""

COOKIE_SIZE = 12
"""Octets of these that the cookie takes."""

_HEADER = 12
_POINTER = 2
_FIXED = 10
"""Type, class, TTL and length of a record."""


def asked_size(question: Question) -> int:
    """Octets of a question without its OPT record."""
    return _HEADER + _name(question.name, None) + 4


def sent_size(answer: Answer, room: int | None = None) -> int:
    """Octets of a reply as it is sent, without its OPT record.

    Args:
        room: what one packet may hold of it; None for TCP.
    """
    plain = _size(answer, None)
    return plain if room is None or plain <= room else _size(answer, set())


def is_cut_short(answer: Answer, room: int) -> bool:
    """Whether a UDP reply has to leave records out (the ``tc`` flag), so that its client asks again by TCP."""
    return sent_size(answer, room) > room


def cut_short(answer: Answer, room: int) -> Answer:
    """A reply as it arrives by UDP: without the records at its end that do not fit."""
    while is_cut_short(answer, room):
        if answer.additional:
            answer = replace(answer, additional=answer.additional[:-1])
        elif answer.authority:
            answer = replace(answer, authority=answer.authority[:-1])
        else:
            answer = replace(answer, answers=answer.answers[:-1])
    return answer


def _size(answer: Answer, seen: set[str] | None) -> int:
    """Octets of a message; ``seen`` holds the names that later ones may point to, None without compression."""
    total = _HEADER + _name(answer.question.name, seen) + 4
    for record in (*answer.answers, *answer.authority, *answer.additional):
        total += _name(record.name, seen) + _FIXED + _data(record, seen)
    return total


def _name(name: str, seen: set[str] | None) -> int:
    """Octets of a name: a label's length before each label, and a zero or a pointer to what was there before."""
    if name == ".":
        return 1
    if seen is None:
        return len(name) + 1
    rest, octets = name.lower(), 0
    while rest and rest not in seen:
        seen.add(rest)
        label, _, rest = rest.partition(".")
        octets += len(label) + 1
    return octets + (_POINTER if rest else 1)


def _data(record: Record, seen: set[str] | None) -> int:
    words = record.data.split(" ")
    match record.type:
        case "A":
            return 4
        case "AAAA":
            return 16
        case "SRV":
            return 6 + len(words[-1]) + 1  # the one name that is never compressed
        case "SOA":
            return 20 + _name(words[0], seen) + _name(words[1], seen)
        case "TXT":
            return len(record.data) - 1
        case _:
            return _name(words[-1], seen)

"""CoreDNS with the configuration that kubeadm gives it: one function from a question to an answer.

Follows CoreDNS plugin/kubernetes/handler.go and plugin/backend_lookup.go, with ``pods insecure``, ``ttl 30``,
``loadbalance`` and no cache for the cluster's zone. Names outside of it are those of ``Settings.outside_names``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor
from typing import NamedTuple

from svcquest.engine import chance
from svcquest.engine.dns.names import REVERSE_ZONES, from_reverse, is_below
from svcquest.engine.dns.zone import NO_PORT, names_of_address, nameservers, targets
from svcquest.engine.per_objects import remembered
from svcquest.engine.settings import Settings
from svcquest.engine.state import State
from svcquest.model.dns import Answer, Question, Record

TTL = 30
"""Seconds, of every record and negative answer of the zone (``ttl 30``)."""
VERSION_TTL = 28800
LONGEST_CHAIN = 8
"""CNAME records in one answer."""

_ADDRESSES = frozenset({"A", "AAAA"})
_ROOT_SOA = Record(".", 86400, "SOA", "a.root-servers.net. nstld.verisign-grs.com. 2026112300 1800 900 604800 86400")

Found = tuple[Sequence[Record], Sequence[Record]] | None
"""Answer and additional records, both empty for NODATA; None when there is no such name."""


class _Section(NamedTuple):
    """Records as they follow each other: addresses in a new order each time, between the others."""

    aliases: tuple[Record, ...]
    addresses: tuple[Record, ...]
    rest: tuple[Record, ...]


class _Known(NamedTuple):
    """What was found for a question.

    Attributes:
        zone: of those that the server answers for itself, empty for names outside.
        exists: False for NXDOMAIN.
        answers, additional: None for NODATA.
    """

    zone: str
    exists: bool = False
    answers: _Section | None = None
    additional: _Section | None = None


def answer(state: State, question: Question, draw: int = 0) -> Answer:
    """What CoreDNS replies.

    Args:
        question: any name with a trailing dot; letters' case is kept in the reply.
        draw: picks the order of the addresses, together with the cluster's seed.
    """
    known = _look_up(state, question)
    return _reply(state, question, known, draw) if known.zone else outside(state.settings, question)


@remembered
def _look_up(state: State, question: Question) -> _Known:
    """All of an answer that does not change while the objects stay the same."""
    name = question.name.lower()
    for zone in (f"{state.settings.cluster_domain}.", *REVERSE_ZONES):
        if is_below(name, zone):
            break
    else:
        return _Known("")
    found = _LOOKUPS.get(question.type, _other)(state, question, name, zone)
    if found is None:
        return _Known("" if zone in REVERSE_ZONES else zone)
    records, additional = found
    return _Known(zone, exists=True, answers=_section(records), additional=_section(additional))


def _section(records: Sequence[Record]) -> _Section | None:
    """CNAME first, then addresses, then the rest. Follows plugin/loadbalance."""
    if not records:
        return None
    if len(records) == 1:
        return _Section((), (), tuple(records))
    return _Section(
        tuple(record for record in records if record.type == "CNAME"),
        tuple(record for record in records if record.type in _ADDRESSES),
        tuple(record for record in records if record.type not in {"CNAME", *_ADDRESSES}),
    )


def outside(settings: Settings, question: Question) -> Answer:
    """What the world outside says: the names it was given have an address, all others do not exist."""
    address = settings.outside_names.get(question.name.rstrip(".").lower())
    if address is None:
        return Answer(question, "NXDOMAIN", authority=(_ROOT_SOA,))
    if question.type != ("AAAA" if ":" in address else "A"):
        return Answer(question, "NOERROR", authority=(_ROOT_SOA,))
    return Answer(question, "NOERROR", (Record(question.name, TTL, question.type, address),))


def _reply(state: State, question: Question, known: _Known, draw: int) -> Answer:
    """The one place in which an outcome becomes a response code."""
    if question.type in {"AXFR", "IXFR"}:
        return Answer(question, "REFUSED", authoritative=False)
    if known.answers is None:
        soa = (_soa(state, question.name[-len(known.zone) :]),)
        if question.type == "SOA" and len(question.name) == len(known.zone):
            return Answer(question, "NOERROR", soa)
        return Answer(question, "NOERROR" if known.exists else "NXDOMAIN", authority=soa)
    seed = state.settings.seed
    answers = _ordered(known.answers, seed, draw)
    return Answer(question, "NOERROR", answers, (), _ordered(known.additional, seed, draw))


def _ordered(section: _Section | None, seed: int, draw: int) -> tuple[Record, ...]:
    """The records of a section, addresses in a random order."""
    if section is None:
        return ()
    aliases, addresses, rest = section
    return (*aliases, *(_shuffled(addresses, seed, draw) if len(addresses) > 1 else addresses), *rest)


def _shuffled(records: Sequence[Record], seed: int, draw: int) -> list[Record]:
    mixed, number = list(records), chance.number(seed, draw)
    for last in range(len(mixed) - 1, 0, -1):
        if number <= last:
            number = chance.number(seed, number)
        number, other = divmod(number, last + 1)
        mixed[last], mixed[other] = mixed[other], mixed[last]
    return mixed


def _soa(state: State, zone: str) -> Record:
    data = f"ns.dns.{zone} hostmaster.{zone} {int(state.now)} 7200 1800 86400 {TTL}"
    return Record(zone, TTL, "SOA", data)


def _spelled(question: Question, name: str, zone: str) -> str:
    """A name of the zone in full, with the zone's letters in the case in which the question has them."""
    return name + question.name[-len(zone) :]


# One function for each record type: (state, question, lower-case name, zone) to what was found. -----------------------


def _addresses(state: State, question: Question, name: str, zone: str) -> Found:
    records = _chase(state, question, name, zone, ())
    return None if records is None else (records, ())


def _chase(state: State, question: Question, name: str, zone: str, previous: tuple[Record, ...]) -> list[Record] | None:
    """Address records of a name, with the aliases that lead to them."""
    found = targets(state, name, zone)
    if found is None:
        return None
    records: dict[str, Record] = {}
    for target in found:
        if target.type == question.type:
            records[target.host] = Record(question.name, TTL, question.type, target.host)
        elif target.type == "CNAME":
            return _alias(state, question, name, zone, (*previous, _cname(question.name, target.host)))
    return list(records.values())


def _alias(state: State, question: Question, name: str, zone: str, chain: tuple[Record, ...]) -> list[Record]:
    """The last alias of the chain and what it leads to.

    Inside the zone a target without addresses leaves nothing, not even the alias; outside it leaves the alias.
    """
    record = chain[-1]
    target = record.data
    repeated = any(target == earlier.data for earlier in chain[:-1])
    if is_below(target.lower(), name) or len(chain) > LONGEST_CHAIN or repeated:
        return []
    onward = Question(target, question.type)
    if is_below(target.lower(), zone):
        following = _chase(state, onward, target.lower(), zone, chain)
        return [record, *following] if following else []
    return [record, *outside(state.settings, onward).answers]


def _cname(owner: str, host: str) -> Record:
    return Record(owner, TTL, "CNAME", host if host.endswith(".") else f"{host}.")


def _aliases(state: State, question: Question, name: str, zone: str) -> Found:
    found = targets(state, name, zone)
    if found is None:
        return None
    return ([_cname(question.name, target.host) for target in found[:1] if target.type == "CNAME"], ())


def _services(state: State, question: Question, name: str, zone: str) -> Found:
    """SRV: equal weights over all that there is, counted before ports of the same number become one."""
    found = targets(state, name, zone)
    if found is None:
        return None
    found = tuple(target for target in found if target.type != "CNAME")
    records: dict[tuple[str, int], Record] = {}
    additional: dict[tuple[str, str], Record] = {}
    for target in found:
        if target.port != NO_PORT:
            weight = max(1, floor(100 / (100 * len(found)) * 100))
            full = _spelled(question, target.name, zone)
            data = f"0 {weight} {target.port} {full}"
            records[target.name, target.port] = Record(question.name, TTL, "SRV", data)
            additional[target.name, target.host] = Record(full, TTL, target.type, target.host)
    return (list(records.values()), list(additional.values()))


def _pointers(state: State, question: Question, name: str, zone: str) -> Found:
    address = from_reverse(name)
    if address is None:
        return _other(state, question, name, zone)
    full = f"{state.settings.cluster_domain}."
    records = [Record(question.name, TTL, "PTR", each + full) for each in names_of_address(state, address)]
    return (records, ()) if records else None


def _texts(state: State, question: Question, name: str, zone: str) -> Found:
    """Only ``dns-version`` has text. Other names need records of another type to exist here."""
    if name == f"dns-version.{zone}":
        return ([Record(question.name, VERSION_TTL, "TXT", '"1.1.0"')], ())
    return ((), ()) if targets(state, name, zone) else None


def _authorities(_state: State, _question: Question, _name: str, _zone: str) -> Found:
    """SOA: of the zone itself, which ``_reply`` adds since it follows the clock; other names are not looked at."""
    return ((), ())


def _servers(state: State, question: Question, name: str, zone: str) -> Found:
    if name != zone:
        return _other(state, question, name, zone)
    records: dict[str, Record] = {}
    additional: dict[str, Record] = {}
    for target in nameservers(state):
        full = _spelled(question, target.name, zone)
        records[full] = Record(question.name, TTL, "NS", full)
        additional[target.host] = Record(full, TTL, target.type, target.host)
    return (list(records.values()), list(additional.values()))


def _other(state: State, _question: Question, name: str, zone: str) -> Found:
    """Types that the zone does not have: all that matters is whether the name exists."""
    return None if targets(state, name, zone) is None else ((), ())


_LOOKUPS: dict[str, Callable[[State, Question, str, str], Found]] = {
    "A": _addresses,
    "AAAA": _addresses,
    "CNAME": _aliases,
    "SRV": _services,
    "PTR": _pointers,
    "TXT": _texts,
    "SOA": _authorities,
    "NS": _servers,
}

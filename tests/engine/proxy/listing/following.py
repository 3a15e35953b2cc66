"""A small kernel: follows a packet through listed rules, to compare where they lead with what routing decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from ipaddress import ip_address, ip_network

from svcquest.engine.proxy.listing.netfilter import (
    InSet,
    Jump,
    Local,
    Marked,
    Match,
    OneIn,
    Port,
    Recent,
    Reject,
    Rule,
    SetMark,
    Table,
    Tracked,
    Translate,
)
from svcquest.engine.proxy.listing.nft_values import NftTable

Ends = frozenset[tuple[str, bool]]
"""Everywhere a packet can get to: ``ADDRESS:PORT``, ``REJECT``, ``DROP`` or nothing, and whether it is masqueraded."""


@dataclass(frozen=True)
class Packet:
    """The first packet of a connection on a node; ``own`` are the node's addresses."""

    source: str
    address: str
    port: int
    protocol: str
    from_node: bool
    own: tuple[str, ...]

    def is_local(self, address: str) -> bool:
        return address in self.own or ip_address(address).is_loopback

    def translated(self, to: str) -> Packet:
        address, _, port = to.rpartition(":")
        return replace(self, address=address.strip("[]"), port=int(port))


# iptables -------------------------------------------------------------------------------------------------------------


def through_iptables(tables: tuple[Table, ...], packet: Packet) -> Ends:
    """Where the tables lead a packet."""
    by_name = {table.name: table for table in tables}
    found = set()
    for verdict, marked in _walk(by_name["nat"], "OUTPUT" if packet.from_node else "PREROUTING", packet, marked=False):
        if verdict and verdict != "ACCEPT":
            found.add((verdict, marked))
            continue
        ends = {("", marked)}
        for hook in _hooks(packet):
            ends = {
                after
                for end, mark in ends
                for after in ([(end, mark)] if end else _walk(by_name["filter"], hook, packet, marked=mark))
            }
        found |= {("" if end == "ACCEPT" else end, marked) for end, marked in ends}
    return frozenset(found)


def _hooks(packet: Packet) -> tuple[str, ...]:
    """The hooks of the filter table; what a node sends to itself leaves and comes in."""
    if packet.is_local(packet.address):
        return ("OUTPUT", "INPUT") if packet.from_node else ("INPUT",)
    return ("OUTPUT",) if packet.from_node else ("FORWARD",)


def _walk(table: Table, name: str, packet: Packet, *, marked: bool) -> set[tuple[str, bool]]:
    chain = table.chain(name)
    assert chain is not None, f"a rule leads to {name}, which is not there"
    found: set[tuple[str, bool]] = set()
    alive = {marked}
    for rule in chain.rules:
        if not _fits(rule, packet):
            continue
        left = set(alive) if any(isinstance(match, OneIn) for match in rule.matches) else set()
        for mark in alive:
            if any(isinstance(match, Marked) and match.negated == mark for match in rule.matches):
                left.add(mark)
                continue
            for end, after in _ends(table, rule, packet, mark):
                if end is None:
                    left.add(after)
                else:
                    found.add((end, after))
        alive = left
    return found | {("", mark) for mark in alive}


def _ends(table: Table, rule: Rule, packet: Packet, mark: bool) -> Iterator[tuple[str | None, bool]]:
    match rule.target:
        case Jump("RETURN"):
            yield "", mark
        case Jump("ACCEPT" | "DROP" as verdict):
            yield verdict, mark
        case Jump(chain):
            for end, after in _walk(table, chain, packet, marked=mark):
                yield end or None, after
        case Translate(to):
            yield to, mark
        case Reject():
            yield "REJECT", mark
        case SetMark(on):
            yield None, on
        case _:
            yield None, mark


def _fits(rule: Rule, packet: Packet) -> bool:
    return (
        _inside(packet.source, rule.source)
        and _inside(packet.address, rule.destination)
        and rule.protocol in {"", packet.protocol}
        and all(_holds(match, packet) for match in rule.matches)
    )


def _inside(address: str, cidr: str) -> bool:
    if not cidr:
        return True
    return (ip_address(address) in ip_network(cidr.removeprefix("! "))) != cidr.startswith("! ")


def _holds(match: Match, packet: Packet) -> bool:
    match match:
        case Port(protocol, number):
            return packet.protocol == protocol and number in {0, packet.port}
        case Recent(seconds=seconds):
            return seconds == 0
        case Local(side, negated):
            return packet.is_local(packet.source if side == "src" else packet.address) != negated
        case Tracked(states, negated):
            return ("NEW" in states) != negated
        case InSet():
            raise AssertionError("ipvs mode is compared by its virtual servers")
        case _:
            return True


# nftables -------------------------------------------------------------------------------------------------------------

_CONDITIONS = (
    (r"ct state new", lambda _, packet: True),
    (r"ip6? saddr @affinity-\S+", lambda _, packet: False),
    (r"ip6? saddr != \{ ([^}]*) \}", lambda found, packet: not _among(packet.source, found[1])),
    (r"ip6? saddr != (\S+)", lambda found, packet: not _among(packet.source, found[1])),
    (r"ip6? saddr (\S+)", lambda found, packet: _among(packet.source, found[1])),
    (r"ip6? daddr ([\d.:a-f/]+)(?= |$)", lambda found, packet: _among(packet.address, found[1])),
    (r"(tcp|udp|sctp) dport (\d+)", lambda found, packet: (packet.protocol, str(packet.port)) == found.groups()),
    (r"fib saddr type local", lambda _, packet: packet.is_local(packet.source)),
    (r"meta l4proto (\w+)(?= )", lambda found, packet: packet.protocol == found[1]),
)


def _among(address: str, ranges: str) -> bool:
    return any(ip_address(address) in ip_network(cidr.strip()) for cidr in ranges.split(","))


def through_nftables(table: NftTable, packet: Packet) -> Ends:
    """Where the table leads a packet."""
    kernel = _Nft(table)
    before, nat = ("filter-output", "nat-output") if packet.from_node else ("filter-prerouting", "nat-prerouting")
    found: set[tuple[str, bool]] = set()
    for verdict, _ in kernel.walk(before, packet, marked=False):
        found |= {(verdict, False)} if verdict else kernel.on_from(nat, packet)
    return frozenset(found)


class _Nft:
    def __init__(self, table: NftTable) -> None:
        self.rules = {chain.name: chain.rules for chain in table.chains}
        self.sets = {each.name: {element.key: element.verdict for element in each.elements} for each in table.sets}

    def on_from(self, nat: str, packet: Packet) -> set[tuple[str, bool]]:
        """The hooks after the translation of addresses, which see the packet translated."""
        found: set[tuple[str, bool]] = set()
        for to, marked in self.walk(nat, packet, marked=False):
            moved = packet.translated(to) if to else packet
            ends = {("", marked)}
            for hook in _hooks(moved):
                name = "filter-output-post-dnat" if hook == "OUTPUT" else f"filter-{hook.lower()}"
                ends = {
                    after
                    for end, _ in ends
                    for after in ([(end, marked)] if end else self.walk(name, moved, marked=marked))
                }
            found |= {(end or to, marked) for end, _ in ends}
        return found

    def walk(self, name: str, packet: Packet, *, marked: bool) -> set[tuple[str, bool]]:
        found: set[tuple[str, bool]] = set()
        alive = {marked}
        for rule in self.rules[name]:
            action = self._action(rule, packet)
            if action is None:
                continue
            left: set[bool] = set()
            for mark in alive:
                for end, after in self._ends(action, packet, mark):
                    if end is None:
                        left.add(after)
                    else:
                        found.add((end, after))
            alive = left
        return found | {("", mark) for mark in alive}

    def _action(self, rule: str, packet: Packet) -> str | None:
        """What is left of a rule once its conditions hold, None when they do not."""
        text = re.sub(r' comment "[^"]*"$', "", rule)
        while True:
            if text.startswith(("ip daddr @cluster-ips", "ip6 daddr @cluster-ips")):
                if (packet.address,) not in self.sets["cluster-ips"]:
                    return None
                text = text.partition("cluster-ips ")[2]
            elif " vmap @" in text:
                text = self._looked_up(text, packet)
                if not text:
                    return None
            for pattern, holds in _CONDITIONS:
                condition = re.match(pattern, text)
                if condition:
                    if not holds(condition, packet):
                        return None
                    text = text[condition.end() :].strip()
                    break
            else:
                return text

    def _looked_up(self, text: str, packet: Packet) -> str:
        condition, _, name = text.partition(" vmap @")
        door = (packet.protocol, str(packet.port))
        if "@nodeport-ips" in condition:
            return self.sets[name].get(door, "") if (packet.address,) in self.sets["nodeport-ips"] else ""
        return self.sets[name].get((packet.address, *door), "")

    def _ends(self, action: str, packet: Packet, mark: bool) -> Iterator[tuple[str | None, bool]]:
        word, _, rest = action.partition(" ")
        match word:
            case "reject" | "drop":
                yield word.upper(), mark
            case "jump":
                for end, after in self.walk(rest, packet, marked=mark):
                    yield end or None, after
            case "goto":
                yield from self.walk(rest, packet, marked=mark)
            case "dnat":
                yield rest.removeprefix("to "), mark
            case "numgen":
                choices = re.findall(r"\d+ : goto ([^,} ]+)", rest)
                assert len(choices) == int(re.findall(r"mod (\d+)", rest)[0])
                for choice in choices:
                    yield from self.walk(choice, packet, marked=mark)
            case "meta":
                assert rest.startswith("mark set meta mark |"), rest
                yield None, True
            case "update":
                yield None, mark
            case _:
                raise AssertionError(f"unknown action {action}")

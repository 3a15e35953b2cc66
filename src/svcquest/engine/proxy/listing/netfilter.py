"""iptables rules as data: what a rule matches, what it does, and the tables that hold them."""

from __future__ import annotations

from typing import Literal

from svcquest.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Comment:
    """What a rule is for, in words."""

    text: str


@dataclass(frozen=True, slots=True)
class Port:
    """Packets of a protocol, to one port unless that is 0."""

    protocol: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class OneIn:
    """One packet in so many, by chance."""

    count: int


@dataclass(frozen=True, slots=True)
class Recent:
    """A list of senders: with ``seconds`` those remembered for less than that, else it remembers this one."""

    name: str
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Local:
    """The source (``src``) or destination (``dst``) is an address of the node itself, or is not."""

    side: Literal["src", "dst"]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """Packets with the mark for masquerading, or without it."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class Tracked:
    """What connection tracking says of a packet, such as ``NEW`` or ``RELATED,ESTABLISHED``."""

    states: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class InSet:
    """Addresses and ports that are in an ipset; ``sides`` tells which ones are looked up: ``dst,dst``."""

    name: str
    sides: str


@dataclass(frozen=True, slots=True)
class FromBridge:
    """Packets that came in through a bridge, or did not."""

    negated: bool = False


Match = Comment | Port | OneIn | Recent | Local | Marked | Tracked | InSet | FromBridge


@dataclass(frozen=True, slots=True)
class Jump:
    """To a chain, or one of ``ACCEPT``, ``DROP`` and ``RETURN``."""

    to: str


@dataclass(frozen=True, slots=True)
class Reject:
    """Answer with ICMP port unreachable: the client is refused."""


@dataclass(frozen=True, slots=True)
class Translate:
    """Give the packet another destination, ``ADDRESS:PORT``."""

    to: str


@dataclass(frozen=True, slots=True)
class Redirect:
    """Hand the packet to a port of the node itself."""

    port: int


@dataclass(frozen=True, slots=True)
class SetMark:
    """Put the mark for masquerading on a packet, or take it off."""

    on: bool


@dataclass(frozen=True, slots=True)
class Masquerade:
    """Give the packet the node's own address as its source."""

    random_port: bool = True


Target = Jump | Reject | Translate | Redirect | SetMark | Masquerade

MARK = 0x4000
"""``--iptables-masquerade-bit`` 14."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        target: what happens to packets that match; None for a rule that only counts them.
        matches: all of them have to hold, in the order of the command line that made the rule.
        source, destination: a range with its length; after ``! `` everything but it; empty for all.
        protocol: ``tcp``, ``udp`` or ``sctp``, empty for all.
    """

    target: Target | None
    matches: tuple[Match, ...] = ()
    source: str = ""
    destination: str = ""
    protocol: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """Rules that a packet meets in order. ``policy`` is what happens at the end of a built-in chain."""

    name: str
    rules: tuple[Rule, ...]
    policy: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its built-in chains, then the others by name."""

    name: str
    chains: tuple[Chain, ...]

    def chain(self, name: str) -> Chain | None:
        """The chain of that name."""
        return next((each for each in self.chains if each.name == name), None)

    def references(self, name: str) -> int:
        """How many rules lead to a chain."""
        wanted = Jump(name)
        return sum(rule.target == wanted for chain in self.chains for rule in chain.rules)


BUILT_IN: dict[str, tuple[str, ...]] = {
    "filter": ("INPUT", "FORWARD", "OUTPUT"),
    "mangle": ("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"),
    "nat": ("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"),
}
"""Tables and their own chains, in the order in which they are listed."""


class Draft:
    """A table that is being written."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._chains: dict[str, list[Rule]] = {chain: [] for chain in BUILT_IN[name]}

    def declare(self, *names: str) -> None:
        """Make chains that may stay empty."""
        for name in names:
            self._chains.setdefault(name, [])

    def add(self, chain: str, target: Target | str | None, *matches: Match, **ends: str) -> None:
        """Append a rule; the chain is made when it is not there.

        Args:
            chain: where to.
            target: a chain's or verdict's name for a plain jump.
            matches: in order; a ``Port`` sets the rule's protocol too.
            ends: ``source``, ``destination`` and, where no port matters, ``protocol``.
        """
        if isinstance(target, str):
            target = Jump(target)
        port = next((each for each in matches if isinstance(each, Port)), None)
        if port is not None:
            ends["protocol"] = port.protocol
        self._chains.setdefault(chain, []).append(Rule(target, matches, **ends))

    def table(self) -> Table:
        """The table as it is now."""
        policy = dict.fromkeys(BUILT_IN[self._name], "ACCEPT")
        names = [*policy, *sorted(name for name in self._chains if name not in policy)]
        return Table(self._name, tuple(Chain(name, tuple(self._chains[name]), policy.get(name, "")) for name in names))


class Drafts:
    """The tables of a node that are being written, for one address family."""

    def __init__(self) -> None:
        self.mangle = Draft("mangle")
        self.filter = Draft("filter")
        self.nat = Draft("nat")

    def tables(self) -> tuple[Table, ...]:
        """All of them, in the order of a listing."""
        return (self.mangle.table(), self.filter.table(), self.nat.table())

"""Rules of iptables in words: as ``iptables-save`` writes them and as ``iptables -L`` lists them."""

from __future__ import annotations

from collections.abc import Callable

from svcquest.engine.proxy.listing.netfilter import (
    MARK,
    Chain,
    Comment,
    FromBridge,
    InSet,
    Jump,
    Local,
    Marked,
    Masquerade,
    Match,
    OneIn,
    Port,
    Recent,
    Redirect,
    Reject,
    Rule,
    SetMark,
    Table,
    Target,
    Tracked,
    Translate,
)
from svcquest.model.frozen import dataclass
from svcquest.terminal.tools.services import service_name

_UNIT = 1 << 31
"""The kernel keeps a probability as so many parts of one, which is why a third is not quite a third."""


def saved(chain: str, rule: Rule, *, ipv6: bool = False) -> str:
    """A rule as a command line: ``-A KUBE-SERVICES -d 10.96.0.10/32 -p udp …``."""
    words = ["-A", chain, *_end("-s", rule.source), *_end("-d", rule.destination)]
    words += ["-p", rule.protocol] if rule.protocol else []
    words += [_saved_match(match, ipv6=ipv6) for match in rule.matches]
    words += [_saved_target(rule.target, ipv6=ipv6)] if rule.target else []
    return " ".join(words)


def _end(flag: str, cidr: str) -> tuple[str, ...]:
    if not cidr:
        return ()
    return ("!", flag, cidr[2:]) if cidr.startswith("! ") else (flag, cidr)


def _quoted(text: str) -> str:
    """Text between quotes, unless it is nothing but letters, digits, ``-`` and ``_``."""
    plain = text.replace("-", "").replace("_", "")
    return text if plain.isalnum() else f'"{text}"'


def _probability(match: OneIn) -> str:
    """What the kernel makes of the ten digits that kube-proxy gives it."""
    return f"{round(round(1 / match.count, 10) * _UNIT) / _UNIT:.11f}"


def _saved_match(match: Match, *, ipv6: bool) -> str:
    match match:
        case Comment(text):
            return f"-m comment --comment {_quoted(text)}"
        case Port(protocol, number):
            return f"-m {protocol} --dport {number}" if number else f"-m {protocol}"
        case OneIn():
            return f"-m statistic --mode random --probability {_probability(match)}"
        case Recent(name, seconds):
            action = f"--rcheck --seconds {seconds} --reap" if seconds else "--set"
            return f"-m recent {action} --name {name} --mask {_mask(ipv6=ipv6)} --rsource"
        case Local(side, negated):
            return f"-m addrtype {'! ' if negated else ''}--{side}-type LOCAL"
        case Marked(negated):
            return f"-m mark {'! ' if negated else ''}--mark {MARK:#x}/{MARK:#x}"
        case Tracked(states, negated):
            return f"-m conntrack {'! ' if negated else ''}--ctstate {states}"
        case InSet(name, sides):
            return f"-m set --match-set {name} {sides}"
        case FromBridge(negated):
            return f"-m physdev {'! ' if negated else ''}--physdev-is-in"


def _mask(*, ipv6: bool) -> str:
    """The mask of one address."""
    return ":".join(["ffff"] * 8) if ipv6 else "255.255.255.255"


def _saved_target(target: Target, *, ipv6: bool) -> str:
    match target:
        case Jump(to):
            return f"-j {to}"
        case Reject():
            return f"-j REJECT --reject-with icmp{'6' if ipv6 else ''}-port-unreachable"
        case Translate(to):
            return f"-j DNAT --to-destination {to}"
        case Redirect(port):
            return f"-j REDIRECT --to-ports {port}"
        case SetMark(on):
            return f"-j MARK --set-xmark {MARK:#x}/{MARK if on else 0:#x}"
        case Masquerade(random_port):
            return "-j MASQUERADE --random-fully" if random_port else "-j MASQUERADE"


@dataclass(frozen=True, slots=True)
class Style:
    """How ``iptables -L`` prints.

    Attributes:
        numeric: ``-n``.
        verbose: ``-v``: counters and interfaces.
        exact: ``-x``: counters in full width.
        numbered: ``--line-numbers``.
    """

    numeric: bool = False
    verbose: bool = False
    exact: bool = False
    numbered: bool = False
    ipv6: bool = False


def listed(table: Table, chain: Chain, style: Style) -> list[str]:
    """A chain as ``iptables -L`` prints it."""
    if chain.policy:
        counted = " 0 packets, 0 bytes" if style.verbose else ""
        head = f"Chain {chain.name} (policy {chain.policy}{counted})"
    else:
        head = f"Chain {chain.name} ({table.references(chain.name)} references)"
    return [head, _title(style), *(_row(number, rule, style) for number, rule in enumerate(chain.rules, 1))]


def _title(style: Style) -> str:
    number = "num  " if style.numbered else ""
    counters = _counters("pkts", "bytes", style) if style.verbose else ""
    faces = f" {'in':<6} {'out':<6} " if style.verbose else ""
    return f"{number}{counters}{'target':<9}  prot opt{faces} {'source':<19}  {'destination':<19} "


def _counters(packets: str, octets: str, style: Style) -> str:
    return f"{packets:>8} {octets:>10} " if style.exact else f"{packets:>5} {octets:>5} "


def _row(number: int, rule: Rule, style: Style) -> str:
    everything = ("::/0" if style.ipv6 else "0.0.0.0/0") if style.numeric else "anywhere"
    face = "*" if style.numeric else "any"
    name, words = _listed_target(rule.target, style) if rule.target else ("", "")
    row = f"{number:<4} " if style.numbered else ""
    row += _counters("0", "0", style) if style.verbose else ""
    row += f"{name:<9}  {rule.protocol or 'all':<4} {'  ' if style.ipv6 else '--'} "
    row += f" {face:<6} {face:<6} " if style.verbose else ""
    row += _column(rule.source, everything) + _column(rule.destination, everything)
    return row + "".join(f" {_listed_match(match, style)}" for match in rule.matches) + words


def _column(cidr: str, everything: str) -> str:
    text = cidr.removeprefix("! ").removesuffix("/32").removesuffix("/128") or everything
    return f"{'!' if cidr.startswith('! ') else ' '}{text:<19} "


def _listed_match(match: Match, style: Style) -> str:
    match match:
        case Comment(text):
            return f"/* {text} */"
        case Port(protocol, number):
            return f"{protocol} dpt:{_port(match, style)}" if number else protocol
        case OneIn():
            return f"statistic mode random probability {_probability(match)}"
        case Recent(name, seconds):
            action = f"CHECK seconds: {seconds} reap" if seconds else "SET"
            return f"recent: {action} name: {name} side: source mask: {_mask(ipv6=style.ipv6)}"
        case Local(side, negated):
            return f"ADDRTYPE match {side}-type {'!' if negated else ''}LOCAL"
        case Marked(negated):
            return f"mark match {'! ' if negated else ''}{MARK:#x}/{MARK:#x}"
        case Tracked(states, negated):
            return f"{'! ' if negated else ''}ctstate {states}"
        case InSet(name, sides):
            return f"match-set {name} {sides}"
        case FromBridge(negated):
            return f"PHYSDEV match {'! ' if negated else ''}--physdev-is-in"


def _port(match: Port, style: Style) -> str:
    names: Callable[..., str] = service_name
    known = "" if style.numeric or match.protocol == "sctp" else names(match.number, match.protocol.upper())
    return known or str(match.number)


def _listed_target(target: Target, style: Style) -> tuple[str, str]:
    """The name in the first column, and what stands at the end of the row."""
    match target:
        case Jump(to):
            return to, ""
        case Reject():
            return "REJECT", f" reject-with icmp{'6' if style.ipv6 else ''}-port-unreachable"
        case Translate(to):
            return "DNAT", f" to:{to}"
        case Redirect(port):
            return "REDIRECT", f" redir ports {port}"
        case SetMark(on):
            return "MARK", f" MARK {'or' if on else 'xor'} {MARK:#x}"
        case Masquerade(random_port):
            return "MASQUERADE", " random-fully" if random_port else ""

"""The tables of iptables on a node: what kubelet puts there, and what kube-proxy adds in its mode."""

from __future__ import annotations

from collections.abc import Callable

from svcquest.engine.proxy.listing import iptables, ipvs_rules, portals
from svcquest.engine.proxy.listing.netfilter import Comment, Drafts, Table, Tracked
from svcquest.engine.settings import ProxyMode
from svcquest.engine.state import State
from svcquest.model.objects import Node
from svcquest.schema.addresses import Family

_WRITERS: dict[ProxyMode, Callable[[State, Node, Family, Drafts], None]] = {
    "iptables": iptables.write,
    "ipvs": ipvs_rules.write,
    "userspace": portals.write,
}
"""nftables mode writes nothing here."""


def tables_of(state: State, node: Node, family: Family) -> tuple[Table, ...]:
    """The tables mangle, filter and nat of a node."""
    drafts = Drafts()
    write = _WRITERS.get(state.settings.proxy_mode)
    if write is not None:
        write(state, node, family, drafts)
    _kubelet(drafts, family)
    return drafts.tables()


def _kubelet(drafts: Drafts, family: Family) -> None:
    """Follows pkg/kubelet/kubelet_network_linux.go: a hint which iptables is in use, canaries, a guard of loopback."""
    drafts.mangle.declare("KUBE-IPTABLES-HINT")
    for draft in (drafts.mangle, drafts.filter, drafts.nat):
        draft.declare("KUBE-KUBELET-CANARY")
    for chain in ("INPUT", "OUTPUT"):
        drafts.filter.add(chain, "KUBE-FIREWALL")
    drafts.filter.declare("KUBE-FIREWALL")
    if family == "IPv4":
        drafts.filter.add(
            "KUBE-FIREWALL",
            "DROP",
            Comment("block incoming localnet connections"),
            Tracked("RELATED,ESTABLISHED,DNAT", negated=True),
            source="! 127.0.0.0/8",
            destination="127.0.0.0/8",
        )

"""Parts of a running cluster that start again with other settings: kube-proxies, controllers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from immutables import Map

from svcquest.engine.controllers import running
from svcquest.engine.controllers.base import ANY, Controller, Key, settle
from svcquest.engine.proxy.modes import broken_by_switch
from svcquest.engine.settings import Settings
from svcquest.engine.state import State
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.frozen import replace
from svcquest.model.kinds import NODE
from svcquest.model.tree import dig, with_value

_KUBELET = ("status", "nodeInfo", "kubeletVersion")


def reconfigured(state: State, settings: Settings) -> State:
    """The state once the components that other settings are for have restarted: controllers have looked anew.

    Nodes of ours take another version's kubelet; those of a dump go on with theirs.
    """
    transaction = Transaction(switched(state, settings))
    if settings.release != state.settings.release:
        for node in transaction.select(NODE):
            if dig(node.tree, *_KUBELET) == state.settings.release:
                transaction.update(node, with_value(node.tree, _KUBELET, settings.release))
    controllers = running(settings)
    settle(transaction, controllers, list(_everything(transaction, controllers)))
    return transaction.commit()


def switched(state: State, settings: Settings) -> State:
    """The state once every kube-proxy runs with these settings: where they are others it has forgotten traffic.

    Nodes have the rules of the new mode then and no others, as after ``kube-proxy --cleanup`` or a restart. At its
    start kube-proxy itself clears away only what the new mode surely does not use: iptables' and ipvs's rules when it
    comes up in nftables mode, those of nftables in either of the others (platformCleanup in
    cmd/kube-proxy/app/server_linux.go of 1.36). So when iptables and ipvs take turns a real node keeps, until somebody
    cleans up, after ipvs the virtual servers and the cluster IPs on kube-ipvs0, which matter to Services that are
    deleted later or have no endpoints, and after iptables the REJECT rules of table filter.
    """
    before = state.settings
    flows = state.flows
    if (settings.proxy_mode, settings.scheduler) != (before.proxy_mode, before.scheduler):
        flows = flows.restarted(broken_by_switch(before.proxy_mode, settings.proxy_mode))
    return replace(state, settings=settings, flows=flows)


def with_halted(state: State, nodes: Iterable[str]) -> State:
    """The state once kube-proxy stands still on these nodes and runs on all others, which catch up.

    Rules that a stopped kube-proxy has made stay in its node's kernel. Where it stood still before it goes on doing so.
    """
    seen = replace(state, past=(), halted=Map())
    halted = Map({node: state.halted.get(node, seen) for node in nodes})
    return replace(state, halted=halted)


def _everything(transaction: Transaction, controllers: Sequence[Controller]) -> Iterator[tuple[str, Key]]:
    """What controllers have to look at when they start: each object as if it were new."""
    for controller in controllers:
        seen: set[Key] = set()
        for found in transaction.objects.values():
            for resource in found.values():
                keys = controller.watches.get(resource.kind.kind) or controller.watches.get(ANY)
                for key in keys(transaction, Change(resource.kind, None, resource)) if keys else ():
                    if key not in seen:
                        seen.add(key)
                        yield controller.name, key

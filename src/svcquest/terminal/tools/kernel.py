"""The kernel under a program: whose rules it lists, and whether it may look at them."""

from __future__ import annotations

from svcquest.engine.state import State
from svcquest.model import kinds
from svcquest.model.objects import Node
from svcquest.terminal.process import Process
from svcquest.terminal.world import world_of


def may_look(process: Process) -> bool:
    """Whether a program has the right to list the kernel's rules: containers lack CAP_NET_ADMIN."""
    return world_of(process).vantage.kind != "pod"


def proxied_state(process: Process) -> State:
    """The state by which the node of a program has its rules."""
    world = world_of(process)
    return world.cluster.state.as_proxied(world.vantage.name)


def node_of(process: Process) -> Node | None:
    """The node on which a program runs; None for pods and for the machine outside, which have no kube-proxy."""
    world = world_of(process)
    found = world.cluster.get(kinds.NODE, "", world.vantage.name) if world.vantage.kind == "node" else None
    return found.view if found else None

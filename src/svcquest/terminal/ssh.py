"""``ssh HOST [COMMAND]``: go to a node, or to the machine outside of the cluster."""

from __future__ import annotations

from svcquest.engine.cluster import Cluster
from svcquest.model import kinds
from svcquest.model.net import EXTERNAL, Vantage
from svcquest.terminal import hosts
from svcquest.terminal.process import OpenShell, Process


def vantage_of(cluster: Cluster, name: str) -> Vantage | None:
    """The machine that a host name or address means: ``node-2``, ``192.168.1.244``, ``external``."""
    settings = cluster.state.settings
    if name in {"external", "outside", settings.external_ip}:
        return EXTERNAL
    for node in cluster.select(kinds.NODE):
        if name == node.name or name in node.view.internal_ips:
            return Vantage("node", "", node.name)
    return None


def run(process: Process) -> int:
    """Without a command hands the keyboard over; with one runs it there and comes back with its status."""
    words = list(process.args)
    while words and words[0].startswith("-"):
        flag = words.pop(0)
        if flag in {"-l", "-p", "-i", "-o", "-F", "-J"} and words:
            words.pop(0)
    if not words:
        process.error("usage: ssh HOST [COMMAND]   (HOST is a node's name or address, or external)")
        return 255
    name = words.pop(0).rpartition("@")[2]
    world = process.world
    vantage = vantage_of(world.cluster, name)
    if vantage is None:
        process.error(f"ssh: Could not resolve hostname {name}: Name or service not known")
        return 255
    if not words:
        prompt = hosts.host_of(world.cluster.state, vantage).prompt
        process.request(OpenShell(vantage, prompt))
        return 0
    shell = world.shell_at(vantage, "")
    outcome = shell.run(" ".join(words), stdin=None if process.input.terminal else process.stdin)
    process.print(outcome.stdout, end="")
    process.error(outcome.stderr, end="")
    return int(outcome.exit)

"""``/etc/hosts``: the names that a machine or pod knows without asking anybody.

Follows pkg/kubelet/kubelet_pods.go managedHostsFileContent for pods.
"""

from __future__ import annotations

from typing import Literal

from svcquest.engine.state import State
from svcquest.model import kinds
from svcquest.model.net import Vantage
from svcquest.model.objects import Node, Pod

Entry = tuple[str, tuple[str, ...]]
"""An address and its names."""

LOOPBACK: tuple[Entry, ...] = (
    ("127.0.0.1", ("localhost",)),
    ("::1", ("localhost", "ip6-localhost", "ip6-loopback")),
    ("fe00::", ("ip6-localnet",)),
    ("fe00::", ("ip6-mcastprefix",)),
    ("fe00::1", ("ip6-allnodes",)),
    ("fe00::2", ("ip6-allrouters",)),
)

EXTERNAL_HOSTNAME = "external"


def hostname(state: State, vantage: Vantage) -> str:
    """What ``hostname`` prints: a pod's own name unless its spec says otherwise, its node's on the host network."""
    if vantage.kind != "pod":
        return vantage.name or EXTERNAL_HOSTNAME
    pod = _pod(state, vantage)
    if pod is None:
        return vantage.name
    if pod.host_network:
        return pod.node
    return (pod.hostname or pod.name)[:63].rstrip("-.")


def own_addresses(state: State, vantage: Vantage) -> tuple[str, ...]:
    """The addresses of a pod, a node or the machine outside, primary first."""
    if vantage.kind == "external":
        return (state.settings.external_ip,)
    if vantage.kind == "node":
        node = state.get(kinds.NODE, "", vantage.name)
        found: Node | None = node.view if node else None
        return found.internal_ips if found else ()
    pod = _pod(state, vantage)
    return pod.ips if pod else ()


def own_entries(state: State, vantage: Vantage) -> tuple[Entry, ...]:
    """The entries for a host itself: with its Service's domain when a pod has a subdomain."""
    name = hostname(state, vantage)
    names: tuple[str, ...] = (name,)
    pod = _pod(state, vantage) if vantage.kind == "pod" else None
    if pod is not None and pod.subdomain and not pod.host_network:
        names = (f"{name}.{pod.subdomain}.{pod.namespace}.svc.{state.settings.cluster_domain}", name)
    return tuple((address, names) for address in own_addresses(state, vantage))


def host_aliases(state: State, vantage: Vantage) -> tuple[Entry, ...]:
    """The entries that a pod's ``hostAliases`` add."""
    resource = state.get(kinds.POD, vantage.namespace, vantage.name) if vantage.kind == "pod" else None
    aliases = resource.spec.get("hostAliases") or () if resource else ()
    return tuple((entry.get("ip", ""), tuple(entry.get("hostnames") or ())) for entry in aliases)


def addresses_of(
    state: State, vantage: Vantage, host: str, family: Literal["any", "IPv4", "IPv6"] = "any"
) -> tuple[str, ...]:
    """Addresses that ``/etc/hosts`` has for a name. ``any`` means of any family that the host has itself."""
    wanted = host.rstrip(".").lower()
    if family == "any" and not any(":" in address for address in own_addresses(state, vantage)):
        family = "IPv4"
    found: dict[str, None] = {}
    for address, names in (*LOOPBACK, *own_entries(state, vantage), *host_aliases(state, vantage)):
        fits = family in ("any", "IPv6" if ":" in address else "IPv4")
        if fits and any(wanted == name.lower() for name in names):
            found[address] = None
    return tuple(found)


def _pod(state: State, vantage: Vantage) -> Pod | None:
    resource = state.get(kinds.POD, vantage.namespace, vantage.name)
    return resource.view if resource else None

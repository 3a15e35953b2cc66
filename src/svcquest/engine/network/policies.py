"""NetworkPolicies: which of them hold for a pod, and whether they let a connection through.

Follows the API's description of ``networking.k8s.io/v1 NetworkPolicy``: a pod that some policy selects for a
direction accepts only what one of these policies lists; other pods accept everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal
from weakref import WeakKeyDictionary

from svcquest.engine.indexes import POLICIES
from svcquest.engine.ranges import inside
from svcquest.engine.state import State
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import NAMESPACE
from svcquest.model.net import PolicyHop
from svcquest.model.objects import Pod
from svcquest.model.resource import ObjectKey, Resource
from svcquest.model.selectors import EVERYTHING, Selector, from_label_selector
from svcquest.schema.defaults.cluster import NAME_LABEL

Direction = Literal["ingress", "egress"]


@dataclass(frozen=True, slots=True)
class Party:
    """The other end of a connection: an address, and the pod behind it where the address is a pod's own."""

    address: str
    pod: Pod | None = None


@dataclass(frozen=True, slots=True)
class Peer:
    """One entry of ``from`` or ``to``: an address range, or pods by labels.

    Attributes:
        cidr: range, empty for a peer of pods.
        excepted: ranges inside of it that are left out.
        namespaces: None for the policy's own namespace.
    """

    cidr: str = ""
    excepted: tuple[str, ...] = ()
    namespaces: Selector | None = None
    pods: Selector = EVERYTHING

    def covers(self, state: State, party: Party, namespace: str) -> bool:
        """Whether a party belongs to it, in a policy of some namespace."""
        if self.cidr:
            return inside(party.address, self.cidr) and not inside(party.address, *self.excepted)
        if party.pod is None or not self.pods.matches(party.pod.labels):
            return False
        if self.namespaces is None:
            return party.pod.namespace == namespace
        return self.namespaces.matches(_namespace_labels(state, party.pod.namespace))


@dataclass(frozen=True, slots=True)
class Ports:
    """One entry of ``ports``: a number or range, the name of a container port, or every port (0)."""

    protocol: str
    first: int = 0
    last: int = 0
    name: str = ""

    def cover(self, port: int, protocol: str, target: Pod | None) -> bool:
        """Whether a destination port belongs to it; names are looked up in the pod that is the target."""
        if protocol != self.protocol:
            return False
        if self.name:
            declared = target.ports if target is not None else ()
            return any((each.name, each.port, each.protocol) == (self.name, port, protocol) for each in declared)
        return not self.first or self.first <= port <= self.last


@dataclass(frozen=True, slots=True)
class Rule:
    """An ingress or egress rule; without peers or without ports, these do not matter."""

    peers: tuple[Peer, ...]
    ports: tuple[Ports, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A NetworkPolicy; a direction that it does not speak about is None."""

    key: ObjectKey
    pods: Selector
    ingress: tuple[Rule, ...] | None
    egress: tuple[Rule, ...] | None

    def rules(self, direction: Direction) -> tuple[Rule, ...] | None:
        """Its rules for a direction."""
        return self.ingress if direction == "ingress" else self.egress


_PARSED: WeakKeyDictionary[Resource, Policy] = WeakKeyDictionary()


def ask(state: State, direction: Direction, pod: Pod, party: Party, port: int, protocol: str) -> PolicyHop | None:
    """What the policies of a pod say to a connection.

    Args:
        pod: whose policies are asked.
        party: the other end, after address translation.
        port: the destination port, 0 for ICMP, which only rules without ports let through.

    Returns:
        None when no policy selects the pod in that direction.
    """
    policies = [
        policy
        for policy in map(policy_of, state.find(POLICIES, pod.namespace))
        if policy.rules(direction) is not None and policy.pods.matches(pod.labels)
    ]
    if not policies:
        return None
    target = pod if direction == "ingress" else party.pod
    fits = [
        (_has_peer(state, rule, policy.key[0], party), _has_port(rule, port, protocol, target))
        for policy in policies
        for rule in policy.rules(direction) or ()
    ]
    allowed = (True, True) in fits
    spoiler: Literal["port", "peer", ""] = ""
    if not allowed:
        spoiler = "port" if (True, False) in fits else "peer" if (False, True) in fits else ""
    keys = tuple(policy.key for policy in policies)
    return PolicyHop(direction, (pod.namespace, pod.name), keys, allowed, party.address, spoiler)


def _has_peer(state: State, rule: Rule, namespace: str, party: Party) -> bool:
    return not rule.peers or any(peer.covers(state, party, namespace) for peer in rule.peers)


def _has_port(rule: Rule, port: int, protocol: str, target: Pod | None) -> bool:
    return not rule.ports or any(ports.cover(port, protocol, target) for ports in rule.ports)


def policy_of(resource: Resource) -> Policy:
    """A NetworkPolicy object as rules."""
    found = _PARSED.get(resource)
    if found is None:
        found = _PARSED[resource] = _parse(resource)
    return found


def _parse(resource: Resource) -> Policy:
    spec = resource.spec
    types = spec.get("policyTypes") or (["Ingress", "Egress"] if spec.get("egress") else ["Ingress"])
    return Policy(
        key=resource.key,
        pods=from_label_selector(spec.get("podSelector")),
        ingress=tuple(_rule(each, "from") for each in spec.get("ingress") or ()) if "Ingress" in types else None,
        egress=tuple(_rule(each, "to") for each in spec.get("egress") or ()) if "Egress" in types else None,
    )


def _rule(tree: Mapping[str, Any] | None, side: Literal["from", "to"]) -> Rule:
    tree = tree or {}
    return Rule(
        peers=tuple(_peer(each) for each in tree.get(side) or ()),
        ports=tuple(_ports(each) for each in tree.get("ports") or ()),
    )


def _peer(tree: Mapping[str, Any]) -> Peer:
    block = tree.get("ipBlock")
    if block:
        return Peer(cidr=block["cidr"], excepted=tuple(block.get("except") or ()))
    namespaces = tree.get("namespaceSelector")
    return Peer(
        namespaces=None if namespaces is None else from_label_selector(namespaces),
        pods=from_label_selector(tree.get("podSelector")),
    )


def _ports(tree: Mapping[str, Any]) -> Ports:
    protocol = tree.get("protocol") or "TCP"
    port = tree.get("port")
    if isinstance(port, str):
        return Ports(protocol, name=port)
    first = port or 0
    return Ports(protocol, first, tree.get("endPort") or first)


def _namespace_labels(state: State, name: str) -> Mapping[str, str]:
    """A namespace's labels; the API server gives each the one with its name."""
    found = state.get(NAMESPACE, "", name)
    return {**(found.labels if found is not None else {}), NAME_LABEL: name}

"""Whether a node takes a pod, and in the scheduler's words why it does not.

Follows the filters below ``pkg/scheduler/framework/plugins``, in their order: what the first that says no has to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from svcquest.engine.indexes import POD_NODE
from svcquest.engine.state import Reader
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import NODE, POD
from svcquest.model.resource import Resource
from svcquest.model.selectors import contains, from_label_selector
from svcquest.model.tree import dig

if TYPE_CHECKING:
    from fractions import Fraction

DEFAULT_ROOM = 110
"""Pods that a node takes when it does not say."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps a pod from a node.

    Attributes:
        reason: the scheduler's words.
        lasting: it would stay if other pods went (``UnschedulableAndUnresolvable``).
    """

    reason: str
    lasting: bool = False


_CORDONED = Obstacle("node(s) were unschedulable", lasting=True)
_TAINTED = Obstacle("node(s) had untolerated taint(s)", lasting=True)
_UNWANTED = Obstacle("node(s) didn't match Pod's node affinity/selector", lasting=True)
_NO_PORTS = Obstacle("node(s) didn't have free ports for the requested pod ports")
_FULL = Obstacle("Too many pods")
_UNEVEN = Obstacle("node(s) didn't match pod topology spread constraints")
_NO_TOPOLOGY = Obstacle("node(s) didn't match pod topology spread constraints (missing required label)", lasting=True)
_FAR = Obstacle("node(s) didn't match pod affinity rules", lasting=True)
_NEAR = Obstacle("node(s) didn't match pod anti-affinity rules")


def obstacles(reader: Reader, pod: Resource, node: Resource) -> list[Obstacle]:
    """What keeps a pod from a node: empty when nothing does."""
    if node.view.unschedulable:
        return [_CORDONED]
    if not node.view.ready or not tolerates(pod.spec, node, ("NoSchedule", "NoExecute")):
        return [_TAINTED]
    if not is_wanted(pod.spec, node):
        return [_UNWANTED]
    if not _has_ports(reader, pod, node):
        return [_NO_PORTS]
    return _shortages(reader, pod, node) or _bad_company(reader, pod, node)


def failure(reader: Reader, pod: Resource) -> str:
    """What the scheduler says of a pod that fits nowhere. Follows ``framework.FitError`` and defaultpreemption."""
    nodes = reader.select(NODE)
    if not nodes:
        return "no nodes available to schedule pods"
    found = [obstacles(reader, pod, node) for node in nodes]
    reasons = Counter(obstacle.reason for each in found for obstacle in each)
    helpless = sum(any(obstacle.lasting for obstacle in each) for each in found)
    hopes = {
        "No preemption victims found for incoming pod": len(nodes) - helpless,
        "Preemption is not helpful for scheduling": helpless,
    }
    nowhere = f"0/{len(nodes)} nodes are available: "
    return f"{nowhere}{_listed(reasons)}. no new claims to deallocate, preemption: {nowhere}{_listed(hopes)}."


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(sorted(f"{count} {reason}" for reason, count in counts.items() if count))


# Taints, labels ---------------------------------------------------------------------------------------------------


def tolerates(spec: Mapping[str, Any], node: Resource, effects: Iterable[str]) -> bool:
    """Whether a pod's tolerations cover a node's taints with one of these effects."""
    tolerations = spec.get("tolerations") or ()
    wanted = frozenset(effects)
    return all(
        any(tolerates_taint(each, taint) for each in tolerations)
        for taint in node.spec.get("taints") or ()
        if taint.get("effect") in wanted
    )


def tolerates_taint(toleration: Mapping[str, Any], taint: Mapping[str, Any]) -> bool:
    """Whether a toleration covers a taint. Follows ``ToleratesTaint`` of ``k8s.io/api/core/v1``."""
    same_effect = toleration.get("effect") in {None, "", taint.get("effect")}
    same_key = not toleration.get("key") or toleration["key"] == taint.get("key")
    same_value = (toleration.get("value") or "") == (taint.get("value") or "")
    return same_effect and same_key and (toleration.get("operator") == "Exists" or same_value)


def is_wanted(spec: Mapping[str, Any], node: Resource) -> bool:
    """Whether a node's labels are what a pod's ``nodeSelector`` and required node affinity ask for."""
    terms = dig(spec, "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms")
    return contains(spec.get("nodeSelector") or {}, node.labels) and (
        terms is None or any(_matches(term, node) for term in terms)
    )


def _matches(term: Mapping[str, Any], node: Resource) -> bool:
    """Whether a node matches a term: all of its expressions; one without any matches nothing."""
    labels = from_label_selector({"matchExpressions": term.get("matchExpressions")})
    fields = from_label_selector({"matchExpressions": term.get("matchFields")})
    if not labels.requirements and not fields.requirements:
        return False
    return labels.matches(node.labels) and fields.matches({"metadata.name": node.name})


# Ports and amounts ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _HostPort:
    address: str
    protocol: str
    number: int

    def collides(self, other: _HostPort) -> bool:
        everywhere = "0.0.0.0"
        same = self.address == other.address or everywhere in {self.address, other.address}
        return same and (self.protocol, self.number) == (other.protocol, other.number)


def _host_ports(pod: Resource) -> list[_HostPort]:
    return [
        _HostPort(port.get("hostIP") or "0.0.0.0", port.get("protocol") or "TCP", port["hostPort"])
        for container in pod.spec.get("containers") or ()
        for port in container.get("ports") or ()
        if port.get("hostPort")
    ]


def _has_ports(reader: Reader, pod: Resource, node: Resource) -> bool:
    wanted = _host_ports(pod)
    if not wanted:
        return True
    taken = [port for other in _running(reader, node) for port in _host_ports(other)]
    return not any(port.collides(other) for port in wanted for other in taken)


def _running(reader: Reader, node: Resource) -> list[Resource]:
    """Pods that use something of a node."""
    return [pod for pod in reader.find(POD_NODE, node.name) if pod.view.phase not in {"Succeeded", "Failed"}]


def room(node: Resource) -> int:
    """How many pods a node takes."""
    said = str(dig(node.tree, "status", "allocatable", "pods") or "")
    return int(said) if said.isdigit() else DEFAULT_ROOM


def _shortages(reader: Reader, pod: Resource, node: Resource) -> list[Obstacle]:
    """Follows ``noderesources/fit.go``."""
    table = reader.indexes.get(POD_NODE.name)
    here = (table.get(node.name) or ()) if table is not None else ()
    found = [_FULL] if len(here) >= room(node) else []
    wanted = _requests(pod)
    if not wanted:
        return found
    taken = [_requests(other) for other in _running(reader, node)]
    allocatable = node.status.get("allocatable") or {}
    for resource in sorted(wanted):
        if resource not in allocatable and resource in {"cpu", "memory", "ephemeral-storage"}:
            continue
        used = sum(each.get(resource, 0) for each in taken)
        there = _number(allocatable.get(resource, "0"))
        if used + wanted[resource] > there:
            found.append(Obstacle(f"Insufficient {resource}", lasting=wanted[resource] > there))
    return found


def _requests(pod: Resource) -> dict[str, Fraction | int]:
    """What a pod asks for: the sum of its containers, or the largest of its init containers if that is more."""
    total: dict[str, Fraction | int] = {}
    for container in pod.spec.get("containers") or ():
        for name, text in (dig(container, "resources", "requests") or {}).items():
            total[name] = total.get(name, 0) + _number(text)
    for container in pod.spec.get("initContainers") or ():
        sidecar = container.get("restartPolicy") == "Always"
        for name, text in (dig(container, "resources", "requests") or {}).items():
            before, asked = total.get(name, 0), _number(text)
            total[name] = before + asked if sidecar else max(before, asked)
    return {name: value for name, value in total.items() if value}


def _number(quantity: Any) -> Fraction | int:
    """The amount; 0 for what a dump holds that is none."""
    from svcquest.schema.quantity import QuantityError, amount  # noqa: PLC0415 - few pods ask for amounts

    try:
        return amount(str(quantity))
    except QuantityError:
        return 0


# Other pods -------------------------------------------------------------------------------------------------------


def _bad_company(reader: Reader, pod: Resource, node: Resource) -> list[Obstacle]:
    """Follows ``podtopologyspread/filtering.go`` and ``interpodaffinity/filtering.go``."""
    required = "requiredDuringSchedulingIgnoredDuringExecution"
    for constraint in pod.spec.get("topologySpreadConstraints") or ():
        if constraint.get("whenUnsatisfiable") == "ScheduleAnyway":
            continue
        if constraint.get("topologyKey") not in node.labels:
            return [_NO_TOPOLOGY]
        if not _spreads(reader, pod, node, constraint):
            return [_UNEVEN]
    for term in dig(pod.spec, "affinity", "podAffinity", required) or ():
        company = _company(reader, pod, term)
        alone = not company and from_label_selector(term.get("labelSelector")).matches(pod.labels)
        if not alone and not _is_near(reader, company, node, term):
            return [_FAR]
    for term in dig(pod.spec, "affinity", "podAntiAffinity", required) or ():
        if _is_near(reader, _company(reader, pod, term), node, term):
            return [_NEAR]
    return []


def _company(reader: Reader, pod: Resource, term: Mapping[str, Any]) -> list[Resource]:
    """Placed pods that a term is about. One without a selector is about none."""
    if term.get("labelSelector") is None:
        return []
    selector = from_label_selector(term["labelSelector"])
    return [
        other
        for namespace in term.get("namespaces") or (pod.namespace,)
        for other in reader.select(POD, namespace)
        if other.view.node and other.key != pod.key and selector.matches(other.labels)
    ]


def _is_near(reader: Reader, pods: Iterable[Resource], node: Resource, term: Mapping[str, Any]) -> bool:
    """Whether any of the pods is in the same topology domain as a node."""
    key = term.get("topologyKey", "")
    domain = node.labels.get(key)
    homes = {pod.view.node for pod in pods}
    found = (reader.get(NODE, "", home) for home in sorted(homes))
    return domain is not None and any(home is not None and home.labels.get(key) == domain for home in found)


def _spreads(reader: Reader, pod: Resource, node: Resource, constraint: Mapping[str, Any]) -> bool:
    """Whether a pod more in a node's domain keeps the difference to the emptiest domain within limits."""
    key = constraint["topologyKey"]
    homes = {
        each.name: each.labels[key] for each in reader.select(NODE) if key in each.labels and is_wanted(pod.spec, each)
    }
    counts = Counter(dict.fromkeys(homes.values(), 0))
    counts.update(homes[each.view.node] for each in _company(reader, pod, constraint) if each.view.node in homes)
    own = from_label_selector(constraint.get("labelSelector")).matches(pod.labels)
    skew: int = constraint.get("maxSkew", 1)
    return counts[node.labels[key]] + own - min(counts.values(), default=0) <= skew

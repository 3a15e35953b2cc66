"""Requests, the hops they take, and how they end.

A trace is data: the engine fills it, screens and ``svcquest trace`` put it into words and pictures.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal, TypeVar

from svcquest.model.dns import Answer
from svcquest.model.frozen import dataclass
from svcquest.model.objects import Listener, Protocol
from svcquest.model.resource import ObjectKey


@dataclass(frozen=True, slots=True)
class Vantage:
    """Where a request starts: a pod, a node's own process, or a machine outside of the cluster."""

    kind: Literal["pod", "node", "external"]
    namespace: str = ""
    name: str = ""

    def __str__(self) -> str:
        if self.kind == "pod":
            return f"pod/{self.namespace}/{self.name}"
        return f"node/{self.name}" if self.kind == "node" else "external"


EXTERNAL = Vantage("external")


def parse_vantage(text: str) -> Vantage | None:
    """Read ``pod/NAMESPACE/NAME``, ``node/NAME`` or ``external``; None for anything else."""
    match text.split("/"):
        case ["external"]:
            return EXTERNAL
        case ["node", name] if name:
            return Vantage("node", "", name)
        case ["pod", namespace, name] if namespace and name:
            return Vantage("pod", namespace, name)
        case _:
            return None


class Failure(StrEnum):
    """How a request fails, as its client can tell."""

    REFUSED = "refused"
    TIMEOUT = "timeout"
    RESET = "reset"
    UNREACHABLE = "unreachable"
    UNRESOLVED = "unresolved"
    EMPTY = "empty"
    """Something took the connection and closed it without a word."""
    DENIED = "error 1"
    """EPERM: the node's own rules drop what its own process sends."""


@dataclass(frozen=True, slots=True)
class Request:
    """A connection (or one datagram and its reply) that somebody tries to make.

    Attributes:
        host: a name or an address, as typed.
        port: 1-65535.
        source_port: the client's port. 0 is a fresh connection from a port that nobody used lately; a number
            names a flow: asking again with it continues that connection, as long as it is remembered.
    """

    source: Vantage
    host: str
    port: int
    protocol: Protocol = "TCP"
    source_port: int = 0

    def __str__(self) -> str:
        return f"{self.protocol.lower()}://{self.host}:{self.port} from {self.source}"


@dataclass(frozen=True, slots=True)
class NameHop:
    """A host name became an address, or did not. One entry of ``asked`` for each query that was sent."""

    host: str
    nameservers: tuple[str, ...]
    asked: tuple[Answer, ...]
    addresses: tuple[str, ...]


Via = Literal[
    "clusterIP",
    "nodePort",
    "loadBalancer",
    "externalIP",
    "healthCheck",
    "pod",
    "node",
    "outside",
    "loopback",
    "unknown",
]
"""What an address and port lead to."""


@dataclass(frozen=True, slots=True)
class AddressHop:
    """What the destination is, as seen from where the packet leaves.

    Attributes:
        meaning: in words, such as ``cluster IP of shop/web`` or ``nobody's address``.
        via: the kind of address.
        service: whose address it is, for the first five kinds.
    """

    address: str
    port: int
    protocol: Protocol
    meaning: str
    via: Via
    service: ObjectKey | None = None


Action = Literal["DNAT", "REJECT", "DROP", "NONE"]
"""What a rule does with a packet; ``NONE``: there is no rule for it."""


@dataclass(frozen=True, slots=True)
class RuleHop:
    """The kube-proxy rule that met the packet.

    Attributes:
        node: whose kube-proxy.
        mode: iptables, ipvs, nftables or userspace.
        rule: the rule as that mode names it, such as ``KUBE-SVC-… shop/web:http``.
        action: what it does with the packet.
        policy: Cluster or Local, the traffic policy that applied.
        offered: where no rule is for the packet's port, the ports of the Service that do have rules: ``80/TCP``.
        halted: when that kube-proxy stopped, if it did, in simulated seconds since 1970: its rules are of that moment.
    """

    node: str
    mode: str
    rule: str
    action: Action
    policy: str = "Cluster"
    offered: tuple[str, ...] = ()
    halted: float | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An endpoint that was considered, and why it is not used (empty when it is)."""

    address: str
    port: int
    pod: ObjectKey | None
    node: str
    unused: str = ""


@dataclass(frozen=True, slots=True)
class EndpointHop:
    """The endpoints of the Service port as this node uses them, and the one that was chosen."""

    candidates: tuple[Candidate, ...]
    chosen: Candidate | None
    why: str


@dataclass(frozen=True, slots=True)
class PolicyHop:
    """NetworkPolicies that were asked.

    Attributes:
        pod: whose they are.
        policies: those that select the pod in that direction.
        peer: address of the other end, as they see it.
        spoiler: what alone keeps it out, where one of them has a rule that fits but for that.
    """

    direction: Literal["ingress", "egress"]
    pod: ObjectKey
    policies: tuple[ObjectKey, ...]
    allowed: bool
    peer: str = ""
    spoiler: Literal["port", "peer", ""] = ""


@dataclass(frozen=True, slots=True)
class ListenerHop:
    """The packet arrived at a pod, node or outside machine: does anything listen there?

    Attributes:
        source: the client address that the listener sees.
        spoiler: what comes between client and listener although it is there: ``reply``, its replies come from an
            address that the client did not call; ``hairpin``, the node does not send a pod's packets back to it.
    """

    where: str
    address: str
    port: int
    protocol: Protocol
    listeners: tuple[Listener, ...]
    accepted: bool
    source: str
    spoiler: Literal["reply", "hairpin", ""] = ""


Hop = NameHop | AddressHop | RuleHop | EndpointHop | PolicyHop | ListenerHop
_Hop = TypeVar("_Hop", bound=Hop)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The root cause, found from state rather than guessed from the symptom.

    Attributes:
        code: stable word for tests and statistics, such as ``selector-matches-nothing``.
        why: one sentence.
        look: one next thing to look at, usually a command. Never the fix.
    """

    code: str
    why: str
    look: str


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """What kube-proxy says at the health check node port of a Service with externalTrafficPolicy Local.

    Attributes:
        service: the Service it is asked about.
        local_endpoints: ready endpoints on that node.
    """

    service: ObjectKey
    local_endpoints: int

    @property
    def status(self) -> int:
        """HTTP status: 200 where there is a local endpoint, else 503."""
        return 200 if self.local_endpoints else 503

    @property
    def body(self) -> str:
        """The JSON document of the answer, laid out as kube-proxy writes it."""
        namespace, name = self.service
        return (
            f'{{\n\t"service": {{\n\t\t"namespace": "{namespace}",\n\t\t"name": "{name}"\n\t}},\n'
            f'\t"localEndpoints": {self.local_endpoints},\n\t"serviceProxyHealthy": true\n}}'
        )


@dataclass(frozen=True, slots=True)
class Delivery:
    """How one request ended.

    Attributes:
        failure: None when something answered.
        pod: who answered (namespace, name); None for a node, the API server or an outside machine.
        responder: who answered in words: ``pod shop/web-1``, ``node node-1``, ``external`` …; empty on failure.
        address, port: where it was delivered after translation; the dialled ones if it never got there.
        source: client address that the responder saw.
        destination: address that was dialled, after name resolution.
        health: set when kube-proxy itself answered at a health check node port.
        program: the node's own program that answered (``kubelet``), empty for all others.
    """

    failure: Failure | None
    pod: ObjectKey | None = None
    responder: str = ""
    address: str = ""
    port: int = 0
    source: str = ""
    destination: str = ""
    health: HealthCheck | None = None
    program: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """A request, hop by hop.

    Attributes:
        hops: in the order in which the packet meets them.
        failing: index into ``hops`` of the one where it stopped; None when it arrived.
        diagnosis: why it failed, or what to know although it worked; None when there is nothing to say.
    """

    request: Request
    hops: tuple[Hop, ...]
    delivery: Delivery
    failing: int | None = None
    diagnosis: Diagnosis | None = None

    def first(self, kind: type[_Hop]) -> _Hop | None:
        """The first hop of a kind, None where the packet met none."""
        return next((hop for hop in self.hops if isinstance(hop, kind)), None)

    @property
    def service(self) -> ObjectKey | None:
        """The Service whose address was dialled."""
        hop = self.first(AddressHop)
        return hop.service if hop is not None else None

    @property
    def chosen(self) -> Candidate | None:
        """The endpoint that was chosen, whether it answered or not."""
        hop = self.first(EndpointHop)
        return hop.chosen if hop is not None else None


@dataclass(frozen=True, slots=True)
class Reach:
    """Many requests, counted.

    Attributes:
        times: how many were made.
        responders: who answered how often, by ``Delivery.responder``.
        pods: the same for pods alone.
        failures: how often each failure was met.
        sources: client addresses that each responder saw, sorted.
    """

    times: int
    responders: Mapping[str, int]
    pods: Mapping[ObjectKey, int]
    failures: Mapping[Failure, int]
    sources: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Possible:
    """Everything that can happen to a request, whatever chance picks.

    Attributes:
        deliveries: one for each different end, in a fixed order.
    """

    deliveries: tuple[Delivery, ...]

    @property
    def pods(self) -> frozenset[ObjectKey]:
        """Pods that can answer."""
        return frozenset(end.pod for end in self.deliveries if end.failure is None and end.pod is not None)

    @property
    def responders(self) -> frozenset[str]:
        """Who can answer, pods and others."""
        return frozenset(end.responder for end in self.deliveries if end.failure is None)

    @property
    def failures(self) -> frozenset[Failure]:
        """Failures that can be met."""
        return frozenset(end.failure for end in self.deliveries if end.failure is not None)


@dataclass(frozen=True, slots=True)
class PingResult:
    """What one ICMP echo request meets.

    Attributes:
        replied: an echo reply came back.
        ttl: time to live of the reply on arrival.
        error: an ICMP error or the sender's own refusal, in iputils' words; empty when there was only silence.
        error_from: the address that the ICMP error came from; empty for the sender's own refusal.
    """

    replied: bool
    ttl: int = 0
    error: str = ""
    error_from: str = ""

"""The probes of the level format, version 1: what is sent or looked up, and what has to come of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcquest.levels.atoms import after, command, identifier, labels, line, sources, word
from svcquest.levels.reading import anything, choice, flag, key, number, pairs, record, several, text
from svcquest.model.frozen import dataclass, fields


@dataclass(frozen=True, slots=True)
class PodSet:
    """Pods of the level, by label or by name. Pods that the player made are never part of it.

    Attributes:
        selector: labels that they carry.
        names: of pods, or of workloads that stand for all their pods.
        namespace: where; that of the source when left out.
        near: only those on the source's ``node``, or in its ``zone``; where there is none, the next circle counts:
            the zone, then all.
    """

    selector: Mapping[str, str] = key(labels, default_factory=dict)
    names: tuple[str, ...] = key(several(word, 100), default=())
    namespace: str = key(word, default="")
    near: str = key(choice("node", "zone"), default="")

    def fault(self) -> str:
        """What is wrong with the whole, empty when nothing is."""
        return "" if self.selector or self.names else "names no pods; give selector or names"


_pod_set = record(PodSet, short="selector")


@dataclass(frozen=True, slots=True)
class Share:
    """Bounds on the part of the answers that each expected pod gives, 0 to 1.

    Attributes:
        min: the least that a pod may give.
        max: the most that a pod may give.
    """

    min: float = key(number(0, 1, whole=False), default=0.0)
    max: float = key(number(0, 1, whole=False), default=1.0)


@dataclass(frozen=True, slots=True)
class RequestExpect:
    """What requests lead to.

    Attributes:
        pods: exactly these can answer, and none fails unless ``failures`` allows it.
        within: only some of these can answer, and none fails unless ``failures`` allows it.
        not_pods: no request is sent to any of these.
        failure: every request fails in this way.
        failures: how many requests may fail.
        sources: client addresses that the answering side sees, exactly.
        share: bounds for each pod that answers.
        sticky: all requests of one source reach the same pod.
        answered_by: ``external``, when the machine outside answers; ``level``, when nobody answers but that machine
            and pods of the level, so none that the player made.
        port: the port of the pods at which every answer is given; some pods listen on several. Of a list, each gives
            answers and no other does.
    """

    pods: PodSet | None = key(_pod_set, default=None)
    within: PodSet | None = key(_pod_set, default=None)
    not_pods: PodSet | None = key(_pod_set, default=None)
    failure: str = key(choice("refused", "timeout", "unresolved", "unreachable", "reset"), default="")
    failures: int | None = key(number(0, 1000), default=None)
    sources: tuple[str, ...] = key(several(word, 50, least=1, alone=True), default=())
    share: Share | None = key(record(Share), default=None)
    sticky: bool = key(flag, default=False)
    answered_by: str = key(choice("external", "level"), default="")
    port: tuple[int, ...] = key(several(number(1, 65535), 20, least=1, alone=True), default=())

    def fault(self) -> str:
        """What is wrong with the whole, empty when nothing is."""
        if self == RequestExpect():
            *names, last = (field.name for field in fields(self))
            return f"expects nothing; give {', '.join(names)} or {last}"
        if self.failure and (self.pods or self.within or self.answered_by or self.sources or self.port):
            return "expects a failure and an answer at once"
        return ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses that a name leads to: a list, those of pods, or the cluster IP of a Service.

    Attributes:
        listed: these addresses, as they stand.
        pods: the addresses of these pods.
        service: the cluster IP of this Service, NAMESPACE/NAME.
    """

    listed: tuple[str, ...] = key(several(word, 100), default=(), name="list")
    pods: PodSet | None = key(_pod_set, default=None)
    service: str = key(text(300, pattern=r"[^/]+/[^/]+", means="NAMESPACE/NAME"), default="")


@dataclass(frozen=True, slots=True)
class LookupExpect:
    """What a DNS lookup gives.

    Attributes:
        addresses: exactly these, in any order.
        cname: the name that it is an alias of.
        srv: ``PORT TARGET`` of each record, in any order. ``{podHost:NS/POD}`` in a target is the name under which DNS
            lists a pod; of a workload it stands for one record for each ready pod.
        rcode: of the last reply.
        queries: how many questions it took along the search list.
    """

    addresses: Addresses | None = key(record(Addresses, short="list"), default=None)
    cname: str = key(word, default="")
    srv: tuple[str, ...] = key(several(line, 100), default=())
    rcode: str = key(choice("NOERROR", "NXDOMAIN", "SERVFAIL", "REFUSED"), default="")
    queries: int = key(number(1, 20), default=0)

    def fault(self) -> str:
        """What is wrong with the whole, empty when nothing is."""
        return "expects nothing; give addresses, cname, srv, rcode or queries" if self == LookupExpect() else ""


@dataclass(frozen=True, slots=True)
class EnvironmentExpect:
    """What a variable holds.

    Attributes:
        value: its value; any when left out.
        other: a value that it must not have; it is set to something else.
        set: whether there is such a variable at all.
    """

    value: str = key(text(300), default="")
    other: str = key(text(300), default="", name="not")
    set: bool = key(flag, default=True)

    def fault(self) -> str:
        """What is wrong with the whole, empty when nothing is."""
        return "a variable that is not set has no value" if not self.set and (self.value or self.other) else ""


@dataclass(frozen=True, slots=True)
class ObjectExpect:
    """What an object is like.

    Attributes:
        unchanged: paths of fields that are as they were at the start, such as ``spec.clusterIP``.
        matches: parts of the object that it must have, by the paths of their fields.
        absent: there is no such object.
    """

    unchanged: tuple[str, ...] = key(several(word, 20), default=())
    matches: Mapping[str, Any] = key(pairs(word, anything, 20), default_factory=dict)
    absent: bool = key(flag, default=False)

    def fault(self) -> str:
        """What is wrong with the whole, empty when nothing is."""
        return "" if self != ObjectExpect() else "expects nothing; give unchanged, matches or absent"


@dataclass(frozen=True, slots=True)
class RequestProbe:
    """Requests from each source to each target.

    Attributes:
        say: the objective that the player reads.
        source: who asks: pod/NAMESPACE/NAME, node/NAME or external; a pod may be named by its workload, and
            pods/NAMESPACE/WORKLOAD is each pod of it.
        request: what is dialled: http://HOST[:PORT]/, tcp://HOST:PORT or udp://HOST:PORT, with placeholders such as
            {clusterIP:service/web}.
        expect: what has to come of it.
        times: requests from each source to each target.
        connections: over how many kept-alive connections they go; 0 is a fresh one for each request.
        every: simulated seconds from one request to the next.
        always: it has to hold from the start on, after each single write of the player's as well.
        id: names the probe in near misses; probe-1, probe-2 … when left out.
        weight: its share of the points that `svcquest check --json` counts.
        after: numbers of the changes after which it is sent, 0 for the first look; always when left out.
    """

    say: str = key(line)
    source: tuple[str, ...] = key(sources, name="from")
    request: tuple[str, ...] = key(several(word, 20, least=1, alone=True))
    expect: RequestExpect = key(record(RequestExpect))
    times: int = key(number(1, 1000), default=20)
    connections: int = key(number(0, 1000), default=0)
    every: float = key(number(0, 86_400, whole=False), default=0.0)
    always: bool = key(flag, default=False)
    id: str = key(identifier, default="")
    weight: int = key(number(0, 100), default=1)
    after: tuple[int, ...] = key(after, default=())


@dataclass(frozen=True, slots=True)
class LookupProbe:
    """A name looked up from each source.

    Attributes:
        say: the objective that the player reads.
        source: who asks, as in a request.
        lookup: the name; without a dot at its end it goes along the search list.
        expect: what has to come of it.
        type: the record that is asked for.
        always: it has to hold from the start on, after each single write of the player's as well.
        id: names the probe in near misses.
        weight: its share of the points that `svcquest check --json` counts.
        after: numbers of the changes after which it is sent, 0 for the first look; always when left out.
    """

    say: str = key(line)
    source: tuple[str, ...] = key(sources, name="from")
    lookup: str = key(word)
    expect: LookupExpect = key(record(LookupExpect))
    type: str = key(choice("A", "AAAA", "CNAME", "SRV", "PTR"), default="A")
    always: bool = key(flag, default=False)
    id: str = key(identifier, default="")
    weight: int = key(number(0, 100), default=1)
    after: tuple[int, ...] = key(after, default=())


@dataclass(frozen=True, slots=True)
class EnvironmentProbe:
    """An environment variable of a pod's program.

    Attributes:
        say: the objective that the player reads.
        source: the pods: pod/NAMESPACE/NAME, or pods/NAMESPACE/WORKLOAD.
        env: the variable's name.
        expect: what it has to hold.
        id: names the probe in near misses.
        weight: its share of the points that `svcquest check --json` counts.
        after: numbers of the changes after which it is sent, 0 for the first look; always when left out.
    """

    say: str = key(line)
    source: tuple[str, ...] = key(sources, name="from")
    env: str = key(text(200, pattern=r"[A-Z_][A-Z0-9_]*", means="the name of a variable"))
    expect: EnvironmentExpect = key(record(EnvironmentExpect))
    id: str = key(identifier, default="")
    weight: int = key(number(0, 100), default=1)
    after: tuple[int, ...] = key(after, default=())


@dataclass(frozen=True, slots=True)
class ObjectProbe:
    """An object, for the few goals that behaviour cannot show.

    Attributes:
        say: the objective that the player reads.
        object: KIND/NAME or KIND/NAMESPACE/NAME.
        expect: what it has to be like.
        always: it has to hold from the start on, after each single write of the player's as well.
        id: names the probe in near misses.
        weight: its share of the points that `svcquest check --json` counts.
        after: numbers of the changes after which it is sent, 0 for the first look; always when left out.
    """

    say: str = key(line)
    object: str = key(text(600, pattern=r"[A-Za-z]+(/[a-z0-9.-]+){1,2}", means="KIND/NAME or KIND/NAMESPACE/NAME"))
    expect: ObjectExpect = key(record(ObjectExpect))
    always: bool = key(flag, default=False)
    id: str = key(identifier, default="")
    weight: int = key(number(0, 100), default=1)
    after: tuple[int, ...] = key(after, default=())


@dataclass(frozen=True, slots=True)
class StreamProbe:
    """Requests one after the other while something changes.

    Attributes:
        say: the objective that the player reads.
        source: who asks, as in a request.
        stream: what is dialled, as in a request.
        during: the command line that is run after the first request.
        every: simulated seconds from one request to the next.
        seconds: simulated seconds that the stream lasts.
        lost: how many requests may fail.
        lag: simulated seconds that nodes need to hear of a change: so long they go by what was true before.
        id: names the probe in near misses.
        weight: its share of the points that `svcquest check --json` counts.
        after: numbers of the changes after which it is sent, 0 for the first look; always when left out.
    """

    say: str = key(line)
    source: tuple[str, ...] = key(sources, name="from")
    stream: tuple[str, ...] = key(several(word, 20, least=1, alone=True))
    during: str = key(command)
    every: float = key(number(0.1, 60, whole=False), default=0.5)
    seconds: float = key(number(1, 3_600), default=60)
    lost: int = key(number(0, 1000), default=0)
    lag: float = key(number(0, 60, whole=False), default=0)
    id: str = key(identifier, default="")
    weight: int = key(number(0, 100), default=1)
    after: tuple[int, ...] = key(after, default=())

    def fault(self) -> str:
        """What is wrong with the whole, empty when nothing is."""
        steps = self.seconds / self.every
        return f"would send {steps:.0f} requests; 1000 are the most" if steps > 1000 else ""


Probe = RequestProbe | LookupProbe | EnvironmentProbe | ObjectProbe | StreamProbe


def holds_always(probe: Probe) -> bool:
    """Whether a probe has to hold all along, not only in the end."""
    return isinstance(probe, RequestProbe | LookupProbe | ObjectProbe) and probe.always


PROBES = {
    "request": RequestProbe,
    "lookup": LookupProbe,
    "env": EnvironmentProbe,
    "object": ObjectProbe,
    "stream": StreamProbe,
}

"""The level format and the pack format, version 1. The classes are the format: other keys are refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from svcquest.levels.reading import (
    Notes,
    Reader,
    anything,
    choice,
    flag,
    key,
    number,
    pairs,
    record,
    record_by_key,
    several,
    text,
)
from svcquest.model.frozen import dataclass
from svcquest.model.net import parse_vantage
from svcquest.model.tree import Path

ProxyMode = Literal["iptables", "ipvs", "nftables", "userspace"]

_identifier = text(63, pattern=r"[a-z0-9]+(-[a-z0-9]+)*", means="lower-case words joined by hyphens")
_file_name = text(100, pattern=r"[A-Za-z0-9][A-Za-z0-9._-]*", means="the name of a file in the level's folder")
_line = text(300)
_prose = text(20_000, lines=True)
_command = text(4_000, lines=True)
_word = text(300, pattern=r"\S+", means="one word")


def _read_vantage(value: Any, path: Path, notes: Notes) -> str:
    if not isinstance(value, str) or parse_vantage(value) is None:
        notes.add(path, "a source is pod/NAMESPACE/NAME, node/NAME or external")
        return ""
    return value


_vantage = Reader(
    _read_vantage, lambda _: {"type": "string", "pattern": "^(pod/[^/]+/[^/]+|node/[^/]+|external(/[^/]+)?)$"}
)
_sources: Reader = several(_vantage, 20, least=1, alone=True)
_labels = pairs(text(317), text(63), 20)

NO_LABELS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class PodSet:
    """Pods of the level, by label or by name. Pods that the player made are never part of it.

    Attributes:
        selector: labels that they carry.
        names: of pods, or of workloads that stand for all their pods.
        namespace: where; that of the source when left out.
    """

    selector: Mapping[str, str] = key(_labels, default_factory=dict)
    names: tuple[str, ...] = key(several(_word, 100), default=())
    namespace: str = key(_word, default="")

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
        not_pods: no request is sent to any of these.
        failure: every request fails in this way.
        failures: how many requests may fail.
        sources: client addresses that the answering side sees, exactly.
        share: bounds for each pod that answers.
        sticky: all requests of one source reach the same pod.
        answered_by: ``external``, when the machine outside answers.
        port: the port of the pods at which every answer is given; some pods listen on several.
    """

    pods: PodSet | None = key(_pod_set, default=None)
    not_pods: PodSet | None = key(_pod_set, default=None)
    failure: str = key(choice("refused", "timeout", "unresolved", "unreachable", "reset"), default="")
    failures: int | None = key(number(0, 1000), default=None)
    sources: tuple[str, ...] = key(several(_word, 50, least=1, alone=True), default=())
    share: Share | None = key(record(Share), default=None)
    sticky: bool = key(flag, default=False)
    answered_by: str = key(choice("external"), default="")
    port: int = key(number(1, 65535), default=0)

    def fault(self) -> str:
        """What is wrong with the whole, empty when nothing is."""
        if self == RequestExpect():
            return (
                "expects nothing; give pods, not_pods, failure, failures, sources, share, sticky, answered_by or port"
            )
        if self.failure and (self.pods or self.answered_by or self.sources or self.port):
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

    listed: tuple[str, ...] = key(several(_word, 100), default=(), name="list")
    pods: PodSet | None = key(_pod_set, default=None)
    service: str = key(text(300, pattern=r"[^/]+/[^/]+", means="NAMESPACE/NAME"), default="")


@dataclass(frozen=True, slots=True)
class LookupExpect:
    """What a DNS lookup gives.

    Attributes:
        addresses: exactly these, in any order.
        cname: the name that it is an alias of.
        srv: ``PORT TARGET`` of each record, in any order.
        rcode: of the last reply.
        queries: how many questions it took along the search list.
    """

    addresses: Addresses | None = key(record(Addresses, short="list"), default=None)
    cname: str = key(_word, default="")
    srv: tuple[str, ...] = key(several(_line, 100), default=())
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
        set: whether there is such a variable at all.
    """

    value: str = key(text(300), default="")
    set: bool = key(flag, default=True)


@dataclass(frozen=True, slots=True)
class ObjectExpect:
    """What an object is like.

    Attributes:
        unchanged: paths of fields that are as they were at the start, such as ``spec.clusterIP``.
        matches: a part of the object that it must have.
        absent: there is no such object.
    """

    unchanged: tuple[str, ...] = key(several(_word, 20), default=())
    matches: Mapping[str, Any] = key(pairs(_word, anything, 20), default_factory=dict)
    absent: bool = key(flag, default=False)

    def fault(self) -> str:
        """What is wrong with the whole, empty when nothing is."""
        return "" if self != ObjectExpect() else "expects nothing; give unchanged, matches or absent"


@dataclass(frozen=True, slots=True)
class RequestProbe:
    """Requests from each source to each target.

    Attributes:
        say: the objective that the player reads.
        source: who asks: pod/NAMESPACE/NAME, node/NAME or external; a pod may be named by its workload.
        request: what is dialled: http://HOST[:PORT]/, tcp://HOST:PORT or udp://HOST:PORT, with placeholders such as
            {clusterIP:service/web}.
        expect: what has to come of it.
        times: requests from each source to each target.
        id: names the probe in near misses; probe-1, probe-2 … when left out.
    """

    say: str = key(_line)
    source: tuple[str, ...] = key(_sources, name="from")
    request: tuple[str, ...] = key(several(_word, 20, least=1, alone=True))
    expect: RequestExpect = key(record(RequestExpect))
    times: int = key(number(1, 1000), default=20)
    id: str = key(_identifier, default="")


@dataclass(frozen=True, slots=True)
class LookupProbe:
    """A name looked up from each source.

    Attributes:
        say: the objective that the player reads.
        source: who asks: pod/NAMESPACE/NAME, node/NAME or external.
        lookup: the name; without a dot at its end it goes along the search list.
        expect: what has to come of it.
        type: the record that is asked for.
        id: names the probe in near misses.
    """

    say: str = key(_line)
    source: tuple[str, ...] = key(_sources, name="from")
    lookup: str = key(_word)
    expect: LookupExpect = key(record(LookupExpect))
    type: str = key(choice("A", "AAAA", "CNAME", "SRV", "PTR"), default="A")
    id: str = key(_identifier, default="")


@dataclass(frozen=True, slots=True)
class EnvironmentProbe:
    """An environment variable of a pod's program.

    Attributes:
        say: the objective that the player reads.
        source: the pods: pod/NAMESPACE/NAME.
        env: the variable's name.
        expect: what it has to hold.
        id: names the probe in near misses.
    """

    say: str = key(_line)
    source: tuple[str, ...] = key(_sources, name="from")
    env: str = key(text(200, pattern=r"[A-Z_][A-Z0-9_]*", means="the name of a variable"))
    expect: EnvironmentExpect = key(record(EnvironmentExpect))
    id: str = key(_identifier, default="")


@dataclass(frozen=True, slots=True)
class ObjectProbe:
    """An object, for the few goals that behaviour cannot show.

    Attributes:
        say: the objective that the player reads.
        object: KIND/NAME or KIND/NAMESPACE/NAME.
        expect: what it has to be like.
        id: names the probe in near misses.
    """

    say: str = key(_line)
    object: str = key(text(600, pattern=r"[A-Za-z]+(/[a-z0-9.-]+){1,2}", means="KIND/NAME or KIND/NAMESPACE/NAME"))
    expect: ObjectExpect = key(record(ObjectExpect))
    id: str = key(_identifier, default="")


Probe = RequestProbe | LookupProbe | EnvironmentProbe | ObjectProbe
PROBES = {"request": RequestProbe, "lookup": LookupProbe, "env": EnvironmentProbe, "object": ObjectProbe}


@dataclass(frozen=True, slots=True)
class Change:
    """A hidden change: the cluster moves on, and the probes are sent again.

    Attributes:
        say: what happens, for the player who has passed it or not.
        run: the command line, as an administrator types it.
        wait: simulated seconds that pass after it.
    """

    say: str = key(_line)
    run: str = key(_command)
    wait: float = key(number(0, 86_400), default=60)


@dataclass(frozen=True, slots=True)
class Hint:
    """Help, from a nudge to nearly the answer.

    Attributes:
        text: Markdown.
        cost: stars that it costs to read it.
    """

    text: str = key(_prose)
    cost: int = key(number(0, 2), default=0)


@dataclass(frozen=True, slots=True)
class AnswerSpec:
    """An answer: files to apply, or lines to run.

    Attributes:
        files: name that the player sees, to file in the level's folder; applied in order unless there is ``run``.
        run: command lines; the files then only lie in the folder.
    """

    files: Mapping[str, str] = key(pairs(_file_name, _file_name, 20), default_factory=dict)
    run: tuple[str, ...] = key(several(_command, 30, alone=True), default=())

    def fault(self) -> str:
        """What is wrong with the whole, empty when nothing is."""
        return "" if self.files or self.run else "is empty; give files or run"


@dataclass(frozen=True, slots=True)
class NearMissSpec:
    """A wrong answer that people give.

    Attributes:
        fails: id of the probe that must catch it; ``protected`` for the check of what is not open.
        files: as in an answer.
        run: as in an answer.
    """

    fails: str = key(_identifier)
    files: Mapping[str, str] = key(pairs(_file_name, _file_name, 20), default_factory=dict)
    run: tuple[str, ...] = key(several(_command, 30, alone=True), default=())


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A mutant of the solution that passes and does no harm.

    Attributes:
        mutant: its name, as ``pack test`` prints it.
        because: why it is as good as the solution.
    """

    mutant: str = key(_line)
    because: str = key(_line)


@dataclass(frozen=True, slots=True)
class Par:
    """What the third star asks for.

    Attributes:
        runs: at most so many runs.
    """

    runs: int = key(number(1, 99), default=2)


@dataclass(frozen=True, slots=True)
class Proxy:
    """How the cluster is set up.

    Attributes:
        mode: of kube-proxy.
        scheduler: of ipvs.
        version: of Kubernetes, in quotes.
    """

    mode: ProxyMode = key(choice("iptables", "ipvs", "nftables", "userspace"), default="iptables")
    scheduler: str = key(choice("rr", "wrr", "lc", "wlc", "lblc", "lblcr", "sh", "dh", "sed", "nq", "mh"), default="rr")
    version: str = key(text(4, pattern=r"1\.\d\d", means="a version such as 1.36, in quotes"), default="1.36")


@dataclass(frozen=True, slots=True)
class Header:
    """What a list of levels shows. These keys stand before ``brief``, so that a list need not read further.

    Attributes:
        format: of the file; 1.
        id: stable for ever, progress refers to it; the folder has the same name.
        title: what lists and screens call it.
        chapter: id of the pack's chapter that it belongs to.
        summary: one line for the map.
        teaches: concepts, by id.
        requires: levels or concepts that come before it.
        difficulty: 1 to 5.
        minutes: that it takes, honestly.
        par: what the third star asks for.
    """

    format: int = key(choice(1))
    id: str = key(_identifier)
    title: str = key(_line)
    chapter: str = key(_identifier)
    summary: str = key(_line, default="")
    teaches: tuple[str, ...] = key(several(_identifier, 20), default=())
    requires: tuple[str, ...] = key(several(_identifier, 20), default=())
    difficulty: int = key(number(1, 5), default=1)
    minutes: int = key(number(1, 240), default=5)
    par: Par = key(record(Par), default=Par())


@dataclass(frozen=True, slots=True)
class Body:
    """The rest of ``level.yaml``.

    Attributes:
        brief: the situation, in Markdown.
        open: kinds (``services``) or objects (``service/web``) that the player may change; all else is protected.
        probes: what must hold at the end; their ``say`` alone states the goal.
        solution: the answer that the player is shown.
        debrief: what happened and what to keep, in Markdown.
        proxy: how the cluster is set up; a word alone is the mode.
        namespace: the terminal's current one at the start.
        cluster: files with the objects that exist at the start.
        files: name that the player sees, to file in the level's folder.
        ways: how it may be answered.
        changes: hidden ones, after the probes hold for the first time.
        hints: from a nudge to nearly the answer.
        alternates: other right answers.
        near_misses: wrong answers, each with the probe that catches it.
        equivalent: mutants of the solution that pass and do no harm.
        start_passes: leaving everything as it is is the right answer.
    """

    brief: str = key(_prose)
    open: tuple[str, ...] = key(several(_word, 50))
    probes: tuple[Probe, ...] = key(several(record_by_key(PROBES), 30, least=1))
    solution: AnswerSpec = key(record(AnswerSpec))
    debrief: str = key(_prose)
    proxy: Proxy = key(record(Proxy, short="mode"), default=Proxy())
    namespace: str = key(_identifier, default="default")
    cluster: tuple[str, ...] = key(several(_file_name, 20, alone=True), default=())
    files: Mapping[str, str] = key(pairs(_file_name, _file_name, 20), default_factory=dict)
    ways: tuple[str, ...] = key(several(choice("yaml", "kubectl"), 2, least=1), default=("yaml", "kubectl"))
    changes: tuple[Change, ...] = key(several(record(Change), 10), default=())
    hints: tuple[Hint, ...] = key(several(record(Hint), 6), default=())
    alternates: tuple[AnswerSpec, ...] = key(several(record(AnswerSpec), 20), default=())
    near_misses: tuple[NearMissSpec, ...] = key(several(record(NearMissSpec), 20), default=())
    equivalent: tuple[Equivalent, ...] = key(several(record(Equivalent), 50), default=())
    start_passes: bool = key(flag, default=False)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter.

    Attributes:
        id: levels name it.
        title: what the map calls it.
        levels: ids, in the order in which they are shown.
        about: one line for the map.
    """

    id: str = key(_identifier)
    title: str = key(_line)
    levels: tuple[str, ...] = key(several(_identifier, 100))
    about: str = key(_line, default="")


@dataclass(frozen=True, slots=True)
class PackFile:
    """A whole ``pack.yaml``.

    Attributes:
        format: of the file; 1.
        id: stable for ever; the folder of an installed pack has this name.
        title: what lists call it.
        version: of the pack, in quotes.
        chapters: in the order in which they are shown.
        authors: who wrote it.
        licence: under which it may be used.
        requires: the oldest svcquest that can play it, such as ">=0.1".
    """

    format: int = key(choice(1))
    id: str = key(_identifier)
    title: str = key(_line)
    version: str = key(text(20, pattern=r"\d+(\.\d+){0,2}", means="a version such as 1.0, in quotes"))
    chapters: tuple[Chapter, ...] = key(several(record(Chapter), 40, least=1))
    authors: tuple[str, ...] = key(several(_line, 50), default=())
    licence: str = key(_line, default="")
    requires: str = key(text(20, pattern=r">=\s*\d+(\.\d+){0,2}", means='a bound such as ">=0.1"'), default="")


header = record(Header)
body = record(Body, beside=Header)
pack = record(PackFile)

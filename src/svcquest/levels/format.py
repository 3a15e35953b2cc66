"""The level format and the pack format, version 1. The models are the format: what they do not name is refused."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from svcquest.model.net import parse_vantage

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=63)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\n\r]*$")]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
FileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=100)]
Command = Annotated[str, StringConstraints(min_length=1, max_length=4_000)]
Host = Annotated[str, StringConstraints(min_length=1, max_length=300)]


def _checked_vantage(value: Any) -> Any:
    if isinstance(value, str) and parse_vantage(value) is None:
        raise ValueError("a source is pod/NAMESPACE/NAME, node/NAME or external")
    return value


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


Source = Annotated[str, BeforeValidator(_checked_vantage)]
Sources = Annotated[tuple[Source, ...], BeforeValidator(_as_list), Field(min_length=1, max_length=20)]


class Part(BaseModel):
    """A piece of a level file: frozen, and strict about what it names."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, defer_build=True)


class PodSet(Part):
    """Pods of the level, by label or by name. Pods that the player made are never part of it.

    Attributes:
        selector: labels that they carry.
        names: pods by name, or all pods of the workload of that name.
        namespace: where; the namespace of the source when left out.
    """

    selector: dict[str, str] = Field(default_factory=dict)
    names: tuple[str, ...] = ()
    namespace: str = ""

    @model_validator(mode="before")
    @classmethod
    def _labels_alone(cls, value: Any) -> Any:
        """``{app: web}`` is short for ``{selector: {app: web}}``."""
        if isinstance(value, dict) and value and not value.keys() & {"selector", "names", "namespace"}:
            return {"selector": value}
        return value


class Share(Part):
    """Bounds on the part of the answers that each reached pod gives."""

    min: Annotated[float, Field(ge=0, le=1)] = 0.0
    max: Annotated[float, Field(ge=0, le=1)] = 1.0


FailureName = Literal["refused", "timeout", "unresolved", "unreachable", "reset"]


class RequestExpect(Part):
    """What requests lead to.

    Attributes:
        pods: exactly these can answer, and no request fails.
        not_pods: no request is sent to any of these.
        failure: every request fails in this way.
        failures: how many of the requests may fail.
        sources: client addresses that the answering side sees, exactly.
        share: bounds for each pod that answers.
        sticky: all requests of one source reach the same pod.
        answered_by: who answers when it is no pod, such as ``external``.
    """

    pods: PodSet | None = None
    not_pods: PodSet | None = None
    failure: FailureName | None = None
    failures: Annotated[int, Field(ge=0)] | None = None
    sources: tuple[str, ...] | None = None
    share: Share | None = None
    sticky: bool = False
    answered_by: Literal["external"] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> RequestExpect:
        if not self.model_fields_set:
            raise ValueError("says nothing; give pods, not_pods, failure, failures, sources, share or sticky")
        if self.failure and (self.pods or self.answered_by):
            raise ValueError("failure and an answer contradict each other")
        return self


class LookupExpect(Part):
    """What a DNS lookup gives.

    Attributes:
        addresses: those of pods (``{pods: {…}}``), of a Service (``{service: NAMESPACE/NAME}``), or a list.
        cname: the name that it is an alias of.
        srv: ``PORT TARGET`` of each record, in any order.
        rcode: NOERROR, NXDOMAIN …
        queries: how many questions the search list takes, to the answer.
    """

    addresses: PodAddresses | ServiceAddress | tuple[str, ...] | None = None
    cname: str = ""
    srv: tuple[str, ...] | None = None
    rcode: Literal["NOERROR", "NXDOMAIN", "SERVFAIL", "REFUSED"] | None = None
    queries: Annotated[int, Field(ge=1, le=20)] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> LookupExpect:
        if not self.model_fields_set:
            raise ValueError("says nothing; give addresses, cname, srv, rcode or queries")
        return self


class PodAddresses(Part):
    """Addresses of pods."""

    pods: PodSet


class ServiceAddress(Part):
    """The cluster IP of a Service, as ``NAMESPACE/NAME``."""

    service: Annotated[str, StringConstraints(pattern=r"^[^/]+/[^/]+$")]


class EnvironmentExpect(Part):
    """What a variable holds: a value, or nothing at all (``set: false``)."""

    value: str | None = None
    set: bool = True


class ObjectExpect(Part):
    """What an object is like.

    Attributes:
        unchanged: paths of fields that are as they were at the start.
        matches: fields that it has, a part of the object.
        absent: there is none.
    """

    unchanged: tuple[str, ...] = ()
    matches: dict[str, Any] = Field(default_factory=dict)
    absent: bool = False

    @model_validator(mode="after")
    def _says_something(self) -> ObjectExpect:
        if not (self.unchanged or self.matches or self.absent):
            raise ValueError("says nothing; give unchanged, matches or absent")
        return self


class _Probe(Part):
    id: Identifier | Literal[""] = ""
    say: Line


class RequestProbe(_Probe):
    """Requests from each source to each target."""

    source: Sources = Field(alias="from")
    request: Annotated[tuple[Host, ...], BeforeValidator(_as_list), Field(min_length=1, max_length=20)]
    times: Annotated[int, Field(ge=1, le=1000)] = 20
    expect: RequestExpect


class LookupProbe(_Probe):
    """A name looked up from each source, through the search list where it does not end with a dot."""

    source: Sources = Field(alias="from")
    lookup: Host
    type: Literal["A", "AAAA", "CNAME", "SRV", "PTR", "ANY", "TXT", "NS"] = "A"
    expect: LookupExpect


class EnvironmentProbe(_Probe):
    """An environment variable of a pod's program."""

    source: Sources = Field(alias="from")
    env: Annotated[str, StringConstraints(pattern=r"^[A-Z_][A-Z0-9_]*$", max_length=200)]
    expect: EnvironmentExpect


class ObjectProbe(_Probe):
    """An object, for the few goals that behaviour cannot show; ``KIND/NAME`` or ``KIND/NAMESPACE/NAME``."""

    object: Annotated[str, StringConstraints(pattern=r"^[a-z]+(/[a-z0-9.-]+){1,2}$")]
    expect: ObjectExpect


Probe = RequestProbe | LookupProbe | EnvironmentProbe | ObjectProbe


class Change(Part):
    """A hidden change: a kubectl command, and simulated seconds that pass after it."""

    say: Line
    run: Command
    wait: Annotated[float, Field(ge=0, le=86_400)] = 60.0


class Hint(Part):
    """Help, from a nudge to nearly the answer; ``cost`` counts stars."""

    text: Prose
    cost: Annotated[int, Field(ge=0, le=2)] = 0


class AnswerSpec(Part):
    """An answer: files by the name that the player sees, or terminal lines.

    With ``run`` only the lines are run, and files are there for them to use.
    """

    files: dict[FileName, FileName] = Field(default_factory=dict)
    run: tuple[Command, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> AnswerSpec:
        if not (self.files or self.run):
            raise ValueError("is empty; give files or run")
        return self


class NearMiss(AnswerSpec):
    """A wrong answer, and the probe that it must fail."""

    fails: Identifier


class Par(Part):
    """What the third star asks for."""

    runs: Annotated[int, Field(ge=1, le=99)] = 2


class Proxy(Part):
    """How kube-proxy and the cluster are set up."""

    mode: Literal["iptables", "ipvs", "nftables", "userspace"] = "iptables"
    scheduler: str = "rr"
    version: Annotated[str, StringConstraints(pattern=r"^1\.\d{1,2}$")] = "1.36"

    @model_validator(mode="before")
    @classmethod
    def _mode_alone(cls, value: Any) -> Any:
        return {"mode": value} if isinstance(value, str) else value


class Header(Part):
    """What a list of levels shows; these keys stand first in the file."""

    format: Literal[1]
    id: Identifier
    title: Line
    chapter: Identifier
    teaches: tuple[Identifier, ...] = ()
    requires: tuple[Identifier, ...] = ()
    difficulty: Annotated[int, Field(ge=1, le=5)] = 1
    minutes: Annotated[int, Field(ge=1, le=240)] = 5
    par: Par = Par()


class LevelFile(Header):
    """A whole ``level.yaml``."""

    brief: Prose
    proxy: Proxy = Proxy()
    cluster: Annotated[tuple[FileName, ...], Field(max_length=20)] = ()
    files: dict[FileName, FileName] = Field(default_factory=dict, max_length=20)
    open: Annotated[tuple[Annotated[str, StringConstraints(max_length=200)], ...], Field(max_length=50)]
    ways: Annotated[tuple[Literal["yaml", "kubectl"], ...], Field(min_length=1)] = ("yaml", "kubectl")
    probes: Annotated[tuple[Any, ...], Field(min_length=1, max_length=30)]
    changes: Annotated[tuple[Change, ...], Field(max_length=10)] = ()
    hints: Annotated[tuple[Hint, ...], Field(max_length=6)] = ()
    solution: AnswerSpec
    alternates: Annotated[tuple[AnswerSpec, ...], Field(max_length=20)] = ()
    near_misses: Annotated[tuple[NearMiss, ...], Field(max_length=20)] = ()
    debrief: Prose


class Author(Part):
    """Who wrote a pack."""

    name: Line
    contact: str = ""


class Chapter(Part):
    """A chapter: its levels in the order in which they are shown."""

    id: Identifier
    title: Line
    about: str = ""
    levels: Annotated[tuple[Identifier, ...], Field(max_length=100)]


class PackFile(Part):
    """A whole ``pack.yaml``."""

    format: Literal[1]
    id: Identifier
    title: Line
    version: Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+){0,2}$")]
    authors: tuple[Line, ...] = ()
    licence: str = ""
    requires: Annotated[str, StringConstraints(max_length=40)] = ""
    chapters: Annotated[tuple[Chapter, ...], Field(min_length=1, max_length=40)]

"""The level format and the pack format, version 1. The classes are the format: other keys are refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from svcquest.levels.atoms import command, file_name, identifier, line, prose, word
from svcquest.levels.probe_format import PROBES, Probe
from svcquest.levels.reading import (
    Reader,
    choice,
    either,
    flag,
    key,
    later,
    number,
    pairs,
    record,
    record_by_key,
    scalar,
    several,
    text,
)
from svcquest.model.frozen import dataclass

if TYPE_CHECKING:
    from svcquest.levels.question_format import Question

ProxyMode = Literal["iptables", "ipvs", "nftables", "userspace"]


@dataclass(frozen=True, slots=True)
class Proxy:
    """How the cluster is set up.

    Attributes:
        mode: of kube-proxy.
        scheduler: of ipvs.
        version: of Kubernetes, in quotes; behaviour that differs is told apart from 1.25 on.
    """

    mode: ProxyMode = key(choice("iptables", "ipvs", "nftables", "userspace"), default="iptables")
    scheduler: str = key(choice("rr", "wrr", "lc", "wlc", "lblc", "lblcr", "sh", "dh", "sed", "nq", "mh"), default="rr")
    version: str = key(text(4, pattern=r"1\.\d\d", means="a version such as 1.36, in quotes"), default="1.36")


@dataclass(frozen=True, slots=True)
class Setup:
    """What is special about the cluster.

    Attributes:
        load_balancers: addresses that a load balancer's controller hands out; without any there is no controller.
        dual_stack: Services, pods and nodes have IPv6 addresses too.
        outside: names that the world outside resolves, each with its address.
        outside_ports: TCP ports on which the machine outside answers.
        controllers: off, where the controllers of Endpoints and EndpointSlices stop before the player comes: the lists
            stay as they are then, whatever becomes of the pods.
        hairpin: off, where nodes send no packet back to the pod that it comes from.
        halted_proxies: nodes whose kube-proxy stops before the player comes: their rules stay as they are then.
    """

    load_balancers: tuple[str, ...] = key(several(word, 100), default=())
    dual_stack: bool = key(flag, default=False)
    outside: Mapping[str, str] = key(pairs(word, word, 50), default_factory=dict)
    outside_ports: tuple[int, ...] = key(several(number(1, 65535), 50), default=())
    controllers: bool = key(flag, default=True)
    hairpin: bool = key(flag, default=True)
    halted_proxies: tuple[str, ...] = key(several(word, 100), default=())


@dataclass(frozen=True, slots=True)
class Change:
    """A hidden change: the cluster moves on, and the probes are sent again.

    Attributes:
        say: what happens, for the player who has passed it or not.
        run: the command line, as an administrator types it.
        proxy: every kube-proxy starts again in this mode.
        load_balancers: addresses that a load balancer's controller hands out from now on; none switches it off.
        controllers: off stops the controllers of Endpoints and EndpointSlices, on starts them; then the command is run.
        halted_proxies: nodes on which kube-proxy stands still from now on, with the rules that it has made; it runs on
            all others, so an empty list starts it everywhere. Then the command is run.
        wait: simulated seconds that pass after it.
    """

    say: str = key(line)
    run: str = key(command, default="")
    proxy: Proxy | None = key(record(Proxy, short="mode"), default=None)
    load_balancers: tuple[str, ...] | None = key(several(word, 100), default=None)
    controllers: bool | None = key(flag, default=None)
    halted_proxies: tuple[str, ...] | None = key(several(word, 100), default=None)
    wait: float = key(number(0, 86_400), default=60)

    def fault(self) -> str:
        """What is wrong with the whole, empty when nothing is."""
        settings = (self.proxy, self.load_balancers, self.controllers, self.halted_proxies)
        nothing = not self.run and all(each is None for each in settings)
        return "changes nothing; give run, proxy, load_balancers, controllers or halted_proxies" if nothing else ""


@dataclass(frozen=True, slots=True)
class Hint:
    """Help, from a nudge to nearly the answer.

    Attributes:
        text: Markdown.
        cost: stars that it costs to read it.
    """

    text: str = key(prose)
    cost: int = key(number(0, 2), default=0)


Picks = Mapping[str, tuple[str, ...]]
"""Answers to questions, by the question's id: a choice, and what shows it where that is asked for."""

_files = pairs(file_name, file_name, 20)
_lines = several(command, 30, alone=True)
_picks = pairs(identifier, several(identifier, 2, least=1, alone=True), 10)


@dataclass(frozen=True, slots=True)
class StepSpec:
    """A further step of an answer, once the cluster has come to rest after the one before.

    Attributes:
        files: as in an answer.
        run: as in an answer.
    """

    files: Mapping[str, str] = key(_files, default_factory=dict)
    run: tuple[str, ...] = key(_lines, default=())

    def fault(self) -> str:
        """What is wrong with the whole, empty when nothing is."""
        return "" if self.files or self.run else "is empty; give files or run"


_then = several(record(StepSpec), 10)


@dataclass(frozen=True, slots=True)
class AnswerSpec:
    """An answer: files to apply, or lines to run; and what is said to the questions.

    Attributes:
        files: name that the player sees, to file in the level's folder; applied in order unless there is ``run``.
        run: command lines; the files then only lie in the folder.
        picks: to questions, by their id: a choice, or a list of the choice and of what shows it. Alternates and near
            misses say what the solution does where they leave a question out.
        then: what is applied or run afterwards, step by step.
    """

    files: Mapping[str, str] = key(_files, default_factory=dict)
    run: tuple[str, ...] = key(_lines, default=())
    picks: Picks = key(_picks, name="answers", default_factory=dict)
    then: tuple[StepSpec, ...] = key(_then, default=())

    def fault(self) -> str:
        """What is wrong with the whole, empty when nothing is."""
        return "" if self.files or self.run or self.picks else "is empty; give files, run or answers"


@dataclass(frozen=True, slots=True)
class NearMissSpec:
    """A wrong answer that people give.

    Attributes:
        fails: id of the probe or question that must catch it; ``protected`` for the check of what is not open.
        files: as in an answer.
        run: as in an answer.
        picks: as in an answer.
        then: as in an answer.
    """

    fails: str = key(identifier)
    files: Mapping[str, str] = key(_files, default_factory=dict)
    run: tuple[str, ...] = key(_lines, default=())
    picks: Picks = key(_picks, name="answers", default_factory=dict)
    then: tuple[StepSpec, ...] = key(_then, default=())


Value = str | Mapping[str, str]
"""What a variant may be: a text, or several that belong together, by name."""

_scalar = scalar(100)
_values = several(either(_scalar, pairs(identifier, _scalar, 20)), 20, least=1)
VARIANTS = pairs(identifier, _values, 10)
"""Reads the values of each variant, by its name."""


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A mutant of the solution that passes and does no harm.

    Attributes:
        mutant: its name, as ``pack test`` prints it.
        because: why it is as good as the solution.
    """

    mutant: str = key(line)
    because: str = key(line)


@dataclass(frozen=True, slots=True)
class Par:
    """What the third star asks for.

    Attributes:
        runs: at most so many runs.
    """

    runs: int = key(number(1, 99), default=2)


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
    id: str = key(identifier)
    title: str = key(line)
    chapter: str = key(identifier)
    summary: str = key(line, default="")
    teaches: tuple[str, ...] = key(several(identifier, 20), default=())
    requires: tuple[str, ...] = key(several(identifier, 20), default=())
    difficulty: int = key(number(1, 5), default=1)
    minutes: int = key(number(1, 240), default=5)
    par: Par = key(record(Par), default=Par())


def _questions() -> Reader:
    from svcquest.levels.question_format import QUESTIONS  # noqa: PLC0415 - few levels ask

    return QUESTIONS


@dataclass(frozen=True, slots=True)
class Body:
    """The rest of ``level.yaml``.

    Attributes:
        brief: the situation, in Markdown.
        open: kinds (``services``) or objects (``service/web``) that the player may change; all else is protected.
        probes: what must hold at the end; their ``say`` alone states the goal.
        solution: the answer that the player is shown.
        debrief: what happened and what to keep, in Markdown.
        proxy: kube-proxy's mode; a word alone, or with scheduler and version.
        setup: what else is special about the cluster.
        questions: what the player has to say, besides or instead of mending something.
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
        variants: values by name, of which a seed draws one each. ``${name}`` stands for it in everything from ``brief``
            on and in the level's other files; where a value is a mapping, ``${name.key}``.
    """

    brief: str = key(prose)
    open: tuple[str, ...] = key(several(word, 50))
    probes: tuple[Probe, ...] = key(several(record_by_key(PROBES), 30, least=1))
    solution: AnswerSpec = key(record(AnswerSpec))
    debrief: str = key(prose)
    proxy: Proxy = key(record(Proxy, short="mode"), default=Proxy())
    setup: Setup = key(record(Setup), default=Setup())
    questions: tuple[Question, ...] = key(later(_questions), default=())
    namespace: str = key(identifier, default="default")
    cluster: tuple[str, ...] = key(several(file_name, 20, alone=True), default=())
    files: Mapping[str, str] = key(_files, default_factory=dict)
    ways: tuple[str, ...] = key(several(choice("yaml", "kubectl"), 2, least=1), default=("yaml", "kubectl"))
    changes: tuple[Change, ...] = key(several(record(Change), 10), default=())
    hints: tuple[Hint, ...] = key(several(record(Hint), 6), default=())
    alternates: tuple[AnswerSpec, ...] = key(several(record(AnswerSpec), 20), default=())
    near_misses: tuple[NearMissSpec, ...] = key(several(record(NearMissSpec), 20), default=())
    equivalent: tuple[Equivalent, ...] = key(several(record(Equivalent), 50), default=())
    start_passes: bool = key(flag, default=False)
    variants: Mapping[str, tuple[Value, ...]] = key(VARIANTS, default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter.

    Attributes:
        id: levels name it.
        title: what the map calls it.
        levels: ids, in the order in which they are shown.
        about: one line for the map.
    """

    id: str = key(identifier)
    title: str = key(line)
    levels: tuple[str, ...] = key(several(identifier, 100))
    about: str = key(line, default="")


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
    id: str = key(identifier)
    title: str = key(line)
    version: str = key(text(20, pattern=r"\d+(\.\d+){0,2}", means="a version such as 1.0, in quotes"))
    chapters: tuple[Chapter, ...] = key(several(record(Chapter), 40, least=1))
    authors: tuple[str, ...] = key(several(line, 50), default=())
    licence: str = key(line, default="")
    requires: str = key(text(20, pattern=r">=\s*\d+(\.\d+){0,2}", means='a bound such as ">=0.1"'), default="")


header = record(Header)
body = record(Body, beside=Header)
pack = record(PackFile)

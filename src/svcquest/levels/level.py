"""A level, opened: everything that its folder holds, checked and decoded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from svcquest.levels.format import Change, Equivalent, Header, Hint, Picks, Proxy, Setup, Value
from svcquest.levels.probe_format import Probe
from svcquest.model.frozen import dataclass, field
from svcquest.model.tree import Tree

if TYPE_CHECKING:
    from svcquest.levels.question_format import Question

PROTECTED = "protected"
"""Id under which the check of protected objects fails."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a player hands in.

    Attributes:
        files: text by file name. Without ``run`` each is applied, in order.
        run: terminal lines; with them the files only lie in the folder.
        picks: what is said to the questions.
        then: further steps, each once the cluster has come to rest.
    """

    files: Mapping[str, str]
    run: tuple[str, ...] = ()
    picks: Picks = field(default_factory=dict)
    then: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """An answer that must fail, and the id of the probe that must catch it."""

    answer: Answer
    fails: str


@dataclass(frozen=True, slots=True)
class Level:
    """A level as the game plays it.

    Attributes:
        header: what lists show.
        brief, debrief: Markdown.
        namespace: the terminal's current one at the start.
        cluster: objects that exist at the start.
        files: what the player finds in the editor, text by name.
        open: kinds (``services``) or objects (``service/web``) that the player may change.
        ways: ``yaml``, ``kubectl`` or both.
        changes: hidden ones, in order.
        equivalent: mutants of the solution that pass and do no harm.
        start_passes: leaving everything as it is is the right answer.
        setup: what is special about the cluster.
        questions: what the player has to say.
        variants: values of which a seed draws one each.
        seed: that drew them.
        drawn: what it drew, by placeholder.
        pack: id of the installed pack that it belongs to; empty for the campaign and for levels by their folder.
    """

    header: Header
    brief: str
    debrief: str
    proxy: Proxy
    namespace: str
    cluster: tuple[Tree, ...]
    files: Mapping[str, str]
    open: tuple[str, ...]
    ways: tuple[str, ...]
    probes: tuple[Probe, ...]
    changes: tuple[Change, ...]
    hints: tuple[Hint, ...]
    solution: Answer
    alternates: tuple[Answer, ...]
    near_misses: tuple[WrongAnswer, ...]
    equivalent: tuple[Equivalent, ...]
    start_passes: bool
    pack: str = ""
    setup: Setup = Setup()
    questions: tuple[Question, ...] = ()
    variants: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    seed: int = 1
    drawn: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Stable for ever; progress refers to it. Of an installed pack: ``PACK:LEVEL``."""
        return id_in(self.pack, self.header.id)

    @property
    def draft(self) -> str:
        """Under which work in progress is kept: the id, with ``@SEED`` behind it unless the seed is 1."""
        return seeded(self.id, self.seed)

    @property
    def title(self) -> str:
        """One line."""
        return self.header.title


def id_in(pack: str, level: str) -> str:
    """``PACK:LEVEL``; the level alone for one of the campaign, whose pack is empty."""
    return f"{pack}:{level}" if pack else level


def parted(wanted: str) -> tuple[str, int]:
    """A level and its seed, out of ``LEVEL@SEED``; the seed is 1 where none is named."""
    level, _, seed = wanted.rpartition("@")
    return (level, int(seed)) if level and seed.isdecimal() and 0 < len(seed) < 10 else (wanted, 1)


def seeded(wanted: str, seed: int) -> str:
    """``LEVEL@SEED``; the level alone for seed 1."""
    return wanted if seed == 1 else f"{wanted}@{seed}"

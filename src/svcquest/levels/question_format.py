"""Questions to the player, for what traffic cannot show: the choices, the right one, and what shows it."""

from __future__ import annotations

from svcquest.levels.atoms import identifier, line, prose
from svcquest.levels.reading import Reader, key, number, record, several
from svcquest.model.frozen import dataclass, replace


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be answered.

    Attributes:
        id: what is typed and kept; unique among all choices of a question, those of its evidence included.
        text: what the player reads.
        because: why it is right or wrong; shown once it has been given as an answer, and after solving.
    """

    id: str = key(identifier)
    text: str = key(line)
    because: str = key(prose)


_choices = several(record(Choice), 12, least=2)


@dataclass(frozen=True, slots=True)
class EvidenceQuestion:
    """What shows that the answer is right; without it the answer does not count.

    Attributes:
        choices: commands, traces or answers to pick from.
        right: those that show it; picking one of them is enough.
        say: what is asked.
    """

    choices: tuple[Choice, ...] = key(_choices)
    right: tuple[str, ...] = key(several(identifier, 12, least=1, alone=True))
    say: str = key(line, default="What shows it?")


@dataclass(frozen=True, slots=True)
class Question:
    """A question to the player. Answering it rightly is an objective like a probe.

    Attributes:
        id: names it in answers, on the command line and in near misses.
        say: the question, which is the objective that the player reads.
        choices: what can be answered; shown in an order that the seed draws.
        right: id of the choice that is.
        evidence: what to ask for as proof; nothing when left out.
        weight: its share of the points that `svcquest check --json` counts.
    """

    id: str = key(identifier)
    say: str = key(line)
    choices: tuple[Choice, ...] = key(_choices)
    right: str = key(identifier)
    evidence: EvidenceQuestion | None = key(record(EvidenceQuestion), default=None)
    weight: int = key(number(0, 100), default=1)

    def drawn(self, level: str, seed: int) -> Question:
        """The question with its choices in an order that level and seed draw: what is right has no usual place.

        Answers name choices by their ids, and stay what they were.
        """
        salt = f"{level}/{self.id}/{seed}/"
        evidence = self.evidence
        if evidence is not None:
            evidence = replace(evidence, choices=_in_drawn_order(evidence.choices, salt))
        return replace(self, choices=_in_drawn_order(self.choices, salt), evidence=evidence)

    @property
    def all_choices(self) -> tuple[Choice, ...]:
        """The choices, then those of the evidence."""
        return (*self.choices, *(self.evidence.choices if self.evidence else ()))

    def fault(self) -> str:
        """What is wrong with the whole, empty when nothing is."""
        ids = [each.id for each in self.all_choices]
        twice = sorted({each for each in ids if ids.count(each) > 1})
        if twice:
            return f'choice "{twice[0]}" stands here for the second time'
        wanted = [(self.right, self.choices)]
        wanted += [(each, self.evidence.choices) for each in self.evidence.right] if self.evidence else []
        for right, choices in wanted:
            if right not in [each.id for each in choices]:
                return f'right: there is no choice "{right}"; there are {", ".join(each.id for each in choices)}'
        return ""

    def objection(self, pick: tuple[str, ...]) -> str:
        """Why something cannot be an answer to it, right or wrong: a choice, and one of the evidence if asked for."""
        lists = [self.choices, *([self.evidence.choices] if self.evidence else [])]
        for given, choices in zip(pick, lists, strict=False):
            known = [each.id for each in choices]
            if given not in known:
                return f'"{given}" is not to choose from; there are {", ".join(known)}'
        if len(pick) < len(lists):
            return f"needs what shows it: one of {', '.join(each.id for each in lists[-1])}" if pick else "is empty"
        return "asks for no evidence; give the choice alone" if len(pick) > len(lists) else ""

    def is_right(self, pick: tuple[str, ...]) -> bool:
        """Whether an answer counts: the right choice, together with something that shows it if that is asked for."""
        if self.evidence is None:
            return pick == (self.right,)
        return len(pick) == 2 and pick[0] == self.right and pick[1] in self.evidence.right


def _in_drawn_order(choices: tuple[Choice, ...], salt: str) -> tuple[Choice, ...]:
    from hashlib import sha256  # noqa: PLC0415 - few levels ask

    return tuple(sorted(choices, key=lambda each: sha256(f"{salt}{each.id}".encode()).digest()))


QUESTIONS: Reader = several(record(Question), 10)
"""Reads all that a level asks."""

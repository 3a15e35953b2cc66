"""``placement.yaml`` of a pack: questions by which somebody with experience finds the chapter to begin with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from svcquest.levels.atoms import identifier
from svcquest.levels.format import Chapter, PackFile
from svcquest.levels.problems import LevelError
from svcquest.levels.question_format import Question
from svcquest.levels.reading import choice, key, pairs, record, several
from svcquest.levels.sheet import Sheet, read_text
from svcquest.model.frozen import dataclass

PLACEMENT_FILE = "placement.yaml"


@dataclass(frozen=True, slots=True)
class PlacementFile:
    """A whole ``placement.yaml``, which lies beside ``pack.yaml`` and may be missing.

    Attributes:
        format: of the file; 1.
        chapters: id of a chapter to its questions; whoever answers all of them rightly knows what the chapter
            teaches. The questions ask for no evidence.
    """

    format: int = key(choice(1))
    chapters: Mapping[str, tuple[Question, ...]] = key(pairs(identifier, several(record(Question), 5, least=1), 40))


placement = record(PlacementFile)

Rounds = tuple[tuple[Chapter, tuple[Question, ...]], ...]
"""Chapters in the pack's order, each with its questions."""


def read_placement(folder: Path, pack: PackFile) -> Rounds:
    """The placement test of a pack; empty without one.

    Raises:
        LevelError: the file is not right, or does not fit the pack.
    """
    path = folder / PLACEMENT_FILE
    if not path.exists():
        return ()
    sheet = Sheet.of(path, read_text(path))
    found: PlacementFile = sheet.read(placement, sheet.tree)
    faults = [
        sheet.fault(("chapters", name), "the pack has no such chapter")
        for name in found.chapters
        if name not in {chapter.id for chapter in pack.chapters}
    ]
    count = Counter(question.id for questions in found.chapters.values() for question in questions)
    for name, questions in found.chapters.items():
        for index, question in enumerate(questions):
            at = ("chapters", name, index)
            if count[question.id] > 1:
                faults.append(sheet.fault((*at, "id"), f'"{question.id}" is the id of several questions'))
            if question.evidence is not None:
                faults.append(sheet.fault((*at, "evidence"), "a placement test asks for no evidence"))
    if faults:
        raise LevelError(faults)
    return tuple((chapter, found.chapters[chapter.id]) for chapter in pack.chapters if chapter.id in found.chapters)

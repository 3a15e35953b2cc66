"""A level's texts in another language: ``level.zh.yaml`` beside ``level.yaml``. What it leaves out stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from svcquest.levels.atoms import identifier, line, prose
from svcquest.levels.format import Header
from svcquest.levels.level import Level
from svcquest.levels.problems import Fault, LevelError
from svcquest.levels.question_format import Choice, Question
from svcquest.levels.reading import key, pairs, record, several
from svcquest.levels.sheet import Sheet, read_text
from svcquest.levels.variants import filled
from svcquest.model.frozen import dataclass, replace
from svcquest.model.tree import Path as TreePath

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
"""Names of languages in file names and settings: ``zh``, ``de``, ``pt-BR``."""


@dataclass(frozen=True, slots=True)
class QuestionTexts:
    """Texts of a question in another language; choices are those of its evidence too.

    Attributes:
        say: the question.
        evidence: what is asked for as evidence.
        choices: the text of each choice, by its id.
        because: the explanation of each choice, by its id.
    """

    say: str = key(line, default="")
    evidence: str = key(line, default="")
    choices: Mapping[str, str] = key(pairs(identifier, line, 24), default_factory=dict)
    because: Mapping[str, str] = key(pairs(identifier, prose, 24), default_factory=dict)


@dataclass(frozen=True, slots=True)
class Translation:
    """Texts of a level in another language.

    Attributes:
        title: as in ``level.yaml``.
        summary: as in ``level.yaml``.
        brief: as in ``level.yaml``.
        debrief: as in ``level.yaml``.
        probes: what each probe says, by its id.
        changes: what each hidden change says, in order.
        hints: the text of each hint, in order.
        questions: the texts of each question, by its id.
    """

    title: str = key(line, default="")
    summary: str = key(line, default="")
    brief: str = key(prose, default="")
    debrief: str = key(prose, default="")
    probes: Mapping[str, str] = key(pairs(identifier, line, 30), default_factory=dict)
    changes: tuple[str, ...] = key(several(line, 10), default=())
    hints: tuple[str, ...] = key(several(prose, 6), default=())
    questions: Mapping[str, QuestionTexts] = key(pairs(identifier, record(QuestionTexts), 10), default_factory=dict)


_translation = record(Translation)


def file_of(folder: Path, language: str) -> Path | None:
    """The file of a level's texts in a language; None where there is none."""
    if not LANGUAGE.fullmatch(language):
        return None
    path = folder / f"level.{language}.yaml"
    return path if path.is_file() else None


def languages(folder: Path) -> list[str]:
    """Languages into which a level is translated."""
    found = (path.name.split(".")[1] for path in folder.glob("level.*.yaml"))
    return sorted(name for name in found if LANGUAGE.fullmatch(name))


def translated_header(header: Header, folder: Path, language: str) -> Header:
    """A header with its texts in a language, as far as they are there.

    Raises:
        LevelError: the translation cannot be read.
    """
    path = file_of(folder, language)
    if path is None:
        return header
    texts, _ = _read(path)
    return replace(header, title=texts.title or header.title, summary=texts.summary or header.summary)


def translated(level: Level, folder: Path, language: str) -> Level:
    """A level with its texts in a language, as far as they are there.

    Raises:
        LevelError: the translation cannot be read, or does not fit the level.
    """
    path = file_of(folder, language)
    if path is None:
        return level
    texts, sheet = _read(path, level.drawn)
    faults = [sheet.fault(where, text) for where, text in _misfits(level, texts)]
    if faults:
        raise LevelError(faults)
    return replace(
        level,
        header=replace(
            level.header, title=texts.title or level.header.title, summary=texts.summary or level.header.summary
        ),
        brief=texts.brief or level.brief,
        debrief=texts.debrief or level.debrief,
        probes=tuple(replace(probe, say=texts.probes.get(probe.id, probe.say)) for probe in level.probes),
        changes=tuple(
            replace(change, say=said) for change, said in zip(level.changes, texts.changes or _said(level), strict=True)
        ),
        hints=tuple(
            replace(hint, text=text) for hint, text in zip(level.hints, texts.hints or _hinted(level), strict=True)
        ),
        questions=tuple(_question(each, texts.questions.get(each.id, QuestionTexts())) for each in level.questions),
    )


def _question(question: Question, texts: QuestionTexts) -> Question:
    def told(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        return tuple(
            replace(
                each,
                text=texts.choices.get(each.id, each.text),
                because=texts.because.get(each.id, each.because),
            )
            for each in choices
        )

    evidence = question.evidence
    if evidence is not None:
        evidence = replace(evidence, say=texts.evidence or evidence.say, choices=told(evidence.choices))
    return replace(question, say=texts.say or question.say, choices=told(question.choices), evidence=evidence)


def _said(level: Level) -> tuple[str, ...]:
    return tuple(change.say for change in level.changes)


def _hinted(level: Level) -> tuple[str, ...]:
    return tuple(hint.text for hint in level.hints)


def _read(path: Path, drawn: Mapping[str, str] = MappingProxyType({})) -> tuple[Translation, Sheet]:
    sheet = Sheet.of(path, filled(read_text(path), drawn))
    found: Translation = sheet.read(_translation, sheet.tree)
    return found, sheet


def _misfits(level: Level, texts: Translation) -> Iterator[tuple[TreePath, str]]:
    known = {probe.id for probe in level.probes}
    for name in texts.probes:
        if name not in known:
            yield ("probes", name), f"no probe of the level has this id; known here: {', '.join(sorted(known))}"
    questions = {question.id: question for question in level.questions}
    for name, said in texts.questions.items():
        if name not in questions:
            yield ("questions", name), "no question of the level has this id"
            continue
        ids = [each.id for each in questions[name].all_choices]
        for field, found in (("choices", said.choices), ("because", said.because)):
            for each in found:
                if each not in ids:
                    yield ("questions", name, field, each), f"no choice has this id; known here: {', '.join(ids)}"
    for field, there, here in (
        ("changes", len(level.changes), len(texts.changes)),
        ("hints", len(level.hints), len(texts.hints)),
    ):
        if here and here != there:
            yield (field,), f"there are {here}, the level has {there}; give all of them, or none"


def faults_of(level: Level, folder: Path) -> list[Fault]:
    """What is wrong with a level's translations."""
    found: list[Fault] = []
    for language in languages(folder):
        try:
            translated(level, folder, language)
        except LevelError as error:
            found += error.faults
    return found

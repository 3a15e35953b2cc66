"""Level folders and pack files to checked values. Whatever a folder holds, the result is a value or a LevelError."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from svcquest.levels import format as formats
from svcquest.levels.format import AnswerSpec, Body, Header, NearMissSpec, PackFile, Picks, StepSpec
from svcquest.levels.level import PROTECTED, Answer, Level, WrongAnswer
from svcquest.levels.probe_format import Probe
from svcquest.levels.problems import Fault, LevelError
from svcquest.levels.reading import Notes, nearest
from svcquest.levels.sheet import SIZE_LIMIT, Sheet, read_text
from svcquest.manifest import Limits, flatten, parse
from svcquest.model.frozen import dataclass, fields, replace
from svcquest.model.tree import Path as TreePath
from svcquest.model.tree import Tree

if TYPE_CHECKING:
    from svcquest.levels.question_format import Question

LEVEL_FILE = "level.yaml"
PACK_FILE = "pack.yaml"
_HEADER_KEYS = tuple(field.metadata["key"] or field.name for field in fields(Header))


def read_header(folder: Path, language: str = "") -> Header:
    """The header of a level: what stands before ``brief``, in a language as far as there is one.

    Raises:
        LevelError: the header is not right.
    """
    path = folder / LEVEL_FILE
    text = read_text(path)
    head, found, _ = text.partition("\nbrief:")
    sheet = Sheet.of(path, head if found else text)
    header: Header = sheet.read(formats.header, sheet.part(lambda name: name in _HEADER_KEYS or bool(found)))
    if not language:
        return header
    from svcquest.levels.translation import translated_header  # noqa: PLC0415 - few play in another language

    return translated_header(header, folder, language)


def read_pack(folder: Path) -> PackFile:
    """A pack's own file.

    Raises:
        LevelError: it is not right.
    """
    sheet = Sheet.of(folder / PACK_FILE, read_text(folder / PACK_FILE))
    pack: PackFile = sheet.read(formats.pack, sheet.tree)
    twice = [name for name, count in Counter(each for c in pack.chapters for each in c.levels).items() if count > 1]
    if twice:
        raise LevelError([Fault(str(sheet.path), 0, 0, f'level "{name}" is listed twice') for name in twice])
    return pack


def open_level(folder: Path, language: str = "", seed: int = 1) -> Level:
    """A level with everything that its folder holds, its texts in a language as far as there is one.

    Args:
        seed: draws the values of its variants.

    Raises:
        LevelError: something in it is not right; all faults of a file are told at once.
    """
    level, _ = open_sheet(folder, seed)
    if not language:
        return level
    from svcquest.levels.translation import translated  # noqa: PLC0415 - few play in another language

    return translated(level, folder, language)


def open_sheet(folder: Path, seed: int = 1) -> tuple[Level, Sheet]:
    """A level, and its file with the places of its parts.

    Raises:
        LevelError: as ``open_level``.
    """
    path = folder / LEVEL_FILE
    text = read_text(path)
    drawn, text = _drawn(text, seed)
    sheet = Sheet.of(path, text)
    notes = Notes()
    header = formats.header(sheet.part(lambda name: name in _HEADER_KEYS), (), notes)
    body = formats.body(sheet.tree, (), notes)
    sheet.require_none(notes)
    probes = _named(body.probes)
    _check_references(sheet, header, body, probes, folder.name)
    level = _Folder(folder, sheet, drawn).level(header, body, probes)
    questions = tuple(question.drawn(header.id, seed) for question in level.questions)
    return replace(level, seed=seed, questions=questions), sheet


def _drawn(text: str, seed: int) -> tuple[Mapping[str, str], str]:
    """What a seed draws for a level file's variants, and the text with it."""
    if "\nvariants:" not in text:
        return {}, text
    from svcquest.levels.variants import declared, drawn, filled  # noqa: PLC0415 - few levels vary

    values = drawn(declared(text), seed)
    return values, filled(text, values)


def _named(probes: Iterable[Probe]) -> tuple[Probe, ...]:
    """Probes without an id get one from their place in the list."""
    return tuple(replace(probe, id=probe.id or f"probe-{number}") for number, probe in enumerate(probes, 1))


def _check_references(sheet: Sheet, header: Header, body: Body, probes: tuple[Probe, ...], folder: str) -> None:
    notes = Notes()
    if header.id != folder:
        notes.add(("id",), f'the level\'s folder is called "{folder}"; id and folder must be the same')
    ids = [PROTECTED]
    named: list[tuple[TreePath, str]] = [(("probes", index, "id"), each.id) for index, each in enumerate(probes)]
    named += [(("questions", index, "id"), each.id) for index, each in enumerate(body.questions)]
    for path, name in named:
        if name in ids:
            notes.add(path, f'"{name}" is taken')
        ids.append(name)
    for index, miss in enumerate(body.near_misses):
        if miss.fails not in ids:
            what = "probe or question" if body.questions else "probe"
            notes.add(("near_misses", index, "fails"), f'no {what} "{miss.fails}"{nearest(miss.fails, ids)}')
    for index, probe in enumerate(probes):
        for number in probe.after:
            if number > len(body.changes):
                notes.add(("probes", index, "after"), f"there is no change {number}; there are {len(body.changes)}")
    for path, spec in _answers(body):
        for name, text in objections(body.questions, spec.picks):
            notes.add((*path, "answers", name), text)
    sheet.require_none(notes)


def _answers(body: Body) -> Iterator[tuple[TreePath, AnswerSpec | NearMissSpec]]:
    """Every answer of a level, with its place."""
    yield ("solution",), body.solution
    for index, alternate in enumerate(body.alternates):
        yield ("alternates", index), alternate
    for index, miss in enumerate(body.near_misses):
        yield ("near_misses", index), miss


def objections(questions: Iterable[Question], picks: Picks) -> Iterator[tuple[str, str]]:
    """Answers that cannot be given to these questions: the question's id, and why not."""
    known = {question.id: question for question in questions}
    for name, pick in picks.items():
        question = known.get(name)
        if question is None:
            there = f"; there are {', '.join(known)}" if known else "; the level asks nothing"
            yield name, f'no question "{name}"{there}'
        elif question.objection(pick):
            yield name, question.objection(pick)


@dataclass(frozen=True, slots=True)
class _Folder:
    """The files beside a level file, and what was drawn for the placeholders in them."""

    path: Path
    sheet: Sheet
    drawn: Mapping[str, str]

    def level(self, header: Header, body: Body, probes: tuple[Probe, ...]) -> Level:
        return Level(
            header=header,
            brief=body.brief,
            debrief=body.debrief,
            proxy=body.proxy,
            setup=body.setup,
            questions=body.questions,
            namespace=body.namespace,
            cluster=tuple(tree for name in body.cluster for tree in self.objects(name)),
            files={shown: self.text(name, ("files", shown)) for shown, name in body.files.items()},
            open=body.open,
            ways=body.ways,
            probes=probes,
            changes=body.changes,
            hints=body.hints,
            solution=self.answer(body.solution, ("solution",)),
            alternates=tuple(
                self.other_answer(spec, body.solution, ("alternates", i)) for i, spec in enumerate(body.alternates)
            ),
            near_misses=tuple(
                WrongAnswer(self.other_answer(spec, body.solution, ("near_misses", i)), spec.fails)
                for i, spec in enumerate(body.near_misses)
            ),
            equivalent=body.equivalent,
            start_passes=body.start_passes,
            variants=body.variants,
            drawn=self.drawn,
        )

    def text(self, name: str, named_at: TreePath) -> str:
        path = self.path / name
        if not path.is_file() or path.is_symlink():
            raise LevelError([self.sheet.fault(named_at, f'the level\'s folder has no file "{name}"')])
        text = read_text(path)
        if not self.drawn:
            return text
        from svcquest.levels.variants import filled  # noqa: PLC0415 - few levels vary

        text = filled(text, self.drawn)
        if len(text) > SIZE_LIMIT:
            fault = f'"{name}" is longer than {SIZE_LIMIT:,} characters once its placeholders are filled in'
            raise LevelError([self.sheet.fault(named_at, fault)])
        return text

    def answer(self, spec: AnswerSpec | NearMissSpec | StepSpec, named_at: TreePath) -> Answer:
        files: Mapping[str, str] = {
            shown: self.text(name, (*named_at, "files", shown)) for shown, name in spec.files.items()
        }
        if isinstance(spec, StepSpec):
            return Answer(files, spec.run)
        then = tuple(self.answer(step, (*named_at, "then", i)) for i, step in enumerate(spec.then))
        return Answer(files, spec.run, spec.picks, then)

    def other_answer(self, spec: AnswerSpec | NearMissSpec, solution: AnswerSpec, named_at: TreePath) -> Answer:
        """An alternate or near miss; to questions that it leaves out it says what the solution does."""
        return replace(self.answer(spec, named_at), picks={**solution.picks, **spec.picks})

    def objects(self, name: str) -> list[Tree]:
        text = self.text(name, ("cluster",))
        return read_objects(text, str(self.path / name))


def read_objects(text: str, file: str) -> list[Tree]:
    """The objects of a cluster file; the items of a ``List`` one by one.

    Raises:
        LevelError: it is no YAML, or something in it is no object.
    """
    parsed = parse(text, file, Limits(characters=200_000_000, values=20_000_000, depth=200))
    if parsed.problem is not None:
        at = parsed.problem.position
        raise LevelError([Fault(file, at.line, at.column, f"cannot be read as YAML: {parsed.problem.reason}")])
    faults = []
    trees = []
    for document in flatten(parsed.documents):
        tree = document.tree
        at = document.place.value
        if not isinstance(tree, dict) or not isinstance(tree.get("metadata"), dict) or not tree.get("kind"):
            faults.append(Fault(file, at.line, at.column, "is not an object: apiVersion, kind and metadata are needed"))
        else:
            trees.append(tree)
    if faults:
        raise LevelError(faults)
    return trees

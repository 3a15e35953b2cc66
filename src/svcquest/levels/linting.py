"""Rules for authors that a reader can check without playing: ``pack lint`` runs them.

What the format itself demands (keys, types, references between keys) is checked whenever a level is opened; here is
what makes a level whole, and a pack one piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from svcquest.engine.baseline import NODES
from svcquest.levels.format import Chapter, Header
from svcquest.levels.level import Answer, Level
from svcquest.levels.loading import LEVEL_FILE, PACK_FILE, open_sheet, read_header, read_pack
from svcquest.levels.placement import read_placement
from svcquest.levels.probe_format import LookupProbe, ObjectProbe, Probe, RequestProbe
from svcquest.levels.problems import Fault, LevelError
from svcquest.levels.sheet import Sheet, read_text
from svcquest.levels.translation import faults_of
from svcquest.model.frozen import dataclass
from svcquest.model.tree import Path as TreePath

_HINTS = (2, 4)
_NEAR_MISSES = 2
_WAYS_TO_GUESS = 8
"""How many answers the questions of a level must allow: guessing then costs the third star more often than not."""

Remark = tuple[TreePath, str]
"""Where in ``level.yaml``, and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Linted:
    """A level that could be opened.

    Attributes:
        sheet: its file, with the places of its parts.
        faults: of the level taken by itself.
    """

    level: Level
    sheet: Sheet
    faults: tuple[Fault, ...]


def lint_level(folder: Path) -> Linted:
    """Check a level's folder.

    Raises:
        LevelError: it cannot be opened at all.
    """
    level, sheet = open_sheet(folder)
    remarks = [remark for rule in _RULES for remark in rule(level)]
    faults = [sheet.fault(path, text) for path, text in remarks]
    faults += [sheet.fault(path, text) for path, text in _torn_lines(sheet)]
    faults += _unfilled(level, folder)
    return Linted(level, sheet, (*faults, *faults_of(level, folder), *_unused_files(folder, sheet)))


def lint_pack(folder: Path) -> tuple[list[Linted], list[Fault]]:
    """Check a pack's folder.

    Returns:
        The levels that could be opened, and all faults: theirs, those of levels that could not, and the pack's own.

    Raises:
        LevelError: ``pack.yaml`` cannot be read.
    """
    pack = read_pack(folder)
    listed = [(chapter, name) for chapter in pack.chapters for name in chapter.levels]
    levels: list[Linted] = []
    faults: list[Fault] = []
    known: set[str] = set()
    for chapter, name in listed:
        try:
            linted = lint_level(folder / name)
        except LevelError as error:
            faults += error.faults
            known.add(name)
            continue
        levels.append(linted)
        faults += linted.faults
        faults += [linted.sheet.fault(path, text) for path, text in _place(linted.level.header, chapter, known)]
        known |= {name, *linted.level.header.teaches}
    names = {name for _, name in listed}
    for path in sorted(folder.glob(f"*/{LEVEL_FILE}")):
        if path.parent.name not in names:
            faults.append(Fault(str(path), 0, 0, f"no chapter of {PACK_FILE} lists this level"))
    try:
        read_placement(folder, pack)
    except LevelError as error:
        faults += error.faults
    return levels, faults


def _place(header: Header, chapter: Chapter, known: set[str]) -> Iterator[Remark]:
    """Where a level stands in its pack: the right chapter, after all that it builds on."""
    if header.chapter != chapter.id:
        yield ("chapter",), f'is "{header.chapter}", but {PACK_FILE} lists the level in chapter "{chapter.id}"'
    for index, wanted in enumerate(header.requires):
        if wanted not in known:
            yield ("requires", index), f'"{wanted}" is neither a level nor a concept that comes before this level'


# Rules for one level ------------------------------------------------------------------------------------------------


def _header(level: Level) -> Iterator[Remark]:
    if not level.header.summary:
        yield ("title",), "the map shows one line about each level: add summary"
    if not level.header.teaches:
        yield ("title",), "say which concepts it teaches: add teaches"


def _hints(level: Level) -> Iterator[Remark]:
    least, most = _HINTS
    if not least <= len(level.hints) <= most:
        yield ("hints",) if level.hints else (), f"there are {len(level.hints)} hints; {least} to {most} are wanted"
        return
    costs = [hint.cost for hint in level.hints]
    if costs != sorted(costs):
        yield ("hints",), "a later hint must not be cheaper than an earlier one"
    if costs[0] != 0:
        yield ("hints", 0), "the first hint must be free"
    if costs[-1] == 0:
        yield ("hints", len(costs) - 1), "the last hint tells the most; it must cost a star"


def _probes(level: Level) -> Iterator[Remark]:
    if not any(map(_forbids, level.probes)):
        yield ("probes",), "no probe says what must not happen; add one with not_pods, failure, absent or NXDOMAIN"
    said = [probe.say for probe in level.probes]
    for index, words in enumerate(said):
        if words in said[:index]:
            yield ("probes", index, "say"), "another probe says the same"


def _forbids(probe: Probe) -> bool:
    if isinstance(probe, RequestProbe):
        return bool(probe.expect.not_pods or probe.expect.failure)
    if isinstance(probe, LookupProbe):
        return probe.expect.rcode == "NXDOMAIN"
    return isinstance(probe, ObjectProbe) and (probe.expect.absent or bool(probe.expect.unchanged))


def _questions(level: Level) -> Iterator[Remark]:
    if not level.questions:
        return
    ways = 1.0
    for question in level.questions:
        ways *= len(question.choices)
        ways *= len(question.evidence.choices) / len(question.evidence.right) if question.evidence else 1
    if ways < _WAYS_TO_GUESS:
        yield (
            ("questions",),
            f"who guesses is right one time in {ways:g}; at least {_WAYS_TO_GUESS} is wanted: ask for evidence, or "
            "offer more choices",
        )


def _changes(level: Level) -> Iterator[Remark]:
    if not level.changes and not _only_says(level):
        yield (), "no hidden change; a hard-coded address would pass. Add changes"


def _nodes(level: Level) -> Iterator[Remark]:
    """Nodes that a change or the setup names: those of every cluster, and those that the level brings along."""
    known = {*NODES, *(tree["metadata"]["name"] for tree in level.cluster if tree.get("kind") == "Node")}
    named: list[tuple[TreePath, tuple[str, ...]]] = [(("setup", "halted_proxies"), level.setup.halted_proxies)]
    named += [(("changes", at, "halted_proxies"), each.halted_proxies or ()) for at, each in enumerate(level.changes)]
    for path, nodes in named:
        yield from (((*path, at), f'there is no node "{name}"') for at, name in enumerate(nodes) if name not in known)


def _answers(level: Level) -> Iterator[Remark]:
    if len(level.near_misses) < _NEAR_MISSES:
        yield (
            ("near_misses",) if level.near_misses else (),
            f"there are {len(level.near_misses)} near misses; at least {_NEAR_MISSES} are wanted",
        )
    shown = {"yaml" if _is_manifest(answer) else "kubectl" for answer in (level.solution, *level.alternates)}
    for way in level.ways:
        if way not in shown and not level.start_passes and not _only_says(level):
            yield ("ways",), f'"{way}" is open, but neither the solution nor an alternate goes that way'


def _only_says(level: Level) -> bool:
    """Whether the solution leaves the cluster alone and answers questions."""
    solution = level.solution
    return not (solution.files or solution.run or solution.then)


def _is_manifest(answer: Answer) -> bool:
    return bool(answer.files) and not any(step.run for step in (answer, *answer.then))


def _secrets(level: Level) -> Iterator[Remark]:
    """Nothing that the player reads before solving gives the answer away."""
    for shown, text in level.files.items():
        for number, line in enumerate(text.splitlines(), 1):
            if line.lstrip().startswith("#") or " #" in line:
                yield ("files", shown), f"line {number} has a comment; a start file must not point at its fault"
                break
    answers = (level.solution, *level.alternates)
    solutions = {answer.run[0] for answer in answers if len(answer.run) == 1 and not answer.then}
    told: list[tuple[TreePath, str]] = [(("brief",), level.brief)]
    told += [(("probes", index, "say"), probe.say) for index, probe in enumerate(level.probes)]
    told += [(("hints", index, "text"), hint.text) for index, hint in enumerate(level.hints)]
    for path, text in told:
        if any(answer in text for answer in solutions):
            yield path, "holds a whole answer"


def _torn_lines(sheet: Sheet) -> Iterator[Remark]:
    """Command lines of ``run: [kubectl get pods,services]`` that YAML takes apart at a comma.

    A comma that was meant to part two lines has a space behind it, or the next line begins with a quote or with the
    same program.
    """
    for path, run in _runs(sheet.tree, ()):
        program = run[0].partition(" ")[0]
        for index, line in enumerate(run[1:], 1):
            at = sheet.document.locate_value((*path, index))
            written = sheet.lines[at.line - 1]
            before, begin = written[at.column - 2 : at.column - 1], written[at.column - 1]
            if before == "," and begin not in "\"'" and line.partition(" ")[0] != program:
                yield (*path, index), f'"{line}" is torn off at a comma; put the whole command line in quotes'


def _runs(tree: object, path: TreePath) -> Iterator[tuple[TreePath, list[str]]]:
    """Where lists of command lines stand."""
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, value in steps:
        if step == "run" and isinstance(value, list) and value and all(isinstance(line, str) for line in value):
            yield (*path, step), value
        else:
            yield from _runs(value, (*path, step))


def _unfilled(level: Level, folder: Path) -> Iterator[Fault]:
    """Placeholders that stand for nothing, in a level that has variants."""
    if not level.variants:
        return
    from svcquest.levels.variants import filled, unknown  # noqa: PLC0415 - few levels vary

    for path in sorted(folder.glob("*.yaml")):
        for number, name in unknown(filled(read_text(path), level.drawn)):
            known = ", ".join(level.drawn)
            yield Fault(str(path), number, 1, f'"${{{name}}}" stands for nothing; there are {known}')
    head = read_header(folder)
    if "${" in f"{head.title}{head.summary}":
        yield Fault(str(folder / LEVEL_FILE), 1, 1, "title and summary are the same for all variants: no placeholders")


def _unused_files(folder: Path, sheet: Sheet) -> Iterator[Fault]:
    """Files that the level does not name."""
    named = {LEVEL_FILE, *_names(sheet.tree)}
    for path in sorted(folder.iterdir()):
        translation = path.name.startswith("level.") and path.suffix == ".yaml"
        if path.name not in named and not translation:
            yield Fault(str(path), 0, 0, "nothing in level.yaml names this file")


def _names(tree: object) -> Iterator[str]:
    if isinstance(tree, dict):
        for value in tree.values():
            yield from _names(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _names(value)
    elif isinstance(tree, str):
        yield tree


_RULES: tuple[Callable[[Level], Iterator[Remark]], ...] = (
    _header,
    _hints,
    _probes,
    _questions,
    _changes,
    _nodes,
    _answers,
    _secrets,
)

"""What a level's texts say, held against its cluster: places that exist, names that mean something, commands that work.

A name in backticks that nothing in the level is called is a slip of the pen that costs a learner ten minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from svcquest.engine.state import State
from svcquest.game.answering import give, steps_of
from svcquest.game.casting import vantages
from svcquest.game.proving.written import leaves
from svcquest.game.stage import Stage
from svcquest.levels.level import Level
from svcquest.levels.probe_format import ObjectProbe
from svcquest.model.kinds import KINDS
from svcquest.model.tree import Path
from svcquest.schema.fields import struct
from svcquest.terminal.kubectl.resource_types import find_type
from svcquest.terminal.kubectl.verbs import VERBS
from svcquest.terminal.places import home_programs

Remark = tuple[Path, str, str]
"""Where in the level file, the words that it is about, and what is wrong with them."""

_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_NAME = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_PLACEHOLDER = re.compile(r"…|\.\.\.|\b[A-Z]{2,}(?:[-_][A-Z]+)*\b|<[a-z -]+>")
_PLAIN_WORDS = frozenset(
    {"true", "false", "localhost", "root", "json", "yaml", "cluster.local", "svc", "cluster", "local"}
)
_BROKEN = re.compile(
    r"unknown (?:command|flag|shorthand flag)|doesn't have a resource type|command not found|\(NotFound\)|not found"
)


def remarks(stage: Stage) -> Iterator[Remark]:
    """All that the texts get wrong."""
    level = stage.level
    cluster = stage.cluster()
    give(stage, level.solution, cluster)
    solved = cluster.state
    yield from _places(level, stage.start, solved)
    words = vocabulary(level, (stage.start, solved))
    for path, text in _texts(level):
        for span in _SPAN.findall(text):
            yield from _about(stage, solved, words, path, span)


def _places(level: Level, start: State, solved: State) -> Iterator[Remark]:
    for index, probe in enumerate(level.probes):
        for source in () if isinstance(probe, ObjectProbe) else probe.source:
            if not vantages(source, start) and not vantages(source, solved):
                yield ("probes", index, "from"), source, "there is no such pod, workload or node"
    for index, opened in enumerate(level.open):
        if find_type(opened.partition("/")[0]) is None:
            yield ("open", index), opened, "there is no such kind"


def _texts(level: Level) -> Iterator[tuple[Path, str]]:
    yield ("brief",), level.brief
    for index, probe in enumerate(level.probes):
        yield ("probes", index, "say"), probe.say
    for index, hint in enumerate(level.hints):
        yield ("hints", index, "text"), hint.text
    for index, question in enumerate(level.questions):
        yield ("questions", index, "say"), question.say
        for choice in question.all_choices:
            yield ("questions", index), choice.text
            yield ("questions", index), choice.because
    yield ("debrief",), level.debrief


def _about(stage: Stage, solved: State, words: frozenset[str], path: Path, span: str) -> Iterator[Remark]:
    if _NAME.fullmatch(span):
        if span not in words and not set(span.split(".")) <= words:
            yield path, span, "nothing in this level is called so"
    elif span.partition(" ")[0] in {"kubectl", "ssh"} and " " in span and not _PLACEHOLDER.search(span):
        said = _complaint(stage, solved, span)
        if said:
            yield path, span, f"the command does not work, neither at the start nor with the solution: {said}"


def _complaint(stage: Stage, solved: State, line: str) -> str:
    """What a command says that cannot work at all; empty when it works at the start or at the end."""
    said = ""
    for state in (stage.start, solved):
        cluster = stage.cluster()
        cluster.restore(state)
        (outcome,) = stage.run(cluster, [line])
        text = outcome.stderr.strip()
        if not outcome.exit or not _BROKEN.search(text):
            return ""
        said = text.splitlines()[0]
    return said


def vocabulary(level: Level, states: Iterable[State]) -> frozenset[str]:
    """Every word that may stand in backticks: of the objects, the files, the terminal, the API."""
    found = set(_api_words()) | _PLAIN_WORDS
    for state in states:
        found |= {*state.settings.outside_names}
        for resource in state.all():
            found |= {resource.name, resource.namespace}
            for where, value in leaves(resource.tree):
                found |= {str(step) for step in where}
                if isinstance(value, str) and len(value) < 100:
                    found |= {value, *re.split(r"[:/@]", value)}
    solution = [text for step in steps_of(level.solution) for text in step.files.values()]
    for text in (*level.files, *level.files.values(), *solution):
        found |= set(re.findall(r"[A-Za-z0-9._-]+", text))
    found |= {level.id, level.namespace, *level.header.teaches}
    found |= {each.id for question in level.questions for each in question.all_choices}
    return frozenset(found)


@cache
def _api_words() -> frozenset[str]:
    found = {*home_programs()}
    for verb in VERBS:
        found |= set(verb.split())
    for kind in KINDS:
        found |= {kind.kind, kind.resource, kind.singular}
    pending, seen = [kind.kind for kind in KINDS], set[str]()
    while pending:
        name = pending.pop()
        shape = struct(name)
        if shape is None or name in seen:
            continue
        seen.add(name)
        for field in shape.fields.values():
            found |= {field.name, *field.values}
            pending.append(field.item_type)
    return frozenset(found)

"""``svcquest check``: grade an answer without a screen."""

from __future__ import annotations

import argparse
import posixpath
from typing import Any

from svcquest.cli.failing import NOT_SOLVED, SOLVED, UsageError
from svcquest.cli.opening import open_level
from svcquest.cli.printing import say, say_all, say_json
from svcquest.cli.reading import read_file
from svcquest.game.grading import grade_on
from svcquest.game.stage import Stage
from svcquest.game.trying import try_text
from svcquest.game.verdict import Diagnostic, Row, Verdict
from svcquest.game.words import account, verdict_lines
from svcquest.levels.format import Picks
from svcquest.levels.level import Answer, Level, seeded
from svcquest.manifest import parse


def run(arguments: argparse.Namespace) -> int:
    """Grade what the files and lines do; exit 0 solved, 1 not solved."""
    if not arguments.files and not arguments.lines and not arguments.picks:
        raise UsageError("check needs an answer: FILE…, -c CMD or --answer ID=CHOICE")
    level = open_level(seeded(arguments.level, arguments.seed))
    picks = read_picks(level, arguments.picks)
    files = read_answer(arguments.files)
    stage = Stage(level, level.seed)
    diagnostics = examine(stage, files)
    lines = tuple(f"kubectl apply -f {name}" for name in files) + tuple(arguments.lines) if arguments.lines else ()
    verdict = grade_on(stage, Answer(files, lines, picks))
    if arguments.json:
        say_json(as_data(verdict, diagnostics, level))
    else:
        tell(verdict, diagnostics)
    return SOLVED if verdict.passed else NOT_SOLVED


def read_picks(level: Level, given: list[str]) -> Picks:
    """What is said to the level's questions, out of ``ID=CHOICE`` or ``ID=CHOICE,EVIDENCE``.

    Raises:
        UsageError: one of them is no answer to a question of the level.
    """
    if not given:
        return {}
    from svcquest.levels.loading import objections  # noqa: PLC0415 - few levels ask

    picks: dict[str, tuple[str, ...]] = {}
    for text in given:
        name, _, said = text.partition("=")
        picks[name.strip()] = tuple(part.strip() for part in said.split(",") if part.strip())
    for name, objection in objections(level.questions, picks):
        raise UsageError(f"--answer {name}: {objection}")
    return picks


def read_answer(names: list[str]) -> dict[str, str]:
    """The files of an answer by a name that is unique.

    Raises:
        UsageError: one of them cannot be used.
    """
    found: dict[str, str] = {}
    for number, name in enumerate(names, 1):
        text = read_file(name)
        parsed = parse(text, name)
        if parsed.problem is not None:
            at = parsed.problem.position
            raise UsageError(f"{name}:{at.line}:{at.column}: {parsed.problem.reason}\n{parsed.problem}")
        if not parsed.documents:
            raise UsageError(f"{name}: holds no object")
        short = "stdin.yaml" if name == "-" else _shell_safe(posixpath.basename(name))
        found[short if short not in found else f"{number}-{short}"] = text
    return found


def _shell_safe(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "._-" else "_" for letter in name)


def examine(stage: Stage, files: dict[str, str]) -> list[Diagnostic]:
    """What the API server will say to each file, at its line."""
    cluster = stage.cluster()
    return [
        each
        for name, text in files.items()
        for each in try_text(cluster, name, text, stage.level.namespace).diagnostics
    ]


def tell(verdict: Verdict, diagnostics: list[Diagnostic]) -> None:
    """A verdict as text."""
    say_all(str(each) for each in diagnostics)
    say_all(verdict_lines(verdict))
    say()
    say(f"{'solved' if verdict.passed else 'not solved'}: {verdict.level} (seed {verdict.seed})")


def as_data(verdict: Verdict, diagnostics: list[Diagnostic], level: Level) -> dict[str, Any]:
    """A verdict as JSON data."""
    from svcquest.game.score import points  # noqa: PLC0415 - only machines ask for points

    held, most = points(verdict, level)
    return {
        "level": verdict.level,
        "seed": verdict.seed,
        "passed": verdict.passed,
        "failed": list(verdict.failed),
        "points": {"held": held, "of": most},
        "diagnostics": [
            {"file": d.file, "line": d.line, "column": d.column, "severity": d.severity, "message": d.message}
            for d in diagnostics
        ],
        "refusals": [{"command": each.what, "text": each.text} for each in verdict.refusals],
        "phases": [
            {
                "change": phase.change,
                "passed": phase.passed,
                "probes": [
                    {
                        "id": result.id,
                        "say": result.say,
                        "passed": result.passed,
                        "rows": [_row(row) for row in result.rows],
                    }
                    for result in phase.results
                ],
            }
            for phase in verdict.phases
        ],
    }


def _row(row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {
        "from": row.source,
        "target": row.target,
        "expected": row.expected,
        "observed": row.observed,
        "passed": row.passed,
    }
    told = account(row)
    if told is not None:
        found["trace"] = [{"hop": each.label, "text": each.text, "failed": each.failed} for each in told.lines]
        if told.diagnosis is not None:
            found |= {"why": told.diagnosis.why, "look": told.diagnosis.look}
    return found

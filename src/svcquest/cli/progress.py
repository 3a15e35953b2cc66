"""``svcquest progress``: show, export, import, reset."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from svcquest.cli.failing import UsageError
from svcquest.cli.printing import say, say_json, warn
from svcquest.cli.reading import read_file
from svcquest.store.progress import Progress


def run(arguments: argparse.Namespace) -> int:
    """Do one of the actions."""
    progress = Progress()
    actions = {"show": _show, "export": _export, "import": _import, "reset": _reset}
    status = actions[arguments.action](progress, arguments)
    for notice in progress.notices:
        warn(notice)
    return status


def _show(progress: Progress, arguments: argparse.Namespace) -> int:
    best = progress.all_best()
    if arguments.json:
        found = {level: {"stars": each.stars, "runs": each.runs, "hints": each.hints} for level, each in best.items()}
        say_json({"results": found, "stars": sum(each.stars for each in best.values())})
        return 0
    for level, each in best.items():
        say(f"{'★' * each.stars:<3}  {level} ({each.runs} runs, {each.hints} hints)")
    stars = sum(each.stars for each in best.values())
    say(f"{len(best)} levels solved, {stars} stars" if best else "nothing solved yet")
    return 0


def _export(progress: Progress, arguments: argparse.Namespace) -> int:
    from svcquest.store.exchange import export  # noqa: PLC0415 - pydantic is heavy

    text = export(progress)
    if arguments.file == "-":
        sys.stdout.write(text)
        return 0
    try:
        Path(arguments.file).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{arguments.file}: cannot be written: {error.strerror or error}") from error
    return 0


def _import(progress: Progress, arguments: argparse.Namespace) -> int:
    from svcquest.store.exchange import SIZE_LIMIT, ImportRefusedError, import_text  # noqa: PLC0415 - pydantic is heavy

    text = read_file(arguments.file, SIZE_LIMIT)
    try:
        taken, held = import_text(progress, text)
    except ImportRefusedError as error:
        raise UsageError(f"{arguments.file}: {error}") from error
    say(f"{taken} of {held} results were better than yours and are taken over")
    return 0


def _reset(progress: Progress, arguments: argparse.Namespace) -> int:
    what = arguments.level or "all levels"
    if not arguments.yes:
        if not sys.stdin.isatty():
            raise UsageError("reset asks first; without a terminal say --yes")
        if input(f"Forget results and unfinished work of {what}? [y/N] ").strip().lower() not in {"y", "yes"}:
            say("nothing changed")
            return 0
    progress.forget(arguments.level)
    say(f"forgotten: {what}")
    return 0

"""``svcquest`` and ``svcquest play``: the game on a screen, line by line, or beside the player's own editor."""

from __future__ import annotations

import argparse

from svcquest.cli.failing import UsageError
from svcquest.cli.printing import in_browser, on_terminal, warn

NO_TERMINAL = (
    "the game needs a terminal that can draw; `svcquest check LEVEL FILE` grades an answer, "
    "`svcquest sim` gives a shell on a cluster, `svcquest play --plain` plays line by line"
)


def run(arguments: argparse.Namespace) -> int:
    """Start the front end that was asked for."""
    level = _variant(arguments)
    if arguments.file:
        return _beside_editor(level, arguments.file)
    if arguments.plain:
        from svcquest.cli.plain import play  # noqa: PLC0415 - one front end is enough

        return play(level)
    if not on_terminal() and not in_browser():
        raise UsageError(NO_TERMINAL)
    from svcquest.cli.backend import StoredBackend  # noqa: PLC0415 - only the screens need it
    from svcquest.cli.report import save_report  # noqa: PLC0415
    from svcquest.tui.app import SvcquestApp  # noqa: PLC0415 - Textual is heavy

    if level:
        from svcquest.cli.opening import open_level  # noqa: PLC0415 - the first screen needs no level

        open_level(level)
    backend = StoredBackend()
    app = SvcquestApp(backend, level, report=save_report)
    app.run()
    for notice in (*app.notices, *backend.notices()):
        warn(notice)
    return app.return_code or 0


def _variant(arguments: argparse.Namespace) -> str | None:
    """The level with its seed."""
    wanted: str | None = arguments.level
    if arguments.seed == 1:
        return wanted
    if wanted is None:
        raise UsageError("play --seed needs a level: svcquest play LEVEL --seed N")
    from svcquest.levels.level import seeded  # noqa: PLC0415 - most games are of the first variant

    return seeded(wanted, arguments.seed)


def _beside_editor(wanted: str | None, file: str) -> int:
    from svcquest.cli.opening import open_level  # noqa: PLC0415 - only this front end
    from svcquest.cli.watch import follow  # noqa: PLC0415
    from svcquest.game.score import stars  # noqa: PLC0415
    from svcquest.store.progress import Best, Progress  # noqa: PLC0415

    if not wanted:
        raise UsageError("play --file needs a level: svcquest play LEVEL --file F")
    level = open_level(wanted)
    if level.questions:
        raise UsageError(
            f"{wanted} asks questions; beside an editor: svcquest watch {wanted} {file} --answer ID=CHOICE"
        )
    progress = Progress()

    def solved(files: dict[str, str], runs: int) -> None:
        worth = stars(helped=False, runs=runs, par=level.header.par.runs)
        progress.record(level.id, Best(worth, runs, 0, {"level": level.id, "files": files}))

    return follow(level, file, solved)

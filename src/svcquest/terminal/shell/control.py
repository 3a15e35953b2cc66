"""How ``exit``, ``return``, ``break`` and failed expansions leave what is running."""

from __future__ import annotations


class ExitShellError(Exception):
    """``exit``; ends the innermost shell."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


class ReturnError(ExitShellError):
    """``return``; ends the innermost function or sourced file."""


class AbortError(ExitShellError):
    """A word that cannot be expanded ends the script, but not the shell at a prompt."""


class LoopControlError(Exception):
    """``break`` and ``continue``; ``levels`` of loops are left, the last one goes on if ``again``."""

    def __init__(self, levels: int, *, again: bool) -> None:
        super().__init__("only meaningful in a loop")
        self.levels = levels
        self.again = again

"""What stays of a screen with a session when it is left: for the return in the same run of the program."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.content import Content

    from svcquest.game.session import Session
    from svcquest.tui.backend import Backend

_MOST = 6
"""Levels of which something stays. Work in all others is in the store, and comes back without a scrollback."""

_SANDBOX = ""


@dataclass(slots=True)
class Stay:
    """A session with what only the screen knows about it. The screen changes it as it goes along.

    Attributes:
        name: under which the level was opened.
        language: asked for when the level's texts were read.
        scrollback: blocks of the terminal pane, oldest first.
        typed: lines typed at its prompt, oldest first.
        solution: the level's own answer, once it was shown.
        panes: the panes that were on last: above, below, and where only one fits; None at first.
    """

    session: Session
    name: str = ""
    language: str = ""
    scrollback: list[Content] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    solution: str = ""
    panes: tuple[str, str, str] | None = None


class Stays:
    """The latest stays of this run."""

    def __init__(self, backend: Backend, opened: Callable[[Session], None]) -> None:
        """Begin without any.

        Args:
            opened: is told of each session that is as the store has it.
        """
        self._backend = backend
        self._opened = opened
        self._stays: dict[str, Stay] = {}

    def level(self, name: str, language: str) -> Stay:
        """A stay in a level: the one that was left, with its texts read anew where the language has changed.

        Raises:
            LevelUnusableError: the level's files cannot be used.
        """
        known = self._stays.get(name)
        if known is not None and known.language == language:
            self._backend.visited(name)
            return self._keep(known)
        session = self._backend.open(name)
        self._opened(session)
        fresh = replace(known, session=session, language=language) if known else Stay(session, name, language)
        return self._keep(fresh)

    def sandbox(self, cluster: str | None) -> Stay:
        """A stay in the sandbox: for None the one that was left.

        Raises:
            LevelUnusableError: the cluster's file cannot be used.
        """
        known = self._stays.get(_SANDBOX) if cluster is None else None
        if known is None:
            known = Stay(self._backend.sandbox(cluster), _SANDBOX)
            if cluster is None:
                self._opened(known.session)
        return self._keep(known)

    def _keep(self, stay: Stay) -> Stay:
        self._stays.pop(stay.name, None)
        self._stays[stay.name] = stay
        while len(self._stays) > _MOST:
            del self._stays[next(iter(self._stays))]
        return stay

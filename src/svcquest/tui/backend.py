"""What the screens need from the rest of the program, handed in by whoever starts them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from svcquest.model.frozen import dataclass

if TYPE_CHECKING:
    from gettext import NullTranslations

    from svcquest.game.placement import Placement
    from svcquest.game.sandbox import Sandbox
    from svcquest.game.session import Session
    from svcquest.game.views import Attempt
    from svcquest.levels.glossary import Glossary


@dataclass(frozen=True, slots=True)
class LevelCard:
    """A level as the map shows it, without its body.

    Attributes:
        stars: best so far, 0 while unsolved.
        begun: there is saved work.
        known: the player has shown in the placement test that its chapter need not be played.
        needs: ids of levels that should come first and are neither solved nor known.
    """

    id: str
    title: str
    chapter: str
    summary: str
    teaches: tuple[str, ...]
    difficulty: int
    minutes: int
    stars: int = 0
    begun: bool = False
    known: bool = False
    needs: tuple[str, ...] = ()

    @property
    def solved(self) -> bool:
        """Whether it has been solved at least once."""
        return self.stars > 0

    @property
    def is_done(self) -> bool:
        """Whether there is no need to play it."""
        return self.solved or self.known


@dataclass(frozen=True, slots=True)
class Preset:
    """A cluster that comes with the program, to play with; ``about`` is one line."""

    id: str
    about: str


@dataclass(frozen=True, slots=True)
class SavedLevel:
    """What became of a sandbox that was to be saved as a level.

    Attributes:
        folder: where it is now; empty when nothing was written.
        faults: why nothing was written, or what has to be mended before others play it.
    """

    folder: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the settings screen changes.

    Attributes:
        theme: name of a palette.
        motion: whether anything may move by itself.
        ascii: draw with ASCII only.
        language: of the program and of levels' texts, such as ``zh``; empty for what all was written in.
    """

    theme: str = "svcquest-dark"
    motion: bool = True
    ascii: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A language that the program or levels speak.

    Attributes:
        code: such as ``zh``; empty for what everything was written in.
        levels: how many have texts in it.
    """

    code: str
    levels: int


class Backend(Protocol):
    """Levels, progress and preferences. No call raises for a damaged or read-only disk; see ``notices``."""

    def cards(self) -> Sequence[LevelCard]:
        """All levels in the order of the campaign."""
        ...

    def open(self, level: str) -> Session:
        """A session of a level, with saved work where there is some.

        Raises:
            LevelUnusableError: the level's files cannot be used.
        """
        ...

    def placement(self) -> Placement:
        """The placement test of the campaign, at its beginning; without questions where it cannot be read."""
        ...

    def place(self, placement: Placement) -> None:
        """Save which chapters need not be played."""
        ...

    def visited(self, level: str) -> None:
        """The player is in this level again; its session was at hand."""
        ...

    def keep(self, session: Session) -> None:
        """Save work in progress; called often."""
        ...

    def record(self, session: Session, attempt: Attempt) -> None:
        """Save an attempt that passed."""
        ...

    def presets(self) -> Sequence[Preset]:
        """Clusters for the sandbox."""
        ...

    def sandbox(self, cluster: str | None) -> Sandbox:
        """A cluster to play with.

        Args:
            cluster: id of a preset or path of a file; None for the sandbox as it was left, at first a preset.

        Raises:
            LevelUnusableError: the file cannot be used.
        """
        ...

    def save_cluster(self, path: str, text: str) -> str:
        """Write a cluster file on the player's disk; why it could not be written, empty when it was."""
        ...

    def save_level(self, path: str, sandbox: Sandbox, service: str) -> SavedLevel:
        """Write a level into a new folder: it begins in this cluster, without the Service NAMESPACE/NAME."""
        ...

    def glossary(self) -> Glossary:
        """What words mean."""
        ...

    def is_new(self) -> bool:
        """Whether this player has never been here; True once only."""
        ...

    def last_level(self) -> str | None:
        """The level that was open last, None for a new player."""
        ...

    def preferences(self) -> Preferences:
        """The saved preferences."""
        ...

    def prefer(self, preferences: Preferences) -> None:
        """Save preferences."""
        ...

    def languages(self) -> tuple[Sequence[Language], bool]:
        """What can be spoken, as written first; whether the environment has chosen, so that nobody else can."""
        ...

    def words(self, language: str) -> NullTranslations | None:
        """The program's own words in a language; None for English."""
        ...

    def notices(self) -> Sequence[str]:
        """What the player must know about saving, once: a read-only folder, a file set aside."""
        ...


class LevelUnusableError(Exception):
    """A level or a cluster cannot be opened; the text says which file, where, and what would be right."""

"""Levels and progress for the screens."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from svcquest.cli.language import asked_language
from svcquest.model.language import _
from svcquest.store.progress import Best, Progress
from svcquest.tui.backend import Language, LevelCard, LevelUnusableError, Preferences, Preset, SavedLevel

if TYPE_CHECKING:
    from gettext import NullTranslations
    from pathlib import Path

    from svcquest.game.placement import Placement
    from svcquest.game.sandbox import Sandbox
    from svcquest.game.session import Session
    from svcquest.game.views import Attempt
    from svcquest.levels.catalog import Catalog, Entry
    from svcquest.levels.glossary import Glossary

LAST, TOURED, THEME, MOTION, ASCII = "last-level", "toured", "theme", "motion", "ascii"
LANGUAGE = "language"


class StoredBackend:
    """The Backend that the game uses: the built-in levels and the player's own progress."""

    def __init__(self, catalog: Catalog | None = None, progress: Progress | None = None) -> None:
        self._given = catalog
        self._progress = progress or Progress()
        self._told = 0

    @cached_property
    def _catalog(self) -> Catalog:
        from svcquest.cli.opening import catalog  # noqa: PLC0415 - the first frame needs no level

        return self._given or catalog(self.preferences().language)

    def cards(self) -> Sequence[LevelCard]:
        """All levels in the order of the campaign."""
        best = self._progress.all_best()
        begun = set(self._progress.drafts())
        chapters = self._progress.known_chapters()
        known = {entry.id for entry in self._catalog.entries if entry.chapter.id in chapters}
        return [self._card(entry, best, begun, known) for entry in self._catalog.entries]

    def open(self, level: str) -> Session:
        """A session of a level, with saved work where there is some.

        Raises:
            LevelUnusableError: the level's files cannot be used.
        """
        from svcquest.game.keeping import resume  # noqa: PLC0415 - the first screen needs no engine
        from svcquest.levels.problems import LevelError, UnknownLevelError  # noqa: PLC0415

        try:
            opened = self._catalog.open(level)
        except (LevelError, UnknownLevelError) as error:
            raise LevelUnusableError(str(error)) from error
        self.visited(level)
        return resume(opened, self._progress.draft(opened.draft))

    def visited(self, level: str) -> None:
        """The player is in this level."""
        self._progress.set(LAST, level)

    def placement(self) -> Placement:
        """The placement test of the campaign, at its beginning; without questions where it cannot be read."""
        from svcquest.game.placement import Placement  # noqa: PLC0415 - asked for once in a player's life
        from svcquest.levels.placement import read_placement  # noqa: PLC0415
        from svcquest.levels.problems import LevelError  # noqa: PLC0415

        try:
            return Placement(read_placement(self._catalog.folder, self._catalog.pack))
        except LevelError:
            return Placement(())

    def place(self, placement: Placement) -> None:
        """Save which chapters need not be played."""
        self._progress.know(placement.known)

    def keep(self, session: Session) -> None:
        """Save work in progress; called often."""
        from svcquest.game.snapshot import to_data  # noqa: PLC0415 - the first screen needs no engine

        self._progress.keep(session.level.draft, to_data(session.snapshot()))

    def record(self, session: Session, attempt: Attempt) -> None:
        """Save an attempt that passed."""
        from svcquest.game.snapshot import to_data  # noqa: PLC0415 - the first screen needs no engine

        data = to_data(session.snapshot())
        hints = len(data["hints"])
        self._progress.record(session.level.id, Best(attempt.stars, attempt.number, hints, data))
        self._progress.keep(session.level.draft, data)

    def presets(self) -> Sequence[Preset]:
        """Clusters for the sandbox: the files that come with the program, each with its first line."""
        from svcquest.levels.data import data_folder  # noqa: PLC0415 - the first screen needs no preset

        found = []
        for path in sorted((data_folder("assets") / "clusters").glob("*.yaml"), key=_usual_first):
            with path.open(encoding="utf-8") as file:
                found.append(Preset(path.stem, file.readline().removeprefix("#").strip()))
        return found

    def sandbox(self, cluster: str | None) -> Sandbox:
        """A cluster to play with: a preset, a file, or for None the sandbox as it was left.

        Raises:
            LevelUnusableError: the file cannot be used.
        """
        from svcquest.cli.failing import UsageError  # noqa: PLC0415 - the first screen needs no engine
        from svcquest.cli.reading import CLUSTER_LIMIT, read_file  # noqa: PLC0415
        from svcquest.game.keeping import reopen_sandbox  # noqa: PLC0415
        from svcquest.game.sandbox import ID, Sandbox, Source  # noqa: PLC0415
        from svcquest.levels.data import data_folder  # noqa: PLC0415
        from svcquest.levels.problems import LevelError  # noqa: PLC0415

        presets = [preset.id for preset in self.presets()]
        try:
            if cluster is None:
                kept = reopen_sandbox(self._progress.draft(ID))
                if kept is not None:
                    return kept
                cluster = presets[0]
            if cluster in presets:
                path = str(data_folder("assets") / "clusters" / f"{cluster}.yaml")
                return Sandbox(Source(cluster, read_file(path)))
            return Sandbox(Source(cluster, read_file(cluster, CLUSTER_LIMIT)))
        except (UsageError, LevelError) as error:
            raise LevelUnusableError(str(error)) from error

    def save_cluster(self, path: str, text: str) -> str:
        """Write a cluster file; why it could not be written, empty when it was. Nothing is overwritten."""
        from pathlib import Path  # noqa: PLC0415 - few save

        try:
            with Path(path).expanduser().open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            return f"{path} is there already; choose another name"
        except (OSError, RuntimeError) as error:
            return f"{path} cannot be written: {getattr(error, 'strerror', None) or error}"
        return ""

    def save_level(self, path: str, sandbox: Sandbox, service: str) -> SavedLevel:
        """Write a level into a new folder and lint it: it begins in this cluster, without the Service."""
        from pathlib import Path  # noqa: PLC0415 - few save

        from svcquest.cli.failing import UsageError  # noqa: PLC0415
        from svcquest.cli.packs.begun import faults_of, write_folder  # noqa: PLC0415
        from svcquest.levels.scaffold import ScaffoldError, level_from_objects  # noqa: PLC0415

        try:
            folder = Path(path).expanduser().absolute()
            write_folder(folder, level_from_objects(folder.name, sandbox.objects(), service, sandbox.proxy))
        except (ScaffoldError, UsageError, RuntimeError) as error:
            return SavedLevel("", (str(error),))
        return SavedLevel(str(folder), tuple(faults_of(folder)))

    def glossary(self) -> Glossary:
        """What words mean."""
        from svcquest.levels.glossary import Glossary  # noqa: PLC0415 - read when somebody asks

        return Glossary(self.preferences().language)

    def is_new(self) -> bool:
        """Whether this player has never been here; True once only."""
        if self._progress.setting(TOURED):
            return False
        self._progress.set(TOURED, True)  # noqa: FBT003 - the value of a setting
        return self.last_level() is None

    def last_level(self) -> str | None:
        """The level that was open last, None for a new player."""
        found = self._progress.setting(LAST)
        return found if isinstance(found, str) else None

    def preferences(self) -> Preferences:
        """The saved preferences."""
        usual = Preferences()
        names = (THEME, MOTION, ASCII, LANGUAGE)
        theme, motion, ascii_only, language = (self._progress.setting(name) for name in names)
        return Preferences(
            theme if isinstance(theme, str) else usual.theme,
            motion if isinstance(motion, bool) else usual.motion,
            ascii_only if isinstance(ascii_only, bool) else usual.ascii,
            asked_language() or (language if isinstance(language, str) else usual.language),
        )

    def prefer(self, preferences: Preferences) -> None:
        """Save preferences, those that have changed: another game may have changed others."""
        before, now = self.preferences(), preferences
        for name, was, value in (
            (THEME, before.theme, now.theme),
            (MOTION, before.motion, now.motion),
            (ASCII, before.ascii, now.ascii),
            (LANGUAGE, before.language, now.language),
        ):
            if was != value:
                self._progress.set(name, value)
        if before.language != now.language:
            self.__dict__.pop("_catalog", None)

    def languages(self) -> tuple[Sequence[Language], bool]:
        """What can be spoken, as written first; whether the environment has chosen."""
        from collections import Counter  # noqa: PLC0415 - the settings ask

        from svcquest.levels.program_words import catalogues  # noqa: PLC0415
        from svcquest.levels.translation import languages  # noqa: PLC0415

        counts = Counter(code for entry in self._catalog.entries for code in languages(entry.folder))
        own = Language("", len(self._catalog.entries))
        codes = sorted({*counts, *catalogues()})
        return [own, *(Language(code, counts[code]) for code in codes)], bool(asked_language())

    def words(self, language: str) -> NullTranslations | None:
        """The program's own words in a language; None for English."""
        if not language:
            return None
        from svcquest.levels.program_words import catalogue  # noqa: PLC0415 - few play in another language

        return catalogue(language)

    def notices(self) -> Sequence[str]:
        """What the player must know about saving, once."""
        fresh = self._progress.notices[self._told :]
        self._told += len(fresh)
        return fresh

    def _card(self, entry: Entry, best: dict[str, Best], begun: set[str], known: set[str]) -> LevelCard:
        header = entry.header
        return LevelCard(
            id=entry.id,
            title=header.title,
            chapter=entry.chapter.title,
            summary=header.summary or _(entry.chapter.about),
            teaches=header.teaches,
            difficulty=header.difficulty,
            minutes=header.minutes,
            stars=best[entry.id].stars if entry.id in best else 0,
            begun=entry.id in begun,
            known=entry.id in known,
            needs=tuple(
                name for name in header.requires if name not in best and name not in known and self._is_level(name)
            ),
        )

    def _is_level(self, name: str) -> bool:
        return any(entry.id == name for entry in self._catalog.entries)


def _usual_first(path: Path) -> tuple[bool, str]:
    """The shop has the most to look at, so it is what a new player meets."""
    return (path.stem != "shop", path.stem)

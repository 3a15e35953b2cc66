"""``svcquest play --plain``: the whole game line by line, without boxes or redrawing, over the same sessions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path

from svcquest.cli.backend import StoredBackend
from svcquest.cli.failing import UsageError
from svcquest.cli.plain_bench import Bench
from svcquest.cli.plain_placement import place
from svcquest.cli.printing import say, warn
from svcquest.cli.prompting import open_line_prompt, read_command
from svcquest.cli.prose import say_lines, say_prose
from svcquest.game.session import Session
from svcquest.levels.level import parted
from svcquest.model.language import _, mark, several, speak
from svcquest.terminal.session import Terminal
from svcquest.tui.backend import LevelCard, LevelUnusableError

HELP = mark("""\
In a level:
:run            apply your files and send the traffic
:result         every line of the result, numbered
:trace NUMBER   the way of one request, step by step; the first failing one without a number
:brief  :goals  the task and the objectives once more
:cluster        the cluster in words; :cluster system with what every cluster has
:files          names of your files
:show FILE      print a file
:edit FILE      open a file in $EDITOR
:load FILE PATH take a file's text from your own disk
:questions      what the level asks, with all that can be answered
:hint           the next hint, with its price
:solution       the level's own answer; costs stars
:changes        what you changed; :undo, :redo and :reset
The game:
:map            all levels, numbered
:play LEVEL     another level, by its number or id
:next           the next level that is neither solved nor known
:placement      a few questions by which to begin further on
:sandbox NAME   a cluster to play with: a preset or a file; without a name as it was left
:glossary WORD  what a word means; without a word all of them
:quit           leave; everything is kept
Anything else is a command in the terminal: kubectl, curl, dig, help.""")

_HELP_COLUMN = 16
"""Where help begins to say what a command does."""

_LEAVING = frozenset({":quit", ":q", ":exit"})

_NOT_FOUND = 127
"""Exit status of a shell that knows no such command."""

WELCOME = mark("""\
Welcome. Every level is a small cluster in which something is wrong with a Service: a name and an address in front of
all pods that carry its labels. Mend it with kubectl, or with YAML by :edit. :run sends real requests through the
cluster, and what counts is which pods answer. :help lists what can be done, :quit leaves; nothing is lost.""")


def play(wanted: str | None) -> int:
    """Play by reading lines; exit 0 once left."""
    backend = StoredBackend()
    speak(backend.words(backend.preferences().language))
    new = backend.is_new()
    try:
        session = backend.open(wanted or _next(backend).id)
    except LevelUnusableError as error:
        raise UsageError(str(error)) from error
    for notice in backend.notices():
        warn(notice)
    if new:
        say_prose(_(WELCOME))
        say()
    return Plain(session, backend).converse()


def _next(backend: StoredBackend) -> LevelCard:
    """The first level that is neither solved nor known, the first of all when there is none."""
    cards = backend.cards()
    return next((card for card in cards if not card.is_done), cards[0])


class Plain:
    """The game, read and written as lines."""

    def __init__(self, session: Session, backend: StoredBackend) -> None:
        self._backend = backend
        self._bench = Bench(session, backend)
        self._commands: dict[str, Callable[[list[str]], None]] = {
            "map": lambda _words: self._map(),
            "play": self._play,
            "next": lambda _words: self._open(lambda: backend.open(_next(backend).id)),
            "placement": lambda _words: place(backend),
            "sandbox": lambda words: self._open(lambda: backend.sandbox(" ".join(words) or None)),
            "glossary": self._glossary,
            "help": lambda _words: say_lines(_(HELP).split("\n"), under=_HELP_COLUMN),
        }

    def converse(self) -> int:
        """Read and do, until ``:quit`` or the end of input, which leaves inner shells one by one."""
        self._bench.greet()
        say(_("Type :help for what can be done here."))
        prompt = open_line_prompt(self._complete)
        while True:
            text = read_command(prompt, self._bench.session.terminal, _is_whole)
            if text is None:
                say()
                break
            if text.strip() in _LEAVING:
                break
            self._do(text)
            self._keep()
        self._keep()
        say(_("Everything is kept."))
        return 0

    def _complete(self, text: str) -> tuple[int, tuple[str, ...]]:
        """What could stand at the end of a line: names of commands, of files, or what the terminal offers."""
        if not text.startswith(":"):
            return self._bench.session.terminal.complete(text)
        start = text.rfind(" ") + 1
        words = self._bench.session.file_names() if start else [f":{name}" for name in self._names()]
        return start, tuple(sorted(each for each in words if each.startswith(text[start:])))

    def _names(self) -> list[str]:
        return [*self._commands, *self._bench.commands, "quit"]

    def _keep(self) -> None:
        self._backend.keep(self._bench.session)

    def _do(self, text: str) -> None:
        if not text.startswith(":"):
            words = text.split()
            if words and self._bench.type_in(text) == _NOT_FOUND and words[0] in self._names():
                say(_("What the game itself does begins with a colon: :{name}", name=words[0]))
            return
        name, *words = text[1:].split() or [""]
        command = self._commands.get(name) or self._bench.commands.get(name)
        if command is None:
            meant = _nearest(name, self._names())
            none = _("there is no :{name} here; :help lists what there is", name=name)
            say(_("there is no :{name} here; did you mean :{meant}?", name=name, meant=meant) if meant else none)
        else:
            command(words)

    def _open(self, opened: Callable[[], Session]) -> None:
        self._keep()
        try:
            self._bench = Bench(opened(), self._backend)
        except LevelUnusableError as error:
            say(str(error))
            return
        self._bench.greet()

    def _play(self, words: list[str]) -> None:
        cards = self._backend.cards()
        if len(words) != 1:
            say(_("usage: :play NUMBER or :play ID; :map lists them"))
            return
        number = int(words[0]) if words[0].isdecimal() else 0
        wanted = cards[number - 1].id if 1 <= number <= len(cards) else words[0]
        level, _seed = parted(wanted)
        known = [card.id for card in cards]
        if level not in known and not Path(level).exists():
            meant = _nearest(level, known)
            none = _("there is no level {name}; :map lists them", name=level)
            say(_("there is no level {name}; did you mean {meant}?", name=level, meant=meant) if meant else none)
            return
        self._open(lambda: self._backend.open(wanted))

    def _map(self) -> None:
        chapter = ""
        for number, card in enumerate(self._backend.cards(), 1):
            if card.chapter != chapter:
                chapter = card.chapter
                say(_("Chapter {title}", title=_(chapter)))
            about = _("{state}, about {minutes} minutes.", state=_state(card), minutes=card.minutes)
            say_lines([f"{number}. {card.title} ({card.id}): {about} {card.summary}"])

    def _glossary(self, words: list[str]) -> None:
        glossary = self._backend.glossary()
        if not words:
            say_lines(f"{page.id}: {page.summary}" for page in glossary.concepts)
            return
        word = " ".join(words)
        page = glossary.find(word)
        if page is None:
            self._no_page(word)
            return
        say(page.title)
        say()
        say_prose(page.text)
        say()
        say(_("See also: {pages}", pages=", ".join(page.see)))

    def _no_page(self, word: str) -> None:
        glossary = self._backend.glossary()
        meant = _nearest(word, [each.id for each in glossary.concepts])
        places = [each.id for each in glossary.search(word)]
        if meant:
            say(_("there is no page {word}; did you mean {meant}?", word=word, meant=meant))
        elif places:
            say_lines([_("there is no page {word}; it occurs in: {pages}", word=word, pages=several(places))])
        else:
            say(_("there is no page {word}", word=word))


def _nearest(word: str, known: Sequence[str]) -> str:
    """What was probably meant; empty where nothing is like it."""
    return next(iter(get_close_matches(word, known, 1)), "")


def _is_whole(text: str) -> bool:
    return text.startswith(":") or not Terminal.incomplete(text)


def _state(card: LevelCard) -> str:
    if card.solved:
        return _("solved, {stars} of 3 stars", stars=card.stars)
    return _("begun") if card.begun else _("known") if card.known else _("not solved")

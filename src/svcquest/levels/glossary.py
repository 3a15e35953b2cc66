"""The glossary: a page a concept, read from files that come with the program.

A file is named by the id of its concept, to which levels refer under ``teaches``. It begins with ``# Title``,
``Also: other names`` and ``See: ids of related concepts``, then an empty line and Markdown. A page in another language
is a file of the same name in a folder named by the language.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from svcquest.levels.data import data_folder
from svcquest.levels.translation import LANGUAGE
from svcquest.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Concept:
    """A page.

    Attributes:
        id: stable, such as ``target-port``.
        also: other words for it, in lower case.
        see: ids of related concepts.
        text: Markdown, without the title.
    """

    id: str
    title: str
    also: tuple[str, ...]
    see: tuple[str, ...]
    text: str

    @property
    def summary(self) -> str:
        """The first sentence, without marks of Markdown."""
        first = self.text.partition("\n\n")[0].replace("\n", " ").replace("**", "").replace("`", "")
        sentence, stop, _rest = first.partition("。")
        return sentence + stop if stop else first.partition(". ")[0].rstrip(".") + "."


class Glossary:
    """All pages, by title; read when first asked for."""

    def __init__(self, language: str = "", folder: Path | None = None) -> None:
        """Pages in a language as far as they are there, the others in English."""
        self._folder = folder or data_folder("assets") / "glossary"
        self._language = language if LANGUAGE.fullmatch(language) else ""

    @cached_property
    def concepts(self) -> tuple[Concept, ...]:
        """Every page, by title."""
        own = {path.name: path for path in (self._folder / self._language).glob("*.md")}
        pages = [_read(own.get(path.name, path)) for path in self._folder.glob("*.md")]
        return tuple(sorted(pages, key=lambda page: page.title.lower()))

    def titles(self, words: Iterable[str]) -> list[str]:
        """The titles of the pages that words name, each once; a word that no page explains stays as it is."""
        pages = [(word, self.find(word)) for word in words]
        return list(dict.fromkeys(page.title if page is not None else word for word, page in pages))

    def find(self, word: str) -> Concept | None:
        """The page that is called so: by id, title or another name; else the only one that begins so."""
        wanted = _plain(word)
        named = [
            page for page in self.concepts if wanted in {_plain(name) for name in (page.id, page.title, *page.also)}
        ]
        begun = [page for page in self.concepts if _plain(page.title).startswith(wanted) or page.id.startswith(wanted)]
        return named[0] if named else begun[0] if wanted and len(begun) == 1 else None

    def search(self, words: str) -> tuple[Concept, ...]:
        """Pages in which every word occurs; those whose name has all of them come first."""
        wanted = words.lower().split()
        names = {page.id: " ".join((page.id, page.title.lower(), *page.also)) for page in self.concepts}
        found = [
            page
            for page in self.concepts
            if all(word in names[page.id] or word in page.text.lower() for word in wanted)
        ]
        return tuple(sorted(found, key=lambda page: not all(word in names[page.id] for word in wanted)))


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace(" ", "").replace("_", "")


def _read(path: Path) -> Concept:
    title, also, see, _, text = path.read_text(encoding="utf-8").split("\n", 4)
    return Concept(
        path.stem,
        title.removeprefix("# "),
        tuple(each.strip() for each in also.removeprefix("Also: ").split(",")),
        tuple(each.strip() for each in see.removeprefix("See: ").split(",")),
        text.strip(),
    )

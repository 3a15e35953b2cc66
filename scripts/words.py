"""``make words``: the template of the program's words, brought up to date with the source; catalogues that follow it.

A language begins with ``python -m scripts.words LANGUAGE``, which makes ``assets/words/LANGUAGE.po`` to fill in.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from svcquest.levels.loading import read_pack

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "svcquest"
WORDS = ROOT / "assets" / "words"
TEMPLATE = WORDS / "svcquest.pot"

KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "mark": None, "ngettext": (1, 2), "Binding": (3,)}
"""Functions whose arguments are words for the player, and which of them; the third of a key binding is its name."""

PLACES = ("model", "levels", "store", "game", "tui", "cli")
"""Packages that have words for the player; those of the others are the API's and kubectl's, and stay."""

_UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
"""Files are the same whenever they are made."""


@cache
def template() -> Catalog:
    """Every marked text of the source, with the files that it stands in and what is said to translators."""
    found = _empty(None)
    for name, _line, message, comments, context in extract_from_dir(
        SOURCE,
        [(f"{place}/**.py", "python") for place in PLACES],
        keywords=KEYWORDS,
        comment_tags=("For translators:",),
    ):
        found.add(message, None, [(f"src/svcquest/{name}", 0)], auto_comments=comments, context=context)
    for place, text in _of_data():
        found.add(text, None, [(place, 0)])
    return found


def _of_data() -> Iterator[tuple[str, str]]:
    """Texts of the data that comes with the program: chapters, clusters to play with."""
    for chapter in read_pack(ROOT / "levels" / "campaign").chapters:
        yield from (("levels/campaign/pack.yaml", text) for text in (chapter.title, chapter.about) if text)
    for path in sorted((ROOT / "assets" / "clusters").glob("*.yaml")):
        yield (
            f"assets/clusters/{path.name}",
            path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("#").strip(),
        )


def _empty(locale: str | None) -> Catalog:
    return Catalog(locale, project="svcquest", version="1", creation_date=_UNDATED, revision_date=_UNDATED)


def read(path: Path, locale: str | None = None) -> Catalog:
    """A catalogue as it lies in a file."""
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def as_text(catalogue: Catalog) -> bytes:
    """A catalogue as translators read it."""
    catalogue.header_comment = "# The program's own words. Made by `make words`; fill in what is empty."
    catalogue.creation_date = catalogue.revision_date = _UNDATED
    file = io.BytesIO()
    write_po(file, catalogue, width=120, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return file.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue as the program reads it."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def main() -> int:
    """Write what has changed; how much of each language is there."""
    words = template()
    WORDS.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(as_text(words))
    for path in sorted({*WORDS.glob("*.po"), *(WORDS / f"{name}.po" for name in sys.argv[1:])}):
        translated = read(path, path.stem) if path.exists() else _empty(path.stem)
        translated.update(words, no_fuzzy_matching=True)
        path.write_bytes(as_text(translated))
        path.with_suffix(".mo").write_bytes(compiled(translated))
        done = sum(bool(each.id) and bool(each.string) for each in translated)
        print(f"{path.stem}: {done} of {len(words)} texts")
    return 0


if __name__ == "__main__":
    sys.exit(main())

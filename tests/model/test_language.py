"""Lists and counts in sentences, in English and in the language of a catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import NullTranslations

import pytest

from svcquest.model.language import _, counted, listed, mark, ngettext, several, speak

LISTS = [
    ("", 6, "nothing"),
    ("a", 1, "a"),
    ("ab", 6, "a and b"),
    ("abc", 3, "a, b and c"),
    ("abcd", 3, "a, b and 2 more"),
    ("ab", 1, "2 more"),
]

GERMAN = {
    "{items} and {last}": "{items} und {last}",
    "{n} more": "{n} weitere",
    "{pod} answers {client}": "{client} hört von {pod}",
    "{n} pod": "{n} Kapsel",
    "{n} pods": "{n} Kapseln",
}


class German(NullTranslations):
    """A catalogue in memory."""

    def gettext(self, message: str) -> str:
        return GERMAN.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture
def german() -> Iterator[None]:
    speak(German())
    yield
    speak(None)


@pytest.mark.parametrize(("items", "most", "words"), LISTS)
def test_lists(items: str, most: int, words: str) -> None:
    assert listed(items, most) == several(items, most) == words


@pytest.mark.parametrize(("count", "words"), [(0, "0 requests"), (1, "1 request"), (2, "2 requests")])
def test_counts(count: int, words: str) -> None:
    assert counted(count, "request") == ngettext("{n} request", "{n} requests", count) == words
    assert counted(count, "pod") == f"{count} pod" + "s" * (count != 1)


def test_text_without_parts_is_left_alone() -> None:
    assert _("a {brace}") == mark("a {brace}") == "a {brace}"
    assert _("a {brace}", brace="{x}") == "a {x}"


@pytest.mark.usefixtures("german")
def test_another_language() -> None:
    assert several("abcd", 3) == "a, b und 2 weitere"
    assert _("{pod} answers {client}", pod="web-1", client="you") == "you hört von web-1"
    assert [ngettext("{n} pod", "{n} pods", n) for n in (1, 2)] == ["1 Kapsel", "2 Kapseln"]
    assert _("not in the catalogue") == "not in the catalogue"


@pytest.mark.usefixtures("german")
def test_what_is_never_translated_stays_english() -> None:
    assert (listed("abcd", 3), counted(2, "pod")) == ("a, b and 2 more", "2 pods")

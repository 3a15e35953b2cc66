"""The program's words: collected completely, translated without loss, compiled from what translators see."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from string import Formatter

import pytest
from babel.messages.catalog import Message
from rich.cells import cell_len
from scripts.words import KEYWORDS, SOURCE, TEMPLATE, WORDS, as_text, compiled, read, template

from svcquest.levels.program_words import catalogue, catalogues

LANGUAGES = sorted(path.stem for path in WORDS.glob("*.po"))
HINT = "run `make words`, and fill in what is empty"


def marked(text: str) -> Iterator[tuple[str, ast.Call]]:
    """Calls in a module that mark words, each with the name of what is called."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            yield node.func.id, node


def first_words(name: str, call: ast.Call) -> ast.expr | None:
    """The argument that holds the words, None where a key has no name."""
    at = (KEYWORDS[name] or (1,))[0] - 1
    return call.args[at] if at < len(call.args) else None


def texts(message: Message) -> list[str]:
    """A message's text, or its forms."""
    return _forms(message.id)


def translations(message: Message) -> list[str]:
    return _forms(message.string)


def _forms(said: str | Sequence[str] | None) -> list[str]:
    return [said] if isinstance(said, str) else list(said or ())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_template_is_up_to_date() -> None:
    assert TEMPLATE.read_bytes() == as_text(template()), HINT


def test_every_marked_text_is_collected() -> None:
    """A call inside of an f-string is not seen by Babel, and only literals can be collected."""
    known = {text for message in template() for text in texts(message)}
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        speaks = "svcquest.model.language import" in text or "Binding(" in text
        for name, call in marked(text) if speaks else ():
            words = first_words(name, call)
            if isinstance(words, ast.Constant):
                assert words.value in known, f"{path.name}:{call.lineno}: {words.value!r} is not collected"
            else:
                assert name != "ngettext", f"{path.name}:{call.lineno}: no literal"


@pytest.mark.parametrize("language", LANGUAGES)
class TestLanguage:
    """Each language that there is."""

    def test_follows_the_template(self, language: str) -> None:
        known = {message.id for message in template() if message.id}
        told = {message.id for message in read(WORDS / f"{language}.po", language) if message.id}
        assert told == known, HINT

    def test_is_compiled(self, language: str) -> None:
        found = read(WORDS / f"{language}.po", language)
        assert (WORDS / f"{language}.mo").read_bytes() == compiled(found), HINT

    def test_keeps_placeholders_and_marks(self, language: str) -> None:
        for message in read(WORDS / f"{language}.po", language):
            for told in filter(None, translations(message)) if message.id else ():
                written = texts(message)[-1]
                assert placeholders(told) == placeholders(written), told
                assert [told.count(mark) for mark in "`\n"] == [written.count(mark) for mark in "`\n"], told
                assert (told != told.strip()) <= (written != written.strip()), told

    def test_is_read_by_the_program(self, language: str) -> None:
        words = catalogue(language)
        assert words is not None
        for message in read(WORDS / f"{language}.po", language):
            if message.id and translations(message)[0]:
                assert words.gettext(texts(message)[0]) == translations(message)[0]


def test_chinese_is_as_good_as_complete() -> None:
    """Whoever adds a text need not know Chinese; somebody who does comes by before a twentieth is missing."""
    messages = [message for message in read(WORDS / "zh.po", "zh") if message.id]
    missing = [message.id for message in messages if not translations(message)[0]]
    assert len(missing) < len(messages) / 20, missing


def test_labels_fit_where_they_stand() -> None:
    """Names of panes, keys and columns stand side by side: no translation is much wider than the English."""
    for message in read(WORDS / "zh.po", "zh"):
        written = texts(message)[-1]
        if message.id and len(written) <= 12 and "{" not in written:
            assert max(map(cell_len, translations(message))) <= max(cell_len(written) + 4, 10), written


def test_other_languages() -> None:
    assert catalogues() == LANGUAGES
    assert catalogue("zh-CN") is not None
    assert catalogue("xx") is catalogue("../zh") is catalogue("") is None

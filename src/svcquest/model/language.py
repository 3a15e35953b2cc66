"""Sentences for the player: in which language, with lists and counts inside.

What kubectl prints and what the API server says is the same in every language, so nothing of that passes through here.
How words get from here into a catalogue: docs/decisions/0008-one-language-for-the-whole-program.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations


class _Spoken:
    catalogue: NullTranslations | None = None


def speak(catalogue: NullTranslations | None) -> None:
    """From now on speak the language of a catalogue; None is English, in which everything is written."""
    _Spoken.catalogue = catalogue


def _(text: str, /, **parts: object) -> str:
    """A text in the language of now, with ``parts`` in place of the ``{names}`` in it."""
    # an empty text would be answered with the catalogue's own description
    told = _Spoken.catalogue.gettext(text) if _Spoken.catalogue is not None and text else text
    return told.format(**parts) if parts else told


def ngettext(one: str, many: str, n: int, /, **parts: object) -> str:
    """The text for a number of things; ``{n}`` in it is the number."""
    written = one if n == 1 else many
    told = written if _Spoken.catalogue is None else _Spoken.catalogue.ngettext(one, many, n)
    return told.format(n=n, **parts)


def mark(text: str, /) -> str:
    """The text itself: marked to be in the catalogues, translated by ``_`` where it is shown."""
    return text


def several(items: Iterable[str], most: int = 6) -> str:
    """``a, b and c`` in the language of now and in the given order; beyond ``most`` comes their number."""
    found = list(items)
    if len(found) > most:
        found = [*found[: most - 1], _("{n} more", n=len(found) - most + 1)]
    if len(found) > 1:
        return _("{items} and {last}", items=_(", ").join(found[:-1]), last=found[-1])
    return found[0] if found else _("nothing")


def listed(items: Iterable[str], most: int = 6, nothing: str = "nothing") -> str:
    """``a, b and c`` inside of what is not translated; what is beyond ``most`` is counted: ``a, b and 7 more``."""
    found = list(items)
    if len(found) > most:
        found = [*found[: most - 1], f"{len(found) - most + 1} more"]
    if len(found) > 1:
        return f"{', '.join(found[:-1])} and {found[-1]}"
    return found[0] if found else nothing


def counted(count: int, one: str) -> str:
    """``1 request``, ``3 requests`` inside of what is not translated."""
    return f"{count} {one if count == 1 else one + 's'}"

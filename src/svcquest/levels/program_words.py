"""The program's own words in other languages: a compiled catalogue a language, beside the texts that it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svcquest.levels.data import data_folder
from svcquest.levels.translation import LANGUAGE

if TYPE_CHECKING:
    from gettext import NullTranslations


def catalogue(language: str) -> NullTranslations | None:
    """The program's words in a language such as ``zh`` or ``pt-BR``; None, which is English, where there are none."""
    if not LANGUAGE.fullmatch(language):
        return None
    from gettext import GNUTranslations  # noqa: PLC0415 - few play in another language

    for name in (language, language.partition("-")[0]):
        path = data_folder("assets") / "words" / f"{name}.mo"
        if path.is_file():
            with path.open("rb") as file:
                return GNUTranslations(file)
    return None


def catalogues() -> list[str]:
    """Languages that the program itself speaks besides English."""
    return sorted(path.stem for path in (data_folder("assets") / "words").glob("*.mo"))

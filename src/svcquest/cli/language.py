"""The language of the game: what the environment asks for goes before what the settings say."""

from __future__ import annotations

import os

LANGUAGE_VARIABLE = "SVCQUEST_LANGUAGE"
"""Environment variable that names a language for the game and its levels, such as ``zh``."""


def asked_language() -> str:
    """The language that the environment asks for; empty where it asks for none."""
    return os.environ.get(LANGUAGE_VARIABLE, "")

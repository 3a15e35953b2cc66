"""For all tests: properties are tried on the same examples in every run, so that a green run stays green.

``SVCQUEST_EXPLORE=1 pytest …`` looks for new ones instead; what it finds becomes a case of its own.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from svcquest.model.language import speak

settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("explore" if os.environ.get("SVCQUEST_EXPLORE") else "same")


def pytest_sessionstart() -> None:
    """What is collected stays to the end: to look through all of it for garbage would take a fifth of the time."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Look for garbage among what the tests make, as usual."""
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Whatever language a test speaks, the next one begins in English."""
    yield
    speak(None)

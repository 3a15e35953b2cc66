"""A level to play in tests."""

from __future__ import annotations

from functools import cache

import pytest

from svcquest.game.session import Session
from svcquest.game.stage import Stage
from svcquest.levels.catalog import Catalog
from svcquest.levels.level import Level


@cache
def _level() -> Level:
    return Catalog().open("a-name-for-three-pods")


@cache
def _stage() -> Stage:
    return Stage(_level())


@pytest.fixture
def level() -> Level:
    return _level()


@pytest.fixture
def stage() -> Stage:
    return _stage()


@pytest.fixture
def session(level: Level) -> Session:
    return Session(level)

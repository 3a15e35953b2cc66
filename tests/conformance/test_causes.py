"""Every failure in the recorded clusters has a root cause with something to look at."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conformance.network_vectors import load, read, records

from svcquest.model.net import Request, parse_vantage

GENERIC = {"no-endpoints", "no-route", "unknown-name", "no-such-endpoint-name"}
"""Causes for when nothing better is known."""

STEP = 7
"""Only some of the probes: neighbours differ by the place they start from."""


@pytest.mark.parametrize("path", records(), ids=lambda path: path.stem)
def test_failures_have_causes(path: Path) -> None:
    record = read(path)
    cluster = load(record)
    for probe in record["traffic"][::STEP]:
        source = parse_vantage(probe["from"])
        assert source is not None
        found = cluster.trace(Request(source, probe["host"], probe["port"], probe["protocol"]))
        if found.delivery.failure is None:
            assert found.failing is None
            continue
        assert found.diagnosis is not None
        assert found.diagnosis.code not in GENERIC
        assert found.diagnosis.look.startswith("kubectl ")
        assert found.failing == len(found.hops) - 1

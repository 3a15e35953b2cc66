"""A request that is answered has no root cause."""

from __future__ import annotations

from tests.engine.network.faults import WEB
from tests.engine.network.scenes import IP, client, scene, service, trace


def test_success_has_no_cause() -> None:
    found = trace(scene(WEB, client(), service()), "client", IP)
    assert found.diagnosis is None
    assert found.failing is None

"""Every recorded Service, with no exception."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.conformance.service_vectors import DUAL_STACK, SINGLE_STACK, check_create, check_update, records

from svcquest.engine.services import ServiceConfig

Check = Callable[[dict[str, Any], ServiceConfig], str | None]


@pytest.mark.parametrize(
    ("recording", "check", "config", "count"),
    [
        ("service-create.jsonl", check_create, SINGLE_STACK, 2500),
        ("service-create-dualstack.jsonl", check_create, DUAL_STACK, 600),
        ("service-update.jsonl", check_update, SINGLE_STACK, 599),
    ],
)
def test_answers_are_those_of_a_real_cluster(recording: str, check: Check, config: ServiceConfig, count: int) -> None:
    results = [(record["id"], check(record, config)) for record in records(recording)]

    assert len(results) == count
    assert [f"{name}: {difference}" for name, difference in results if difference] == []

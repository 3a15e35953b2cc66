"""What made-up names begin with."""

from __future__ import annotations

import pytest

from svcquest.engine.generated_names import without_generated_end, workload_in


@pytest.mark.parametrize(
    ("name", "workload", "shown"),
    [
        ("storefront-6d4cf56db6-x7k2p", "storefront", "storefront"),
        ("storefront-x7k2p", "storefront", "storefront"),
        ("shop-web-6d4cf56db6-x7k2p", "shop-web", "shop-web"),
        ("db-0", "db", "db-0"),
        ("db", "db", "db"),
        ("web-alpha", "web-alpha", "web-alpha"),
    ],
)
def test_names(name: str, workload: str, shown: str) -> None:
    assert workload_in(name) == workload
    assert without_generated_end(name) == shown

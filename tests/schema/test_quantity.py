from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcquest.schema.quantity import QuantityError, amount, canonical


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("500m", "500m"),
        ("1000m", "1"),
        ("0.5", "500m"),
        (".5", "500m"),
        ("5.", "5"),
        ("1000", "1k"),
        ("1Gi", "1Gi"),
        ("1024Mi", "1Gi"),
        ("1.5Gi", "1536Mi"),
        ("1025Ki", "1025Ki"),
        ("0.5Ki", "512"),
        ("129e6", "129e6"),
        ("1e3", "1e3"),
        ("-2", "-2"),
        ("0", "0"),
        ("0Mi", "0"),
    ],
)
def test_canonical_form(text: str, form: str) -> None:
    assert canonical(text) == form


@pytest.mark.parametrize("text", ["", "one", "1 Gi", "1gi", "1.2.3", "--1", "Gi"])
def test_what_is_no_quantity(text: str) -> None:
    with pytest.raises(QuantityError):
        canonical(text)


def test_amount_is_exact() -> None:
    assert amount("100m") == Fraction(1, 10)
    assert amount("2Ki") == 2048


@given(st.integers(0, 10**12), st.sampled_from(["", "m", "k", "M", "Ki", "Mi", "Gi"]))
def test_canonical_form_means_the_same_and_is_stable(number: int, suffix: str) -> None:
    text = f"{number}{suffix}"
    form = canonical(text)
    assert amount(form) == amount(text)
    assert canonical(form) == form

"""Amounts of a resource: ``500m``, ``1Gi``, ``0.5``.

Follows ``k8s.io/apimachinery/pkg/api/resource/quantity.go``: the server stores the canonical form, with no fraction and
the largest suffix of its family that leaves a whole number.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

FORMAT_ERROR = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"

_SYNTAX = r"([+-]?)([0-9]+\.?[0-9]*|\.[0-9]+)([numkMGTPE]?|[KMGTPE]i|[eE][+-]?[0-9]+)"
_SHORT = re.compile(r"[1-9][0-9]{0,2}(|[numkMGTPE]|[KMGTPE]i)")
"""Amounts that are canonical as they stand: nearly all that are written."""

_BINARY = {"": 0, "Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}
_DECIMAL = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}


class QuantityError(ValueError):
    """Text that is no quantity."""


def amount(text: str) -> Fraction:
    """The number that a quantity stands for.

    Raises:
        QuantityError: ``text`` is no quantity.
    """
    return _read(text)[0]


@lru_cache(maxsize=1024)
def canonical(text: str) -> str:
    """A quantity as the API server writes it: ``1000m`` becomes ``1``, ``0.5`` becomes ``500m``.

    Raises:
        QuantityError: ``text`` is no quantity.
    """
    if _SHORT.fullmatch(text):
        return text
    from fractions import Fraction  # noqa: PLC0415 - costly to import and rarely needed

    value, suffix = _read(text)
    if suffix.endswith("i") and value.denominator == 1 and abs(value) >= 1024:
        return _with_suffix(value, {name: Fraction(2) ** power for name, power in _BINARY.items()})
    scales = {name: Fraction(10) ** power for name, power in _DECIMAL.items()}
    if suffix[:1] in {"e", "E"} and len(suffix) > 1:
        scales = {f"e{power}" if power else "": Fraction(10) ** power for power in range(-9, 19, 3)}
    return _with_suffix(Fraction(-(-value * 10**9 // 1), 10**9), scales)


def _read(text: str) -> tuple[Fraction, str]:
    from fractions import Fraction  # noqa: PLC0415 - as above

    match = re.fullmatch(_SYNTAX, text.strip())
    if match is None:
        raise QuantityError(FORMAT_ERROR)
    sign, digits, suffix = match.groups()
    if suffix.endswith("i"):
        scale = Fraction(2) ** _BINARY[suffix]
    elif suffix in _DECIMAL:
        scale = Fraction(10) ** _DECIMAL[suffix]
    else:
        scale = Fraction(10) ** int(suffix[1:])
    value = Fraction(digits.rstrip(".") if not digits.startswith(".") else "0" + digits) * scale
    return (-value if sign == "-" else value), suffix


def _with_suffix(value: Fraction, scales: dict[str, Fraction]) -> str:
    if not value:
        return "0"
    whole = [name for name, scale in scales.items() if (value / scale).denominator == 1]
    largest = max(whole, key=lambda name: scales[name])
    return f"{value / scales[largest]}{largest}"

"""Numbers as Go writes them, and as a JSON tree holds them.

Follows ``encoding/json`` (exponents below -6 and from 21) and ``strconv.FormatFloat(f, 'g', -1, 64)``.
"""

from __future__ import annotations

_INT64 = 2**63
_UINT64 = 2**64


def settle(value: float) -> int | float:
    """A number as it is after a way through JSON text: ``80.0`` and ``8e1`` become the integer 80."""
    if -_INT64 <= value < _INT64 and value == int(value):
        return int(value)
    return float(value)


def _digits(value: float) -> tuple[str, str, int]:
    """Sign, shortest digits that stand for the value, and the decimal exponent of the first digit."""
    from decimal import Decimal  # noqa: PLC0415 - manifests hold whole numbers

    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    text = "".join(map(str, digits))
    return ("-" if sign else ""), text, int(exponent) + len(text) - 1


def _positional(sign: str, digits: str, exponent: int) -> str:
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
    whole = digits[: exponent + 1].ljust(exponent + 1, "0")
    rest = digits[exponent + 1 :]
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"


def _scientific(sign: str, digits: str, exponent: int, width: int) -> str:
    point = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{point}e{'-' if exponent < 0 else '+'}{abs(exponent):0{width}d}"


def json_number(value: float) -> str:
    """A number in JSON text."""
    if isinstance(value, int):
        return str(value)
    sign, digits, exponent = _digits(value)
    if value and not -7 < exponent < 21:
        return _scientific(sign, digits, exponent, 1)
    return _positional(sign, digits, exponent)


def yaml_number(value: float) -> str:
    """A number in YAML text."""
    if isinstance(value, int):
        return str(value)
    if value == int(value) and abs(value) < _UINT64:
        return json_number(value)
    return short_number(value)


def short_number(value: float) -> str:
    """A number in Go's ``%g``: positional for exponents from -4 to 5, else with an exponent of two digits."""
    sign, digits, exponent = _digits(value)
    if value and not -5 < exponent < 6:
        return _scientific(sign, digits, exponent, 2)
    return _positional(sign, digits, exponent)

"""What a YAML scalar means to kubectl: string, number, boolean or null.

Follows ``resolve.go`` of the go-yaml v2 line that ``sigs.k8s.io/yaml`` builds on: YAML 1.1 booleans, octal numbers
with and without ``o``, underscores in numbers; neither dates nor numbers to the base of 60.
"""

from __future__ import annotations

import base64
import binascii
import math
import re

Scalar = str | int | float | bool | None

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
}

_FLOAT = r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
_DATE = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?"
_BASE_60 = r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"
_BASES = (
    (r"([-+]?)0[xX]([0-9a-fA-F]+)", 16),
    (r"([-+]?)0[bB]([01]+)", 2),
    (r"([-+]?)0[oO]?([0-7]+)", 8),
    (r"([-+]?)(0|[1-9][0-9]*)", 10),
)
_LONGEST_NUMBER = 400
_TAG = "tag:yaml.org,2002:"
_TYPES: dict[type, str] = {str: "!!str", bool: "!!bool", int: "!!int", float: "!!float", type(None): "!!null"}


class ScalarError(ValueError):
    """A scalar that contradicts its tag, in the words of go-yaml."""


def resolve(text: str) -> Scalar:
    """The value of a plain (unquoted) scalar without a tag."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > _LONGEST_NUMBER or text[0] not in "+-.0123456789":
        return text
    if text[0] == "." and not text[1:2].isdigit():
        return text
    if text.isascii() and text.isdecimal() and text[0] != "0":
        return int(text)
    digits = text.replace("_", "")
    for pattern, base in _BASES:
        found = re.fullmatch(pattern, digits)
        if found:
            return int(found[1] + found[2], base)
    return _float(digits, text)


def _float(digits: str, otherwise: str) -> Scalar:
    if re.fullmatch(_FLOAT, digits):
        value = float(digits)
        if math.isfinite(value):
            return value
    return otherwise


def resolve_tagged(text: str, tag: str) -> Scalar:
    """The value of a scalar with an explicit tag, quoted or not.

    Raises:
        ScalarError: the text is no such value.
    """
    kind = tag.removeprefix(_TAG)
    if kind == "binary":
        return _binary(text)
    if kind not in ("int", "float", "bool", "null"):
        return text
    value = resolve(text)
    if kind == "float" and isinstance(value, int) and not isinstance(value, bool):
        return value
    if _TYPES[type(value)] != f"!!{kind}":
        raise ScalarError(f"cannot decode {_TYPES[type(value)]} `{text}` as a !!{kind}")
    return value


def _binary(text: str) -> str:
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        raise ScalarError("!!binary value contains invalid base64 data") from None


def reads_as_string(text: str) -> bool:
    """Whether a string may stand without quotes and still come back as that string.

    More is quoted than ``resolve`` needs: dates and base-60 numbers mean something to other readers of YAML.
    """
    if not isinstance(resolve(text), str):
        return False
    return not (re.fullmatch(_DATE, text) or re.fullmatch(_BASE_60, text))

"""``key=value`` lists of flags and arguments."""

from __future__ import annotations

import re
from collections.abc import Sequence

from svcquest.model.status import quote
from svcquest.terminal.kubectl.errors import CommandError


def label_spec(text: str) -> dict[str, str]:
    """Read ``a=b,c=d`` as ``expose`` and ``run`` do. Nothing is checked but the form.

    Raises:
        CommandError: an item has not exactly one equals sign, or no key.
    """
    found: dict[str, str] = {}
    for item in text.split(",") if text else ():
        key, *values = item.split("=")
        if len(values) != 1:
            raise CommandError(f"unexpected label spec: {item}")
        if not key:
            raise CommandError("unexpected empty label key")
        found[key] = values[0]
    return found


def resources_and_pairs(args: Sequence[str], noun: str) -> tuple[list[str], list[str]]:
    """Arguments that name objects, and those behind them that are changes: ``a=b`` and ``a-``.

    Follows ``GetResourcesAndPairs`` of ``k8s.io/kubectl/pkg/cmd/util/helpers.go``.

    Args:
        noun: what the changes are about, for the message.

    Raises:
        CommandError: an object is named behind a change.
    """
    resources: list[str] = []
    changes: list[str] = []
    for word in args:
        if ("=" in word and not word.startswith("=")) or (word.endswith("-") and word != "-"):
            changes.append(word)
        elif changes:
            raise CommandError(f"all resources must be specified before {noun} changes: {word}")
        else:
            resources.append(word)
    return resources, changes


_ENV_NAME = "[-._a-zA-Z][-._a-zA-Z0-9]*"
NO_ENV_NAME = (
    "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not "
    "start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', "
    f"regex used for validation is '{_ENV_NAME}')"
)


def is_env_name(text: str) -> bool:
    """Whether a container may have an environment variable of this name."""
    return re.fullmatch(_ENV_NAME, text) is not None


_ATOI = re.compile(r"[+-]?[0-9]+")


def atoi(text: str) -> int | None:
    """A number as ``strconv.Atoi`` reads it, None when it is none."""
    number = int(text) if len(text) < 99 and _ATOI.fullmatch(text) else 2**63
    return number if -(2**63) <= number < 2**63 else None


def not_atoi(text: str) -> str:
    """Why ``strconv.Atoi`` makes no number of a text."""
    return "value out of range" if _ATOI.fullmatch(text) else "invalid syntax"


def port_number(text: str) -> int:
    """A port as ``int32(strconv.Atoi(text))`` gives it: what does not fit into 32 bits is cut off, not refused.

    Raises:
        CommandError: it is no number.
    """
    number = atoi(text)
    if number is None:
        raise CommandError(f"strconv.Atoi: parsing {quote(text)}: {not_atoi(text)}")
    return int32(number)


def int32(number: int) -> int:
    """What Go keeps of a number that it converts to 32 bits."""
    return (number + 2**31) % 2**32 - 2**31

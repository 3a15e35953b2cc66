"""``-o kyaml``: YAML without its pitfalls. Follows ``sigs.k8s.io/yaml/kyaml``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*")
_READ_AS_OTHER = re.compile(r"(?i:true|false|yes|no|on|off|y|n|null|~)")


def dump_kyaml(tree: Any) -> str:
    """A tree with braces and brackets, every string in quotes and a comma behind every item."""
    return "---\n" + "".join(_value(tree, 0)) + "\n"


def _value(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _object(value, depth)
    elif isinstance(value, list | tuple):
        yield from _list(value, depth)
    else:
        yield json.dumps(value, ensure_ascii=False)


def _object(value: dict[str, Any], depth: int) -> Iterator[str]:
    if not value:
        yield "{}"
        return
    yield "{\n"
    for key in sorted(value):
        yield f"{'  ' * (depth + 1)}{_key(key)}: "
        yield from _value(value[key], depth + 1)
        yield ",\n"
    yield "  " * depth + "}"


def _list(value: list[Any] | tuple[Any, ...], depth: int) -> Iterator[str]:
    """A list; where all items are objects or lists, brackets and braces share their lines."""
    if not value:
        yield "[]"
    elif all(isinstance(item, dict | list) and item for item in value):
        yield "["
        for at, item in enumerate(value):
            yield ", " if at else ""
            yield from _value(item, depth)
        yield "]"
    else:
        yield "[\n"
        for item in value:
            yield "  " * (depth + 1)
            yield from _value(item, depth + 1)
            yield ",\n"
        yield "  " * depth + "]"


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) and not _READ_AS_OTHER.fullmatch(key) else json.dumps(key)

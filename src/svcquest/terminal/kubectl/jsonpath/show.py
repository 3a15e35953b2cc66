"""Results as text."""

from __future__ import annotations

import json
from typing import Any

from svcquest.model.status import quote


def as_text(values: list[Any]) -> str:
    """Results of one action, put apart by blanks; objects, lists and null as compact JSON."""
    return " ".join(_one(value) for value in values)


def as_json(values: list[Any]) -> str:
    """Results of one action as an indented JSON list."""
    from svcquest.manifest.dump import dump_json  # noqa: PLC0415 - reading YAML is heavy and not needed for text

    return dump_json(values) + "\n"


def _one(value: Any) -> str:
    if value is None or isinstance(value, dict | list | tuple):
        return compact(value)
    return plain(value)


def plain(value: Any) -> str:
    """A scalar as Go's ``%v`` prints it."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "<nil>"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    return str(value)


def compact(value: Any) -> str:
    """JSON on one line with sorted keys, ``<``, ``>`` and ``&`` escaped as Go does."""
    text = json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def go_syntax(value: Any) -> str:
    """A tree as Go's ``%#v`` prints it."""
    match value:
        case dict():
            items = ", ".join(f"{quote(key)}:{go_syntax(value[key])}" for key in sorted(value))
            return f"map[string]interface {{}}{{{items}}}"
        case list() | tuple():
            return f"[]interface {{}}{{{', '.join(map(go_syntax, value))}}}"
        case None:
            return "interface {}(nil)"
        case str():
            return quote(value)
        case _:
            return plain(value)

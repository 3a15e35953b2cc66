"""JSON trees as text: ``kubectl get -o yaml`` and ``-o json``.

YAML is laid out by libyaml's emitter, of which go-yaml's is a translation; the style a scalar is asked to have and
the order of keys, follow ``encode.go`` and ``sorter.go`` of go-yaml v2. JSON follows ``encoding/json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cmp_to_key
from typing import Any

import yaml

from svcquest.manifest.numbers import json_number, yaml_number
from svcquest.manifest.scalars import reads_as_string

_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_HTML = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def dump_yaml(tree: Any) -> str:
    """YAML text of a tree: keys in go-yaml's order, lists not indented under their key."""
    text: str = yaml.emit(_events(tree), Dumper=_DUMPER, allow_unicode=True, width=80)
    return text


def _events(tree: Any) -> Iterator[Any]:
    yield yaml.StreamStartEvent()
    yield yaml.DocumentStartEvent(explicit=False)
    yield from _node(tree)
    yield yaml.DocumentEndEvent(explicit=False)
    yield yaml.StreamEndEvent()


def _node(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield yaml.MappingStartEvent(None, None, implicit=True, flow_style=not value)
        for key in sorted(value, key=_in_go_order):
            yield _scalar(key)
            yield from _node(value[key])
        yield yaml.MappingEndEvent()
    elif isinstance(value, list | tuple):
        yield yaml.SequenceStartEvent(None, None, implicit=True, flow_style=not value)
        for item in value:
            yield from _node(item)
        yield yaml.SequenceEndEvent()
    else:
        yield _scalar(value)


def _scalar(value: Any) -> Any:
    if isinstance(value, str):
        style = '"' if not reads_as_string(value) else "|" if "\n" in value else None
        return yaml.ScalarEvent(None, None, implicit=(True, True), value=value, style=style)
    if value is None or isinstance(value, bool):
        text = {None: "null", True: "true", False: "false"}[value]
    else:
        text = yaml_number(value)
    return yaml.ScalarEvent(None, None, implicit=(True, True), value=text)


def _compare_keys(left: str, right: str) -> int:
    """Other signs before letters, digits by the number that they form."""
    for index, (a, b) in enumerate(zip(left, right, strict=False)):
        if a == b:
            continue
        if a.isalpha() or b.isalpha():
            return _sign(a, b) if a.isalpha() and b.isalpha() else (1 if a.isalpha() else -1)
        return _compare_numbers(left, right, index) or _sign(a, b)
    return len(left) - len(right)


def _compare_numbers(left: str, right: str, index: int) -> int:
    lead = ""
    if "0" in (left[index], right[index]):
        start = index
        while start and left[start - 1].isdigit():
            start -= 1
        # a zero inside a number counts as a digit, one in front of it does not
        lead = "1" if left[start:index].strip("0") else ""
    a, b = _run_of_digits(left, index), _run_of_digits(right, index)
    return int(f"0{lead}{a}") - int(f"0{lead}{b}") or len(a) - len(b)


def _run_of_digits(text: str, start: int) -> str:
    end = start
    while end < len(text) and text[end] in "0123456789":
        end += 1
    return text[start:end]


def _sign(left: str, right: str) -> int:
    return (left > right) - (left < right)


_in_go_order = cmp_to_key(_compare_keys)


def dump_json(tree: Any, *, sort_keys: bool = True) -> str:
    """JSON text of a tree, four blanks a level, without a line end.

    Args:
        tree: what to print.
        sort_keys: false keeps the order of the tree, as kubectl does with objects that it made itself.
    """
    return "".join(_json(tree, "\n", sort_keys))


def _json(value: Any, margin: str, sort_keys: bool) -> Iterator[str]:
    inner = margin + "    "
    if isinstance(value, dict) and value:
        opening = "{"
        for key in sorted(value) if sort_keys else value:
            yield f"{opening}{inner}{_quote(key)}: "
            yield from _json(value[key], inner, sort_keys)
            opening = ","
        yield margin + "}"
    elif isinstance(value, list | tuple) and value:
        opening = "["
        for item in value:
            yield opening + inner
            yield from _json(item, inner, sort_keys)
            opening = ","
        yield margin + "]"
    elif isinstance(value, str):
        yield _quote(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield json_number(value)
    else:
        yield json.dumps(value if not isinstance(value, tuple) else [])


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).translate(_HTML)

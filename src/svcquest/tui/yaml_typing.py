"""What YAML wants of keys: Enter keeps the indentation, Backspace takes back a step of it, brackets come in pairs."""

from __future__ import annotations

import re

STEP = 2
"""Columns of one level."""

PAIRS = {"{": "}", "[": "]", '"': '"', "'": "'"}
_DASHES = re.compile(r" *(?:- +)*")
_OPENS_BLOCK = re.compile(r"(?:^|[\s:])[|>][+-]?$")
_BEFORE_QUOTE = " :{[,"
_AFTER_PAIR = " }],"


def line_break(before: str) -> str:
    """What Enter puts in behind a text: a line end and the indentation so far, one level more below a key.

    Behind ``- name: web`` the next line goes on in that item, under its first key.
    """
    lead = _DASHES.match(before)
    indent = lead.end() if lead else 0
    body = before[indent:].strip()
    if body.endswith(":") or _OPENS_BLOCK.search(body):
        indent += STEP
    elif "-" in before[:indent] and not re.search(r":(\s|$)", body):
        indent = before.index("-")  # an item that is a plain value: the next one is no part of it
    return "\n" + " " * indent


def outdent(before: str, selected: str = "") -> int:
    """How many blanks Backspace takes away: back to the last step where only indentation stands before the cursor."""
    if selected or not before or before.strip(" "):
        return 0
    return (len(before) - 1) % STEP + 1


def pair_of(char: str, before: str, after: str) -> str:
    """What closes the bracket or quote that is typed here; empty where it stays alone."""
    if char not in PAIRS or (after and after[0] not in _AFTER_PAIR):
        return ""
    if PAIRS[char] == char and before and before[-1] not in _BEFORE_QUOTE:
        return ""
    return PAIRS[char]


def steps_over(char: str, after: str) -> bool:
    """Whether typing a closing bracket or quote only goes past the one that is there."""
    return char in PAIRS.values() and after.startswith(char)


def is_empty_pair(before: str, after: str) -> bool:
    """Whether the cursor stands in a pair with nothing in it."""
    return bool(before and after) and PAIRS.get(before[-1]) == after[0]

"""Variants of a level: ``${NAME}`` in its files stands for a value that a seed draws, so that it can be met again.

The values stand in ``level.yaml`` under ``variants``. They are put into the text before it is read as YAML: a number
in a manifest stays a number, and a fault is told at the line of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, islice
from math import gcd, prod

from svcquest.levels.format import VARIANTS, Value
from svcquest.levels.reading import Notes
from svcquest.manifest import parse

Drawn = Mapping[str, str]
"""What each placeholder stands for: ``app``, or ``case.app`` where the values of ``case`` are mappings."""

_BLOCK = re.compile(r"^variants:.*\n(?:(?:[ \t#].*)?\n)*(?:[ \t#].*)?", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\$\{([a-z0-9][a-z0-9.-]*)\}")
_SEEDS_TRIED = 2_000


def declared(text: str) -> Mapping[str, Sequence[Value]]:
    """The variants that a level file declares; none where that part is not right, which reading the whole tells."""
    block = _BLOCK.search(text)
    parsed = parse(block[0], "variants") if block else None
    if parsed is None or parsed.problem is not None or len(parsed.documents) != 1:
        return {}
    notes = Notes()
    found: Mapping[str, Sequence[Value]] = VARIANTS(parsed.documents[0].tree["variants"], (), notes)
    return {} if notes.found else found


def drawn(variants: Mapping[str, Sequence[Value]], seed: int) -> Drawn:
    """What a seed draws. Seed 1 draws the first value of each; as many seeds as there are combinations draw all."""
    combinations = prod(len(values) for values in variants.values())
    left = (seed - 1) * _stride(combinations) % combinations
    found: dict[str, str] = {}
    for name, values in variants.items():
        left, index = divmod(left, len(values))
        found |= _placeholders(name, values[index])
    return found


def _stride(combinations: int) -> int:
    """Steps from one seed's combination to the next one's: far, and all are met before one comes again."""
    start = combinations * 5 // 8
    return next(step for step in count(max(start, 1)) if gcd(step, combinations) == 1)


def _placeholders(name: str, value: Value) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        yield from ((f"{name}.{part}", text) for part, text in value.items())
    else:
        yield name, value


def filled(text: str, values: Drawn) -> str:
    """A text with its placeholders replaced; what stands for nothing stays as it is."""
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text) if values else text


def unknown(text: str) -> Iterator[tuple[int, str]]:
    """Lines (from 1) of a filled text that still hold a placeholder, and its name."""
    for number, line in enumerate(text.splitlines(), 1):
        for match in _PLACEHOLDER.finditer(line):
            yield number, match[1]


def samples(variants: Mapping[str, Sequence[Value]], first: int = 1) -> tuple[int, ...]:
    """Seeds, from ``first`` on, that draw every value at least once, as far as few seeds do."""
    missing = {(name, index) for name, values in variants.items() for index in range(len(values))}
    found: list[int] = []
    for seed in islice(count(first), _SEEDS_TRIED):
        draws = drawn(variants, seed)
        met = {
            (name, index)
            for name, index in missing
            if draws.items() >= dict(_placeholders(name, variants[name][index])).items()
        }
        if met or not found:
            found.append(seed)
            missing -= met
        if not missing:
            break
    return tuple(found)

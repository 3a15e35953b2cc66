"""Programs that somebody gives to one terminal only, beside those that every administrator has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from svcquest.model.frozen import dataclass
from svcquest.terminal.process import Lookup, Program


@dataclass(frozen=True, slots=True)
class Extra:
    """A program that only this terminal has.

    Attributes:
        run: the program.
        words: what can follow the words that stand behind its name already; for completion.
    """

    run: Program
    words: Callable[[Sequence[str]], Iterable[str]]


Extras = Mapping[str, Extra]


def with_extras(lookup: Lookup, extras: Extras) -> Lookup:
    """A lookup that finds these programs first."""
    if not extras:
        return lookup
    return lambda name: extras[name].run if name in extras else lookup(name)

"""Options of small tools, read as GNU getopt does: clustered letters, values attached or apart, ``--`` ends them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps

from svcquest.model.frozen import dataclass, field
from svcquest.terminal.process import Process, Program


class UsageError(Exception):
    """Options that a tool does not have; a tool marked with ``usage`` tells it."""


@dataclass(slots=True)
class Options:
    """What stood on the command line.

    Attributes:
        values: letter to the values given with it, in order; a flag has empty ones.
        operands: what is no option.
        order: letters in the order in which they stood.
    """

    values: dict[str, list[str]] = field(default_factory=dict)
    operands: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)

    def __contains__(self, letter: str) -> bool:
        return letter in self.values

    def value(self, letter: str, default: str = "") -> str:
        """The last value of an option."""
        return self.values[letter][-1] if letter in self.values else default

    def add(self, letter: str, value: str = "") -> None:
        """Notes an option."""
        self.values.setdefault(letter, []).append(value)
        self.order.append(letter)

    def number(self, letter: str, default: int) -> int:
        """The last value as a number of at most nine digits.

        Raises:
            UsageError: it is none.
        """
        if letter not in self:
            return default
        text = self.value(letter)
        if not text.removeprefix("-").isascii() or not text.removeprefix("-").isdigit() or len(text) > 9:
            raise UsageError(f"invalid number: ‘{text}’")
        return int(text)


def parse_options(
    process: Process, flags: str, valued: str = "", long: Mapping[str, str] | None = None, *, permute: bool = True
) -> Options:
    """Reads a process's arguments.

    Args:
        process: whose.
        flags: letters without a value.
        valued: letters with one.
        long: long names without dashes to the letters they stand for.
        permute: options may follow operands; else the first operand ends them.

    Raises:
        UsageError: there is no such option, or its value is missing.
    """
    options = Options()
    words = list(process.args)
    while words:
        word = words.pop(0)
        if word == "--":
            options.operands += words
            break
        if word == "-" or not word.startswith("-"):
            options.operands.append(word)
            if not permute:
                options.operands += words
                break
        elif word.startswith("--"):
            _long(word, words, options, valued, long or {})
        else:
            _letters(word[1:], words, options, flags, valued)
    return options


def _long(word: str, words: list[str], options: Options, valued: str, long: Mapping[str, str]) -> None:
    name, equals, value = word[2:].partition("=")
    letter = long.get(name)
    if letter is None:
        raise UsageError(f"unrecognized option '{word}'")
    if letter in valued and not equals:
        if not words:
            raise UsageError(f"option '{word}' requires an argument")
        value = words.pop(0)
    elif equals and letter not in valued:
        raise UsageError(f"option '--{name}' doesn't allow an argument")
    options.add(letter, value)


def _letters(letters: str, words: list[str], options: Options, flags: str, valued: str) -> None:
    while letters:
        letter, letters = letters[0], letters[1:]
        if letter in flags:
            options.add(letter)
        elif letter in valued:
            if not letters and not words:
                raise UsageError(f"option requires an argument -- '{letter}'")
            options.add(letter, letters or words.pop(0))
            return
        else:
            raise UsageError(f"invalid option -- '{letter}'")


def usage(status: int = 1, summary: str = "") -> Callable[[Program], Program]:
    """Makes a tool tell the UsageError that it raises, with a line of usage if it has one, and end with ``status``."""

    def wrap(program: Program) -> Program:
        @wraps(program)
        def run(process: Process) -> int:
            try:
                return program(process)
            except UsageError as error:
                process.fail(str(error))
                if summary:
                    process.error(f"Usage: {process.name} {summary}")
                process.error(f"Try '{process.name} --help' for more information.")
                return status

        return run

    return wrap

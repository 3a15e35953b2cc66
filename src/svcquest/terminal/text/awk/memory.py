"""What an awk program works on: the line with its fields, variables and arrays."""

from __future__ import annotations

from collections.abc import Mapping

from svcquest.terminal.text.awk.syntax import AwkError
from svcquest.terminal.text.awk.values import Loose, Value, number, text
from svcquest.terminal.text.regex import PatternError, Regex, compile_regex

_MOST_FIELDS = 10_000


class Memory:
    """The state of a running program.

    Args:
        variables: set before ``BEGIN``.
        environment: what ``ENVIRON`` holds.

    Attributes:
        line: ``$0``.
        variables: by name; a missing one was never set.
        arrays: by name.
    """

    def __init__(self, variables: Mapping[str, str], environment: Mapping[str, str]) -> None:
        self.line = ""
        self.variables: dict[str, Value] = {
            "FS": " ",
            "OFS": " ",
            "ORS": "\n",
            "OFMT": "%.6g",
            "SUBSEP": "\x1c",
            "NR": 0.0,
            "FNR": 0.0,
            "RSTART": 0.0,
            "RLENGTH": -1.0,
            **{name: Loose(value) for name, value in variables.items()},
        }
        self.arrays: dict[str, dict[str, Value]] = {
            "ENVIRON": {name: Loose(value) for name, value in environment.items()}
        }
        self._fields: list[str] = []
        self._regexes: dict[str, Regex] = {}

    def text(self, name: str) -> str:
        """A variable as text."""
        return text(self.get(name))

    def get(self, name: str) -> Value:
        """A variable's value."""
        return float(len(self._fields)) if name == "NF" else self.variables.get(name)

    def set(self, name: str, value: Value) -> None:
        """Sets a variable; ``NF`` changes the line."""
        if name != "NF":
            self.variables[name] = value
            return
        count = int(min(max(number(value), 0), _MOST_FIELDS))
        self._fields = self._fields[:count] + [""] * (count - len(self._fields))
        self._rebuild()

    def next_line(self, line: str) -> None:
        """Takes a line of the input."""
        self.set_line(line)
        for counter in ("NR", "FNR"):
            self.variables[counter] = number(self.variables[counter]) + 1

    def set_line(self, line: str) -> None:
        """Replaces the line and its fields."""
        self.line = line
        self._fields = self.split(line, self.text("FS"))

    def field(self, index: float) -> Value:
        """``$index``.

        Raises:
            AwkError: there can be no such field.
        """
        self._check(index)
        if index < 1:
            return Loose(self.line)
        return Loose(self._fields[int(index) - 1]) if index <= len(self._fields) else None

    def set_field(self, index: float, value: Value) -> None:
        """Replaces a field, and the line with it.

        Raises:
            AwkError: there can be no such field.
        """
        self._check(index)
        if index < 1:
            self.set_line(text(value))
            return
        self._fields += [""] * (int(index) - len(self._fields))
        self._fields[int(index) - 1] = text(value)
        self._rebuild()

    def _check(self, index: float) -> None:
        if not 0 <= index <= _MOST_FIELDS:
            raise AwkError(f"trying to access out of range field {text(index)}")

    def _rebuild(self) -> None:
        self.line = self.text("OFS").join(self._fields)

    def split(self, line: str, separator: str) -> list[str]:
        """The parts of a text between separators; a single blank stands for any blanks.

        Raises:
            AwkError: the separator is no pattern.
        """
        if separator == " ":
            return line.split()
        if not line:
            return []
        if len(separator) == 1 and separator != "\\":
            return line.split(separator)
        return split_by(self.regex(separator), line) if separator else list(line)

    def regex(self, pattern: str) -> Regex:
        """A pattern that was made at run time.

        Raises:
            AwkError: it is malformed.
        """
        if pattern not in self._regexes:
            try:
                self._regexes[pattern] = compile_regex(pattern, extended=True)
            except PatternError as error:
                raise AwkError(f"{error}: /{pattern}/") from None
        return self._regexes[pattern]


def split_by(regex: Regex, line: str) -> list[str]:
    """The parts of a text between matches that are not empty."""
    parts: list[str] = []
    at = 0
    while (found := regex.search(line, at)) and found.end > found.start:
        parts.append(line[at : found.start])
        at = found.end
    return [*parts, line[at:]]

"""Words to the arguments they stand for.

The order is that of POSIX (Shell Command Language, 2.6): braces (as bash has them), tilde, parameters, commands and
arithmetic, then splitting at blanks, file patterns, removal of quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from svcquest.terminal.shell.arithmetic import ArithmeticShellError, evaluate
from svcquest.terminal.shell.patterns import Piece, expand_braces, is_pattern, literal, matcher, matching_files
from svcquest.terminal.shell.state import ShellState
from svcquest.terminal.shell.syntax import Arithmetic, Parameter, Part, Substitution, Text, Word

_LONGEST_VALUE = 100_000
_SHORT_VALUE = 1_000
_HELD_FILES = "/dev/fd"
"""Where the outputs of ``<(…)`` are while the command runs that reads them."""

Capture = Callable[[str], str]
"""Runs a script in a subshell and gives back its output."""


class ExpansionError(Exception):
    """A word that stands for nothing, such as ``${x:?missing}``; its text is what the shell says."""


class Expander:
    """Expands words for one command.

    Args:
        state: where variables and files are.
        capture: how ``$(…)`` is run.
    """

    def __init__(self, state: ShellState, capture: Capture) -> None:
        self._state = state
        self._capture = capture
        self._held: list[str] = []

    def fields(self, words: Iterable[Word]) -> list[str]:
        """All arguments that words stand for."""
        found: list[str] = []
        for word in words:
            for each in expand_braces(word):
                for pieces in self._split(each):
                    found.extend(self._match_files(pieces))
        return found

    @staticmethod
    def is_condition(first: Word) -> bool:
        """Whether a command's first word is ``[[``, whose words are neither split nor matched with files."""
        return len(first) == 1 and isinstance(first[0], Text) and first[0].text == "[["

    def condition(self, words: Iterable[Word]) -> list[str]:
        """The words of ``[[``. Behind ``==`` or ``!=`` stands a pattern, in which what was quoted means itself."""
        found: list[str] = []
        for word in words:
            pieces = self.pieces(word)
            if found[-1:] in (["=="], ["="], ["!="]):
                pieces = [(literal(text) if quoted else text, quoted) for text, quoted in pieces]
            found.append("".join(text for text, _ in pieces))
        return found

    def text(self, word: Word) -> str:
        """A word as one text: no splitting, no file patterns. For assignments, here-documents, file names."""
        return "".join(text for text, _ in self.pieces(word))

    def pieces(self, word: Word) -> list[Piece]:
        """A word as one text with its quoting, for patterns of ``case`` and ``${x#…}``."""
        return [piece for part in self._tilde(word) for piece in self._value(part)]

    def number(self, expression: Word) -> int:
        """The value of an arithmetic expression; assignments in it are carried out.

        Raises:
            ExpansionError: it has none.
        """
        try:
            return evaluate(self.text(expression), self._state.variables)
        except ArithmeticShellError as error:
            raise ExpansionError(str(error)) from None

    def _match_files(self, pieces: list[Piece]) -> list[str]:
        if is_pattern(pieces):
            names = matching_files(self._state.files, pieces)
            if names:
                return names
        return ["".join(text for text, _ in pieces)]

    def _tilde(self, word: Word) -> Word:
        first = word[0] if word else None
        if not isinstance(first, Text) or first.quoted or not re.match(r"~(/|\Z)", first.text):
            return word
        if first.text == "~" and len(word) > 1:
            return word
        return (Text(self._state.files.home, quoted=True), Text(first.text[1:]), *word[1:])

    def _split(self, word: Word) -> list[list[Piece]]:
        """The fields of a word; blanks from unquoted expansions separate them."""
        fields: list[list[Piece]] = []
        current: list[Piece] | None = None
        for part in self._tilde(word):
            if isinstance(part, Parameter) and part.name == "@" and part.quoted and not part.operator:
                for index, argument in enumerate(self._state.arguments):
                    if index and current is not None:
                        fields.append(current)
                        current = None
                    current = [*(current or []), (argument, True)]
                continue
            if isinstance(part, Text) or part.quoted:
                current = [*(current or []), *self._value(part)]
                continue
            value = "".join(text for text, _ in self._value(part))
            for index, run in enumerate(re.split(r"([ \t\n]+)", value)):
                if index % 2:
                    if current is not None:
                        fields.append(current)
                    current = None
                elif run:
                    current = [*(current or []), (run, False)]
        return fields if current is None else [*fields, current]

    def _value(self, part: Part) -> list[Piece]:
        match part:
            case Text():
                return [(part.text, part.quoted)]
            case Substitution(as_file=True):
                return [(self._hold(self._capture(part.script)), True)]
            case Substitution():
                return [(self._capture(part.script).rstrip("\n"), part.quoted)]
            case Arithmetic():
                return [(str(self.number(part.expression)), part.quoted)]
            case Parameter():
                return self._parameter(part)

    def _hold(self, text: str) -> str:
        """The name of a file that holds a text for as long as a command runs."""
        files = self._state.files
        files.make_folder(_HELD_FILES, parents=True)
        name = f"{_HELD_FILES}/{63 - len(files.list(_HELD_FILES))}"
        files.write(name, text)
        self._held.append(name)
        return name

    def release(self) -> None:
        """Removes what was held for the command, once it has ended."""
        for name in self._held:
            if self._state.files.is_file(name):
                self._state.files.remove(name)
        self._held.clear()

    def lookup(self, name: str) -> str | None:
        """A variable's value or a special parameter's, None when unset."""
        state = self._state
        match name:
            case "?":
                return str(state.status)
            case "#":
                return str(len(state.arguments))
            case "@" | "*":
                return " ".join(state.arguments) if state.arguments else None
            case "0":
                return state.script or state.name
            case "$":
                return "1"
            case "!":
                return None
            case _ if name.isdigit():
                return state.arguments[int(name) - 1] if len(name) < 10 and int(name) <= len(state.arguments) else None
            case "PWD":
                return state.files.cwd
            case _:
                return state.variables.get(name)

    def _parameter(self, part: Parameter) -> list[Piece]:
        value = self.lookup(part.name)
        if value and len(value) > _SHORT_VALUE:
            # `x=$x$x` in a loop would fill the memory
            self._state.budget.take_characters(len(value))
        operator = part.operator
        if operator == "length":
            return [(str(len(value or "")), part.quoted)]
        if operator and operator[-1] in "-=+?" and operator[0] in ":-=+?":
            return self._conditional(part, value)
        if operator == ":":
            return [(self._substring(value or "", part), part.quoted)]
        if operator and operator[0] in "^,":
            return [(_with_case(value or "", operator), part.quoted)]
        if operator.startswith("/"):
            return [(self._replace(value or "", part), part.quoted)]
        if operator:
            return [(_trim(value or "", operator, self.pieces(part.argument)), part.quoted)]
        return [(value or "", part.quoted)]

    def _conditional(self, part: Parameter, value: str | None) -> list[Piece]:
        missing = value is None or (part.operator.startswith(":") and not value)
        argument = self.text(part.argument)
        match part.operator[-1]:
            case "+":
                return [("" if missing else argument, part.quoted)]
            case "?" if missing:
                raise ExpansionError(f"{part.name}: {argument or 'parameter null or not set'}")
            case "=" if missing:
                self._state.variables[part.name] = argument
        return [(argument if missing else value or "", part.quoted)]

    def _substring(self, value: str, part: Parameter) -> str:
        """``${x:offset}`` and ``${x:offset:length}``; what is below zero counts from the end."""
        offset, colon, length = self.text(part.argument).partition(":")
        try:
            start = evaluate(offset, self._state.variables)
            end = evaluate(length, self._state.variables) if colon else len(value)
        except ArithmeticShellError as error:
            raise ExpansionError(str(error)) from None
        start = start if start >= 0 else len(value) + start
        if colon:
            end = start + end if end >= 0 else len(value) + end
            if end < start:
                raise ExpansionError(f"{length}: substring expression < 0")
        return value[start:end] if start >= 0 else ""

    def _replace(self, value: str, part: Parameter) -> str:
        """``${x/pattern/text}`` and ``${x//pattern/text}``."""
        pattern, _, text = self.text(part.argument).partition("/")
        if not pattern or len(value) > _LONGEST_VALUE:
            return value
        wild = matcher([(pattern, False)]).pattern.removeprefix("(?s:").removesuffix(")\\Z")
        return re.sub(wild, lambda _: text, value, count=0 if part.operator == "//" else 1, flags=re.DOTALL)


def _with_case(value: str, operator: str) -> str:
    """``${x^}``, ``${x^^}`` make the first letter or all of them large, ``,`` and ``,,`` small."""
    change = str.upper if operator[0] == "^" else str.lower
    return change(value) if len(operator) == 2 else change(value[:1]) + value[1:]


def _trim(value: str, operator: str, pattern: list[Piece]) -> str:
    """``#``, ``##`` take the shortest or longest fitting start away, ``%``, ``%%`` the end."""
    fits = matcher(pattern)
    if len(value) > _LONGEST_VALUE // 100:
        return value
    starts = range(len(value) + 1)
    if operator[0] == "#":
        ends = starts if operator == "#" else reversed(starts)
        return next((value[end:] for end in ends if fits.match(value[:end])), value)
    begins = reversed(starts) if operator == "%" else starts
    return next((value[:begin] for begin in begins if fits.match(value[begin:])), value)

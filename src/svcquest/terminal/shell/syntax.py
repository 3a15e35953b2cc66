"""What a command line means: the tree that the parser makes and the interpreter walks."""

from __future__ import annotations

from typing import Literal

from svcquest.model.frozen import dataclass


class ShellSyntaxError(Exception):
    """A text that is no command line.

    Attributes:
        incomplete: more lines could make it one, as after an open quote.
    """

    def __init__(self, text: str, *, incomplete: bool = False) -> None:
        super().__init__(text)
        self.incomplete = incomplete


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as they are; quoted ones take part neither in splitting nor in file patterns."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """``$name`` or ``${name OPERATOR argument}``; operator ``length`` is ``${#name}``."""

    name: str
    quoted: bool
    operator: str = ""
    argument: Word = ()


@dataclass(frozen=True, slots=True)
class Substitution:
    """``$(…)``: the output of a script, parsed when it runs. ``<(…)``: the name of a file that holds it."""

    script: str
    quoted: bool
    as_file: bool = False


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``$((…))``."""

    expression: Word
    quoted: bool


Part = Text | Parameter | Substitution | Arithmetic
Word = tuple[Part, ...]


@dataclass(slots=True)
class HereDocument:
    """The lines after ``<<END``. Not frozen: they follow the rest of the command, so the lexer adds ``text`` late.

    Attributes:
        delimiter: the line that ends it.
        literal: part of the delimiter was quoted, so that ``$`` means nothing in the text.
        strip_tabs: leading tabs do not count (``<<-``).
        text: what it says.
    """

    delimiter: str
    literal: bool
    strip_tabs: bool
    text: Word = ()


@dataclass(frozen=True, slots=True)
class Redirect:
    """One redirection.

    Attributes:
        fd: the number of what is redirected.
        operator: such as ``>>``.
        target: file name, descriptor number, or the text of ``<<<``.
        document: the text of ``<<`` and ``<<-``.
    """

    fd: int
    operator: str
    target: Word
    document: HereDocument | None = None


@dataclass(frozen=True, slots=True)
class Simple:
    """Assignments, a name with arguments, redirections; each may be missing."""

    assignments: tuple[tuple[str, Word], ...]
    words: tuple[Word, ...]
    redirects: tuple[Redirect, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """``{ …; }`` or, with ``subshell``, ``( … )``: changes to variables inside stay inside."""

    body: Sequence
    redirects: tuple[Redirect, ...] = ()
    subshell: bool = False


@dataclass(frozen=True, slots=True)
class For:
    """``for name in words; do body; done``; without words it goes over the arguments."""

    name: str
    words: tuple[Word, ...] | None
    body: Sequence
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class Calculation:
    """``((expression))``: succeeds if its value is not zero."""

    expression: Word
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class CountingFor:
    """``for ((start; condition; step))``; an empty condition always holds."""

    start: Word
    condition: Word
    step: Word
    body: Sequence
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class While:
    """``while`` and ``until``: the body runs as long as the condition's status is zero, or not zero."""

    condition: Sequence
    body: Sequence
    until: bool
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class If:
    """Branches in order, each a condition and a body, and what else."""

    branches: tuple[tuple[Sequence, Sequence], ...]
    otherwise: Sequence | None
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """``case word in pattern|pattern) body;; esac``."""

    word: Word
    branches: tuple[tuple[tuple[Word, ...], Sequence], ...]
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class Function:
    """``name() { …; }``."""

    name: str
    body: Command


Command = Simple | Group | Calculation | For | CountingFor | While | If | Case | Function


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Commands whose outputs feed each other; ``negated`` by a leading ``!``."""

    commands: tuple[Command, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class AndOr:
    """Pipelines joined by ``&&`` and ``||``, from left to right; ``background`` by a closing ``&``."""

    first: Pipeline
    rest: tuple[tuple[Literal["&&", "||"], Pipeline], ...] = ()
    background: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """Lists of commands one after the other."""

    items: tuple[AndOr, ...]

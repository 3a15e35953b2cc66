"""The contract between a shell, the programs it starts, and whoever shows their output.

A program is a function that takes a ``Process`` and returns an exit status. It prints to ``process.out`` and
``process.err``, reads ``process.stdin``, and acts on ``process.world``, which means nothing to the shell.
What only a front end can do (open an editor, hand the keyboard to another shell) is a ``Request`` in the Outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from svcquest.model.frozen import dataclass, field
from svcquest.terminal.files import FileError, Files, FilesSnapshot

__all__ = [
    "Budget",
    "BudgetSpentError",
    "ClearScreen",
    "FileError",
    "Files",
    "FilesSnapshot",
    "Input",
    "Leave",
    "Lookup",
    "OpenEditor",
    "OpenShell",
    "Outcome",
    "Output",
    "Process",
    "Program",
    "Request",
    "Screen",
    "Watch",
    "lookup_in",
    "run_program",
]

OUTPUT_LIMIT = 1_000_000
"""Characters that one command line may print or pass through pipes."""

STEP_LIMIT = 10_000
"""Commands that one command line may start, loops included."""


@dataclass(frozen=True, slots=True)
class OpenShell:
    """Hand the keyboard to a shell somewhere else, as ``kubectl run -it … sh`` does.

    Attributes:
        vantage: where it runs; meaningful to the terminal only.
        prompt: what stands before each line, such as ``/ # ``.
        on_exit: command line for the outer shell when the inner one ends (``kubectl delete pod …`` of ``--rm``).
        container: of a pod, empty for its first one.
    """

    vantage: Any
    prompt: str = "/ # "
    on_exit: str = ""
    container: str = ""


@dataclass(frozen=True, slots=True)
class OpenEditor:
    """Open a file in the editor, as ``vi FILE`` and ``kubectl edit`` do.

    Attributes:
        path: absolute path in the shell's files; it may not exist yet.
        on_save: command line to run once the editor has written the file.
    """

    path: str
    on_save: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """Show a command line's output again and again until a key is pressed; intervals are simulated seconds.

    Attributes:
        known_by: None: all of the output, for which the command has not run yet. A number: only what changes in the
            output, which has been shown; a table whose rows are known by so many first words, 0 for other texts.
    """

    command: str
    interval: float = 2.0
    known_by: int | None = None


@dataclass(frozen=True, slots=True)
class ClearScreen:
    """Empty the terminal's screen."""


@dataclass(frozen=True, slots=True)
class Leave:
    """The shell was told to end."""

    status: int = 0


Request = OpenShell | OpenEditor | Watch | ClearScreen | Leave


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command line did.

    Attributes:
        exit: status of the last command, 0 to 255.
        stdout: all that was printed and neither piped nor redirected.
        stderr: all error text that was not redirected.
        shown: both in the order in which they were written, as a screen shows them.
        requests: what the front end has to do now, in order.
    """

    exit: int
    stdout: str = ""
    stderr: str = ""
    shown: str = ""
    requests: tuple[Request, ...] = ()


class BudgetSpentError(Exception):
    """A command line ran too long or printed too much; its text says which."""


@dataclass(slots=True)
class Budget:
    """What one command line may still use up; every program and pipe of the line draws on it."""

    steps: int = STEP_LIMIT
    characters: int = OUTPUT_LIMIT
    reopened: bool = False

    def take_step(self, count: int = 1) -> None:
        """Counts a command, as several where it is a dear one.

        Raises:
            BudgetSpentError: there were too many.
        """
        self.steps -= count
        if self.steps < 0:
            raise BudgetSpentError("stopped: too many commands in one line; does a loop never end?")

    def reopen(self) -> None:
        """Leaves some room again for those who read what a command wrote that was stopped; only once."""
        if not self.reopened:
            self.reopened = True
            self.steps, self.characters = STEP_LIMIT // 10, OUTPUT_LIMIT

    def take_characters(self, count: int) -> None:
        """Counts output.

        Raises:
            BudgetSpentError: there was too much.
        """
        self.characters -= count
        if self.characters < 0:
            raise BudgetSpentError("stopped: too much output in one line")


class Output:
    """Where a program's text goes: a screen, a pipe or a file."""

    def __init__(self, budget: Budget, screen: list[str] | None = None) -> None:
        self._parts: list[str] = []
        self._budget = budget
        self._screen = screen

    @property
    def terminal(self) -> bool:
        """Whether a person sees it, rather than a pipe or a file."""
        return self._screen is not None

    def write(self, text: str) -> None:
        """Adds text as it is.

        Raises:
            BudgetSpentError: the command line has printed too much.
        """
        if not text:
            return
        self._budget.take_characters(len(text))
        self._parts.append(text)
        if self._screen is not None:
            self._screen.append(text)

    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)


class Screen:
    """The two outputs of a terminal, and the order in which text came out of them."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._order: list[str] = []
        self.out = Output(budget, self._order)
        self.err = Output(budget, self._order)

    def report(self, error: BudgetSpentError) -> int:
        """Says why a command line was stopped; gives back the exit status of an interrupted one."""
        self._budget.characters = OUTPUT_LIMIT
        self.err.write(f"{error}\n")
        return 130

    def text(self) -> str:
        """Both outputs in the order of writing."""
        return "".join(self._order)


class Input:
    """Text that programs take from one after the other: a pipe, a file, a here-document, or nobody's keyboard."""

    def __init__(self, text: str = "", *, terminal: bool = False) -> None:
        self._text = text
        self._at = 0
        self.terminal = terminal

    def read(self) -> str:
        """All that is left."""
        text = self._text[self._at :]
        self._at = len(self._text)
        return text

    def read_line(self) -> str | None:
        """The next line with its line end, None at the end."""
        if self._at >= len(self._text):
            return None
        end = self._text.find("\n", self._at) + 1 or len(self._text)
        line = self._text[self._at : end]
        self._at = end
        return line


@dataclass(slots=True)
class Process:
    """One running program.

    Attributes:
        argv: its name as typed, then its arguments.
        input: its standard input; ``stdin`` reads all of it.
        env: its environment; a copy, so that changes stay inside.
        files: the file system.
        world: what it acts on; only the programs know its type.
        out: standard output.
        err: standard error.
        budget: what the command line may still use up.
        lookup: finds other programs, for those that start some (``xargs``).
        requests: what the front end has to do afterwards.
    """

    argv: tuple[str, ...]
    input: Input
    env: dict[str, str]
    files: Files
    world: Any
    out: Output
    err: Output
    budget: Budget
    lookup: Lookup
    requests: list[Request] = field(default_factory=list)
    _stdin: str | None = None

    @property
    def name(self) -> str:
        """The name it was started by."""
        return self.argv[0]

    @property
    def args(self) -> tuple[str, ...]:
        """Its arguments without its name."""
        return self.argv[1:]

    @property
    def stdin(self) -> str:
        """All of standard input; taken from it at the first look, the same text ever after."""
        if self._stdin is None:
            self._stdin = self.input.read()
        return self._stdin

    def print(self, text: str = "", end: str = "\n") -> None:
        """Writes a line to standard output; ``end=""`` leaves the line end away."""
        self.out.write(text + end)

    def error(self, text: str, end: str = "\n") -> None:
        """Writes a line to standard error."""
        self.err.write(text + end)

    def fail(self, text: str, status: int = 1) -> int:
        """Writes ``NAME: text`` to standard error and gives back the exit status."""
        self.error(f"{self.name}: {text}")
        return status

    def request(self, request: Request) -> None:
        """Asks the front end for something once the command line has run."""
        self.requests.append(request)

    def start(self, argv: tuple[str, ...], stdin: str = "") -> int:
        """Runs another program with this one's outputs, files and world; 127 when there is none of that name."""
        program = self.lookup(argv[0])
        if program is None:
            return self.fail(f"{argv[0]}: No such file or directory", 127)
        self.budget.take_step()
        child = Process(
            argv, Input(stdin), dict(self.env), self.files, self.world, self.out, self.err, self.budget, self.lookup
        )
        status = call(program, child)
        self.requests.extend(child.requests)
        return status


Program = Callable[[Process], int]
Lookup = Callable[[str], Program | None]


def call(program: Program, process: Process) -> int:
    """Runs a program; a file error it let through becomes the usual line and status 1."""
    try:
        return program(process) & 255
    except FileError as error:
        return process.fail(str(error))


def lookup_in(table: Mapping[str, str]) -> Lookup:
    """A Lookup over a table from name to ``module:function``; a module is imported when first needed."""

    def find(name: str) -> Program | None:
        target = table.get(name)
        if target is None:
            return None
        module, _, function = target.partition(":")
        program: Program = getattr(import_module(module), function)
        return program

    return find


def run_program(
    program: Program,
    *argv: str,
    stdin: str = "",
    files: Files | None = None,
    env: Mapping[str, str] | None = None,
    world: Any = None,
) -> Outcome:
    """Runs one program without a shell, for callers that have its arguments already."""
    budget = Budget()
    screen = Screen(budget)
    process = Process(
        argv, Input(stdin), dict(env or {}), files or Files(), world, screen.out, screen.err, budget, lookup_in({})
    )
    try:
        status = call(program, process)
    except BudgetSpentError as error:
        status = screen.report(error)
    return Outcome(status, screen.out.text(), screen.err.text(), screen.text(), tuple(process.requests))

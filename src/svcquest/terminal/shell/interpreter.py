"""Runs the tree of a command line.

Pipelines run one command after the other, each to its end: programs here are finite, so what a reader sees is the same.
"""

from __future__ import annotations

from collections.abc import Callable

from svcquest.terminal.process import BudgetSpentError, FileError, Input, Output, Process, Program, call
from svcquest.terminal.shell.control import AbortError, ExitShellError, LoopControlError, ReturnError
from svcquest.terminal.shell.expansion import Expander, ExpansionError
from svcquest.terminal.shell.parser import parse
from svcquest.terminal.shell.patterns import matcher
from svcquest.terminal.shell.redirection import Redirection
from svcquest.terminal.shell.state import ShellState, Streams
from svcquest.terminal.shell.syntax import (
    AndOr,
    Calculation,
    Case,
    Command,
    CountingFor,
    For,
    Function,
    Group,
    If,
    Pipeline,
    Redirect,
    Sequence,
    ShellSyntaxError,
    Simple,
    While,
)

_DEEPEST = 45
_MOST_FOR_ITEMS = 10_000


INSTALLABLE = frozenset({"ash", "bash", "dash", "sh", "sudo"})
"""Builtins that stand for programs which not every place has."""

BIN_FOLDERS = frozenset({"/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"})

Builtin = Callable[["Interpreter", Process], int]
"""A command that needs the shell's own memory."""


class Interpreter:
    """Runs commands against a shell's memory.

    Attributes:
        state: the memory.
    """

    def __init__(self, state: ShellState, builtins: Callable[[str], Builtin | None]) -> None:
        self.state = state
        self._builtins = builtins

    def find(self, name: str) -> Builtin | Program | None:
        """The builtin or program of that name."""
        return self._builtin(name) or self.state.lookup(name)

    def is_builtin(self, name: str) -> bool:
        """Whether the shell itself runs it."""
        return self._builtin(name) is not None and name not in INSTALLABLE

    def _builtin(self, name: str) -> Builtin | None:
        return None if name in INSTALLABLE - self.state.installed else self._builtins(name)

    def run_script(self, text: str, streams: Streams) -> int:
        """Parses and runs a text in this shell; a syntax error is told on standard error, status 2."""
        try:
            tree = parse(text, self.state.aliases)
        except ShellSyntaxError as error:
            self.complain(streams, str(error))
            return 2
        return self._nested(lambda: self.sequence(tree, streams), streams)

    def run_subshell(
        self, text: str, streams: Streams, arguments: tuple[str, ...] = (), name: str = "", script: str = ""
    ) -> int:
        """Runs a text in a copy of this shell; ``exit`` ends only the copy.

        Args:
            arguments: ``$1`` and on.
            name: of another shell than this one.
            script: ``$0``, where it is not that name.
        """
        inner = self._copy()
        inner.state.arguments = arguments
        inner.state.name = name or inner.state.name
        inner.state.script = script or ("" if name else inner.state.script)
        return inner.contained(lambda: inner.run_script(text, streams))

    def contained(self, run: Callable[[], int]) -> int:
        """Runs something as a shell of its own: ``exit`` ends it, the working folder comes back."""
        folder = self.state.files.cwd
        try:
            return run()
        except ExitShellError as leave:
            return leave.status
        except LoopControlError:
            return 0
        finally:
            if self.state.files.is_folder(folder):
                self.state.files.cwd = folder

    def complain(self, streams: Streams, text: str) -> None:
        """Writes an error of the shell itself."""
        streams.err.write(f"{self.state.name}: {text}\n")

    def sequence(self, tree: Sequence, streams: Streams) -> int:
        """Runs commands one after the other."""
        for item in tree.items:
            self.state.status = self._and_or(item, streams)
        return self.state.status

    def _copy(self) -> Interpreter:
        return Interpreter(self.state.copy(), self._builtins)

    def _nested(self, run: Callable[[], int], streams: Streams) -> int:
        if self.state.nesting >= _DEEPEST:
            self.complain(streams, "too deeply nested")
            return 1
        self.state.nesting += 1
        try:
            return run()
        finally:
            self.state.nesting -= 1

    def _and_or(self, tree: AndOr, streams: Streams) -> int:
        status = self.state.status = self._pipeline(tree.first, streams)
        for operator, pipeline in tree.rest:
            if (status == 0) == (operator == "&&"):
                status = self.state.status = self._pipeline(pipeline, streams)
        return status

    def _pipeline(self, tree: Pipeline, streams: Streams) -> int:
        status = 0
        stopped: BudgetSpentError | None = None
        source = streams.input
        last = len(tree.commands) - 1
        for index, command in enumerate(tree.commands):
            out = streams.out if index == last else Output(self.state.budget)
            inner = Streams(source, out, streams.err)
            try:
                status = self.command(command, inner) if last == 0 else self._in_subshell(command, inner)
            except BudgetSpentError as error:
                # whoever reads from a writer without end may have seen enough: head, grep -m
                if index == last or self.state.budget.reopened:
                    raise
                self.state.budget.reopen()
                stopped = error
            source = Input(out.text()) if index != last else source
        if stopped is not None:
            raise stopped
        return int(status == 0) if tree.negated else status

    def _in_subshell(self, command: Command, streams: Streams) -> int:
        shell = self._copy()
        return shell.contained(lambda: shell.command(command, streams))

    def command(self, command: Command, streams: Streams) -> int:
        """Runs one command of a pipeline."""
        try:
            return self._command(command, streams)
        except ExpansionError as error:
            self.complain(streams, str(error))
            raise AbortError(1) from None

    def _command(self, command: Command, streams: Streams) -> int:
        if isinstance(command, Simple):
            return self._with_redirects(command.redirects, streams, lambda inner: self._simple(command, inner))
        if isinstance(command, Function):
            self.state.functions[command.name] = command.body
            return 0
        self.state.budget.take_step()
        return self._nested(
            lambda: self._with_redirects(command.redirects, streams, lambda inner: self._compound(command, inner)),
            streams,
        )

    def _compound(self, command: Command, streams: Streams) -> int:
        match command:
            case Group(subshell=True):
                shell = self._copy()
                return shell.contained(lambda: shell.sequence(command.body, streams))
            case Group():
                return self.sequence(command.body, streams)
            case For():
                return self._for(command, streams)
            case Calculation():
                return int(self._expander(streams).number(command.expression) == 0)
            case CountingFor():
                return self._counting_for(command, streams)
            case While():
                return self._while(command, streams)
            case If():
                return self._if(command, streams)
            case Case():
                return self._case(command, streams)
        return 0

    def _for(self, loop: For, streams: Streams) -> int:
        values = self._expander(streams).fields(loop.words) if loop.words is not None else self.state.arguments
        status = 0
        for value in values[:_MOST_FOR_ITEMS]:
            self.state.variables[loop.name] = value
            go_on, status = self._turn(loop.body, streams)
            if not go_on:
                break
        return status

    def _counting_for(self, loop: CountingFor, streams: Streams) -> int:
        expander = self._expander(streams)
        status = 0
        expander.number(loop.start)
        while not loop.condition or expander.number(loop.condition):
            self.state.budget.take_step()
            go_on, status = self._turn(loop.body, streams)
            if not go_on:
                break
            expander.number(loop.step)
        return status

    def _while(self, loop: While, streams: Streams) -> int:
        status = 0
        while (self.sequence(loop.condition, streams) == 0) != loop.until:
            self.state.budget.take_step()
            go_on, status = self._turn(loop.body, streams)
            if not go_on:
                break
        return status

    def _turn(self, body: Sequence, streams: Streams) -> tuple[bool, int]:
        """One turn of a loop: whether to go on, and the status."""
        try:
            return True, self.sequence(body, streams)
        except LoopControlError as control:
            if control.levels > 1:
                raise LoopControlError(control.levels - 1, again=control.again) from None
            return control.again, 0

    def _if(self, command: If, streams: Streams) -> int:
        for condition, body in command.branches:
            if self.sequence(condition, streams) == 0:
                return self.sequence(body, streams)
        return self.sequence(command.otherwise, streams) if command.otherwise else 0

    def _case(self, command: Case, streams: Streams) -> int:
        expander = self._expander(streams)
        subject = expander.text(command.word)
        for patterns, body in command.branches:
            if any(matcher(expander.pieces(pattern)).match(subject) for pattern in patterns):
                return self.sequence(body, streams)
        return 0

    def _expander(self, streams: Streams) -> Expander:
        def capture(script: str) -> str:
            out = Output(self.state.budget)
            self.state.status = self.run_subshell(
                script, Streams(streams.input, out, streams.err), self.state.arguments
            )
            return out.text().replace("\0", "")

        return Expander(self.state, capture)

    def _simple(self, command: Simple, streams: Streams) -> int:
        expander = self._expander(streams)
        if not command.words:
            self.state.status = 0
        if command.words and expander.is_condition(command.words[0]):
            argv = expander.condition(command.words)
        else:
            argv = expander.fields(command.words)
        values = {name: expander.text(word) for name, word in command.assignments}
        if not argv:
            self.state.variables.update(values)
            # the status of `x=$(false)` is that of the substitution
            return self.state.status if not command.words else 0
        try:
            return self.run_argv(tuple(argv), streams, values)
        finally:
            expander.release()

    def run_argv(self, argv: tuple[str, ...], streams: Streams, extra: dict[str, str] | None = None) -> int:
        """Runs a function, builtin or program; ``extra`` are variables for it alone."""
        self.state.budget.take_step()
        name = argv[0]
        if name in self.state.functions:
            return self._call_function(argv, streams)
        name = self._base_name(name)
        builtin = self._builtin(name)
        program = None if builtin else self.state.lookup(name)
        if builtin is None and program is None:
            script = self._script(name)
            if script:
                return self.run_subshell(script, streams, argv[1:], script=name)
            return self._not_found(name, streams)
        env = self.state.environment() | (extra or {})
        process = Process(
            argv,
            streams.input,
            env,
            self.state.files,
            self.state.world,
            streams.out,
            streams.err,
            self.state.budget,
            self._program,
            self.state.requests,
        )
        if builtin is not None:
            try:
                return builtin(self, process) & 255
            except FileError as error:
                self.complain(streams, f"{name}: {error}")
                return 1
        return call(program, process) if program else 127

    def _program(self, name: str) -> Program | None:
        """What other programs (xargs, timeout) can start by that name: programs, and builtins as if they were some."""
        builtin = self._builtin(name)
        if builtin is None:
            return self.state.lookup(self._base_name(name))
        return lambda process: builtin(self, process)

    def _base_name(self, name: str) -> str:
        """The name of a command that was named by the path of its file, such as ``/bin/sh``."""
        folder, slash, base = name.rpartition("/")
        return base if slash and folder in BIN_FOLDERS and self.find(base) else name

    def _script(self, name: str) -> str:
        """The text of a script that was named by its path; empty for what does not begin as scripts do."""
        if "/" not in name or not self.state.files.is_file(name):
            return ""
        text = self.state.files.read(name)
        return text if text.startswith("#!") else ""

    def _call_function(self, argv: tuple[str, ...], streams: Streams) -> int:
        outer = self.state.arguments
        self.state.arguments = argv[1:]
        try:
            return self._nested(lambda: self.command(self.state.functions[argv[0]], streams), streams)
        except ReturnError as back:
            return back.status
        finally:
            self.state.arguments = outer

    def _not_found(self, name: str, streams: Streams) -> int:
        if "/" in name:
            known = self.state.files.exists(name)
            reason = "Permission denied" if known else "No such file or directory"
            self.complain(streams, f"{name}: {reason}")
            return 126 if known else 127
        self.complain(streams, f"{name}: not found" if self.state.name == "sh" else f"{name}: command not found")
        hint = self.state.hints.get(name)
        if hint:
            streams.err.write(f"{hint}\n")
        return 127

    def _with_redirects(self, redirects: tuple[Redirect, ...], streams: Streams, run: Callable[[Streams], int]) -> int:
        if not redirects:
            return run(streams)
        redirection = Redirection(self.state, self._expander(streams))
        try:
            inner = redirection.open(redirects, streams)
        except (FileError, ExpansionError) as error:
            self.complain(streams, str(error))
            return 1
        try:
            return run(inner)
        finally:
            redirection.close(lambda text: self.complain(streams, text))

"""The shell: takes command lines, keeps its memory between them, gives back Outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from svcquest.terminal.process import Budget, BudgetSpentError, Files, Input, Lookup, Outcome, Screen
from svcquest.terminal.shell import builtins
from svcquest.terminal.shell.control import AbortError, ExitShellError, LoopControlError, ReturnError
from svcquest.terminal.shell.history import EventNotFoundError, expand
from svcquest.terminal.shell.interpreter import Interpreter
from svcquest.terminal.shell.state import ShellState, Streams

_HISTORY_LENGTH = 1_000
_LONGEST_LINE = 1_000_000


class Shell:
    """One shell.

    Args:
        lookup: finds programs by name.
        files: the file system, shared with whoever else shows it.
        env: exported variables to begin with.
        world: handed to programs as it is.
        name: how it signs its complaints: ``bash``, or ``sh`` for the shell of a small image.
        aliases: replacements for a command's first word.
        hints: for commands that do not exist here, what to use instead.
        installed: those of the builtins that only some places have (other shells, sudo) which this place has.

    Attributes:
        state: what it remembers between command lines.
    """

    def __init__(
        self,
        lookup: Lookup,
        files: Files | None = None,
        env: Mapping[str, str] | None = None,
        world: Any = None,
        *,
        name: str = "bash",
        aliases: Mapping[str, str] | None = None,
        hints: Mapping[str, str] | None = None,
        installed: Iterable[str] = ("bash", "sh"),
    ) -> None:
        self.state = ShellState(
            files=files or Files(),
            lookup=lookup,
            world=world,
            name=name,
            variables=dict(env or {}),
            exported=set(env or {}),
            aliases=dict(aliases or {}),
            hints=hints or {},
            installed=frozenset(installed),
        )

    @property
    def files(self) -> Files:
        """The file system."""
        return self.state.files

    @property
    def history(self) -> tuple[str, ...]:
        """Lines typed, oldest first."""
        return tuple(self.state.history)

    def run(self, text: str, *, interactive: bool = False, stdin: str | None = None) -> Outcome:
        """Runs command lines to their end.

        Args:
            text: one or more lines; here-documents included.
            interactive: typed at a prompt: kept in the history, ``!!`` and its like are replaced.
            stdin: what commands read that are not fed otherwise; None for a keyboard at which nobody types.
        """
        budget = Budget()
        screen = Screen(budget)
        state = self.state
        state.budget, state.requests, state.nesting = budget, [], 0
        streams = Streams(Input(stdin or "", terminal=stdin is None), screen.out, screen.err)
        shell = Interpreter(state, builtins.find)
        try:
            state.status = self._run(shell, text, streams, interactive=interactive)
        except (AbortError, ReturnError) as end:
            state.status = end.status
        except ExitShellError as leave:
            state.status = builtins.leave(shell, leave.status)
        except LoopControlError:
            state.status = 0
        except BudgetSpentError as error:
            state.status = screen.report(error)
        return Outcome(state.status, screen.out.text(), screen.err.text(), screen.text(), tuple(state.requests))

    def _run(self, shell: Interpreter, text: str, streams: Streams, *, interactive: bool) -> int:
        if len(text) > _LONGEST_LINE:
            shell.complain(streams, "the command line is too long")
            return 2
        if interactive and text.strip():
            try:
                expanded = expand(text.rstrip("\n"), self.state.history)
            except EventNotFoundError as error:
                shell.complain(streams, str(error))
                return 1
            if expanded != text.rstrip("\n"):
                streams.out.write(f"{expanded}\n")
            text = expanded
            self._remember(text)
        return shell.run_script(text, streams)

    def _remember(self, line: str) -> None:
        if not line.startswith(" ") and self.state.history[-1:] != [line]:
            self.state.history.append(line)
            del self.state.history[:-_HISTORY_LENGTH]

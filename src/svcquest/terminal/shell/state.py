"""What a shell remembers from one command to the next, and the three streams that a command has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcquest.model.frozen import dataclass, field, replace
from svcquest.terminal.process import Budget, Files, Input, Lookup, Output, Request
from svcquest.terminal.shell.syntax import Command


@dataclass(slots=True)
class Streams:
    """Standard input, output and error of a command."""

    input: Input
    out: Output
    err: Output


@dataclass(slots=True)
class ShellState:
    """Memory of a shell. A subshell works on a copy of it.

    Attributes:
        files: the file system; shared by all shells on it.
        lookup: finds programs.
        world: handed to programs as it is.
        name: what error messages begin with: ``bash``, or ``sh`` for a busybox one with its shorter wording.
        variables: all of them, exported or not.
        exported: names of those that programs see.
        arguments: ``$1`` and on.
        aliases: replacements for a command's first word.
        functions: commands defined with ``name()``.
        hints: for commands that do not exist here, what to use instead.
        installed: those of the builtins that only some places have (other shells, sudo) which this place has.
        script: ``$0`` where it is not the shell's name.
        history: lines typed, oldest first.
        status: ``$?``.
        budget: what the running command line may still use up.
        requests: what the front end has to do afterwards.
        nesting: how many scripts run inside one another.
        previous_folder: ``cd -``.
    """

    files: Files
    lookup: Lookup
    world: Any = None
    name: str = "bash"
    variables: dict[str, str] = field(default_factory=dict)
    exported: set[str] = field(default_factory=set)
    arguments: tuple[str, ...] = ()
    aliases: dict[str, str] = field(default_factory=dict)
    functions: dict[str, Command] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    installed: frozenset[str] = frozenset({"bash", "sh"})
    script: str = ""
    history: list[str] = field(default_factory=list)
    status: int = 0
    budget: Budget = field(default_factory=Budget)
    requests: list[Request] = field(default_factory=list)
    nesting: int = 0
    previous_folder: str = ""

    def environment(self) -> dict[str, str]:
        """The exported variables."""
        return {name: self.variables[name] for name in sorted(self.exported) if name in self.variables}

    def copy(self) -> ShellState:
        """A subshell's memory; requests and the budget stay shared."""
        return replace(
            self,
            variables=dict(self.variables),
            exported=set(self.exported),
            aliases=dict(self.aliases),
            functions=dict(self.functions),
        )

"""Where a command's input comes from and its output goes to: ``<``, ``>``, ``2>&1``, here-documents."""

from __future__ import annotations

from collections.abc import Callable

from svcquest.model.frozen import dataclass
from svcquest.terminal.process import FileError, Input, Output
from svcquest.terminal.shell.expansion import Expander, ExpansionError
from svcquest.terminal.shell.state import ShellState, Streams
from svcquest.terminal.shell.syntax import Redirect


@dataclass(slots=True)
class _File:
    """An output that goes to a file when the command has ended."""

    path: str
    output: Output


class Redirection:
    """The redirections of one command.

    Args:
        state: where the files are.
        expander: for the words behind the signs.
    """

    def __init__(self, state: ShellState, expander: Expander) -> None:
        self._state = state
        self._expander = expander
        self._opened: list[_File] = []

    def open(self, redirects: tuple[Redirect, ...], streams: Streams) -> Streams:
        """The streams that the command gets.

        Raises:
            FileError: a file cannot be read or written.
            ExpansionError: a word behind a sign stands for nothing.
        """
        inner = Streams(streams.input, streams.out, streams.err)
        for redirect in redirects:
            self._redirect(redirect, inner)
        return inner

    def close(self, complain: Callable[[str], None]) -> None:
        """Writes the files once the command has ended."""
        self._expander.release()
        for file in self._opened:
            try:
                self._state.files.write(file.path, file.output.text(), append=True)
            except FileError as error:
                complain(str(error))

    def _redirect(self, redirect: Redirect, streams: Streams) -> None:
        if redirect.document is not None:
            streams.input = Input(self._expander.text(redirect.document.text))
            return
        target = self._expander.text(redirect.target)
        match redirect.operator:
            case "<<<":
                streams.input = Input(target + "\n")
            case "<":
                streams.input = Input(self._state.files.read(target))
            case _ if target in ("/dev/stdout", "/dev/stderr"):
                _attach(streams, (redirect.fd,), streams.out if target == "/dev/stdout" else streams.err)
            case ">&" | "<&" if target in ("0", "1", "2", "-"):
                source = {"1": streams.out, "2": streams.err}.get(target, Output(self._state.budget))
                _attach(streams, (redirect.fd,), source)
            case "<&":
                raise ExpansionError(f"{target}: Bad file descriptor")
            case operator:
                self._to_file(redirect, operator, target, streams)

    def _to_file(self, redirect: Redirect, operator: str, target: str, streams: Streams) -> None:
        output = Output(self._state.budget)
        # the file is there, and empty, before the command runs
        self._state.files.write(target, "", append=operator.endswith(">>"))
        if target != "/dev/null":
            self._opened.append(_File(self._state.files.resolve(target), output))
        both = operator.startswith("&>") or operator == ">&"
        _attach(streams, (1, 2) if both else (redirect.fd,), output)


def _attach(streams: Streams, numbers: tuple[int, ...], output: Output) -> None:
    if 1 in numbers:
        streams.out = output
    if 2 in numbers:
        streams.err = output

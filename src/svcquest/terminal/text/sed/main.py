"""Runs a sed script over lines."""

from __future__ import annotations

from itertools import islice

from svcquest.model.frozen import dataclass, field
from svcquest.terminal.process import Process
from svcquest.terminal.text.inputs import Inputs, lines_of
from svcquest.terminal.text.options import UsageError, parse_options, usage
from svcquest.terminal.text.regex import Found, matches
from svcquest.terminal.text.sed.script import Address, Command, SedError, Substitute, parse

_LONG = {"quiet": "n", "silent": "n", "regexp-extended": "E", "expression": "e", "in-place": "i", "file": "f"}


@usage(1)
def main(process: Process) -> int:
    """Runs sed."""
    options = parse_options(process, "nErisuz", "ef", _LONG)
    scripts = options.values.get("e", [])
    scripts += [process.files.read(path) for path in options.values.get("f", [])]
    if not scripts:
        if not options.operands:
            raise UsageError("no script specified")
        scripts = [options.operands.pop(0)]
    try:
        commands = parse("\n".join(scripts), extended="E" in options or "r" in options)
    except SedError as error:
        return process.fail(f"-e expression #1, char {error.at}: {error}")
    quiet = "n" in options
    if "i" not in options:
        inputs = Inputs(process, options.operands, "can't read {path}: {reason}")
        run = _Run(process, lines_of(inputs.text()), quiet=quiet)
        run.all(commands)
        process.out.write("".join(run.printed))
        return run.status or (2 if inputs.failed else 0)
    for path in options.operands:
        run = _Run(process, lines_of(process.files.read(path)), quiet=quiet)
        run.all(commands)
        process.files.write(path, "".join(run.printed))
    return 0


class _NextCycleError(Exception):
    """``d``: the line is done with."""


class _QuitError(Exception):
    """``q``: no more lines."""


@dataclass(slots=True)
class _Range:
    """Whether a command with two addresses holds at present, and the line after which it stops."""

    active: bool = False
    until: int = 0


@dataclass(slots=True)
class _Run:
    process: Process
    lines: list[str]
    quiet: bool
    printed: list[str] = field(default_factory=list)
    status: int = 0
    at: int = 0
    space: str = ""
    hold: str = ""
    after: list[str] = field(default_factory=list)
    ranges: dict[int, _Range] = field(default_factory=dict)

    def all(self, commands: tuple[Command, ...]) -> None:
        """Runs the script for each line."""
        try:
            while self.at < len(self.lines):
                self._cycle(commands)
        except _QuitError:
            pass

    def _print(self, text: str) -> None:
        self.process.budget.take_characters(len(text) + 1)
        self.printed.append(f"{text}\n")

    def _cycle(self, commands: tuple[Command, ...]) -> None:
        self.space = self.lines[self.at]
        self.at += 1
        try:
            self._commands(commands)
        except _NextCycleError:
            self._flush()
            return
        except _QuitError:
            self._finish()
            raise
        self._finish()

    def _finish(self) -> None:
        if not self.quiet:
            self._print(self.space)
        self._flush()

    def _flush(self) -> None:
        for text in self.after:
            self._print(text)
        self.after.clear()

    def _commands(self, commands: tuple[Command, ...]) -> None:
        for command in commands:
            if self._holds(command) != command.negated:
                self._run(command)

    def _matches(self, address: Address) -> bool:
        if address.last:
            return self.at == len(self.lines)
        if address.regex is not None:
            return address.regex.search(self.space) is not None
        if address.step:
            return self.at >= address.number and (self.at - address.number) % address.step == 0
        return self.at == address.number

    def _holds(self, command: Command) -> bool:
        if command.first is None:
            return True
        if command.second is None and command.span < 0:
            return self._matches(command.first)
        state = self.ranges.setdefault(id(command), _Range(active=command.first == Address()))
        if state.active:
            second = command.second
            if second is None or (second.number and not second.step):
                state.active = self.at < state.until
                return self.at <= state.until
            state.active = not self._matches(second)
            return True
        if not self._matches(command.first):
            return False
        if command.second is None:
            state.until = self.at + command.span
        elif command.second.number:
            state.until = command.second.number
        state.active = self.at < state.until if state.until else True
        return True

    def _run(self, command: Command) -> None:
        match command.name:
            case "{":
                self._commands(command.body)
            case "s" if command.substitute is not None:
                self._substitute(command.substitute)
            case "y":
                self.space = self.space.translate({ord(old): new for old, new in command.table})
            case "p":
                self._print(self.space)
            case "P":
                self._print(self.space.partition("\n")[0])
            case "=":
                self._print(str(self.at))
            case "a":
                self.after.append(command.text)
            case "i":
                self._print(command.text)
            case "c":
                self._change(command)
            case _:
                self._flow(command)

    def _change(self, command: Command) -> None:
        state = self.ranges.get(id(command))
        if command.negated or state is None or not state.active:
            self._print(command.text)
        raise _NextCycleError

    def _flow(self, command: Command) -> None:
        match command.name:
            case "d":
                raise _NextCycleError
            case "D":
                if "\n" in self.space:
                    self.at -= 1
                    self.lines[self.at] = self.space.partition("\n")[2]
                raise _NextCycleError
            case "q":
                self.status = int(command.text or 0) & 255
                raise _QuitError
            case "Q":
                self.quiet = True
                self.status = int(command.text or 0) & 255
                raise _QuitError
            case "n" | "N":
                self._next(command.name)
            case "g":
                self.space = self.hold
            case "G":
                self.space = self._joined(self.space, self.hold)
            case "h":
                self.hold = self.space
            case "H":
                self.hold = self._joined(self.hold, self.space)
            case "x":
                self.space, self.hold = self.hold, self.space

    def _joined(self, first: str, second: str) -> str:
        # two spaces that are added to each other again and again would grow for ever
        self.process.budget.take_characters(len(second) + 1)
        return f"{first}\n{second}"

    def _next(self, name: str) -> None:
        if self.at >= len(self.lines):
            raise _QuitError
        if name == "n":
            if not self.quiet:
                self._print(self.space)
            self._flush()
            self.space = self.lines[self.at]
        else:
            self.space = self._joined(self.space, self.lines[self.at])
        self.at += 1

    def _substitute(self, command: Substitute) -> None:
        pieces: list[str] = []
        copied = 0
        last = None if command.everywhere else command.nth
        for found in islice(matches(command.regex, self.space), command.nth - 1, last):
            new = _fill(command.replacement, self.space, found)
            self.process.budget.take_characters(len(new))
            pieces += [self.space[copied : found.start], new]
            copied = found.end
        if pieces:
            self.space = "".join(pieces) + self.space[copied:]
            if command.printing:
                self._print(self.space)


def _fill(replacement: tuple[str | int, ...], text: str, found: Found) -> str:
    r"""The replacement with its groups; ``\U``, ``\L`` hold until ``\E``, ``\u``, ``\l`` for one character."""
    result: list[str] = []
    mode = once = ""
    for piece in replacement:
        if isinstance(piece, str) and piece in ("\\U", "\\L", "\\E"):
            mode = piece[1].strip("E")
            continue
        if isinstance(piece, str) and piece in ("\\u", "\\l"):
            once = piece[1]
            continue
        span = None
        if piece == 0:
            span = (found.start, found.end)
        elif isinstance(piece, int):
            span = found.groups[piece - 1] if piece <= len(found.groups) else None
        new = piece if isinstance(piece, str) else text[span[0] : span[1]] if span else ""
        new = new.upper() if mode == "U" else new.lower() if mode == "L" else new
        if once and new:
            new = (new[0].upper() if once == "u" else new[0].lower()) + new[1:]
            once = ""
        result.append(new)
    return "".join(result)

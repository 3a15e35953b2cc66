"""Reading lines from a person: with editing, history, reverse search, completion and a coloured prompt.

prompt_toolkit does it where it is installed, readline where Python has it; each has a history file of its own form.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from svcquest.cli.printing import say
from svcquest.model.frozen import dataclass
from svcquest.store.paths import data_path
from svcquest.terminal.session import Terminal


def _forget(_line: str) -> None:
    """Without editing there is no history."""


Completer = Callable[[str], tuple[int, tuple[str, ...]]]
"""What could stand at the end of a line: where the last word begins, and whole words."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Where lines are typed.

    Attributes:
        ask: shows a prompt and gives back a line. Raises EOFError when there is no more input and KeyboardInterrupt
            when the line is to be dropped.
        remember: adds a line to the history, such as several that were one command.
    """

    ask: Callable[[str], str]
    remember: Callable[[str], None] = _forget


HISTORY_LENGTH = 1000
"""Lines that the history file keeps where readline writes it."""

_HOST, _FOLDER, _PLAIN = "ansigreen bold", "ansiblue bold", ""
_CODES = {_HOST: "1;32", _FOLDER: "1;34"}
_PARTS = re.compile(r"(?P<host>[\w@.-]+):(?P<folder>\S+?)(?P<sign>[$#] )")
_WITHOUT_BLANK = ("=", "/", ":", ",")
"""Ends of words behind which something has to follow at once."""


def open_prompt(completer: Completer) -> Prompt:
    """The best prompt that there is."""
    try:
        return _with_prompt_toolkit(completer)
    except ImportError:
        return open_line_prompt(completer)


def open_line_prompt(completer: Completer) -> Prompt:
    """A prompt that redraws only its own line, which screen readers can follow; no editing without a terminal."""
    if not sys.stdin.isatty():
        return Prompt(read_line)
    try:
        return _with_readline(completer)
    except ImportError:
        return Prompt(read_line)


def read_command(prompt: Prompt, terminal: Terminal, is_whole: Callable[[str], bool]) -> str | None:
    """Ask for lines until they are a whole command; None at the end of input.

    Ctrl+C drops what has been typed so far. The end of input leaves an inner shell; in the middle of a command it ends
    the command, which is taken as it is.
    """
    pending: list[str] = []
    ended = False
    while not ended and not (pending and is_whole("\n".join(pending))):
        try:
            pending.append(prompt.ask("> " if pending else terminal.prompt))
        except KeyboardInterrupt:
            say()
            pending.clear()
        except EOFError:
            if not pending and not terminal.depth:
                return None
            say()
            ended, pending = True, pending or ["exit"]
    whole = terminal.in_one_line(pending) if len(pending) > 1 else None
    if whole:
        prompt.remember(whole)
    return "\n".join(pending)


def candidates(completer: Completer, text: str) -> tuple[int, tuple[str, ...]]:
    """What could stand at the end of a line; a blank follows what is the only choice and complete."""
    start, words = completer(text)
    if len(words) == 1 and not words[0].endswith(_WITHOUT_BLANK):
        words = (f"{words[0]} ",)
    return start, words


def coloured(prompt: str) -> list[tuple[str, str]]:
    """A prompt in parts: style and text. ``NO_COLOR`` and terminals that cannot leave it plain."""
    found = _PARTS.fullmatch(prompt)
    if found is None or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return [(_PLAIN, prompt)]
    return [(_HOST, found["host"]), (_PLAIN, ":"), (_FOLDER, found["folder"]), (_PLAIN, found["sign"])]


def history_file(name: str) -> Path | None:
    """The file with what was typed before; None where it cannot be kept."""
    path = data_path() / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError:
        return None
    return path


def _with_prompt_toolkit(completer: Completer) -> Prompt:
    """Raises ImportError where prompt_toolkit is not installed."""
    from prompt_toolkit import PromptSession  # noqa: PLC0415 - optional
    from prompt_toolkit.completion import Completer, Completion  # noqa: PLC0415
    from prompt_toolkit.filters import is_searching  # noqa: PLC0415
    from prompt_toolkit.formatted_text import FormattedText  # noqa: PLC0415
    from prompt_toolkit.history import FileHistory, History, InMemoryHistory  # noqa: PLC0415
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent  # noqa: PLC0415
    from prompt_toolkit.search import accept_search  # noqa: PLC0415
    from prompt_toolkit.shortcuts import CompleteStyle  # noqa: PLC0415

    keys = KeyBindings()

    @keys.add("enter", filter=is_searching, eager=True)
    def _run_what_was_found(event: KeyPressEvent) -> None:
        accept_search()
        event.app.current_buffer.validate_and_handle()

    class Words(Completer):
        """Completes what the terminal would."""

        def get_completions(self, document: Any, complete_event: Any) -> Iterator[Completion]:
            start, words = candidates(completer, document.text_before_cursor)
            for word in words:
                yield Completion(word, start_position=start - document.cursor_position)

    path = history_file("history")
    history: History = FileHistory(str(path)) if path else InMemoryHistory()
    session: PromptSession[str] = PromptSession(
        history=history,
        completer=Words(),
        complete_while_typing=False,
        complete_style=CompleteStyle.READLINE_LIKE,
        key_bindings=keys,
    )

    def ask(text: str) -> str:
        return session.prompt(FormattedText(coloured(text)))

    return Prompt(ask, history.append_string)


def _with_readline(completer: Completer) -> Prompt:
    """Raises ImportError on platforms without readline."""
    import readline  # noqa: PLC0415 - optional

    def choice(_word: str, number: int) -> str | None:
        text = readline.get_line_buffer()[: readline.get_endidx()]
        words = candidates(completer, text)[1]
        return words[number] if number < len(words) else None

    libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
    readline.set_completer_delims(" \t\n|;&()<>")
    readline.set_completer(choice)
    readline.set_history_length(HISTORY_LENGTH)
    readline.set_auto_history(False)  # answers to questions are no commands
    path = history_file("history.readline")
    if path:
        with suppress(OSError):
            readline.read_history_file(path)

    def ask(text: str) -> str:
        line = read_line("".join(_escaped(style, part) for style, part in coloured(text)))
        remember(line)
        return line

    def remember(line: str) -> None:
        last = readline.get_history_item(readline.get_current_history_length())
        if line.strip() and line != last:
            readline.add_history(line)
            if path:
                with suppress(OSError):
                    readline.write_history_file(path)

    return Prompt(ask, remember)


def _escaped(style: str, text: str) -> str:
    """Text in colour, with the marks by which readline knows what takes no room on the screen."""
    return f"\001\033[{_CODES[style]}m\002{text}\001\033[0m\002" if style in _CODES else text


def read_line(prompt: str) -> str:
    """A line without editing or history, such as the answer to a question.

    Raises:
        EOFError, KeyboardInterrupt: as ``input`` does.
    """
    sys.stdout.flush()
    return input(prompt)

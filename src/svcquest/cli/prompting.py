"""Reading lines from a person: with editing, history and completion where prompt_toolkit is installed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from svcquest.terminal.session import Terminal

Prompt = Callable[[str], str]
"""Shows a prompt and gives back a line.

Raises:
    EOFError: there is no more input.
    KeyboardInterrupt: the line is to be dropped.
"""


def open_prompt(terminal: Terminal) -> Prompt:
    """The best prompt that there is."""
    try:
        from prompt_toolkit import PromptSession  # noqa: PLC0415 - optional
        from prompt_toolkit.completion import Completer, Completion  # noqa: PLC0415 - optional
    except ImportError:
        return _plain()

    class Words(Completer):
        """Completes what the terminal would."""

        def get_completions(self, document: Any, complete_event: Any) -> Iterator[Completion]:
            start, words = terminal.complete(document.text_before_cursor)
            for word in words:
                yield Completion(word, start_position=start - document.cursor_position)

    session: PromptSession[str] = PromptSession(completer=Words(), complete_while_typing=False)
    prompt: Prompt = session.prompt
    return prompt


def _plain() -> Prompt:
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - gives input() line editing where the platform has it

    def ask(text: str) -> str:
        sys.stdout.flush()
        return input(text)

    return ask

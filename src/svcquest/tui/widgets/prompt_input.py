"""The line being typed into the terminal pane: history, reverse search, and the keys of a shell's line editor."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.events import Key, Paste
from textual.message import Message
from textual.widgets import Input

PASTE_LIMIT = 500
"""Lines that are taken at once; each is a command line of its own."""


class PromptInput(Input):
    """The line being typed. Up and down walk the history, Ctrl+R searches it, Tab asks for completion.

    What Ctrl+W, Ctrl+U, Ctrl+K and Alt+D take away, Ctrl+Y puts back.
    """

    class Complete(Message):
        """Tab was pressed: what could come next?"""

        def __init__(self, text: str, at: int) -> None:
            super().__init__()
            self.text = text
            self.at = at

    class Interrupt(Message):
        """Ctrl+C (drop the line) or Ctrl+D on an empty line (leave)."""

        def __init__(self, *, leave: bool) -> None:
            super().__init__()
            self.leave = leave

    class Searching(Message):
        """The history is being searched.

        Attributes:
            prompt: what stands before the line meanwhile; empty once the search is over.
        """

        def __init__(self, prompt: str) -> None:
            super().__init__()
            self.prompt = prompt

    class Lines(Message):
        """Several lines were pasted: all but the last are entered, the last is being typed."""

        def __init__(self, entered: list[str], typed: str) -> None:
            super().__init__()
            self.entered = entered
            self.typed = typed

    class Wipe(Message):
        """Ctrl+L: empty the screen, keep the line."""

    def __init__(self) -> None:
        super().__init__(id="prompt-input", compact=True, select_on_focus=False)
        self._history: list[str] = []
        self._at = 0
        self._typed = ""
        self._killed = ""
        self._pattern: str | None = None

    def remember(self, line: str) -> None:
        """Add a line to the history; a repeated one stays once."""
        if line.strip() and (not self._history or self._history[-1] != line):
            self._history.append(line)
        self._at = len(self._history)

    def remember_as_one(self, lines: Sequence[str], whole: str) -> None:
        """Put one line in place of the last ones, which were a single command."""
        for line in reversed(lines):
            if self._history and self._history[-1] == line:
                self._history.pop()
        self.remember(whole)

    def take_over(self, history: list[str]) -> None:
        """Go on with a history, oldest first; lines are added to this very list."""
        self._history = history
        self._at = len(history)

    def on_key(self, event: Key) -> None:
        """What a shell's line editor does with keys that an Input does not know."""
        if self._pattern is not None and self._search_key(event):
            handled = True
        else:
            handled = self._edit_key(event.key) or self._history_key(event.key)
        if handled or event.key.startswith("alt+"):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: Paste) -> None:
        """One line is typed; of several, each that ends is entered, as a terminal hands them to a shell."""
        self._end_search()
        first, *others = re.split(r"\r\n|\r|\n", event.text)
        if not others:
            return
        event.stop()
        event.prevent_default()
        if len(others) > PASTE_LIMIT:
            self.notify(f"{len(others)} lines are too many at once; nothing was pasted.", severity="error")
            return
        before, behind = self.value[: self.cursor_position], self.value[self.cursor_position :]
        lines = [before + first, *others]
        lines[-1] += behind
        self.post_message(self.Lines(lines[:-1], lines[-1]))

    # Editing --------------------------------------------------------------------------------------------------------

    def _edit_key(self, key: str) -> bool:
        """Cut and put back as readline does; whether the key was one of these."""
        at, text = self.cursor_position, self.value
        match key:
            case "ctrl+w":
                self._kill(len(re.sub(r"\S+\s*$", "", text[:at])), at)
            case "alt+backspace":
                self._kill(len(re.sub(r"\w+\W*$|\W+$", "", text[:at])), at)
            case "ctrl+u":
                self._kill(0, at)
            case "ctrl+k":
                self._kill(at, len(text))
            case "alt+d":
                word = re.match(r"\W*\w*", text[at:])
                self._kill(at, at + len(word[0] if word else ""))
            case "ctrl+y":
                self.insert_text_at_cursor(self._killed)
            case "ctrl+l":
                self.post_message(self.Wipe())
            case "tab":
                self.post_message(self.Complete(text, at))
            case "ctrl+c" if self.screen.get_selected_text():
                self.screen.action_copy_text()
                self.screen.clear_selection()
            case "ctrl+c":
                self.post_message(self.Interrupt(leave=False))
            case "ctrl+d" if not text:
                self.post_message(self.Interrupt(leave=True))
            case _:
                return False
        return True

    def _kill(self, start: int, end: int) -> None:
        if start < end:
            self._killed = self.value[start:end]
            self.delete(start, end)

    # History --------------------------------------------------------------------------------------------------------

    def _history_key(self, key: str) -> bool:
        match key:
            case "up" | "ctrl+p":
                self._walk(-1)
            case "down" | "ctrl+n":
                self._walk(1)
            case "ctrl+r":
                self._keep_typed()
                self._pattern = ""
                self._tell_search(found=True)
            case _:
                return False
        return True

    def _keep_typed(self) -> None:
        if self._at == len(self._history):
            self._typed = self.value

    def _show(self, index: int) -> None:
        self._at = index
        self.value = self._typed if index == len(self._history) else self._history[index]
        self.cursor_position = len(self.value)

    def _walk(self, step: int) -> None:
        if self._history:
            self._keep_typed()
            self._show(min(max(self._at + step, 0), len(self._history)))

    def _search_key(self, event: Key) -> bool:
        """A key while the history is being searched; any that does not belong to the search ends it and counts."""
        pattern = self._pattern or ""
        match event.key:
            case "ctrl+r":
                self._find(pattern, self._at - 1)
            case "backspace":
                self._find(pattern[:-1], len(self._history) - 1)
            case "escape":
                self._end_search()
            case "ctrl+g":
                self._end_search()
                self._show(len(self._history))
            case _ if event.is_printable and event.character and not event.key.startswith("alt+"):
                self._find(pattern + event.character, min(self._at, len(self._history) - 1))
            case _:
                self._end_search()
                return False
        return True

    def _find(self, pattern: str, start: int) -> None:
        """Show the newest line that holds a pattern, from a place in the history backwards."""
        self._pattern = pattern
        found = next((index for index in range(start, -1, -1) if pattern in self._history[index]), None)
        if found is not None and pattern:
            self._show(found)
        self._tell_search(found=found is not None or not pattern)

    def _tell_search(self, *, found: bool) -> None:
        self.post_message(self.Searching(f"({'' if found else 'failed '}reverse-i-search)`{self._pattern}': "))

    def _end_search(self) -> None:
        if self._pattern is not None:
            self._pattern = None
            self.post_message(self.Searching(""))

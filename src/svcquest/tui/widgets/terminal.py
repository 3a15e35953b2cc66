"""The terminal pane: scrollback, prompt, history and reverse search, completion. It runs nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Click, Resize
from textual.message import Message
from textual.widgets import Input, Static

from svcquest.model.language import _
from svcquest.tui.text import clean, join, plain
from svcquest.tui.widgets.prompt_input import PromptInput
from svcquest.tui.widgets.steady import SteadyText

BLOCK_LIMIT = 300
"""Blocks that stay in the scrollback: commands, and what they print."""

LINE_LIMIT = 10_000
"""Lines shown of one command's output."""

BLOCK_LINES = 200
"""Lines of a block: what is out of sight is measured, but not drawn."""


class TerminalPane(VerticalScroll, can_focus=False):
    """Scrollback with a prompt under it, as in a real terminal.

    The end stays in sight, whatever the size, until somebody scrolls away; a key typed at the prompt leads back.
    """

    BINDING_GROUP_TITLE = "Terminal"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "scroll_home", "First line", show=False),
        Binding("ctrl+end", "scroll_end", "Last line", show=False),
        Binding("ctrl+f", "look_back", "Find"),
    ]

    class LookBack(Message):
        """All that stands in the scrollback is wanted as one text."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Submitted(Message):
        """A line was entered."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._prompt = "$ "
        self._blocks: list[Content] = []
        self._is_at_end = True

    def compose(self) -> ComposeResult:
        """The scrollback grows above the prompt row."""
        yield VerticalScroll(id="scrollback", can_focus=False)
        with Horizontal(id="prompt-row"):
            yield SteadyText(plain(self._prompt), id="prompt")
            yield PromptInput()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Take note of who scrolls away from the end, and of who comes back."""
        super().watch_scroll_y(old_value, new_value)
        self._is_at_end = new_value >= self.max_scroll_y

    def on_resize(self, _event: Resize) -> None:
        """The end stays in sight."""
        if self._is_at_end:
            self._to_the_end()

    def _to_the_end(self) -> None:
        self.call_after_refresh(self.scroll_end, animate=False)

    @property
    def input(self) -> PromptInput:
        """The line being typed."""
        return self.query_one(PromptInput)

    def take_over(self, blocks: list[Content], history: list[str]) -> None:
        """Go on where another pane was left: its scrollback and its history, both oldest first.

        What is written and typed from now on is added to these very lists.
        """
        self._blocks = blocks
        self.input.take_over(history)
        self.query_one("#scrollback", VerticalScroll).mount_all(Static(each, classes="block") for each in blocks)
        self._to_the_end()

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands above the prompt."""
        return not self._blocks

    def set_prompt(self, prompt: str) -> None:
        """Show another prompt: another place, or a line that goes on."""
        self._prompt = prompt
        self._show_prompt(prompt)

    def _show_prompt(self, prompt: str) -> None:
        self.query_one("#prompt", Static).update(plain(prompt, "bold $accent"))

    def write(self, content: Content) -> None:
        """Add a block to the scrollback."""
        scrollback = self.query_one("#scrollback", VerticalScroll)
        scrollback.mount(Static(content, classes="block"))
        self._blocks.append(content)
        del self._blocks[:-BLOCK_LIMIT]
        surplus = list(scrollback.query(".block"))[:-BLOCK_LIMIT]
        for block in surplus:
            block.remove()
        self._to_the_end()

    def write_command(self, prompt: str, line: str) -> None:
        """Echo a line as it was entered."""
        self.write(join((prompt, "bold $accent"), (line, "bold")))

    def write_output(self, text: str) -> None:
        """Show a command's output."""
        lines = clean(text).rstrip("\n").split("\n")
        if len(lines) > LINE_LIMIT:
            lines = [_("… {n} lines left out …", n=len(lines) - LINE_LIMIT), *lines[-LINE_LIMIT:]]
        if lines == [""]:
            return
        for first in range(0, len(lines), BLOCK_LINES):
            self.write(plain("\n".join(lines[first : first + BLOCK_LINES])))

    def wipe(self) -> None:
        """Empty the scrollback."""
        self._blocks.clear()
        self.query_one("#scrollback", VerticalScroll).remove_children()

    def complete(self, choices: Sequence[str], start: int) -> None:
        """Put in what all choices share; show them when that adds nothing.

        Args:
            choices: whole words that fit.
            start: where in the line the word begins.
        """
        field = self.input
        if not choices:
            return
        shared = _common_prefix(choices)
        word = field.value[start : field.cursor_position]
        if len(choices) == 1:
            shared += "" if shared.endswith(("/", "=")) else " "
        if len(shared) > len(word):
            rest = field.value[field.cursor_position :]
            field.value = field.value[:start] + shared + rest
            field.cursor_position = start + len(shared)
        else:
            self.write(plain("  ".join(choices), "$dim"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the line on."""
        event.stop()
        self.input.remember(event.value)
        self.input.value = ""
        self.post_message(self.Submitted(event.value))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Who types wants to see it."""
        event.stop()
        if not self._is_at_end:
            self._to_the_end()

    def on_prompt_input_lines(self, event: PromptInput.Lines) -> None:
        """Hand pasted lines on, one by one."""
        event.stop()
        for line in event.entered:
            self.input.remember(line)
            self.post_message(self.Submitted(line))
        self.input.value = event.typed

    def on_prompt_input_searching(self, event: PromptInput.Searching) -> None:
        """Say before the line that it is one found in the history."""
        event.stop()
        self._show_prompt(event.prompt or self._prompt)

    def on_prompt_input_wipe(self, event: PromptInput.Wipe) -> None:
        """Empty the screen."""
        event.stop()
        self.wipe()

    def action_look_back(self) -> None:
        """Ask for what was shown, to search it or copy from it."""
        self.post_message(self.LookBack("\n".join(block.plain for block in self._blocks)))

    def action_page_up(self) -> None:
        """At once: a page that glides swallows the next press of the key."""
        self.scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """As up."""
        self.scroll_page_down(animate=False)

    def on_click(self, event: Click) -> None:
        """A click anywhere in the pane is a click on the prompt."""
        event.stop()
        self.input.focus()


def _common_prefix(words: Sequence[str]) -> str:
    first, last = min(words), max(words)
    for index, char in enumerate(first):
        if index >= len(last) or last[index] != char:
            return first[:index]
    return first

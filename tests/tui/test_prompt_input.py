"""The line editor of the terminal pane, key by key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.app import App, ComposeResult
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Static

from svcquest.tui.widgets.prompt_input import PASTE_LIMIT
from svcquest.tui.widgets.terminal import TerminalPane

HISTORY = ["echo one", "kubectl get svc", "echo two"]


class Bare(App[None]):
    """Nothing but a terminal pane."""

    CSS = "Static { height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self.entered: list[str] = []

    def compose(self) -> ComposeResult:
        yield TerminalPane()

    def on_terminal_pane_submitted(self, event: TerminalPane.Submitted) -> None:
        self.entered.append(event.line)


class Typist:
    """Somebody at the prompt."""

    def __init__(self, app: Bare, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot
        self.pane = app.query_one(TerminalPane)

    async def line_after(self, typed: str, *keys: str) -> str:
        """What stands there after keys; a bar marks the cursor."""
        field = self.pane.input
        field.value = typed
        field.cursor_position = len(typed)
        await self.pilot.press(*keys)
        return f"{field.value[: field.cursor_position]}|{field.value[field.cursor_position :]}"

    @property
    def prompt(self) -> str:
        return str(self.app.query_one("#prompt", Static).content)

    async def paste(self, text: str) -> None:
        self.pane.input.post_message(Paste(text))
        await self.pilot.pause()
        await self.pilot.pause()


@asynccontextmanager
async def typing() -> AsyncIterator[Typist]:
    app = Bare()
    async with app.run_test() as pilot:
        typist = Typist(app, pilot)
        typist.pane.take_over([], list(HISTORY))
        typist.pane.input.focus()
        await pilot.pause()
        yield typist


async def test_keys_of_a_shells_line_editor() -> None:
    async with typing() as typist:
        for typed, keys, line in (
            ("kubectl get svc", ["ctrl+a"], "|kubectl get svc"),
            ("kubectl get svc", ["home", "ctrl+k"], "|"),
            ("kubectl get svc", ["home", "ctrl+k", "ctrl+y"], "kubectl get svc|"),
            ("dig web.shop.svc +short", ["ctrl+w"], "dig web.shop.svc |"),
            ("dig web.shop.svc ", ["ctrl+w"], "dig |"),
            ("dig web.shop.svc", ["ctrl+w", "ctrl+y", "ctrl+y"], "dig web.shop.svcweb.shop.svc|"),
            ("dig web.shop", ["alt+backspace"], "dig web.|"),
            ("ab cd", ["left", "left", "ctrl+u"], "|cd"),
            ("ab cd", ["home", "alt+d"], "| cd"),
            ("ab", ["home", "ctrl+d"], "|b"),
            ("日本語", ["left", "ctrl+k", "ctrl+a", "ctrl+y"], "語|日本"),
            ("x", ["alt+q"], "x|"),
        ):
            assert await typist.line_after(typed, *keys) == line, (typed, keys)


async def test_history_is_walked_and_searched() -> None:
    async with typing() as typist:
        assert await typist.line_after("half", "up", "up", "up", "up", "down") == "kubectl get svc|"
        await typist.pilot.press("down", "down")
        assert typist.pane.input.value == "half"
        assert await typist.line_after("half", "ctrl+r", *"echo") == "echo two|"
        assert typist.prompt == "(reverse-i-search)`echo': "
        await typist.pilot.press("ctrl+r")
        assert typist.pane.input.value == "echo one"
        await typist.pilot.press("ctrl+r")
        assert typist.prompt == "(failed reverse-i-search)`echo': "
        await typist.pilot.press("ctrl+g")
        assert (typist.pane.input.value, typist.prompt) == ("half", "$ ")
        assert await typist.line_after("", "ctrl+r", *"getx", "backspace", "escape") == "kubectl get svc|"
        assert await typist.line_after("", "ctrl+r", *"one", "ctrl+a") == "|echo one"
        await typist.pilot.press("down", "down", "down", "ctrl+r", *"get", "enter")
        assert (typist.app.entered, typist.prompt) == (["kubectl get svc"], "$ ")


async def test_pasted_lines_are_entered_but_the_last() -> None:
    async with typing() as typist:
        assert await typist.line_after("cat end", "left", "left", "left") == "cat |end"
        await typist.paste("<<X\r\nin\nX\n")
        assert (typist.app.entered, typist.pane.input.value) == (["cat <<X", "in", "X"], "end")
        await typist.paste("#\n" * (PASTE_LIMIT + 1))
        assert len(typist.app.entered) == 3
        typist.pane.input.remember_as_one(["cat <<X", "in", "X"], "whole")
        assert await typist.line_after("", "up") == "whole|"
        assert await typist.line_after("", "up") == "echo two|"
        assert await typist.line_after("end", "ctrl+l") == "end|"
        assert typist.pane.is_blank

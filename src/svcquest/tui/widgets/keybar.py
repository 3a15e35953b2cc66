"""The bottom line: every key that does something here, and a click on it does the same.

One widget that draws text, where Textual's Footer mounts a widget a key: the first frame waits for the difference.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content
from textual.dom import DOMNode
from textual.events import Click
from textual.geometry import Size
from textual.keys import key_to_character
from textual.screen import Screen
from textual.widget import Widget

from svcquest.model.language import _
from svcquest.tui.text import join


class KeyBar(Widget):
    """Keys of the focused widget and of the screen, as far as they fit."""

    def __init__(self) -> None:
        super().__init__()
        self._content = Content("")
        self._hushed = False
        self._places: list[tuple[int, int, str, DOMNode]] = []

    def on_mount(self) -> None:
        """Follow the focus: other widgets have other keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._show)
        self.call_after_refresh(self._show, self.screen)

    def render(self) -> Content:
        """The keys in one line; none while they do nothing."""
        return Content("") if self._hushed else self._content

    def hush(self, *, hushed: bool) -> None:
        """Show no keys while another screen takes them."""
        self._hushed = hushed
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line, always."""
        return 1

    async def on_click(self, event: Click) -> None:
        """Do what the key under the mouse does."""
        for start, end, action, node in self._places:
            if start <= event.x < end:
                event.stop()
                await self.app.run_action(action, node)

    def _show(self, screen: Screen[object]) -> None:
        if not self.is_attached or self.screen is not screen:
            return
        usable = [(node, binding) for node, binding, enabled, _tip in screen.active_bindings.values() if enabled]
        out = {binding.action for _node, binding in usable if binding.key == "escape"}
        order = [each.key for each in Binding.make_bindings(screen.BINDINGS)]
        of_others = [(node, binding) for node, binding in usable if node is not screen]
        known = [(node, binding) for node, binding in usable if node is screen and binding.key in order]
        own = sorted(known, key=lambda each: order.index(each[1].key))
        shown: dict[str, tuple[str, str, DOMNode]] = {}
        for node, binding in sorted((*of_others, *own), key=lambda each: each[1].action in out):
            if binding.show and not _is_typed(binding.key, screen):
                key, does = f" {self.app.get_key_display(binding)} ", f"{_(binding.description)} "
                shown.setdefault(binding.action, (key, does, node))
        parts: list[tuple[str, str]] = []
        places: list[tuple[int, int, str, DOMNode]] = []
        at = 0
        widths = {action: cell_len(key + does) for action, (key, does, _node) in shown.items()}
        for action in fitting(widths, self.app.size.width):
            key, does, node = shown[action]
            parts += [(key, "bold $accent"), (does, "")]
            places.append((at, at + widths[action], action, node))
            at += widths[action]
        self._content = join(*parts)
        self._places = places
        self.refresh()

    def on_resize(self) -> None:
        """Another width has room for other keys."""
        self._show(self.screen)


def _is_typed(key: str, screen: Screen[object]) -> bool:
    """Whether a key puts a character into what has the focus, whatever it does elsewhere."""
    character = "/" if key == "slash" else key_to_character(key)  # Textual has a name of its own for this one
    return screen.focused is not None and screen.focused.check_consume_key(key, character)


def fitting(widths: Mapping[str, int], room: int) -> list[str]:
    """Actions that fit into a line; the last one, the way out, stays, and those before it give way to it."""
    actions = list(widths)
    while len(actions) > 1 and sum(widths[each] for each in actions) > room:
        del actions[-2]
    return actions

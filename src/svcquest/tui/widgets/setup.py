"""How a sandbox is set up, as a list of choices."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Resize
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from svcquest.engine.settings import Settings
from svcquest.game.sandbox import VERSIONS
from svcquest.model.language import _, mark
from svcquest.schema.versions import Version
from svcquest.tui.backend import Preset
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.text import hanging, join, plain

_MODES = (
    ("iptables", mark("random, rule by rule")),
    ("ipvs", mark("a scheduler in the kernel")),
    ("nftables", mark("random, by maps")),
    ("userspace", mark("until 1.25: a process relays")),
)
_SEEN = {
    (1, 36): mark("strict addresses"),
    (1, 34): mark("PreferSameZone, -Node"),
    (1, 33): mark("only PreferClose"),
    (1, 25): mark("the last with userspace"),
}
"""What differs for a client of Services."""

_Group = tuple[str, str, list[tuple[str, str]], str]
"""Choices under a title: the title, their group, each with what is said of it, the one that is taken."""

_OPTION_SIDES = 2
"""Cells beside the text of an option."""

_FILES = (
    ("open", mark("Open a file or a dump …  F6")),
    ("save", mark("Save as a cluster file …  F7")),
    ("level", mark("Save as a level …  F8")),
)


def _versions(now: Version) -> list[tuple[str, str]]:
    """Versions to choose from and what differs; a dump may have brought one that is not on the list."""
    listed = sorted({*VERSIONS, now}, reverse=True)
    return [(f"{major}.{minor}", _(_SEEN[major, minor]) if (major, minor) in _SEEN else "") for major, minor in listed]


class SetupPane(Vertical):
    """Clusters, modes of kube-proxy, versions, files."""

    BINDING_GROUP_TITLE = "Setup"

    class Chosen(Message):
        """Something was chosen: its group (``preset``, ``proxy``, ``version``, ``file``) and what of it."""

        def __init__(self, choice: tuple[str, str]) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._glyphs = glyphs
        self._choices: list[tuple[str, str]] = []
        self._groups: list[_Group] = []

    def compose(self) -> ComposeResult:
        """One list, so that the arrows walk through everything."""
        yield OptionList(id="choices")

    def show(self, presets: Sequence[Preset], source: str, settings: Settings, *, disk: bool) -> None:
        """Show what is chosen now.

        Args:
            source: name of the cluster's source.
            disk: files can be opened and saved from here.
        """
        version = ".".join(str(part) for part in settings.version)
        groups: list[_Group] = [
            (_("Cluster"), "preset", [(each.id, _(each.about)) for each in presets], source),
            ("kube-proxy", "proxy", [(name, _(about)) for name, about in _MODES], settings.proxy_mode),
            ("Kubernetes", "version", _versions(settings.version), version),
        ]
        if disk:
            groups.append((_("Files"), "file", [(name, _(text)) for name, text in _FILES], ""))
        self._groups = groups
        self._fill()

    def on_resize(self, _event: Resize) -> None:
        """Lines are broken elsewhere."""
        self._fill()

    def _fill(self) -> None:
        """The list, what is said of a choice below where it begins."""
        listed = self.query_one("#choices", OptionList)
        width = listed.scrollable_content_region.width - _OPTION_SIDES
        if width <= 0:
            return
        options: list[Option] = []
        self._choices = []
        for title, group, rows, chosen in self._groups:
            options.append(Option(plain(title, "bold $accent"), id=f"title-{group}", disabled=True))
            for name, about in rows:
                sign = self._glyphs.ready if name == chosen else self._glyphs.unready
                said = join((name, "bold"), (f"  {about}", "$dim"))
                line = plain(about) if group == "file" else hanging(join((f"{sign} ", "$accent")), said, width)
                options.append(Option(line, id=f"choice-{len(self._choices)}"))
                self._choices.append((group, name))
        at = listed.highlighted
        listed.clear_options()
        listed.add_options(options)
        listed.highlighted = 1 if at is None else at

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take a choice."""
        event.stop()
        number = (event.option.id or "").removeprefix("choice-")
        if number.isdecimal():
            self.post_message(self.Chosen(self._choices[int(number)]))

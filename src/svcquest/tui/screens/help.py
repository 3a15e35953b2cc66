"""Help: the field under the cursor where there is one, else how a screen works."""

from __future__ import annotations

from textual.content import Content
from textual.screen import Screen

from svcquest.tui.glyphs import Glyphs
from svcquest.tui.screens.dialogs import ReadScreen
from svcquest.tui.screens.level import LevelScreen
from svcquest.tui.screens.map import MapScreen
from svcquest.tui.text import join, plain
from svcquest.tui.widgets.editor import ManifestEditor

_HOW = (
    (
        "How a level works",
        "A level shows a cluster with a problem. You write Service YAML in the editor or type kubectl in the terminal. "
        "F5 applies your files and sends real questions through the cluster: requests and DNS lookups. A level is "
        "solved when every objective holds, also after the changes that nobody announces beforehand.",
    ),
    (
        "When something fails",
        "The result shows expected beside observed. The line under the cursor tells the request's way hop by hop, "
        "marks where it stopped, says why, and names one thing to look at next.",
    ),
    (
        "Stars",
        "One star for a solution that holds. A second one without paid hints. A third one within two runs. Solving a "
        "level again can only add stars.",
    ),
)

_LEVEL_KEYS = (
    ("F5 or Ctrl+S", "apply the files and send the traffic"),
    ("F1", "explain the field under the cursor; elsewhere this page"),
    ("F2", "next pane"),
    ("Ctrl+G", "go to a pane by its letter"),
    ("F4", "take back the last change of the cluster"),
    ("F8", "hints; once more opens the next one"),
    ("F9", "next line of the result that failed"),
    ("Ctrl+R", "level back to its start, after a question"),
    ("Ctrl+O", "open the file in your own editor ($EDITOR)"),
    ("Esc", "leave; your text and the cluster are kept"),
    ("Cluster", "arrows walk, Enter describes, y shows YAML, s shows system pods"),
    ("Terminal", "Tab completes, Up and Ctrl+P walk the history, Ctrl+R searches it, Ctrl+C drops the line"),
)

_MAP_KEYS = (("Enter", "play"), ("/", "filter by title, chapter or subject"), ("j k", "move"), ("Esc", "back"))

_EVERYWHERE = (
    ("Ctrl+P or :", "all commands, by name"),
    ("F12", "save the screen as a picture"),
    ("Ctrl+Q", "quit; everything is kept"),
)


def help_for(screen: Screen[None], glyphs: Glyphs) -> ReadScreen:
    """The help page that fits where the player is."""
    if isinstance(screen, LevelScreen):
        focused = screen.app.focused
        if isinstance(focused, ManifestEditor):
            explained = screen.session.explain(focused.text, focused.cursor_location[0] + 1)
            if explained:
                return ReadScreen(f"kubectl explain {explained.path}", plain(explained.text))
        return ReadScreen("Help", _page(_LEVEL_KEYS, glyphs))
    if isinstance(screen, MapScreen):
        return ReadScreen("Help", _page(_MAP_KEYS, glyphs))
    return ReadScreen("Help", _page((), glyphs))


def _page(keys: tuple[tuple[str, str], ...], glyphs: Glyphs) -> Content:
    parts: list[Content] = []
    for title, text in _HOW:
        parts += [plain(title, "bold $primary"), plain(text), Content("")]
    parts.append(plain("Keys", "bold $primary"))
    for key, does in (*keys, *_EVERYWHERE):
        parts.append(join((f"{key:<14}", "$accent"), does))
    parts += [
        Content(""),
        plain("Signs", "bold $primary"),
        join((f"{glyphs.passed} ", "$ok"), "holds   ", (f"{glyphs.failed} ", "$bad"), "does not hold   "),
        join((f"{glyphs.ready} ", "$ok"), "ready pod   ", (f"{glyphs.unready} ", "$bad"), "not ready   "),
        join((f"{glyphs.mismatch} ", "$warn"), "a pod that one label keeps out of a Service"),
    ]
    return Content("\n").join(parts)

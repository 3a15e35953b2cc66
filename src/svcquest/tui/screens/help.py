"""Help: the field under the cursor where there is one, else how a screen works."""

from __future__ import annotations

import textwrap
from itertools import groupby
from typing import Any

from textual.content import Content
from textual.screen import Screen

from svcquest.game.explaining import Explained
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.screens.dialogs import ReadScreen
from svcquest.tui.screens.working import WorkingScreen
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
    ("F3", "glossary: the concepts of this level, or the field under the cursor"),
    ("Ctrl+G", "go to a pane by its letter"),
    ("F4", "take back the last change of the cluster"),
    ("F10", "all changes: what each did, the way back to any, compare with the start"),
    ("F6", "answer a question, in levels that ask one"),
    ("F8", "hints; once more opens the next one"),
    ("F9", "next line with a problem, or of the result that failed"),
    ("Ctrl+R", "level back to its start, after a question"),
    ("Ctrl+O", "open the file in your own editor ($EDITOR)"),
    ("Esc", "leave; your text and the cluster are kept"),
)

_PANE_KEYS = (
    ("Editor", "offers come while you type: Tab takes one, Esc closes; Ctrl+Space asks for them"),
    ("", "Ctrl+F finds, Ctrl+T lays out evenly, Ctrl+Z and Ctrl+Y undo and redo, F6 next file"),
    ("Result", "Enter shows the way of a request, p plays the whole run again, step by step"),
    ("Cluster", "arrows walk; Enter describes, or opens a group; y YAML; e endpoints of a Service"),
    ("", "z zooms to a Service or a namespace and back, n goes through the namespaces"),
    ("", "g puts alike pods together or apart, s shows system pods"),
    ("Terminal", "Tab completes, Up and Ctrl+P walk the history, Ctrl+R searches it, Ctrl+C drops the line"),
)

_SANDBOX_KEYS = (
    ("F5 or Ctrl+S", "apply the files"),
    ("F6", "open a cluster file, or a dump of your own cluster"),
    ("F7", "save the cluster as a file"),
    ("F8", "save it as a level in which one Service is missing, and play that"),
    ("F1", "explain the field under the cursor; elsewhere this page"),
    ("F2", "next pane"),
    ("Ctrl+G", "go to a pane by its letter"),
    ("F4", "take back the last change, also of kube-proxy's mode and of the version"),
    ("Ctrl+R", "back to the cluster as it was opened, after a question"),
    ("Esc", "leave; everything is kept"),
)

_SANDBOX = (
    (
        "What the sandbox is",
        "A cluster without a task: one that comes with the game, or your own. On a real cluster `kubectl get "
        "all,endpointslices,nodes -A -o yaml > dump.yaml` makes a file that opens here; requests in the terminal then "
        "show who reaches whom, and why not. Nothing reaches the real cluster.",
    ),
    (
        "What can be switched",
        "The mode of kube-proxy and the version of the API server, while everything runs.",
    ),
)

_GLOSSARY = (
    (
        "What the glossary is",
        "A page a concept. Pages that the level at hand is about are marked. The search looks into names and texts.",
    ),
)

_DEBRIEF = (
    (
        "What the debrief shows",
        "What was wrong and why the answer works, then your objects beside those of the reference, line by line. An "
        "answer that differs is no worse: only the traffic counts.",
    ),
)

_SETTINGS = (
    (
        "What can be set",
        "Each choice takes effect at once and is kept. In the colour-safe themes healthy is blue and broken is orange. "
        "Without motion nothing moves by itself. ASCII signs are for terminals and fonts without Unicode.",
    ),
)

_PLACEMENT = (
    (
        "Beginning further on",
        "A chapter is known when all of its questions are answered rightly. Its levels then count as done where others "
        "build on them, and can still be played. Nothing is saved before the end; the test can be taken again.",
    ),
)

_MAP_KEYS = (
    ("Enter", "play"),
    ("/", "filter by title, chapter or subject"),
    ("p", "placement test: begin further on"),
    ("j k", "move"),
    ("Esc", "back"),
)
_LIST_KEYS = (("Enter", "choose"), ("j k", "move"), ("Esc", "back"))
_GLOSSARY_KEYS = (
    ("/", "search"),
    ("Tab", "to the related pages and back"),
    ("Space b", "turn a long page"),
    ("Esc", "drop the search, then back"),
)
_DEBRIEF_KEYS = (("Enter n", "next level"), ("r", "look around in the solved level"), ("m", "map"), ("j k", "scroll"))

_EVERYWHERE = (
    (":", "a command by name, such as :sandbox, :glossary headless, :play LEVEL"),
    ("Ctrl+P", "everything that can be done here, by name"),
    ("?", "this help, where no text is typed"),
    ("F12", "save the screen as a picture"),
    ("Ctrl+Q", "quit; everything is kept"),
)

_Keys = tuple[tuple[str, str], ...]

_PAGES: dict[str, tuple[tuple[tuple[str, str], ...], _Keys]] = {
    "LevelScreen": (_HOW, _LEVEL_KEYS + _PANE_KEYS),
    "SandboxScreen": (_SANDBOX, _SANDBOX_KEYS + _PANE_KEYS),
    "MapScreen": (_HOW, _MAP_KEYS),
    "PlacementScreen": (_PLACEMENT, _LIST_KEYS),
    "GlossaryScreen": (_GLOSSARY, _GLOSSARY_KEYS),
    "SettingsScreen": (_SETTINGS, _LIST_KEYS),
    "DebriefScreen": (_DEBRIEF, _DEBRIEF_KEYS),
    "HomeScreen": (_HOW, _LIST_KEYS[:2]),
}
"""What to say about each screen, and its keys."""


_READER, _READER_SHARE, _READER_SIDES = 100, 96, 5
"""Cells of the window that help opens in, at most and in percent of the screen; cells of its frame and scroll bar."""


def field_here(screen: WorkingScreen) -> Explained | None:
    """The field under the editor's cursor, None where the cursor is elsewhere."""
    focused = screen.app.focused
    if not isinstance(focused, ManifestEditor):
        return None
    return screen.session.explain(focused.text, focused.cursor_location[0] + 1)


def reflowed(text: str, width: int) -> str:
    """A text that was broken for a wider place, its paragraphs broken anew; a paragraph has one indentation."""
    done: list[str] = []
    for indent, group in groupby(text.split("\n"), key=lambda line: line[: len(line) - len(line.lstrip())]):
        lines = list(group)
        if max(map(len, lines)) <= width:
            done += lines
        else:
            paragraph = " ".join(line.strip() for line in lines)
            done += textwrap.wrap(paragraph, width, initial_indent=indent, subsequent_indent=indent)
    return "\n".join(done)


def help_for(screen: Screen[Any], glyphs: Glyphs) -> ReadScreen:
    """The help page that fits where the player is."""
    explained = field_here(screen) if isinstance(screen, WorkingScreen) else None
    if explained:
        room = min(_READER, screen.app.size.width * _READER_SHARE // 100) - _READER_SIDES
        text = reflowed(explained.text, room)
        return ReadScreen(f"kubectl explain {explained.path}", plain(text))
    about, keys = _PAGES.get(type(screen).__name__, (_HOW, ()))
    return ReadScreen("Help", _page(about, keys, glyphs))


def _page(about: tuple[tuple[str, str], ...], keys: _Keys, glyphs: Glyphs) -> Content:
    parts: list[Content] = []
    for title, text in about:
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

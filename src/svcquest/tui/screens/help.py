"""Help: the field under the cursor where there is one, else how a screen works."""

from __future__ import annotations

import textwrap
from itertools import groupby
from typing import Any

from textual.content import Content
from textual.screen import Screen

from svcquest.game.explaining import Explained
from svcquest.model.language import _, mark
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.screens.dialogs import ReadScreen
from svcquest.tui.screens.working import WorkingScreen
from svcquest.tui.text import hanging, join, padded, plain
from svcquest.tui.widgets.editor import ManifestEditor

_HOW = (
    (
        mark("How a level works"),
        mark(
            "A level shows a cluster with a problem. You write Service YAML in the editor or type kubectl in the "
            "terminal. F5 applies your files and sends real questions through the cluster: requests and DNS lookups. A "
            "level is solved when every objective holds, also after the changes that nobody announces beforehand."
        ),
    ),
    (
        mark("When something fails"),
        mark(
            "The result shows expected beside observed. The line under the cursor tells the request's way hop by hop, "
            "marks where it stopped, says why, and names one thing to look at next."
        ),
    ),
    (
        mark("Stars"),
        mark(
            "One star for a solution that holds. A second one without paid hints. A third one within two runs. Solving "
            "a level again can only add stars."
        ),
    ),
)

_LEVEL_KEYS = (
    (mark("F5 or Ctrl+S"), mark("apply the files and send the traffic")),
    ("F1", mark("explain the field under the cursor; elsewhere this page")),
    ("F2", mark("next pane")),
    ("F3", mark("glossary: the concepts of this level, or the field under the cursor")),
    ("Ctrl+G", mark("go to a pane by its letter")),
    ("F4", mark("take back the last change of the cluster")),
    ("F10", mark("all changes: what each did, the way back to any, compare with the start")),
    ("F6", mark("answer a question, in levels that ask one")),
    ("F8", mark("hints; once more opens the next one")),
    ("F9", mark("next line with a problem, or of the result that failed")),
    ("Ctrl+R", mark("level back to its start, after a question")),
    ("Ctrl+O", mark("open the file in your own editor ($EDITOR)")),
    ("Esc", mark("to the brief; from there leave: your text and the cluster are kept")),
)

_PANE_KEYS = (
    (mark("Editor"), mark("offers come while you type: Tab takes one, Esc closes; Ctrl+Space asks for them")),
    (
        "",
        mark("Ctrl+A selects all, Ctrl+F finds, Ctrl+T lays out evenly, Ctrl+Z undoes, Ctrl+Y redoes, F6 next file"),
    ),
    (mark("Result"), mark("Enter shows the way of a request, p plays the whole run again, step by step")),
    (mark("Cluster"), mark("arrows walk; Enter describes, or opens a group; y YAML; e endpoints of a Service")),
    ("", mark("z zooms to a Service or a namespace and back, n goes through the namespaces")),
    ("", mark("g puts alike pods together or apart, s shows system pods")),
    (
        mark("Terminal"),
        mark("Tab completes, Up and Ctrl+P walk the history, Ctrl+R searches it, Ctrl+C drops the line"),
    ),
    ("", mark("Ctrl+W, Ctrl+U and Ctrl+K cut, Ctrl+Y puts back; Ctrl+L empties the screen")),
    (
        "",
        mark("PageUp scrolls; Ctrl+F searches what was shown, to copy from it; Ctrl+C copies what the mouse selected"),
    ),
)

_SANDBOX_KEYS = (
    (mark("F5 or Ctrl+S"), mark("apply the files")),
    ("F6", mark("open a cluster file, or a dump of your own cluster")),
    ("F7", mark("save the cluster as a file")),
    ("F8", mark("save it as a level in which one Service is missing, and play that")),
    ("F1", mark("explain the field under the cursor; elsewhere this page")),
    ("F2", mark("next pane")),
    ("Ctrl+G", mark("go to a pane by its letter")),
    ("F4", mark("take back the last change, also of kube-proxy's mode and of the version")),
    ("Ctrl+R", mark("back to the cluster as it was opened, after a question")),
    ("Esc", mark("to the setup; from there leave: everything is kept")),
)

_SANDBOX = (
    (
        mark("What the sandbox is"),
        mark(
            "A cluster without a task: one that comes with the game, or your own. On a real cluster `kubectl get "
            "all,endpointslices,nodes -A -o yaml > dump.yaml` makes a file that opens here; requests in the terminal "
            "then show who reaches whom, and why not. Nothing reaches the real cluster."
        ),
    ),
    (
        mark("What can be switched"),
        mark("The mode of kube-proxy and the version of the API server, while everything runs."),
    ),
)

_GLOSSARY = (
    (
        mark("What the glossary is"),
        mark(
            "A page a concept. Pages that the level at hand is about are marked. The search looks into names and texts."
        ),
    ),
)

_DEBRIEF = (
    (
        mark("What the debrief shows"),
        mark(
            "What was wrong and why the answer works, then your objects beside those of the reference, line by line. "
            "An answer that differs is no worse: only the traffic counts."
        ),
    ),
)

_SETTINGS = (
    (
        mark("What can be set"),
        mark(
            "Each choice takes effect at once and is kept. In the colour-safe themes healthy is blue and broken is "
            "orange. Without motion nothing moves by itself. ASCII signs are for terminals and fonts without Unicode."
        ),
    ),
)

_PLACEMENT = (
    (
        mark("Beginning further on"),
        mark(
            "A chapter is known when all of its questions are answered rightly. Its levels then count as done where "
            "others build on them, and can still be played. Nothing is saved before the end; the test can be taken "
            "again."
        ),
    ),
)

_MAP_KEYS = (
    ("Enter", mark("play")),
    ("/", mark("filter by title, chapter or subject")),
    ("p", mark("placement test: begin further on")),
    ("j k", mark("move")),
    ("Esc", mark("back")),
)
_LIST_KEYS = (("Enter", mark("choose")), ("j k", mark("move")), ("Esc", mark("back")))
_GLOSSARY_KEYS = (
    ("/", mark("search")),
    ("Tab", mark("to the related pages and back")),
    ("Space b", mark("turn a long page")),
    ("Esc", mark("drop the search, then back")),
)
_DEBRIEF_KEYS = (
    ("Enter n", mark("next level")),
    ("r", mark("look around in the solved level")),
    ("m", mark("map")),
    ("Space b", mark("turn a long page")),
    ("j k", mark("scroll")),
)

_EVERYWHERE = (
    (":", mark("a command by name, such as :sandbox, :glossary headless, :play LEVEL")),
    ("Ctrl+P", mark("everything that can be done here, by name")),
    ("?", mark("this help, where no text is typed")),
    ("F12", mark("save the screen as a picture")),
    ("Ctrl+Q", mark("quit; everything is kept")),
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
    room = min(_READER, screen.app.size.width * _READER_SHARE // 100) - _READER_SIDES
    if explained:
        text = reflowed(explained.text, room)
        return ReadScreen(f"kubectl explain {explained.path}", plain(text))
    about, keys = _PAGES.get(type(screen).__name__, (_HOW, ()))
    return ReadScreen(_("Help"), _page(about, keys, glyphs, room))


def _page(about: tuple[tuple[str, str], ...], keys: _Keys, glyphs: Glyphs, width: int) -> Content:
    parts: list[Content] = []
    for title, text in about:
        parts += [plain(_(title), "bold $primary"), plain(_(text)), Content("")]
    parts.append(plain(_("Keys"), "bold $primary"))
    for key, does in (*keys, *_EVERYWHERE):
        parts.append(hanging(join((padded(_(key), 14), "$accent")), plain(_(does)), width))
    parts += [
        Content(""),
        plain(_("Signs"), "bold $primary"),
        join(
            (f"{glyphs.passed} ", "$ok"), _("holds") + "   ", (f"{glyphs.failed} ", "$bad"), _("does not hold") + "   "
        ),
        join(
            (f"{glyphs.ready} ", "$ok"), _("ready pod") + "   ", (f"{glyphs.unready} ", "$bad"), _("not ready") + "   "
        ),
        join((f"{glyphs.mismatch} ", "$warn"), _("a pod that one label keeps out of a Service")),
    ]
    return Content("\n").join(parts)

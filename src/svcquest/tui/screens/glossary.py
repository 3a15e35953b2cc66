"""The glossary: concepts on the left, a page on the right."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Markdown, OptionList, Static
from textual.widgets.option_list import Option

from svcquest.levels.glossary import Concept, Glossary
from svcquest.model.language import _
from svcquest.tui.paging import turn
from svcquest.tui.screens.finding import FindingScreen
from svcquest.tui.text import clean, join, plain
from svcquest.tui.widgets.keybar import KeyBar
from svcquest.tui.widgets.menu import Finder, Menu


class GlossaryScreen(FindingScreen):
    """All concepts; ``/`` searches names and texts, Enter goes to what a page refers to."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["glossary.tcss", "markdown.tcss"]

    found = "#concepts"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search"),
        Binding("tab", "app.focus_next", "List ⇄ related", show=True),
        Binding("space,pagedown", "turn(1)", "Page down"),
        Binding("b,pageup", "turn(-1)", "Page up", show=False),
        Binding("f1,question_mark", "app.help", "Help"),
        Binding("escape,q", "drop_search", "Drop the search"),
        Binding("escape,q", "back", "Back"),
    ]

    def __init__(self, glossary: Glossary, concept: str | None = None, marked: tuple[str, ...] = ()) -> None:
        """Show the glossary.

        Args:
            concept: id of the page to open, the first one when left out.
            marked: ids of pages that stand out: what the level at hand is about.
        """
        super().__init__()
        self._glossary = glossary
        self._wanted = concept
        self._marked = frozenset(marked)
        self._open: Concept | None = None

    def compose(self) -> ComposeResult:
        """List, page, related pages."""
        about = f"   {self.svcquest.glyphs.here} " + _("what the level is about") if self._marked else ""
        yield Static(join((" " + _("Glossary"), "bold $primary"), (about, "$dim")), id="glossary-title")
        yield Finder(placeholder=_("search names and texts"), id="glossary-search", compact=True)
        with Horizontal(id="glossary-body"):
            yield Menu(id="concepts")
            with Vertical(id="page"):
                yield Static(id="page-title")
                with VerticalScroll(id="page-scroll", can_focus=False):
                    yield Markdown(id="page-text", open_links=False)
                yield Static(plain(_("Related"), "bold $accent"), id="related-title")
                yield Menu(id="related", compact=True)
        yield KeyBar()

    def on_mount(self) -> None:
        """All pages, until something is looked for."""
        self._fill("")
        self.query_one("#concepts", OptionList).focus()

    def _fill(self, words: str) -> None:
        listed = self.query_one("#concepts", OptionList)
        pages = self._glossary.search(words) if words.strip() else self._glossary.concepts
        star = self.svcquest.glyphs.here
        listed.clear_options()
        listed.add_options(
            Option(
                join((f"{star} " if page.id in self._marked else "  ", "$accent bold"), page.title),
                id=page.id,
            )
            for page in pages
        )
        if not pages:
            listed.add_option(Option(plain(_("nothing fits"), "$dim"), disabled=True))
            return
        ids = [page.id for page in pages]
        listed.highlighted = ids.index(self._wanted) if self._wanted in ids else 0

    def _show(self, page: Concept) -> None:
        if page == self._open:
            return
        self._open = page
        self._wanted = page.id
        self.query_one("#page-title", Static).update(
            join((page.title, "bold $primary"), ("   " + _("also: {words}", words=", ".join(page.also)), "$dim"))
        )
        self.query_one("#page-text", Markdown).update(clean(page.text))
        self.query_one("#page-scroll", VerticalScroll).scroll_home(animate=False)
        related = self.query_one("#related", OptionList)
        titles = {each.id: each.title for each in self._glossary.concepts}
        related.clear_options()
        related.add_options(Option(plain(titles[each]), id=f"see-{each}") for each in page.see if each in titles)
        related.highlighted = 0

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Open the page under the cursor."""
        event.stop()
        if event.option_list.id == "concepts":
            page = next((each for each in self._glossary.concepts if each.id == event.option.id), None)
            if page is not None:
                self._show(page)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to a related page; in the list, on to the related ones."""
        event.stop()
        if event.option_list.id == "related":
            self._wanted = (event.option.id or "").removeprefix("see-")
            self.query_one("#glossary-search", Input).value = ""
            self._fill("")
            self.query_one("#concepts", OptionList).focus()
        else:
            self.query_one("#related", OptionList).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search while typing."""
        event.stop()
        self._fill(event.value)

    def action_turn(self, pages: int) -> None:
        """Go on in a long page."""
        turn(self.query_one("#page-scroll", VerticalScroll), pages)

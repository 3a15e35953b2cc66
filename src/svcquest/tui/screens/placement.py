"""The placement test: one question at a time, what is right about the answer, and where to begin."""

from __future__ import annotations

from typing import ClassVar, Self

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from svcquest.game.placement import Placement, Reply
from svcquest.model.language import _, mark
from svcquest.tui.screens.base import GameScreen
from svcquest.tui.text import inline, join, plain, worded
from svcquest.tui.widgets.keybar import KeyBar
from svcquest.tui.widgets.menu import Menu

UNSURE = "unsure"
"""Option for whoever does not know; no choice of a question can be called so by chance: it stands apart."""

_INTRO = mark(
    "A few questions for each chapter, easy ones first. What you know need not be played; it can be all the same. "
    "Two chapters in a row that you do not know end it. Nothing is lost by trying."
)


class Choices(Menu):
    """What can be answered; its Enter is worth a word in the bottom line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Take")]


class PlacementScreen(GameScreen):
    """Asks, tells, and at the end saves which chapters the player knows."""

    CSS_PATH = "placement.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,question_mark", "help", "Help"),
        Binding("escape,q", "back", "Leave"),
    ]

    def __init__(self, placement: Placement) -> None:
        """Ask these questions from the beginning."""
        super().__init__()
        self._placement = placement
        self._told: Reply | None = None

    def renewed(self) -> Self:
        """The same place in other words."""
        fresh = type(self)(self._placement)
        fresh._told = self._told  # noqa: SLF001 - one of its own kind
        return fresh

    def compose(self) -> ComposeResult:
        """Where the player is, the question, the choices."""
        yield Static(id="placement-title")
        with Center(id="placement-page"), VerticalScroll(id="placement", can_focus=False):
            yield Static(id="placement-text")
            yield Choices(id="placement-choices")
        yield KeyBar()

    def on_mount(self) -> None:
        """The first question."""
        self._show()

    def _show(self) -> None:
        asked = self._placement.next
        if self._told is not None:
            self._fill(self._reply(self._told), [Option(plain(_("Go on"), "bold"), id="next")])
        elif asked is not None:
            chapter, question = asked
            place = [each.id for each, _questions in self._placement.rounds].index(chapter.id) + 1
            chapters = len(self._placement.rounds)
            where = _(
                "{title}, chapter {number} of {chapters}", title=_(chapter.title), number=place, chapters=chapters
            )
            self._title(f" · {where}")
            intro = [plain(_(_INTRO), "$dim"), Content("")] if not self._placement.asked else []
            self._fill(
                Content("\n").join([*intro, inline(question.say)]),
                [
                    *(Option(inline(each.text), id=each.id) for each in question.choices),
                    Option(plain(_("I do not know"), "$dim"), id=f"?{UNSURE}"),
                ],
            )
        else:
            self._end()

    def _end(self) -> None:
        """What came of it; saved when the player takes it."""
        self._title("")
        if not self._placement.rounds:
            self._fill(plain(_("There is no placement test here.")), [Option(plain(_("Back"), "bold"), id="leave")])
            return
        glyphs = self.svcquest.glyphs
        lines = [
            join(
                (f"  {glyphs.passed if known else glyphs.failed} ", "$ok" if known else "$warn"),
                _(chapter.title),
                ("   " + (_("known") if known else _("to be played")), "$dim"),
            )
            for chapter, known in self._placement.lines()
        ]
        first = self._placement.first_unknown
        begin = _("Begin with {chapter}", chapter=_(first.title)) if first else _("To the map: you know all of this")
        counted = _("Levels that you know count as done where others build on them. Their stars stay to be won.")
        self._fill(
            Content("\n").join(
                [
                    plain(_("What you know already"), "bold $primary"),
                    Content(""),
                    *lines,
                    Content(""),
                    plain(counted),
                ]
            ),
            [Option(plain(begin, "bold"), id="place"), Option(plain(_("Leave everything as it was")), id="leave")],
        )

    def _reply(self, reply: Reply) -> Content:
        glyphs = self.svcquest.glyphs
        if reply.right:
            head = join((f"{glyphs.passed} ", "$ok bold"), (_("So it is."), "$ok bold"))
        elif reply.choice:
            head = join((f"{glyphs.failed} ", "$bad bold"), (_("Not so."), "$bad bold"))
        else:
            head = plain(_("No harm done: that is what the chapter is for."), "$warn bold")
        answer = [] if reply.right else [worded(_("Right is: {answer}"), "$dim", answer=inline(reply.right_text))]
        return Content("\n").join([inline(reply.question.say), Content(""), head, *answer, inline(reply.because)])

    def _title(self, where: str) -> None:
        self.query_one("#placement-title", Static).update(
            join((" " + _("Placement"), "bold $primary"), (where, "$dim"))
        )

    def _fill(self, text: Content, options: list[Option]) -> None:
        self.query_one("#placement-text", Static).update(text)
        choices = self.query_one(Choices)
        choices.clear_options()
        choices.add_options(options)
        choices.highlighted = 0
        choices.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take an answer, go on, or leave."""
        event.stop()
        match event.option.id:
            case "next" if self._told is not None:
                self._told = None
                self._show()
            case "place" if self._placement.next is None:
                self._place()
            case "leave" if self._placement.next is None:
                self.app.pop_screen()
            case chosen:
                self._placement = self._placement.answered("" if chosen == f"?{UNSURE}" else chosen or "")
                self._told = self._placement.replies[-1][1]
                self._show()

    def _place(self) -> None:
        self.svcquest.backend.place(self._placement)
        self.app.pop_screen()
        if self._placement.first_unknown is None:
            self.svcquest.go_to_map()
        else:
            self.svcquest.next_level()

    def action_help(self) -> None:
        """This screen's keys."""
        self.svcquest.show_help(self)

    def action_back(self) -> None:
        """Leave; nothing is saved."""
        self.app.pop_screen()

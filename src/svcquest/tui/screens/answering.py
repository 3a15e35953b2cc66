"""Answering a level's questions: which one, which choice, what shows it; one list after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from svcquest.game.replies import Replies
from svcquest.levels.question_format import Choice, Question
from svcquest.model.language import _, mark
from svcquest.tui.screens.base import FrontScreen
from svcquest.tui.text import inline, plain
from svcquest.tui.widgets.menu import Menu

_KEYS = mark("Enter takes it · Esc goes back")


class ChooseScreen(FrontScreen[str | None]):
    """One list to choose from; gives the id of what was chosen, None after Escape."""

    CSS_PATH = "dialogs.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", show=False),
    ]

    def __init__(self, heading: str, choices: Sequence[tuple[str, Content]], chosen: str = "") -> None:
        """Offer choices.

        Args:
            choices: id and what is shown of each.
            chosen: id of the one that is under the cursor at first.
        """
        super().__init__()
        self._heading = heading
        self._choices = choices
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """What is asked, the choices, how to go on."""
        with Vertical(classes="chooser"):
            yield Static(inline(self._heading), classes="chooser-heading")
            yield Menu(*(Option(text, id=name) for name, text in self._choices), classes="chooser-list")
            yield Static(plain(_(_KEYS), "$dim"))

    def on_mount(self) -> None:
        """The cursor stands at what was chosen last."""
        options = self.query_one(OptionList)
        names = [name for name, _ in self._choices]
        options.highlighted = names.index(self._chosen) if self._chosen in names else 0
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take it, once."""
        if self.is_current:
            self.dismiss(event.option_id)


def ask(app: App[Any], replies: Replies, answered: Callable[[str, str], None]) -> None:
    """Let the player answer a question of a level.

    Args:
        answered: is given the question and the answer in words.
    """

    def question(chosen: str | None) -> None:
        found = replies.find(chosen) if chosen else None
        if found is not None:
            app.push_screen(_chooser(found.say, found.choices, replies, found), lambda pick: choice(found, pick))

    def choice(asked: Question, pick: str | None) -> None:
        if pick is None:
            if len(replies.questions) > 1:
                begin(asked.id)
        elif asked.evidence is None:
            give(asked, pick)
        else:
            screen = _chooser(asked.evidence.say, asked.evidence.choices, replies, asked)
            app.push_screen(screen, lambda shown: give(asked, pick, shown) if shown else question(asked.id))

    def give(asked: Question, *pick: str) -> None:
        if not replies.give(asked.id, *pick):
            answered(asked.say, replies.said(asked.id))

    def begin(at: str) -> None:
        shown = [(each.id, _with_answer(each, replies)) for each in replies.questions]
        app.push_screen(ChooseScreen(_("Which question?"), shown, at), question)

    if len(replies.questions) == 1:
        question(replies.questions[0].id)
    else:
        begin(next((each.id for each in replies.questions if each.id not in replies.picks), ""))


def _chooser(heading: str, choices: Sequence[Choice], replies: Replies, asked: Question) -> ChooseScreen:
    pick = replies.picks.get(asked.id, ())
    chosen = next((each.id for each in choices if each.id in pick), "")
    return ChooseScreen(heading, [(each.id, inline(each.text)) for each in choices], chosen)


def _with_answer(question: Question, replies: Replies) -> Content:
    said, none = replies.said(question.id), _("no answer yet")
    return Content("\n").join([inline(question.say), plain(f"  {said or none}", "$dim")])

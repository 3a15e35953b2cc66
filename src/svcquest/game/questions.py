"""Questions to the player: judging what was answered, and telling choices and explanations."""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.game.verdict import ProbeResult, Row
from svcquest.levels.format import Picks
from svcquest.levels.question_format import Choice, Question
from svcquest.model.language import _, mark
from svcquest.model.net import Diagnosis

WHO = mark("you")
"""Where the row of a question comes from."""

_ENDS = (".", "!", "?", "。")


def question_result(question: Question, picks: Picks) -> ProbeResult:
    """Whether a question is answered rightly; one row.

    Choice and evidence count together only. A wrong choice is explained, and nothing is said about the evidence that
    came with it: else each half could be found out by itself.
    """
    pick = picks.get(question.id, ())
    passed = question.is_right(pick)
    row = Row(
        _(WHO),
        "",
        _("the right answer, with what shows it") if question.evidence else _("the right answer"),
        pick_in_words(question, pick),
        passed,
        _explained(question, pick, passed=passed),
    )
    return ProbeResult(question.id, question.say, (row,))


def pick_in_words(question: Question, pick: tuple[str, ...]) -> str:
    """An answer as the player reads it."""
    texts = {each.id: each.text for each in question.all_choices}
    given = [texts[each] for each in pick if each in texts]
    if len(given) < 2:
        return "".join(given) or _("no answer yet")
    choice, shown = given
    if choice.endswith(_ENDS):
        return _("{answer} Shown by: {evidence}", answer=choice, evidence=shown)
    return _("{answer}. Shown by: {evidence}", answer=choice, evidence=shown)


def _explained(question: Question, pick: tuple[str, ...], *, passed: bool) -> Diagnosis:
    """What the player is told about an answer: why it is right or wrong."""
    look = f"answer {question.id}"
    if question.objection(pick):
        return Diagnosis("unanswered", _("nothing is answered yet"), look)
    texts = {each.id: each.because for each in question.all_choices}
    if passed:
        return Diagnosis("right-answer", " ".join(texts[each].strip() for each in pick), look)
    if pick[0] != question.right:
        return Diagnosis("wrong-answer", texts[pick[0]].strip(), look)
    return Diagnosis("wrong-evidence", _("that does not show it: {why}", why=texts[pick[1]].strip()), look)


def question_lines(question: Question, pick: tuple[str, ...] = ()) -> Iterator[str]:
    """A question as text, with all that can be answered and how."""
    yield question.say
    yield from _choice_lines(question.choices, pick)
    if question.evidence is not None:
        yield question.evidence.say
        yield from _choice_lines(question.evidence.choices, pick)
    yield f"answer {question.id} CHOICE" + (" EVIDENCE" if question.evidence else "")


def _choice_lines(choices: tuple[Choice, ...], pick: tuple[str, ...]) -> Iterator[str]:
    width = max(len(each.id) for each in choices)
    for each in choices:
        yield f"  {'*' if each.id in pick else ' '} {each.id:<{width}}  {each.text}"


def explanations(questions: tuple[Question, ...]) -> str:
    """Markdown that explains every choice of all questions, for after solving; empty without questions."""
    return "\n\n".join("\n".join(_explanation(question)) for question in questions)


def _explanation(question: Question) -> Iterator[str]:
    yield f"### {question.say}"
    for each in question.choices:
        yield _point(each, right=each.id == question.right)
    if question.evidence is not None:
        yield f"\n**{question.evidence.say}**\n"
        for each in question.evidence.choices:
            yield _point(each, right=each.id in question.evidence.right)


def _point(choice: Choice, *, right: bool) -> str:
    text = " ".join(choice.because.split())
    verdict = _("Yes") if right else _("No")
    return f"- {verdict}: **{choice.text}** {text}"

"""From the game's values to what widgets show: the one seam between session and screens."""

from __future__ import annotations

from textual.content import Content

from svcquest.game.preview import Preview, ServicePreview
from svcquest.game.score import MOST_STARS
from svcquest.game.session import Session
from svcquest.game.verdict import Phase, Row
from svcquest.game.views import Attempt, Debrief
from svcquest.game.words import account
from svcquest.model.language import _, ngettext
from svcquest.model.resource import ObjectKey
from svcquest.tui.drawing import Item
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.packets import Packet
from svcquest.tui.text import join, plain, worded
from svcquest.tui.widgets.brief import Goal
from svcquest.tui.widgets.hints import Hint
from svcquest.tui.widgets.marginalia import Mark
from svcquest.tui.widgets.result import Line, Step, Story

_NAMES_SHOWN = 6


def goals(session: Session) -> list[Goal]:
    """The objectives with their signs, questions with what was answered."""
    return [
        Goal(each.say, each.passed, "" if each.answered is None else each.answered or _("F6 answers"))
        for each in session.objectives()
    ]


def hints(session: Session) -> list[Hint]:
    """The hints with their prices."""
    return [Hint(each.cost, each.taken, each.text) for each in session.hints()]


def notes(session: Session, glyphs: Glyphs) -> dict[str, tuple[str, str]]:
    """Short additions to the names of panes: how many objectives fail, how many hints there are."""
    found = {"hints": (str(len(session.hints())), "$dim")}
    states = [each.passed for each in session.objectives()]
    if False in states:
        found["result"] = (f"{states.count(False)} {glyphs.failed}", "$bad bold")
    elif True in states:
        found["result"] = (glyphs.passed, "$ok bold")
    return found


def marks(preview: Preview, name: str) -> list[Mark]:
    """What is to say about the lines of one file: problems, and beside a selector what it selects."""
    problems = [
        Mark(each.line, each.column, "error" if each.severity == "error" else "warning", each.message)
        for each in preview.diagnostics
        if each.file in {"", name}
    ]
    return problems + [Mark(each.line, 1, "note", _selects(each)) for each in preview.services if each.line]


def _selects(service: ServicePreview) -> str:
    if not service.selector:
        return _("selects nothing")
    count = len(service.pods)
    if not count:
        return _("selects no pod in {namespace}", namespace=service.service[0])
    if not service.ready:
        return ngettext("selects {n} pod, none ready", "selects {n} pods, none ready", count)
    return ngettext("selects {n} pod", "selects {n} pods", count)


def rows(attempt: Attempt) -> list[tuple[Phase, Row, str]]:
    """The lines of the matrix: phase, row and the objective it belongs to."""
    if attempt.verdict is None:
        return []
    return [
        (phase, row, result.say) for phase in attempt.verdict.phases for result in phase.results for row in result.rows
    ]


def lines(attempt: Attempt) -> list[Line]:
    """The matrix of an attempt."""
    when = {id(phase): number for number, phase in enumerate(attempt.verdict.phases)} if attempt.verdict else {}
    return [
        Line(say, when[id(phase)], row.source, row.target, row.expected, row.observed, row.passed)
        for phase, row, say in rows(attempt)
    ]


def story(attempt: Attempt, index: int) -> Story | None:
    """What to tell about one line of the matrix."""
    found = rows(attempt)
    if not 0 <= index < len(found):
        return None
    phase, row, say = found[index]
    title = _("After: {change}. {objective}", change=phase.change, objective=say) if phase.change else say
    told = account(row)
    cause = told.diagnosis if told is not None and not row.passed else None
    why, look = (cause.why, cause.look) if cause is not None else ("", "")
    seen = _("expected {expected} · observed {observed}", expected=row.expected, observed=row.observed)
    if told is None or not told.lines:
        return Story(title, (Step("seen", seen, failed=not row.passed),), why=why, look=look)
    steps = tuple(Step(line.label, line.text, line.failed, signed=line.signed) for line in told.lines)
    return Story(title, steps, seen, why, look)


def headline(attempt: Attempt, session: Session, glyphs: Glyphs) -> Content:
    """One or two lines on how a run went."""
    if attempt.verdict is None:
        refused = _("{sign} Not all is applied.") if attempt.applied else _("{sign} Not applied.")
        head = worded(refused, "$bad bold", sign=(glyphs.failed, "$bad bold"))
        return join(head, " ", _("The editor shows why, at its line."))
    if attempt.passed:
        parts = [
            worded(
                _("{solved} {stars}  F7 opens the debrief."),
                solved=(_("{sign} Solved.", sign=glyphs.passed), "$ok bold"),
                stars=(glyphs.stars(attempt.stars), "$accent bold"),
            )
        ]
    else:
        run = _("{sign} Run {number}:", sign=glyphs.failed, number=attempt.number)
        parts = [join((run, "$bad bold"), " ", _what_failed(attempt.verdict.last))]
        left = _("{file} was not applied: nobody has changed it, and part of it is there already.")
        parts += [worded(left, "$warn", file=(name, "$warn")) for name in session.left_out()]
        warned = [each for each in attempt.diagnostics if each.severity == "warning"]
        parts += [plain(f"{each.file}:{each.line}: {each.message}", "$warn") for each in warned]
    if attempt.applied:
        parts.append(plain(" · ".join(attempt.applied), "$dim"))
    return Content("\n").join(parts)


def _what_failed(phase: Phase) -> str:
    failed, objectives = len(phase.failed), len(phase.results)
    if not phase.change:
        first = _("{failed} of {objectives} objectives do not hold on a first look.")
        return first.format(failed=failed, objectives=objectives)
    later = _("{failed} of {objectives} objectives do not hold after a change that nobody announced ({change}).")
    return later.format(failed=failed, objectives=objectives, change=phase.change)


def how_solved(attempt: Attempt, session: Session) -> str:
    """What the stars of a solved level are for, and what would have been worth more."""
    reason = ngettext("solved in {n} run", "solved in {n} runs", attempt.number)
    if attempt.stars == MOST_STARS - 1:
        more = _(
            "within {runs} it is {stars} stars (Ctrl+R in the level plays it again)",
            runs=session.level.header.par.runs,
            stars=MOST_STARS,
        )
        reason = _("{how}; {more}", how=reason, more=more)
    taken = sum(hint.taken and hint.cost > 0 for hint in session.hints())
    if taken:
        hints = ngettext("with {n} paid hint", "with {n} paid hints", taken)
        reason = _("{how}, {hints}", how=reason, hints=hints)
    return reason


def reached(attempt: Attempt) -> frozenset[ObjectKey]:
    """Pods that answered the requests of an attempt."""
    return frozenset(pod for _phase, row, _say in rows(attempt) for pod in row.reached)


def packets(attempt: Attempt) -> list[Packet]:
    """What travels over the picture after a run: the requests of the first look, to every pod that answered."""
    found: dict[Packet, None] = {}
    for phase, row, _say in rows(attempt):
        trace = None if phase.change else row.trace
        if trace is None:
            continue
        service, chosen = trace.service, trace.chosen
        if service is None:
            continue
        for pod in sorted(row.reached):
            found[Packet(service, pod, failed=False)] = None
        if trace.delivery.failure is not None:
            how = trace.delivery.failure.value
            found[Packet(service, chosen.pod if chosen else None, failed=True, how=how)] = None
    return list(found)


def look_at(item: Item, how: str) -> str:
    """The command that shows what is picked in the picture: ``describe``, ``yaml`` or ``endpoints``."""
    namespace, name = item.key
    if item.kind == "node":
        return f"kubectl get node {name} -o yaml" if how == "yaml" else f"kubectl describe node {name}"
    if item.kind == "group":
        names = " ".join(pod for _, pod in item.pods)
        return f"kubectl -n {namespace} get pods {names} -o {'yaml' if how == 'yaml' else 'wide'}"
    if how == "endpoints":
        return f"kubectl -n {namespace} describe endpointslices -l kubernetes.io/service-name={name}"
    kind = "svc" if item.kind == "service" else "pod"
    return f"kubectl -n {namespace} " + (f"get {kind} {name} -o yaml" if how == "yaml" else f"describe {kind} {name}")


def preview_content(preview: Preview, glyphs: Glyphs) -> Content:
    """What the open text would do, a line or two a Service; what wants to be mended stands first."""
    told = sorted(preview.services, key=lambda each: (bool(each.pods), each.ready == len(each.pods)))
    return Content("\n").join(_service_line(service, glyphs) for service in told)


def _service_line(service: ServicePreview, glyphs: Glyphs) -> Content:
    name = (service.service[1], "$service bold")
    if not service.selector:
        return worded(_("{service} has no selector: it selects nothing by itself"), "$dim", service=name)
    count = len(service.pods)
    if not count:
        none = _("{service} {sign} selects no pod in {namespace} now")
        sign, namespace = (glyphs.failed, "$bad"), (service.service[0], "$bad")
        head = worded(none, "$bad", service=name, sign=sign, namespace=namespace)
    else:
        style = "$ok" if service.ready == count else "$warn"
        told = ngettext(
            "selects {n} pod now, {ready} ready:", "selects {n} pods now, {ready} ready:", count, ready=service.ready
        )
        head = join(name, (f" {told} ", style))
        unready = " " + _("(not ready)")
        shown = [
            plain(pod.name) if pod.ready else join(pod.name, (unready, "$bad")) for pod in service.pods[:_NAMES_SHOWN]
        ]
        if count > _NAMES_SHOWN:
            shown.append(plain(_("{n} more", n=count - _NAMES_SHOWN), "$dim"))
        head += Content(_(", ")).join(shown)
    for miss in service.near_misses[:2]:
        if miss.found is None:
            told = _("{sign} {pod} has no label {key}", sign=glyphs.mismatch, pod=miss.name, key=miss.key)
        else:
            pair = f"{miss.key}={miss.found}"
            told = _("{sign} {pod} has {label}", sign=glyphs.mismatch, pod=miss.name, label=pair)
        head += join(f"\n{told}").stylize("$warn")
    return head


def debrief_diff(debrief: Debrief) -> Content:
    """The unified diff from the player's answer to the reference, coloured by its first column."""
    if not debrief.diff:
        return plain(_("Your answer and the reference say the same."), "$ok")
    styles = {"+": "$ok", "-": "$bad", "@": "$primary"}
    return Content("\n").join(plain(line, styles.get(line[:1], "")) for line in debrief.diff)

"""Line by line: what can be done in one level or sandbox."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from svcquest.cli.backend import StoredBackend
from svcquest.cli.editing import edit
from svcquest.cli.failing import UsageError
from svcquest.cli.printing import say, say_all
from svcquest.cli.prompting import read_line
from svcquest.cli.prose import say_lines, say_prose
from svcquest.cli.reading import read_file
from svcquest.game.sandbox import Sandbox
from svcquest.game.session import Session
from svcquest.game.telling import cluster_lines
from svcquest.game.verdict import Row
from svcquest.game.views import Attempt
from svcquest.game.words import MARKS, row_lines, verdict_lines
from svcquest.model.language import _, mark, ngettext
from svcquest.terminal.process import Leave, OpenEditor, Watch
from svcquest.terminal.watching import rounds

_STATES = {True: mark("holds"), False: mark("does not hold"), None: mark("not known yet")}


def agreed(question: str) -> bool:
    """Whether the player says yes."""
    try:
        return read_line(f"{question} [y/N] ").strip().lower() in {"y", "yes"}
    except (EOFError, KeyboardInterrupt):
        say()
        return False


class Bench:
    """One session, read and written as lines."""

    def __init__(self, session: Session, backend: StoredBackend) -> None:
        self.session = session
        self._backend = backend
        self.commands: dict[str, Callable[[list[str]], None]] = {
            "run": lambda _words: self._run(),
            "cluster": self._cluster,
            "files": lambda _words: say("  ".join(session.file_names())),
            "show": self._show,
            "edit": self._edit,
            "load": self._load,
            "changes": lambda _words: say_all(session.history() or [_("nothing is changed")]),
            "undo": lambda _words: say(session.undo() or _("nothing to take back")),
            "redo": lambda _words: say(session.redo() or _("nothing to do again")),
            "reset": lambda _words: self._reset(),
        }
        if not isinstance(session, Sandbox):
            self.commands |= {
                "brief": lambda _words: self.brief(),
                "goals": lambda _words: self.goals(),
                "objectives": lambda _words: self.goals(),
                "questions": lambda _words: self._questions(),
                "result": lambda _words: self._result(),
                "trace": self._trace,
                "hint": lambda _words: self._hint(),
                "solution": lambda _words: self._solution(),
            }

    def greet(self) -> None:
        """What this is about."""
        if isinstance(self.session, Sandbox):
            settings = self.session.settings
            version = ".".join(str(part) for part in settings.version)
            told = _("Sandbox {name}: kube-proxy {mode}, Kubernetes {version}.")
            say(told.format(name=self.session.source.name, mode=settings.proxy_mode, version=version))
            say_all(_("left out: {trouble}", trouble=each) for each in self.session.refused)
            return
        self.brief()
        self.goals()

    def brief(self) -> None:
        """The task."""
        say(self.session.level.title)
        say()
        say_prose(self.session.level.brief)
        say()

    def goals(self) -> None:
        """The objectives, with what is known of them."""
        say(_("Objectives"))
        for goal in self.session.objectives():
            say_lines([f"{MARKS[goal.passed]} {goal.say} ({_(_STATES[goal.passed])})"], under=2)
            if goal.answered is not None:
                none = _("none yet; answer {question} shows what there is to choose", question=goal.id)
                say("   " + _("your answer: {answer}", answer=goal.answered or none))

    def type_in(self, line: str) -> int:
        """Run a terminal line; its exit status."""
        outcome = self.session.command(line)
        if outcome.shown:
            say(outcome.shown.rstrip("\n"))
        aside = self.session.aside(line, outcome)
        if aside:
            say_prose(aside)
        for request in outcome.requests:
            match request:
                case OpenEditor(path=path, on_save=on_save):
                    if edit(self.session.drafts.files, path) and on_save:
                        self.type_in(on_save)
                case Watch() as watch:
                    self._watch(watch)
                case Leave():
                    say(_(":quit leaves the game; everything is kept."))
        return outcome.exit

    def _watch(self, watch: Watch) -> None:
        began = self.session.cluster.state.now
        for text in rounds(watch, self.session.repeat, self.session.advance):
            say(text.rstrip("\n"))
        say(f"Watched for {self.session.cluster.state.now - began:g} simulated seconds.")

    # Acting ---------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        if isinstance(self.session, Sandbox):
            applied, diagnostics = self.session.apply()
            say_all([*applied, *(str(each) for each in diagnostics)] or [_("nothing new to apply")])
            return
        attempt = self.session.run()
        say_all(attempt.applied)
        say_lines(str(each) for each in attempt.diagnostics)
        if attempt.verdict is None:
            none = _("Not applied; the run does not count.")
            say(_("Not all of it is applied; the run does not count.") if attempt.applied else none)
            return
        if attempt.repeated:
            say(_("Nothing has changed since run {number}; this one does not count.", number=attempt.number))
        say_lines(verdict_lines(attempt.verdict))
        if attempt.passed:
            self._solved(attempt)
        else:
            for name in self.session.left_out():
                say(_("{file} was not applied: nobody has changed it, and part of it is there already.", file=name))
            say_prose(_("Type :result for all lines with their numbers, :trace NUMBER for the way of one request."))

    def _solved(self, attempt: Attempt) -> None:
        self._backend.record(self.session, attempt)
        debrief = self.session.debrief()
        say()
        say(_("Solved in run {number}, {stars} of 3 stars.", number=attempt.number, stars=attempt.stars))
        say()
        say_prose(debrief.text)
        if debrief.diff:
            say()
            say(_("Your answer beside the reference:"))
            say_all(debrief.diff)
        say()
        say(_("Type :next for the next level, :map for all of them."))

    def _reset(self) -> None:
        if agreed(_("Put the cluster and your files back to the start?")):
            self.session.reset()
            say(_("Back at the start; :undo takes that back."))

    def _cluster(self, words: list[str]) -> None:
        system = self.session.about_system or words == ["system"]
        say_lines(cluster_lines(self.session.picture(), system=system))

    # Result ---------------------------------------------------------------------------------------------------------

    def _rows(self) -> list[tuple[str, Row]]:
        """Every line of the last result, with when and for which objective it was measured."""
        verdict = self.session.last.verdict if self.session.last else None
        return [
            (
                _("after {change}: {objective}", change=phase.change, objective=result.say)
                if phase.change
                else result.say,
                row,
            )
            for phase in (verdict.phases if verdict else ())
            for result in phase.results
            for row in result.rows
        ]

    def _result(self) -> None:
        rows = self._rows()
        if not rows:
            say(_("Nothing has run yet; :run applies your files and sends the traffic."))
        for number, (when, row) in enumerate(rows, 1):
            both = _("{source} to {target}", source=row.source, target=row.target)
            way = both if row.source and row.target else row.source or row.target
            seen = _("expected {expected}, observed {observed}", expected=row.expected, observed=row.observed)
            say_lines([f"{number}. {MARKS[row.passed]} {_(_STATES[row.passed])}: {way}: {seen}", f"   {when}"], under=3)

    def _trace(self, words: list[str]) -> None:
        rows = self._rows()
        failing = [number for number, (_when, row) in enumerate(rows, 1) if not row.passed]
        number = int(words[0]) if words and words[0].isdecimal() else next(iter(failing), 1)
        if not 1 <= number <= len(rows):
            none = _("there is no line {number}; :result lists them", number=number)
            say(none if rows else _("nothing has run yet"))
            return
        when, row = rows[number - 1]
        say_lines([f"{number}. {when}", *row_lines(row)])

    # Files ----------------------------------------------------------------------------------------------------------

    def _show(self, words: list[str]) -> None:
        known = self.session.file_names()
        for name in words or known:
            if name not in known:
                names = ", ".join(known) or _("none")
                one, many = (
                    _("there is no file {file}; there is {files}"),
                    _("there is no file {file}; there are {files}"),
                )
                say((one if len(known) == 1 else many).format(file=name, files=names))
                continue
            say(f"# {name}")
            say(self.session.text(name).rstrip("\n"))

    def _edit(self, words: list[str]) -> None:
        name = words[0] if words else next(iter(self.session.file_names()), "service.yaml")
        if edit(self.session.drafts.files, f"{self.session.drafts.files.home}/{name}"):
            self.session.write(name, self.session.text(name))
            self._tell_preview(name)

    def _load(self, words: list[str]) -> None:
        if len(words) != 2:
            say(_("usage: :load FILE PATH"))
            return
        try:
            text = read_file(str(Path(words[1]).expanduser().absolute()))  # absolute: - is a file's name here
        except (UsageError, RuntimeError) as error:
            say(str(error))
            return
        trouble = self.session.write(words[0], text)
        say(trouble or _("{file} is replaced; :run applies it", file=words[0]))
        if not trouble:
            self._tell_preview(words[0])

    def _tell_preview(self, name: str) -> None:
        """What the text would do now."""
        preview = self.session.preview(name, self.session.text(name))
        say_lines(str(each) for each in preview.diagnostics)
        for service in preview.services:
            if service.selector:
                told = ngettext(
                    "Service {service} would select {n} pod now, {ready} ready",
                    "Service {service} would select {n} pods now, {ready} ready",
                    len(service.pods),
                    service=service.service[1],
                    ready=service.ready,
                )
                say(told)

    # Help -----------------------------------------------------------------------------------------------------------

    def _hint(self) -> None:
        waiting = [hint for hint in self.session.hints() if not hint.taken]
        if not waiting:
            say(_("there are no more hints"))
            return
        if waiting[0].cost and not agreed(_("This hint costs stars. Take it?")):
            return
        say_prose(self.session.hint(waiting[0].number))

    def _questions(self) -> None:
        if not self.session.level.questions:
            say(_("this level asks nothing"))
        else:
            self.type_in("answer")

    def _solution(self) -> None:
        if agreed(_("Show the solution? One star is left then.")):
            say(self.session.solution())

"""A session: applying, judging, undo, hints, preview, keeping."""

from __future__ import annotations

import json

import pytest

from svcquest.game.keeping import resume
from svcquest.game.session import Session
from svcquest.game.snapshot import to_data
from svcquest.levels.catalog import Catalog
from svcquest.levels.level import Level
from svcquest.terminal.process import OpenEditor

FILE = "service.yaml"
EXPOSE = "kubectl expose deployment storefront --name=web --port=80"


def solve(session: Session) -> None:
    session.write(FILE, session.level.solution.files[FILE])


def fail(session: Session, times: int) -> None:
    for number in range(times):
        session.command(f"kubectl annotate service/web tried={number} --overwrite")
        assert not session.run().passed


def test_first_run_applies_the_draft_and_fails(session: Session) -> None:
    assert [goal.passed for goal in session.objectives()] == [None, None, None]
    attempt = session.run()
    assert attempt.applied == ("service/web created",)
    assert not attempt.passed
    assert [goal.passed for goal in session.objectives()] == [False, False, True]


def test_what_goes_without_saying_is_an_objective_once_it_fails(session: Session) -> None:
    solve(session)
    session.command("kubectl label deployment storefront mine=yes")
    session.run()
    assert [goal.say for goal in session.objectives() if goal.passed is False] == ["Everything else stays as it was"]
    session.command("kubectl label deployment storefront mine-")
    assert session.run().passed
    assert all(goal.passed for goal in session.objectives())


def test_right_file_solves_with_three_stars(session: Session) -> None:
    solve(session)
    attempt = session.run()
    assert attempt.passed
    assert (attempt.number, attempt.stars, session.stars(), session.best) == (1, 3, 3, 3)
    debrief = session.debrief()
    assert debrief.diff == ()
    assert "app: web" in debrief.reference


def test_draft_never_undoes_what_the_terminal_did(session: Session) -> None:
    assert session.command(EXPOSE).exit == 0
    attempt = session.run()
    assert attempt.applied == ()
    assert attempt.passed


def test_a_draft_of_which_only_a_part_is_there_is_told_to_be_left_out() -> None:
    session = Session(Catalog().open("none"))
    assert session.run().applied == ()
    assert session.left_out() == session.file_names()
    (name,) = session.file_names()
    session.write(name, session.text(name) + "# mine\n")
    assert session.left_out() == ()


@pytest.mark.parametrize(("level", "told"), [("two-doors", 1), ("half-the-requests", 0)])
def test_an_untouched_draft_is_told_to_be_left_out_if_it_says_something_else(level: str, told: int) -> None:
    session = Session(Catalog().open(level))
    assert session.run().applied == ()
    assert len(session.left_out()) == told
    session.command("kubectl label svc --all mine=yes")
    assert session.left_out() == ()


def test_a_run_that_changes_nothing_tells_only_what_it_has_applied_itself(session: Session) -> None:
    session.write(FILE, session.text(FILE).replace("app: web", "app: wbe") + "# mine\n")
    assert session.run().applied
    again = session.run()
    assert (again.repeated, again.applied) == (True, ())


def test_refused_draft_does_not_stand_in_the_way_of_the_terminal() -> None:
    session = Session(Catalog().open("three-numbers"))
    assert session.command("kubectl apply -f scans.yaml").exit == 1
    assert session.command('kubectl patch svc scans -p \'{"spec":{"type":"NodePort"}}\'').exit == 0
    attempt = session.run()
    assert attempt.applied == ()
    assert attempt.passed


def test_refused_file_is_told_at_its_line_and_does_not_count(session: Session) -> None:
    session.write(FILE, session.text(FILE).replace("port: 80", "port: 99999"))
    attempt = session.run()
    assert attempt.verdict is None
    assert session.runs == 0
    first = attempt.diagnostics[0]
    assert (first.line, first.severity, first.file) == (10, "error", FILE)
    assert first.message == "spec.ports[0].port: Invalid value: 99999: must be between 1 and 65535, inclusive"


def test_a_run_with_nothing_changed_since_a_failed_one_does_not_count(session: Session) -> None:
    first = session.run()
    session.command("kubectl get pods")
    again = session.run()
    assert (first.number, first.repeated, again.number, again.repeated) == (1, False, 1, True)
    assert again.verdict == first.verdict

    fail(session, 1)
    assert (session.runs, session.run().repeated) == (2, True)


def test_stars_fall_with_runs_and_help(session: Session) -> None:
    fail(session, 2)
    assert session.stars() == 2
    session.hint(0)
    assert session.stars() == 2
    session.hint(2)
    assert session.stars() == 1
    solve(session)
    assert session.run().stars == 1


def test_undo_and_redo_move_the_cluster(session: Session) -> None:
    session.command("kubectl get pods")
    assert session.history() == ()
    session.command(EXPOSE)
    assert session.history() == (EXPOSE,)
    assert session.undo() == EXPOSE
    assert "not found" in session.command("kubectl get svc web").stderr
    assert session.redo() == EXPOSE
    assert session.command("kubectl get svc web").exit == 0
    assert session.redo() is None


def test_what_was_edited_is_named_as_it_was_typed(session: Session) -> None:
    session.command(EXPOSE)
    (editor,) = session.command("kubectl edit svc web").requests
    assert isinstance(editor, OpenEditor)
    session.write(editor.path, session.text(editor.path).replace("port: 80", "port: 81"))
    session.command(editor.on_save)
    assert session.history() == (EXPOSE, "kubectl edit svc web")


def test_reset_can_be_taken_back(session: Session) -> None:
    session.write(FILE, "mine")
    session.command("echo hello > note.yaml")
    session.command(EXPOSE)
    session.reset()
    assert session.text(FILE) == session.level.files[FILE]
    assert session.file_names() == (FILE,)
    assert session.cluster.state is session.stage.start
    assert session.undo() == "reset"
    assert session.text(FILE) == "mine"
    assert session.file_names() == (FILE, "note.yaml")


@pytest.mark.parametrize("line", [f"rm {FILE}; mkdir {FILE}; cd {FILE}", "cd /; rm -r /home", "mkdir -p a/b; cd a/b"])
def test_no_mess_in_the_folder_is_too_large_for_a_reset(session: Session, line: str) -> None:
    session.command(line)
    assert FILE in session.file_names()
    session.reset()
    assert (session.text(FILE), session.drafts.files.cwd) == (session.level.files[FILE], session.drafts.files.home)
    session.undo()
    assert session.text(FILE) == ("" if "rm " in line else session.level.files[FILE])


def test_applying_goes_to_the_level_whatever_the_terminal_does(session: Session) -> None:
    session.command("cd /tmp")
    session.command("kubectl run box --rm -it --image=busybox -- sh")
    assert session.terminal.depth == 1
    solve(session)
    attempt = session.run()
    assert attempt.applied == ("service/web created",)
    assert session.terminal.depth == 1


def test_preview_leaves_the_cluster_alone(session: Session) -> None:
    before = session.cluster.state
    preview = session.preview(FILE, session.text(FILE).replace("storefront", "webb"))
    assert session.cluster.state is before
    service = preview.services[0]
    assert service.service == ("shop", "web")
    assert service.pods == ()
    assert {miss.found for miss in service.near_misses} == {"web"}
    right = session.preview(FILE, session.level.solution.files[FILE]).services[0]
    assert (len(right.pods), right.ready) == (3, 3)


def test_picture_shows_the_level_and_the_text_in_the_editor(session: Session) -> None:
    assert [service.key for service in session.picture().services if service.namespace == "shop"] == []
    _, drawn = session.imagine(FILE, session.level.solution.files[FILE])
    web = next(service for service in drawn.services if service.key == ("shop", "web"))
    assert len(web.edges) == 3
    assert {pod.namespace for pod in drawn.pods} == {"shop", "office", "kube-system"}
    assert [node.name for node in drawn.nodes] == ["node-1", "node-2", "node-3"]


def test_explain_finds_the_field_on_a_line(session: Session) -> None:
    text = session.text(FILE)
    found = session.explain(text, text.splitlines().index("    targetPort: 80") + 1)
    assert found is not None
    assert found.path == "service.spec.ports.targetPort"
    labels = session.explain(text, text.splitlines().index("    app: storefront") + 1)
    assert labels is not None
    assert labels.path == "service.spec.selector"
    assert session.explain("", 1) is None
    assert session.explain("kind: [", 1) is None


def test_session_comes_back_as_it_was(session: Session, level: Level) -> None:
    session.command("cat > extra.yaml <<E\nkind: x\nE")
    session.command(EXPOSE)
    session.hint(2)
    session.run()
    session.undo()
    session.advance(5)
    session.advance(5)
    session.write(FILE, "half written")
    data = json.loads(json.dumps(to_data(session.snapshot())))
    again = resume(level, data)
    assert again.snapshot() == session.snapshot()
    assert again.text(FILE) == "half written"
    assert again.history() == session.history()
    assert [each.tree for each in again.cluster.state.all()] == [each.tree for each in session.cluster.state.all()]
    assert again.redo() == EXPOSE


def test_damaged_data_become_a_session_at_its_start(level: Level) -> None:
    for data in (
        {},
        {"level": "other"},
        {"level": level.id, "actions": [1, ["nonsense"], ["command"]], "files": 3, "hints": [99, "x"]},
    ):
        again = resume(level, data)
        assert again.cluster.state is again.stage.start
        assert not any(hint.taken for hint in again.hints())


def test_a_solved_level_begins_anew_with_its_reset(session: Session, level: Level) -> None:
    fail(session, 3)
    session.hint(2)
    session.reset()
    assert (session.runs, session.stars()) == (3, 1)
    solve(session)
    assert session.run().stars == 1
    session.reset()
    assert (session.runs, session.best, session.stars()) == (0, 1, 3)
    assert not any(hint.taken for hint in session.hints())
    assert all(each.passed is None for each in session.objectives())
    assert Session.restored(level, session.snapshot()).stars() == 3

"""The other commands, without a terminal."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import LEVEL, Run
from tests.game.proving.test_guesses import NOTHING_WRONG
from tests.levels.authoring import write_level

from svcquest.cli import watch
from svcquest.cli.arguments import parser
from svcquest.cli.completion import commands
from svcquest.cli.opening import open_level
from svcquest.model.language import speak
from svcquest.store.progress import FILE_NAME, Best, Progress


@pytest.mark.parametrize("arguments", [(), ("play",), ("play", LEVEL)])
def test_game_without_a_terminal_names_what_works(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert ran.status == 2
    assert ran.err.count("\n") == 1
    assert "svcquest check" in ran.err
    assert "svcquest sim" in ran.err


@pytest.mark.parametrize("name", ["", *commands()])
def test_help_everywhere(run: Run, name: str) -> None:
    ran = run(*([name] if name else []), "-h")
    assert ran.status == 0
    assert "usage: svcquest" in ran.out


def test_version_and_wrong_usage(run: Run) -> None:
    assert run("--version").out.startswith("svcquest 0.")
    assert run("nonsense").status == 2
    assert run("check").status == 2
    assert run("check", LEVEL).status == 2


def test_module_runs() -> None:
    ran = subprocess.run([sys.executable, "-m", "svcquest", "--version"], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


HEADLESS = "import sys; from svcquest.cli.main import main; main({!r}); print([m for m in {!r} if m in sys.modules])"


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["check", LEVEL, "-c", "kubectl get svc"], ["textual", "rich", "pydantic", "sqlite3", "asyncio"]),
        (["sim", "-c", "kubectl get svc"], ["textual", "rich", "pydantic", "sqlite3", "prompt_toolkit", "asyncio"]),
        (["levels"], ["textual", "rich", "pydantic", "svcquest.engine"]),
    ],
)
def test_headless_commands_leave_heavy_libraries_out(arguments: list[str], absent: list[str], tmp_path: Path) -> None:
    environment = {**os.environ, "SVCQUEST_DATA": str(tmp_path)}
    code = HEADLESS.format(arguments, absent)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_levels_with_state(run: Run, tmp_path: Path) -> None:
    assert re.search(rf"{LEVEL} +·    ", run("levels").out)
    Progress(tmp_path / "data" / FILE_NAME).record(LEVEL, Best(2, 3))
    assert re.search(rf"{LEVEL} +★★☆  ", run("levels").out)
    first = json.loads(run("levels", "--json").out)[0]
    assert (first["id"], first["stars"], first["begun"]) == (LEVEL, 2, False)


def test_demo_plays_to_the_end(run: Run) -> None:
    ran = run("demo")
    assert ran.status == 0
    wrong, _, right = ran.out.partition("Second answer")
    assert "all refused" in wrong
    assert "why: " in wrong
    assert "Solved with 3 of 3 stars" in right


def test_progress_there_and_back(run: Run, tmp_path: Path) -> None:
    assert run("progress", "show").out == "nothing solved yet\n"
    Progress(tmp_path / "data" / FILE_NAME).record(LEVEL, Best(3, 1))
    assert json.loads(run("progress", "show", "--json").out)["stars"] == 3
    file = tmp_path / "export.json"
    assert run("progress", "export", str(file)).status == 0
    assert run("progress", "reset").status == 2
    assert run("progress", "reset", "--yes").status == 0
    assert run("progress", "show").out == "nothing solved yet\n"
    assert run("progress", "import", str(file)).out == "1 of 1 results were better than yours and are taken over\n"
    assert "1 levels solved, 3 stars" in run("progress", "show").out
    assert run("progress", "import", "-", stdin="{").status == 2
    assert run("progress", "export", str(tmp_path / "no" / "where.json")).status == 2


def test_completion_scripts_name_every_command(run: Run) -> None:
    for shell in ("bash", "zsh", "fish"):
        script = run("completion", shell).out
        assert all(name in script for name in commands())
    bash = run("completion", "bash").out
    assert subprocess.run(["bash", "-n"], input=bash, text=True, check=False).returncode == 0


def test_each_command_can_be_found() -> None:
    for command in commands().values():
        assert command.get_default("run").startswith("svcquest.cli.")
    assert parser().get_default("run") == "svcquest.cli.play:run"


def test_fault_of_ours_becomes_a_report(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(_arguments: object) -> int:
        raise RuntimeError("deep inside")

    monkeypatch.setattr("svcquest.cli.levels.run", broken)
    ran = run("levels")
    assert ran.status == 2
    report = tmp_path / "data" / "svcquest-report.txt"
    assert ran.err == f"svcquest: this is a fault of svcquest: RuntimeError. A report is in {report}.\n"
    assert "deep inside" in report.read_text(encoding="utf-8")


def test_interrupt_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("svcquest.cli.levels.run", interrupted)
    ran = run("levels")
    assert (ran.status, ran.err.strip()) == (130, "")


def test_watch_grades_each_save(run: Run, tmp_path: Path, level_file: Callable[[str], str]) -> None:
    file = tmp_path / "mine.yaml"
    saves = iter([level_file("start.yaml"), "", level_file("solution.yaml")])

    def save_instead_of_waiting(_seconds: float) -> None:
        name = next(saves)
        file.write_text(Path(name).read_text(encoding="utf-8") if name else "a: [")
        stamp = file.stat().st_mtime_ns + 1_000_000_000
        os.utime(file, ns=(stamp, stamp))

    found = []
    for _ in watch.saves(file, save_instead_of_waiting):
        ran = run("check", LEVEL, str(file))
        found.append(ran.status)
        if ran.status == 0:
            break
    assert found == [1, 2, 0]


def test_play_beside_an_editor_records_the_result(run: Run, tmp_path: Path, level_file: Callable[[str], str]) -> None:
    ran = run("play", LEVEL, "--file", level_file("solution.yaml"))
    assert ran.status == 0
    assert Progress(tmp_path / "data" / FILE_NAME).all_best()[LEVEL].stars == 3


def test_plain_play_from_brief_to_debrief(run: Run, tmp_path: Path) -> None:
    script = [
        ":nonsense",
        ":run",
        ":hint",
        "kubectl delete svc web",
        "kubectl expose deployment storefront --name=web \\",
        "  --port=80",
        ":goals",
        ":run",
        ":quit",
    ]
    ran = run("play", LEVEL, "--plain", stdin="\n".join(script) + "\n")
    assert ran.status == 0
    assert "there is no :nonsense" in ran.out
    assert "✗ The checkout reaches" in ran.out
    assert "Solved in run 2, 3 of 3 stars." in ran.out
    assert "\nThe picture to keep\n" in ran.out
    progress = Progress(tmp_path / "data" / FILE_NAME)
    assert progress.all_best()[LEVEL].runs == 2
    again = run("play", LEVEL, "--plain", stdin="kubectl get svc web\n")
    assert "ClusterIP" in again.out


def test_a_refused_file_says_whether_part_of_it_is_applied(run: Run, tmp_path: Path) -> None:
    good = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n"
    half, none = tmp_path / "half.yaml", tmp_path / "none.yaml"
    half.write_text(f"{good}---\n{good.replace('port:', 'prot:')}", encoding="utf-8")
    none.write_text(good.replace("port:", "prot:"), encoding="utf-8")
    ran = run("play", LEVEL, "--plain", stdin=f":load service.yaml {none}\n:run\n:load service.yaml {half}\n:run\n")
    assert ran.out.index("Not applied; the run") < ran.out.index("Not all of it is applied; the run does not count.")


def test_the_whole_game_is_played_line_by_line(run: Run) -> None:
    script = [
        ":map",
        ":play one-letter-off",
        ":cluster",
        ":run",
        ":result",
        ":trace 1",
        ":trace 99",
        ":glossary selector",
        ":glossary nonsense",
        ":sandbox edge",
        ":hint",
        "kubectl get svc -o name",
        ":run",
        ":play nowhere",
        ":play 1",
        ":next",
        ":goals",
    ]
    ran = run("play", "--plain", stdin="\n".join(script) + "\n")
    assert ran.status == 0
    said = " ".join(ran.out.split())  # lines break where the terminal ends
    for told in (
        "Welcome.",
        "One letter off (one-letter-off): not solved",
        "Service inventory in shop: ClusterIP",
        "0 endpoints, traffic goes to 0",
        "has app=inventory, wanted is app=inventary",
        "1. ✗ does not hold",
        "why: selector app=inventary,role=api",
        "there is no line 99",
        "A Service's selector is a set of",
        "there is no page nonsense",
        "Sandbox edge: kube-proxy iptables, Kubernetes 1.36.",
        "there is no :hint here",
        "service/echo-near",
        "nothing new to apply",
        "nowhere",
        "reaches all three pods of the website as http://web/",
        "Everything is kept.",
    ):
        assert told in said, told
    assert "Welcome." not in run("play", "--plain", stdin="").out


def test_who_mistypes_line_by_line_is_told_what_there_is(run: Run, tmp_path: Path) -> None:
    script = ["run", ":objectve", ":play one-leter-off", ":play 99", ":glossary servic", "exit", "nonsense"]
    ran = run("play", LEVEL, "--plain", stdin="\n".join([*script, f":load service.yaml {tmp_path}", ":exit"]) + "\n")
    for told in (
        "What the game itself does begins with a colon: :run",
        "there is no :objectve here; did you mean :objectives?",
        "there is no level one-leter-off; did you mean one-letter-off?",
        "there is no level 99; :map lists them",
        "there is no page servic; did you mean service?",
        ":quit leaves the game",
        f"{tmp_path}: cannot be read: Is a directory",
    ):
        assert told in ran.out, told
    assert ran.out.count("begins with a colon") == 1
    variant = run("play", "--plain", stdin=":play one-letter-off@2\n:play one-leter-off@2\n").out
    assert "Friday at ten to five" in variant
    assert "there is no level one-leter-off; did you mean one-letter-off?" in variant


def test_the_solution_asks_first_line_by_line(run: Run) -> None:
    ran = run("play", LEVEL, "--plain", stdin=":solution\nn\n:solution\ny\n")
    assert ran.out.count("Show the solution?") == 2
    assert ran.out.count("kind: Service") == 1


def test_a_draft_beside_an_editor_is_no_run(
    level_file: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "answer.yaml"

    def edits(path: Path) -> Iterator[None]:
        yield
        path.write_text(Path(level_file("solution.yaml")).read_text(encoding="utf-8"), encoding="utf-8")
        yield

    monkeypatch.setattr(watch, "saves", edits)
    told: list[int] = []
    assert watch.follow(open_level(LEVEL), str(file), lambda _files, runs: told.append(runs)) == 0
    assert told == [1]


def test_questions_are_answered_line_by_line(run: Run, tmp_path: Path) -> None:
    folder = write_level(tmp_path / "first", **NOTHING_WRONG)
    lines = ":questions\nanswer cause selector endpoints\n:goals\n:run\n:quit\n"
    ran = run("play", "--plain", str(folder), stdin=lines)
    assert "   your answer: none yet; answer cause shows what there is to choose" in ran.out
    assert "answer cause CHOICE EVIDENCE" in ran.out
    assert "   your answer: The selector takes no pod. Shown by: kubectl get endpoints web" in ran.out
    assert "Solved in run 1, 3 of 3 stars." in ran.out
    assert "this level asks nothing" in run("play", "--plain", "a-name-for-three-pods", stdin=":questions\n").out


def test_a_level_that_asks_is_not_played_beside_an_editor(run: Run, tmp_path: Path) -> None:
    folder = write_level(tmp_path / "first", **NOTHING_WRONG)
    ran = run("play", str(folder), "--file", str(tmp_path / "mine.yaml"))
    assert (ran.status, "--answer ID=CHOICE" in ran.err) == (2, True)


def test_plain_play_speaks_another_language_and_scripts_stay_english(
    run: Run, level_file: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SVCQUEST_LANGUAGE", "zh")
    ran = run("play", LEVEL, "--plain", stdin=":run\n:result\n:cluster\n:glossary selector\nkubectl get svc -n shop\n")
    assert "欢迎。" in ran.out
    assert "期望：正好是 3 个 storefront Pod\n观察到：全部被拒绝\n" in ran.out
    assert "不成立: pod/shop/checkout 到 http://web/" in ran.out
    assert "Service 的选择器是一组" in ran.out
    assert "NAME   TYPE        CLUSTER-IP" in ran.out
    speak(None)
    assert "expected: exactly 3 storefront pods" in run("check", LEVEL, level_file("start.yaml")).out

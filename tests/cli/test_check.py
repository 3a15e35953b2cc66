"""``svcquest check`` and every kind of bad input that it must meet in plain words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import LEVEL, Run
from tests.levels.authoring import ASKING, write_level
from tests.levels.test_variants import varied

from svcquest.levels.loading import open_level

RIGHT = """\
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports:
  - port: 80
"""


def test_right_answer(run: Run, level_file: Callable[[str], str]) -> None:
    ran = run("check", LEVEL, level_file("solution.yaml"))
    assert ran.status == 0
    assert ran.out.endswith(f"solved: {LEVEL} (seed 1)\n")
    assert "A new version of the website replaces every pod" in ran.out


def test_wrong_answer_shows_the_hop(run: Run, level_file: Callable[[str], str]) -> None:
    ran = run("check", LEVEL, level_file("start.yaml"))
    assert ran.status == 1
    assert "✗ pod/shop/checkout → http://web/: all refused" in ran.out
    assert "  ✗ endpoints " in ran.out
    assert "why: " in ran.out
    assert "look at: kubectl" in ran.out
    assert ran.out.endswith(f"not solved: {LEVEL} (seed 1)\n")


def test_json_tells_the_same(run: Run, level_file: Callable[[str], str]) -> None:
    ran = run("check", LEVEL, level_file("start.yaml"), "--json")
    found = json.loads(ran.out)
    assert found["points"] == {"held": 1, "of": 3}
    assert ran.status == 1
    assert (found["passed"], found["failed"]) == (False, ["all-three", "short-name-elsewhere"])
    row = found["phases"][0]["probes"][0]["rows"][0]
    assert row["observed"] == "all refused"
    assert [hop["hop"] for hop in row["trace"] if hop["failed"]] == ["endpoints"]
    assert row["why"]


def test_answer_on_standard_input_and_as_commands(run: Run) -> None:
    assert run("check", LEVEL, "-", stdin=RIGHT).status == 0
    expose = "kubectl expose deployment storefront --name=web --port=80"
    assert run("check", LEVEL, "-c", expose).status == 0
    assert run("check", LEVEL, "-", "-c", "kubectl delete svc web", stdin=RIGHT).status == 1


def test_windows_line_ends_and_byte_order_mark_do_no_harm(run: Run) -> None:
    assert run("check", LEVEL, "-", stdin=b"\xef\xbb\xbf" + RIGHT.replace("\n", "\r\n").encode()).status == 0


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("spec:", "spce:", 'stdin.yaml:4:1: error: unknown field "spce"'),
        ("- port: 80", "- port: eighty", "stdin.yaml:7:11: error: spec.ports[0].port: "),
        ("- port: 80", "- port: 0", "stdin.yaml:7:11: error: spec.ports[0].port: Invalid value: 0"),
        ("kind: Service", "kind: Servise", 'error: no matches for kind "Servise"'),
        ("kind: Service", "", "kind not set"),
        (
            "selector: {app: web}",
            "selector: {app: web}\n  selector: {app: db}",
            "stdin.yaml:6:3: warning: spec.selector",
        ),
        ("namespace: shop", "namespace: shpo", 'namespaces "shpo" not found'),
    ],
)
def test_faulty_manifest_is_not_solved_and_told_at_its_place(run: Run, old: str, new: str, told: str) -> None:
    ran = run("check", LEVEL, "-", stdin=RIGHT.replace(old, new))
    assert ran.status == 1
    assert told in ran.out


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]\n" for n in range(1, 9)
)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "-: holds no object"),
        (b"# nothing but a comment\n---\n", "-: holds no object"),
        (b"a: [1, 2\nb: 3\n", "-:2:"),
        (b"a:\n\t- b\n", "-:2:1: found character that cannot start any token"),
        (BOMB.encode(), "-:"),
        (b"\x7fELF\0\0\0", "standard input: is a binary file"),
        (b"kind: \xff\xfe\n", "standard input:1: is not UTF-8 text"),
        (b"x" * 10_000_000, "standard input: is larger than 3 MB"),
        (b"[" * 100_000, "-:"),
    ],
)
def test_unusable_input_ends_with_2(run: Run, raw: bytes, told: str) -> None:
    ran = run("check", LEVEL, "-", stdin=raw)
    assert ran.status == 2
    assert ran.err.startswith("svcquest: ")
    assert told in ran.err
    assert "Traceback" not in ran.err
    assert "fault of svcquest" not in ran.err


def test_files_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    ran = run("check", LEVEL, str(tmp_path / "absent.yaml"))
    assert ran.status == 2
    assert ran.err == f"svcquest: {tmp_path}/absent.yaml: cannot be read: No such file or directory\n"
    ran = run("check", LEVEL, str(tmp_path))
    assert ran.status == 2
    assert "Is a directory" in ran.err


def test_manifest_of_another_kind_is_simply_no_answer(run: Run) -> None:
    ran = run("check", LEVEL, "-", stdin="apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b}\n")
    assert ran.status == 1


def test_level_that_does_not_exist(run: Run, level_file: Callable[[str], str]) -> None:
    ran = run("check", "a-name-for-thre-pods", level_file("start.yaml"))
    assert ran.status == 2
    assert ran.err == f"svcquest: there is no level 'a-name-for-thre-pods'; did you mean {LEVEL}?\n"


def test_level_with_an_unknown_key(run: Run, tmp_path: Path, level_file: Callable[[str], str]) -> None:
    folder = tmp_path / LEVEL
    folder.mkdir()
    for name in ("level.yaml", "cluster.yaml", "start.yaml", "solution.yaml"):
        text = Path(level_file(name)).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace("hints:", "hintz:"), encoding="utf-8")
    ran = run("check", str(folder), level_file("start.yaml"))
    assert ran.status == 2
    assert 'unknown key "hintz"; did you mean "hints"?' in ran.err
    assert f"{folder}/level.yaml:" in ran.err


def test_same_name_twice(run: Run, tmp_path: Path) -> None:
    for folder, text in (("a", RIGHT.replace("app: web", "app: db")), ("b", RIGHT)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "svc with blank.yaml").write_text(text)
    ran = run("check", LEVEL, str(tmp_path / "a" / "svc with blank.yaml"), str(tmp_path / "b" / "svc with blank.yaml"))
    assert ran.status == 0


def test_control_characters_of_an_answer_do_not_reach_the_terminal(run: Run) -> None:
    ran = run("check", LEVEL, "-", stdin=RIGHT.replace("app: web", 'app: "\\e[2J"'))
    assert ran.status == 1
    assert "\x1b" not in ran.out + ran.err


@pytest.mark.parametrize(
    ("answers", "status", "told"),
    [
        (["cause=selector,endpoints"], 0, "✓ Why does nobody answer?"),
        (["cause=dns,endpoints"], 1, "why: dig gets an address."),
        ([], 1, "observed: no answer yet"),
        (["cause=selector"], 2, "--answer cause: needs what shows it"),
        (["why=selector"], 2, '--answer why: no question "why"; there are cause'),
        (["cause"], 2, "--answer cause: is empty"),
    ],
)
def test_questions_are_answered_by_a_flag(run: Run, tmp_path: Path, answers: list[str], status: int, told: str) -> None:
    folder = write_level(tmp_path / "first", **ASKING)
    ran = run("check", str(folder), str(folder / "solution.yaml"), *(f"--answer={each}" for each in answers))
    assert (ran.status, told in ran.out + ran.err) == (status, True)


def test_a_seed_draws_the_variant_that_is_checked_and_played(run: Run, tmp_path: Path) -> None:
    folder = varied(tmp_path)
    level = open_level(folder, seed=2)
    answer = level.solution.files["service.yaml"]
    assert run("check", str(folder), "-", stdin=answer).status == 1
    for arguments in ((str(folder), "--seed", "2"), (f"{folder}@2",)):
        ran = run("check", *arguments, "-", stdin=answer)
        assert (ran.status, ran.err) == (0, "")
        assert ran.out.endswith("solved: first (seed 2)\n")
    lines = f"cat > service.yaml <<'END'\n{answer}END\n:run\n:quit\n"
    assert "Solved in run 1" in run("play", "--plain", str(folder), "--seed", "2", stdin=lines).out
    kept = run("play", "--plain", f"{folder}@2", stdin=":show\n").out
    assert level.drawn["app.name"] in kept
    assert "wbe" in run("play", "--plain", str(folder), stdin=":show\n").out


@pytest.mark.parametrize("seed", ["0", "-1", "x", "1000000000"])
def test_a_seed_is_a_small_number(run: Run, seed: str) -> None:
    ran = run("play", LEVEL, "--seed", seed)
    assert (ran.status, f"{seed} is no seed; 1 to 999999999" in ran.err) == (2, True)


def test_a_seed_needs_a_level(run: Run) -> None:
    assert "play --seed needs a level" in run("play", "--seed", "2").err


def test_files_may_stand_behind_options(run: Run, level_file: Callable[[str], str]) -> None:
    assert run("check", LEVEL, "--json", level_file("solution.yaml")).status == 0
    assert run("check", "--seed", "3", LEVEL, "--json", level_file("start.yaml")).status == 1
    ran = run("check", LEVEL, level_file("solution.yaml"), "--jsno", "x")
    assert (ran.status, "unrecognized arguments: --jsno x" in ran.err) == (2, True)
    assert run("sim", "--proxy", "ipvs", level_file("cluster.yaml"), "-c", "kubectl -n shop get deploy").status == 0
    assert "unrecognized arguments: x" in run("levels", "x").err

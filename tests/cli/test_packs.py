"""``svcquest pack`` and ``svcquest schema``, as an author uses them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from tests.cli.conftest import Run
from tests.levels.authoring import LEVEL, write_level, write_pack

from svcquest.levels.data import data_folder
from svcquest.levels.json_schema import RECORDS, descriptions
from svcquest.model.frozen import fields


def test_lint_tells_the_place(run: Run, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "acme")
    assert run("pack", "lint", str(folder)).out == "1 level, no faults\n"
    path = folder / "first" / "level.yaml"
    path.write_text(path.read_text().replace("`web`", "`webb`"))
    ran = run("pack", "lint", str(folder))
    assert ran.status == 1
    assert ran.out.splitlines() == [
        f'{path}:8:26: "webb": nothing in this level is called so',
        "1 level, 1 fault",
    ]
    found = json.loads(run("pack", "lint", str(folder), "--json").out)
    assert (found["passed"], found["faults"][0]["line"]) == (False, 8)


def test_lint_goes_on_after_a_level_that_cannot_be_opened(run: Run, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "acme", chapters=[{"id": "one", "title": "One", "levels": ["first", "second"]}])
    write_level(folder / "second", dificulty=2)
    ran = run("pack", "lint", str(folder))
    assert ran.status == 1
    assert 'unknown key "dificulty"; did you mean "difficulty"?' in ran.out


def test_test_proves_a_level(run: Run, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "acme")
    ran = run("pack", "test", str(folder))
    assert ran.status == 0, ran.out
    assert ran.out.splitlines()[-1].startswith("1 of 1 levels can be trusted")


def test_test_shows_the_hole(run: Run, tmp_path: Path) -> None:
    probes = [
        LEVEL["probes"][0] | {"expect": {"failures": 0}},
        LEVEL["probes"][1] | {"expect": {"not_pods": {"a": "b"}}},
    ]
    folder = write_level(tmp_path / "first", probes=probes)
    ran = run("pack", "test", str(folder))
    assert ran.status == 1
    assert "near miss 2: passes, should fail not-db" in ran.out
    assert "mutant: service/shop/web: spec.selector.app changed to db: this wrong answer passes" in ran.out
    assert "        -    app: web" in ran.out
    assert "        +    app: db" in ran.out
    found = json.loads(run("pack", "test", str(folder), "--json").out)
    assert found["score"] < 1
    assert "service/shop/web: spec.selector.app changed to db" in [
        each["mutant"] for each in found["levels"][0]["survivors"]
    ]


def test_test_takes_what_is_declared_harmless(run: Run, tmp_path: Path) -> None:
    harmless = {"mutant": "service/shop/web: spec.selector.app changed to no", "because": "it is"}
    ran = run("pack", "test", str(write_level(tmp_path / "first", equivalent=[harmless])))
    assert ran.status == 1
    assert 'equivalent: "service/shop/web: spec.selector.app changed to no" is no mutant that passes' in ran.out


def test_install_play_remove(run: Run, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "acme")
    target = str(tmp_path / "acme.zip")
    assert run("pack", "export", str(folder), "-o", target).status == 0
    ran = run("pack", "install", target)
    assert (ran.status, ran.out) == (0, "Acme's own 1.0 is installed: 1 level\nbegin with: svcquest play acme:first\n")
    assert "acme:first" in run("levels").out
    assert run("check", "acme:first", str(folder / "first" / "solution.yaml")).status == 0
    assert [row["id"] for row in json.loads(run("pack", "list", "--json").out)] == ["campaign", "acme"]
    assert run("pack", "remove", "acme").status == 0
    assert run("check", "acme:first", str(folder / "first" / "solution.yaml")).status == 2


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"id": "campaign"}, '"campaign" is the built-in pack\'s id; choose another'),
        ({"requires": ">=99.0"}, "needs svcquest >=99.0; this is "),
        ({"format": 2}, "2 is not possible here; known here: 1"),
        ({"title": "\x1b]0;evil\x07"}, "holds control characters"),
    ],
)
def test_install_refuses(run: Run, tmp_path: Path, changes: dict[str, object], expected: str) -> None:
    ran = run("pack", "install", str(write_pack(tmp_path / "acme", **changes)))
    assert ran.status == 2
    assert expected in ran.err
    assert "\x1b" not in ran.err
    assert "none" in run("pack", "remove", "acme").err


def test_a_damaged_pack_does_not_hide_the_others(run: Run, tmp_path: Path) -> None:
    run("pack", "install", str(write_pack(tmp_path / "acme")))
    (tmp_path / "data" / "packs" / "acme" / "pack.yaml").write_text("format: 1\nformat: 1\n")
    ran = run("levels")
    assert ran.status == 0
    assert "one-liner" in ran.out
    assert "a pack is left out" in ran.err


@pytest.mark.parametrize("action", ["lint", "test", "export"])
def test_a_place_without_levels_is_told(run: Run, tmp_path: Path, action: str) -> None:
    ran = run("pack", action, str(tmp_path))
    assert ran.status == 2
    assert "holds neither pack.yaml nor level.yaml" in ran.err


def test_schema_takes_the_campaign_and_refuses_slips(run: Run) -> None:
    schema = json.loads(run("schema").out)
    check = jsonschema.Draft202012Validator(schema)
    check.check_schema(schema)
    campaign = data_folder("levels") / "campaign"
    for path in campaign.glob("*/level.yaml"):
        assert [error.message for error in check.iter_errors(yaml.safe_load(path.read_text()))] == []
    assert list(check.iter_errors(LEVEL | {"dificulty": 2}))
    assert list(check.iter_errors(LEVEL | {"minutes": "long"}))
    assert not list(check.iter_errors(LEVEL))
    for name in ("pack", "placement"):
        of_file = jsonschema.Draft202012Validator(json.loads(run("schema", name).out))
        assert not list(of_file.iter_errors(yaml.safe_load((campaign / f"{name}.yaml").read_text())))


def test_every_key_of_the_formats_is_described() -> None:
    named = [(model, field.name) for model in RECORDS for field in fields(model)]
    assert [f"{model.__name__}.{name}" for model, name in named if not descriptions(model).get(name)] == []


def test_new_pack_lints_and_tests(run: Run, tmp_path: Path) -> None:
    folder = str(tmp_path / "my-pack")
    assert run("pack", "new", folder).status == 0
    assert run("pack", "lint", folder).out == "1 level, no faults\n"
    assert run("pack", "test", folder).status == 0
    assert "is there already; choose another name" in run("pack", "new", folder).err
    assert "cannot be an id" in run("pack", "new", str(tmp_path / "My Pack")).err


def test_new_pack_from_a_dump(run: Run, tmp_path: Path) -> None:
    lines = (
        "kubectl create deployment web --image=nginx --port=8080",
        "kubectl expose deployment web --port=80 --target-port=8080",
    )
    dumped = run("sim", *(part for line in (*lines, "kubectl get all,nodes -A -o yaml") for part in ("-c", line))).out
    dump = tmp_path / "dump.yaml"
    dump.write_text(dumped[dumped.index("apiVersion: v1") :], encoding="utf-8")
    folder = str(tmp_path / "mine")
    assert run("pack", "new", folder, "--from", str(dump)).status == 0
    ran = run("pack", "test", folder)
    assert ran.status == 0, ran.out
    assert run("pack", "new", str(tmp_path / "b"), "--from", str(tmp_path / "absent.yaml")).status == 2


def test_new_pack_from_the_sandbox_as_it_was_left(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    wrong = run("pack", "new", str(folder), "--from", "sandbox", "--service", "shop/none")
    assert (wrong.status, "no shop/none with a selector and pods" in wrong.err) == (2, True)
    assert "say which cluster with --from" in run("pack", "new", str(folder), "--service", "shop/db").err
    assert run("pack", "new", str(folder), "--from", "sandbox", "--service", "shop/db").status == 0
    assert "name: db" in (folder / "from-a-dump" / "solution.yaml").read_text(encoding="utf-8")
    assert run("pack", "lint", str(folder)).out == "1 level, no faults\n"

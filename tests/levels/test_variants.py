"""Variants: what a seed draws, where it is put, what is refused."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.levels.authoring import CLUSTER, LEVEL, SERVICE, write_level

from svcquest.levels.catalog import Catalog
from svcquest.levels.level import parted, seeded
from svcquest.levels.linting import lint_level
from svcquest.levels.loading import open_level
from svcquest.levels.problems import LevelError
from svcquest.levels.variants import declared, drawn, filled, samples

VARIANTS: dict[str, Any] = {
    "app": [{"name": "web", "wrong": "wbe"}, {"name": "kiosk", "wrong": "kiosks"}],
    "port": [8080, 9090, 7000],
}


def varied(tmp_path: Path, **changes: Any) -> Path:
    """The usual level with the name of its pods and their port drawn by the seed."""
    folder = write_level(tmp_path / "first", **{"summary": "A Service"} | changes)
    level = (folder / "level.yaml").read_text().replace("web", "${app.name}").replace("8080", "${port}")
    (folder / "level.yaml").write_text(
        level.replace("id: ${app.name}", "id: web").replace("fails: ${app.name}", "fails: web")
    )
    with (folder / "level.yaml").open("a") as file:
        file.write(f"variants: {json.dumps(VARIANTS)}\n")
    cluster, service = (text.replace("web", "${app.name}").replace("8080", "${port}") for text in (CLUSTER, SERVICE))
    (folder / "cluster.yaml").write_text(cluster)
    (folder / "solution.yaml").write_text(service)
    (folder / "start.yaml").write_text(service.replace("{app: ${app.name}}", "{app: ${app.wrong}}"))
    return folder


def test_the_first_seed_draws_the_first_values(tmp_path: Path) -> None:
    level = open_level(varied(tmp_path))
    assert level.drawn == {"app.name": "web", "app.wrong": "wbe", "port": "8080"}
    assert level.solution.files["service.yaml"] == SERVICE
    assert level.brief == LEVEL["brief"]
    assert level.draft == "first"


def test_another_seed_draws_others_everywhere(tmp_path: Path) -> None:
    folder = varied(tmp_path)
    level = open_level(folder, seed=2)
    name, port = level.drawn["app.name"], level.drawn["port"]
    assert (name, port) != ("web", "8080")
    assert f"port: 80, targetPort: {port}" in level.solution.files["service.yaml"]
    assert level.brief == f"Give the pods of `{name}` a name."
    assert level.cluster[1]["metadata"]["name"] == name
    assert level.draft == "first@2"
    assert open_level(folder, seed=2) == level


def test_texts_in_another_language_are_filled_too(tmp_path: Path) -> None:
    folder = varied(tmp_path)
    (folder / "level.de.yaml").write_text("brief: Gib ${app.name} einen Namen.\n")
    level = open_level(folder, "de", 2)
    assert level.brief == f"Gib {level.drawn['app.name']} einen Namen."


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,3}", fullmatch=True),
        st.lists(st.from_regex(r"[a-z0-9]{1,3}", fullmatch=True), min_size=1, max_size=5, unique=True),
        min_size=1,
        max_size=3,
    ),
    st.integers(1, 10**9),
)
def test_as_many_seeds_as_there_are_combinations_draw_them_all(variants: dict[str, list[str]], first: int) -> None:
    every = set(product(*variants.values()))
    met = {tuple(drawn(variants, first + step).values()) for step in range(len(every))}
    assert met == every
    sampled = [drawn(variants, seed) for seed in samples(variants, first)]
    for name, values in variants.items():
        assert {each[name] for each in sampled} == set(values)


@pytest.mark.parametrize(
    ("variants", "expected"),
    [
        ({"app": []}, "app: must have 1 to 20 items, has 0"),
        ({"app": "web"}, "app: must be a list, is text"),
        ({"App": ["web"]}, 'App: "App" is not lower-case words joined by hyphens'),
        ({"app": [True]}, "must be text, is"),
        ({"app": ["a\nb"]}, "must be one line"),
        (["app"], "variants: must be a mapping, is a list"),
    ],
)
def test_variants_that_are_not_right_are_refused(tmp_path: Path, variants: Any, expected: str) -> None:
    with pytest.raises(LevelError) as caught:
        open_level(write_level(tmp_path / "first", variants=variants))
    assert any(expected in each.text for each in caught.value.faults), caught.value


def test_the_block_is_found_wherever_it_stands() -> None:
    written = "id: a\nvariants:\n  app:   # names\n# between\n\n    - web\n    - db\nbrief: ${app}\n"
    assert declared(written) == {"app": ("web", "db")}
    assert declared("variants:\n  app: [web]\n\nnamespace: {x: ${app}}\n") == {"app": ("web",)}
    assert declared("id: a\nvariants:\n  app: [web]") == {"app": ("web",)}
    assert declared("variants: {app: [web]}\n") == {"app": ("web",)}
    assert declared("variants: {app: [web}\nbrief: x\n") == {}
    assert declared("brief: x\n") == {}


def test_what_stands_for_nothing_stays_and_is_told(tmp_path: Path) -> None:
    assert filled("${app} ${i} $app ${app.x}", {"app": "web"}) == "web ${i} $app ${app.x}"
    folder = varied(tmp_path)
    assert lint_level(folder).faults == ()
    with (folder / "cluster.yaml").open("a") as file:
        file.write("# ${prot}\n")
    (fault,) = lint_level(folder).faults
    assert (
        str(fault) == f'{folder}/cluster.yaml:23:1: "${{prot}}" stands for nothing; there are app.name, app.wrong, port'
    )


def test_lists_show_no_placeholder(tmp_path: Path) -> None:
    faults = lint_level(varied(tmp_path, title="A ${port}")).faults
    assert [each.text for each in faults] == ["title and summary are the same for all variants: no placeholders"]


@pytest.mark.parametrize(
    ("wanted", "level", "seed"),
    [
        ("first", "first", 1),
        ("first@7", "first", 7),
        ("acme:first@12", "acme:first", 12),
        ("@7", "@7", 1),
        ("first@", "first@", 1),
        ("first@x", "first@x", 1),
        ("first@12345678901", "first@12345678901", 1),
    ],
)
def test_a_seed_stands_behind_the_level(wanted: str, level: str, seed: int) -> None:
    assert parted(wanted) == (level, seed)


def test_a_catalog_opens_a_variant(tmp_path: Path) -> None:
    folder = str(varied(tmp_path))
    assert Catalog().open(seeded(folder, 2)).drawn == open_level(Path(folder), seed=2).drawn
    assert Catalog().open("a-name-for-three-pods@3").seed == 3


def test_placeholders_do_not_make_a_file_endless(tmp_path: Path) -> None:
    folder = varied(tmp_path)
    level = (folder / "level.yaml").read_text().replace('"port": [8080', f'"long": ["{"x" * 100}"], "port": [8080')
    (folder / "level.yaml").write_text(level)
    (folder / "solution.yaml").write_text("# ${long}\n" * 20_000)
    with pytest.raises(LevelError, match=r'"solution.yaml" is longer than 1,000,000 characters once'):
        open_level(folder)

"""Levels that vary: proven in as many variants as it takes to meet each value."""

from __future__ import annotations

from pathlib import Path

from tests.levels.test_variants import varied

from svcquest.game.proving import prove, prove_variants
from svcquest.levels.loading import open_level
from svcquest.levels.variants import samples
from svcquest.model.language import listed


def test_a_level_with_variants_is_proven_in_as_many_as_it_takes_to_meet_each_value(tmp_path: Path) -> None:
    folder = varied(tmp_path)
    once = prove(open_level(folder))
    whole = prove_variants(lambda seed: open_level(folder, seed=seed))
    assert (once.findings, whole.findings) == ((), ())
    assert (whole.answers, whole.mutants) == (3 * once.answers, 3 * once.mutants)


def test_a_finding_in_some_variants_names_their_seeds(tmp_path: Path) -> None:
    folder = varied(tmp_path)
    wrong = (folder / "solution.yaml").read_text().replace("targetPort: ${port}", "targetPort: 8080")
    (folder / "solution.yaml").write_text(wrong)
    found = prove_variants(lambda seed: open_level(folder, seed=seed)).findings
    drawn = {seed: open_level(folder, seed=seed).drawn["port"] for seed in samples(open_level(folder).variants)}
    wrong_in = listed(str(seed) for seed, port in drawn.items() if port != "8080")
    assert [each.text for each in found if each.what == "solution"] == [f"must pass, fails web (seeds {wrong_in})"]


def test_a_finding_in_all_variants_is_told_once(tmp_path: Path) -> None:
    folder = varied(tmp_path)
    (folder / "solution.yaml").write_text((folder / "start.yaml").read_text())
    found = prove_variants(lambda seed: open_level(folder, seed=seed)).findings
    assert [each.text for each in found if each.what == "solution"] == ["must pass, fails web"]

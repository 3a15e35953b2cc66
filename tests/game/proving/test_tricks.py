"""Answers that only look right."""

from __future__ import annotations

from pathlib import Path

from tests.levels.authoring import LEVEL, write_level

from svcquest.game.proving import prove
from svcquest.levels.loading import open_level


def found(folder: Path, **changes: object) -> list[str]:
    proof = prove(open_level(write_level(folder / "first", **changes)))
    assert proof.tricks == 6  # two bystanders deleted and labelled, addresses by hand, everybody selected
    return [each.text.partition(": passes")[0] for each in proof.findings if each.what == "trick"]


def test_a_whole_level_refuses_them(tmp_path: Path) -> None:
    assert found(tmp_path) == []


def test_without_hidden_changes_written_addresses_pass(tmp_path: Path) -> None:
    assert found(tmp_path, changes=None) == ["service/shop/web: addresses of pods written down by hand"]


def test_what_is_open_can_be_deleted(tmp_path: Path) -> None:
    asked = {"from": "node/node-1", "request": "http://{clusterIP:shop/web}/"}
    reaches, not_db = LEVEL["probes"]
    probes = [
        reaches | asked | {"expect": {"pods": {"selector": {"app": "web"}, "namespace": "shop"}}},
        not_db | asked | {"expect": {"not_pods": {"selector": {"app": "db"}, "namespace": "shop"}}},
    ]
    passing = found(tmp_path, open=["services", "deployments"], probes=probes)
    assert passing == ["deployment/shop/db: deleted", "deployment/shop/db: labelled", "deployment/shop/web: labelled"]

"""What a level's texts say, held against its cluster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.levels.authoring import LEVEL, write_level

from svcquest.game.proving.story import remarks
from svcquest.game.stage import Stage
from svcquest.levels.loading import open_level


def said(folder: Path, **changes: Any) -> list[tuple[str, str]]:
    return [(words, text) for _, words, text in remarks(Stage(open_level(write_level(folder / "first", **changes))))]


@pytest.mark.parametrize(
    "brief",
    [
        "Ask for `web`, `app=web` and `shop`; `kubectl get pods -n shop` and `spec.selector` help.",
        "Its name is `web.shop.svc.cluster.local`. See `kubectl -n shop get svc web` when you are done.",
        "`kubectl get svc NAME`, `kubectl get pods -l …` and `nslookup` are worth knowing, `targetPort` too.",
    ],
)
def test_what_means_something_passes(tmp_path: Path, brief: str) -> None:
    assert said(tmp_path, brief=brief) == []


@pytest.mark.parametrize(
    ("brief", "words", "text"),
    [
        ("Look at `webb`.", "webb", "nothing in this level is called so"),
        (
            "Try `kubectl get pods -n shopp web-x`.",
            "kubectl get pods -n shopp web-x",
            "the command does not work, neither at the start nor with the solution: "
            'Error from server (NotFound): namespaces "shopp" not found',
        ),
        (
            "Try `kubectl get pods --showlabels`.",
            "kubectl get pods --showlabels",
            "the command does not work, neither at the start nor with the solution: error: unknown flag: --showlabels",
        ),
    ],
)
def test_a_slip_of_the_pen_is_told(tmp_path: Path, brief: str, words: str, text: str) -> None:
    assert said(tmp_path, brief=brief) == [(words, text)]


def test_sources_and_open_kinds_exist(tmp_path: Path) -> None:
    probes = [LEVEL["probes"][0], LEVEL["probes"][1] | {"from": "pod/shop/cleint"}]
    assert said(tmp_path, probes=probes, open=["servces"]) == [
        ("pod/shop/cleint", "there is no such pod, workload or node"),
        ("servces", "there is no such kind"),
    ]

"""One row of a verdict on objects, and what is told of it."""

from __future__ import annotations

from typing import Any

from tests.engine.network.scenes import client, pod, scene, service

from svcquest.game.grading import probe_result
from svcquest.game.owners import Owners
from svcquest.game.scene import Scene
from svcquest.game.stage import Cast
from svcquest.game.verdict import Row
from svcquest.game.words import account
from svcquest.levels.probe_format import PROBES
from svcquest.levels.reading import Notes, record_by_key
from svcquest.model.tree import Tree

CLIENT = "pod/default/client"
COMPANY = {"company": "acme"}
WEB, DB = pod("web-1", labels=COMPANY), pod("db-1", 2, app="db", labels=COMPANY)
ALIAS = service("alias", ip="", app=None, type="ExternalName", externalName="db.example.com")


def row(trees: list[Tree], probe: dict[str, Any]) -> Row:
    cluster = scene(client(), *trees)
    notes = Notes()
    wanted = record_by_key(PROBES)({"say": "it holds", "from": CLIENT, **probe}, (), notes)
    assert notes.found == []
    moment = Scene(cluster.state, Cast(Owners(cluster.state).workloads()), cluster.state, "default")
    return probe_result(wanted, moment).rows[0]


def why(trees: list[Tree], probe: dict[str, Any]) -> tuple[str, str]:
    failed = row(trees, probe)
    assert not failed.passed
    told = account(failed)
    assert told is not None
    assert told.diagnosis is not None
    assert told.diagnosis.look.split()[0] in {"kubectl", "nslookup"}
    return told.diagnosis.code, told.diagnosis.why

"""The ``dns`` part of recorded random clusters: questions put to CoreDNS and what it answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcquest.engine.cluster import Cluster
from svcquest.engine.dns.server import answer
from svcquest.engine.settings import Settings
from svcquest.model.dns import Question

NOTHING: dict[str, str] = {}
"""Random clusters were recorded without the outside names of the transcripts: db.example.com leads nowhere."""


def differences(record: Mapping[str, Any]) -> list[str]:
    """Answers that are not the recorded ones, one line each."""
    cluster = Cluster(Settings(proxy_mode=record["proxyMode"], outside_names=NOTHING))
    found = [f"refused: {status.message}" for status in cluster.load(record["objects"])]
    for entry in record["dns"]:
        given = answer(cluster.state, Question(entry["name"], entry["type"]))
        records = sorted(_shown(str(each)) for each in given.answers)
        expected = sorted(_shown(line) for line in entry["answers"])
        if (given.rcode, records) != (entry["rcode"], expected):
            found.append(f"{entry['name']} {entry['type']}: {given.rcode} {records}, not {entry['rcode']} {expected}")
    return found


def _shown(line: str) -> str:
    """The line with the SOA's serial left out: it counts seconds since the recording's CoreDNS began."""
    words = line.split(" ")
    if words[1] == "SOA":
        words[4] = "<serial>"
    return " ".join(words)

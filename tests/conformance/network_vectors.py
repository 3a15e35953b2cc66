"""Random clusters that were recorded: what differs between a recording and the simulation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from svcquest.engine.cluster import Cluster
from svcquest.engine.network.connect import possible, reach
from svcquest.engine.settings import Settings
from svcquest.model.net import Failure, Possible, Request, parse_vantage

RECORDINGS = Path(__file__).parent / "recordings" / "network"
CONNECTIONS = 64

Record = dict[str, Any]


def records(directory: Path = RECORDINGS) -> list[Path]:
    """The recorded clusters, one file each."""
    return sorted(directory.glob("*.json"))


def read(path: Path) -> Record:
    """One recording."""
    found: Record = json.loads(path.read_text(encoding="utf-8"))
    return found


def load(record: Record) -> Cluster:
    """The cluster of a recording."""
    cluster = Cluster(Settings(proxy_mode=record["proxyMode"]))
    refused = cluster.load(record["objects"])
    assert not refused, refused
    return cluster


def traffic_differences(record: Record, cluster: Cluster | None = None) -> list[str]:
    """Probes that end otherwise than recorded, one line each."""
    cluster = cluster or load(record)
    sticky = {
        "/".join((each["metadata"]["namespace"], each["metadata"]["name"]))
        for each in record["objects"]
        if each["kind"] == "Service" and each["spec"].get("sessionAffinity") == "ClientIP"
    }
    return [
        f"{probe['from']} {probe['protocol']} {probe['host']}:{probe['port']} ({probe['service']}): {problem}"
        for probe in record["traffic"]
        for problem in _problems(cluster, probe, sticky=probe["service"] in sticky)
    ]


def _problems(cluster: Cluster, probe: Record, *, sticky: bool) -> Iterator[str]:
    source = parse_vantage(probe["from"])
    assert source is not None
    request = Request(source, probe["host"], probe["port"], probe["protocol"])
    found, _ = reach(cluster.state, request, CONNECTIONS)
    can = possible(cluster.state, request)
    pods = {"/".join(key) for key in found.pods}
    choice = {"/".join(key) for key in can.pods}
    failures = {_word(failure, probe) for failure in found.failures}
    recorded, recorded_failures = set(probe["pods"]), set(probe["failures"])
    if sticky:
        # One client has one endpoint, and which one is chance: any that could have been chosen is as good.
        if len(pods) + len(failures) != 1:
            yield f"one client met {sorted(pods)} and {sorted(failures)}"
        if not recorded <= choice or not recorded_failures <= {_word(failure, probe) for failure in can.failures}:
            yield f"{sorted(choice)}, {can.failures} possible; recorded {sorted(recorded)}, {probe['failures']}"
    elif not _given_up(probe, can):
        if pods != recorded or choice != recorded:
            yield f"pods {sorted(pods)}, possible {sorted(choice)}, recorded {sorted(recorded)}"
        if failures != recorded_failures:
            yield f"failures {sorted(failures)}, recorded {probe['failures']}"
    for pod, expected in probe["sources"].items():
        seen = {end.source for end in can.deliveries if end.pod == tuple(pod.split("/"))}
        if seen != set(expected):
            yield f"{pod} sees {sorted(seen)}, recorded {expected}"


def _given_up(probe: Record, can: Possible) -> bool:
    """Whether a recording tells of losses only, since it was ended after the first few, and those are possible."""
    lost = {_word(failure, probe) for failure in can.failures} & {"unanswered", "timeout"}
    return not probe["pods"] and bool(lost) and set(probe["failures"]) == lost


def _word(failure: Failure, probe: Record) -> str:
    """A failure as the recordings call it: a client of UDP was not asked for more than that no answer came."""
    return "unanswered" if probe["protocol"] == "UDP" else failure.value


def differences(record: Record) -> list[str]:
    """Everything in which the simulation differs from a recording."""
    return traffic_differences(record)

"""A broken cluster with the root cause that has to be told; the tests of each table of causes hold a list of them."""

from __future__ import annotations

from typing import Any, NamedTuple

from tests.engine.network.scenes import client, pod, scene, service, trace

from svcquest.model.objects import Protocol
from svcquest.model.tree import Tree

WEB = pod("web-1", 1)
NODE_PORT = "192.168.1.244:30080"
REST_OF_A_SENTENCE = 50
"""Characters that may follow what is expected of a sentence, such as a generated name."""


class Fault(NamedTuple):
    code: str
    trees: list[Tree]
    to: str
    why: str
    source: str = "client"
    protocol: Protocol = "TCP"
    settings: dict[str, Any] = {}  # noqa: RUF012 - never changed


def check(fault: Fault) -> None:
    """The engine names this cause, in a sentence that tells no fix, with a command to look further."""
    cluster = scene(client(), *fault.trees, **fault.settings)
    found = trace(cluster, fault.source, fault.to, fault.protocol)
    assert found.delivery.failure is not None
    assert found.failing == len(found.hops) - 1
    diagnosis = found.diagnosis
    assert diagnosis is not None
    assert (diagnosis.code, diagnosis.why[: len(fault.why)]) == (fault.code, fault.why)
    assert len(diagnosis.why) - len(fault.why) < REST_OF_A_SENTENCE
    assert diagnosis.look.split()[0] in {"kubectl", "ssh", "nslookup"}
    said = f"{diagnosis.why} {diagnosis.look}"
    assert not any(word in said for word in ("should", "must", "change", "patch", "edit"))


def noted(tree: Tree, **notes: str) -> Tree:
    ours = {f"svcquest/{key}": value for key, value in notes.items()}
    return {
        **tree,
        "metadata": {**tree["metadata"], "annotations": {**tree["metadata"].get("annotations", {}), **ours}},
    }


def crashing() -> Tree:
    """A pod whose program ends whenever it is started."""
    return {**noted(pod("web-1"), phase="Failed"), "status": {}}


def labelled(tree: Tree, **labels: str) -> Tree:
    return {**tree, "metadata": {**tree["metadata"], "labels": labels}}


def headless(**spec: Any) -> Tree:
    return service(ip="None", **spec)


def alias(target: str, name: str = "web") -> Tree:
    return service(name, ip="", app=None, type="ExternalName", externalName=target)

"""Texts with marks under what is wrong with them: line, column and words of each message that the editor must show.

A line that begins with ``^`` is no part of its text: the mark stands under the column of the line above at which a
message that begins with the words after it is expected. Nothing else is objected to.
"""

from __future__ import annotations

from tests.engine.clusters import make, service, workload

from svcquest.engine.cluster import Cluster
from svcquest.engine.settings import Settings
from svcquest.game.trying import try_text
from svcquest.model import kinds

SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"
PORTS = "  ports: [{port: 80}]\n"


def cluster() -> Cluster:
    """With a Service that has an address, one with a node port, one of a class, and a Deployment."""
    made = Cluster(Settings())
    make(made, kinds.SERVICE, service("old", clusterIP="10.96.9.9"))
    make(made, kinds.SERVICE, service("taken", type="NodePort", ports=[{"port": 80, "nodePort": 30100}]))
    make(made, kinds.SERVICE, service("balanced", type="LoadBalancer", loadBalancerClass="example.com/one"))
    make(made, kinds.DEPLOYMENT, workload("app"))
    return made


def marked(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A text without its marks, and line, column and words of each mark."""
    lines: list[str] = []
    marks = []
    for line in text.split("\n"):
        before, mark, words = line.partition("^ ")
        if mark and not before.strip(" "):
            marks.append((len(lines), len(before) + 1, words))
        else:
            lines.append(line)
    return "\n".join(lines), marks


def expect_places(marked_text: str) -> None:
    """What is said of a text stands at its marks, and nowhere else."""
    text, marks = marked(marked_text)
    found = try_text(cluster(), "web.yaml", text, "default").diagnostics
    places = [(each.line, each.column, each.message) for each in found]
    for line, column, words in marks:
        said = [message for at, beside, message in places if (at, beside) == (line, column)]
        assert any(message.startswith(words) for message in said), (line, column, words, places)
    assert len(places) == len(marks), places

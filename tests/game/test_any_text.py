"""Any text at all, given to apply or held by the editor, yields a result or a clear error, and both say the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svcquest.engine.cluster import Cluster
from svcquest.game.trying import try_text
from svcquest.terminal.files import Files
from svcquest.terminal.session import Terminal

MANIFEST = """\
apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: web}}
spec:
  type: NodePort
  selector: {app: web}
  ports:
  - {name: http, port: 80, targetPort: http, nodePort: 30080}
  - name: dns
    port: 53
    protocol: UDP
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: "x:1", ports: [{containerPort: 80}]}]}
"""

PIECES = st.sampled_from(
    (
        *(":", "- ", "\n", "  ", "{", "}", "[", "]", '"', "'", "&a ", "*a ", "<<: ", "!!int ", "null", "~", "0x1F"),
        *(
            "-1",
            "99999",
            "spec:",
            "ports:",
            "kind: List\nitems:",
            "---\n",
            "#",
            "\t",
            "|",
            ">",
            "?",
            "\x00",
            "é",
            "yes",
        ),
    )
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """The manifest after a few cuts and insertions."""
    text = MANIFEST
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 12))
        text = text[:at] + draw(PIECES | st.just("")) + text[at + cut :]
    return text


@settings(max_examples=100, deadline=None)
@given(damaged() | st.text(max_size=200) | st.lists(PIECES, max_size=20).map("".join))
def test_kubectl_and_editor_take_the_same_texts(text: str) -> None:
    cluster, files = Cluster(), Files()
    tried = try_text(cluster.fork(), "web.yaml", text, "default")
    files.write("web.yaml", text)
    outcome = Terminal(cluster, files).run("kubectl apply -f web.yaml")
    assert outcome.exit in (0, 1)
    assert outcome.exit == 0 or outcome.stderr
    assert "Traceback" not in outcome.stderr
    wrong = [each for each in tried.diagnostics if each.severity == "error"]
    if outcome.stderr != "error: no objects passed to apply\n":
        assert bool(wrong) == bool(outcome.exit), (wrong, outcome.stdout, outcome.stderr)
    lines = text.splitlines() or [""]
    assert all(1 <= each.line <= len(lines) + 1 for each in tried.diagnostics)


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [BOMB, "[" * 5_000, "{a: " * 5_000, "- " * 5_000, "a: &a [*a]", "x" * 3_000_000, "? " * 3_000],
    ids=["aliases", "lists", "maps", "items", "itself", "long", "keys"],
)
def test_texts_that_are_meant_to_hurt_are_refused(text: str) -> None:
    cluster, files = Cluster(), Files()
    tried = try_text(cluster.fork(), "web.yaml", text, "default")
    assert [each.severity for each in tried.diagnostics][-1:] == ["error"]
    outcome = Terminal(cluster, files).run("kubectl apply -f -", stdin=text)
    assert outcome.exit == 1
    assert outcome.stderr.startswith("error: ")

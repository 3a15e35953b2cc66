"""What a parser's complaint most often means."""

from __future__ import annotations

import pytest

from svcquest.engine.cluster import Cluster
from svcquest.game.slips import likely_slip
from svcquest.game.trying import try_text

DEEPER = "is indented deeper than"
BESIDE = "begins under none of the lines above it: count its blanks"
SECOND = "has a second colon: one field a line; a value with a colon wants quotes"


@pytest.mark.parametrize(
    ("text", "line", "slip"),
    [
        ("metadata:\n\tname: web\n", 2, "line 2 begins with a tab; YAML indents with blanks"),
        ("ports:\n- port:80\n  targetPort: 8080\n", 3, "line 2 lacks a blank behind port:"),
        ("spec:\n  type: NodePort\n  nodePort:8080\n", 4, "line 3 lacks a blank behind nodePort:"),
        ("ports:\n  -port: 80\n   targetPort: 1\n", 3, "line 2 lacks a blank behind -"),
        ("apiVersion: v1\n  kind: Service\n", 2, f"line 2 {DEEPER} line 1, which has its value already"),
        ("ports:\n- port: 80\n    targetPort: 80\n", 3, f"line 3 {DEEPER} line 2, which has its value already"),
        ("spec:\n  ports:\n  - port: 80\n   targetPort: 80\n", 4, f"line 4 {BESIDE}"),
        ("metadata:\n    name: web\n  # where\n  namespace: shop\n", 4, f"line 4 {BESIDE}"),
        ("spec:\n  ports:\n    - port: 80\n  - port: 81\n", 4, "the - of line 4 stands to the left of the - in line 3"),
        ("ports:\n- port: 80\n  name: a\n  - port: 90\n", 4, "the - of line 4 stands to the right of the - in line 2"),
        ("spec:\n  ports:\n- port: 80\n", 3, "the - of line 3 stands to the left of ports: in line 2"),
        ("spec:\n  ports:  - port: 80\n", 2, "the - behind ports: wants a line of its own"),
        ("  targetPort: 80apiVersion: v1\n", 1, f"line 1 {SECOND}"),
        ("metadata:\n  name web\n  namespace: shop\n", 3, "line 2 has no colon"),
        ("metadata:\n  name: web\n  namespace\nspec:\n", 4, "line 3 has no colon"),
        ('name: "web\nspec:\n  a: "b"\n', 3, "line 1 opens a quote and does not close it"),
        ("url: http://web/\nname: [a\n", 2, "line 2 opens a [ and does not close it"),
        ("labels: {app: web\nspec:\n", 2, "line 1 opens a { and does not close it"),
        ("name: @web\n", 1, "a value that begins with @ wants quotes"),
        ("run: |\n  echo\n- a\n", 3, ""),
        ("apiVersion: v1\n---\n", 2, ""),
        ("ports:\n  a: b\n  - port: 81\n", 3, ""),
    ],
)
def test_likely_slip(text: str, line: int, slip: str) -> None:
    assert likely_slip(text, line) == slip


def test_a_complaint_of_the_parser_names_the_slip() -> None:
    found = try_text(Cluster(), "web.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n\tname: web\n", "default")
    assert found.diagnostics[0].message.endswith("(line 4 begins with a tab; YAML indents with blanks)")

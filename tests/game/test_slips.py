"""What a parser's complaint most often means."""

from __future__ import annotations

import pytest

from svcquest.engine.cluster import Cluster
from svcquest.game.slips import likely_slip
from svcquest.game.trying import try_text


@pytest.mark.parametrize(
    ("text", "line", "slip"),
    [
        ("metadata:\n\tname: web\n", 2, "line 2 begins with a tab; YAML indents with blanks"),
        ("ports:\n- port:80\n  targetPort: 8080\n", 3, "line 2 lacks a blank behind port:"),
        ("spec:\n  type: NodePort\n  nodePort:8080\n", 4, "line 3 lacks a blank behind nodePort:"),
        ("url: http://web/\nname: [a\n", 2, ""),
        ("a:\n  b: {\n", 3, ""),
    ],
)
def test_likely_slip(text: str, line: int, slip: str) -> None:
    assert likely_slip(text, line) == slip


def test_a_complaint_of_the_parser_names_the_slip() -> None:
    found = try_text(Cluster(), "web.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n\tname: web\n", "default")
    assert found.diagnostics[0].message.endswith("(line 4 begins with a tab; YAML indents with blanks)")

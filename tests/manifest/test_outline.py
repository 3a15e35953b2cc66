"""What a cursor is about in text that is being typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcquest.manifest.outline import line_path, spot_at

SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop  # where the pods are
spec:
  selector:
    app: web
  ports:
  - name: http
    port: 80
  - port: 443
"""


def at(text: str):  # type: ignore[no-untyped-def]
    """The spot at the mark ``|`` of a text."""
    row = text[: text.index("|")].count("\n")
    lines = text.split("\n")
    column = lines[row].index("|")
    lines[row] = lines[row].replace("|", "")
    return spot_at(lines, row, column)


@pytest.mark.parametrize(
    ("typed", "path", "word", "is_value", "siblings"),
    [
        ("|", (), "", False, {"apiVersion", "kind", "metadata", "spec"}),
        ("stat|", (), "stat", False, {"apiVersion", "kind", "metadata", "spec"}),
        ("  |", ("spec",), "", False, {"selector", "ports"}),
        ("  typ|", ("spec",), "typ", False, {"selector", "ports"}),
        ("  type: Clu|", ("spec", "type"), "Clu", True, {"selector", "ports"}),
        ("  type: |", ("spec", "type"), "", True, {"selector", "ports"}),
        ('  type: "Node|', ("spec", "type"), "Node", True, {"selector", "ports"}),
        ("    target|", ("spec", "ports", 0), "target", False, {"port"}),
        ("  - |", ("spec", "ports", 0), "", False, set()),
        ("  - na|", ("spec", "ports", 0), "na", False, set()),
        ("  - protocol: T|", ("spec", "ports", 0, "protocol"), "T", True, set()),
        ("  sessionAffinityConfig: {cl|", ("spec", "sessionAffinityConfig"), "cl", False, set()),
        (
            "  sessionAffinityConfig: {clientIP: {timeoutSeconds: 1|",
            ("spec", "sessionAffinityConfig", "clientIP", "timeoutSeconds"),
            "1",
            True,
            {"timeoutSeconds"},
        ),
        ("  ipFamilies: [IPv4, I|", ("spec", "ipFamilies", 0), "I", True, set()),
        ("  externalIPs:\n  - 1|", ("spec", "externalIPs", 0), "1", False, set()),
        ("---\nkind: Pod\nspec:\n  containers:\n    - im|", ("spec", "containers", 0), "im", False, set()),
    ],
)
def test_a_cursor_behind_a_service(
    typed: str, path: tuple[object, ...], word: str, is_value: bool, siblings: set[str]
) -> None:
    spot = at(SERVICE + typed)
    assert (spot.path, spot.typed, spot.is_value, set(spot.siblings)) == (path, word, is_value, siblings)
    assert spot.start == len(typed.rpartition("\n")[2]) - 1 - len(word)


@pytest.mark.parametrize(
    "typed",
    [
        "# |",
        "  type: ClusterIP # |",
        "---|",
        "      |",  # below a value that is finished
        "  -|",
        "\t|",
        "  selector: {app: web}|",
        "  note: |+\n    te|".replace("|+", ">", 1),
    ],
)
def test_where_nothing_can_be_said(typed: str) -> None:
    assert at(SERVICE + typed) is None


def test_what_the_document_says_of_itself() -> None:
    spot = at(SERVICE + "---\nkind: Pod\nmetadata:\n  na|\n---\nkind: Node\n")
    assert (spot.kind, spot.api_version, spot.namespace, spot.path) == ("Pod", "", "", ("metadata",))
    spot = at(SERVICE + "|")
    assert (spot.kind, spot.api_version, spot.namespace) == ("Service", "v1", "shop")


def test_siblings_stand_above_and_below() -> None:
    text = (
        "kind: Service\nspec:\n  type: ClusterIP\n  |\n  ports:\n  - port: 80\n  selector:\n    app: web\nstatus: {}\n"
    )
    assert at(text).siblings == {"type", "ports", "selector"}
    text = "spec:\n  ports:\n  - |\n    port: 80\n    name: x\n  - protocol: TCP\n"
    assert at(text).siblings == {"port", "name"}


@pytest.mark.parametrize(
    ("line", "path"),
    [
        (1, ("kind",)),
        (4, ("metadata", "namespace")),
        (7, ("spec", "selector", "app")),
        (9, ("spec", "ports", 0, "name")),
        (11, ("spec", "ports", 0, "port")),
    ],
)
def test_the_field_on_a_line(line: int, path: tuple[object, ...]) -> None:
    assert line_path(SERVICE.split("\n"), line) == ("Service", path)
    assert line_path(SERVICE.split("\n"), 12) == ("", ())


@given(st.lists(st.text(alphabet="ab-:{}[],#'\"| \t", max_size=12), min_size=1, max_size=8), st.data())
def test_any_text_has_an_answer(lines: list[str], data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(lines) - 1))
    column = data.draw(st.integers(0, len(lines[row])))
    spot = spot_at(lines, row, column)
    assert spot is None or lines[row][spot.start : column] == spot.typed
    line_path(lines, row)

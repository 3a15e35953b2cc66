from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svcquest.manifest import Limits, Position, flatten, parse
from svcquest.manifest.dump import dump_json, dump_yaml

HERE = Path(__file__).parent
READ_BY_KUBECTL = [json.loads(line) for line in (HERE / "read_by_kubectl.jsonl").read_text().splitlines()]

SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
  - port: 80
    targetPort: http
  - name: b
    port: 81
"""


@pytest.mark.parametrize("case", READ_BY_KUBECTL, ids=lambda case: repr(case["text"])[-40:])
def test_reads_what_kubectl_reads(case: dict[str, object]) -> None:
    parsed = parse(str(case["text"]))
    assert (str(parsed.problem) if parsed.problem else None) == case.get("error")
    trees = [document.tree for document in flatten(parsed.documents)]
    assert list(map(dump_json, trees)) == list(map(dump_json, case["trees"]))  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("kind",), (2, 1), (2, 7)),
        (("metadata", "name"), (4, 3), (4, 9)),
        (("spec", "selector", "app"), (6, 14), (6, 19)),
        (("spec", "ports"), (7, 3), (8, 3)),
        (("spec", "ports", 0), (8, 5), (8, 5)),
        (("spec", "ports", 1, "port"), (11, 5), (11, 11)),
        (("spec", "ports", 0, "name"), (8, 5), (8, 5)),
        (("spec", "ports", 7, "name"), (7, 3), (8, 3)),
        (("metadata", "labels", "app"), (3, 1), (4, 3)),
        (("status",), (1, 1), (1, 1)),
        ((), (1, 1), (1, 1)),
    ],
)
def test_locates_fields_and_the_nearest_parent_of_missing_ones(
    path: tuple[str | int, ...], key: tuple[int, int], value: tuple[int, int]
) -> None:
    document = parse(SERVICE).documents[0]
    assert document.locate(path) == Position(*key)
    assert document.locate_value(path) == Position(*value)


def test_places_count_from_the_start_of_the_file_while_messages_count_from_the_document() -> None:
    parsed = parse(f"{SERVICE}---\n# two\n{SERVICE}---\na: 1\nb: c: d\n", "all.yaml")
    assert parsed.documents[1].locate(("kind",)) == Position(15, 1)
    assert parsed.problem is not None
    assert parsed.problem.position == Position(27, 5)
    assert str(parsed.problem) == (
        "error: error parsing all.yaml: error converting YAML to JSON: yaml: line 2: "
        "mapping values are not allowed in this context"
    )


@pytest.mark.parametrize("text", ['a: 1\nb: "2026\nc: 3\n', "a: 1\nb: '2026\n...\n'\n"])
def test_an_open_quote_is_found_where_it_opens(text: str) -> None:
    problem = parse(text).problem
    assert problem is not None
    assert problem.position == Position(2, 4)
    assert problem.reason.startswith("found unexpected ")
    assert problem.reason.endswith(": the quote that opens here is not closed")
    assert "quote" not in str(problem)


@pytest.mark.parametrize("text", [SERVICE, SERVICE.replace("\n", "\r\n"), "\ufeff" + SERVICE])
def test_line_ends_and_byte_order_marks_change_nothing(text: str) -> None:
    document = parse(text).documents[0]
    assert document.tree == parse(SERVICE).documents[0].tree
    assert document.locate(("spec", "ports", 1, "port")) == Position(11, 5)


def test_json_has_places_too() -> None:
    text = json.dumps(parse(SERVICE).documents[0].tree, indent=2)
    document = parse(text).documents[0]
    assert document.tree == parse(SERVICE).documents[0].tree
    assert document.locate(("kind",)) == Position(3, 3)
    assert document.locate_value(("kind",)) == Position(3, 11)
    assert document.locate(("spec", "ports", 1, "protocol")).line == document.locate(("spec", "ports", 1)).line


@pytest.mark.parametrize(
    ("text", "path", "first", "again"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2\n", ("b", "c"), (3, 3), (4, 3)),
        ("- x: 1\n  x: 2\n", (0, "x"), (1, 3), (2, 3)),
        ('{"a": 1,\n "a": 2}', ("a",), (1, 2), (2, 2)),
        ("yes: 1\ntrue: 2\n", ("true",), (1, 1), (2, 1)),
    ],
)
def test_reports_keys_that_stand_twice(
    text: str, path: tuple[str | int, ...], first: tuple[int, int], again: tuple[int, int]
) -> None:
    (found,) = parse(text).duplicates
    assert (found.path, found.first, found.again) == (path, Position(*first), Position(*again))


def test_merged_and_aliased_keys_are_no_duplicates() -> None:
    parsed = parse("base: &b {q: 1}\nx:\n  q: 2\n  <<: *b\nz: *b\n")
    assert parsed.duplicates == ()
    assert parsed.documents[0].tree == {"base": {"q": 1}, "x": {"q": 1}, "z": {"q": 1}}


@pytest.mark.parametrize("text", ["", "\n", "# x\n", "---\n", "---\n---\n# y\n", "null", "~\n---\n"])
def test_texts_without_documents(text: str) -> None:
    assert parse(text).documents == ()
    assert parse(text).problem is None


BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 10)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BOMB, "more than 200000 values"),
        ("x: " + "[" * 100_000, "more than 200 levels of nesting"),
        ("{" + '"a":{' * 100_000, "more than 200 levels of nesting"),
        ("- " * 5_000 + "x", "more than 200 levels of nesting"),
        ("x" * 3_000_001, "the text has 3,000,001 characters; more than 3,000,000 are not read"),
    ],
    ids=["alias-bomb", "yaml-depth", "json-depth", "list-depth", "characters"],
)
def test_refuses_texts_that_are_too_large_and_names_the_limit(text: str, words: str) -> None:
    parsed = parse(text, "big.yaml")
    assert parsed.documents == ()
    assert parsed.problem is not None
    assert words in parsed.problem.message


def test_limits_can_be_set() -> None:
    assert parse("[[1]]", limits=Limits(depth=3)).problem is None
    assert parse("[[1]]", limits=Limits(depth=2)).problem is not None
    assert parse("[1, 2]", limits=Limits(values=2)).problem is not None


@pytest.mark.parametrize(
    "text",
    ["m: &m {a: 1}\n" + "".join(f"k{number}: {{<<: *m}}\n" for number in range(350)), "- x\n" * 1_001],
    ids=["merged", "listed"],
)
def test_every_value_counts_also_those_that_are_merged(text: str) -> None:
    problem = parse(text, limits=Limits(values=1_000)).problem
    assert problem is not None
    assert "more than 1000 values" in problem.message


def test_flattens_lists_and_keeps_their_places() -> None:
    text = "kind: List\napiVersion: v1\nitems:\n- kind: A\n- kind: B\n---\nkind: C\n"
    documents = flatten(parse(text).documents)
    assert [document.tree["kind"] for document in documents] == ["A", "B", "C"]
    assert [document.locate(("kind",)).line for document in documents] == [4, 5, 7]


@pytest.mark.parametrize(
    ("kind", "item", "types"),
    [
        ("ServiceList", "name: a", ("v1", "Service")),
        ("ServiceList", "{kind: , apiVersion: '', name: a}", ("v1", "Service")),
        ("ServiceList", "kind: Pod", (None, "Pod")),
        ("List", "name: a", (None, None)),
    ],
)
def test_items_of_a_typed_list_need_no_type(kind: str, item: str, types: tuple[str | None, str | None]) -> None:
    (document,) = flatten(parse(f"kind: {kind}\napiVersion: v1\nitems:\n- {item}\n").documents)
    assert (document.tree.get("apiVersion"), document.tree.get("kind")) == types


@pytest.mark.parametrize(
    ("line", "column", "path"),
    [
        (1, 1, ("apiVersion",)),
        (4, 6, ("metadata", "name")),
        (9, 10, ("spec", "ports", 0, "targetPort")),
        (11, 99, ("spec", "ports", 1, "port")),
        (7, 4, ("spec", "ports")),
    ],
)
def test_tells_which_field_a_cursor_is_on(line: int, column: int, path: tuple[str | int, ...]) -> None:
    assert parse(SERVICE).documents[0].path_at(line, column) == path


YAML_PIECES = st.lists(
    st.sampled_from(
        [
            *"{}[]:,-?&*!|>'\"%@`#~ \n\t\\x",
            "a: b\n",
            "- ",
            "  ",
            "---\n",
            "&a ",
            "*a",
            "<<: ",
            "!!int ",
            "|2-\n",
            "0x1f",
        ]
    ),
    max_size=60,
).map("".join)


@given(text=st.one_of(st.text(max_size=300), YAML_PIECES, YAML_PIECES.map("{".__add__)))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_explained(text: str) -> None:
    parsed = parse(text)
    lines = len(text.splitlines()) + 2  # YAML also breaks lines at carriage returns
    if parsed.problem:
        assert str(parsed.problem).startswith("error: error parsing STDIN: ")
        assert 1 <= parsed.problem.position.line <= lines
    for document in parsed.documents:
        assert 1 <= document.locate(()).line <= lines
        json.dumps(document.tree, allow_nan=False)


@given(text=st.binary(max_size=200).map(lambda data: data.decode("utf-8", "surrogateescape")))
@settings(deadline=None)
def test_binary_is_explained(text: str) -> None:
    problem = parse(text).problem
    assert problem is None or problem.reason


TREES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**63), 2**63 - 1),
        st.floats(allow_nan=False, allow_infinity=False).map(lambda x: int(x) if x == int(x) and abs(x) < 2**63 else x),
        st.text(st.characters(codec="utf-8", exclude_characters="\ufeff\x85\u2028\u2029"), max_size=20),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        # kubectl itself prints a key `<<` so that it reads back as a merge
        st.dictionaries(
            st.text(st.characters(codec="ascii"), max_size=8).filter(lambda k: k != "<<"), inner, max_size=4
        ),
    ),
    max_leaves=12,
).filter(lambda tree: isinstance(tree, dict | list))


@given(tree=TREES)
@settings(max_examples=200, deadline=None)
def test_what_is_printed_reads_back(tree: object) -> None:
    for text in (dump_yaml(tree), dump_json({"x": tree})):
        parsed = parse(text)
        assert parsed.problem is None
        assert parsed.documents[0].tree == ({"x": tree} if text.startswith("{\n") else tree)

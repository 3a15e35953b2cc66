from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcquest.model.kinds import DEPLOYMENT, POD, SERVICE
from svcquest.model.resource import Resource
from svcquest.terminal.kubectl.selectors import SelectorError, parse_fields, parse_labels

LABELS = {"app": "web", "tier": "front", "ver": "2", "empty": ""}


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("", True),
        ("app=web", True),
        ("app==web,tier=front", True),
        ("app=web,tier=back", False),
        ("app!=db", True),
        ("absent!=db", True),
        ("app in (db, web)", True),
        ("app notin (db,web)", False),
        ("absent notin (x)", True),
        ("app", True),
        ("!app", False),
        ("!absent", True),
        ("ver>1", True),
        ("ver gt 2", False),
        ("ver<10", True),
        ("absent>1", False),
        ("empty=", True),
        ("empty in ()", True),
        ("in=x", False),
        (" app = web , tier ", True),
    ],
)
def test_label_selectors(text: str, *, matches: bool) -> None:
    assert parse_labels(text).matches(LABELS) is matches


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (",", "found ',', expected: !, identifier, or 'end of string'"),
        ("=x", "found '=', expected: !, identifier, or 'end of string'"),
        ("a=b,", "found '', expected: identifier after ','"),
        ("a=b c", "found 'c', expected: ',' or 'end of string'"),
        ("!a=b", "found '=', expected: ',' or 'end of string'"),
        ("!", "unable to parse requirement: found '', expected: identifier"),
        ("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"),
        ("a=(", "unable to parse requirement: found '(', expected: identifier"),
        ("a in b", "unable to parse requirement: found 'b' expected: '('"),
        ("a in (b", "unable to parse requirement: found '', expected: ',' or ')'"),
        ("a in (b c)", "unable to parse requirement: found 'c', expected: ',' or ')'"),
        ("a in (=)", "unable to parse requirement: found '=', expected: ',', ')' or identifier"),
        (
            "a>x",
            'unable to parse requirement: values[0][a]: Invalid value: "x": '
            "for 'Gt', 'Lt' operators, the value must be an integer",
        ),
    ],
)
def test_label_selectors_that_cannot_be_read(text: str, message: str) -> None:
    with pytest.raises(SelectorError) as caught:
        parse_labels(text)
    assert str(caught.value) == message


def test_keys_and_values_are_held_to_the_rules_of_labels() -> None:
    with pytest.raises(
        SelectorError, match=r'^unable to parse requirement: <nil>: Invalid value: "a_": name part must'
    ):
        parse_labels("a_=x")
    with pytest.raises(
        SelectorError, match=r'requirement: values\[0\]\[a\]: Invalid value: "-": a valid label must be'
    ):
        parse_labels("a=-")


@given(st.text("ab=!<>(), \tinot-/_.", max_size=20))
def test_any_text_is_a_selector_or_an_error(text: str) -> None:
    matches, message = None, ""
    try:
        matches = parse_labels(text).matches(LABELS)
    except SelectorError as error:
        message = str(error)
    assert matches is not None or message


def service(**spec: object) -> Resource:
    tree = {"metadata": {"name": "web", "namespace": "shop"}, "spec": spec}
    return Resource(SERVICE, "shop", "web", tree)


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("", True),
        ("metadata.name=web", True),
        ("metadata.name==web,metadata.namespace!=default", True),
        ("metadata.name!=web", False),
        ("spec.type=NodePort", True),
        ("spec.clusterIP=", True),
    ],
)
def test_field_selectors(text: str, *, matches: bool) -> None:
    assert parse_fields(SERVICE, text)(service(type="NodePort")) is matches


def test_fields_that_a_kind_cannot_be_selected_by() -> None:
    with pytest.raises(SelectorError, match=r"^field label not supported: spec\.foo$"):
        parse_fields(POD, "spec.foo=x")
    with pytest.raises(SelectorError, match=r'^"spec\.foo" is not a known field selector: only "metadata\.name"'):
        parse_fields(DEPLOYMENT, "spec.foo=x")
    with pytest.raises(SelectorError, match=r"^invalid selector: 'x'; can't understand 'x'$"):
        parse_fields(POD, "x")

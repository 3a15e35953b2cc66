from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcquest.terminal.kubectl.go_json import JsonError, parse


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "unexpected end of JSON input"),
        ('{"spec":', "unexpected end of JSON input"),
        ('{"a": "b', "unexpected end of JSON input"),
        ("{bad}", "invalid character 'b' looking for beginning of object key string"),
        ('{"a":1,}', "invalid character '}' looking for beginning of object key string"),
        ('{"a" 1}', "invalid character '1' after object key"),
        ('{"a":1 "b"}', "invalid character '\"' after object key:value pair"),
        ('{"a":[1 2]}', "invalid character '2' after array element"),
        ('{"a":x}', "invalid character 'x' looking for beginning of value"),
        ('{"a":NaN}', "invalid character 'N' looking for beginning of value"),
        ('{"a":1e999}', "json: cannot unmarshal number 1e999 into Go value of type float64"),
        (f"-{'9' * 5000}", f"json: cannot unmarshal number -{'9' * 5000} into Go value of type float64"),
        ("{} x", "invalid character 'x' after top-level value"),
        ('{"a":"\\q"}', "invalid character 'q' in string escape code"),
    ],
)
def test_messages_are_those_of_go(text: str, message: str) -> None:
    with pytest.raises(JsonError) as caught:
        parse(text)
    assert str(caught.value) == message


@given(st.text(alphabet='{}[]":,1ax \n\\', max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        expected = json.loads(text)
    except ValueError:
        with pytest.raises(JsonError):
            parse(text)
    else:
        assert parse(text) == expected


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(JsonError, match="exceeded max depth"):
        parse("[" * 100_000)

from __future__ import annotations

from collections.abc import Callable

import pytest

from svcquest.schema import names

LONG = "a" * 64


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (names.dns_label, "web-1"),
        (names.dns_label, "1web"),
        (names.dns_label, "a" * 63),
        (names.dns_subdomain, "db.example.com"),
        (names.dns_1035_label, "web"),
        (names.qualified_name, "app"),
        (names.qualified_name, "example.com/My_name.1"),
        (names.label_value, ""),
        (names.label_value, "A_b.c-1"),
        (names.port_name, "http"),
        (names.port_name, "a-1"),
        (names.fully_qualified, "db.example.com."),
    ],
)
def test_right_values(rule: Callable[[str], list[str]], value: str) -> None:
    assert rule(value) == []


@pytest.mark.parametrize(
    ("rule", "value", "heads"),
    [
        (names.dns_label, "Web", ["a lowercase RFC 1123 label must consist of"]),
        (names.dns_label, "a.b", ["must not contain dots"]),
        (names.dns_label, LONG, ["must be no more than 63 characters"]),
        (names.dns_label, "", ["a lowercase RFC 1123 label"]),
        (names.dns_label, LONG + "_", ["must be no more than 63 characters", "a lowercase RFC 1123 label"]),
        (names.dns_subdomain, "a_b", ["a lowercase RFC 1123 subdomain must consist of"]),
        (names.dns_1035_label, "1web", ["a DNS-1035 label must consist of"]),
        (names.qualified_name, "", ["name part must be non-empty", "name part must consist of"]),
        (names.qualified_name, "/x", ["prefix part must be non-empty"]),
        (names.qualified_name, "a b", ["name part must consist of"]),
        (names.qualified_name, "Example/x", ["prefix part a lowercase RFC 1123 subdomain"]),
        (names.qualified_name, "a/b/c", ["a valid label key must consist of"]),
        (names.qualified_name, LONG, ["name part must be no more than 63 bytes"]),
        (names.label_value, "a b", ["a valid label must be an empty string or consist of"]),
        (names.label_value, LONG, ["must be no more than 63 bytes"]),
        (names.port_name, "a" * 16, ["must be no more than 15 characters"]),
        (names.port_name, "8080", ["must contain at least one letter (a-z)"]),
        (names.port_name, "UPPER", ["must contain only alpha-numeric", "must contain at least one letter"]),
        (names.port_name, "a--b", ["must not contain consecutive hyphens"]),
        (names.port_name, "-ab-", ["must not begin or end with a hyphen"]),
        (names.fully_qualified, "localhost", ["should be a domain with at least two segments separated by dots"]),
        (names.fully_qualified, "", ["must not be empty"]),
    ],
)
def test_wrong_values(rule: Callable[[str], list[str]], value: str, heads: list[str]) -> None:
    messages = rule(value)
    assert len(messages) == len(heads)
    assert all(message.startswith(head) for message, head in zip(messages, heads, strict=True))


@pytest.mark.parametrize(("number", "right"), [(-1, False), (0, False), (1, True), (65535, True), (65536, False)])
def test_port_numbers(number: int, right: bool) -> None:
    assert (names.port_number(number) == []) is right

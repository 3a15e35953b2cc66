"""Syntax of names, labels, ports: what may stand in a field, and what the server says when it may not.

Each function answers with messages, none when the value is right. Follows ``util/validation/validation.go`` and
``api/validate/content`` of ``k8s.io/apimachinery`` 1.36.
"""

from __future__ import annotations

import re

_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
_SUBDOMAIN = rf"{_LABEL}(\.{_LABEL})*"
_DNS_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?"
_QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
_LABEL_VALUE = f"({_QUALIFIED})?"
_PERCENT = "[0-9]+%"
_PORT_NAME = re.compile("[-a-z0-9]+")
_LETTER = re.compile("[a-z]")

_MATCH = {
    pattern: re.compile(pattern) for pattern in (_LABEL, _SUBDOMAIN, _DNS_1035, _QUALIFIED, _LABEL_VALUE, _PERCENT)
}

_EDGES = "and must start and end with an alphanumeric character"
_QUALIFIED_TEXT = f"must consist of alphanumeric characters, '-', '_' or '.', {_EDGES}"


def _regex_message(text: str, pattern: str, *examples: str) -> str:
    shown = "".join(f"'{example}', " + (" or " if example != examples[-1] else "") for example in examples)
    return f"{text} (e.g. {shown}regex used for validation is '{pattern}')"


_LABEL_MESSAGE = _regex_message(
    f"a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', {_EDGES}",
    _LABEL,
    "my-name",
    "123-abc",
)
_SUBDOMAIN_MESSAGE = _regex_message(
    f"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', {_EDGES}",
    _SUBDOMAIN,
    "example.com",
)
_DNS_1035_MESSAGE = _regex_message(
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, "
    "and end with an alphanumeric character",
    _DNS_1035,
    "my-name",
    "abc-123",
)
_QUALIFIED_MESSAGE = _regex_message(_QUALIFIED_TEXT, _QUALIFIED, "MyName", "my.name", "123-abc")
_QUALIFIED_KEY_MESSAGE = (
    f"a valid label key {_QUALIFIED_MESSAGE} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
)
_LABEL_VALUE_MESSAGE = _regex_message(
    f"a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', {_EDGES}",
    _LABEL_VALUE,
    "MyValue",
    "my_value",
    "12345",
)
_PERCENT_MESSAGE = _regex_message(
    "a valid percent string must be a numeric string followed by an ending '%'", _PERCENT, "1%", "93%"
)

PORT_RANGE = "must be between 1 and 65535, inclusive"


def _matches(pattern: str, value: str) -> bool:
    return _MATCH[pattern].fullmatch(value) is not None


def dns_label(value: str) -> list[str]:
    """A part of a DNS name: lower case, 63 characters (RFC 1123)."""
    found = _too_long(value, 63)
    if not _matches(_LABEL, value):
        found.append("must not contain dots" if _matches(_SUBDOMAIN, value) else _LABEL_MESSAGE)
    return found


def dns_subdomain(value: str) -> list[str]:
    """A DNS name: lower case, 253 characters (RFC 1123)."""
    return _too_long(value, 253) + ([] if _matches(_SUBDOMAIN, value) else [_SUBDOMAIN_MESSAGE])


def fully_qualified(value: str) -> list[str]:
    """A DNS name of at least two parts."""
    if not value:
        return ["must not be empty"]
    return dns_subdomain(value.removesuffix(".")) or (
        [] if "." in value.removesuffix(".") else ["should be a domain with at least two segments separated by dots"]
    )


def dns_1035_label(value: str) -> list[str]:
    """A part of a DNS name that starts with a letter: Service names before Kubernetes 1.36."""
    return _too_long(value, 63) + ([] if _matches(_DNS_1035, value) else [_DNS_1035_MESSAGE])


def _too_long(value: str, limit: int) -> list[str]:
    return [f"must be no more than {limit} characters"] if len(value.encode()) > limit else []


def qualified_name(value: str) -> list[str]:
    """A key of a label or annotation: a name of 63 bytes, with an optional DNS prefix and ``/``."""
    if value.count("/") > 1:
        return [_QUALIFIED_KEY_MESSAGE]
    found: list[str] = []
    prefix, slash, name = value.rpartition("/")
    if slash and not prefix:
        found.append("prefix part must be non-empty")
    elif slash:
        found += [f"prefix part {message}" for message in dns_subdomain(prefix)]
    if not name:
        found.append("name part must be non-empty")
    elif len(name.encode()) > 63:
        found.append("name part must be no more than 63 bytes")
    if not _matches(_QUALIFIED, name):
        found.append(f"name part {_QUALIFIED_MESSAGE}")
    return found


def label_value(value: str) -> list[str]:
    """A value of a label: empty or 63 bytes."""
    found = ["must be no more than 63 bytes"] if len(value.encode()) > 63 else []
    return found + ([] if _matches(_LABEL_VALUE, value) else [_LABEL_VALUE_MESSAGE])


def percent(value: str) -> list[str]:
    """A share such as ``25%``."""
    return [] if _matches(_PERCENT, value) else [_PERCENT_MESSAGE]


def percentage(value: str) -> int:
    """The number before the percent sign, 0 where there is none."""
    return int(value[:-1]) if _matches(_PERCENT, value) else 0


def port_number(value: int) -> list[str]:
    """A port of TCP, UDP or SCTP."""
    return [] if 1 <= value <= 65535 else [PORT_RANGE]


def port_name(value: str) -> list[str]:
    """The name of a container port: 15 characters with a letter (IANA service name)."""
    found: list[str] = []
    if len(value) > 15:
        found.append("must be no more than 15 characters")
    if not _PORT_NAME.fullmatch(value):
        found.append("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")
    if not _LETTER.search(value):
        found.append("must contain at least one letter (a-z)")
    if "--" in value:
        found.append("must not contain consecutive hyphens")
    if value.startswith("-") or value.endswith("-"):
        found.append("must not begin or end with a hyphen")
    return found

from __future__ import annotations

import pytest

from svcquest.schema import addresses

NOT_AN_IP = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"
NOT_A_CIDR = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"


@pytest.mark.parametrize(
    ("text", "strict", "loose"),
    [
        ("10.9.8.7", [], []),
        ("2001:db8::ffff", [], []),
        ("010.9.8.7", ["must not have leading 0s"], []),
        ("::ffff:1.2.3.4", ["must not be an IPv4-mapped IPv6 address"], []),
        ("none", [NOT_AN_IP], [NOT_AN_IP]),
        ("", [NOT_AN_IP], [NOT_AN_IP]),
        ("10.9.8", [NOT_AN_IP], [NOT_AN_IP]),
        ("10.9.8.256", [NOT_AN_IP], [NOT_AN_IP]),
        ("10.9.8.٧", [NOT_AN_IP], [NOT_AN_IP]),
        ("fe80::1%eth0", [NOT_AN_IP], [NOT_AN_IP]),
        ("2001:::1", [NOT_AN_IP], [NOT_AN_IP]),
        ("fd00::00001", ["must not have leading 0s"], []),
        ("fd00::0001", [], []),
        ("::ffff:010.0.0.1", ["must not have leading 0s"], []),
        ("::12345", [NOT_AN_IP], [NOT_AN_IP]),
        ("1.2.3.4/24", [NOT_AN_IP], [NOT_AN_IP]),
        ("1.2.3.", [NOT_AN_IP], [NOT_AN_IP]),
        (":1.2.3.4", [NOT_AN_IP], [NOT_AN_IP]),
        (f"{'1' * 5000}.2.3.4", [NOT_AN_IP], [NOT_AN_IP]),
        (f"{'0' * 5000}1.2.3.4", ["must not have leading 0s"], []),
    ],
)
def test_addresses(text: str, strict: list[str], loose: list[str]) -> None:
    assert addresses.ip_messages(text) == strict
    assert addresses.ip_messages(text, strict=False) == loose


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("10.0.0.0/8", []),
        ("fd00::/8", []),
        ("1.2.3.4", [NOT_A_CIDR]),
        ("10.0.0.0/33", [NOT_A_CIDR]),
        ("10.0.0.0/x", [NOT_A_CIDR]),
        ("x/8", [NOT_A_CIDR]),
        ("10.0.0.1/8", ["must not have bits set beyond the prefix length"]),
        ("010.0.0.0/8", ["must not have leading 0s in IP or prefix length"]),
        ("10.0.0.0/08", ["must not have leading 0s in IP or prefix length"]),
        ("::ffff:1.2.3.0/120", ["must not have an IPv4-mapped IPv6 address"]),
        ("fd00::00001/128", ["must not have leading 0s in IP or prefix length"]),
        ("0.0.0.0/0", []),
        ("0.0.0.0/00", ["must not have leading 0s in IP or prefix length"]),
        ("10.0.0.0/", [NOT_A_CIDR]),
        ("10.0.0.0/-1", [NOT_A_CIDR]),
        ("10.0.0.0/8/8", [NOT_A_CIDR]),
        (f"10.0.0.0/{'9' * 5000}", [NOT_A_CIDR]),
    ],
)
def test_ranges(text: str, messages: list[str]) -> None:
    assert addresses.cidr_messages(text) == messages


def test_ranges_of_old_may_have_stray_bits() -> None:
    assert addresses.cidr_messages("10.0.0.1/8", strict=False) == []


@pytest.mark.parametrize(
    ("text", "network"),
    [
        ("10.0.0.1/8", "10.0.0.0/8"),
        ("010.0.0.0/08", "10.0.0.0/8"),
        (" 10.0.0.0/8 ", "10.0.0.0/8"),
        ("fd00::1/8", "fd00::/8"),
    ],
)
def test_what_a_range_stands_for(text: str, network: str) -> None:
    assert str(addresses.network(text)) == network


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("127.0.0.1", "may not be in the loopback range (127.0.0.0/8, ::1/128)"),
        ("::1", "may not be in the loopback range (127.0.0.0/8, ::1/128)"),
        ("0.0.0.0", "may not be unspecified (0.0.0.0)"),
        ("169.254.1.1", "may not be in the link-local range (169.254.0.0/16, fe80::/10)"),
        ("fe80::1", "may not be in the link-local range (169.254.0.0/16, fe80::/10)"),
        ("224.0.0.5", "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)"),
        ("ff02::1", "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)"),
        ("ff12::1", "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)"),
        ("::ffff:127.0.0.1", "may not be in the loopback range (127.0.0.0/8, ::1/128)"),
        ("nonsense", "must be a valid IP address"),
    ],
)
def test_special_addresses(text: str, message: str) -> None:
    assert addresses.special_messages(text) == [message]


@pytest.mark.parametrize("text", ["10.0.0.1", "203.0.113.9", "2001:db8::1", "239.1.1.1", "224.0.1.1", "ff01::1"])
def test_other_addresses_are_not_special(text: str) -> None:
    assert addresses.special_messages(text) == []


@pytest.mark.parametrize(
    ("text", "family"), [("1.2.3.4", "IPv4"), ("::1", "IPv6"), ("::ffff:1.2.3.4", "IPv4"), ("x", None)]
)
def test_families(text: str, family: str | None) -> None:
    assert addresses.family_of(text) == family

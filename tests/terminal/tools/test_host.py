"""host of BIND."""

from __future__ import annotations

import pytest
from tests.terminal.tools.playground import REFUSED, WEB, run, without_dns


@pytest.mark.parametrize(
    ("arguments", "status", "stdout"),
    [
        ("web", 0, f"{WEB} has address 10.96.22.1\n"),
        ("nope", 1, "Host nope not found: 3(NXDOMAIN)\n"),
        (f"-t AAAA {WEB}", 0, f"{WEB} has no AAAA record\n"),
        (f"-t SRV {WEB}", 0, f"{WEB} has SRV record 0 100 80 {WEB}.\n"),
        (
            "out",
            0,
            "out.shop.svc.cluster.local is an alias for db.example.com.\ndb.example.com has address 192.168.1.10\n",
        ),
        ("10.96.22.1", 0, f"1.22.96.10.in-addr.arpa domain name pointer {WEB}.\n"),
        ("-t A 10.96.22.1", 0, f"1.22.96.10.in-addr.arpa domain name pointer {WEB}.\n"),
        ("-t NS cluster.local", 0, "cluster.local name server kube-dns.kube-system.svc.cluster.local.\n"),
        ("10.96.22.99", 1, "Host 99.22.96.10.in-addr.arpa. not found: 3(NXDOMAIN)\n"),
    ],
)
def test_host(arguments: str, status: int, stdout: str) -> None:
    outcome = run(f"host {arguments}")
    assert (outcome.exit, outcome.stdout) == (status, stdout)


def test_host_without_a_reply() -> None:
    assert run("host web", without_dns()).stdout == f"{REFUSED};; no servers could be reached\n"


def test_host_at_length() -> None:
    lines = run("host -v -t A web").stdout.splitlines()
    assert lines[0] == f'Trying "{WEB}"'
    assert lines[2:] == [
        ";; flags: qr aa rd; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 0",
        "",
        ";; QUESTION SECTION:",
        f";{WEB}.\tIN\tA",
        "",
        ";; ANSWER SECTION:",
        f"{WEB}. 30\tIN\tA\t10.96.22.1",
        "",
        lines[-1],
    ]
    assert lines[-1].startswith("Received 86 bytes from 10.96.0.10#53 in ")
    missed = run("host -v nope").stdout.splitlines()
    assert missed[3:5] == ['Trying "nope"', "Host nope not found: 3(NXDOMAIN)"]

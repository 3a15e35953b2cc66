"""nslookup of BIND, of busybox, and of busybox before 1.30."""

from __future__ import annotations

import pytest
from tests.terminal.tools.playground import REFUSED, WEB, playground, pod, run, without_dns

DETAILS = f"""\
------------
    QUESTIONS:
	{WEB}, type = A, class = IN
    ANSWERS:
    ->  {WEB}
	internet address = 10.96.22.1
	ttl = 30
    AUTHORITY RECORDS:
    ADDITIONAL RECORDS:
------------
"""
REVERSE_DETAILS = f"""\
------------
    QUESTIONS:
	1.22.96.10.in-addr.arpa, type = PTR, class = IN
    ANSWERS:
    ->  1.22.96.10.in-addr.arpa
	name = {WEB}.
	ttl = 30
    AUTHORITY RECORDS:
    ADDITIONAL RECORDS:
------------
"""
AGAIN = ";; Got recursion not available from 10.96.0.10\n"
SERVER = "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\n"


@pytest.mark.parametrize(
    ("arguments", "status", "stdout"),
    [
        ("web", 0, f"{AGAIN}{SERVER}Name:\t{WEB}\nAddress: 10.96.22.1\n{AGAIN}\n"),
        ("nope", 1, f"{AGAIN * 4}{SERVER}** server can't find nope: NXDOMAIN\n\n"),
        ("-type=AAAA web", 0, f"{AGAIN}{SERVER}*** Can't find web: No answer\n\n"),
        (
            f"-type=SRV {WEB}",
            0,
            f"{AGAIN * 4}{SERVER}{WEB}\tservice = 0 100 80 {WEB}.\n\n",
        ),
        (
            f"{WEB}. kube-dns.kube-system",
            0,
            f"Server:\t\tkube-dns.kube-system\nAddress:\t10.96.0.10#53\n\nName:\t{WEB}\nAddress: 10.96.22.1\n\n",
        ),
        ("-nosearch web", 1, f"{AGAIN}{SERVER}** server can't find web: NXDOMAIN\n\n"),
        ("-nosearch -search -type=A web", 0, f"{AGAIN}{SERVER}Name:\t{WEB}\nAddress: 10.96.22.1\n\n"),
        ("-norecurse -type=A web", 0, f"{SERVER}Name:\t{WEB}\nAddress: 10.96.22.1\n\n"),
        ("-domain=svc.cluster.local -type=A web.shop", 0, f"{AGAIN}{SERVER}Name:\t{WEB}\nAddress: 10.96.22.1\n\n"),
        ("-debug -type=A web", 0, f"{AGAIN}{SERVER}{DETAILS}Name:\t{WEB}\nAddress: 10.96.22.1\n\n"),
        ("-debug 10.96.22.1", 0, f"{AGAIN}{REVERSE_DETAILS}1.22.96.10.in-addr.arpa\tname = {WEB}.\n\n"),
        ("-type=A 10.96.22.1", 0, f"{AGAIN}1.22.96.10.in-addr.arpa\tname = {WEB}.\n\n"),
        ("10.96.22.1", 0, f"{AGAIN}1.22.96.10.in-addr.arpa\tname = {WEB}.\n\n"),
        ("10.96.22.9", 1, f"{AGAIN}** server can't find 9.22.96.10.in-addr.arpa: NXDOMAIN\n\n"),
    ],
)
def test_nslookup_of_bind(arguments: str, status: int, stdout: str) -> None:
    outcome = run(f"nslookup {arguments}")
    assert (outcome.exit, outcome.stdout) == (status, stdout)


def test_nslookup_of_bind_without_a_reply() -> None:
    outcome = run("nslookup web", without_dns())
    assert (outcome.exit, outcome.stdout) == (1, f"{REFUSED};; no servers could be reached\n\n")


BUSYBOX_SERVER = "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n"


@pytest.mark.parametrize(
    ("arguments", "status", "stdout"),
    [
        (WEB, 0, f"Name:\t{WEB}\nAddress: 10.96.22.1\n\n\n"),
        (
            "web",
            1,
            f"Name:\t{WEB}\nAddress: 10.96.22.1\n\n"
            "** server can't find web.svc.cluster.local: NXDOMAIN\n\n"
            "** server can't find web.cluster.local: NXDOMAIN\n\n\n"
            "** server can't find web.svc.cluster.local: NXDOMAIN\n\n"
            "** server can't find web.cluster.local: NXDOMAIN\n\n",
        ),
        ("web.shop", 1, "** server can't find web.shop: NXDOMAIN\n\n" * 2),
        ("10.96.22.1", 0, f"1.22.96.10.in-addr.arpa\tname = {WEB}\n\n"),
        (f"-type=srv {WEB}", 0, f"{WEB}\tservice = 0 100 80 {WEB}\n\n"),
        ("-type=a out.shop.svc.cluster.local 10.96.0.10", 0, None),
    ],
)
def test_nslookup_of_busybox(arguments: str, status: int, stdout: str | None) -> None:
    outcome = run(f"busybox nslookup {arguments}")
    assert outcome.exit == status
    assert outcome.stdout.startswith(BUSYBOX_SERVER)
    if stdout is not None:
        assert outcome.stdout == BUSYBOX_SERVER + stdout


def test_nslookup_of_busybox_without_a_reply() -> None:
    outcome = run("busybox nslookup web", without_dns())
    assert (outcome.exit, outcome.stdout) == (1, ";; connection timed out; no servers could be reached\n\n")
    assert outcome.stderr == "nslookup: write to '10.96.0.10': Connection refused\n"


OLD = ("Server:    10.96.0.10", "Address 1: 10.96.0.10 kube-dns.kube-system.svc.cluster.local", "")


@pytest.mark.parametrize(
    ("line", "status", "stdout", "stderr"),
    [
        ("nslookup web", 0, (*OLD, "Name:      web", "Address 1: 10.96.22.1 web.shop.svc.cluster.local"), ""),
        ("nslookup web.shop", 0, (*OLD, "Name:      web.shop", "Address 1: 10.96.22.1 web.shop.svc.cluster.local"), ""),
        ("nslookup nope", 1, OLD, "nslookup: can't resolve 'nope'\n"),
        ("nslookup web 10.96.22.2", 1, ("Server:    10.96.22.2", "Address 1: 10.96.22.2", ""), None),
    ],
)
def test_old_busybox_looks_names_up_as_its_library_does(
    line: str, status: int, stdout: tuple[str, ...], stderr: str | None
) -> None:
    cluster = playground(pod("bb", "10.244.3.77", "node-3", image="busybox:1.28", listen="none"))
    outcome = run(line, cluster=cluster, at="pod/shop/bb")
    assert (outcome.exit, outcome.stdout.splitlines()) == (status, list(stdout))
    assert stderr is None or outcome.stderr == stderr

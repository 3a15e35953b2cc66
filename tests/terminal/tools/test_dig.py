"""dig of BIND."""

from __future__ import annotations

import pytest
from tests.terminal.tools.playground import REFUSED, WEB, run, without_dns

from svcquest.terminal.tools.records import indented

SOA = "cluster.local.\t\t30\tIN\tSOA\tns.dns.cluster.local. hostmaster.cluster.local. 1795000000 7200 1800 86400 30\n"
MULTILINE_SOA = """\
cluster.local.		30 IN SOA ns.dns.cluster.local. hostmaster.cluster.local. (
				1795000000 ; serial
				7200       ; refresh (2 hours)
				1800       ; retry (30 minutes)
				86400      ; expire (1 day)
				30         ; minimum (30 seconds)
				)
"""
YAML = f"""\
- type: MESSAGE
  message:
    type: AUTH_RESPONSE
    query_time: !!timestamp 2026-11-18T11:06:40.000Z
    response_time: !!timestamp 2026-11-18T11:06:40.001Z
    message_size: 109b
    socket_family: INET
    socket_protocol: UDP
    response_address: "10.96.0.10"
    response_port: 53
    query_address: "0.0.0.0"
    query_port: 0
    response_message_data:
      opcode: QUERY
      status: NOERROR
      id: 61628
      flags: qr aa rd
      QUESTION: 1
      ANSWER: 1
      AUTHORITY: 0
      ADDITIONAL: 1
      ANSWER_SECTION:
        - '{WEB}. 30 IN A 10.96.22.1'
"""


@pytest.mark.parametrize(
    ("arguments", "stdout"),
    [
        (f"+short {WEB}", "10.96.22.1\n"),
        (f"+short @10.96.0.10 {WEB}", "10.96.22.1\n"),
        (f"+short @kube-dns.kube-system {WEB}", "10.96.22.1\n"),
        ("+short web", ""),
        ("+short +search web", "10.96.22.1\n"),
        ("+short +search +ndots=0 web", ""),
        ("+short -x 10.96.22.1", f"{WEB}.\n"),
        (f"+short -t A {WEB}. @10.96.0.10", "10.96.22.1\n"),
        (f"+short SRV {WEB}", f"0 100 80 {WEB}.\n"),
        (f"+short {WEB} SRV", f"0 100 80 {WEB}.\n"),
        (f"+short {WEB} nope.example.com www.example.com", "10.96.22.1\n192.168.1.10\n"),
        (f"+noall +answer {WEB}", f"{WEB}. 30\tIN\tA\t10.96.22.1\n"),
        (f"+noall +answer +nottlid {WEB}", f"{WEB}. IN\tA\t10.96.22.1\n"),
        (f"+noall +answer +noclass {WEB}", f"{WEB}. 30\tA\t10.96.22.1\n"),
        (f"+noall +answer +ttlunits {WEB}", f"{WEB}. 30s\tIN\tA\t10.96.22.1\n"),
        (f"+noall +answer +multi {WEB}", f"{WEB}. 30 IN A 10.96.22.1\n"),
        ("+noall +question SRV _t._tcp.echo.shop.svc.cluster.local", ";_t._tcp.echo.shop.svc.cluster.local. IN\tSRV\n"),
        ("+noall +answer +multiline cluster.local SOA", MULTILINE_SOA),
        (f"+yaml +noall +answer {WEB}", YAML),
        (f"+qr +noall +answer {WEB}", f"{WEB}. 30\tIN\tA\t10.96.22.1\n"),
        (f"+qr +noall +question {WEB}", f";{WEB}.\tIN\tA\n" * 2),
        ("+short +domain=shop.svc.cluster.local web", "10.96.22.1\n"),
        (f"+noall +question {WEB}", f";{WEB}.\tIN\tA\n"),
        ("+noall +authority nope.shop.svc.cluster.local", SOA),
        (
            "+noall +answer out.shop.svc.cluster.local CNAME",
            "out.shop.svc.cluster.local. 30\tIN\tCNAME\tdb.example.com.\n",
        ),
    ],
)
def test_dig(arguments: str, stdout: str) -> None:
    outcome = run(f"dig {arguments}")
    assert (outcome.exit, outcome.stdout, outcome.stderr) == (0, stdout, "")


def test_what_is_told_of_a_server_that_was_named() -> None:
    lines = run(f"dig @10.96.0.10 {WEB}").stdout.splitlines()
    assert lines[1:4] == [f"; <<>> DiG 9.18.49 <<>> @10.96.0.10 {WEB}", "; (1 server found)", ";; global options: +cmd"]
    assert run("dig +yaml @10.96.0.10 -p 54 web").stdout == (
        "- type: DIG_ERROR\n  message: |\n    no servers could be reached\n"
    )


def test_the_question_before_the_answer() -> None:
    lines = run(f"dig +qr +nocookie +bufsize=800 {WEB}").stdout.splitlines()
    asked, answered = lines.index(";; Sending:"), lines.index(";; Got answer:")
    assert lines[asked + 4] == ";; flags: rd ad; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 1"
    assert lines[answered - 2 : answered] == [";; QUERY SIZE: 55", ""]
    assert [line for line in lines if "EDNS" in line] == ["; EDNS: version: 0, flags:; udp: 800"] * 2
    assert lines[-2:] == [";; MSG SIZE  rcvd: 97", ""]


def test_dig_in_full() -> None:
    lines = run(f"dig {WEB}").stdout.splitlines()
    number, cookie, took, when, size = (lines[at] for at in (6, 12, 19, 21, 22))
    assert number.startswith(";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: ")
    assert cookie.startswith("; COOKIE: ")
    assert took.startswith(";; Query time: ")
    assert when.startswith(";; WHEN: ")
    assert size == ";; MSG SIZE  rcvd: 109"
    rest = [line for line in lines if line not in {number, cookie, took, when, size}]
    assert rest == [
        "",
        f"; <<>> DiG 9.18.49 <<>> {WEB}",
        ";; global options: +cmd",
        ";; Got answer:",
        ";; WARNING: .local is reserved for Multicast DNS",
        ";; You are currently testing what happens when an mDNS query is leaked to DNS",
        ";; flags: qr aa rd; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1",
        ";; WARNING: recursion requested but not available",
        "",
        ";; OPT PSEUDOSECTION:",
        "; EDNS: version: 0, flags:; udp: 1232",
        ";; QUESTION SECTION:",
        f";{WEB}.\tIN\tA",
        "",
        ";; ANSWER SECTION:",
        f"{WEB}. 30\tIN\tA\t10.96.22.1",
        "",
        ";; SERVER: 10.96.0.10#53(10.96.0.10) (UDP)",
        "",
    ]


def test_dig_without_a_reply() -> None:
    outcome = run("dig web", without_dns())
    banner = "\n; <<>> DiG 9.18.49 <<>> web\n;; global options: +cmd\n"
    assert (outcome.exit, outcome.stdout) == (9, f"{REFUSED}{banner};; no servers could be reached\n")
    outcome = run("dig +short @10.96.99.99 web")
    assert outcome.exit == 9
    assert outcome.stdout.count(";; communications error to 10.96.99.99#53: timed out\n") == 3


def test_dig_over_tcp_needs_the_tcp_port() -> None:
    assert run(f"dig +short +tcp {WEB}").stdout == "10.96.22.1\n"
    outcome = run(f"dig +short +tcp {WEB}", without_dns())
    head = f";; Connection to 10.96.0.10#53(10.96.0.10) for {WEB} failed: connection refused.\n"
    assert (outcome.exit, outcome.stdout) == (9, f"{head};; no servers could be reached\n")


@pytest.mark.parametrize(
    ("arguments", "status", "text"),
    [
        ("+nonsense web", 1, "Invalid option: +nonsense"),
        ("-Q web", 1, "Invalid option: -Q"),
        ("@nope web", 1, "dig: couldn't get address for 'nope': not found"),
        ("+nsid web", 1, "dig: +nsid is not known here"),
        ("a..b", 10, "dig: 'a..b' is not a legal name (empty label)"),
        (".web", 10, "dig: '.web' is not a legal name (empty label)"),
    ],
)
def test_dig_rejects(arguments: str, status: int, text: str) -> None:
    outcome = run(f"dig {arguments}")
    assert outcome.exit == status
    assert outcome.stderr.startswith(text)


@pytest.mark.parametrize(
    ("column", "to", "filling"),
    [(14, 24, "\t\t"), (30, 24, " "), (47, 40, "\t"), (26, 32, "\t"), (51, 48, " "), (24, 24, " "), (23, 24, "\t")],
)
def test_columns_are_filled_as_bind_does(column: int, to: int, filling: str) -> None:
    assert indented("x" * column, column, to) == "x" * column + filling


def test_a_trace_from_the_root_ends_there_where_nobody_names_its_servers() -> None:
    lines = run("dig +trace web.shop.svc.cluster.local").stdout.splitlines()
    assert lines[-3].startswith(".\t\t\t86400\tIN\tSOA\ta.root-servers.net.")
    assert lines[-2].startswith(";; Received 115 bytes from 10.96.0.10#53(10.96.0.10) in ")

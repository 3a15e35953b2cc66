"""dig, host, nslookup and getent."""

from __future__ import annotations

import pytest
from tests.terminal.tools.playground import playground, pod, run, service, without_dns

from svcquest.engine.cluster import Cluster
from svcquest.model import kinds
from svcquest.model.tree import with_value
from svcquest.terminal.tools.records import indented

WEB = "web.shop.svc.cluster.local"
SOA = "cluster.local.\t\t30\tIN\tSOA\tns.dns.cluster.local. hostmaster.cluster.local. 1795000000 7200 1800 86400 30\n"
REFUSED = ";; communications error to 10.96.0.10#53: connection refused\n" * 3


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
ALPINE = "pod/shop/alpine-1"


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
    lines = run(f"dig +qr +nocookie {WEB}").stdout.splitlines()
    asked, answered = lines.index(";; Sending:"), lines.index(";; Got answer:")
    assert lines[asked + 4] == ";; flags: rd ad; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 1"
    assert lines[answered - 2 : answered] == [";; QUERY SIZE: 55", ""]
    assert lines[-2:] == [";; MSG SIZE  rcvd: 97", ""]


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


@pytest.mark.parametrize(
    ("arguments", "status", "stdout"),
    [
        ("hosts web", 0, f"10.96.22.1        {WEB}  {WEB} web\n"),
        (f"hosts {WEB}", 0, f"10.96.22.1        {WEB}  {WEB}\n"),
        ("hosts out", 0, "192.168.1.10      db.example.com  db.example.com out\n"),
        ("hosts 10.96.22.1", 0, f"10.96.22.1        {WEB}  {WEB}\n"),
        ("hosts 10.96.22.9", 0, "10.96.22.9        10.96.22.9  10.96.22.9\n"),
        ("hosts nope web", 2, ""),
        ("services http", 0, "http                 80/tcp  http\n"),
        ("ahosts web", 1, ""),
        ("", 1, ""),
    ],
)
def test_getent_of_alpine(arguments: str, status: int, stdout: str) -> None:
    outcome = run(f"getent {arguments}", playground(pod("alpine-1", "10.244.3.6", "node-3", "alpine:3.22")), ALPINE)
    assert (outcome.exit, outcome.stdout) == (status, stdout)


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


@pytest.mark.parametrize(
    ("arguments", "status", "stdout"),
    [
        ("hosts web", 0, f"10.96.22.1      {WEB}\n"),
        ("hosts client", 0, "10.244.3.5      client\n"),
        ("hosts out", 0, "192.168.1.10    db.example.com out.shop.svc.cluster.local\n"),
        ("hosts nope", 2, ""),
        ("hosts web nope", 2, f"10.96.22.1      {WEB}\n"),
        ("hosts 10.96.22.1", 0, f"10.96.22.1      {WEB}\n"),
        ("hosts 10.96.22.9", 2, ""),
        (
            "ahostsv4 web",
            0,
            f"10.96.22.1      STREAM {WEB}\n10.96.22.1      DGRAM  \n10.96.22.1      RAW    \n",
        ),
        ("ahostsv6 web", 2, ""),
        ("services http", 0, "http                  80/tcp www\n"),
        ("services 53/udp", 0, "domain                53/udp\n"),
        ("services tftp", 0, "tftp                  69/udp\n"),
        ("services domain/sctp", 2, ""),
        ("passwd root", 0, "root:x:0:0:root:/root:/bin/bash\n"),
    ],
)
def test_getent(arguments: str, status: int, stdout: str) -> None:
    outcome = run(f"getent {arguments}")
    assert (outcome.exit, outcome.stdout) == (status, stdout)


@pytest.mark.parametrize(
    ("arguments", "text"), [("", "wrong number of arguments"), ("nope x", "Unknown database: nope")]
)
def test_getent_rejects(arguments: str, text: str) -> None:
    outcome = run(f"getent {arguments}")
    assert outcome.exit == 1
    assert text in outcome.stderr


def test_every_tool_gives_the_same_again_from_the_same_state() -> None:
    for line in (f"dig {WEB}", "nslookup hl", "host web", "curl -v http://web"):
        assert run(line, playground()) == run(line, playground())


def many(count: int) -> Cluster:
    """The playground with a headless Service of so many endpoints."""
    cluster = playground()
    addresses = [{"addresses": [f"10.244.1.{number}"], "conditions": {"ready": True}} for number in range(count)]
    listed = {
        "apiVersion": "discovery.k8s.io/v1",
        "kind": "EndpointSlice",
        "metadata": {"name": "many", "namespace": "shop", "labels": {"kubernetes.io/service-name": "many"}},
        "addressType": "IPv4",
        "endpoints": addresses,
        "ports": [{"name": "", "port": 80, "protocol": "TCP"}],
    }
    assert cluster.load([{**service("many", "None"), "spec": {"clusterIP": "None"}}, listed]) == []
    return cluster


CUT = ";; Truncated, retrying in TCP mode."
MANY = "many.shop.svc.cluster.local"


@pytest.mark.parametrize(
    ("line", "fits"),
    [
        (f"dig {MANY}", 72),
        (f"dig +noedns {MANY}", 29),
        (f"dig +bufsize=800 {MANY}", 45),
        ("host -t A many", 29),
        ("nslookup -type=A many", 29),
    ],
)
def test_answers_that_are_too_long_for_udp_are_asked_for_again_by_tcp(line: str, fits: int) -> None:
    short, long = (run(line, cluster=many(count)).stdout.splitlines() for count in (fits, fits + 1))
    assert CUT not in short
    assert long[0] == CUT
    assert sum("10.244.1." in each for each in long) == fits + 1


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


def test_dig_may_be_content_with_what_has_fitted() -> None:
    lines = run(f"dig +noedns +ignore {MANY}", cluster=many(80)).stdout.splitlines()
    assert CUT not in lines
    assert ";; flags: qr aa tc rd; QUERY: 1, ANSWER: 29, AUTHORITY: 0, ADDITIONAL: 0" in lines
    assert ";; MSG SIZE  rcvd: 509" in lines


def test_a_trace_from_the_root_ends_there_where_nobody_names_its_servers() -> None:
    lines = run("dig +trace web.shop.svc.cluster.local").stdout.splitlines()
    assert lines[-3].startswith(".\t\t\t86400\tIN\tSOA\ta.root-servers.net.")
    assert lines[-2].startswith(";; Received 115 bytes from 10.96.0.10#53(10.96.0.10) in ")


def test_busybox_shows_what_has_fitted() -> None:
    cluster = many(80)
    cluster.load([pod("bb", "10.244.3.77", "node-3", image="busybox:1.37", listen="none")])
    shown = run(f"nslookup -type=a {MANY}", cluster=cluster, at="pod/shop/bb").stdout
    assert shown.count("Address: 10.244.1.") == 29


def test_dig_tells_the_size_and_the_transport_of_a_long_answer() -> None:
    def told(count: int, options: str = "") -> list[str]:
        lines = run(f"dig {options} {MANY}", cluster=many(count)).stdout.splitlines()
        return [each for each in lines if each.startswith((";; SERVER", ";; MSG SIZE"))]

    server = ";; SERVER: 10.96.0.10#53(10.96.0.10)"
    assert told(20) == [f"{server} (UDP)", ";; MSG SIZE  rcvd: 928"]
    assert told(60) == [f"{server} (UDP)", ";; MSG SIZE  rcvd: 1028"]
    assert told(80) == [f"{server} (TCP)", ";; MSG SIZE  rcvd: 3508"]
    assert CUT not in run(f"dig +short {MANY}", cluster=many(80)).stdout


def test_a_long_answer_needs_a_nameserver_that_can_be_reached_by_tcp() -> None:
    cluster = many(80)
    kube_dns = cluster.get(kinds.SERVICE, "kube-system", "kube-dns")
    assert kube_dns is not None
    ports = [each for each in kube_dns.spec["ports"] if each["protocol"] == "UDP"]
    cluster.update(kinds.SERVICE, "kube-system", "kube-dns", with_value(kube_dns.tree, ("spec", "ports"), ports))
    assert run("getent hosts many", cluster=cluster).exit == 2
    assert run("getent hosts web", cluster=cluster).exit == 0
    outcome = run(f"dig {MANY}", cluster=cluster)
    assert outcome.exit == 9
    assert outcome.stdout.splitlines()[:2] == [
        CUT,
        f";; Connection to 10.96.0.10#53(10.96.0.10) for {MANY} failed: timed out.",
    ]

"""wget, nc, telnet, ping and traceroute."""

from __future__ import annotations

import pytest
from tests.terminal.tools.playground import playground, pod, run, service, without_dns

from svcquest.terminal.session import Terminal

HELLO = "web-1 10.244.1.20:80 saw 10.244.3.5\n"
ECHO_UDP = "echo-1 10.244.2.20:53 saw 10.244.3.5\n"


@pytest.mark.parametrize(
    ("line", "stdout"),
    [
        ("busybox wget -q -O- http://web", HELLO),
        ("wget -qO- http://web.shop", HELLO),
        ("wget -q -O - -T 3 10.96.22.1", HELLO),
        ("wget -q --spider http://web", ""),
    ],
)
def test_wget_succeeds(line: str, stdout: str) -> None:
    outcome = run(line)
    assert (outcome.exit, outcome.stdout, outcome.stderr) == (0, stdout, "")


@pytest.mark.parametrize(
    ("line", "stderr"),
    [
        ("wget -q -O- http://down", "wget: can't connect to remote host (10.96.22.2): Connection refused\n"),
        ("wget -q -O- -T 2 http://web:81", "wget: download timed out\n"),
        ("wget -q -O- http://web:81", "wget: can't connect to remote host (10.96.22.1): Connection timed out\n"),
        ("wget -q -O- http://nope", "wget: bad address 'nope'\n"),
        ("wget -q -O- foo://web", "wget: not an http or ftp url: foo://web\n"),
        (
            "wget -O- http://10.96.22.2",
            "Connecting to 10.96.22.2 (10.96.22.2:80)\n"
            "wget: can't connect to remote host (10.96.22.2): Connection refused\n",
        ),
    ],
)
def test_wget_fails(line: str, stderr: str) -> None:
    outcome = run(line)
    assert (outcome.exit, outcome.stdout, outcome.stderr) == (1, "", stderr)


def test_wget_tells_what_it_does() -> None:
    outcome = run("wget http://web")
    assert outcome.stderr == (
        "Connecting to web (10.96.22.1:80)\nsaving to 'index.html'\n"
        f"index.html           100% |{'*' * 32}|    36  0:00:00 ETA\n'index.html' saved\n"
    )


@pytest.mark.parametrize(
    ("line", "stdin", "status", "stdout", "stderr"),
    [
        ("nc -zv web 80", "", 0, "", "Connection to web (10.96.22.1) 80 port [tcp/http] succeeded!\n"),
        ("nc -z web 80", "", 0, "", ""),
        ("nc -zv 10.244.2.20 7", "", 0, "", "Connection to 10.244.2.20 7 port [tcp/*] succeeded!\n"),
        ("nc -zv down 80", "", 1, "", "nc: connect to down (10.96.22.2) port 80 (tcp) failed: Connection refused\n"),
        (
            "nc -zv -w 1 web 81",
            "",
            1,
            "",
            "nc: connect to web (10.96.22.1) port 81 (tcp) timed out: Operation now in progress\n",
        ),
        ("nc -zv 10.244.1.20 1", "", 1, "", "nc: connect to 10.244.1.20 port 1 (tcp) failed: Connection refused\n"),
        ("nc -zw1 nope 80", "", 1, "", 'nc: getaddrinfo for host "nope" port 80: Name or service not known\n'),
        ("nc -w 1 web 80", "hi\n", 0, HELLO, ""),
        ("nc -u -w 1 echo 53", "hi\n", 0, ECHO_UDP, ""),
        ("nc -u -w 1 echo 54", "hi\n", 0, "", ""),
        ("nc -zv web 80-81", "", 0, "", None),
        ("nc -zv web ssh-x", "", 1, "", "nc: port number invalid: ssh-x\n"),
        ("nc -zv web 70000", "", 1, "", "nc: port number too large: 70000\n"),
        ("busybox nc -w 2 down 80", "", 1, "", "nc: can't connect to remote host (10.96.22.2): Connection refused\n"),
        ("busybox nc -w 1 web 81", "", 1, "", "nc: timed out\n"),
        ("busybox nc nope 80", "", 1, "", "nc: bad address 'nope'\n"),
        ("busybox nc web 80", "hi\n", 0, HELLO, ""),
        ("busybox nc -z web 80", "", 1, "", None),
        ("telnet web 80", "", 0, "Connected to web\n", ""),
        ("telnet down 80", "", 1, "", "telnet: can't connect to remote host (10.96.22.2): Connection refused\n"),
    ],
)
def test_nc(line: str, stdin: str, status: int, stdout: str, stderr: str | None) -> None:
    outcome = run(line, stdin=stdin)
    assert (outcome.exit, outcome.stdout) == (status, stdout)
    if stderr is not None:
        assert outcome.stderr == stderr


@pytest.mark.parametrize(
    ("line", "status", "stderr"),
    [
        ("nc -z web 80", 0, ""),
        ("nc -zv web 80", 0, "web (10.96.22.1:80) open\n"),
        ("nc -zv down 80", 1, ""),
        ("nc -zvv down 80", 1, "nc: down (10.96.22.2:80): Connection refused\nsent 0, rcvd 0\n"),
        ("nc -zv -w 2 web 81", 1, "nc: web (10.96.22.1:81): Operation timed out\n"),
        ("nc -zvv fd00::7 80", 1, "nc: fd00::7 (fd00::7:80): Network unreachable\nsent 0, rcvd 0\n"),
    ],
)
def test_nc_of_alpine(line: str, status: int, stderr: str) -> None:
    cluster = playground(pod("alp-1", "10.244.1.40", image="alpine:3.20"))
    outcome = run(line, cluster, "pod/shop/alp-1")
    assert (outcome.exit, outcome.stderr) == (status, stderr)


def test_names_without_dns_fail_for_a_while() -> None:
    cluster = without_dns()
    text = "Temporary failure in name resolution"
    assert run("nc -z web 80", cluster).stderr == f'nc: getaddrinfo for host "web" port 80: {text}\n'
    assert run("ping -c 1 web", cluster).stderr == f"ping: web: {text}\n"


def test_ping_of_iputils() -> None:
    lines = run("ping -c 2 10.244.1.20").stdout.splitlines()
    assert lines[0] == "PING 10.244.1.20 (10.244.1.20) 56(84) bytes of data."
    assert lines[2].startswith("64 bytes from 10.244.1.20: icmp_seq=2 ttl=62 time=")
    assert lines[3:5] == ["", "--- 10.244.1.20 ping statistics ---"]
    assert lines[5].startswith("2 packets transmitted, 2 received, 0% packet loss, time ")
    assert lines[6].startswith("rtt min/avg/max/mdev = ")


@pytest.mark.parametrize(
    ("line", "status", "stderr"),
    [
        ("ping -c 1 nope", 2, "ping: nope: Name or service not known\n"),
        ("ping", 1, "ping: usage error: Destination address required\n"),
        ("ping -6 -c 1 web", 2, "ping: web: Address family for hostname not supported\n"),
        ("ping -c 0 web", 1, "ping: invalid argument: '0': out of range: 1 <= value <= 9223372036854775807\n"),
        ("ping -c x web", 1, "ping: invalid argument: 'x'\n"),
        ("busybox ping -c 1 nope", 1, "ping: bad address 'nope'\n"),
    ],
)
def test_ping_that_cannot_start(line: str, status: int, stderr: str) -> None:
    outcome = run(line)
    assert (outcome.exit, outcome.stdout, outcome.stderr) == (status, "", stderr)


@pytest.mark.parametrize(
    ("line", "first", "second"),
    [
        ("ping -s 100 -c 1 10.244.1.20", "PING 10.244.1.20 (10.244.1.20) 100(128) bytes of data.", "108 bytes from "),
        (
            "ping -D -c 1 10.244.1.20",
            "PING 10.244.1.20 (10.244.1.20) 56(84) bytes of data.",
            "[1795000000.000000] 64 b",
        ),
        ("ping -s 8 -c 1 ::1", "PING ::1(::1) 8 data bytes", "16 bytes from ::1: icmp_seq=1 ttl=64"),
        (
            "ping -O -c 2 web",
            "PING web.shop.svc.cluster.local (10.96.22.1) 56(84) bytes of data.",
            "no answer yet for ",
        ),
        ("busybox ping -s 0 -c 1 10.244.1.20", "PING 10.244.1.20 (10.244.1.20): 0 data bytes", "8 bytes from 10.244."),
    ],
)
def test_what_options_make_of_ping(line: str, first: str, second: str) -> None:
    lines = run(line).stdout.splitlines()
    assert (lines[0], lines[1][: len(second)]) == (first, second)


def test_ping_of_a_cluster_ip_gets_no_reply() -> None:
    outcome = run("ping -c 1 web")
    assert outcome.exit == 1
    assert "1 packets transmitted, 0 received, 100% packet loss, time 0ms\n\n" in outcome.stdout


def test_ping_of_busybox() -> None:
    outcome = run("busybox ping -c 2 10.244.1.20")
    lines = outcome.stdout.splitlines()
    assert outcome.exit == 0
    assert lines[0] == "PING 10.244.1.20 (10.244.1.20): 56 data bytes"
    assert lines[1].startswith("64 bytes from 10.244.1.20: seq=0 ttl=62 time=")
    assert lines[5] == "2 packets transmitted, 2 packets received, 0% packet loss"


def test_ping_without_a_count_ends() -> None:
    assert run("ping 10.244.1.20").stdout.count("64 bytes from") == 4


def test_traceroute() -> None:
    lines = run("traceroute 10.244.1.20").stdout.splitlines()
    assert lines[0] == "traceroute to 10.244.1.20 (10.244.1.20), 30 hops max, 46 byte packets"
    assert lines[-1].startswith(" 3  10.244.1.20 (10.244.1.20)")
    assert run("traceroute -m 5 web").stdout.splitlines()[-1] == " 5  *  *  *"


# Ports that kubectl forwards ------------------------------------------------------------------------------------------


def forwarding() -> Terminal:
    terminal = Terminal(playground(), namespace="shop")
    assert terminal.run("kubectl port-forward svc/web 8080:80").exit == 0
    return terminal


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_a_tunnel_leads_to_the_loopback_of_one_pod(host: str) -> None:
    assert forwarding().run(f"curl -s http://{host}:8080").stdout == "web-1 127.0.0.1:80 saw 127.0.0.1\n"


@pytest.mark.parametrize(
    "line", ["curl -s 192.168.1.243:8080", "ssh node-2 curl -s localhost:8080", "nc -z localhost 81"]
)
def test_a_tunnel_is_for_its_own_port_of_its_own_machine(line: str) -> None:
    assert forwarding().run(line).exit != 0


def test_a_tunnel_is_seen_as_a_socket_of_kubectl() -> None:
    assert "127.0.0.1:8080" in forwarding().run("ss -lntp | grep kubectl").stdout


def test_a_tunnel_without_a_listener_ends_each_connection() -> None:
    terminal = forwarding()
    terminal.run("kubectl port-forward web-1 9000:81")
    assert terminal.run("curl -sS localhost:9000").stderr == "curl: (52) Empty reply from server\n"


def test_a_tunnel_ends_with_its_pod() -> None:
    terminal = forwarding()
    terminal.run("kubectl delete pod web-1 --force --grace-period=0")
    assert [terminal.run("curl -s localhost:8080").exit for _ in range(2)] == [52, 7]


def test_an_undone_terminal_has_no_tunnels() -> None:
    terminal = forwarding()
    terminal.restore(terminal.snapshot())
    assert terminal.run("curl -s localhost:8080").exit == 7


@pytest.mark.parametrize(
    ("line", "stdout", "stderr"),
    [
        (
            "telnet 10.96.22.1 80",
            "Trying 10.96.22.1...\nConnected to 10.96.22.1.\nEscape character is '^]'.\n",
            "Connection closed by foreign host.\n",
        ),
        (
            "telnet 10.96.22.2 http",
            "Trying 10.96.22.2...\n",
            "telnet: Unable to connect to remote host: Connection refused\n",
        ),
        (
            "telnet 10.96.22.1 81",
            "Trying 10.96.22.1...\n",
            "telnet: Unable to connect to remote host: Connection timed out\n",
        ),
        ("telnet nope 80", "", "telnet: could not resolve nope/80: Name or service not known\n"),
        (
            "telnet 10.96.22.1 what",
            "",
            "telnet: could not resolve 10.96.22.1/what: Servname not supported for ai_socktype\n",
        ),
    ],
)
def test_telnet_on_a_node(line: str, stdout: str, stderr: str) -> None:
    outcome = run(line, at="node/node-1")
    assert (outcome.exit, outcome.stdout, outcome.stderr) == (1, stdout, stderr)


@pytest.mark.parametrize(
    ("line", "status", "stderr"),
    [
        ("nc -zu -w 1 echo 7", 0, ""),
        ("nc -zvn 10.96.22.1 80", 0, "Connection to 10.96.22.1 80 port [tcp/*] succeeded!\n"),
        ("nc -zvn web 80", 1, 'nc: getaddrinfo for host "web" port 80: Name or service not known\n'),
        ("nc -zv web", 1, "nc: missing port number\n"),
        ("nc -zv -w soon web 80", 1, "nc: timeout invalid: soon\n"),
        ("nc -zvk web 80", 1, "nc: must use -l with -k\n"),
        ("busybox wget -qS --spider http://web/", 0, "  Content-Length: 36\n  \n"),
        ("busybox wget http://web:99999/", 1, "wget: bad port '99999'\n"),
        ("busybox wget -q -P nowhere http://web/x", 1, "wget: can't open 'nowhere/x': No such file or directory\n"),
    ],
)
def test_words_of_the_real_ones(line: str, status: int, stderr: str) -> None:
    outcome = run(line)
    assert (outcome.exit, outcome.stderr[-len(stderr) :]) == (status, stderr)


@pytest.mark.parametrize(
    ("options", "status", "last"),
    [
        ("-nv -O- http://web/", 0, '2026-11-18 11:06:40 URL:http://web/ [36/36] -> "-" [1]'),
        ("-nv http://down/", 4, "failed: Connection refused."),
        ("-6 http://web/", 4, "wget: unable to resolve host address ‘web’"),
        ("-S -qO- http://web/", 0, "  Content-Length: 36"),
        ("foo://web/", 1, "foo://web/: Unsupported scheme ‘foo’."),
        ("-nv -P new/one http://web/x", 0, '2026-11-18 11:06:40 URL:http://web/x [36/36] -> "new/one/x" [1]'),
        ("-O nowhere/x http://web/", 1, "nowhere/x: No such file or directory"),
        ("-nv http://web/tmp/..", 3, "Cannot write to ‘..’ (Success)."),
    ],
)
def test_gnu_wget_in_few_words(options: str, status: int, last: str) -> None:
    cluster = playground(pod("python-1", "10.244.3.7", "node-3", "python:3.12"))
    outcome = run(f"wget {options}", cluster, "pod/shop/python-1")
    assert (outcome.exit, outcome.stderr.splitlines()[-1]) == (status, last)


@pytest.mark.parametrize(("options", "status"), [("-zu", 0), ("-zvu", 1), ("-u -w 1", 0), ("-uv -w 1", 1)])
def test_refused_datagrams_are_told_by_the_exit_status_alone(options: str, status: int) -> None:
    cluster = playground(service("nobody", "10.96.22.8", ports=[{"port": 81, "protocol": "UDP"}]))
    outcome = run(f"nc {options} nobody 81", cluster, stdin="hi\n")
    assert (outcome.exit, outcome.stdout, outcome.stderr) == (status, "", "")

"""ps, uptime, timeout, ifconfig, route, arp, ip route get, ss of open connections, ncat, GNU wget."""

from __future__ import annotations

from typing import Any

import pytest
from tests.terminal.tools.playground import CLIENT, playground, pod, run

from svcquest.engine.cluster import Cluster
from svcquest.engine.settings import Settings
from svcquest.model.net import Request, Vantage
from svcquest.terminal.session import Terminal

NODE = "node/node-1"


def with_pod(name: str, image: str, **container: Any) -> Cluster:
    tree = pod(name, "10.244.2.30", "node-2", image=image)
    tree["spec"]["containers"][0].update(container)
    return playground(tree)


@pytest.mark.parametrize(
    ("image", "command", "shown"),
    [
        ("busybox:1.36", None, "    1 root      0:00 sh"),
        ("busybox:1.36", ["sleep", "3600"], "    1 root      0:00 sleep 3600"),
        ("nginx:1.27-alpine", None, "    1 root      0:00 nginx: master process nginx -g daemon off;"),
        ("redis:7-alpine", None, "    1 root      0:00 redis-server *:6379"),
        ("shop/api:3", None, "    1 root      0:00 api"),
    ],
)
def test_ps_in_a_container(image: str, command: list[str] | None, shown: str) -> None:
    cluster = with_pod("app", image, **({"command": command} if command else {}))
    lines = run("ps aux", cluster, "pod/shop/app").stdout.splitlines()
    assert lines[0] == "PID   USER     TIME  COMMAND"
    assert lines[1] == shown
    assert lines[-1].endswith("ps aux")


def test_arguments_alone_go_to_what_the_image_starts() -> None:
    assert (
        "1 root      0:00 /agnhost netexec\n"
        in run("ps", with_pod("a", "x/agnhost:2", args=["netexec"]), "pod/shop/a").stdout
    )
    assert "1 root      0:00 sleep 9\n" in run("ps", with_pod("a", "alpine", args=["sleep", "9"]), "pod/shop/a").stdout


def test_ps_on_a_node() -> None:
    text = run("ps aux", at=NODE).stdout
    assert text.startswith("USER         PID %CPU %MEM")
    assert "/usr/local/bin/kube-proxy" in text
    assert "nginx: master process" in text
    assert run("ps -ef", at=NODE).stdout.startswith("UID          PID    PPID  C STIME TTY")
    assert run("ps", at=NODE).stdout.count("\n") == 3
    assert "httpd" in run("ps -e", at="external").stdout


def test_uptime_grows() -> None:
    cluster = playground()
    before = run("uptime", cluster, NODE).stdout
    cluster.advance(86400)
    assert "up 3 days" in before
    assert "up 4 days" in run("uptime", cluster, NODE).stdout


@pytest.mark.parametrize(
    ("line", "status", "stdout", "seconds"),
    [
        ("timeout 2 curl -s 10.96.22.1:81", 124, "", 2),
        ("timeout 5 curl -s -m 1 10.96.22.1:81", 28, "", 1),
        ("timeout -k 1 3s curl -s 10.96.22.1", 0, "web-1 10.244.1.20:80 saw 10.244.1.1\n", 0),
        ("timeout 0 curl -s -m 4 10.96.22.1:81", 28, "", 4),
        ("timeout 2 sleep 5", 124, "", 2),
        ("timeout 3 sh -c 'while true; do echo x; sleep 1; done'", 124, "x\nx\nx\nx\n", 3),
        ("timeout 1m sleep 5", 0, "", 5),
    ],
)
def test_timeout(line: str, status: int, stdout: str, seconds: float) -> None:
    cluster = playground()
    before = cluster.state.now
    outcome = Terminal(cluster).run(line)
    assert (outcome.exit, outcome.stdout) == (status, stdout)
    assert cluster.state.now - before == pytest.approx(seconds)


def test_timeout_asks_for_a_time() -> None:
    assert run("timeout 5").exit == 125
    assert run("timeout x ls").stderr.startswith("timeout: invalid time interval ‘x’\n")


def test_net_tools_say_what_ip_says() -> None:
    cluster = with_pod("bb", "busybox:1.36")
    place = "pod/shop/bb"
    assert "inet addr:10.244.2.30  Bcast:10.244.2.255  Mask:255.255.255.0" in run("ifconfig", cluster, place).stdout
    assert run("ifconfig eth7", cluster, place).exit == 1
    assert run("route -n", cluster, place).stdout.splitlines()[2:] == [
        "0.0.0.0         10.244.2.1      0.0.0.0         UG    0      0        0 eth0",
        "10.244.2.0      0.0.0.0         255.255.255.0   U     0      0        0 eth0",
    ]
    assert run("arp -n", cluster, place).stdout == "? (10.244.2.1) at 0a:58:0a:f4:02:01 [ether]  on eth0\n"


@pytest.mark.parametrize(
    ("line", "at", "way"),
    [
        ("ip route get 10.96.22.1", CLIENT, "10.96.22.1 via 10.244.3.1 dev eth0 src 10.244.3.5 uid 0"),
        ("ip route get 10.244.3.9", CLIENT, "10.244.3.9 dev eth0 src 10.244.3.5 uid 0"),
        ("ip route get 10.244.3.5", CLIENT, "local 10.244.3.5 dev lo src 10.244.3.5 uid 0"),
        ("ip r get 10.244.2.20", NODE, "10.244.2.20 via 192.168.1.244 dev eth0 src 192.168.1.243 uid 0"),
        ("ip r get 10.244.1.20", NODE, "10.244.1.20 dev cni0 src 10.244.1.1 uid 0"),
    ],
)
def test_the_way_of_a_packet(line: str, at: str, way: str) -> None:
    assert run(line, at=at).stdout == f"{way}\n    cache\n"


def test_ip_route_get_needs_an_address() -> None:
    assert run("ip route get").exit == 1
    assert run("ip route get web").stderr == 'Error: inet prefix is expected rather than "web".\n'


def test_ip_of_one_family() -> None:
    six = run("ip -6 addr").stdout
    assert "inet6 fe80::858:aff:fef4:305/64 scope link\n" in six
    assert "inet 10" not in six
    assert "link/ether" not in six
    assert "inet6" not in run("ip -4 addr").stdout
    assert run("ip -6 route").stdout == "fe80::/64 dev eth0 proto kernel metric 256 pref medium\n"
    assert run("ip neigh").stdout == "10.244.3.1 dev eth0 lladdr 0a:58:0a:f4:03:01 REACHABLE\n"


def test_ip_in_one_line() -> None:
    lines = run("ip -o -4 addr").stdout.splitlines()
    assert lines[1].startswith("2: eth0    inet 10.244.3.5/24 brd 10.244.3.255 scope global eth0\\")
    assert lines[1].split()[3] == "10.244.3.5/24"


def test_chroot_of_a_debugged_node() -> None:
    terminal = Terminal(playground())
    assert terminal.run("chroot /host").exit == 0
    assert terminal.run("chroot /host hostname").stdout == "node-1\n"
    assert terminal.run("chroot /nope").exit == 125


def test_ip_routes_of_two_families() -> None:
    settings = Settings(service_cidrs=("10.96.0.0/12", "fd00:96::/108"), pod_cidrs=("10.244.0.0/16", "fd00:10::/48"))
    tree = pod("dual", "10.244.2.30", "node-2")
    tree["status"]["podIPs"].append({"ip": "fd00:10:0:2::1e"})
    lines = run("ip -6 route", playground(tree, settings=settings), "pod/shop/dual").stdout.splitlines()
    assert lines[0] == "fd00:10:0:2::/64 dev eth0 proto kernel metric 256 pref medium"
    assert lines[-1] == "default via fd00:10:0:2::1 dev eth0 metric 1024 pref medium"


def test_open_connections() -> None:
    cluster = playground()
    cluster.connect(Request(Vantage("pod", "shop", "client"), "10.96.22.1", 80, source_port=40000))
    (row,) = run("ss -tn", cluster).stdout.splitlines()[1:]
    assert row.split() == ["ESTAB", "0", "0", "10.244.3.5:40000", "10.96.22.1:80"]
    assert "10.244.3.5:40000        10.96.22.1:80           ESTABLISHED" in run("netstat -tn", cluster).stdout
    assert run("ss -ltn", cluster).stdout.count("\n") == 1
    assert "LISTEN" not in run("ss -tn", at=NODE).stdout
    assert "LISTEN" in run("ss -tan", at=NODE).stdout


def test_traceroute_passes_the_pods_node() -> None:
    lines = run("traceroute 10.244.1.20").stdout.splitlines()
    assert [line.split()[1] for line in lines[1:]] == ["10.244.3.1", "192.168.1.243", "10.244.1.20"]


@pytest.mark.parametrize(
    ("line", "status", "stderr"),
    [
        ("ncat -zv web 80", 0, "Ncat: Connected to 10.96.22.1:80.\n"),
        ("ncat -zv down 80", 1, "Ncat: Connection refused.\n"),
        ("ncat -zv -w 2 web 81", 1, "Ncat: TIMEOUT.\n"),
        ("ncat nope 80", 2, 'Ncat: Could not resolve hostname "nope": Name or service not known. QUITTING.\n'),
        ("ncat web 99999", 2, 'Ncat: Invalid port number "99999". QUITTING.\n'),
        ("ncat", 2, "Ncat: You must specify a host to connect to. QUITTING.\n"),
        ("ncat -zuv -w 1 echo 53", 0, "Ncat: Connected to 10.96.22.3:53.\n"),
        ("ncat -l 80", 2, "only connects"),
        ("ncat -Y", 2, "invalid option -- 'Y'"),
    ],
)
def test_ncat(line: str, status: int, stderr: str) -> None:
    outcome = run(line)
    assert outcome.exit == status
    assert stderr in outcome.stderr


def test_ncat_talks() -> None:
    assert run("ncat web 80", stdin="hello\n").stdout == "web-1 10.244.1.20:80 saw 10.244.3.5\n"
    assert run("ncat --version").exit == 0


GNU = "pod/shop/py"


def gnu(line: str) -> Any:
    return run(line, with_pod("py", "python:3.12"), GNU)


@pytest.mark.parametrize(
    ("line", "status", "stderr"),
    [
        ("wget -qO- http://web", 0, ""),
        ("wget -q http://down", 4, ""),
        ("wget http://down", 4, "Connecting to down (down)|10.96.22.2|:80... failed: Connection refused."),
        ("wget http://nope", 4, "wget: unable to resolve host address ‘nope’"),
        ("wget -T 2 -t 1 http://web:81", 4, "failed: Connection timed out.\nGiving up."),
        ("wget -T 1 -t 2 http://10.96.22.1:81", 4, "Retrying.\n\n--"),
        ("wget -O - http://web", 0, "HTTP request sent, awaiting response... 200 OK\nLength: 37 [text/plain]"),
        ("wget http://web/page", 0, "‘page’ saved [37/37]"),
        ("wget --spider http://web", 0, "Remote file exists."),
        ("wget https://10.96.0.1", 5, "cannot verify 10.96.0.1's certificate"),
        ("wget --no-check-certificate https://10.96.0.1", 8, "ERROR 403: Forbidden."),
        ("wget https://web:80", 4, "Unable to establish SSL connection."),
        ("wget", 1, "wget: missing URL"),
        ("wget ftp://web", 1, "Unsupported scheme"),
        ("wget --what", 2, "unrecognized option '--what'"),
    ],
)
def test_gnu_wget(line: str, status: int, stderr: str) -> None:
    outcome = gnu(line)
    assert outcome.exit == status
    assert stderr in outcome.stderr


def test_gnu_wget_prints_the_body() -> None:
    assert gnu("wget -qO- http://web").stdout == "web-1 10.244.1.20:80 saw 10.244.2.30\n"

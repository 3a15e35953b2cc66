from __future__ import annotations

import re

import pytest
from tests.terminal.tools.playground import playground, pod, run, without_dns

HELLO = "web-1 10.244.1.20:80 saw 10.244.3.5\n"
NO_SERVER = "Couldn't connect to server"


@pytest.mark.parametrize(
    "line",
    [
        "curl http://web",
        "curl -s web",
        "curl -sS http://web.shop:80/any/path?q=1",
        "curl --silent --max-time 2 http://10.96.22.1/",
        "curl -4 -s http://web/",
        "curl -s --resolve name.test:80:10.96.22.1 http://name.test/",
        "curl -s -X POST -d a=b -H 'Accept: text/plain' http://web",
        "curl -s --url http://web",
        "curl -fsSLk http://user:secret@web/",
    ],
)
def test_success_prints_the_body_alone(line: str) -> None:
    outcome = run(line)
    assert (outcome.exit, outcome.stdout, outcome.stderr) == (0, HELLO, "")


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("curl http://down", 7, f"Failed to connect to down port 80 after * ms: {NO_SERVER}"),
        ("curl http://hl:81", 7, f"Failed to connect to hl port 81 after * ms: {NO_SERVER}"),
        ("curl -m 2 http://web:8080", 28, "Connection timed out after 2001 milliseconds"),
        ("curl -m .5 http://web:8080", 28, "Connection timed out after 501 milliseconds"),
        (
            "curl --connect-timeout 1 http://web:8080",
            28,
            "Failed to connect to web port 8080 after 1001 ms: Timeout was reached",
        ),
        ("curl --connect-timeout 5 -m 2 http://web:8080", 28, "Connection timed out after 2001 milliseconds"),
        ("curl http://web:8080", 28, f"Failed to connect to web port 8080 after 131001 ms: {NO_SERVER}"),
        ("curl http://nope", 6, "Could not resolve host: nope"),
        ("curl ftp//web", 6, "Could not resolve host: ftp"),
        ("curl -6 http://web", 6, "Could not resolve host: web"),
        ("curl foo://web", 1, 'Protocol "foo" not supported or disabled in libcurl'),
        ("curl http://web:99999", 3, "URL using bad/illegal format or missing URL"),
        ("curl http://", 3, "URL using bad/illegal format or missing URL"),
        ("curl https://hl", 7, f"Failed to connect to hl port 443 after * ms: {NO_SERVER}"),
        ("curl https://web:80", 35, "OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number"),
    ],
)
def test_failures(line: str, code: int, message: str) -> None:
    outcome = run(line)
    head, star, tail = f"curl: ({code}) {message}\n".partition("*")
    assert outcome.exit == code
    assert outcome.stderr.startswith(head)
    assert outcome.stderr.endswith(tail) if star else outcome.stderr == head
    assert outcome.stdout == ""
    assert run(line.replace("curl", "curl -s", 1)).stderr == ""
    assert run(line.replace("curl", "curl -sS", 1)).stderr == outcome.stderr


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("curl", ""),
        ("curl -s", "curl: no URL specified!\n"),
        ("curl --nope x", "curl: option --nope: is unknown\n"),
        ("curl -m", "curl: option -m: requires parameter\n"),
        ("curl -m x http://a", "curl: option -m: expected a proper numerical parameter\n"),
    ],
)
def test_command_lines_that_curl_does_not_take(line: str, text: str) -> None:
    outcome = run(line)
    assert outcome.exit == 2
    assert outcome.stderr == text + "curl: try 'curl --help' or 'curl --manual' for more information\n"


def test_include_and_head() -> None:
    head = f"HTTP/1.1 200 OK\nContent-Type: text/plain; charset=utf-8\nContent-Length: {len(HELLO)}\n\n"
    assert run("curl -i http://web").stdout == head + HELLO
    assert run("curl -I http://web").stdout == head


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        (r"%{http_code}\n", "200\n"),
        ("%{remote_ip}:%{remote_port} %{size_download} %{exitcode}", f"10.96.22.1:80 {len(HELLO)} 0"),
        (r"100%% %{url}\t%{method}", "100% http://web\tGET"),
        ("%{url_effective}", "http://web/"),
    ],
)
def test_write_out(layout: str, text: str) -> None:
    assert run(f"curl -s -o /dev/null -w '{layout}' http://web").stdout == text


def test_write_out_of_a_failure() -> None:
    outcome = run(r"curl -s -o /dev/null -w '%{http_code} %{errormsg}\n' http://nope")
    assert (outcome.exit, outcome.stdout) == (6, "000 Could not resolve host: nope\n")
    assert run("curl -s -o /dev/null -w '%{nope}' http://web").stderr == "curl: unknown --write-out variable: 'nope'\n"


def test_the_last_of_several_urls_counts() -> None:
    outcome = run("curl -sS http://web http://down")
    assert (outcome.exit, outcome.stdout) == (7, HELLO)
    outcome = run("curl -sS http://down http://web")
    assert (outcome.exit, outcome.stdout) == (0, HELLO)


def test_meter_where_the_body_goes_to_a_file() -> None:
    lines = run("curl -o page http://web").stderr.splitlines()
    assert lines[0] == "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current"
    assert lines[2].startswith("100    36  100    36    0     0")
    assert run("curl -s -o page http://web").stderr == ""


def test_output_into_a_folder_that_is_not_there() -> None:
    outcome = run("curl -sS -o /no/where http://web")
    assert outcome.exit == 23
    assert "curl: (23) Failure writing output to destination\n" in outcome.stderr


def test_verbose_success() -> None:
    assert run("curl -sv http://web/x").stderr == (
        "*   Trying 10.96.22.1:80...\n"
        "* Connected to web (10.96.22.1) port 80 (#0)\n"
        "> GET /x HTTP/1.1\n> Host: web\n> User-Agent: curl/7.88.1\n> Accept: */*\n> \n"
        f"< HTTP/1.1 200 OK\n< Content-Type: text/plain; charset=utf-8\n< Content-Length: {len(HELLO)}\n< \n"
        "* Connection #0 to host web left intact\n"
    )


def test_verbose_refusal() -> None:
    lines = run("curl -sv http://down").stderr.splitlines()
    assert lines[:2] == ["*   Trying 10.96.22.2:80...", "* connect to 10.96.22.2 port 80 failed: Connection refused"]
    assert lines[2].startswith("* Failed to connect to down port 80 after")
    assert lines[3:] == ["* Closing connection 0"]


def test_the_api_server_speaks_tls_and_knows_nobody() -> None:
    cluster = playground()
    assert run("curl -sS https://kubernetes.default", cluster).exit == 60
    outcome = run("curl -ks https://kubernetes.default/version", cluster)
    assert outcome.exit == 0
    assert '"code": 403' in outcome.stdout
    assert run("curl -s http://kubernetes.default:443", cluster).stdout.startswith("Client sent an HTTP request")


def test_without_dns_names_fail_and_addresses_work() -> None:
    cluster = without_dns()
    assert run("curl -sS http://web", cluster).stderr == "curl: (6) Could not resolve host: web\n"
    assert run("curl -sS http://10.96.22.1", cluster).stdout == HELLO


def test_telnet_urls_prove_that_somebody_listens() -> None:
    outcome = run("curl -v telnet://web:80")
    assert (outcome.exit, outcome.stdout) == (0, "")
    assert "* Connected to web (10.96.22.1) port 80 (#0)\n" in outcome.stderr
    assert run("curl telnet://down:80").exit == 7
    assert run("curl -m 1 telnet://web").stderr == "curl: (28) Connection timed out after 1001 milliseconds\n"
    assert run("curl -s telnet://web:80", stdin="hello\n").stdout == HELLO


RECENT = pod("curl", "10.244.3.60", "node-3", image="curlimages/curl:8.16.0", listen="none")


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("curl http://down", 7, "Failed to connect to down port 80 after * ms: Could not connect to server"),
        ("curl -m 2 http://web:8080", 28, "Connection timed out after 2001 milliseconds"),
        ("curl --connect-timeout 1 http://web:8080", 28, "Connection timed out after 1001 milliseconds"),
        ("curl http://web:8080", 28, "Failed to connect to web port 8080 after 131001 ms: Could not connect to server"),
        ("curl http://nope", 6, "Could not resolve host: nope"),
    ],
)
def test_the_words_of_recent_versions(line: str, code: int, message: str) -> None:
    outcome = run(line, playground(RECENT), at="pod/shop/curl")
    assert outcome.exit == code
    assert re.fullmatch(re.escape(f"curl: ({code}) {message}\n").replace(r"\*", r"\d+"), outcome.stderr)


def test_recent_versions_tell_more_of_a_connection() -> None:
    cluster = playground(RECENT)
    talk = [run(f"curl -v http://{name}", cluster, at="pod/shop/curl").stderr.splitlines() for name in ("web", "down")]
    names = ["* Host web:80 was resolved.", "* IPv6: (none)", "* IPv4: 10.96.22.1", "*   Trying 10.96.22.1:80..."]
    assert talk[0][:6] == [*names, "* Connected to web (10.96.22.1) port 80", "* using HTTP/1.x"]
    assert "> User-Agent: curl/8.16.0" in talk[0]
    assert "* Request completely sent off" in talk[0]
    refused = r"\* connect to 10\.96\.22\.2 port 80 from 10\.244\.3\.60 port \d{5} failed: Connection refused"
    assert re.fullmatch(refused, talk[1][4])
    assert talk[1][6] == "* closing connection #0"


@pytest.mark.parametrize(
    ("options", "sent"),
    [
        (
            "-H 'X-A: b' -H 'Host: shop' -H 'Accept:'",
            ["GET / HTTP/1.1", "Host: shop", "User-Agent: curl/7.88.1", "X-A: b"],
        ),
        ("-u a:b -A me", ["GET / HTTP/1.1", "Host: web", "Authorization: Basic YTpi", "User-Agent: me", "Accept: */*"]),
        ("-G -d a=b -0 -A ''", ["GET /?a=b HTTP/1.0", "Host: web", "Accept: */*"]),
        (
            "-A x -e http://x/ -b a=b",
            ["GET / HTTP/1.1", "Host: web", "User-Agent: x", "Accept: */*", "Referer: http://x/", "Cookie: a=b"],
        ),
        (
            "-A x --json {}",
            [
                *("POST / HTTP/1.1", "Host: web", "User-Agent: x", "Content-Type: application/json"),
                *("Accept: application/json", "Content-Length: 2"),
            ],
        ),
        (
            "-A x -d '' ",
            [
                *("POST / HTTP/1.1", "Host: web", "User-Agent: x", "Accept: */*", "Content-Length: 0"),
                "Content-Type: application/x-www-form-urlencoded",
            ],
        ),
    ],
)
def test_what_is_sent(options: str, sent: list[str]) -> None:
    lines = run(f"curl -sv {options} http://web/").stderr.splitlines()
    assert [line[2:] for line in lines if line.startswith("> ")] == [*sent, ""]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ("--connect-to foo:80:web:80 http://foo/", 0),
        ("--connect-to ::10.96.22.1: http://elsewhere.example/", 0),
        ("--connect-to foo:80:down:80 http://foo/", 7),
        ("--connect-to foo:81:web:80 http://foo/", 6),
    ],
)
def test_connections_that_are_made_elsewhere(options: str, code: int) -> None:
    outcome = run(f"curl -sv {options}")
    assert outcome.exit == code
    if not code:
        assert "> Host: web" not in outcome.stderr
        assert (outcome.stdout, outcome.stderr.splitlines()[-1]) == (HELLO, "* Connection #0 to host (nil) left intact")


def test_trying_again() -> None:
    refused = run("curl --retry 1 --retry-connrefused http://down/").stderr.splitlines()
    assert refused[1:3] == [
        "Warning: Problem : connection refused. Will retry in 1 seconds. 1 retries ",
        "Warning: left.",
    ]
    assert len(refused) == 4
    assert len(run("curl -sS --retry 1 http://down/").stderr.splitlines()) == 1


def test_the_head_on_its_own_and_what_it_measures() -> None:
    outcome = run(
        "curl -s -D - -o /dev/null -w '%{size_header} %{size_request} %{num_headers} %{local_ip}' http://web/"
    )
    head, _, measures = outcome.stdout.rpartition("\n")
    assert head.splitlines()[:1] == ["HTTP/1.1 200 OK"]
    assert measures == f"{len(head) + 1 + head.count(chr(10)) + 1} 67 2 10.244.3.5"


def test_what_is_not_simulated_is_refused() -> None:
    outcome = run("curl -x http://10.96.22.1:3128 http://web/")
    assert (outcome.exit, outcome.stderr.splitlines()[0]) == (2, "curl: option --proxy: is not known here")

"""Whatever words a tool is given, from wherever: it ends with a status and never with a fault of ours."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.terminal.tools.playground import WEB, Place, playground, run

from svcquest.model.net import parse_vantage
from svcquest.terminal.hosts import host_of
from svcquest.terminal.process import Files, lookup_in, run_program
from svcquest.terminal.tools import BUSYBOX
from svcquest.terminal.tools.images import MACHINE, image_of

CLUSTER = playground()
START = CLUSTER.state
EVERY = sorted(
    {*BUSYBOX.items(), *MACHINE.tools.items(), *image_of("python").tools.items(), *image_of("alpine").tools.items()}
)
PLACES = ["pod/shop/client", "pod/shop/gone", "node/node-1", "external"]
WORDS = [
    *["web", "web.shop", "10.96.22.1", "::1", "http://[::1]:80", "http://web:0", "http://", "://", "nope", "a..b", "*"],
    *["-t", "-m", "-w", "-v", "-z", "-u", "-c", "-x", "-p", "-o", "-i", "-l", "-q", "-4", "-6", "-", "--", "--help"],
    *["@", "@web", "+short", "+", "+ndots=", "+ndots=x", "-type=", "-type=A", "%{", "%", "TXT", "AXFR", "A=", "="],
    *["list", "ruleset", "table", "nat", "-L", "-n", "-S", "ip", "kube-proxy", "get", "sh", "5s"],
    *["0", "1", "-1", "80", "99999", "5-2", "1-3", "", "show", "dev", "route", "addr", "hosts", "/", "ahosts"],
]


@settings(max_examples=300)
@given(
    st.sampled_from(EVERY),
    st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=5),
    st.sampled_from(PLACES),
    st.sampled_from(["", "hi\n"]),
)
def test_tools_always_end(row: tuple[str, str], words: list[str], at: str, stdin: str) -> None:
    CLUSTER.restore(START)
    vantage = parse_vantage(at)
    assert vantage is not None
    name, target = row
    host = host_of(CLUSTER.state, vantage)
    program = lookup_in({name: target})(name)
    assert program is not None
    world = Place(CLUSTER, vantage)
    outcome = run_program(program, name, *words, stdin=stdin, files=Files(host.files), env=host.env, world=world)
    assert 0 <= outcome.exit <= 255


def test_every_tool_gives_the_same_again_from_the_same_state() -> None:
    for line in (f"dig {WEB}", "nslookup hl", "host web", "curl -v http://web"):
        assert run(line, playground()) == run(line, playground())


@pytest.mark.parametrize("number", ["²", "٣", "9" * 5000, "0" * 5000], ids=["sign", "arabic", "long", "zeros"])
def test_no_number_is_too_odd(number: str) -> None:
    """Not every digit is one to ``int``, nor is every length."""
    lines = [
        *("ping -c N web", "ping -s N web", "ping -i N -W N web", "traceroute -m N -w N web", "host -R N -W N nope"),
        *("nc -w N web 80", "nc web N", "nc web 1-N", "nslookup -port=N web", "nslookup -retry=N -timeout=N web"),
        *("dig +tries=N web", "dig +time=N web", "dig +bufsize=N web", "dig -p N web", "getent services N"),
        *("curl -m N web", "curl --retry N --retry-delay N web:81", "curl --connect-to ::web:N web", "curl web:N"),
        *("wget -T N web", "wget -t N web", "wget web:N"),
    ]
    cluster = playground()
    for line in lines:
        assert 0 <= run(line.replace("N", number), cluster).exit <= 255

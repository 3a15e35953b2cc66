"""getent of glibc and of Alpine."""

from __future__ import annotations

import pytest
from tests.terminal.tools.playground import WEB, playground, pod, run


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


ALPINE = "pod/shop/alpine-1"


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

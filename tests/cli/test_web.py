"""``svcquest web``: the whole game through a browser's websocket, on loopback, for its own page only."""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest
from tests.cli.conftest import Run

from svcquest.cli import web
from svcquest.cli.failing import UsageError

PATIENCE = 60.0


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """A server of the game, listening."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    environment = {**os.environ, "SVCQUEST_DATA": str(tmp_path)}
    server = subprocess.Popen(
        [sys.executable, "-m", "svcquest", "web", "one-letter-off", "--port", str(number)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert server.stdout is not None
    assert f"http://127.0.0.1:{number}/" in server.stdout.readline()
    yield number
    server.terminate()
    server.wait(PATIENCE)
    server.stdout.close()


async def text_until(websocket: aiohttp.ClientWebSocketResponse, sign: str) -> bool:
    """Read what the game draws until a sign appears."""
    seen = ""
    async for message in websocket:
        if message.type is aiohttp.WSMsgType.BINARY:
            seen += message.data.decode("utf-8", "replace")
            if sign in seen:
                return True
    return False


async def test_the_game_is_drawn_and_takes_keys(port: int) -> None:
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    async with aiohttp.ClientSession(timeout=timeout) as browser:
        async with browser.get(f"http://127.0.0.1:{port}/") as page:
            assert page.status == 200
            text = await page.text()
            assert "svcquest" in text
            assert "https://" not in text
            assert "keys.focus()" in text
        address = f"http://127.0.0.1:{port}/ws?width=120&height=36"
        async with browser.ws_connect(address, origin=f"http://127.0.0.1:{port}") as websocket:
            assert await text_until(websocket, "Objectives")
            await websocket.send_str(json.dumps(["stdin", "\x1b[15~"]))
            assert await text_until(websocket, "refused")


async def test_other_sites_are_kept_out(port: int) -> None:
    async with aiohttp.ClientSession() as browser:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await browser.ws_connect(f"http://127.0.0.1:{port}/ws", origin="https://example.com")
        assert refused.value.status == 403
        async with browser.get(f"http://127.0.0.1:{port}/", headers={"Host": f"evil.example:{port}"}) as page:
            assert page.status == 403


def test_a_port_is_a_number(run: Run) -> None:
    ran = run("web", "--port", "http")
    assert ran.status == 2
    assert "http is no port" in ran.err


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    with pytest.raises(UsageError, match=r"pip install 'svcquest\[web\]'"):
        web.run(argparse.Namespace(level=None, port=8000))

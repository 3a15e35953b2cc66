"""``svcquest web``: the game in a browser on this machine, by textual-serve (the extra ``web``).

textual-serve knows no users, so the server listens on loopback only and takes connections only from its own page: other
sites that are open in the browser cannot reach it. Each connection plays in a process of its own; what touches the disk
by name (opening and saving files, pictures, ``$EDITOR``) is switched off in it.
"""

from __future__ import annotations

import argparse
import re
import shlex
import sys
from collections.abc import Awaitable, Callable

from svcquest.cli.failing import UsageError
from svcquest.cli.printing import say

HOST = "127.0.0.1"

FOREIGN_FONT = re.compile(r"<link\s[^>]*//fonts\.googleapis\.com[^>]*>")
"""What textual-serve's page would fetch from another site."""

FOCUS = """<script>
  // keys go to the game without a click on it, as soon as it has drawn something
  new MutationObserver((_, watch) => {
    const keys = document.querySelector("body.-first-byte .xterm-helper-textarea");
    if (keys) { watch.disconnect(); keys.focus(); }
  }).observe(document, {childList: true, subtree: true, attributes: true, attributeFilter: ["class"]});
</script>
</head>"""
"""Goes to the end of the page's head."""

MISSING = "the browser needs the extra `web`: pip install 'svcquest[web]'"


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C."""
    try:
        from aiohttp import web  # noqa: PLC0415 - optional
        from textual_serve.server import Server  # noqa: PLC0415 - optional
    except ImportError as error:
        raise UsageError(MISSING) from error
    names = {f"{HOST}:{arguments.port}", f"localhost:{arguments.port}"}

    @web.middleware
    async def own_pages_only(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Refuse what another site's page asks for, and names that were made to lead here."""
        origin = request.headers.get("Origin", "").rpartition("//")[2]
        if request.host not in names or (origin and origin not in names):
            raise web.HTTPForbidden(text="this game is played from its own page only")
        response = await handler(request)
        if isinstance(response, web.Response) and response.content_type == "text/html":
            response.text = own_page(response.text or "")
        return response

    class Local(Server):
        """textual-serve's application with the check, and without its banner."""

        async def on_startup(self, app: web.Application) -> None:
            pass

        async def _make_app(self) -> web.Application:
            app: web.Application = await super()._make_app()
            app.middlewares.append(own_pages_only)
            return app

        def play(self) -> None:
            """Serve, and say so once it can be reached."""
            web.run_app(self._make_app(), host=self.host, port=self.port, print=lambda _banner: _ready(self.public_url))

    command = shlex.join([sys.executable, "-m", "svcquest", "play", *([arguments.level] if arguments.level else [])])
    try:
        Local(command, HOST, arguments.port, title="svcquest").play()
    except OSError as error:
        raise UsageError(f"port {arguments.port} cannot be used: {error.strerror or error}") from error
    return 0


def own_page(page: str) -> str:
    """textual-serve's page without what it fetches from elsewhere, and ready to take keys."""
    return FOREIGN_FONT.sub("", page).replace("</head>", FOCUS, 1)


def _ready(address: str) -> None:
    say(f"Open {address}/ in a browser on this machine. Ctrl+C ends.")
    sys.stdout.flush()

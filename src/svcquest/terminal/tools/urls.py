"""URLs as command line tools read them: a scheme may be missing, nothing is percent-decoded."""

from __future__ import annotations

import re

from svcquest.engine.ranges import bracketed
from svcquest.model.frozen import dataclass
from svcquest.terminal.tools.options import whole

DEFAULT_PORTS = {"http": 80, "https": 443}

_URL = re.compile(
    r"(?:(?P<scheme>[A-Za-z][\w+.-]*)://)?(?:[^@/?#]*@)?(?P<host>\[[^\]/]*\]|[^:/?#\[\]]*)(?::(?P<port>[^/?#]*))?(?P<rest>.*)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Url:
    """A URL of a web server.

    Attributes:
        host: without brackets.
        path: with the query, at least ``/``.
    """

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as a ``Host`` header has them."""
        host = bracketed(self.host)
        return host if self.port == DEFAULT_PORTS.get(self.scheme) else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def parse_url(text: str) -> Url | None:
    """Takes a URL apart; None when it has no host or no valid port. Other schemes than http have port 0."""
    found = _URL.fullmatch(text)
    if found is None or not found["host"].strip("[]") or " " in text:
        return None
    scheme = (found["scheme"] or "http").lower()
    port = found["port"] or str(DEFAULT_PORTS.get(scheme, 0))
    if whole(port) is None or found["port"] == "0":
        return None
    path = found["rest"].partition("#")[0]
    if not path.startswith("/"):
        path = f"/{path}"
    return Url(scheme, found["host"].strip("[]"), int(port), path)

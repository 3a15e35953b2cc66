"""What curl sends, and where to. Follows lib/http.c Curl_http and lib/url.c parse_connect_to_host_port of curl."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping

from svcquest.engine.dns.resolver import Family
from svcquest.model.frozen import dataclass
from svcquest.terminal.tools.options import whole
from svcquest.terminal.tools.urls import Url


@dataclass(frozen=True, slots=True)
class Edition:
    """What differs between versions of curl.

    Attributes:
        no_server: what it says of a connection that cannot be made.
        talkative: ``-v`` tells of names, of its own port and of each step; and both kinds of time-out are told alike.
    """

    version: str
    no_server: str
    talkative: bool = False


DEBIAN = Edition("7.88.1", "Couldn't connect to server")
RECENT = Edition("8.16.0", "Could not connect to server", talkative=True)


@dataclass(frozen=True, slots=True)
class Options:
    """How to fetch.

    Attributes:
        meter: show progress where the body does not go to a screen.
        version: of HTTP.
        headers: ``Name: value`` of ``-H``; a name with a colon and nothing behind it takes curl's own away.
        user, referer, cookie, range: of ``-u``, ``-e``, ``-b`` and ``-r``, empty without.
        data: what is sent, None for nothing.
        query: what is added to the URL (``-G``).
        most_seconds, connect_seconds: limits for everything and for connecting, 0 without one.
        pinned: (host, port) to addresses that are used without asking.
        diverted: host and port of the URL, host and port to connect to instead; empty ones stand for any, and for
            what the URL says.
        dump: where the head of the response goes, too: a file, ``-`` for stdout, empty for nowhere.
    """

    silent: bool
    show_error: bool
    meter: bool
    fail: bool
    verbose: bool
    head_only: bool
    include: bool
    insecure: bool
    method: str
    version: str
    data: str | None
    query: str
    user: str
    referer: str
    cookie: str
    range: str
    compressed: bool
    headers: tuple[str, ...]
    agent: str
    family: Family
    most_seconds: float
    connect_seconds: float
    pinned: Mapping[tuple[str, str], tuple[str, ...]]
    diverted: tuple[tuple[str, str, str, str], ...]
    dump: str
    edition: Edition


def target_of(options: Options, url: Url) -> tuple[str, int] | None:
    """Host and port to connect to in place of those of the URL; None where nothing diverts it."""
    for host, port, other_host, other_port in options.diverted:
        if host.lower() in {"", url.host.lower()} and port in {"", str(url.port)}:
            return other_host or url.host, whole(other_port) or url.port
    return None


def request_head(options: Options, url: Url) -> list[str]:
    """The lines of a request's head, without the blank one at its end."""
    given = {header.partition(":")[0].lower(): header for header in options.headers}
    path = url.path
    if options.query:
        path += f"{'&' if '?' in path else '?'}{options.query}"
    own = [
        f"Host: {url.authority}",
        f"Authorization: Basic {b64encode(options.user.encode()).decode()}" if options.user else "",
        f"Range: bytes={options.range}" if options.range else "",
        f"User-Agent: {options.agent}" if options.agent else "",
        "Accept: */*",
        "Accept-Encoding: deflate, gzip, br, zstd" if options.compressed else "",
        f"Referer: {options.referer}" if options.referer else "",
        f"Cookie: {options.cookie}" if options.cookie else "",
    ]
    lines = [f"{options.method} {path} HTTP/{options.version}"]
    if not _empty(given.get("host", "Host: x")):
        lines.append(given.get("host", own[0]))
    lines += [line for line in own[1:] if line and line.partition(":")[0].lower() not in given]
    lines += [header for name, header in given.items() if name != "host" and not _empty(header)]
    if options.data is not None:
        lines.append(f"Content-Length: {len(options.data.encode())}")
        if "content-type" not in given:
            lines.append("Content-Type: application/x-www-form-urlencoded")
    return lines


def _empty(header: str) -> bool:
    return header.endswith(":")

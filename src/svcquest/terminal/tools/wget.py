"""wget of busybox 1.35."""

from __future__ import annotations

import posixpath
import re

from svcquest.engine.ranges import address_and_port
from svcquest.model.net import Failure
from svcquest.terminal.process import FileError, Process
from svcquest.terminal.tools import answers, options, wire
from svcquest.terminal.tools.errno import strerror
from svcquest.terminal.tools.urls import DEFAULT_PORTS, Url, parse_url
from svcquest.terminal.world import world_of

_LONG = (
    *("spider", "quiet", "no-check-certificate", "continue", "server-response"),
    *("timeout=", "output-document=", "header=", "post-data=", "user-agent=", "tries=", "proxy="),
)
_USAGE = """\
BusyBox v1.35.0 multi-call binary.

Usage: wget [-cqS] [--spider] [-O FILE] [-o LOGFILE] [--header STR]
	[--post-data STR | --post-file FILE] [-Y on/off]
	[--no-check-certificate] [-P DIR] [-U AGENT] [-T SEC] URL..."""


def run(process: Process) -> int:
    """``wget [-q] [-O FILE] [-T SECONDS] [--spider] URL…``; 1 on any failure."""
    try:
        given, urls = options.parse(process.args, "cqSbO:o:P:U:T:t:Y:", _LONG)
    except options.OptionError as problem:
        process.error(f"wget: {problem}\n{_USAGE}")
        return 1
    if not urls:
        process.error(_USAGE)
        return 1
    for long, short in (("quiet", "q"), ("timeout", "T"), ("output-document", "O"), ("server-response", "S")):
        if long in given:
            given[short] = given[long]
    for text in urls:
        url = parse_url(text)
        if url is None:
            port = re.search(r":([^:/@\]]+)(?:/|$)", text.partition("://")[2] or text)
            return process.fail(f"bad port '{port[1]}'" if port else f"bad address '{text}'")
        if url.scheme not in DEFAULT_PORTS:
            return process.fail(f"not an http or ftp url: {text}")
        status = _fetch(process, url, given)
        if status:
            return status
    return 0


def _fetch(process: Process, url: Url, given: dict[str, str]) -> int:
    loud = "q" not in given
    found = wire.lookup(process, url.host)
    if not found.addresses:
        return process.fail(f"bad address '{url.host}'")
    address = found.addresses[0]
    if loud:
        process.error(f"Connecting to {url.authority} ({address_and_port(address, url.port)})")
    delivery = wire.connect(process, address, url.port, patience=_seconds(given))
    if delivery.failure is Failure.TIMEOUT and "T" in given:
        return process.fail("download timed out")
    reason = strerror(process, delivery.failure)
    if reason:
        return process.fail(f"can't connect to remote host ({address}): {reason}")
    if delivery.failure is Failure.RESET:
        return process.fail("error getting response: Connection reset by peer")
    tls = url.scheme == "https"
    if delivery.failure is not None or (tls and not answers.speaks_tls(delivery)):
        return process.fail("error getting response")
    response = answers.http(world_of(process).cluster.state, delivery, url.path, tls=tls)
    if "S" in given:
        for line in response.head():
            process.error(f"  {line}")
        process.error("  ")
    if response.status >= 400:
        return process.fail(f"server returned error: {response.status_line}")
    if "spider" in given:
        if loud:
            process.error("remote file exists")
        return 0
    return _save(process, url, given, response.body)


def _seconds(given: dict[str, str]) -> float:
    """``-T``, or the fifteen minutes that it takes without."""
    seconds = options.whole(given.get("T", ""))
    return 900.0 if seconds is None else float(seconds)


def _save(process: Process, url: Url, given: dict[str, str], body: str) -> int:
    name = given.get("O") or posixpath.basename(url.path.partition("?")[0]) or "index.html"
    loud = "q" not in given
    to_screen = name == "-"
    if loud:
        process.error("writing to stdout" if to_screen else f"saving to '{name}'")
    if to_screen:
        process.print(body, end="")
    else:
        path = posixpath.join(given.get("P", ""), name)
        try:
            process.files.write(path, body)
        except FileError as problem:
            return process.fail(f"can't open '{path}': {problem.reason}")
    if loud:
        process.error(f"{posixpath.basename(name):20.20} 100% |{'*' * 32}| {len(body.encode()):5}  0:00:00 ETA")
        process.error("written to stdout" if to_screen else f"'{name}' saved")
    return 0

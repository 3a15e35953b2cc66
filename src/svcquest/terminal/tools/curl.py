"""curl, as Debian has it (7.88) and of late: its command line. ``curl_transfer`` does the work for one URL."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from svcquest.terminal.process import FileError, Process
from svcquest.terminal.tools import options
from svcquest.terminal.tools.curl_globs import GlobError, expand, numbered
from svcquest.terminal.tools.curl_transfer import DEBIAN, RECENT, Edition, Options, Transfer, TransferError
from svcquest.terminal.tools.urls import parse_url

_HINT = "curl: try 'curl --help' or 'curl --manual' for more information"

_SHORT = "#01234679aA:b:Bc:C:d:D:e:E:fF:gGh" + "H:iIjJkK:lLm:MnNo:Op" + "P:qQ:r:RsSt:T:u:U:vVw:x:X:y:Y:z:Z"
_LONG_FLAGS = {
    "silent": "s",
    "show-error": "S",
    "fail": "f",
    "verbose": "v",
    "include": "i",
    "head": "I",
    "insecure": "k",
    "location": "L",
    "ipv4": "4",
    "ipv6": "6",
    "get": "G",
    "version": "V",
    "help": "h",
    "remote-name": "O",
    "globoff": "g",
}
_LONG_VALUES = {
    "output": "o",
    "write-out": "w",
    "max-time": "m",
    "header": "H",
    "request": "X",
    "data": "d",
    "user": "u",
    "user-agent": "A",
    "referer": "e",
    "cookie": "b",
    "proxy": "x",
    "dump-header": "D",
    "data-raw": "d",
    "data-binary": "d",
    "data-ascii": "d",
    "data-urlencode": "d",
    "json": "d",
}
_LONG_ONLY_FLAGS = (
    *("compressed", "fail-early", "fail-with-body", "http0.9", "http1.0", "http1.1", "http2", "no-buffer"),
    *("no-keepalive", "no-progress-meter", "path-as-is", "progress-bar", "retry-all-errors", "retry-connrefused"),
    *("tcp-fastopen", "tcp-nodelay", "tlsv1.2", "tlsv1.3", "parallel", "http2-prior-knowledge", "ssl-no-revoke"),
)
_LONG_ONLY_VALUES = (
    *("cacert", "capath", "cert", "connect-timeout", "connect-to", "interface", "keepalive-time", "key", "limit-rate"),
    *("local-port", "max-redirs", "noproxy", "resolve", "retry", "retry-delay", "retry-max-time", "url"),
)
_LONG = (
    *_LONG_FLAGS,
    *(f"{name}=" for name in (*_LONG_VALUES, *_LONG_ONLY_VALUES)),
    *_LONG_ONLY_FLAGS,
)
_SECONDS = {"m", "connect-timeout"}

_REMOTE = "-O"
"""In place of a file's name: the last part of the URL is the name."""

_HELP = """\
Usage: curl [options...] <url>
 -d, --data <data>          HTTP POST data
 -f, --fail                 Fail fast with no output on HTTP errors
 -h, --help <category>      Get help for commands
 -i, --include              Include protocol response headers in the output
 -o, --output <file>        Write to file instead of stdout
 -s, --silent               Silent mode
 -S, --show-error           Show error even when -s is used
 -m, --max-time <seconds>   Maximum time allowed for transfer
 -v, --verbose              Make the operation more talkative
 -w, --write-out <format>   Use output FORMAT after completion
 -V, --version              Show version number and quit"""


class _UsageError(Exception):
    """The command line cannot be understood; its text says why."""


def run(process: Process) -> int:
    """``curl [options] URL…``; curl's own exit codes, that of the last URL counts."""
    return _run(process, DEBIAN)


def recent(process: Process) -> int:
    """The same of version 8.11 and on, as curl's own image has it."""
    return _run(process, RECENT)


def _run(process: Process, edition: Edition) -> int:
    try:
        given, urls = _read(process.args)
        chosen = _options(given, edition)
    except _UsageError as problem:
        process.error(f"curl: {problem}\n{_HINT}")
        return 2
    names = [name for name, _ in given]
    if "V" in names:
        version = edition.version
        process.print(f"curl {version} (x86_64-pc-linux-gnu) libcurl/{version}\nProtocols: http https")
        return 0
    if "h" in names:
        process.print(_HELP)
        return 0
    urls += [value for name, value in given if name == "url"]
    if not urls:
        process.error(f"curl: no URL specified!\n{_HINT}" if given else _HINT)
        return 2
    places = [value if name == "o" else _REMOTE for name, value in given if name in {"o", "O"}]
    status = 0
    for number, url in enumerate(urls):
        status = _fetch_all(process, chosen, url, places[number] if number < len(places) else "-", "g" in names)
    return status


def _fetch_all(process: Process, chosen: Options, url: str, place: str, literal: bool) -> int:
    """What one word of the command line stands for, with sets and ranges in it unless it is to be taken literally."""
    status = 0
    try:
        for each, parts in [(url, ())] if literal else expand(url):
            process.budget.take_step()
            name = posixpath.basename(each.partition("?")[0].partition("://")[2]) if place == _REMOTE else ""
            if place == _REMOTE and (not name or "/" not in each.partition("://")[2]):
                process.error("curl: Remote file name has no length!")
                return 23
            status = _fetch(process, chosen, each, name or numbered(place, parts))
    except GlobError as problem:
        process.error(f"curl: (3) {problem}")
        return 3
    return status


def _read(args: tuple[str, ...]) -> tuple[list[tuple[str, str]], list[str]]:
    try:
        given, urls = options.parse_all(args, _SHORT, _LONG)
    except options.OptionError as problem:
        name = f"-{problem.option}" if len(problem.option) == 1 else f"--{problem.option}"
        raise _UsageError(f"option {name}: {'is unknown' if problem.unknown else 'requires parameter'}") from None
    short = {**_LONG_FLAGS, **_LONG_VALUES}
    return [(short.get(name, name), value) for name, value in given], urls


def _options(given: list[tuple[str, str]], edition: Edition) -> Options:
    last = dict(given)
    for name in _SECONDS & last.keys():
        if _number(last[name]) is None:
            raise _UsageError(f"option {'--' if len(name) > 1 else '-'}{name}: expected a proper numerical parameter")
    data = "&".join(value for name, value in given if name == "d")
    method = last.get("X") or ("HEAD" if "I" in last else "POST" if data and "G" not in last else "GET")
    return Options(
        silent="s" in last,
        show_error="s" not in last or "S" in last,
        meter="s" not in last and "no-progress-meter" not in last,
        fail="f" in last or "fail-with-body" in last,
        verbose="v" in last,
        head_only="I" in last,
        include="i" in last or "I" in last,
        insecure="k" in last,
        method=method,
        data="" if "G" in last else data,
        headers=tuple(value for name, value in given if name == "H"),
        agent=last.get("A", f"curl/{edition.version}"),
        family="IPv6" if "6" in last else "IPv4" if "4" in last else "any",
        most_seconds=_number(last.get("m", "")) or 0,
        connect_seconds=_number(last.get("connect-timeout", "")) or 0,
        pinned=dict(_pins(value for name, value in given if name == "resolve")),
        write_out=last.get("w", ""),
        edition=edition,
    )


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d+(\.\d*)?|\.\d+", text) else None


def _pins(values: Iterable[str]) -> Iterable[tuple[tuple[str, str], tuple[str, ...]]]:
    """``--resolve HOST:PORT:ADDRESS[,ADDRESS]``: names that are not looked up."""
    for value in values:
        host, _, rest = value.lstrip("+").partition(":")
        port, _, addresses = rest.partition(":")
        yield (host.lower(), port), tuple(address.strip("[]") for address in addresses.split(","))


def _fetch(process: Process, chosen: Options, text: str, output: str) -> int:
    """One URL: the transfer, then what ``-w`` asks for."""
    url = parse_url(text)
    transfer = Transfer(process, chosen, url, text, to_file=output != "-")
    try:
        body = transfer.run()
        _save(process, output, body)
    except TransferError as failed:
        transfer.end(failed)
        if chosen.show_error:
            process.error(f"curl: ({failed.code}) {failed}")
    if chosen.write_out:
        _write_out(process, chosen.write_out, transfer)
    return transfer.code


def _save(process: Process, output: str, text: str) -> None:
    if output == "-":
        process.print(text, end="")
        return
    try:
        process.files.write(output, text)
    except FileError as problem:
        process.error(f"Warning: Failed to open the file {problem}")
        raise TransferError(23, "Failure writing output to destination") from None


def _write_out(process: Process, layout: str, transfer: Transfer) -> None:
    known = transfer.variables()

    def value(found: re.Match[str]) -> str:
        if found[1] is None:
            return {r"\n": "\n", r"\r": "\r", r"\t": "\t", "%%": "%"}[found[0]]
        if found[1] not in known:
            process.error(f"curl: unknown --write-out variable: '{found[1]}'")
            return ""
        return known[found[1]]

    process.print(re.sub(r"%\{(\w+)\}|%%|\\[nrt]", value, layout), end="")

"""curl, as Debian has it (7.88) and of late. Its command line is read by ``curl_options``."""

from __future__ import annotations

import posixpath
import re

from svcquest.terminal.process import FileError, Process
from svcquest.terminal.tools import wire
from svcquest.terminal.tools.curl_globs import GlobError, expand, numbered
from svcquest.terminal.tools.curl_options import HINT, Given, UsageError, read
from svcquest.terminal.tools.curl_request import DEBIAN, RECENT, Edition, Options
from svcquest.terminal.tools.curl_transfer import Transfer, TransferError
from svcquest.terminal.tools.urls import parse_url

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


def run(process: Process) -> int:
    """``curl [options] URL…``; curl's own exit codes, that of the last URL counts."""
    return _run(process, DEBIAN)


def recent(process: Process) -> int:
    """The same of version 8.11 and on, as curl's own image has it."""
    return _run(process, RECENT)


def _run(process: Process, edition: Edition) -> int:
    try:
        given = read(process, edition)
    except UsageError as problem:
        process.error(f"curl: {problem}\n{HINT}")
        return problem.status
    if "V" in given.names:
        version = edition.version
        process.print(f"curl {version} (x86_64-pc-linux-gnu) libcurl/{version}\nProtocols: http https")
        return 0
    if "h" in given.names:
        process.print(_HELP)
        return 0
    if not given.urls:
        process.error(f"curl: no URL specified!\n{HINT}" if given.names else HINT)
        return 2
    places = [value if name == "o" else _REMOTE for name, value in given.pairs if name in {"o", "O"}]
    status = 0
    for number, url in enumerate(given.urls):
        status = _fetch_all(process, given, url, places[number] if number < len(places) else "-")
        if status and "fail-early" in given.names:
            break
    return status


def _fetch_all(process: Process, given: Given, url: str, place: str) -> int:
    """What one word of the command line stands for, with sets and ranges in it unless it is to be taken literally."""
    status = 0
    try:
        for each, parts in [(url, ())] if "g" in given.names else expand(url):
            process.budget.take_step()
            name = posixpath.basename(each.partition("?")[0].partition("://")[2]) if place == _REMOTE else ""
            if place == _REMOTE and (not name or "/" not in each.partition("://")[2]):
                process.error("curl: Remote file name has no length!\n" + _NOT_WRITTEN)
                return 23
            status = _fetch(process, given, each, name or numbered(place, parts))
    except GlobError as problem:
        process.error(f"curl: (3) {problem}")
        return 3
    return status


_NOT_WRITTEN = "curl: (23) Failed writing received data to disk/application"


def _fetch(process: Process, given: Given, text: str, output: str) -> int:
    """One URL: the transfer, again where that may help, then what ``-w`` asks for."""
    retry = given.retry
    for left in range(retry.times, -1, -1):
        process.budget.take_step()
        transfer = _transfer(process, given.options, text, output)
        trouble = retry.trouble(transfer.code, transfer.status)
        if not left or not trouble:
            break
        seconds = retry.delay or 2 ** min(retry.times - left, 9)
        if not given.options.silent:
            _warn(process, f"Problem : {trouble}. Will retry in {seconds} seconds. {left} retries left.")
        wire.wait(process, seconds)
    if given.write_out:
        _write_out(process, given.write_out, transfer)
    return transfer.code


def _warn(process: Process, text: str) -> None:
    """A warning, broken at blanks where it is wide. Follows src/tool_msgs.c voutf."""
    while len(text) >= _WIDTH:
        end = text.rfind(" ", 0, _WIDTH) + 1 or _WIDTH
        process.error(f"Warning: {text[:end]}")
        text = text[end:]
    process.error(f"Warning: {text}")


_WIDTH = 79 - len("Warning: ")


def _transfer(process: Process, options: Options, text: str, output: str) -> Transfer:
    transfer = Transfer(process, options, parse_url(text), text, output)
    try:
        body = transfer.run()
        if options.dump:
            _save(process, options.dump, transfer.head)
        _save(process, output, body)
    except TransferError as failed:
        transfer.end(failed)
        if options.show_error:
            process.error(f"curl: ({failed.code}) {failed}")
    return transfer


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

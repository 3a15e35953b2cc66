"""The command line of curl. Follows src/tool_getparam.c."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote_plus

from svcquest.model.frozen import dataclass
from svcquest.terminal.process import FileError, Process
from svcquest.terminal.tools import options
from svcquest.terminal.tools.curl_request import Edition, Options

HINT = "curl: try 'curl --help' or 'curl --manual' for more information"

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
    "http1.0": "0",
    "parallel": "Z",
    "progress-bar": "#",
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
    "data-ascii": "d",
    "form": "F",
    "upload-file": "T",
    "config": "K",
    "range": "r",
    "time-cond": "z",
    "cookie-jar": "c",
}
_LONG_ONLY_FLAGS = (
    *("compressed", "fail-early", "fail-with-body", "http0.9", "http1.1", "http2", "no-buffer"),
    *("no-keepalive", "no-progress-meter", "path-as-is", "retry-all-errors", "retry-connrefused"),
    *("tcp-fastopen", "tcp-nodelay", "tlsv1.2", "tlsv1.3", "http2-prior-knowledge", "ssl-no-revoke"),
)
_LONG_ONLY_VALUES = (
    *("cacert", "capath", "cert", "connect-timeout", "connect-to", "interface", "keepalive-time", "key", "limit-rate"),
    *("data-raw", "data-binary", "data-urlencode", "json", "url-query", "local-port", "max-redirs", "noproxy"),
    *("resolve", "retry", "retry-delay", "retry-max-time", "url"),
)
_LONG = (
    *_LONG_FLAGS,
    *(f"{name}=" for name in (*_LONG_VALUES, *_LONG_ONLY_VALUES)),
    *_LONG_ONLY_FLAGS,
)
_SECONDS = {"m", "connect-timeout"}
_UNKNOWN_HERE = {"F": "form", "K": "config", "T": "upload-file", "x": "proxy"}
_BODIES = ("d", "data-raw", "data-binary", "data-urlencode", "json")


class UsageError(Exception):
    """The command line cannot be understood; its text says why.

    Attributes:
        status: to exit with.
    """

    def __init__(self, text: str, status: int = 2) -> None:
        super().__init__(text)
        self.status = status


@dataclass(frozen=True, slots=True)
class Retry:
    """When to try once more.

    Attributes:
        times: at most; 0 for never.
        refused, errors: refused connections count too, and so does whatever else goes wrong.
        delay: seconds from one try to the next; 0 for one, two, four and so on.
    """

    times: int = 0
    refused: bool = False
    errors: bool = False
    delay: int = 0

    def trouble(self, code: int, status: int) -> str:
        """What is worth another try, empty for nothing.

        Args:
            code: exit code of the transfer.
            status: of HTTP, 0 without a response.
        """
        if code in {6, 28}:
            return "timeout"
        if code == 7 and self.refused:
            return "connection refused"
        if status in {408, 429, 500, 502, 503, 504}:
            return "HTTP error"
        return "(retrying all errors)" if code and self.errors else ""


@dataclass(frozen=True, slots=True)
class Given:
    """A command line taken apart.

    Attributes:
        pairs: options in order, by their short names where they have one.
        write_out: what ``-w`` is to print.
    """

    pairs: list[tuple[str, str]]
    urls: list[str]
    options: Options
    retry: Retry
    write_out: str

    @property
    def names(self) -> list[str]:
        """The options that were given."""
        return [name for name, _ in self.pairs]


def read(process: Process, edition: Edition) -> Given:
    """Take a command line apart.

    Raises:
        UsageError: it makes no sense, or asks for what is not simulated.
    """
    pairs, urls = _pairs(process.args)
    last = dict(pairs)
    strange = next((name for name in last if name in _UNKNOWN_HERE), None)
    if strange is not None:
        raise UsageError(f"option --{_UNKNOWN_HERE[strange]}: is not known here")
    for name in _SECONDS & last.keys():
        if _number(last[name]) is None:
            raise UsageError(f"option {'--' if len(name) > 1 else '-'}{name}: expected a proper numerical parameter")
    urls += [value for name, value in pairs if name == "url"]
    retry = Retry(
        options.whole(last.get("retry", "")) or 0,
        "retry-connrefused" in last,
        "retry-all-errors" in last,
        options.whole(last.get("retry-delay", "")) or 0,
    )
    layout = last.get("w", "")
    if layout.startswith("@"):
        layout = _file(process, layout[1:], f"Warning: Failed to read {layout[1:]}")
    return Given(pairs, urls, _options(pairs, edition, _body(process, pairs)), retry, layout)


def _pairs(args: tuple[str, ...]) -> tuple[list[tuple[str, str]], list[str]]:
    try:
        given, urls = options.parse_all(args, _SHORT, _LONG)
    except options.OptionError as problem:
        name = f"-{problem.option}" if len(problem.option) == 1 else f"--{problem.option}"
        raise UsageError(f"option {name}: {'is unknown' if problem.unknown else 'requires parameter'}") from None
    short = {**_LONG_FLAGS, **_LONG_VALUES}
    return [(short.get(name, name), value) for name, value in given], urls


def _file(process: Process, path: str, warning: str) -> str:
    try:
        return process.files.read(path)
    except FileError:
        process.error(warning)
        return ""


def _body(process: Process, pairs: list[tuple[str, str]]) -> str | None:
    """What ``-d`` and its kin put together; None without any of them."""
    parts = [_part(process, name, value) for name, value in pairs if name in _BODIES]
    return "&".join(parts) if parts else None


def _part(process: Process, name: str, value: str) -> str:
    if name == "data-urlencode":
        key, equals, content = value.partition("=")
        return f"{key}={quote_plus(content)}".lstrip("=") if equals else quote_plus(value)
    if name == "data-raw" or not value.startswith("@"):
        return value
    warning = f'Warning: Couldn\'t read data from file "{value[1:]}", this makes an empty POST.'
    text = _file(process, value[1:], warning)
    return text.replace("\r", "").replace("\n", "") if name == "d" else text


def _options(given: list[tuple[str, str]], edition: Edition, data: str | None) -> Options:
    last = dict(given)
    in_url = "G" in last
    method = last.get("X") or ("HEAD" if "I" in last else "POST" if data is not None and not in_url else "GET")
    query = [value for name, value in given if name == "url-query"] + ([data] if in_url and data else [])
    json = ["Content-Type: application/json", "Accept: application/json"] if "json" in last else []
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
        version="1.0" if "0" in last else "1.1",
        data=None if in_url else data,
        query="&".join(query),
        user=last.get("u", ""),
        referer=last.get("e", ""),
        cookie=last.get("b", ""),
        range=last.get("r", ""),
        compressed="compressed" in last,
        headers=(*json, *(value for name, value in given if name == "H")),
        agent=last.get("A", f"curl/{edition.version}"),
        family="IPv6" if "6" in last else "IPv4" if "4" in last else "any",
        most_seconds=_number(last.get("m", "")) or 0,
        connect_seconds=_number(last.get("connect-timeout", "")) or 0,
        pinned=dict(_pins(value for name, value in given if name == "resolve")),
        diverted=tuple(_diversion(value) for name, value in given if name == "connect-to"),
        dump=last.get("D", ""),
        edition=edition,
    )


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d{1,9}(\.\d*)?|\.\d+", text) else None


def _pins(values: Iterable[str]) -> Iterable[tuple[tuple[str, str], tuple[str, ...]]]:
    """``--resolve HOST:PORT:ADDRESS[,ADDRESS]``: names that are not looked up."""
    for value in values:
        host, _, rest = value.lstrip("+").partition(":")
        port, _, addresses = rest.partition(":")
        yield (host.lower(), port), tuple(address.strip("[]") for address in addresses.split(","))


def _diversion(text: str) -> tuple[str, str, str, str]:
    """``--connect-to HOST:PORT:HOST:PORT``, each of which may be empty; IPv6 addresses stand in brackets."""
    parts = re.findall(r"(\[[^\]]*\]|[^:]*)(?::|$)", text)[:4]
    host, port, other, other_port = (*(part.strip("[]") for part in parts), "", "", "", "")[:4]
    return host, port, other, other_port

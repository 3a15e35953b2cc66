"""wget of GNU (1.21), as Debian packages it."""

from __future__ import annotations

import posixpath
from datetime import UTC, datetime

from svcquest.engine.dns.resolver import Family
from svcquest.model.net import Delivery, Failure
from svcquest.terminal.process import FileError, Process
from svcquest.terminal.tools import answers, options, wire
from svcquest.terminal.tools.errno import strerror
from svcquest.terminal.tools.urls import DEFAULT_PORTS, Url, parse_url
from svcquest.terminal.world import world_of

FILE_FAILURE, NETWORK_FAILURE, SSL_FAILURE, SERVER_ERROR = 3, 4, 5, 8

_SHORT = "46qvncSO:o:P:T:t:U:b"
_LONG = (
    *("quiet", "no-verbose", "retry-connrefused", "content-on-error", "inet4-only", "inet6-only", "spider"),
    *("server-response", "no-check-certificate", "continue", "no-proxy"),
    *("output-document=", "timeout=", "connect-timeout=", "tries=", "header=", "user-agent=", "post-data=", "method="),
)
_USAGE = "Usage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options."
_TRIES = 20
_SAME_AS = {
    "quiet": "q",
    "server-response": "S",
    "inet4-only": "4",
    "inet6-only": "6",
    "output-document": "O",
    "timeout": "T",
    "connect-timeout": "T",
    "tries": "t",
}


def run(process: Process) -> int:
    """``wget [-q] [-O FILE] [-T SECONDS] [-t TRIES] URL…``; GNU's exit codes."""
    try:
        found, urls = options.parse(process.args, _SHORT, _LONG)
    except options.OptionError as problem:
        process.error(f"wget: {problem}\n{_USAGE}")
        return 2
    given = {_SAME_AS.get(name, name): value for name, value in found.items()}
    if not urls:
        process.error(f"wget: missing URL\n{_USAGE}")
        return 1
    place = given.get("O", "-")
    if place != "-" and "spider" not in given:
        try:
            process.files.write(place, "")  # it is opened before anything is fetched
        except FileError as problem:
            process.error(f"{place}: {problem.reason}")
            return 1
    status = 0
    for text in urls:
        url = parse_url(text)
        if url is None or url.scheme not in DEFAULT_PORTS:
            process.error(f"{text}: Unsupported scheme ‘{url.scheme}’." if url else f"{text}: Invalid host name.")
            return 1
        status = _Fetch(process, given, url).run() or status
    return status


class _Fetch:
    """One URL."""

    def __init__(self, process: Process, given: dict[str, str], url: Url) -> None:
        self._process = process
        self._given = given
        self._url = url
        self._brief = "no-verbose" in given or {"n", "v"} <= given.keys()
        self._loud = not self._brief and "q" not in given

    def run(self) -> int:
        """Fetches; gives back the exit status."""
        url = self._url
        if "spider" in self._given:
            self._say("Spider mode enabled. Check if remote file exists.")
        self._say(f"--{self._now()}--  {url}")
        family: Family = "IPv6" if "6" in self._given else "IPv4" if "4" in self._given else "any"
        found = wire.lookup(self._process, url.host, family)
        if url.host not in found.addresses:
            self._say(f"Resolving {url.host} ({url.host})... ", end="")
            self._say(f"{', '.join(found.addresses)}" if found.addresses else f"failed: {found.failure}.")
        if not found.addresses:
            if "q" not in self._given:
                self._process.error(f"wget: unable to resolve host address ‘{url.host}’")
            return NETWORK_FAILURE
        delivery = self._connect(found.addresses)
        if delivery is None:
            return NETWORK_FAILURE
        return self._receive(delivery)

    def _connect(self, addresses: tuple[str, ...]) -> Delivery | None:
        """The first address that takes the connection; lost packets are sent again, refusals are final."""
        patience = self._number("T", int(wire.CONNECT_SECONDS))
        for attempt in range(1, self._number("t", _TRIES) + 1):
            self._process.budget.take_step()
            for address in addresses:
                name = self._url.host
                shown = f"{name} ({name})|{address}|" if name != address else address
                self._say(f"Connecting to {shown}:{self._url.port}... ", end="")
                delivery = wire.connect(self._process, address, self._url.port, patience=patience)
                reason = strerror(self._process, delivery.failure)
                if not reason:
                    self._say("connected.")
                    return delivery
                self._say(f"failed: {reason}.", brief=True)
            if delivery.failure is not Failure.TIMEOUT and "retry-connrefused" not in self._given:
                return None
            if attempt < self._number("t", _TRIES):
                wire.wait(self._process, min(attempt, 10))
                self._say(f"Retrying.\n\n--{self._now()}--  (try:{attempt + 1:2})  {self._url}")
        self._say("Giving up.\n")
        return None

    def _receive(self, delivery: Delivery) -> int:
        tls = self._url.scheme == "https"
        if tls and not answers.speaks_tls(delivery):
            self._process.error("OpenSSL: error:0A00010B:SSL routines::wrong version number")
            self._process.error("Unable to establish SSL connection.")
            return NETWORK_FAILURE
        if tls and "no-check-certificate" not in self._given:
            self._process.error(f"ERROR: cannot verify {self._url.host}'s certificate, issued by ‘CN=kubernetes’:")
            self._process.error("  Unable to locally verify the issuer's authority.")
            return SSL_FAILURE
        self._say("HTTP request sent, awaiting response... ", end="")
        if delivery.failure is not None:
            self._say("No data received.\nGiving up.\n")
            return NETWORK_FAILURE
        response = answers.http(world_of(self._process).cluster.state, delivery, self._url.path, tls=tls)
        if "S" in self._given:
            self._say("")
            for line in response.head():
                self._process.error(f"  {line}")
        else:
            self._say(response.status_line.partition(" ")[2])
        if response.status >= 400:
            self._say(f"{self._now()} ERROR {response.status_line.partition(' ')[2].replace(' ', ': ', 1)}.\n")
            return SERVER_ERROR
        size = len(response.body.encode())
        self._say(f"Length: {size} [text/plain]")
        if "spider" in self._given:
            self._say("Remote file exists.\n")
            return 0
        return self._save(response.body, size)

    def _save(self, body: str, size: int) -> int:
        name = self._given.get("O") or posixpath.join(self._given.get("P", ""), self._file_name)
        self._say(f"Saving to: ‘{'STDOUT' if name == '-' else name}’\n")
        if name == "-":
            self._process.print(body, end="")
        else:
            try:
                if "P" in self._given:
                    self._process.files.make_folder(self._given["P"], parents=True)
                self._process.files.write(name, body)
            except FileError as problem:
                self._say(f"{name}: {problem.reason}\n\nCannot write to ‘{name}’ (Success).", brief=True)
                return FILE_FAILURE
        if self._process.out.terminal:
            self._say(
                f"\n{posixpath.basename(name)[:19]:<19} 100%[===================>] {size:>7}  --.-KB/s    in 0s\n"
            )
        else:
            self._say(f"     0K{' ' * 55}100% 4.00M=0s\n")
        if self._brief:
            self._process.error(f'{self._now()} URL:{self._url} [{size}/{size}] -> "{name}" [1]')
        written = "written to stdout" if name == "-" else f"‘{name}’ saved"
        self._say(f"{self._now()} (4.00 MB/s) - {written} [{size}/{size}]\n")
        return 0

    @property
    def _file_name(self) -> str:
        return posixpath.basename(self._url.path.partition("?")[0]) or "index.html"

    def _number(self, flag: str, usual: int) -> int:
        number = options.whole(self._given.get(flag, ""))
        return usual if number is None else max(number, 1)

    def _now(self) -> str:
        moment = datetime.fromtimestamp(world_of(self._process).cluster.state.now, UTC)
        return moment.strftime("%Y-%m-%d %H:%M:%S")

    def _say(self, text: str, end: str = "\n", *, brief: bool = False) -> None:
        if self._loud or (brief and self._brief):
            self._process.error(text, end=end)

"""One URL fetched as curl does: its steps, its messages, its exit codes."""

from __future__ import annotations

from svcquest.engine import chance
from svcquest.engine.dns.hosts import own_addresses
from svcquest.engine.ranges import all_of_family, family_of, is_address, of_family
from svcquest.model.frozen import replace
from svcquest.model.net import Delivery, Failure
from svcquest.terminal.process import Process
from svcquest.terminal.tools import answers, wire
from svcquest.terminal.tools.curl_request import Options, request_head, target_of
from svcquest.terminal.tools.errno import strerror
from svcquest.terminal.tools.urls import DEFAULT_PORTS, Url
from svcquest.terminal.world import world_of

_TELNET_PORT = 23
_METER_TITLE = """\
  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                 Dload  Upload   Total   Spent    Left  Speed
"""


class TransferError(Exception):
    """The transfer ended early.

    Attributes:
        code: exit status of curl.
    """

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


class Transfer:
    """The way of one request, and what became known on it."""

    def __init__(self, process: Process, options: Options, url: Url | None, text: str, to: str) -> None:
        self.code = 0
        self._error = ""
        self._process = process
        self._options = options
        self._url = url
        self._text = text
        self._to = to
        self._redirected = to != "-" or not process.out.terminal
        self._meter = options.meter and self._redirected
        self._address = ""
        self._port = 0
        self._sent = 0
        self._response: answers.Response | None = None
        self._took = wire.milliseconds(process) + 1

    def run(self) -> str:
        """Fetches; gives back what is to be written where the body goes.

        Raises:
            TransferError: with curl's exit code and message.
        """
        url = self._url
        if url is None:
            raise TransferError(3, "URL using bad/illegal format or missing URL")
        if url.scheme == "telnet":
            return self._telnet(url if url.port else replace(url, port=_TELNET_PORT))
        if url.scheme not in DEFAULT_PORTS:
            raise TransferError(1, f'Protocol "{url.scheme}" not supported or disabled in libcurl')
        if self._meter:
            self._process.error(_METER_TITLE, end="")
        delivery = self._connect(self._diverted(url))
        tls = url.scheme == "https"
        if tls:
            self._shake_hands(delivery)
        self._send(url)
        if delivery.failure is Failure.EMPTY:
            raise TransferError(52, "Empty reply from server")
        if delivery.failure is Failure.RESET:
            raise TransferError(56, "Recv failure: Connection reset by peer")
        self._response = answers.http(world_of(self._process).cluster.state, delivery, url.path, tls=tls)
        return self._receive(self._response)

    def _telnet(self, url: Url) -> str:
        """A bare connection, which is over when there is nothing more to send: proof that somebody listens."""
        delivery = self._connect(self._diverted(url))
        self._note_end()
        return answers.greeting(delivery) if delivery.failure is None and self._process.stdin else ""

    def end(self, failed: TransferError) -> None:
        """Takes note of how it failed, and says so to those who want to know more."""
        self.code = failed.code
        self._error = str(failed)
        if self._meter and self._url:
            self._process.error("  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0")
        if failed.code not in {1, 3, 23}:
            if failed.code != 60:
                self._note(str(failed))
            self._note_end()

    @property
    def status(self) -> int:
        """The HTTP status of the response, 0 where there is none."""
        return self._response.status if self._response else 0

    @property
    def head(self) -> str:
        """The head of the response, empty where there is none."""
        return "".join(f"{line}\n" for line in (*self._response.head(), "")) if self._response else ""

    def variables(self) -> dict[str, str]:
        """What ``-w`` can show."""
        status = self.status
        reached = self._response is not None
        seconds = f"{self._took / 1000:.6f}"
        headers = dict(self._response.headers) if self._response else {}
        return {
            "content_type": headers.get("Content-Type", ""),
            "errormsg": self._error,
            "exitcode": str(self.code),
            "http_code": f"{status:03}",
            "http_version": "1.1" if reached else "0",
            "method": self._options.method,
            "num_connects": str(int(reached)),
            "num_redirects": "0",
            "remote_ip": self._address if reached else "",
            "remote_port": str(self._port) if reached else "0",
            "local_ip": self._own_address(self._address) if reached else "",
            "local_port": str(self._own_port()) if reached else "0",
            "response_code": f"{status:03}",
            "scheme": self._url.scheme.upper() if self._url and reached else "",
            "filename_effective": self._to if reached and self._to != "-" else "",
            "num_headers": str(max(self.head.count("\n") - 2, 0)),
            "size_header": str(len(self.head.replace("\n", "\r\n").encode())),
            "size_request": str(self._sent),
            "size_upload": str(len((self._options.data or "").encode()) if reached else 0),
            "speed_download": "0",
            "speed_upload": "0",
            **dict.fromkeys(
                ("http_connect", "num_certs", "proxy_ssl_verify_result", "ssl_verify_result", "urlnum"), "0"
            ),
            **dict.fromkeys(("certs", "ftp_entry_path", "redirect_url"), ""),
            "referer": self._options.referer,
            "size_download": str(len(self._response.body.encode())) if self._response else "0",
            **dict.fromkeys(("time_appconnect", "time_pretransfer", "time_redirect"), "0.000000"),
            **dict.fromkeys(("time_connect", "time_starttransfer"), seconds if reached else "0.000000"),
            **dict.fromkeys(("time_namelookup", "time_total"), seconds),
            "url": self._text,
            "url_effective": str(self._url or self._text),
        }

    # Steps ------------------------------------------------------------------------------------------------------

    def _diverted(self, url: Url) -> Url:
        """The URL with the host and port that ``--connect-to`` has in place of its own."""
        target = target_of(self._options, url)
        if target is None:
            return url
        self._note(f"Connecting to hostname: {target[0]}")
        self._note(f"Connecting to port: {target[1]}")
        return replace(url, host=target[0], port=target[1])

    @property
    def _limit(self) -> float:
        """Seconds that the tightest limit leaves for a connection, 0 without one."""
        limits = (self._options.most_seconds, self._options.connect_seconds)
        return min((each for each in limits if each), default=0)

    def _addresses(self, url: Url) -> tuple[str, ...]:
        pinned = self._options.pinned.get((url.host.lower(), str(url.port)))
        if pinned:
            self._note(f"Added {url.host}:{url.port}:{','.join(pinned)} to DNS cache")
            self._note(f"Hostname {url.host} was found in DNS cache")
            return pinned
        patience = self._limit or wire.RESOLVER_SECONDS
        found = wire.lookup(self._process, url.host, self._options.family, patience)
        waits = found.no_answer is not None and found.no_answer != "connection refused"
        if waits and patience < wire.RESOLVER_SECONDS:
            raise TransferError(28, f"Resolving timed out after {_milliseconds(patience)} milliseconds")
        if not found.addresses:
            raise TransferError(6, f"Could not resolve host: {url.host}")
        if self._options.edition.talkative and not is_address(url.host):
            self._note(f"Host {url.host}:{url.port} was resolved.")
            for family in ("IPv6", "IPv4"):
                self._note(f"{family}: {', '.join(all_of_family(found.addresses, family)) or '(none)'}")
        return found.addresses

    def _connect(self, url: Url) -> Delivery:
        """The first address that takes the connection."""
        addresses = self._addresses(url)
        patience = self._limit or wire.CONNECT_SECONDS
        for address in addresses:
            self._address = address
            self._note(f"  Trying {f'[{address}]' if ':' in address else address}:{url.port}...")
            delivery = wire.connect(self._process, address, url.port, patience=patience)
            if delivery.failure is Failure.TIMEOUT:
                raise self._timed_out(url)
            reason = strerror(self._process, delivery.failure)
            if not reason:
                number = "" if self._options.edition.talkative else " (#0)"
                self._note(f"Connected to {self._name} ({address}) port {url.port}{number}")
                self._port = url.port
                return delivery
            own = f" from {self._own_address(address)} port {self._own_port()}"
            own = own if self._options.edition.talkative else ""
            self._note(f"connect to {address} port {url.port}{own} failed: {reason}")
        why = self._options.edition.no_server
        raise TransferError(7, f"Failed to connect to {url.host} port {url.port} after {self._took} ms: {why}")

    @property
    def _name(self) -> str:
        """The host that is talked to; 7.88 forgets it where it was told to connect elsewhere."""
        if self._url is None or (target_of(self._options, self._url) and not self._options.edition.talkative):
            return "(nil)"
        return self._url.host

    def _own_address(self, address: str) -> str:
        """Where a connection to an address comes from."""
        world = world_of(self._process)
        return of_family(own_addresses(world.cluster.state, world.vantage), family_of(address))

    def _own_port(self) -> int:
        state = world_of(self._process).cluster.state
        return _FIRST_OWN_PORT + chance.below(state.settings.seed, state.flows.draws, 28_000)

    def _timed_out(self, url: Url) -> TransferError:
        most, connecting = self._options.most_seconds, self._options.connect_seconds
        self._took = _milliseconds(self._limit or wire.CONNECT_SECONDS)
        head = f"Failed to connect to {url.host} port {url.port} after"
        if self._options.edition.talkative and (most or connecting):
            return TransferError(28, f"Connection timed out after {self._took} milliseconds")
        if connecting and (not most or connecting < most):
            return TransferError(28, f"{head} {_milliseconds(connecting)} ms: Timeout was reached")
        if most:
            return TransferError(28, f"Connection timed out after {_milliseconds(most)} milliseconds")
        return TransferError(28, f"{head} {self._took} ms: {self._options.edition.no_server}")

    def _shake_hands(self, delivery: Delivery) -> None:
        if delivery.failure is not None:
            raise TransferError(35, "OpenSSL SSL_connect: Connection reset by peer in connection to server")
        if not answers.speaks_tls(delivery):
            raise TransferError(35, "OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number")
        if not self._options.insecure:
            raise TransferError(60, _UNTRUSTED)

    def _send(self, url: Url) -> None:
        options = self._options
        lines, data = request_head(options, url), (options.data or "").encode()
        self._sent = sum(len(line.encode()) + 2 for line in lines) + 2 + len(data)
        if options.user:
            self._note(f"Server auth using Basic with user '{options.user.partition(':')[0]}'")
        if options.verbose:
            if options.edition.talkative:
                self._note("using HTTP/1.x")
            for line in (*lines, ""):
                self._process.error(f"> {line}")
            if data and self._redirected:
                self._process.error(f"}} [{len(data)} bytes data]")
            if options.edition.talkative:
                self._note("Request completely sent off")

    def _receive(self, response: answers.Response) -> str:
        options = self._options
        if options.verbose:
            for line in (*response.head(), ""):
                self._process.error(f"< {line}")
        if options.fail and response.status >= 400:
            raise TransferError(22, f"The requested URL returned error: {response.status}")
        body = "" if options.head_only else response.body
        if options.verbose and self._redirected and body:
            self._process.error(f"{{ [{len(body.encode())} bytes data]")
        if self._meter:
            self._process.error(_meter(len(body.encode()), self._took))
        self._note(f"Connection #0 to host {self._name} left intact")
        return (self.head if options.include else "") + body

    def _note_end(self) -> None:
        self._note("closing connection #0" if self._options.edition.talkative else "Closing connection 0")

    def _note(self, text: str) -> None:
        if self._options.verbose:
            self._process.error(f"* {text}")


_FIRST_OWN_PORT = 32_768
_UNTRUSTED = """\
SSL certificate problem: unable to get local issuer certificate
More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the web page mentioned above."""


def _milliseconds(seconds: float) -> int:
    """What curl's clock shows once so many seconds have passed."""
    return int(seconds * 1000) + 1


def _meter(count: int, took: int) -> str:
    speed = count * 1000 // took
    return f"100 {count:5}  100 {count:5}    0     0 {speed:6}      0 --:--:-- --:--:-- --:--:-- {speed:5}"

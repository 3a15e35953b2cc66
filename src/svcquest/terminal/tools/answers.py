"""What the programs behind ports say: the one place that knows the body of an answer."""

from __future__ import annotations

from svcquest.engine.ranges import address_and_port
from svcquest.engine.state import State
from svcquest.model.frozen import dataclass
from svcquest.model.net import Delivery
from svcquest.terminal.process import Process

API_SERVER_PORT = 6443

KUBELET_PORT = 10250

_REASONS = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    503: "Service Unavailable",
}

_SSHD = "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7\nInvalid SSH identification string.\n"


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response.

    Attributes:
        headers: name and value, in order; Content-Length comes on top of them.
    """

    status: int
    body: str
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/plain; charset=utf-8"),)

    @property
    def status_line(self) -> str:
        """``HTTP/1.1 200 OK``."""
        return f"HTTP/1.1 {self.status} {_REASONS[self.status]}"

    def head(self) -> list[str]:
        """The status line and the headers, without line ends."""
        lines = [f"{name}: {value}" for name, value in self.headers]
        return [self.status_line, *lines, f"Content-Length: {len(self.body.encode())}"]


def greeting(delivery: Delivery) -> str:
    """The line with which a program answers, whatever it is asked: who it is, and which client it sees.

    ``web-1 10.244.1.4:80 saw 10.244.3.5`` and a line end.
    """
    if delivery.program:
        return _SSHD if delivery.program == "sshd" else "HTTP/1.1 400 Bad Request\nConnection: close\n\n"
    name = delivery.pod[1] if delivery.pod else delivery.responder.removeprefix("node ")
    return f"{name} {address_and_port(delivery.address, delivery.port)} saw {delivery.source}\n"


def greet(process: Process, delivery: Delivery) -> str:
    """Print the greeting of whoever took a connection, where something was sent to them; what was printed."""
    text = greeting(delivery) if delivery.failure is None and process.stdin else ""
    process.print(text, end="")
    return text


def speaks_tls(delivery: Delivery) -> bool:
    """Whether a TLS handshake succeeds: the API server and kubelets have certificates, pods talk in the clear."""
    if delivery.program:
        return (delivery.program, delivery.port) == ("kubelet", KUBELET_PORT)
    return delivery.pod is None and delivery.port == API_SERVER_PORT


def http(state: State, delivery: Delivery, path: str = "/", *, tls: bool = False) -> Response:
    """What an HTTP request is answered with where the connection was taken."""
    if delivery.health is not None:
        return _health(delivery)
    if speaks_tls(delivery) and not tls:
        return Response(400, "Client sent an HTTP request to an HTTPS server.\n")
    if delivery.program:
        from svcquest.terminal.tools.node_answers import answer  # noqa: PLC0415 - few ask a node how it is

        return answer(state, delivery, path)
    return _forbidden(path) if tls else Response(200, greeting(delivery))


def _health(delivery: Delivery) -> Response:
    """kube-proxy at a health check node port. Follows pkg/proxy/healthcheck/service_health.go ServeHTTP."""
    health = delivery.health
    assert health is not None
    namespace, name = health.service
    body = (
        '{\n\t"service": {\n'
        f'\t\t"namespace": "{namespace}",\n\t\t"name": "{name}"\n'
        f'\t}},\n\t"localEndpoints": {health.local_endpoints},\n\t"serviceProxyHealthy": true\n}}'
    )
    headers = (
        ("Content-Type", "application/json"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Load-Balancing-Endpoint-Weight", str(health.local_endpoints)),
    )
    return Response(health.status, body, headers)


def _forbidden(path: str) -> Response:
    """The API server to somebody without credentials."""
    body = (
        '{\n  "kind": "Status",\n  "apiVersion": "v1",\n  "metadata": {},\n  "status": "Failure",\n'
        f'  "message": "forbidden: User \\"system:anonymous\\" cannot get path \\"{path}\\"",\n'
        '  "reason": "Forbidden",\n  "details": {},\n  "code": 403\n}'
    )
    return Response(403, body, (("Content-Type", "application/json"),))

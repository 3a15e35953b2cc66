"""What a node's own programs answer to HTTP: kubelet and kube-proxy tell how they are."""

from __future__ import annotations

from datetime import UTC, datetime

from svcquest.engine.state import State
from svcquest.model.kinds import NODE
from svcquest.model.net import Delivery
from svcquest.terminal.tools.answers import KUBELET_PORT, Response, greeting

_DOOMED = "ToBeDeletedByClusterAutoscaler"
_JSON = (("Content-Type", "application/json"), ("X-Content-Type-Options", "nosniff"))
_MISSING = Response(404, "404 page not found\n")


def answer(state: State, delivery: Delivery, path: str) -> Response:
    """The answer to an HTTP request."""
    path = path.partition("?")[0]
    match delivery.program, delivery.port:
        case "kube-proxy", 10256:
            return _proxy_health(state, delivery, path)
        case "kube-proxy", _:
            return _proxy_metrics(state, path)
        case "kubelet", port if port == KUBELET_PORT:
            return Response(401, "Unauthorized")
        case "kubelet", _:
            return Response(200, "ok") if path == "/healthz" else _MISSING
        case _:
            return Response(400, greeting(delivery))


def _proxy_health(state: State, delivery: Delivery, path: str) -> Response:
    """Follows pkg/proxy/healthcheck/proxy_health.go: a node that is about to go takes no new traffic."""
    now = _go_time(state)
    told = f'"lastUpdated": "{now}","currentTime": "{now}"'
    if path == "/livez":
        return Response(200, f"{{{told}}}", _JSON)
    if path != "/healthz":
        return _MISSING
    node = state.get(NODE, "", delivery.responder.rpartition(" ")[2])
    taints = node.spec.get("taints") or () if node else ()
    eligible = node is not None and not node.terminating and all(each.get("key") != _DOOMED for each in taints)
    body = f'{{{told}, "nodeEligible": {str(eligible).lower()}}}'
    return Response(200 if eligible else 503, body, _JSON)


def _proxy_metrics(state: State, path: str) -> Response:
    """Follows cmd/kube-proxy/app/server.go serveMetrics."""
    match path:
        case "/healthz":
            return Response(200, "ok")
        case "/proxyMode":
            return Response(200, state.settings.proxy_mode)
        case "/metrics":
            return Response(200, "# nothing is measured here\n")
        case _:
            return _MISSING


def _go_time(state: State) -> str:
    """The simulated time as Go prints one that came from a running clock."""
    moment = datetime.fromtimestamp(state.now, UTC)
    fraction = f".{moment.microsecond:06}".rstrip("0").rstrip(".")
    return f"{moment:%Y-%m-%d %H:%M:%S}{fraction} +0000 UTC m=+{state.now - state.settings.epoch:.9f}"

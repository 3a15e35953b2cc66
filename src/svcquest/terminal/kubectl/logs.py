"""``kubectl logs``: what the programs in containers have written. Follows ``kubectl/pkg/cmd/logs``.

Programs are simulated; each writes a line when it starts, one for every port on which it listens, and one for every
request that a tool has made of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from svcquest.model import kinds
from svcquest.model.resource import Resource
from svcquest.model.status import Status, bad_request, quote
from svcquest.model.timestamps import from_timestamp, to_timestamp
from svcquest.model.tree import dig
from svcquest.model.views import container_of
from svcquest.terminal.kubectl.arguments import SELECTOR
from svcquest.terminal.kubectl.attached import container_names, named, waited_for
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.selectors import list_matching

_EXPECTED = (
    "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\n"
    "POD or TYPE/NAME is a required argument for the logs command"
)
_DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container"
_TAIL_OF_MANY = 10
"""Lines of each container where a selector says which, unless ``--tail`` says otherwise."""

_PARTS = (
    ("initContainers", "initContainerStatuses"),
    ("containers", "containerStatuses"),
    ("ephemeralContainers", "ephemeralContainerStatuses"),
)
_WAITING = {"ErrImagePull": "image can't be pulled", "ImagePullBackOff": "trying and failing to pull image"}
_TIME_FORMAT = '"2006-01-02T15:04:05Z07:00"'
_TIME_PARTS = (
    (r"\d{4}", "2006"),
    ("-", "-"),
    (r"\d\d", "01"),
    ("-", "-"),
    (r"\d\d", "02"),
    ("T", "T"),
    (r"\d\d", "15"),
    (":", ":"),
    (r"\d\d", "04"),
    (":", ":"),
    (r"\d\d(\.\d+)?", "05"),
    (r"Z|[+-]\d\d:\d\d", "Z07:00"),
)


class _Line(NamedTuple):
    at: float
    text: str


class _Stream(NamedTuple):
    """The log of one container."""

    pod: Resource
    container: str


def run(call: Call) -> int:
    """Print the log of a container, or of all that a selector means."""
    shown = _shown_of(call)
    streams = _streams(call)
    most = call.flags.number("max-log-requests")
    if call.flags.on("follow") and len(streams) > 1 and len(streams) > most:
        raise CommandError(
            f"you are attempting to follow {len(streams)} log streams, but maximum allowed concurrency is {most}, "
            "use --max-log-requests to increase the limit"
        )
    prefixed = call.flags.on("prefix") or call.flags.on("all-pods")
    for stream in streams:
        try:
            text = shown(_log(call, stream))
        except CommandError as error:
            if not call.flags.on("ignore-errors"):
                raise
            text = f"error: {_message(error.problems[0])}\n"
        prefix = f"[pod/{stream.pod.name}/{stream.container}] " if prefixed else ""
        call.print("".join(prefix + line for line in text.splitlines(keepends=True)), end="")
    return 0


def _message(problem: Problem) -> str:
    return problem if isinstance(problem, str) else problem.message


# Which logs -------------------------------------------------------------------------------------------------------


def _streams(call: Call) -> list[_Stream]:
    every = call.flags.on("all-pods")
    pods = _pods(call)
    if len(pods) > 1 and not (every or call.flags.text("selector")):
        call.error(f"Found {len(pods)} pods, using pod/{pods[0].name}")
        pods = pods[:1]
    return [_Stream(pod, name) for pod in pods for name in _containers(call, pod, quiet=every)]


def _pods(call: Call) -> list[Resource]:
    selector = call.flags.text("selector")
    if not selector:
        return waited_for(call, _named(call), "get the logs from")
    listed = list_matching(call.client.cluster, kinds.POD, call.client.namespace, selector)
    if isinstance(listed, Status):
        raise CommandError(listed)
    if not listed:
        call.error(f"No resources found in {call.client.namespace} namespace.")
    return listed


def _named(call: Call) -> Resource:
    try:
        return named(call, call.args[0])
    except CommandError as error:
        problem = error.problems[0]
        if isinstance(problem, Status) and problem.reason == "NotFound":
            where = f"in namespace {quote(call.client.namespace)}"
            raise CommandError(f"error from server (NotFound): {problem.message} {where}") from None
        raise


def _containers(call: Call, pod: Resource, *, quiet: bool) -> list[str]:
    known = [each.get("name", "") for part, _ in _PARTS for each in pod.spec.get(part) or ()]
    if call.flags.on("all-containers"):
        return known
    wanted = call.flags.text("container") or (call.args[1] if len(call.args) > 1 else "")
    if not wanted:
        wanted = _default_container(call, pod, known)
    if not wanted:
        wanted = str(dig(pod.spec, "containers", 0, "name"))
        if len(known) > 1 and not quiet:
            call.error(f"Defaulted container {quote(wanted)} out of: {container_names(pod)}")
    if wanted not in known:
        raise CommandError(f"container {wanted} is not valid for pod {pod.name}")
    return [wanted]


def _default_container(call: Call, pod: Resource, known: Sequence[str]) -> str:
    name = str(pod.annotations.get(_DEFAULT_CONTAINER, ""))
    if name and name not in known:
        call.error(f"Default container name {quote(name)} not found in pod {pod.name}")
        return ""
    return name


# How much of them -------------------------------------------------------------------------------------------------


def _shown_of(call: Call) -> Callable[[list[_Line]], str]:
    """What is printed of a log; also checks the command line as kubectl does."""
    flags = call.flags
    if len(call.args) > 2 or (not call.args and not flags.text("selector")):
        raise call.usage_error(_EXPECTED)
    if len(call.args) == 1 and flags.text("selector"):
        raise call.usage_error("only a selector (-l) or a POD name is allowed")
    since_time = _time(flags.text("since-time"))
    _check(call)
    seconds = round(flags.seconds("since"))
    earliest = since_time if since_time is not None else call.client.cluster.state.now - seconds if seconds else 0.0
    tail = flags.number("tail")
    if flags.text("selector") and not flags.given("tail"):
        tail = _TAIL_OF_MANY
    limit = flags.number("limit-bytes")

    def shown(lines: list[_Line]) -> str:
        last = lines if tail < 0 else lines[max(0, len(lines) - tail) :]
        text = "".join(
            f"{_nanoseconds(line.at)} {line.text}\n" if flags.on("timestamps") else f"{line.text}\n"
            for line in last
            if line.at >= earliest
        )
        return text.encode()[:limit].decode(errors="ignore") if limit else text

    return shown


def _check(call: Call) -> None:
    flags = call.flags
    container = flags.text("container") or (call.args[1] if len(call.args) > 1 else "")
    if flags.text("since-time") and flags.seconds("since"):
        raise CommandError("at most one of `sinceTime` or `sinceSeconds` may be specified")
    if flags.on("all-containers") and container:
        raise CommandError(f"--all-containers=true should not be specified with container name {container}")
    if flags.given("container") and len(call.args) == 2:
        raise CommandError("only one of -c or an inline [CONTAINER] arg is allowed")
    if flags.number("limit-bytes") < 0:
        raise CommandError("--limit-bytes must be greater than 0")
    if round(flags.seconds("since")) < 0:
        raise CommandError("--since must be greater than 0")
    if flags.number("tail") < -1:
        raise CommandError("--tail must be greater than or equal to -1")


def _time(text: str) -> float | None:
    """Seconds since 1970 of ``--since-time``; the error tells how far Go could read it."""
    if not text:
        return None
    at = 0
    for pattern, name in _TIME_PARTS:
        found = re.compile(pattern).match(text, at)
        if found is None:
            raise CommandError(
                f"parsing time {quote(text)} as {_TIME_FORMAT}: cannot parse {quote(text[at:])} as {quote(name)}"
            )
        at = found.end()
    moment = from_timestamp(text)
    if moment is None or at < len(text):
        what = "day out of range" if moment is None else f"extra text: {quote(text[at:])}"
        raise CommandError(f"parsing time {quote(text)}: {what}")
    return moment


def _nanoseconds(moment: float) -> str:
    micro = round(moment * 1_000_000)
    return f"{to_timestamp(micro // 1_000_000)[:-1]}.{micro % 1_000_000:06d}000Z"


# What is in them --------------------------------------------------------------------------------------------------


def _log(call: Call, stream: _Stream) -> list[_Line]:
    """All that a container has written since it started, or between its last start and its end."""
    pod, name = stream
    if not pod.spec.get("nodeName"):
        return []
    status = _status(pod, name)
    ended = dig(status, "lastState", "terminated")
    if call.flags.on("previous"):
        if ended is None:
            message = f"previous terminated container {quote(name)} in pod {quote(pod.name)} not found"
            raise CommandError(bad_request(message))
        return _ended(name, ended)
    now_ended = dig(status, "state", "terminated")
    if now_ended is not None:
        return _ended(name, now_ended)
    running = dig(status, "state", "running")
    if running is None:
        if ended is not None:
            return _ended(name, ended)
        reason = dig(status, "state", "waiting", "reason") or "ContainerCreating"
        text = f"container {quote(name)} in pod {quote(pod.name)} is waiting to start: "
        raise CommandError(bad_request(text + _WAITING.get(reason, reason)))
    return _written(call, pod, name, _moment(running.get("startedAt")))


def _status(pod: Resource, name: str) -> Mapping[str, Any]:
    every = (each for _, part in _PARTS for each in pod.status.get(part) or ())
    return next((each for each in every if each.get("name") == name), {})


def _ended(name: str, ended: Mapping[str, Any]) -> list[_Line]:
    return [
        _Line(_moment(ended.get("startedAt")), f"{name}: started"),
        _Line(_moment(ended.get("finishedAt")), f"{name}: exit status {ended.get('exitCode', 0)}"),
    ]


def _written(call: Call, pod: Resource, name: str, started: float) -> list[_Line]:
    ports = [f"listening on {each}" for each in pod.view.listeners if container_of(pod.spec, each.port) == name]
    beginning = [_Line(started, f"{name}: {what}") for what in ("started", *(ports or ["listening on nothing"]))]
    served = call.client.cluster.state.flows.served.get(pod.uid, ())
    return beginning + [
        _Line(each.at, f"{name}: request from {each.source} on port {each.port}")
        for each in served
        if each.at >= started and container_of(pod.spec, each.port) == name
    ]


def _moment(timestamp: Any) -> float:
    return (from_timestamp(timestamp) if isinstance(timestamp, str) else None) or 0.0


LOGS = Command(
    run,
    usage="[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER] [options]",
    flags=(
        SELECTOR,
        Flag("all-containers", "Logs of all containers of the pod", "bool"),
        Flag("all-pods", "Logs of all pods of the object, each line with its pod's name", "bool"),
        Flag("container", "Container of the pod", short="c"),
        Flag("follow", "Go on printing what is written", "bool", short="f"),
        Flag("ignore-errors", "Go on after an error", "bool"),
        Flag("insecure-skip-tls-verify-backend", "Do not check the kubelet's certificate", "bool"),
        Flag("limit-bytes", "Print no more bytes than these", "int64", default="0"),
        Flag("max-log-requests", "How many logs to follow at once", "int", default="5"),
        Flag("pod-running-timeout", "How long to wait for a pod", "duration", default="20s"),
        Flag("prefix", "Say before each line whose it is", "bool"),
        Flag("previous", "Log of the container before its last start", "bool", short="p"),
        Flag("since", "Only what is younger than this", "duration", default="0s"),
        Flag("since-time", "Only what was written after this"),
        Flag("tail", "Only so many last lines; ten with a selector", "int64", default="-1"),
        Flag("timestamps", "Show when each line was written", "bool"),
    ),
    examples=("kubectl logs deploy/web --all-pods", "kubectl logs -l app=web --since=1m --timestamps"),
)

"""``kubectl logs``: what the programs in containers have written. Follows ``kubectl/pkg/cmd/logs``.

Programs are simulated; each writes one line when it starts for every port on which it listens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from svcquest.model import kinds
from svcquest.model.resource import Resource
from svcquest.model.status import Status, bad_request, quote
from svcquest.model.tree import dig
from svcquest.terminal.kubectl.arguments import ALL_NAMESPACES, SELECTOR
from svcquest.terminal.kubectl.attached import named, pods_of
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.selectors import list_matching

_EXPECTED = "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'."
_WAITING = {
    "ErrImagePull": "image can't be pulled",
    "ImagePullBackOff": "trying and failing to pull image",
    "InvalidImageName": "InvalidImageName",
}


def run(call: Call) -> int:
    """Print the log of a container, or of all that a selector means."""
    pods = _pods(call)
    prefixed = call.flags.on("prefix")
    for pod in pods:
        for container in _containers(call, pod):
            if call.flags.on("previous"):
                raise _without_a_previous_one(pod, container["name"])
            for line in _tail(call, _log(pod, container)):
                prefix = f"[pod/{pod.name}/{container['name']}] " if prefixed else ""
                call.print(prefix + line)
    return 0


def _pods(call: Call) -> list[Resource]:
    selector = call.flags.text("selector")
    if selector:
        if call.args:
            raise call.usage_error("only a selector (-l) or a POD name is allowed")
        listed = list_matching(call.client.cluster, kinds.POD, call.client.namespace, selector)
        if isinstance(listed, Status):
            raise CommandError(listed)
        if not listed:
            call.error(f"No resources found in {call.client.namespace} namespace.")
        return listed
    if not call.args:
        raise call.usage_error(f"{_EXPECTED}\nPOD or TYPE/NAME is a required argument for the logs command")
    if len(call.args) > 2:
        raise call.usage_error(_EXPECTED)
    target = named(call, call.args[0])
    found = pods_of(call, target)
    if not found:
        raise CommandError("timed out waiting for the condition")
    if len(found) > 1 and not call.flags.on("all-pods"):
        call.error(f"Found {len(found)} pods, using pod/{found[0].name}")
    return found if call.flags.on("all-pods") else found[:1]


def _containers(call: Call, pod: Resource) -> list[Mapping[str, Any]]:
    containers: Sequence[Mapping[str, Any]] = pod.spec.get("containers") or ()
    everything = [*(pod.spec.get("initContainers") or ()), *containers]
    if call.flags.on("all-containers"):
        return everything
    wanted = call.flags.text("container") or (call.args[1] if len(call.args) > 1 else "")
    if wanted:
        chosen = [each for each in everything if each["name"] == wanted]
        if not chosen:
            raise CommandError(f"container {wanted} is not valid for pod {pod.name}")
        return chosen
    if len(everything) > 1:
        names = ", ".join(each["name"] for each in everything)
        call.error(f"Defaulted container {quote(containers[0]['name'])} out of: {names}")
    return list(containers[:1])


def _without_a_previous_one(pod: Resource, name: str) -> CommandError:
    """Logs of earlier runs of a container are not kept."""
    return CommandError(bad_request(f"previous terminated container {quote(name)} in pod {quote(pod.name)} not found"))


def _log(pod: Resource, container: Mapping[str, Any]) -> list[str]:
    name = container["name"]
    statuses = pod.status.get("containerStatuses") or ()
    status: Mapping[str, Any] = next((each for each in statuses if each.get("name") == name), {})
    waiting = dig(status, "state", "waiting", "reason")
    if waiting or not pod.spec.get("nodeName"):
        if not pod.spec.get("nodeName"):
            return []
        text = f"container {quote(name)} in pod {quote(pod.name)} is waiting to start: "
        raise CommandError(bad_request(text + _WAITING.get(waiting, waiting)))
    ended = dig(status, "state", "terminated")
    if ended is not None:
        return [f"{name}: exit status {ended.get('exitCode', 0)}"]
    listeners = [f"listening on {each}" for each in pod.view.listeners if _whose(pod, each.port) == name]
    return [f"{name}: {event}" for event in ("started", *(listeners or ["listening on nothing"]))]


def _whose(pod: Resource, port: int) -> str:
    """The container that listens on a port: the one that declares it, else the first."""
    containers = pod.spec["containers"]
    declaring = (
        each
        for each in containers
        if any(port == declared.get("containerPort") for declared in each.get("ports") or ())
    )
    found: str = next(declaring, containers[0])["name"]
    return found


def _tail(call: Call, lines: list[str]) -> list[str]:
    count = call.flags.number("tail")
    return lines if count < 0 else lines[len(lines) - min(count, len(lines)) :]


LOGS = Command(
    run,
    usage="[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER] [options]",
    flags=(
        SELECTOR,
        ALL_NAMESPACES,
        Flag("all-containers", "Logs of all containers of the pod", "bool"),
        Flag("all-pods", "Logs of all pods of the object", "bool"),
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
        Flag("tail", "Only so many last lines", "int64", default="-1"),
        Flag("timestamps", "Show when each line was written", "bool"),
    ),
)

"""``kubectl debug``: a shell with tools beside a pod's containers, or on a node.

Follows ``k8s.io/kubectl/pkg/cmd/debug/debug.go`` for ephemeral containers and for nodes.
"""

from __future__ import annotations

from svcquest.engine import chance
from svcquest.model import kinds
from svcquest.model.net import Vantage
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree, with_value
from svcquest.terminal.kubectl import remote, submit
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.resource_types import type_of


def _run(call: Call) -> int:
    names = call.args if call.flags.dash is None else call.args[: call.flags.dash]
    argv = call.args[len(names) :]
    if len(names) != 1:
        raise call.usage_error("NAME is required for debug")
    if call.flags.text("copy-to"):
        raise CommandError("--copy-to is not available here; debug the pod itself, or a node")
    if not call.flags.text("image"):
        raise call.usage_error("you must specify --image")
    word, slash, name = names[0].partition("/")
    kind = type_of(word) if slash else kinds.POD
    if not slash:
        name = word
    if kind == kinds.NODE:
        call.client.must_get(kinds.NODE, "", name)
        return _enter(call, Vantage("node", "", name), "", argv)
    if kind != kinds.POD:
        raise CommandError(f"{kind.qualified} not supported by debug")
    pod = call.client.must_get(kinds.POD, call.client.namespace, name)
    container = _add_container(call, pod)
    return _enter(call, remote.vantage_of(pod), container, argv)


def _add_container(call: Call, pod: Resource) -> str:
    """Give the pod an ephemeral container; its name."""
    name = call.flags.text("container")
    if not name:
        state = call.client.cluster.state
        name = f"debugger-{chance.suffix(state.settings.seed, state.revision, 5)}"
        call.error(f"Defaulting debug container name to {name}.")
    container: Tree = {
        "name": name,
        "image": call.flags.text("image"),
        "imagePullPolicy": "IfNotPresent",
        "resources": {},
        "stdin": call.flags.on("stdin"),
        "tty": call.flags.on("tty"),
    }
    others = pod.spec.get("ephemeralContainers") or []
    tree = with_value(pod.tree, ("spec", "ephemeralContainers"), [*others, container])
    submit.accepted(submit.update(call, pod, tree, subresource="ephemeralcontainers"))
    return name


def _enter(call: Call, vantage: Vantage, container: str, argv: list[str]) -> int:
    if not call.flags.on("stdin") and not argv:
        return 0
    if (not argv or remote.is_shell(argv)) and call.process.input.terminal:
        call.error(remote.PROMPT_HINT)
        remote.open_shell(call, vantage, container)
        return 0
    return remote.run(call, vantage, container, argv or ["sh"], stdin=call.flags.on("stdin"))


DEBUG = Command(
    _run,
    usage="(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]",
    flags=(
        Flag("image", "Image with the tools"),
        Flag("container", "Name of the new container", short="c"),
        Flag("target", "Container whose processes shall be seen"),
        Flag("stdin", "Keep standard input open", "bool", short="i"),
        Flag("tty", "Give the container a terminal", "bool", short="t"),
        Flag("attach", "Attach to the new container", "bool"),
        Flag("copy-to", "Debug a copy of the pod under this name"),
        Flag("profile", "What the container may do", default="general"),
        Flag("quiet", "Print only what the program prints", "bool", short="q"),
    ),
    examples=("kubectl debug web-0 -it --image=busybox", "kubectl debug node/node-1 -it --image=busybox"),
)

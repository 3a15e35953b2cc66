"""``kubectl debug``: a shell with tools beside a pod's containers, in a copy of the pod, or on a node.

Follows ``k8s.io/kubectl/pkg/cmd/debug/debug.go`` and ``profiles.go``.
"""

from __future__ import annotations

from svcquest.engine import chance
from svcquest.model import kinds
from svcquest.model.net import Vantage
from svcquest.model.resource import Resource
from svcquest.model.status import quote
from svcquest.model.tree import Tree, with_value
from svcquest.terminal.kubectl import debug_copy, remote, submit
from svcquest.terminal.kubectl.arguments import FILE_FLAGS
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.resource_types import type_of
from svcquest.terminal.kubectl.run import is_image

_PROFILES = frozenset({"legacy", "general", "baseline", "restricted", "netadmin", "sysadmin"})
_PULL_POLICIES = frozenset({"", "Always", "IfNotPresent", "Never"})
_ONLY_OF_A_COPY = ("replace", "same-node", "set-image")


def _run(call: Call) -> int:
    names = call.args if call.flags.dash is None else call.args[: call.flags.dash]
    argv = call.args[len(names) :]
    _check(call, names, argv)
    word, slash, name = names[0].partition("/")
    kind = type_of(word) if slash else kinds.POD
    if not slash:
        name = word
    if kind == kinds.NODE:
        return _on_node(call, name, argv)
    if kind != kinds.POD:
        raise CommandError(f'"{kind.group}/{kind.version}, Kind={kind}" not supported by debug')
    pod = call.client.must_get(kinds.POD, call.client.namespace, name)
    if call.flags.text("copy-to"):
        copy, container = debug_copy.make(call, pod, argv, _container_name(call, pod, argv))
        return _enter(call, copy, container, argv)
    container = _container_name(call, pod, argv)
    _add_container(call, pod, container)
    return _enter(call, pod, container, argv)


def _check(call: Call, names: list[str], argv: list[str]) -> None:
    """Follows ``Validate``."""
    flags = call.flags
    copy, image = flags.text("copy-to"), flags.text("image")
    if copy and not (image or flags.list("set-image") or argv):
        raise CommandError("you must specify --image, --set-image or command arguments.")
    if not copy and not image:
        raise CommandError("you must specify --image when not using --copy-to.")
    if image and not is_image(image):
        raise CommandError(f"invalid image name {quote(image)}: invalid reference format")
    if not names:
        raise CommandError("NAME or filename is required for debug")
    if flags.text("image-pull-policy") not in _PULL_POLICIES:
        raise CommandError(f"invalid image pull policy: {flags.text('image-pull-policy')}")
    if flags.text("profile") not in _PROFILES:
        raise CommandError(f"unknown profile: {flags.text('profile')}")
    for name in _ONLY_OF_A_COPY:
        if flags.given(name) and not copy:
            raise CommandError(f"--{name} may only be used with --copy-to.")
    if flags.on("tty") and not flags.on("stdin"):
        raise CommandError("-i/--stdin is required for containers with -t/--tty=true")


def _container_name(call: Call, pod: Resource, argv: list[str]) -> str:
    """The container to debug in: the one that is asked for, or a new one under a name that is told."""
    name = call.flags.text("container")
    if name:
        return name
    if not call.flags.text("image"):
        return debug_copy.changed_container(call, pod, argv)
    state = call.client.cluster.state
    name = f"debugger-{chance.suffix(state.settings.seed, state.revision, 5)}"
    if not call.flags.on("quiet"):
        call.print(f"Defaulting debug container name to {name}.")
    return name


def _add_container(call: Call, pod: Resource, name: str) -> None:
    """Give the pod an ephemeral container."""
    target = call.flags.text("target")
    if target and not call.flags.on("quiet"):
        call.print(
            f"Targeting container {quote(target)}. If you don't see processes from this container it may be because "
            "the container runtime doesn't support this feature."
        )
    container: Tree = {
        "name": name,
        "image": call.flags.text("image"),
        "imagePullPolicy": call.flags.text("image-pull-policy") or "IfNotPresent",
        "resources": {},
        "stdin": call.flags.on("stdin"),
        "tty": call.flags.on("tty"),
    }
    if target:
        container["targetContainerName"] = target
    others = pod.spec.get("ephemeralContainers") or []
    tree = with_value(pod.tree, ("spec", "ephemeralContainers"), [*others, container])
    submit.accepted(submit.update(call, pod, tree, subresource="ephemeralcontainers"))


def _on_node(call: Call, name: str, argv: list[str]) -> int:
    """A node's own network is all that its debugging pod would show: no pod is made."""
    call.client.must_get(kinds.NODE, "", name)
    if not call.flags.on("quiet"):
        state = call.client.cluster.state
        pod = f"node-debugger-{name}-{chance.suffix(state.settings.seed, state.revision, 5)}"
        container = call.flags.text("container") or "debugger"
        call.print(f"Creating debugging pod {pod} with container {container} on node {name}.")
    return _shell(call, Vantage("node", "", name), "", argv)


def _enter(call: Call, pod: Resource, container: str, argv: list[str]) -> int:
    return _shell(call, remote.vantage_of(pod), container, argv)


def _shell(call: Call, vantage: Vantage, container: str, argv: list[str]) -> int:
    copied = bool(call.flags.text("copy-to"))
    if not call.flags.on("stdin") and (not argv or copied):
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
        *FILE_FLAGS,
        Flag("image", "Image with the tools"),
        Flag("image-pull-policy", "Always, IfNotPresent or Never"),
        Flag("container", "Name of the new container", short="c"),
        Flag("target", "Container whose processes shall be seen"),
        Flag("stdin", "Keep standard input open", "bool", short="i"),
        Flag("tty", "Give the container a terminal", "bool", short="t"),
        Flag("attach", "Attach to the new container", "bool"),
        Flag("copy-to", "Debug a copy of the pod under this name"),
        Flag("replace", "Delete the pod that is copied", "bool"),
        Flag("same-node", "Put the copy on the pod's node", "bool"),
        Flag("set-image", "CONTAINER=IMAGE in the copy; may be repeated", "list"),
        Flag("share-processes", "Let the copy's containers see each other's processes", "bool", default="true"),
        Flag("keep-labels", "Leave the copy its labels", "bool"),
        Flag("keep-annotations", "Leave the copy its annotations", "bool"),
        Flag("keep-liveness", "Leave the copy its liveness probes", "bool"),
        Flag("keep-readiness", "Leave the copy its readiness probes", "bool"),
        Flag("keep-startup", "Leave the copy its startup probes", "bool"),
        Flag("keep-init-containers", "Leave the copy its init containers", "bool", default="true"),
        Flag("env", "KEY=VALUE of the new container; may be repeated", "list"),
        Flag("arguments-only", "What stands behind -- are arguments of the image's command", "bool"),
        Flag("custom", "File with fields of the new container"),
        Flag("profile", "What the container may do", default="general"),
        Flag("quiet", "Print only what the program prints", "bool", short="q"),
    ),
    examples=(
        "kubectl debug web-0 -it --image=busybox",
        "kubectl debug web-0 -it --image=busybox --copy-to=web-debug",
        "kubectl debug node/node-1 -it --image=busybox",
    ),
)

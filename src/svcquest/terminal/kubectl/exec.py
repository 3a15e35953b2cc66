"""``kubectl exec``.

Follows ``k8s.io/kubectl/pkg/cmd/exec/exec.go``.
"""

from __future__ import annotations

from svcquest.model.resource import Resource
from svcquest.model.status import quote
from svcquest.terminal import hosts, places
from svcquest.terminal.kubectl import remote
from svcquest.terminal.kubectl.arguments import FILE_FLAGS, find
from svcquest.terminal.kubectl.attached import container_names, named, waited_for
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, raise_all
from svcquest.terminal.kubectl.flags import Flag

_PARTS = ("containers", "initContainers", "ephemeralContainers")


def _run(call: Call) -> int:
    dash = call.flags.dash
    files = call.flags.list("filename")
    if (not call.args or dash == 0) and not files:
        raise CommandError("pod, type/name or --filename must be specified")
    if dash is None and len(call.args) > 1:
        raise call.usage_error("exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead")
    argv = call.args[1 if dash is None else dash :]
    if not argv:
        raise CommandError("you must specify at least one command for the container")
    pod = waited_for(call, _from_file(call) if files else named(call, call.args[0]))[0]
    phase = pod.view.phase
    if phase in {"Succeeded", "Failed"}:
        raise CommandError(f"cannot exec into a container in a completed pod; current phase is {phase}")
    container = choose_container(call, pod)
    if not pod.view.alive or _waits(pod, container):
        raise CommandError(f"unable to upgrade connection: container not found ({quote(container)})")
    return _execute(call, pod, container, argv)


def _from_file(call: Call) -> Resource:
    """The object of ``-f`` as the cluster has it."""
    found = find(call, ())
    raise_all(found.problems)
    return found.targets[0].resource


def _waits(pod: Resource, container: str) -> bool:
    """Whether a container is not there just now, since it ended and is to be started again."""
    statuses = pod.status.get("containerStatuses") or ()
    return any(each.get("name") == container and "waiting" in (each.get("state") or ()) for each in statuses)


def choose_container(call: Call, pod: Resource) -> str:
    """The container of ``-c``, else the pod's default; says so when there were several.

    Follows ``k8s.io/kubectl/pkg/cmd/util/podcmd/podcmd.go``.

    Raises:
        CommandError: the pod has no such container.
    """
    names = [each.get("name", "") for each in pod.spec.get("containers") or ()]
    every = {each.get("name") for part in _PARTS for each in pod.spec.get(part) or ()}
    wanted = call.flags.text("container")
    if wanted:
        if wanted not in every:
            raise CommandError(f"container {wanted} is not valid for pod {pod.name} out of: {container_names(pod)}")
        return wanted
    default = pod.annotations.get("kubectl.kubernetes.io/default-container")
    if default in every:
        return str(default)
    if len(every) > 1 and not call.flags.on("quiet"):
        call.error(f'Defaulted container "{names[0]}" out of: {container_names(pod)}')
    return names[0] if names else ""


def _execute(call: Call, pod: Resource, container: str, argv: list[str]) -> int:
    vantage = remote.vantage_of(pod)
    stdin, tty = call.flags.on("stdin"), call.flags.on("tty")
    if remote.missing(call, vantage, container, argv):
        call.error(hosts.not_found(call.client.cluster.state, argv[0]))
        if argv[0] in places.ELSEWHERE:
            call.error(places.ELSEWHERE[argv[0]])
        return 1
    if remote.is_shell(argv) and stdin and call.process.input.terminal:
        remote.open_shell(call, vantage, container)
        return 0
    if tty and not stdin and remote.is_shell(argv):
        raise CommandError("the shell ended at once: without -i nothing can be typed into it")
    status = remote.run(call, vantage, container, argv, stdin=stdin)
    if status:
        call.error(f"command terminated with exit code {status}")
    return status


EXEC = Command(
    _run,
    usage="(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]",
    flags=(
        *FILE_FLAGS,
        Flag("container", "Container to run in; the pod's default when not given", short="c"),
        Flag("stdin", "Pass standard input", "bool", short="i"),
        Flag("tty", "Standard input is a terminal", "bool", short="t"),
        Flag("quiet", "Print only what the program prints", "bool", short="q"),
        Flag("pod-running-timeout", "How long to wait for a running pod", "duration", default="1m0s"),
    ),
    examples=("kubectl exec web-0 -- curl -s http://web", "kubectl exec -it web-0 -- sh"),
)

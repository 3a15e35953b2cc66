"""``kubectl run``: a pod from an image, and perhaps a shell in it.

Follows ``k8s.io/kubectl/pkg/cmd/run/run.go``.
"""

from __future__ import annotations

import re
import shlex

from svcquest.model import kinds
from svcquest.model.resource import Resource
from svcquest.model.status import Status, quote
from svcquest.model.tree import Tree
from svcquest.terminal.kubectl import deletion, remote, submit
from svcquest.terminal.kubectl.arguments import FILE_FLAGS
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.made import show, with_last_applied
from svcquest.terminal.kubectl.output import DRY_RUN, PRINT_FLAGS, DryRun, dry_run, printer
from svcquest.terminal.kubectl.overrides import OVERRIDE_FLAGS, overridden
from svcquest.terminal.kubectl.pairs import is_env_name, label_spec, port_number

_PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_DOMAIN = r"(?:[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?)*(?::[0-9]+)?/)?"
_IMAGE = re.compile(rf"{_DOMAIN}{_PART}(?:/{_PART})*(?::\w[\w.-]{{0,127}})?(?:@[A-Za-z][\w+.-]*:[0-9a-fA-F]{{32,}})?")
_POLICIES = ("Always", "OnFailure", "Never")


def is_image(text: str) -> bool:
    """Whether a text has the form of an image's name."""
    return _IMAGE.fullmatch(text) is not None


def _run(call: Call) -> int:
    flags = call.flags
    attach = flags.on("attach") if flags.given("attach") else flags.on("stdin")
    dry = dry_run(call)
    printer(call, "created", dry)
    deletion.cascade(call)
    _check(call, attach=attach, dry=dry)
    name = call.args[0]
    labels = label_spec(flags.text("labels")) or {"run": name}
    pod = submit.in_chosen_namespace(call, overridden(call, kinds.POD, _pod(call, name, labels)))
    made = _create(call, kinds.POD, pod, dry)
    problems: list[Problem] = []
    if flags.on("expose"):
        service = submit.in_chosen_namespace(call, _service(call, name, labels))
        try:
            shown = _create(call, kinds.SERVICE, service, dry)
            show(call, kinds.SERVICE, shown, "created", dry)
            if flags.text("output") == "yaml":
                call.print("---\n---")  # one of kubectl's own, one of its YAML printer between two objects
        except CommandError as error:
            problems += error.problems
    if attach:
        return _attach(call, name, (kinds.POD, kinds.SERVICE) if flags.on("expose") and not problems else (kinds.POD,))
    show(call, kinds.POD, made, "created", dry)
    raise_all(problems)
    return 0


def _check(call: Call, *, attach: bool, dry: DryRun) -> None:
    flags = call.flags
    if not call.args or flags.dash == 0:
        raise call.usage_error("NAME is required for run")
    if flags.seconds("pod-running-timeout") <= 0:
        raise call.usage_error("--pod-running-timeout must be higher than zero")
    image = flags.text("image")
    if not image:
        raise CommandError("--image is required")
    if not is_image(image):
        raise CommandError(f"Invalid image name {quote(image)}: invalid reference format")
    if flags.on("tty") and not flags.on("stdin"):
        raise call.usage_error("-i/--stdin is required for containers with -t/--tty=true")
    if flags.on("expose") and not flags.text("port"):
        raise call.usage_error("--port must be set when exposing a service")
    if flags.text("restart") not in {"", *_POLICIES}:
        raise call.usage_error(f"invalid restart policy: {flags.text('restart')}")
    if flags.on("rm") and not attach:
        raise call.usage_error("--rm should only be used for attached containers")
    if attach and dry != "none":
        raise call.usage_error(
            "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)"
        )
    policy = flags.text("image-pull-policy")
    if policy not in {"", "Always", "IfNotPresent", "Never"}:
        raise call.usage_error(f"invalid image pull policy: {policy}")
    if flags.text("port"):
        port_number(flags.text("port"))


def _pod(call: Call, name: str, labels: dict[str, str]) -> Tree:
    """The Pod that is sent."""
    flags = call.flags
    container: Tree = {"name": name, "image": flags.text("image")}
    if call.args[1:]:
        container["command" if flags.on("command") else "args"] = call.args[1:]
    if flags.text("port"):
        container["ports"] = [{"containerPort": port_number(flags.text("port"))}]
    env = [_env(each) for each in flags.list("env")]
    if env:
        container["env"] = env
    container["resources"] = {}
    if flags.text("image-pull-policy"):
        container["imagePullPolicy"] = flags.text("image-pull-policy")
    if flags.on("privileged"):
        container["securityContext"] = {"privileged": True}
    if flags.on("stdin"):
        container |= {"stdin": True, "stdinOnce": not flags.on("leave-stdin-open")}
    if flags.on("tty"):
        container["tty"] = True
    metadata: Tree = {"name": name, "labels": labels}
    if flags.list("annotations"):
        metadata["annotations"] = dict(_annotation(each) for each in flags.list("annotations"))
    return {
        "kind": "Pod",
        "apiVersion": "v1",
        "metadata": metadata,
        "spec": {"containers": [container], "restartPolicy": _restart_policy(call), "dnsPolicy": "ClusterFirst"},
        "status": {},
    }


def _restart_policy(call: Call) -> str:
    return call.flags.text("restart") or ("OnFailure" if call.flags.on("stdin") else "Always")


def _env(text: str) -> Tree:
    name, equals, value = text.partition("=")
    if not equals or not is_env_name(name):
        raise CommandError(f"invalid env: {text}")
    return {"name": name, "value": value} if value else {"name": name}


def _annotation(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise CommandError(f"invalid annotations format: {text}")
    return key, value


def _service(call: Call, name: str, labels: dict[str, str]) -> Tree:
    """The Service of ``--expose``; it has labels only where they are given."""
    port = port_number(call.flags.text("port"))
    metadata: Tree = {"name": name, "labels": labels} if call.flags.text("labels") else {"name": name}
    return {
        "kind": "Service",
        "apiVersion": "v1",
        "metadata": metadata,
        "spec": {"ports": [{"protocol": "TCP", "port": port, "targetPort": port}], "selector": labels},
        "status": {"loadBalancer": {}},
    }


def _create(call: Call, kind: kinds.Kind, tree: Tree, dry: DryRun) -> Tree:
    if dry == "client":
        return tree
    sent = with_last_applied(kind, tree) if call.flags.on("save-config") else tree
    return submit.accepted(submit.create(call, kind, sent, call.client.namespace, dry=dry)).tree


# Attached -----------------------------------------------------------------------------------------------------------


def _attach(call: Call, name: str, made: tuple[kinds.Kind, ...]) -> int:
    """Wait until the pod runs, then do in it what was asked for: a command, or whatever is typed.

    Args:
        name: of the pod, and of all that was made with it.
        made: what ``--rm`` takes away again.
    """
    cluster, namespace = call.client.cluster, call.client.namespace

    def pod() -> Resource | None:
        return cluster.get(kinds.POD, namespace, name)

    def started() -> bool:
        found = pod()
        return found is not None and found.view.phase != "Pending"

    if not deletion.wait_until(cluster, started, call.flags.seconds("pod-running-timeout")):
        _remove(call, name, made)
        raise CommandError("timed out waiting for the condition")
    found = pod()
    assert found is not None
    vantage = remote.vantage_of(found)
    argv = call.args[1:]
    if remote.missing(call, vantage, "", argv or ["sh"]):
        _remove(call, name, made)
        call.error(f"pod {namespace}/{name} terminated (StartError)\n{_no_program(argv)}")
        return 128
    if (not argv or remote.is_shell(argv)) and call.process.input.terminal:
        if not call.flags.on("quiet"):
            call.error(remote.PROMPT_HINT)
        what = f"{','.join(kind.singular for kind in made)} {shlex.quote(name)}"
        removal = f"kubectl delete {what} --namespace={namespace} --ignore-not-found --wait=false"
        removal += " > /dev/null" if call.flags.on("quiet") else ""
        remote.open_shell(call, vantage, on_exit=removal if call.flags.on("rm") else "")
        return 0
    status = remote.run(call, vantage, "", argv or ["sh"], stdin=call.flags.on("stdin"))
    _remove(call, name, made)
    if not status or _restart_policy(call) == "Always":
        return 0
    call.error(f"pod {namespace}/{name} terminated (Error)")
    return status


def _no_program(argv: list[str]) -> str:
    """What the container runtime says of an image that does not have the program."""
    doing = "OCI runtime create failed: runc create failed: unable to start container process"
    return (
        f"failed to create containerd task: failed to create shim task: {doing}: error during container init: "
        f"exec: {quote((argv or ['sh'])[0])}: executable file not found in $PATH"
    )


def _remove(call: Call, name: str, made: tuple[kinds.Kind, ...]) -> None:
    """``--rm``: what was made goes as soon as the pod's work is done."""
    if not call.flags.on("rm"):
        return
    for kind in made:
        answer = call.client.cluster.delete(kind, call.client.namespace, name)
        if not isinstance(answer, Status) and not call.flags.on("quiet"):
            call.print(f'{kind.singular} "{name}" deleted from {call.client.namespace} namespace')


RUN = Command(
    _run,
    usage='NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] '
    "[--command] -- [COMMAND] [args...]",
    flags=(
        *PRINT_FLAGS,
        DRY_RUN,
        *OVERRIDE_FLAGS,
        *FILE_FLAGS,
        submit.SAVE_CONFIG,
        submit.field_manager("kubectl-run"),
        Flag("image", "Image of the container"),
        Flag("image-pull-policy", "Always, IfNotPresent or Never"),
        Flag("port", "Port that the container opens"),
        Flag("expose", "Make a Service for the pod as well; needs --port", "bool"),
        Flag("labels", "Labels of the pod, such as app=web,tier=front; run=NAME when not given", short="l"),
        Flag("annotations", "KEY=VALUE; may be repeated", "array"),
        Flag("env", "KEY=VALUE; may be repeated", "array"),
        Flag("command", "What stands behind -- replaces the image's command, not its arguments", "bool"),
        Flag("restart", "Always, OnFailure or Never", default="Always"),
        Flag("stdin", "Keep standard input open", "bool", short="i"),
        Flag("tty", "Give the container a terminal", "bool", short="t"),
        Flag("attach", "Wait for the pod and attach to it; the same as -i does", "bool"),
        Flag("rm", "Delete the pod afterwards", "bool"),
        Flag("force", "Delete it at once", "bool"),
        Flag("grace-period", "Seconds that it has to end", "int", default="-1"),
        Flag("timeout", "How long to wait for its end", "duration", default="0s"),
        Flag("wait", "Wait for its end", "bool"),
        deletion.CASCADE,
        Flag("leave-stdin-open", "Leave standard input open after the first client", "bool"),
        Flag("privileged", "Run the container in privileged mode", "bool"),
        Flag("quiet", "Print only what the program prints", "bool", short="q"),
        Flag("pod-running-timeout", "How long to wait for a running pod", "duration", default="1m0s"),
    ),
    required=("image",),
    examples=(
        "kubectl run web --image=nginx --port=80 --expose",
        "kubectl run client --rm -it --image=busybox -- sh",
    ),
)

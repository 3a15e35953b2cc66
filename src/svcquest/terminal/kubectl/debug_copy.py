"""``kubectl debug --copy-to``: a second pod like the first, without what would bring it traffic or end it.

Follows ``generatePodCopyWithDebugContainer`` of ``k8s.io/kubectl/pkg/cmd/debug/debug.go``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from svcquest.model import kinds
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree
from svcquest.terminal.kubectl import submit
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.errors import CommandError

_PROBES = {"livenessProbe": "keep-liveness", "readinessProbe": "keep-readiness", "startupProbe": "keep-startup"}


def changed_container(call: Call, pod: Resource, argv: list[str]) -> str:
    """The container whose command ``argv`` replaces, when neither ``--image`` nor ``-c`` names one: there is none.

    Raises:
        CommandError: a command is given all the same.
    """
    if argv:
        raise CommandError("you must specify an existing container or a new image when specifying args.")
    names = [str(each.get("name", "")) for each in pod.spec.get("containers") or ()]
    changed = [each.partition("=")[0] for each in call.flags.list("set-image")]
    return next((name for name in names if name in changed), names[0] if names else "")


def make(call: Call, pod: Resource, argv: list[str], container: str) -> tuple[Resource, str]:
    """The copy, and the container in it that is to be debugged. With ``--replace`` the pod itself goes.

    Raises:
        CommandError: the server refuses the copy, or a command is meant for no container.
    """
    tree = _copy(call, pod, argv, container)
    if call.flags.on("replace"):
        call.client.cluster.delete(kinds.POD, pod.namespace, pod.name, grace_seconds=0)
    made = submit.accepted(submit.create(call, kinds.POD, tree, pod.namespace))
    return call.client.must_get(kinds.POD, made.namespace, made.name), container


def _copy(call: Call, pod: Resource, argv: list[str], container: str) -> Tree:
    flags = call.flags
    metadata: Tree = {"name": flags.text("copy-to"), "namespace": pod.namespace}
    for field in ("labels", "annotations"):
        if flags.on(f"keep-{field}") and pod.metadata.get(field):
            metadata[field] = pod.metadata[field]
    left_out = ["ephemeralContainers"]
    if not flags.on("same-node"):
        left_out.append("nodeName")
    if not flags.on("keep-init-containers"):
        left_out.append("initContainers")
    spec = _without(pod.spec, left_out)
    spec["containers"] = _containers(call, pod, argv, container)
    if flags.on("share-processes"):
        spec["shareProcessNamespace"] = True
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}


def _without(tree: Mapping[str, Any], names: Collection[str]) -> Tree:
    return {key: value for key, value in tree.items() if key not in names}


def _containers(call: Call, pod: Resource, argv: list[str], name: str) -> list[Tree]:
    """Those of the pod with other images and without probes, and the one to debug in: changed, or a new one."""
    flags = call.flags
    images = dict(each.partition("=")[::2] for each in flags.list("set-image"))
    left_out = [probe for probe, kept in _PROBES.items() if not flags.on(kept)]
    found: list[Tree] = []
    for each in pod.spec.get("containers") or ():
        container = _without(each, left_out)
        image = images.get(each["name"], images.get("*"))
        found.append({**container, "image": image} if image else container)
    image = flags.text("image")
    own: Tree = {"image": image} if image else {}
    if argv:
        own["args" if flags.on("arguments-only") else "command"] = argv
    own |= {field: True for field in ("stdin", "tty") if flags.on(field)}
    if name in (each["name"] for each in found):
        return [{**each, **own} if each["name"] == name else each for each in found]
    if not image:
        raise CommandError("you must specify an existing container or a new image when specifying args.")
    policy = flags.text("image-pull-policy")
    env = [{"name": key, "value": value} for key, _, value in (item.partition("=") for item in flags.list("env"))]
    extra: Tree = {"imagePullPolicy": policy} if policy else {}
    if env:
        extra["env"] = env
    tracing = {"capabilities": {"add": ["SYS_PTRACE"]}}
    return [*found, {"name": name, **own, **extra, "resources": {}, "securityContext": tracing}]

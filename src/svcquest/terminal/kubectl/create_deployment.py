"""``kubectl create deployment``.

Follows ``k8s.io/kubectl/pkg/cmd/create/create_deployment.go``.
"""

from __future__ import annotations

import re

from svcquest.model import kinds
from svcquest.model.tree import Tree
from svcquest.schema import names
from svcquest.terminal.kubectl import generated
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag

_NOT_IN_A_NAME = re.compile("[^a-zA-Z0-9-]")


def build(name: str, images: list[str], replicas: int, port: int | None, command: list[str]) -> Tree:
    """The Deployment that is sent."""
    containers: list[Tree] = [{"name": container_name(image), "image": image, "resources": {}} for image in images]
    if command:
        containers[0]["command"] = command
    if port is not None:
        containers[0]["ports"] = [{"containerPort": port}]
    return {
        "kind": "Deployment",
        "apiVersion": "apps/v1",
        "metadata": {"name": name, "labels": {"app": name}},
        "spec": {
            "replicas": replicas,
            "selector": {"matchLabels": {"app": name}},
            "template": {"metadata": {"labels": {"app": name}}, "spec": {"containers": containers}},
            "strategy": {},
        },
        "status": {},
    }


def container_name(image: str) -> str:
    """A container's name made from its image: ``registry/team/web:1.2`` becomes ``web``."""
    short = image.rpartition("/")[2]
    for mark in (":", "@"):
        short = short.partition(mark)[0]
    return _NOT_IN_A_NAME.sub("-", short) if names.dns_label(short) else short


def _run(call: Call) -> int:
    name = generated.name_from(call)
    images = call.flags.list("image")
    command = call.args[1:]
    if len(images) > 1 and command:
        raise CommandError("cannot specify multiple --image options and command")
    replicas = call.flags.number("replicas")
    port = call.flags.number("port")
    tree = build(name, images, replicas, port if port >= 0 else None, command)
    return generated.send(call, kinds.DEPLOYMENT, tree, "failed to create deployment")


CREATE_DEPLOYMENT = Command(
    _run,
    usage="NAME --image=image -- [COMMAND] [args...]",
    flags=(
        *generated.FLAGS,
        Flag("image", "Image to run; may be repeated", "array"),
        Flag("port", "Port that the container opens", "int", default="-1"),
        Flag("replicas", "How many pods", "int", short="r", default="1"),
    ),
    required=("image",),
    examples=("kubectl create deployment web --image=nginx --replicas=3 --port=80",),
)

"""``kubectl create deployment``.

Follows ``k8s.io/kubectl/pkg/cmd/create/create_deployment.go``.
"""

from __future__ import annotations

from zlib import crc32

from svcquest.engine.chance import suffix
from svcquest.model import kinds
from svcquest.model.tree import Tree
from svcquest.terminal.kubectl import generated
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag


def build(name: str, images: list[str], replicas: int, port: int | None, command: list[str]) -> Tree:
    """The Deployment that is sent."""
    containers: list[Tree] = [{"name": container_name(image), "image": image, "resources": {}} for image in images]
    if command and containers:
        containers[0]["command"] = command
    if port is not None and containers:
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
    """A container's name made from its image: ``registry/team/web:1.2`` becomes ``web``.

    One with signs that no name may have gets a suffix, which kubectl draws at random and we from the name.
    """
    short = image.rpartition("/")[2]
    for mark in (":", "@"):
        short = short.partition(mark)[0]
    if "_" not in short and "." not in short:
        return short
    return f"{short.replace('_', '-').replace('.', '-')}-{suffix(crc32(short.encode()), 0, 5)}"


def _run(call: Call) -> int:
    order = generated.read(call)
    name = order.name
    images = [image for image in call.flags.list("image") if image]
    command = call.args[1:]
    if len(images) > 1 and command:
        raise CommandError("cannot specify multiple --image options and command")
    replicas = call.flags.number("replicas")
    port = call.flags.number("port")
    tree = build(name, images, replicas, port if port >= 0 else None, command)
    return generated.send(order, kinds.DEPLOYMENT, tree, "failed to create deployment")


CREATE_DEPLOYMENT = Command(
    _run,
    usage="NAME --image=image -- [COMMAND] [args...]",
    flags=(
        *generated.FLAGS,
        Flag("image", "Image to run; may be repeated", "list"),
        Flag("port", "Port that the container opens", "int", default="-1"),
        Flag("replicas", "How many pods", "int", short="r", default="1"),
    ),
    required=("image",),
    examples=("kubectl create deployment web --image=nginx --replicas=3 --port=80",),
)

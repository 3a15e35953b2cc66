"""``kubectl set image``.

Follows ``k8s.io/kubectl/pkg/cmd/set/set_image.go``.
"""

from __future__ import annotations

from svcquest.model.tree import Tree
from svcquest.terminal.kubectl import templates
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem


def _run(call: Call) -> int:
    resources = [word for word in call.args if "=" not in word]
    images = dict(word.split("=", 1) for word in call.args if "=" in word)
    if not resources and not call.flags.list("filename"):
        raise CommandError("one or more resources must be specified as <resource> <name> or <resource>/<name>")
    if not images:
        raise CommandError("at least one image update is required")
    if "*" in images and len(images) > 1:
        raise CommandError(
            "all containers are already specified by *, but saw more than one container_name=container_image pairs"
        )

    def change(containers: list[Tree]) -> list[Tree]:
        missing: list[Problem] = [
            f'unable to find container named "{name}"'
            for name in images
            if name != "*" and all(each.get("name") != name for each in containers)
        ]
        if missing:
            raise CommandError(*missing)
        return [
            {**each, "image": images.get(each.get("name", ""), images.get("*", each.get("image")))}
            for each in containers
        ]

    return templates.update_containers(call, resources, change, "image updated")


SET_IMAGE = Command(
    _run,
    usage="(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N",
    flags=templates.FLAGS,
    examples=("kubectl set image deployment/web nginx=nginx:1.28",),
)

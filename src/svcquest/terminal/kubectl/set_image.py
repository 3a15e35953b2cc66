"""``kubectl set image``.

Follows ``k8s.io/kubectl/pkg/cmd/set/set_image.go``.
"""

from __future__ import annotations

from collections.abc import Mapping

from svcquest.model.resource import Resource
from svcquest.model.tree import Tree
from svcquest.terminal.kubectl import local, pairs, templates
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all
from svcquest.terminal.kubectl.output import dry_run


def _run(call: Call) -> int:
    dry_run(call)
    resources, changes = pairs.resources_and_pairs(call.args, "image")
    images = _images(changes)
    found = templates.resolve(call, resources)
    _check(call, resources, images)

    missing: list[Problem] = []

    def change(_resource: Resource, spec: Tree) -> Tree:
        names = {each.get("name") for each in templates.containers_of(spec)} | {"*"}
        missing.extend(f'error: unable to find container named "{name}"' for name in images if name not in names)
        return _with_images(spec, images)

    edit = templates.Edit(change, "image updated", "failed to patch image update to pod template:", problems=missing)
    return templates.apply(call, found, edit)


def _images(changes: list[str]) -> dict[str, str]:
    wrong = [each for each in changes if "=" not in each]
    if wrong:
        raise CommandError(f"invalid image format: {', '.join(wrong)}")
    return dict(each.split("=", 1) for each in changes)


def _check(call: Call, resources: list[str], images: Mapping[str, str]) -> None:
    problems: list[Problem] = []
    if call.flags.on("all") and call.flags.text("selector"):
        problems.append("cannot set --all and --selector at the same time")
    if not resources and not call.flags.list("filename"):
        problems.append("one or more resources must be specified as <resource> <name> or <resource>/<name>")
    if not images:
        problems.append("at least one image update is required")
    elif "*" in images and len(images) > 1:
        problems.append(
            "all containers are already specified by *, but saw more than one container_name=container_image pairs"
        )
    raise_all(problems)
    local.check_dry_run(call)


def _with_images(spec: Tree, images: Mapping[str, str]) -> Tree:
    return templates.with_containers(
        spec,
        lambda name: name in images or "*" in images,
        lambda container: {**container, "image": images["*" if "*" in images else container["name"]]},
    )


SET_IMAGE = Command(
    _run,
    usage="(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N",
    flags=templates.FLAGS,
    examples=("kubectl set image deployment/web nginx=nginx:1.28", "kubectl set image deployments '*=nginx' --all"),
)

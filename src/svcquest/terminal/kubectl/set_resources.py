"""``kubectl set resources``.

Follows ``k8s.io/kubectl/pkg/cmd/set/set_resources.go`` and ``pkg/generate/versioned/run.go``.
"""

from __future__ import annotations

from svcquest.model.resource import Resource
from svcquest.model.tree import Tree
from svcquest.schema import quantity
from svcquest.terminal.kubectl import local, templates
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import dry_run

Amounts = dict[str, str]


def _run(call: Call) -> int:
    dry_run(call)
    found = templates.resolve(call, call.args)
    wanted = _wanted(call)
    pattern = call.flags.text("containers")
    chosen = templates.named_like(pattern)

    def change(_resource: Resource, spec: Tree) -> Tree:
        if not any(chosen(each.get("name", "")) for each in templates.containers_of(spec)):
            raise CommandError(f"error: unable to find container named {pattern}")
        return templates.with_containers(spec, chosen, lambda container: _with_amounts(container, wanted))

    return templates.apply(
        call,
        found,
        templates.Edit(change, "resource requirements updated", "failed to patch resources update to pod template"),
    )


def _wanted(call: Call) -> dict[str, Amounts]:
    local.check_dry_run(call)
    flags = call.flags
    if flags.on("all") and flags.text("selector"):
        raise CommandError("cannot set --all and --selector at the same time")
    if not flags.text("limits") and not flags.text("requests"):
        raise CommandError("you must specify an update to requests or limits (in the form of --requests/--limits)")
    return {field: _amounts(flags.text(field)) for field in ("limits", "requests") if flags.text(field)}


def _amounts(text: str) -> Amounts:
    found: Amounts = {}
    for item in text.split(","):
        name, *values = item.split("=")
        if len(values) != 1:
            raise CommandError(f"Invalid argument syntax {item}, expected <resource>=<value>")
        try:
            found[name] = quantity.canonical(values[0])
        except quantity.QuantityError as error:
            raise CommandError(str(error)) from None
    return found


def _with_amounts(container: Tree, wanted: dict[str, Amounts]) -> Tree:
    resources = container.get("resources") or {}
    changed = {field: {**(resources.get(field) or {}), **amounts} for field, amounts in wanted.items()}
    return {**container, "resources": {**resources, **changed}}


SET_RESOURCES = Command(
    _run,
    usage="(-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS]",
    flags=(
        *templates.FLAGS,
        templates.CONTAINERS,
        Flag("limits", "What containers may use at most, such as cpu=200m,memory=512Mi"),
        Flag("requests", "What containers are sure to get, such as cpu=100m,memory=256Mi"),
    ),
    examples=("kubectl set resources deployment web --limits=cpu=200m,memory=512Mi",),
)

"""``kubectl scale``.

Follows ``k8s.io/kubectl/pkg/cmd/scale/scale.go`` and ``pkg/scale/scale.go``.
"""

from __future__ import annotations

from svcquest.model import kinds
from svcquest.model.resource import Resource
from svcquest.model.status import Status
from svcquest.model.tree import with_value
from svcquest.terminal.kubectl import submit
from svcquest.terminal.kubectl.arguments import ALL, FILE_FLAGS, SELECTOR, Question, find
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import DRY_RUN, PRINT_FLAGS, DryRun, dry_run, printer

_SCALABLE = frozenset({kinds.DEPLOYMENT, kinds.REPLICASET, kinds.STATEFULSET, kinds.REPLICATIONCONTROLLER})
_NO_SCALE = Status(404, "NotFound", "the server could not find the requested resource")


def _run(call: Call) -> int:
    if call.flags.number("replicas") < 0:
        raise CommandError("The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0")
    if call.flags.number("current-replicas") < -1:
        raise CommandError("The --current-replicas must specify an integer of -1 or greater")
    dry = dry_run(call)
    printer(call, "scaled", dry)
    found = find(call, call.args, Question(empty_selector=call.flags.on("all")))
    problems: list[Problem] = []
    for target in found.targets:
        problem = _scale(call, target.resource, dry)
        if problem is None:
            call.print(printer(call, "scaled", dry)(target.resource.tree), end="")
        else:
            problems.append(problem)
    raise_all((*problems, *found.problems))
    if not found.targets:
        raise CommandError("no objects passed to scale")
    return 0


def _scale(call: Call, live: Resource, dry: DryRun) -> Problem | None:
    if dry == "client":
        return None
    if live.kind not in _SCALABLE:
        return _NO_SCALE
    replicas = call.flags.number("replicas")
    expected = call.flags.number("current-replicas")
    now = live.spec.get("replicas", 1)
    if expected not in {-1, now}:
        return f"Expected replicas to be {expected}, was {now}"
    version = call.flags.text("resource-version")
    if version not in {"", live.resource_version}:
        return f"Expected resource version to be {version}, was {live.resource_version}"
    scaled = with_value(live.tree, ("spec", "replicas"), replicas)
    answer = submit.update(call, live, scaled, dry=dry, subresource="scale")
    if isinstance(answer, Status):
        return answer
    seconds = call.flags.seconds("timeout")
    if seconds and dry == "none":
        from svcquest.terminal.kubectl.deletion import wait_until  # noqa: PLC0415 - few wait

        if not wait_until(call.client.cluster, lambda: _reached(call, live, replicas), seconds):
            return "timed out waiting for the condition"
    return None


def _reached(call: Call, live: Resource, replicas: int) -> bool:
    found = call.client.cluster.get(live.kind, live.namespace, live.name)
    return found is None or found.status.get("replicas", 0) == replicas


SCALE = Command(
    _run,
    usage="[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)",
    flags=(
        *PRINT_FLAGS,
        DRY_RUN,
        *FILE_FLAGS,
        SELECTOR,
        ALL,
        Flag("replicas", "How many pods there shall be", "int64", default="0"),
        Flag("current-replicas", "Only scale while there are so many; -1 for any", "int64", default="-1"),
        Flag("resource-version", "Only scale while the object has this version"),
        Flag("timeout", "How long to wait for it; zero not to wait", "duration", default="0s"),
    ),
    required=("replicas",),
    examples=("kubectl scale deployment web --replicas=3",),
)

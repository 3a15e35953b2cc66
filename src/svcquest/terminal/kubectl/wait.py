"""``kubectl wait``: until objects are in a state, in simulated time.

Follows ``k8s.io/kubectl/pkg/cmd/wait``: wait.go, condition.go, delete.go, json.go, create.go.
"""

from __future__ import annotations

from collections.abc import Callable

from svcquest.engine.cluster import Cluster
from svcquest.model.resource import Resource
from svcquest.model.tree import dig
from svcquest.terminal.kubectl import deletion, jsonpath
from svcquest.terminal.kubectl.arguments import (
    ALL,
    ALL_NAMESPACES,
    FIELD_SELECTOR,
    FILE_FLAGS,
    SELECTOR,
    Found,
    Question,
    Target,
    find,
)
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import PRINT_FLAGS, printer

Test = Callable[[Resource | None], bool]


def _run(call: Call) -> int:
    wanted = call.flags.text("for")
    if not wanted:
        raise CommandError('unrecognized condition: ""')
    printer(call, "condition met")
    gone = wanted.lower() == "delete"
    made = wanted.lower() == "create"
    test = _test(wanted)
    seconds = call.flags.seconds("timeout")
    deadline = call.client.cluster.state.now + (seconds if seconds >= 0 else deletion.A_WEEK)
    question = Question(
        select_all=call.flags.on("all"), all_namespaces=call.flags.on("all-namespaces"), look_up=not (gone or made)
    )
    found = find(call, call.args, question)
    problems: list[Problem] = list(found.problems)
    _check_matches(found, gone=gone)
    for target in found.targets:
        problem = _wait(call, target, test, deadline, gone=gone)
        if problem:
            problems.append(problem)
    raise_all(problems)
    return 0


def _check_matches(found: Found, *, gone: bool) -> None:
    if not found.targets and not found.problems and not gone:
        raise CommandError("no matching resources found")


def _test(wanted: str) -> Test:
    """What has to be so of an object, None where it is not there."""
    word, equals, rest = wanted.partition("=")
    match word.lower():
        case "delete":
            return lambda resource: resource is None
        case "create":
            return lambda resource: resource is not None
        case "condition" if equals:
            return _condition(rest)
        case "jsonpath" if equals:
            return _jsonpath(rest)
    raise CommandError(f'unrecognized condition: "{wanted}"')


def _condition(text: str) -> Test:
    name, equals, value = text.partition("=")
    status = (value if equals else "true").lower()

    def holds(resource: Resource | None) -> bool:
        conditions = dig(resource.tree, "status", "conditions") if resource else None
        return any(
            str(each.get("type", "")).lower() == name.lower() and str(each.get("status", "")).lower() == status
            for each in conditions or ()
        )

    return holds


def _jsonpath(text: str) -> Test:
    """``{.status.phase}=Running``; without a value any will do."""
    end = text.rfind("}") + 1
    path, equals, value = (text[:end], text[end : end + 1], text[end + 1 :]) if end else text.partition("=")
    if equals not in {"", "="} or (equals and not value):
        raise CommandError(
            "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or "
            "--for=jsonpath='{.status.readyReplicas}'"
        )
    show = jsonpath.printer(path if end else f"{{{path}}}")

    def holds(resource: Resource | None) -> bool:
        if resource is None:
            return False
        try:
            printed = show(resource.tree)
        except CommandError:
            return False
        return printed == value if equals else bool(printed)

    return holds


def _wait(call: Call, target: Target, test: Test, deadline: float, *, gone: bool) -> Problem | None:
    cluster = call.client.cluster
    first = _now(cluster, target)
    if gone and first is None:
        return None

    def reached() -> bool:
        resource = _now(cluster, target)
        if gone and resource is not None and first is not None and resource.uid != first.uid:
            return True
        return test(resource)

    if not deletion.wait_until(cluster, reached, deadline - cluster.state.now):
        return f"timed out waiting for the condition on {target.kind.plural}/{target.name}"
    shown = _now(cluster, target) or first
    if shown is not None:
        call.print(printer(call, "condition met")(shown.tree), end="")
    return None


def _now(cluster: Cluster, target: Target) -> Resource | None:
    return cluster.get(target.kind, target.namespace, target.name)


WAIT = Command(
    _run,
    usage="([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) "
    "[--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]",
    flags=(
        *PRINT_FLAGS,
        *FILE_FLAGS,
        SELECTOR,
        FIELD_SELECTOR,
        ALL,
        ALL_NAMESPACES,
        Flag("for", "condition=NAME[=VALUE], delete, create or jsonpath='{PATH}'[=VALUE]"),
        Flag("timeout", "How long to wait; zero to look once, below zero for a week", "duration", default="30s"),
    ),
    examples=("kubectl wait --for=condition=Ready pod/web-0", "kubectl wait --for=delete pod/web-0 --timeout=60s"),
)

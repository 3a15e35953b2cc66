"""``kubectl wait``: until objects are in a state, in simulated time.

Follows ``k8s.io/kubectl/pkg/cmd/wait``: wait.go, condition.go, delete.go, json.go, create.go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from svcquest.model.resource import Resource
from svcquest.model.status import Status, not_found, quote
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
from svcquest.terminal.kubectl.jsonpath.show import plain
from svcquest.terminal.kubectl.output import PRINT_FLAGS, printer

Check = Callable[[Resource], bool]
"""Whether an object is as it should be; raises CommandError when that can never be told of it."""

_SINGLE_EQUALS = re.compile(r"(?<!=)=(?!=)")
_JSONPATH_FORMAT = (
    "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or "
    "--for=jsonpath='{.status.readyReplicas}'"
)
_NO_JSONPATH_VALUE = (
    "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3"
)


def _run(call: Call) -> int:
    wanted = call.flags.text("for")
    printer(call, "condition met")
    gone = wanted.lower() == "delete"
    check = _never if gone else check_of(wanted)
    patience = _Patience(call)
    if wanted.lower() == "create" and not _made(call, patience):
        raise CommandError("timed out waiting for the condition")
    found = _found(call, look_up=not gone)
    if not found.targets and not found.problems and not gone:
        raise CommandError("no matching resources found")
    problems: list[Problem] = list(found.problems)
    for target in found.targets:
        problem = _wait(call, target, check, patience, gone=gone)
        if problem:
            problems.append(problem)
    raise_all(problems)
    return 0


class _Patience:
    """How long the command waits, for all objects together."""

    def __init__(self, call: Call) -> None:
        seconds = call.flags.seconds("timeout")
        self.once = seconds == 0
        self._ends = seconds > 0
        self._cluster = call.client.cluster
        self._deadline = self._cluster.state.now + (seconds if seconds >= 0 else deletion.A_WEEK)

    def wait_for(self, reached: Callable[[], bool]) -> bool:
        """Let time pass until something is so, or as long as the flag says; a week is not sat out."""
        if deletion.wait_until(self._cluster, reached, self._deadline - self._cluster.state.now):
            return True
        if self._ends:
            self._cluster.advance(max(0.0, self._deadline - self._cluster.state.now))
        return False


def _found(call: Call, *, look_up: bool) -> Found:
    question = Question(
        empty_selector=call.flags.on("all"), all_namespaces=call.flags.on("all-namespaces"), look_up=look_up
    )
    return find(call, call.args, question)


def _made(call: Call, patience: _Patience) -> bool:
    """Whether everything that is named comes to be in time."""

    def there() -> bool:
        found = _found(call, look_up=True)
        return bool(found.targets) and not any(_is_not_found(each) for each in found.problems)

    return patience.wait_for(there)


def _is_not_found(problem: Problem) -> bool:
    return isinstance(problem, Status) and problem.reason == "NotFound"


def check_of(wanted: str) -> Check:
    """What has to be so of an object. It raises CommandError itself, where a jsonpath does not fit the object.

    Raises:
        CommandError: it cannot be read.
    """
    word, equals, rest = wanted.partition("=")
    if wanted.lower() == "create":
        return lambda _resource: True
    if word == "condition" and equals:
        return _condition(rest)
    if word == "jsonpath" and equals:
        return _jsonpath(rest)
    raise CommandError(f"unrecognized condition: {quote(wanted)}")


def _never(_resource: Resource) -> bool:
    return False


def _condition(text: str) -> Check:
    """``Ready`` or ``Ready=false``; what was said of an earlier generation of the object does not count."""
    name, equals, value = text.partition("=")
    status = (value if equals else "true").casefold()

    def holds(resource: Resource) -> bool:
        found = dig(resource.tree, "status", "conditions")
        for condition in found if isinstance(found, list) else ():
            if str(dig(condition, "type") or "").casefold() != name.casefold() or dig(condition, "status") is None:
                continue
            observed = condition.get("observedGeneration", resource.status.get("observedGeneration"))
            generation = resource.metadata.get("generation")
            if isinstance(generation, int) and isinstance(observed, int) and observed < generation:
                return False
            return str(condition["status"]).casefold() == status
        return False

    return holds


def _jsonpath(text: str) -> Check:
    """``{.status.phase}=Running``; without a value any will do."""
    path, *others = _SINGLE_EQUALS.split(text)
    if len(others) > 1:
        raise CommandError(_JSONPATH_FORMAT)
    if not path:
        raise CommandError("jsonpath expression cannot be empty")
    try:
        template, _ = jsonpath.field_path(path)
    except jsonpath.SyntaxProblemError as error:
        raise CommandError(str(error)) from None
    value = others[0].strip("'\"") if others else None
    if value == "":
        raise CommandError(_NO_JSONPATH_VALUE)

    def holds(resource: Resource) -> bool:
        try:
            results = jsonpath.evaluate(template, resource.tree)
        except jsonpath.EvaluationError as error:
            raise CommandError(str(error)) from None
        if not results or not results[0]:
            return False
        if len(results) > 1:
            raise CommandError("given jsonpath expression matches more than one list")
        if len(results[0]) > 1:
            raise CommandError("given jsonpath expression matches more than one value")
        return value is None or _text(results[0][0]) == value.strip()

    return holds


def _text(value: Any) -> str:
    if isinstance(value, (Mapping, list, tuple)):
        raise CommandError("jsonpath leads to a nested object or list which is not supported")
    return plain(value).strip()


def _wait(call: Call, target: Target, check: Check, patience: _Patience, *, gone: bool) -> Problem | None:
    first = shown = _now(call, target)
    if first is None:
        return None if gone else not_found(target.kind, target.name)

    def reached() -> bool:
        nonlocal shown
        resource = _now(call, target)
        if gone:
            return resource is None or resource.uid != first.uid
        shown = resource or shown
        return resource is not None and check(resource)

    name = f"{target.kind.plural}/{target.name}"
    try:
        if not patience.wait_for(reached):
            return ("condition not met for " if patience.once else "timed out waiting for the condition on ") + name
    except CommandError as error:
        return error.problems[0]
    call.print(printer(call, "condition met")((shown or first).tree), end="")
    return None


def _now(call: Call, target: Target) -> Resource | None:
    return call.client.cluster.get(target.kind, target.namespace, target.name)


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

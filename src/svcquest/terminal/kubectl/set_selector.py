"""``kubectl set selector``.

Follows ``k8s.io/kubectl/pkg/cmd/set/set_selector.go``: the whole selector of a Service is replaced.
"""

from __future__ import annotations

from svcquest.model import kinds
from svcquest.model.resource import Resource
from svcquest.model.selectors import Requirement
from svcquest.model.tree import Tree, with_value
from svcquest.terminal.kubectl import local, submit
from svcquest.terminal.kubectl.arguments import ALL, FILE_FLAGS, Question
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import DRY_RUN, PRINT_FLAGS, dry_run, printer
from svcquest.terminal.kubectl.selectors import SelectorError, written

Written = list[tuple[Requirement, str]]
"""Requirements with their operators as they were typed."""


def _run(call: Call) -> int:
    dry = dry_run(call)
    printer(call, "selector updated", dry)
    if not call.args:
        raise CommandError("one selector is required")
    *resources, text = call.args
    try:
        requirements = written(text)
    except SelectorError as error:
        raise CommandError(f'couldn\'t parse the selector string "{text}": {error}') from None
    _check_operators(requirements)
    found = local.find_or_read(call, resources, Question(empty_selector=call.flags.on("all")))
    problems: list[Problem] = list(found.problems)
    for target in found.targets:
        try:
            tree = _with_selector(target.resource, requirements, call.flags.text("resource-version"))
            if dry != "client" and not call.flags.on("local"):
                tree = submit.accepted(submit.update(call, target.resource, tree, dry=dry)).tree
        except CommandError as error:
            problems += error.problems
            continue
        call.print(printer(call, "selector updated", dry)(tree), end="")
    raise_all(problems)
    return 0


_NOT_IN_LABEL_SELECTORS = {
    **dict.fromkeys((">", "gt"), '"gt" isn\'t supported in label selectors'),
    **dict.fromkeys(("<", "lt"), '"lt" isn\'t supported in label selectors'),
    "!=": '"!=" is not a valid label selector operator',
}


def _check_operators(requirements: Written) -> None:
    """Follows ``ParseToLabelSelector`` of ``k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go``."""
    for _, word in requirements:
        if word in _NOT_IN_LABEL_SELECTORS:
            raise CommandError(_NOT_IN_LABEL_SELECTORS[word])


def _with_selector(resource: Resource, requirements: Written, version: str) -> Tree:
    if resource.kind != kinds.SERVICE:
        raise CommandError("setting a selector is only supported for Services")
    expressions = [each for each, word in requirements if word not in {"=", "=="}]
    if expressions:
        shown = " ".join(f"{{{each.key} {each.operator} [{' '.join(each.values)}]}}" for each in expressions)
        raise CommandError(f"match expression [{shown}] not supported on this object")
    selector = {each.key: each.values[0] for each, _ in requirements}
    tree = with_value(resource.tree, ("spec", "selector"), selector)
    return with_value(tree, ("metadata", "resourceVersion"), version) if version else tree


SET_SELECTOR = Command(
    _run,
    usage="(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]",
    flags=(
        *PRINT_FLAGS,
        DRY_RUN,
        *FILE_FLAGS,
        ALL,
        submit.field_manager("kubectl-set"),
        Flag("resource-version", "Only change the object while it has this version"),
        local.LOCAL,
    ),
    examples=("kubectl set selector svc web app=web,tier=front",),
)

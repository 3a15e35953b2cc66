"""What ``kubectl label`` and ``kubectl annotate`` have in common.

Follows ``k8s.io/kubectl/pkg/cmd/label/label.go`` and ``annotate/annotate.go``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from svcquest.model.frozen import dataclass
from svcquest.model.resource import Resource
from svcquest.model.status import Status
from svcquest.model.tree import Tree, with_value
from svcquest.terminal.kubectl import local, pairs, patching, submit
from svcquest.terminal.kubectl.arguments import (
    ALL,
    ALL_NAMESPACES,
    FIELD_SELECTOR,
    FILE_FLAGS,
    SELECTOR,
    Question,
)
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import DRY_RUN, PRINT_FLAGS, DryRun, dry_run, printer

FLAGS = (
    *PRINT_FLAGS,
    DRY_RUN,
    *FILE_FLAGS,
    SELECTOR,
    FIELD_SELECTOR,
    ALL,
    ALL_NAMESPACES,
    Flag("overwrite", "Replace values that are there already", "bool"),
    Flag("list", "Show them instead of changing any", "bool"),
    local.LOCAL,
    Flag("resource-version", "Only change the object while it has this version"),
)


@dataclass(frozen=True, slots=True)
class Marks:
    """A change of labels or annotations."""

    set: dict[str, str]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marking:
    """Which of the two a command is about.

    Attributes:
        field: of ``metadata``.
        noun: in the singular, as messages say it.
        parse: reads the arguments that are changes.
        clashes: the problems when values are there already, by key.
        operation: what was done, by the object before and after and whether ``--overwrite`` was given.
        tells_missing: marks to be removed that are not there are mentioned.
        example: what messages call a file by way of example.
    """

    field: Literal["labels", "annotations"]
    noun: str
    parse: Callable[[Sequence[str]], Marks]
    clashes: Callable[[dict[str, str]], list[Problem]]
    operation: Callable[[Tree, Tree, bool], str]
    tells_missing: bool
    example: str


def run(call: Call, marking: Marking) -> int:
    """Run either command."""
    resources, changes = pairs.resources_and_pairs(call.args, marking.noun)
    listing = call.flags.on("list")
    if listing and call.flags.text("output"):
        raise CommandError("--list and --output may not be specified together")
    dry = dry_run(call)
    if marking.noun == "annotation":
        printer(call, marking.noun, dry)
    marks = marking.parse(changes)
    _check(call, resources, marking)
    if not changes and not listing:
        raise CommandError(f"at least one {marking.noun} update is required")
    question = Question(empty_selector=call.flags.on("all"), all_namespaces=call.flags.on("all-namespaces"))
    found = local.find_or_read(call, resources, question)
    if call.flags.text("resource-version") and not found.single:
        raise CommandError("--resource-version may only be used with a single resource")
    problems: list[Problem] = []
    for target in found.targets:
        try:
            tree, operation = _mark(call, target.resource, marking, marks, dry, listing=listing)
        except CommandError as error:
            problems += error.problems
            continue
        if listing:
            _list(call, target.resource, tree, marking, alone=found.single)
        else:
            call.print(printer(call, operation, dry)(tree), end="")
    raise_all((*problems, *found.problems))
    return 0


def _check(call: Call, resources: Sequence[str], marking: Marking) -> None:
    for other in ("selector", "field-selector"):
        if call.flags.on("all") and call.flags.text(other):
            raise CommandError(f"cannot set --all and --{other} at the same time")
    files = call.flags.list("filename")
    if not call.flags.on("local"):
        if not resources and not files:
            raise CommandError("one or more resources must be specified as <resource> <name> or <resource>/<name>")
        return
    local.check_dry_run(call)
    example = f"-f {marking.example}.yaml or --filename={marking.example}.json"
    if resources:
        raise CommandError(f"can only use local files by {example} when --local=true is set")
    if not files:
        raise CommandError(f"one or more files must be specified as {example}")


def _mark(
    call: Call, live: Resource, marking: Marking, marks: Marks, dry: DryRun, *, listing: bool
) -> tuple[Tree, str]:
    """The object after the change, and what was done."""
    current = dict(live.metadata.get(marking.field) or {})
    overwrite = call.flags.on("overwrite")
    taken = {key: current[key] for key, value in sorted(marks.set.items()) if current.get(key, value) != value}
    if taken and not overwrite:
        raise CommandError(*marking.clashes(taken))
    printed_only = dry == "client" or listing or call.flags.on("local")
    if marking.tells_missing and not printed_only:
        for key in marks.removed:
            if key not in current:
                call.print(f'label "{key}" not found.')
    wanted = {key: value for key, value in {**current, **marks.set}.items() if key not in marks.removed}
    changed = live.tree
    if wanted != current:
        changed = with_value(live.tree, ("metadata", marking.field), wanted or None)
    told = changed
    if marking.field not in live.metadata:  # kubectl writes an empty map and takes that for a change
        told = with_value(live.tree, ("metadata", marking.field), wanted)
    operation = marking.operation(live.tree, told, overwrite)
    version = call.flags.text("resource-version")
    if printed_only:
        return changed, operation
    patch: Tree = {"metadata": {marking.field: {**marks.set, **dict.fromkeys(marks.removed)}}}
    if version:
        patch["metadata"]["resourceVersion"] = version
    answer = patching.send(call, live, patch, "merge", dry=dry)
    if isinstance(answer, Status):
        raise CommandError(answer)
    return submit.accepted(answer).tree, operation


def _list(call: Call, resource: Resource, tree: Tree, marking: Marking, *, alone: bool) -> None:
    kind = resource.kind
    indent = "" if alone else " "
    if not alone:
        call.print(f"Listing {marking.field} for {kind.kind}.{kind.group}/{resource.name}:")
    for key, value in sorted((tree["metadata"].get(marking.field) or {}).items()):
        call.print(f"{indent}{key}={value}")

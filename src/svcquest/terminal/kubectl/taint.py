"""``kubectl taint``: what keeps pods away from nodes. Follows ``kubectl/pkg/cmd/taint``."""

from __future__ import annotations

from collections.abc import Sequence

from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.resource import Resource
from svcquest.model.status import quote
from svcquest.model.tree import Tree, with_value
from svcquest.schema import names
from svcquest.terminal.kubectl import submit
from svcquest.terminal.kubectl.arguments import ALL, SELECTOR, Found, Question, find
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import DRY_RUN, PRINT_FLAGS, dry_run, printer
from svcquest.terminal.kubectl.resource_types import type_of

_EFFECTS = frozenset({"NoSchedule", "PreferNoSchedule", "NoExecute"})


@dataclass(frozen=True, slots=True)
class Taint:
    """A taint as it was typed; one to be removed may leave the effect open."""

    key: str
    value: str
    effect: str

    def __str__(self) -> str:
        return f"{self.key}:{self.effect}" if self.effect else self.key

    def means(self, taint: Tree) -> bool:
        """Whether a taint of a node has this key and, if there is one, this effect."""
        return taint.get("key") == self.key and self.effect in {"", taint.get("effect")}


def _run(call: Call) -> int:
    dry = dry_run(call)
    printer(call, "tainted", dry)
    resources, changes = _split(call.args)
    if not resources:
        raise CommandError("one or more resources must be specified as <resource> <name>")
    if not changes:
        raise CommandError("at least one taint update is required")
    added, removed = _parse(call, changes)
    _check(call, resources, added, removed)
    found = _nodes(call, resources)
    problems: list[Problem] = list(found.problems)
    for target in found.targets:
        try:
            tree, operation = _tainted(target.resource, added, removed, overwrite=call.flags.on("overwrite"))
            if dry != "client":
                tree = submit.accepted(submit.update(call, target.resource, tree, dry=dry)).tree
        except CommandError as error:
            problems += error.problems
            continue
        call.print(printer(call, operation)(tree), end="")  # of a dry run kubectl says nothing here
    raise_all(problems)
    return 0


def _split(args: Sequence[str]) -> tuple[list[str], list[str]]:
    resources: list[str] = []
    changes: list[str] = []
    for word in args:
        if "=" in word or ":" in word or word.endswith("-"):
            changes.append(word)
        elif changes:
            raise CommandError(f"all resources must be specified before taint changes: {word}")
        else:
            resources.append(word)
    return resources, changes


def _parse(call: Call, changes: Sequence[str]) -> tuple[list[Taint], list[Taint]]:
    """Taints to add and taints to remove."""
    added: list[Taint] = []
    removed: list[Taint] = []
    for change in changes:
        taint = _taint(call, change.removesuffix("-"))
        if change.endswith("-"):
            removed.append(Taint(taint.key, "", taint.effect))
        elif not taint.effect:
            raise call.usage_error(f"invalid taint spec: {change}")
        elif any((each.key, each.effect) == (taint.key, taint.effect) for each in added):
            shown = f"{{{taint.key} {taint.value} {taint.effect} <nil>}}"
            raise call.usage_error(f"duplicated taints with the same key and effect: {shown}")
        else:
            added.append(taint)
    return added, removed


def _taint(call: Call, text: str) -> Taint:
    """``KEY=VALUE:EFFECT``, ``KEY:EFFECT`` or ``KEY``."""
    start, *effects = text.split(":")
    key, *values = start.split("=") if effects else [start]
    if len(effects) > 1 or len(values) > 1:
        raise call.usage_error(f"invalid taint spec: {text}")
    if effects and effects[0] not in _EFFECTS:
        raise call.usage_error(f"invalid taint effect: {effects[0]}, unsupported taint effect")
    value = values[0] if values else ""
    wrong = names.label_value(value) or names.qualified_name(key)
    if wrong:
        raise call.usage_error(f"invalid taint spec: {text}, {'; '.join(wrong)}")
    return Taint(key, value, effects[0] if effects else "")


def _check(call: Call, resources: Sequence[str], added: Sequence[Taint], removed: Sequence[Taint]) -> None:
    word = resources[0].lower()
    if type_of(word) != kinds.NODE:
        raise CommandError(f"invalid resource type {word}, only node types are supported")
    both = [
        f"{gone.key}={gone.effect}"
        for new in added
        for gone in removed
        if new.key == gone.key and gone.effect in {"", new.effect}
    ]
    if both:
        raise CommandError(
            f"can not both modify and remove the following taint(s) in the same command: {', '.join(both)}"
        )
    selector = call.flags.text("selector")
    if call.flags.on("all") and selector:
        raise CommandError("setting 'all' parameter with a non empty selector is prohibited")
    if not call.flags.on("all") and not selector and len(resources) < 2:
        raise CommandError("at least one resource name must be specified since 'all' parameter is not set")


def _nodes(call: Call, resources: Sequence[str]) -> Found:
    every = call.flags.on("all") or call.flags.text("selector")
    return find(call, ["nodes"] if every else ["nodes", *resources[1:]], Question(empty_selector=call.flags.on("all")))


def _tainted(node: Resource, added: Sequence[Taint], removed: Sequence[Taint], *, overwrite: bool) -> tuple[Tree, str]:
    """The node with its new taints, and what was done. Follows ``reorganizeTaints``."""
    old: list[Tree] = node.spec.get("taints") or []
    there = [each.key for each in added if any(each.means(taint) for taint in old)]
    if there and not overwrite:
        raise CommandError(
            f"node {node.name} already has {','.join(there)} taint(s) with same effect(s) and --overwrite is false"
        )
    kept = [taint for taint in old if not any(each.means(taint) for each in added)]
    new = [*map(_as_tree, added), *kept]
    more = len(new) != len(old)
    missing: list[Problem] = []
    gone = False
    for each in removed:
        left = [taint for taint in new if not each.means(taint)]
        gone = len(left) != len(new)
        if not gone:
            missing.append(f"taint {quote(str(each))} not found")
        new = left
    raise_all(missing)
    operation = "modified" if (more and gone) or overwrite else "tainted" if more else "untainted"
    return with_value(node.tree, ("spec", "taints"), new or None), operation


def _as_tree(taint: Taint) -> Tree:
    tree: Tree = {"effect": taint.effect, "key": taint.key}
    return {**tree, "value": taint.value} if taint.value else tree


TAINT = Command(
    _run,
    usage="NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N",
    flags=(
        *PRINT_FLAGS,
        DRY_RUN,
        SELECTOR,
        ALL,
        submit.VALIDATE,
        submit.field_manager("kubectl-taint"),
        Flag("overwrite", "Replace taints that are there already", "bool"),
    ),
    examples=("kubectl taint nodes node-1 dedicated=shop:NoSchedule", "kubectl taint nodes node-1 dedicated-"),
)

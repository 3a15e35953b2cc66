"""``kubectl cordon`` and ``uncordon``: whether new pods may come to a node. Follows ``kubectl/pkg/cmd/drain``."""

from __future__ import annotations

from collections.abc import Sequence

from svcquest.model import kinds
from svcquest.model.resource import Resource
from svcquest.model.status import Status
from svcquest.model.tree import with_value
from svcquest.terminal.kubectl.arguments import SELECTOR
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all
from svcquest.terminal.kubectl.output import DRY_RUN, DryRun, done, dry_run
from svcquest.terminal.kubectl.selectors import list_matching


def _cordon(call: Call) -> int:
    return _mark(call, unschedulable=True)


def _uncordon(call: Call) -> int:
    return _mark(call, unschedulable=False)


def _mark(call: Call, *, unschedulable: bool) -> int:
    dry = dry_run(call)
    problems: list[Problem] = []
    found = nodes(call, problems)
    raise_all(problems)
    mark(call, found, problems, dry, unschedulable=unschedulable)
    raise_all(problems)
    return 0


def mark(call: Call, marked: Sequence[Resource], problems: list[Problem], dry: DryRun, *, unschedulable: bool) -> None:
    """Let nodes take new pods or not, and say so; refusals are added to the problems."""
    word = "cordoned" if unschedulable else "uncordoned"
    for node in marked:
        if bool(node.spec.get("unschedulable")) == unschedulable:
            call.print(f"node/{node.name} already {done(word, dry)}")
            continue
        answer = _store(call, node, dry, unschedulable=unschedulable)
        if isinstance(answer, Status):
            problems.append(answer)
        else:
            call.print(f"node/{node.name} {done(word, dry)}")


def nodes(call: Call, problems: list[Problem]) -> list[Resource]:
    """The nodes that the arguments or ``--selector`` mean; those that are not there are added to the problems.

    Raises:
        CommandError: no node is meant, or the selector cannot be read.
    """
    selector = call.flags.text("selector")
    if not call.args and not call.flags.given("selector"):
        raise call.usage_error(f"USAGE: {call.path.rpartition(' ')[2]} NODE [flags]")
    if call.args and selector:
        raise call.usage_error("error: cannot specify both a node name and a --selector option")
    if selector:
        listed = list_matching(call.client.cluster, kinds.NODE, None, selector)
        if isinstance(listed, Status):
            raise CommandError(listed)
        return listed
    found = []
    for name in call.args:
        node = call.client.get(kinds.NODE, "", name.removeprefix("node/"))
        if isinstance(node, Status):
            problems.append(node)
        else:
            found.append(node)
    return found


def _store(call: Call, node: Resource, dry: DryRun, *, unschedulable: bool) -> object:
    tree = with_value(node.tree, ("spec", "unschedulable"), unschedulable or None)
    if dry == "client":
        return node
    return call.client.cluster.update(kinds.NODE, "", node.name, tree, dry_run=dry == "server")


CORDON = Command(_cordon, usage="NODE [options]", flags=(DRY_RUN, SELECTOR))
UNCORDON = Command(_uncordon, usage="NODE [options]", flags=(DRY_RUN, SELECTOR))

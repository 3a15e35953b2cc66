"""``kubectl label``."""

from __future__ import annotations

from collections.abc import Sequence

from svcquest.model.status import quote
from svcquest.model.tree import Tree
from svcquest.schema import names
from svcquest.schema.last_applied import one_line
from svcquest.terminal.kubectl import marking, submit
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem


def parse(changes: Sequence[str]) -> marking.Marks:
    """Read ``a=b`` and ``a-``. Follows ``parseLabels``.

    Raises:
        CommandError: a change is none, a value is no label value, or a label is both set and removed.
    """
    given: dict[str, str] = {}
    removed: list[str] = []
    for change in changes:
        key, *values = change.split("=")
        if len(values) > 1:
            raise CommandError(f"invalid label spec: {change}")
        if not values:
            removed.append(change[:-1])
            continue
        wrong = names.label_value(values[0])
        if wrong:
            raise CommandError(f"invalid label value: {quote(change)}: {';'.join(wrong)}")
        given[key] = values[0]
    if any(key in given for key in removed):
        raise CommandError("can not both modify and remove a label in the same command")
    return marking.Marks(given, tuple(removed))


def _clashes(taken: dict[str, str]) -> list[Problem]:
    return [f"'{key}' already has a value ({value}), and --overwrite is false" for key, value in taken.items()]


def _operation(before: Tree, after: Tree, overwrite: bool) -> str:
    """Follows ``updateDataChangeMsg``, which tells a removal by the length of the JSON."""
    if before is after:
        return "not labeled"
    return "unlabeled" if not overwrite and len(one_line(after)) < len(one_line(before)) else "labeled"


_LABELS = marking.Marking("labels", "label", parse, _clashes, _operation, tells_missing=True, example="pod")


def _run(call: Call) -> int:
    return marking.run(call, _LABELS)


LABEL = Command(
    _run,
    usage="[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]",
    flags=(*marking.FLAGS, submit.field_manager("kubectl-label")),
    examples=("kubectl label pod web-0 app=web", "kubectl label pod web-0 app-"),
)

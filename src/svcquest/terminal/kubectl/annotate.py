"""``kubectl annotate``."""

from __future__ import annotations

from collections.abc import Sequence

from svcquest.model.tree import Tree
from svcquest.terminal.kubectl import marking, submit
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem


def parse(changes: Sequence[str]) -> marking.Marks:
    """Read ``a=b`` and ``a-``; values may hold further equals signs.

    Raises:
        CommandError: an annotation is both set and removed.
    """
    given = {key: value for key, equals, value in (change.partition("=") for change in changes) if equals}
    removed = tuple(change[:-1] for change in changes if "=" not in change)
    both = [key for key in removed if key in given]
    if both:
        raise CommandError(
            f"can not both modify and remove the following annotation(s) in the same command: {', '.join(both)}"
        )
    return marking.Marks(given, removed)


def _clashes(taken: dict[str, str]) -> list[Problem]:
    listed = "; ".join(f"'{key}' already has a value ({value})" for key, value in taken.items())
    return [f"--overwrite is false but found the following declared annotation(s): {listed}"]


def _operation(_before: Tree, _after: Tree, _overwrite: bool) -> str:
    return "annotated"


_ANNOTATIONS = marking.Marking(
    "annotations", "annotation", parse, _clashes, _operation, tells_missing=False, example="rsrc"
)


def _run(call: Call) -> int:
    return marking.run(call, _ANNOTATIONS)


ANNOTATE = Command(
    _run,
    usage="[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]",
    flags=(*marking.FLAGS, submit.field_manager("kubectl-annotate")),
    examples=("kubectl annotate svc web note=hello",),
)

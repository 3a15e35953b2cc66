"""``kubectl apply view-last-applied`` and ``set-last-applied``.

Follows ``k8s.io/kubectl/pkg/cmd/apply/apply_view_last_applied.go`` and ``apply_set_last_applied.go``.
"""

from __future__ import annotations

import re
from functools import partial

from svcquest.model.resource import Resource
from svcquest.schema.last_applied import LAST_APPLIED, with_last_applied
from svcquest.terminal.kubectl import patching, submit
from svcquest.terminal.kubectl.apply import applied_last, without_a_name
from svcquest.terminal.kubectl.arguments import (
    ALL,
    FILE_FLAGS,
    NOTHING_GIVEN,
    SELECTOR,
    Question,
    Target,
    file_targets,
    find,
)
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import DRY_RUN, PRINT_FLAGS, dry_run, printer


def _view(call: Call) -> int:
    from svcquest.manifest.dump import dump_json, dump_yaml  # noqa: PLC0415 - yaml is heavy

    output = call.flags.text("output")
    found = find(call, call.args, Question(empty_selector=call.flags.on("all")))
    for target in found.targets:
        applied = applied_last(target.resource)
        if applied and output not in {"", "json", "yaml"}:
            raise call.usage_error(f"Unexpected -o output mode: {output}, the flag 'output' must be one of yaml|json")
        if applied:
            call.print(_narrow(dump_json(applied)) + "\n" if output == "json" else dump_yaml(applied), end="")
    raise_all(found.problems)
    return 0


def _narrow(text: str) -> str:
    """JSON with two blanks a level, as only this command prints it."""
    return re.sub(r"(?m)^ +", lambda margin: margin[0][::2], text)


def _set(call: Call) -> int:
    dry = dry_run(call)
    printer(call, "configured", dry)
    if not call.flags.list("filename"):
        raise CommandError(NOTHING_GIVEN)
    changes = [change for change in map(partial(_change, call), file_targets(call)) if change is not None]
    for live, wanted in changes:
        tree = live.tree
        if dry != "client":
            patch = {"metadata": {"annotations": {LAST_APPLIED: wanted}}}
            tree = submit.accepted(patching.send(call, live, patch, "merge", dry=dry)).tree
        call.print(printer(call, "configured", dry)(tree), end="")
    return 0


def _change(call: Call, target: Target | Problem) -> tuple[Resource, str] | None:
    """The object to annotate and the annotation's text, None where it is there already.

    Raises:
        CommandError: there is no such object, or it has no annotation yet; nothing is changed then.
    """
    if not isinstance(target, Target):
        raise CommandError(target)
    assert target.manifest is not None
    if not target.name:
        raise CommandError(without_a_name(target))
    call.warn_of(target.kind)
    live = call.client.must_get(target.kind, target.namespace, target.name)
    if LAST_APPLIED not in live.annotations and not call.flags.on("create-annotation"):
        raise CommandError(
            f"no last-applied-configuration annotation found on resource: {target.name}, to create the annotation, "
            "run the command with --create-annotation"
        )
    wanted = with_last_applied(target.manifest, target.namespace)["metadata"]["annotations"][LAST_APPLIED]
    if live.annotations.get(LAST_APPLIED) == wanted:
        call.print(f"set-last-applied {target.name}: no changes required.")
        return None
    return live, wanted


VIEW_LAST_APPLIED = Command(
    _view,
    usage="(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)",
    flags=(*FILE_FLAGS, SELECTOR, ALL, Flag("output", "yaml or json", short="o")),
)
SET_LAST_APPLIED = Command(
    _set,
    usage="-f FILENAME",
    flags=(
        *PRINT_FLAGS,
        DRY_RUN,
        *FILE_FLAGS,
        Flag("create-annotation", "Write the annotation where there is none", "bool"),
    ),
)

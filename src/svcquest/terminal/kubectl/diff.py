"""``kubectl diff``: what apply would change.

Follows ``k8s.io/kubectl/pkg/cmd/diff/diff.go``: the object as it is against what a server-side dry run of apply
comes to, both as YAML without owners, in the words of ``diff -u -N``.
"""

from __future__ import annotations

import difflib

from svcquest.model.resource import Resource
from svcquest.model.status import Refusal, Status
from svcquest.model.timestamps import to_timestamp
from svcquest.model.tree import Tree
from svcquest.schema.last_applied import LAST_APPLIED, with_last_applied
from svcquest.schema.merge.three_way import three_way_patch
from svcquest.terminal.kubectl import patching, submit
from svcquest.terminal.kubectl.apply import applied_last
from svcquest.terminal.kubectl.arguments import FILE_FLAGS, SELECTOR, Target, file_targets
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import without_managed_fields

DIFFERENT, FAILED = 1, 2


def _run(call: Call) -> int:
    if call.args:
        raise call.usage_error(f"Unexpected args: [{' '.join(call.args)}]")
    if not call.flags.list("filename") and not call.flags.text("kustomize"):
        raise CommandError("must specify one of -f and -k")
    differs = False
    problems: list[Problem] = []
    for each in file_targets(call):
        answer = _diff(call, each) if isinstance(each, Target) else each
        if isinstance(answer, list):
            differs = differs or bool(answer)
            call.print("".join(answer), end="")
        else:
            problems.append(answer)
    if problems:
        raise CommandError(*problems, exit_status=FAILED)
    return DIFFERENT if differs else 0


def _diff(call: Call, target: Target) -> list[str] | Problem:
    call.warn_of(target.kind)
    live = call.client.cluster.get(target.kind, target.namespace, target.name)
    try:
        merged = _merged(call, target, live)
    except Refusal as refusal:
        return refusal.status
    if isinstance(merged, Status):
        return merged
    before = _text(live.tree) if live else ""
    after = _text(_settled(merged, live))
    if before == after:
        return []
    kind = target.kind
    name = ".".join(part for part in (kind.group, kind.version, kind.kind, target.namespace, target.name) if part)
    stamp = to_timestamp(call.client.cluster.state.now).replace("T", " ").replace("Z", ".000000000 +0000")
    lines = [f"diff -u -N /tmp/LIVE/{name} /tmp/MERGED/{name}\n"]
    lines += difflib.unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        f"/tmp/LIVE/{name}",
        f"/tmp/MERGED/{name}",
        stamp,
        stamp,
    )
    return lines


def _merged(call: Call, target: Target, live: Resource | None) -> Tree | Status:
    """What apply would come to."""
    assert target.manifest is not None
    manifest = with_last_applied(target.manifest, target.namespace)
    if live is None:
        answer = submit.create(call, target.kind, manifest, target.namespace, dry="server", strictness="Strict")
    else:
        patch = three_way_patch(live.kind, applied_last(live), live.tree, manifest)
        if not patch:
            return live.tree
        answer = patching.send(call, live, patch, "strategic", dry="server", strictness="Strict")
    return answer if isinstance(answer, Status) else answer.tree


def _settled(merged: Tree, live: Resource | None) -> Tree:
    """The merged object with the live one's version: a dry run gives none out."""
    if live is None:
        return merged
    return {**merged, "metadata": {**merged["metadata"], "resourceVersion": live.resource_version}}


def _text(tree: Tree) -> str:
    from svcquest.manifest import dump_yaml  # noqa: PLC0415 - yaml is heavy

    shown = without_managed_fields(tree)
    annotations = dict(shown["metadata"].get("annotations") or {})
    annotations.pop(LAST_APPLIED, None)
    metadata = {key: value for key, value in shown["metadata"].items() if key != "annotations"}
    return dump_yaml({**shown, "metadata": {**metadata, **({"annotations": annotations} if annotations else {})}})


DIFF = Command(
    _run,
    usage="-f FILENAME",
    flags=(
        *FILE_FLAGS,
        SELECTOR,
        submit.field_manager("kubectl-client-side-apply"),
        Flag("server-side", "Compare with what a server-side apply comes to", "bool"),
        Flag("force-conflicts", "Take over fields that others own", "bool"),
        Flag("show-managed-fields", "Show managedFields in the difference", "bool"),
        Flag("prune", "Also compare what would be deleted", "bool", hidden=True),
        Flag("concurrency", "How many objects to compare at once", "int", default="1"),
    ),
    examples=("kubectl diff -f svc.yaml",),
)

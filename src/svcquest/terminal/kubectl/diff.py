"""``kubectl diff``: what apply would change.

Follows ``k8s.io/kubectl/pkg/cmd/diff/diff.go``: the object as it is against what a server-side dry run of apply
comes to, both as YAML without owners, in the words of ``diff -u -N``.
"""

from __future__ import annotations

import difflib

from svcquest.model.frozen import dataclass
from svcquest.model.resource import Resource
from svcquest.model.status import Refusal, Status
from svcquest.model.timestamps import to_timestamp
from svcquest.model.tree import Tree
from svcquest.schema.last_applied import without_last_applied
from svcquest.schema.merge.three_way import three_way_patch
from svcquest.terminal.kubectl import patching, submit
from svcquest.terminal.kubectl.apply import applied_last
from svcquest.terminal.kubectl.arguments import FILE_FLAGS, SELECTOR, Target, file_targets
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem, raise_all
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import without_managed_fields

DIFFERENT, FAILED = 1, 2


def _run(call: Call) -> int:
    if call.args:
        raise call.usage_error(f"Unexpected args: [{' '.join(call.args)}]")
    if not call.flags.list("filename") and not call.flags.text("kustomize"):
        raise CommandError("must specify one of -f and -k")
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for each in file_targets(call):
        answer = _diff(call, each) if isinstance(each, Target) else each
        if isinstance(answer, _Difference):
            found[answer.name] = answer.text
        else:
            problems.append(answer)
    raise_all(problems)
    for name in sorted(found):
        call.print(found[name], end="")
    return DIFFERENT if any(found.values()) else 0


@dataclass(frozen=True, slots=True)
class _Difference:
    """What ``diff`` says of one pair of files; nothing when they are the same."""

    name: str
    text: str


def _diff(call: Call, target: Target) -> _Difference | Problem:
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
    kind = target.kind
    name = ".".join(part for part in (kind.group, kind.version, kind.kind, target.namespace, target.name) if part)
    stamp = to_timestamp(call.client.cluster.state.now).replace("T", " ").replace("Z", ".000000000 +0000")
    files = f"/tmp/LIVE-2683047119/{name}", f"/tmp/MERGED-1527940362/{name}"
    lines = list(
        difflib.unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), *files, stamp, stamp)
    )
    return _Difference(name, f"diff -u -N {' '.join(files)}\n{''.join(lines)}" if lines else "")


def _merged(call: Call, target: Target, live: Resource | None) -> Tree | Status:
    """What apply would come to."""
    assert target.manifest is not None
    manifest = without_last_applied(target.manifest, target.namespace)
    if live is None:
        answer = submit.create(call, target.kind, manifest, target.namespace, dry="server", strictness="Warn")
    else:
        patch = three_way_patch(live.kind, applied_last(live), live.tree, manifest)
        if not patch:
            return live.tree
        answer = patching.send(call, live, patch, "strategic", dry="server", strictness="Warn")
    return answer if isinstance(answer, Status) else answer.tree


def _settled(merged: Tree, live: Resource | None) -> Tree:
    """The merged object with the live one's version: a dry run gives none out."""
    if live is None:
        return merged
    return {**merged, "metadata": {**merged["metadata"], "resourceVersion": live.resource_version}}


def _text(tree: Tree) -> str:
    from svcquest.manifest.dump import dump_yaml  # noqa: PLC0415 - yaml is heavy

    return dump_yaml(without_managed_fields(tree))


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
    failed=FAILED,
)

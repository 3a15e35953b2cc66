"""``kubectl apply --server-side``: the server merges, and keeps account of who owns which field.

Follows ``applyOneObject`` of ``k8s.io/kubectl/pkg/cmd/apply/apply.go`` and, for the server's side,
``k8s.io/apimachinery/pkg/util/managedfields/internal`` (lastappliedmanager, lastappliedupdater, conflict).
"""

from __future__ import annotations

import json

from svcquest.model import kinds
from svcquest.model.resource import Resource
from svcquest.model.status import Status, not_found
from svcquest.model.timestamps import to_timestamp
from svcquest.model.tree import Tree, show_path, with_value
from svcquest.schema import ownership
from svcquest.schema.decode import DecodeError, decode
from svcquest.schema.field_sets import show_path as show_fields
from svcquest.schema.json_types import without_nulls
from svcquest.schema.last_applied import LAST_APPLIED, one_line
from svcquest.schema.ownership import CLIENT_SIDE, Conflict
from svcquest.schema.versions import Version
from svcquest.terminal.kubectl import submit
from svcquest.terminal.kubectl.arguments import Target
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.errors import Problem
from svcquest.terminal.kubectl.output import DryRun

DEFAULT_MANAGER = "kubectl"

_ADVICE = """
Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the `--force-conflicts` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts"""


def apply(call: Call, target: Target, dry: DryRun) -> Resource | Problem:
    """Apply one manifest; the object as it is afterwards, or why not."""
    assert target.manifest is not None
    config = _config(target)
    cluster = call.client.cluster
    wrong = _not_typed(target, config, cluster.state.settings.version)
    if wrong:
        return wrong
    now = to_timestamp(cluster.state.now)
    manager = call.flags.text("field-manager") if call.flags.given("field-manager") else DEFAULT_MANAGER
    live = cluster.get(target.kind, target.namespace, target.name)
    if live is None:
        if target.kind.namespaced and cluster.get(kinds.NAMESPACE, "", target.namespace) is None:
            return not_found(kinds.NAMESPACE, target.namespace)
        made = ownership.apply(target.kind, {}, config, manager, now=now)
        return submit.create(call, target.kind, made.tree, target.namespace, dry=dry, strictness="Strict", owned=True)
    known = ownership.with_presumed_owner(live.kind, live.tree)
    force = call.flags.on("force-conflicts")
    applied = ownership.apply(target.kind, known, config, manager, now=now, force=force)
    if applied.conflicts and not force:
        if manager != DEFAULT_MANAGER or not _left_over(live, applied.conflicts):
            return conflict_text(applied.conflicts) + _ADVICE
        applied = ownership.apply(target.kind, known, config, manager, now=now, force=True)
    tree = applied.tree
    inherited = ownership.handed_over(tree, manager)
    if inherited is not tree:
        tree = ownership.apply(target.kind, inherited, config, manager, now=now, force=True).tree
    if manager == DEFAULT_MANAGER and LAST_APPLIED in live.annotations:
        annotations = {**tree["metadata"]["annotations"], LAST_APPLIED: one_line(config) + "\n"}
        tree = with_value(tree, ("metadata", "annotations"), annotations)
    return submit.update(call, live, tree, dry=dry, strictness="Strict", owned=True)


def conflict_text(conflicts: tuple[Conflict, ...]) -> str:
    """What the server says: each owner with its fields, in the order of their names."""
    by_owner: dict[str, list[str]] = {}
    for conflict in sorted(conflicts, key=lambda each: (str(each.owner), show_fields(each.path))):
        by_owner.setdefault(str(conflict.owner), []).append(show_fields(conflict.path))
    count = len(conflicts)
    if count == 1:
        ((owner, (path,)),) = by_owner.items()
        return f"Apply failed with 1 conflict: conflict with {owner}: {path}"
    lines = [
        f"conflicts with {owner}:\n" + "\n".join(f"- {path}" for path in paths) for owner, paths in by_owner.items()
    ]
    return f"Apply failed with {count} conflicts: " + "\n".join(lines)


def _config(target: Target) -> Tree:
    """The manifest as it is sent: with its namespace, without owners; what is null says nothing."""
    assert target.manifest is not None
    tree = target.manifest
    if target.namespace:
        tree = with_value(tree, ("metadata", "namespace"), target.namespace)
    sent: Tree = without_nulls(with_value(tree, ("metadata", "managedFields"), None))
    return sent


def _not_typed(target: Target, config: Tree, version: Version) -> Status | None:
    """What the schema does not know is refused before anything is merged."""
    problems: list[str] = []
    if target.kind in kinds.KINDS:
        try:
            unknown = decode(config, target.kind, version).unknown
            problems = [f".{show_path(each.path)}: field not declared in schema" for each in unknown]
        except DecodeError as error:
            problems = [error.message]
    if not problems:
        return None
    kind = target.kind
    listed = problems[0] if len(problems) == 1 else "errors:\n" + "\n".join(f"  {each}" for each in problems)
    what = f"{target.namespace}/{target.name}" if target.namespace else f"/{target.name}"
    gvk = f"{kind.group}/{kind.version}, Kind={kind.kind}"
    return Status(500, "", f"failed to create typed patch object ({what}; {gvk}): {listed}")


def _left_over(live: Resource, conflicts: tuple[Conflict, ...]) -> bool:
    """Whether all conflicts are with what client-side apply wrote down: kubectl takes these over by itself."""
    text = live.annotations.get(LAST_APPLIED)
    if not text:
        return False
    try:
        written = ownership.everything(live.kind, json.loads(text))
    except (ValueError, AttributeError):
        return False
    return all(each.owner.manager == CLIENT_SIDE and each.path in written for each in conflicts)

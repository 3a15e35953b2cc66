"""``kubectl apply --prune``: delete what was applied once and is not in the files any more.

Follows ``k8s.io/kubectl/pkg/cmd/apply/prune.go`` and ``pkg/util/prune/prune.go``.
"""

from __future__ import annotations

from collections.abc import Collection

from svcquest.engine.writes import Propagation
from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource
from svcquest.model.status import Status
from svcquest.schema.last_applied import LAST_APPLIED
from svcquest.terminal.kubectl.arguments import Target
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import DryRun, printer
from svcquest.terminal.kubectl.resource_types import all_types, custom_types
from svcquest.terminal.kubectl.selectors import list_matching

ALLOW_LIST = Flag("prune-allowlist", "GROUP/VERSION/KIND that --prune may delete; may be repeated", "array")

_USUAL = (
    *(f"core/v1/{kind}" for kind in ("ConfigMap", "Endpoints", "PersistentVolumeClaim", "Pod")),
    *(f"core/v1/{kind}" for kind in ("ReplicationController", "Secret", "Service")),
    *("batch/v1/Job", "batch/v1/CronJob", "networking.k8s.io/v1/Ingress"),
    *(f"apps/v1/{kind}" for kind in ("DaemonSet", "Deployment", "ReplicaSet", "StatefulSet")),
    *("core/v1/Namespace", "core/v1/PersistentVolume"),
)
_LOG = "W1123 08:00:00.000000       1 prune.go:71]"
_DEPRECATED = (
    "Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used with the "
    "--namespace flag in a future release. To preserve the current behaviour, list the resources you want to target "
    "explicitly in the --prune-allowlist flag."
)


def allowed(call: Call) -> tuple[Kind, ...]:
    """The kinds that may be pruned, those without namespaces last.

    Raises:
        CommandError: the flag names none.
    """
    words = call.flags.list("prune-allowlist")
    found = tuple(_kind(call, word) for word in words or _USUAL)
    return tuple(sorted((kind for kind in found if kind is not None), key=lambda kind: not kind.namespaced))


def _kind(call: Call, word: str) -> Kind | None:
    parts = word.split("/")
    if len(parts) != 3:
        raise CommandError(f"invalid GroupVersionKind format: {word}, please follow <group/version/kind>")
    group, version, name = parts
    api_version = version if group in {"", "core"} else f"{group}/{version}"
    for kind in (*all_types(), *custom_types(call.client.cluster.state)):
        if kind.api_version == api_version and kind.kind == name:
            return kind
    if word in _USUAL:
        return None  # nothing here can be of this kind
    raise CommandError(f'no matches for kind "{name}" in version "{api_version}"')


def prune(call: Call, kinds: Collection[Kind], applied: Collection[Target], dry: DryRun, cascade: Propagation) -> None:
    """Delete what was applied, has the labels of ``--selector`` and is not among what was applied now.

    Raises:
        CommandError: an object could not be deleted.
    """
    if not call.flags.list("prune-allowlist"):  # whether -n is given or not: kubectl always has a namespace
        call.error(f"{_LOG} {_DEPRECATED}")
    kept = {(target.kind, target.namespace, target.name) for target in applied}
    namespaces = sorted({target.namespace for target in applied if target.kind.namespaced})
    show = printer(call, "pruned", dry)
    for namespace in (*namespaces, ""):
        for kind in kinds:
            if kind.namespaced != bool(namespace):
                continue
            call.warn_of(kind)
            listed = list_matching(call.client.cluster, kind, namespace or None, call.flags.text("selector"))
            for each in listed if not isinstance(listed, Status) else ():
                if LAST_APPLIED in each.annotations and (kind, each.namespace, each.name) not in kept:
                    _delete(call, each, dry, cascade)
                    call.print(show(each.tree), end="")


def _delete(call: Call, resource: Resource, dry: DryRun, cascade: Propagation) -> None:
    if dry == "client":
        return
    grace = call.flags.number("grace-period")
    answer = call.client.cluster.delete(
        resource.kind,
        resource.namespace,
        resource.name,
        grace_seconds=grace if grace >= 0 else None,
        propagation=cascade,
        dry_run=dry == "server",
    )
    if isinstance(answer, Status):
        what = "namespaced" if resource.kind.namespaced else "nonNamespaced"
        kind = f"{resource.kind.api_version}, Kind={resource.kind.kind}"
        raise CommandError(f"error pruning {what} object {kind}: {answer.message}")

"""The API server's write path: decoding, defaulting, admission, strategy, validation, storage.

Follows ``staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go`` and ``registry/rest``.
Whatever is refused is raised as a ``Refusal`` and leaves the transaction to be dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from svcquest.engine import deletion
from svcquest.engine.allocation import ClusterAllocations, service_config
from svcquest.engine.pod_admission import objection
from svcquest.engine.services import prepare_create, prepare_update
from svcquest.engine.strategy import counted, strategy_of
from svcquest.engine.transaction import Transaction
from svcquest.model.frozen import dataclass, replace
from svcquest.model.kinds import NAMESPACE, POD, SERVICE, Kind
from svcquest.model.resource import Resource
from svcquest.model.status import Cause, Refusal, Status, already_exists, bad_request, conflict, invalid, not_found
from svcquest.model.timestamps import to_timestamp
from svcquest.model.tree import Tree, with_value
from svcquest.schema import request
from svcquest.schema.defaults import apply_defaults
from svcquest.schema.validate import validate_create, validate_status, validate_update

FieldValidation = Literal["Strict", "Warn", "Ignore"]
Propagation = Literal["background", "foreground", "orphan"]
"""What deletion of an owner means for what it owns: it goes after the owner, before it, or stays."""
Subresource = Literal["", "status", "scale", "ephemeralcontainers"]


@dataclass(frozen=True, slots=True)
class Written:
    """A write that went through: the object, warnings for the client, whether anything changed."""

    resource: Resource
    warnings: tuple[str, ...] = ()
    changed: bool = True


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How a write is meant.

    Attributes:
        validation: what unknown fields lead to.
        dry_run: nothing will be kept, so no addresses are allocated.
        manager: who owns the fields that are written; empty to keep no account of it.
        subresource: the part of the object that is written.
    """

    validation: FieldValidation = "Strict"
    dry_run: bool = False
    manager: str = ""
    subresource: Subresource = ""


Action = Callable[[Transaction], Written]
"""A write to be tried on a transaction."""


def create(transaction: Transaction, kind: Kind, sent: Tree, namespace: str, options: WriteOptions) -> Written:
    """POST.

    Args:
        namespace: from the URL; ignored for cluster-scoped kinds.

    Raises:
        Refusal: the API server says no.
    """
    tree, warnings = _decoded(transaction, kind, sent, options.validation)
    tree = _placed(kind, tree, namespace)
    if not tree["metadata"].get("name") and tree["metadata"].get("generateName"):
        tree["metadata"]["name"] = transaction.name_from(tree["metadata"]["generateName"])
    tree = apply_defaults(kind, tree, transaction.settings.version)
    _admit(transaction, kind, tree)
    if options.manager:
        from svcquest.schema import ownership  # noqa: PLC0415 - levels are checked without it

        tree = ownership.created(kind, tree, options.manager, now=to_timestamp(transaction.now))
    tree = _begin(kind, tree)
    tree = _validated(transaction, kind, tree, dry_run=options.dry_run)
    name = tree["metadata"]["name"]
    if transaction.get(kind, tree["metadata"].get("namespace", ""), name):
        raise Refusal(already_exists(kind, name))
    made = transaction.create(kind, tree)
    if options.dry_run:
        made = replace(made, tree=with_value(made.tree, ("metadata", "resourceVersion"), None))
    return Written(made, (*warnings, *_warnings(transaction, made)))


def update(
    transaction: Transaction, kind: Kind, namespace: str, name: str, sent: Tree, options: WriteOptions
) -> Written:
    """PUT: replace an object, or for some kinds create it where it is absent.

    Raises:
        Refusal: the API server says no.
    """
    tree, warnings = _decoded(transaction, kind, sent, options.validation)
    tree = _placed(kind, tree, namespace)
    given = tree["metadata"].setdefault("name", name)
    if given != name:
        raise Refusal(bad_request(f"the name of the object ({given}) does not match the name on the URL ({name})"))
    old = transaction.get(kind, tree["metadata"].get("namespace", ""), name)
    if old is None:
        if options.subresource or not strategy_of(kind).create_on_update:
            raise Refusal(not_found(kind, name))
        return create(transaction, kind, sent, namespace, options)
    _check_preconditions(old, tree)
    tree = apply_defaults(kind, tree, transaction.settings.version)
    tree = _kept_metadata(old, tree)
    if options.manager:
        tree = with_value(tree, _OWNERS, old.metadata.get("managedFields"))
    if options.subresource:
        tree = _with_part(old, tree, options.subresource)
        if options.subresource == "status":
            _refuse(kind, tree, validate_status(kind, tree, old.tree, transaction.settings.version))
        elif options.subresource == "ephemeralcontainers":
            from svcquest.schema.validate.pod import validate_debugging  # noqa: PLC0415 - for kubectl debug alone

            _refuse(kind, tree, list(validate_debugging(tree)))
    else:
        tree = _revalidated(transaction, old, _kept_status(old, tree), dry_run=options.dry_run)
    new = transaction.update(old, _owned(transaction, old, counted(old, tree), options))
    if deletion.is_due(new):
        deletion.finish(transaction, new)
    if not options.subresource:
        warnings = (*warnings, *_warnings(transaction, new, old.tree))
    return Written(new, warnings, new is not old)


def _warnings(transaction: Transaction, resource: Resource, old: Tree | None = None) -> tuple[str, ...]:
    """What the server has to say about an object that it has taken."""
    from svcquest.schema.warnings import warnings  # noqa: PLC0415 - loading a cluster warns of nothing

    return warnings(resource.kind, resource.tree, old, transaction.settings.version)


_OWNERS = ("metadata", "managedFields")


def _owned(transaction: Transaction, old: Resource, tree: Tree, options: WriteOptions) -> Tree:
    """The object with its fields' owners after the write; a write that changes nothing changes no owners."""
    if not options.manager or tree == old.tree:
        return tree
    from svcquest.schema import ownership  # noqa: PLC0415 - levels are checked without it

    now = to_timestamp(transaction.now)
    live = ownership.with_presumed_owner(old.kind, old.tree)
    return ownership.updated(old.kind, live, tree, options.manager, now=now, subresource=options.subresource)


def _with_part(old: Resource, tree: Tree, subresource: Subresource) -> Tree:
    """The object as it is, with the one part of it that the subresource stands for."""
    if subresource == "status":
        return {**old.tree, "status": tree.get("status") or {}}
    field = "replicas" if subresource == "scale" else "ephemeralContainers"
    return with_value(old.tree, ("spec", field), (tree.get("spec") or {}).get(field))


_IMMORTAL = frozenset({"default", "kube-system", "kube-public"})
"""Namespaces that the admission plugin NamespaceLifecycle never lets go."""


def delete(
    transaction: Transaction,
    kind: Kind,
    namespace: str,
    name: str,
    grace_seconds: int | None,
    *,
    propagation: Propagation = "background",
) -> Written:
    """DELETE. What the object owns goes before it, goes after it, or stays.

    Raises:
        Refusal: there is no such object, or it is a namespace that has to stay.
    """
    resource = transaction.get(kind, namespace if kind.namespaced else "", name)
    if resource is None:
        raise Refusal(not_found(kind, name))
    if kind == NAMESPACE and name in _IMMORTAL:
        message = f'namespaces "{name}" is forbidden: this namespace may not be deleted'
        raise Refusal(Status(403, "Forbidden", message, (), kind.kind, name))
    if propagation == "orphan":
        deletion.orphan_dependents(transaction, resource)
    return Written(deletion.delete(transaction, resource, grace_seconds, foreground=propagation == "foreground"))


def _decoded(
    transaction: Transaction, kind: Kind, sent: Tree, validation: FieldValidation
) -> tuple[Tree, tuple[str, ...]]:
    """The clean object and the warnings about fields that it does not have."""
    version = transaction.settings.version
    if validation == "Strict":
        return request.read_strictly(sent, kind, version), ()
    body = request.read(sent, kind, version)
    return body.tree, tuple(str(each) for each in body.unknown) if validation == "Warn" else ()


def _placed(kind: Kind, tree: Tree, namespace: str) -> Tree:
    """A tree whose metadata is its own copy and names the namespace of the URL."""
    metadata = dict(tree.get("metadata") or {})
    if not kind.namespaced:
        metadata.pop("namespace", None)
    elif metadata.setdefault("namespace", namespace) != namespace:
        raise Refusal(
            bad_request("the namespace of the provided object does not match the namespace sent on the request")
        )
    return {**tree, "metadata": metadata}


def _admit(transaction: Transaction, kind: Kind, tree: Tree) -> None:
    """Follows the admission plugins NamespaceLifecycle and ServiceAccount.

    New content needs a namespace that is there to stay, a pod an account to run as.
    """
    if not kind.namespaced:
        return
    name = tree["metadata"]["namespace"]
    namespace = transaction.get(NAMESPACE, "", name)
    if namespace is None:
        raise Refusal(not_found(NAMESPACE, name))
    if namespace.terminating:
        shown = tree["metadata"].get("name", "")
        message = (
            f'{kind.resource} "{shown}" is forbidden: unable to create new content in namespace {name} '
            "because it is being terminated"
        )
        raise Refusal(Status(403, "Forbidden", message, (), kind.kind, shown))
    wrong = objection(transaction, tree) if kind == POD else ""
    if wrong:
        raise Refusal(Status(403, "Forbidden", wrong, (), kind.kind, tree["metadata"].get("name", "")))


_SERVER_OWNED = ("uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "resourceVersion")


def _begin(kind: Kind, tree: Tree) -> Tree:
    """Follows ``rest.BeforeCreate``: what only the server sets is taken off, status starts anew."""
    strategy = strategy_of(kind)
    metadata = {key: value for key, value in tree["metadata"].items() if key not in _SERVER_OWNED}
    if strategy.counts:
        metadata["generation"] = 1
    else:
        metadata.pop("generation", None)
    begun = {**tree, "metadata": metadata}
    if strategy.status is not None:
        begun["status"] = strategy.status
    return strategy.finish(begun)


def _validated(transaction: Transaction, kind: Kind, tree: Tree, *, dry_run: bool) -> Tree:
    """A new object that breaks no rule, with what the server allocates."""
    if kind == SERVICE:
        config = service_config(transaction.settings)
        return prepare_create(tree, ClusterAllocations(transaction), config, dry_run=dry_run)
    _refuse(kind, tree, validate_create(kind, tree, transaction.settings.version))
    return tree


def _revalidated(transaction: Transaction, old: Resource, tree: Tree, *, dry_run: bool) -> Tree:
    """A changed object that may take the stored one's place."""
    version = transaction.settings.version
    before = apply_defaults(old.kind, old.tree, version)  # as it does with all it reads: a dump may lack some
    if old.kind == SERVICE:
        config = service_config(transaction.settings)
        return prepare_update(tree, before, ClusterAllocations(transaction), config, dry_run=dry_run)
    _refuse(old.kind, tree, validate_update(old.kind, tree, before, version))
    return tree


def _refuse(kind: Kind, tree: Tree, causes: list[Cause]) -> None:
    if causes:
        raise Refusal(invalid(kind, tree["metadata"].get("name", ""), causes))


def _check_preconditions(old: Resource, tree: Tree) -> None:
    metadata = tree["metadata"]
    uid = metadata.get("uid")
    if uid and uid != old.uid:
        message = (
            f'Operation cannot be fulfilled on {old.kind.resource} "{old.name}": StorageError: invalid object, '
            f"Code: 4, AdditionalErrorMsg: Precondition failed: UID in precondition: {uid}, "
            f"UID in object meta: {old.uid}"
        )
        raise Refusal(Status(409, "Conflict", message, (), old.kind.kind, old.name))
    version = metadata.get("resourceVersion")
    if version and version != old.resource_version:
        raise Refusal(conflict(old.kind, old.name))


def _kept_metadata(old: Resource, tree: Tree) -> Tree:
    """What a client cannot change stays: identity, times, generation."""
    metadata = dict(tree["metadata"])
    for field in (*_SERVER_OWNED, "generation", "generateName", "selfLink"):
        metadata.pop(field, None)
        if field in old.metadata:
            metadata[field] = old.metadata[field]
    if "managedFields" in old.metadata:
        metadata.setdefault("managedFields", old.metadata["managedFields"])
    return {**tree, "metadata": metadata}


def _kept_status(old: Resource, tree: Tree) -> Tree:
    if strategy_of(old.kind).status is None:
        return tree
    kept = {**tree, "status": old.tree.get("status")}
    if kept["status"] is None:
        del kept["status"]
    return kept

"""Loading objects as they are, from a cluster file, a level or the dump of a real cluster.

Other than a request to the API, loading keeps status, uids, times and node names, fills in what a manifest leaves
out, and does not depend on the order of the objects.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from operator import itemgetter
from typing import Any

from svcquest.engine.allocation import ClusterAllocations, service_config
from svcquest.engine.identities import kept_apart
from svcquest.engine.indexes import POD_IPS
from svcquest.engine.pod_admission import SERVICE_ACCOUNT, account_of, objection
from svcquest.engine.services import prepare_create
from svcquest.engine.strategy import strategy_of
from svcquest.engine.transaction import Transaction
from svcquest.model.frozen import dataclass, field
from svcquest.model.kinds import (
    BY_MANIFEST,
    DAEMONSET,
    DEPLOYMENT,
    ENDPOINTS,
    ENDPOINTSLICE,
    NAMESPACE,
    POD,
    REPLICASET,
    REPLICATIONCONTROLLER,
    SERVICE,
    STATEFULSET,
    Kind,
)
from svcquest.model.resource import ObjectKey, Resource
from svcquest.model.status import Refusal, Status, bad_request, invalid
from svcquest.model.tree import Tree, dig
from svcquest.schema import request
from svcquest.schema.defaults import apply_defaults
from svcquest.schema.validate import validate_create
from svcquest.schema.versions import CURRENT

_MANY = 50_000
"""Pods of which more are not looked at one by one, unless one of them turns out to be wrong."""

_BELIEVED = frozenset({SERVICE, ENDPOINTS, ENDPOINTSLICE, POD})
"""Kinds that are right as a server has printed them: most of a dump, and full of addresses of another cluster."""

_COMPLETE = {
    ENDPOINTSLICE: (("addressType",),),
    POD: (("spec", "schedulerName"),),
    SERVICE: (("spec", "sessionAffinity"), ("spec", "type")),
}
"""What a server always fills in, and hardly anybody by hand: an object that has it lacks no other default either."""

_OWNERS = frozenset({DAEMONSET, DEPLOYMENT, REPLICASET, REPLICATIONCONTROLLER, STATEFULSET})

_ADDRESS_FIELDS = frozenset({"podIP", "podIPs"})


@dataclass(slots=True)
class _Wanted:
    """Addresses and ports that Services of the batch name themselves; nobody else may draw them."""

    ips: dict[str, ObjectKey] = field(default_factory=dict)
    ports: dict[int, ObjectKey] = field(default_factory=dict)

    def note(self, key: ObjectKey, tree: Tree) -> None:
        """Note what a Service names; of values that none can have, nobody needs to know."""
        spec = tree.get("spec")
        for ip in (dig(spec, "clusterIP"), *_items(dig(spec, "clusterIPs"))):
            if isinstance(ip, str) and ip not in {"", "None"}:
                self.ips.setdefault(ip, key)
        ports = (dig(each, "nodePort") for each in _items(dig(spec, "ports")))
        for port in (dig(spec, "healthCheckNodePort"), *ports):
            if isinstance(port, int) and port:
                self.ports.setdefault(port, key)


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


Batch = list[tuple[ObjectKey, Tree]]
"""Objects of one kind, by namespace and name."""


def load(transaction: Transaction, trees: Iterable[Tree]) -> list[Status]:
    """Store objects as they are; those that exist are replaced.

    Args:
        trees: objects with metadata, and Lists of such objects.

    Returns:
        What was refused, one Status an object.
    """
    batches = kept_apart(transaction, _batches(trees))
    wanted = _Wanted()
    for kind, batch in batches:
        if kind == SERVICE:
            for key, tree in batch:
                wanted.note(key, tree)
    earlier = transaction.select(POD)
    refused = [status for kind, batch in batches for status in _load_batch(transaction, kind, batch, wanted)]
    loaded = {key for kind, batch in batches if kind == POD for key, _ in batch}
    for kind, batch in batches:
        for key, _ in batch if kind in _OWNERS else ():
            _ensure_account(transaction, transaction.get(kind, *key))
    _make_room(transaction, [pod for pod in earlier if pod.key not in loaded], loaded)
    return refused


def _batches(trees: Iterable[Tree]) -> list[tuple[Kind, Batch]]:
    """Objects by kind and name, whatever the order in which they came; namespaces first."""
    found: dict[str, tuple[Kind, Batch]] = {}
    for kind, tree in _kinds(trees):
        found.setdefault(kind.resource, (kind, []))[1].append((_key(kind, tree), tree))
    for _, batch in found.values():
        batch.sort(key=itemgetter(0))
    return [found[name] for name in sorted(found, key=lambda name: (name != NAMESPACE.resource, name))]


def _load_batch(transaction: Transaction, kind: Kind, batch: Batch, wanted: _Wanted) -> list[Status]:
    """Store objects of one kind; the refusals."""
    if kind == POD and len(batch) > _MANY:
        try:
            return list(_store(transaction, kind, batch, wanted, lambda tree: bool(tree["metadata"].get("uid"))))
        except (AttributeError, KeyError, TypeError, ValueError):
            pass  # one of them is not what a server prints; no new one is stored by then
    return list(_store(transaction, kind, batch, wanted, lambda tree: _is_printed(kind, tree)))


def _store(
    transaction: Transaction, kind: Kind, batch: Batch, wanted: _Wanted, is_printed: Callable[[Tree], bool]
) -> Iterator[Status]:
    """Store objects of one kind that are new all at once; the refusals."""
    new: dict[ObjectKey, Tree] = {}
    one_by_one = kind == SERVICE  # the next one must not get the same addresses
    # versions differ in what a Service may hold; decoding leaves out what this one does not know
    complete = _COMPLETE.get(kind) if kind == POD or transaction.settings.version == CURRENT else None
    for key, tree in batch:
        try:
            printed = is_printed(tree)
            if printed and complete and all(dig(tree, *path) for path in complete):
                completed = _placed(transaction, kind, key, tree)
            else:
                completed = _prepared(transaction, kind, key, tree, wanted, printed=printed)
        except Refusal as refusal:
            yield refusal.status
            continue
        old = transaction.get(kind, *key)
        if old is not None:
            transaction.update(old, {**completed, "metadata": {**_identity(old), **completed["metadata"]}})
        elif one_by_one:
            transaction.create(kind, completed)
        else:
            new[key] = completed
    transaction.create_many(kind, new.values())


def _make_room(transaction: Transaction, earlier: Iterable[Resource], loaded: Container[ObjectKey]) -> None:
    """Loaded pods keep their addresses; a pod that was there before and has one of them starts anew with another."""
    for pod in earlier:
        if pod.view.host_network:
            continue
        holders = [other for address in pod.view.ips for other in transaction.find(POD_IPS, address)]
        if any(other.key in loaded and not other.view.host_network for other in holders):
            status = {field: value for field, value in pod.status.items() if field not in _ADDRESS_FIELDS}
            transaction.update(pod, {**pod.tree, "status": status})


def _kinds(trees: Iterable[Any]) -> Iterator[tuple[Kind, Tree]]:
    """Objects with their kinds; the items of a ``List`` one by one."""
    for tree in trees:
        if not isinstance(tree, dict) or not tree.get("kind"):
            continue
        if isinstance(tree.get("items"), list) and str(tree["kind"]).endswith("List"):
            yield from _kinds(tree["items"])
        else:
            yield _kind_of(tree), tree


def _kind_of(tree: Tree) -> Kind:
    """The kind of a manifest; one that is not modelled is named by the usual rules for plurals."""
    version, name = str(tree.get("apiVersion", "v1")), str(tree["kind"])
    known = BY_MANIFEST.get((version, name))
    if known:
        return known
    if (version, name) == (SERVICE_ACCOUNT.api_version, SERVICE_ACCOUNT.kind):
        return SERVICE_ACCOUNT
    group, _, version = version.rpartition("/")
    namespaced = bool(dig(tree, "metadata", "namespace"))
    return Kind(group, version, name, _plural(name.lower()), namespaced=namespaced)


def _plural(word: str) -> str:
    """Follows ``meta.UnsafeGuessKindToResource``."""
    if word.endswith("s"):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") else word + "s"


def _key(kind: Kind, tree: Tree) -> ObjectKey:
    metadata = tree.get("metadata") or {}
    return str(metadata.get("namespace") or "default") if kind.namespaced else "", str(metadata.get("name") or "")


def _prepared(
    transaction: Transaction, kind: Kind, key: ObjectKey, sent: Tree, wanted: _Wanted, *, printed: bool
) -> Tree:
    """An object as it is to be stored, in a namespace that is there.

    Args:
        printed: a server has printed it.

    Raises:
        Refusal: it cannot be read, or breaks a rule.
    """
    placed = _placed(transaction, kind, key, request.read(sent, kind, transaction.settings.version).tree)
    return _completed(transaction, kind, placed, wanted, printed=printed)


def _placed(transaction: Transaction, kind: Kind, key: ObjectKey, tree: Tree) -> Tree:
    """A copy of an object under its name, in a namespace that is there, with the status of a new one if it has none.

    Raises:
        Refusal: it has no name.
    """
    namespace, name = key
    if not name:
        raise Refusal(bad_request(f"{kind.kind}: resource name may not be empty"))
    metadata = {**tree["metadata"], "name": name}
    if kind.namespaced:
        metadata["namespace"] = namespace
        _ensure_namespace(transaction, namespace)
    return _started(kind, {**tree, "metadata": metadata})


def _is_printed(kind: Kind, tree: Tree) -> bool:
    """Whether an object comes out of an API server rather than from somebody's hand."""
    if not tree["metadata"].get("uid"):
        return False
    if (kind.api_version, kind.kind) not in BY_MANIFEST:
        return True
    from svcquest.schema.shapes import fits  # noqa: PLC0415 - only the objects of dumps have uids

    return fits(tree, kind)


def _started(kind: Kind, tree: Tree) -> Tree:
    """An object with the generation and status of a new one, where it has none."""
    strategy = strategy_of(kind)
    if strategy.counts:
        tree["metadata"].setdefault("generation", 1)
    if strategy.status is not None and not tree.get("status"):
        return strategy.finish({**tree, "status": strategy.status})
    return tree


def _completed(transaction: Transaction, kind: Kind, tree: Tree, wanted: _Wanted, *, printed: bool) -> Tree:
    """An object with what a server would have added.

    What a server has printed keeps its addresses, whatever our ranges are.

    Raises:
        Refusal: a manifest breaks a rule.
    """
    tree = apply_defaults(kind, tree, transaction.settings.version)
    if printed and kind in _BELIEVED:
        return tree
    if kind == SERVICE:
        key = (tree["metadata"]["namespace"], tree["metadata"]["name"])
        allocations = ClusterAllocations(transaction, wanted.ips, wanted.ports, key)
        prepared = prepare_create(tree, allocations, service_config(transaction.settings))
        return {**prepared, "status": tree["status"]}
    causes = validate_create(kind, tree, transaction.settings.version)
    if causes:
        raise Refusal(invalid(kind, tree["metadata"]["name"], causes))
    return tree


def _identity(stored: Resource) -> Tree:
    return {field: stored.metadata[field] for field in ("uid", "creationTimestamp")}


def _ensure_namespace(transaction: Transaction, name: str) -> None:
    """Make a namespace that objects name and nobody declares: dumps often leave namespaces out."""
    if transaction.get(NAMESPACE, "", name) is None:
        tree: Tree = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}
        transaction.create(NAMESPACE, strategy_of(NAMESPACE).finish(apply_defaults(NAMESPACE, tree)))


def _ensure_account(transaction: Transaction, owner: Resource | None) -> None:
    """Make the ServiceAccount that an owner's pods need and nobody declares: hardly anybody dumps accounts."""
    if owner is None:
        return
    pod = {"metadata": {"namespace": owner.namespace}, "spec": dig(owner.tree, "spec", "template", "spec")}
    if objection(transaction, pod):
        metadata = {"name": account_of(pod), "namespace": owner.namespace}
        transaction.create(SERVICE_ACCOUNT, {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": metadata})

"""Namespaces: what each one is given, and how one that is deleted goes with all that is in it.

Follows ``pkg/controller/namespace``, ``pkg/controller/certificates/rootcacertpublisher`` and
``pkg/controller/serviceaccount/serviceaccounts_controller.go``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from svcquest.engine import deletion
from svcquest.engine.controllers.base import ANY, Controller, Key
from svcquest.engine.indexes import IN_NAMESPACE
from svcquest.engine.pod_admission import DEFAULT_ACCOUNT, SERVICE_ACCOUNT
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.kinds import CONFIGMAP, NAMESPACE, Kind
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree

ROOT_CA = "kube-root-ca.crt"

_CERTIFICATE = "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n"
_DESCRIPTION = (
    "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the "
    "internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of "
    "Kubernetes clusters."
)


def _own_keys(_transaction: Transaction, change: Change) -> Iterable[Key]:
    return ((change.resource.name,),) if change.new else ()


def _content_keys(transaction: Transaction, change: Change) -> Iterable[Key]:
    """The namespace of an object that comes late to one that goes, was the last in it, or is missed there."""
    place = change.resource.namespace
    if not place or (change.old is not None and change.new is not None):
        return ()
    namespace = transaction.get(NAMESPACE, "", place)
    if namespace is not None and namespace.terminating:
        return ((place,),) if change.new is not None or not _has_content(transaction, place) else ()
    missed = change.new is None and (change.resource.kind, change.resource.name) in _FURNITURE
    return ((place,),) if missed else ()


def reconcile(transaction: Transaction, key: Key) -> None:
    """Furnish a namespace, or empty one that is to go."""
    (name,) = key
    namespace = transaction.get(NAMESPACE, "", name)
    if namespace is None:
        return
    if namespace.terminating:
        _empty(transaction, namespace)
        return
    for (kind, piece), make in _FURNITURE.items():
        if transaction.get(kind, name, piece) is None:
            transaction.create(kind, make(name))


def _empty(transaction: Transaction, namespace: Resource) -> None:
    """Delete everything; the namespace itself goes when nothing is left to wait for."""
    for resource in _content(transaction, namespace.name):
        still = transaction.objects[resource.kind.resource].get(resource.key)
        if still is not None and not still.terminating:
            deletion.delete(transaction, still)
    if not _has_content(transaction, namespace.name):
        transaction.remove(namespace)


def _content(transaction: Transaction, name: str) -> list[Resource]:
    """Every object of a namespace, by kind and name."""
    return [each for kind in sorted(transaction.objects) for each in transaction.find(IN_NAMESPACE, (kind, name))]


def _has_content(transaction: Transaction, name: str) -> bool:
    return any(transaction.has(IN_NAMESPACE, (kind, name)) for kind in transaction.objects)


def _root_certificate(namespace: str) -> Tree:
    return {
        "metadata": {
            "name": ROOT_CA,
            "namespace": namespace,
            "annotations": {"kubernetes.io/description": _DESCRIPTION},
        },
        "data": {"ca.crt": _CERTIFICATE.format("c3ZjcXVlc3Q=")},
    }


def _default_account(namespace: str) -> Tree:
    return {"metadata": {"name": DEFAULT_ACCOUNT, "namespace": namespace}}


_FURNITURE: dict[tuple[Kind, str], Callable[[str], Tree]] = {
    (CONFIGMAP, ROOT_CA): _root_certificate,
    (SERVICE_ACCOUNT, DEFAULT_ACCOUNT): _default_account,
}
"""What every namespace has, by kind and name, and how it is made."""

NAMESPACES = Controller("namespace", {NAMESPACE.kind: _own_keys, ANY: _content_keys}, reconcile)

"""The API server's own Service, ``default/kubernetes``: deleted, it is back within seconds.

Follows ``pkg/controlplane/controller/kubernetesservice``.
"""

from __future__ import annotations

from collections.abc import Iterable

from svcquest.engine import baseline
from svcquest.engine.allocation import ClusterAllocations, service_config
from svcquest.engine.controllers.base import Controller, Key
from svcquest.engine.services import prepare_create
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.kinds import BY_MANIFEST, ENDPOINTS, ENDPOINTSLICE, NAMESPACE, SERVICE
from svcquest.schema.defaults import apply_defaults

KUBERNETES: Key = ("default", "kubernetes")


def _deleted(_transaction: Transaction, change: Change) -> Iterable[Key]:
    return (KUBERNETES,) if change.new is None and change.resource.key == KUBERNETES else ()


def reconcile(transaction: Transaction, key: Key) -> None:
    """Put back what is missing of the Service, its Endpoints and its EndpointSlice."""
    namespace = transaction.get(NAMESPACE, "", key[0])
    if namespace is None or namespace.terminating:
        return
    allocations = ClusterAllocations(transaction)
    for tree in baseline.api_server(transaction.settings):
        kind = BY_MANIFEST[tree["apiVersion"], tree["kind"]]
        if transaction.get(kind, *key):
            continue
        completed = apply_defaults(kind, tree)
        if kind == SERVICE:
            if allocations.ip_owner(tree["spec"]["clusterIP"]):
                return  # a Service of a loaded cluster sits on the address: the real one would retry in vain too
            completed = prepare_create(completed, allocations, service_config(transaction.settings))
        transaction.create(kind, completed)


API_SERVER = Controller(
    "api-server", {SERVICE.kind: _deleted, ENDPOINTS.kind: _deleted, ENDPOINTSLICE.kind: _deleted}, reconcile
)

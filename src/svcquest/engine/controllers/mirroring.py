"""EndpointSlices that mirror Endpoints which somebody keeps by hand.

Follows ``pkg/controller/endpointslicemirroring``.
"""

from __future__ import annotations

from collections.abc import Iterable

from svcquest.engine.controllers.backends import TRIGGER_TIME
from svcquest.engine.controllers.base import Controller, Key, own_key, takes_content
from svcquest.engine.controllers.endpointslices import MANAGED_BY, SERVICE_NAME
from svcquest.engine.controllers.pods import controller_reference
from svcquest.engine.controllers.slice_plan import Slice, plan
from svcquest.engine.events.notes import SLICE_MIRRORING
from svcquest.engine.indexes import SLICES_OF_SERVICE
from svcquest.engine.ranges import family_of
from svcquest.engine.strategy import counted
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.kinds import ENDPOINTS, ENDPOINTSLICE, SERVICE
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree
from svcquest.schema.last_applied import LAST_APPLIED

CONTROLLER = "endpointslicemirroring-controller.k8s.io"
SKIP = "endpointslice.kubernetes.io/skip-mirror"
LEADER = "control-plane.alpha.kubernetes.io/leader"
FAMILIES = ("IPv4", "IPv6")
MOST_ADDRESSES = 1000
"""Addresses of one subset that are mirrored."""


def _slice_keys(_transaction: Transaction, change: Change) -> Iterable[Key]:
    ours = change.resource.labels.get(MANAGED_BY) == CONTROLLER
    service = change.resource.labels.get(SERVICE_NAME)
    return ((change.resource.namespace, service),) if ours and service else ()


def reconcile(transaction: Transaction, key: Key) -> None:
    """Bring the mirrored slices of one name in line with its Endpoints; without a reason to mirror, none remain."""
    existing = [each for each in transaction.find(SLICES_OF_SERVICE, key) if each.labels.get(MANAGED_BY) == CONTROLLER]
    endpoints = transaction.get(ENDPOINTS, *key)
    service = transaction.get(SERVICE, *key)
    if endpoints is None or service is None or not _is_mirrored(endpoints, service):
        for each in existing:
            transaction.remove(each)
        return
    before = transaction.revision
    for family in FAMILIES:
        _mirror(transaction, endpoints, family, [each for each in existing if each.view.address_type == family])
    skipped = sum(max(0, len(_listed(subset)) - MOST_ADDRESSES) for subset in endpoints.tree.get("subsets") or ())
    if skipped and transaction.revision != before:
        text = (
            f"A max of {MOST_ADDRESSES} addresses can be mirrored to EndpointSlices per Endpoints subset. "
            f"{skipped} addresses were skipped"
        )
        transaction.note(endpoints, "TooManyAddressesToMirror", text, SLICE_MIRRORING, warning=True)


def _is_mirrored(endpoints: Resource, service: Resource) -> bool:
    return (
        not service.view.selector
        and endpoints.labels.get(SKIP) != "true"
        and LEADER not in endpoints.annotations
        and not endpoints.terminating
    )


def _mirror(transaction: Transaction, endpoints: Resource, family: str, existing: list[Resource]) -> None:
    by_name = {each.name: each for each in existing}
    present = [
        Slice(each.name, tuple(each.tree.get("ports") or ()), tuple(each.tree.get("endpoints") or ()))
        for each in existing
    ]
    groups: dict[tuple[tuple[object, ...], ...], tuple[tuple[Tree, ...], list[Tree]]] = {}
    for subset in endpoints.tree.get("subsets") or ():
        found = mirrored(subset, family)
        if found:
            ports = tuple({"name": "", "protocol": "TCP", **port} for port in subset.get("ports") or ())
            same = tuple(sorted((port["name"], port["protocol"], port.get("port")) for port in ports))
            groups.setdefault(same, (ports, []))[1].extend(found)
    planned = plan(present, groups.values(), limit=MOST_ADDRESSES, placeholder=False)
    for each in planned.slices:
        _write(transaction, endpoints, family, each, by_name.get(each.name))
    for name in planned.delete:
        transaction.remove(by_name[name])


def _listed(subset: Tree) -> list[tuple[Tree, bool]]:
    """The addresses of a subset, and whether they are ready."""
    return [
        *((address, True) for address in subset.get("addresses") or ()),
        *((address, False) for address in subset.get("notReadyAddresses") or ()),
    ]


def mirrored(subset: Tree, family: str) -> list[Tree]:
    """Endpoints of one family in a subset; only readiness is known of them."""
    found = []
    for address, ready in _listed(subset)[:MOST_ADDRESSES]:
        if family_of(address["ip"]) == family:
            endpoint: Tree = {"addresses": [address["ip"]], "conditions": {"ready": ready}}
            for field in ("hostname", "nodeName", "targetRef"):
                if address.get(field):
                    endpoint[field] = address[field]
            found.append(endpoint)
    return found


def _write(transaction: Transaction, endpoints: Resource, family: str, content: Slice, old: Resource | None) -> None:
    body: Tree = {"endpoints": list(content.endpoints), "ports": list(content.ports) or None}
    dropped = {LAST_APPLIED, TRIGGER_TIME}
    annotations = {key: value for key, value in endpoints.annotations.items() if key not in dropped}
    described: Tree = {
        "labels": {**endpoints.labels, SERVICE_NAME: endpoints.name, MANAGED_BY: CONTROLLER},
        **({"annotations": annotations} if annotations else {}),
    }
    if old:
        kept = {field: value for field, value in old.metadata.items() if field not in {"labels", "annotations"}}
        transaction.update(old, counted(old, {**old.tree, "metadata": {**kept, **described}, **body}))
        return
    if not takes_content(transaction, endpoints.namespace):
        return
    metadata: Tree = {
        "name": transaction.name_from(f"{endpoints.name}-"),
        "generateName": f"{endpoints.name}-",
        "namespace": endpoints.namespace,
        "generation": 1,
        **described,
        "ownerReferences": [controller_reference(endpoints)],
    }
    transaction.create(ENDPOINTSLICE, {"metadata": metadata, "addressType": family, **body})


MIRRORING = Controller(
    "endpointslice-mirroring",
    {ENDPOINTS.kind: own_key, SERVICE.kind: own_key, ENDPOINTSLICE.kind: _slice_keys},
    reconcile,
)

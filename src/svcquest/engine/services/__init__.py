"""The API server's way with Services: families, addresses, node ports, rules.

``prepare_create`` and ``prepare_update`` are pure: they take what is taken from an ``Allocations`` and give a tree that
can be stored. What a stored Service holds stands in its fields, so there is nothing to release.
"""

from __future__ import annotations

from svcquest.engine.services.carrying import (
    drop_type_dependent_fields,
    normalize_cluster_ips,
    patch_allocated_values,
)
from svcquest.engine.services.cluster_ips import ClusterIPs
from svcquest.engine.services.config import Allocations, ServiceConfig
from svcquest.engine.services.families import settle_families
from svcquest.engine.services.node_ports import NodePorts
from svcquest.model.kinds import SERVICE
from svcquest.model.status import Cause, Refusal, invalid
from svcquest.model.tree import Tree
from svcquest.schema.validate import validate_create, validate_update

__all__ = ["Allocations", "ServiceConfig", "prepare_create", "prepare_update"]


def prepare_create(
    tree: Tree, allocations: Allocations, config: ServiceConfig | None = None, *, dry_run: bool = False
) -> Tree:
    """A decoded, defaulted new Service with everything that the server allocates.

    Follows ``beginCreate`` of ``pkg/registry/core/service/storage/storage.go``: allocation comes first, so whatever
    it refuses is refused alone; then every other rule has its say.

    Raises:
        Refusal: an address, a port or a field is not allowed.
    """
    config = config or ServiceConfig()
    name, spec = _name(tree), _working_copy(tree["spec"])
    normalize_cluster_ips(spec, None)
    settle_families(spec, None, name, config)
    ClusterIPs(name, allocations, config, dry_run).create(spec)
    NodePorts(name, allocations, config, dry_run=dry_run).create(spec)
    prepared = {**tree, "spec": spec, "status": {"loadBalancer": {}}}
    _refuse_any(name, validate_create(SERVICE, prepared, config.version))
    return _finished(prepared)


def prepare_update(
    new: Tree, old: Tree, allocations: Allocations, config: ServiceConfig | None = None, *, dry_run: bool = False
) -> Tree:
    """A decoded, defaulted Service that may take the place of the stored one.

    Follows ``beginUpdate`` of ``pkg/registry/core/service/storage/storage.go``.

    Raises:
        Refusal: the change, an address, a port or a field is not allowed.
    """
    config = config or ServiceConfig()
    name, spec, before = _name(new), _working_copy(new["spec"]), old["spec"]
    patch_allocated_values(spec, before)
    normalize_cluster_ips(spec, before)
    settle_families(spec, before, name, config)
    ClusterIPs(name, allocations, config, dry_run).update(spec, before)
    NodePorts(name, allocations, config, dry_run=dry_run).update(spec, before)
    drop_type_dependent_fields(spec, before)
    prepared = {**new, "spec": spec}
    if spec["type"] != "LoadBalancer":
        prepared["status"] = {**(new.get("status") or {}), "loadBalancer": {}}
    _refuse_any(name, validate_update(SERVICE, prepared, old, config.version))
    return _finished(prepared)


def _name(tree: Tree) -> str:
    name: str = (tree.get("metadata") or {}).get("name", "")
    return name


def _working_copy(spec: Tree) -> Tree:
    """A spec whose lists and ports may be changed in place."""
    copied = {field: list(value) if isinstance(value, list) else value for field, value in spec.items()}
    if "ports" in copied:
        copied["ports"] = [dict(port) for port in copied["ports"]]
    return copied


def _finished(tree: Tree) -> Tree:
    """An ExternalName Service is not served by the proxy, so its internal traffic policy is not kept."""
    spec = tree["spec"]
    dropped = {"internalTrafficPolicy"} if spec["type"] == "ExternalName" else set[str]()
    return {**tree, "spec": {field: value for field, value in spec.items() if field not in dropped}}


def _refuse_any(name: str, causes: list[Cause]) -> None:
    if causes:
        raise Refusal(invalid(SERVICE, name, causes))

"""A stand-in for what a cluster knows about addresses and ports that are taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from svcquest.engine.services import ServiceConfig, prepare_create, prepare_update
from svcquest.model.kinds import SERVICE
from svcquest.model.resource import ObjectKey
from svcquest.model.tree import Tree
from svcquest.schema.defaults import apply_defaults

OTHER: ObjectKey = ("default", "other")
DUAL = ServiceConfig(cidrs=("10.96.0.0/16", "fd00:10:96::/112"))
SMALL = ServiceConfig(cidrs=("10.0.0.0/28",), node_ports=(30000, 30003))


@dataclass
class Held:
    """Takes what it is told; draws the same number every time, within bounds."""

    ips: set[str] = field(default_factory=set)
    ports: set[int] = field(default_factory=set)
    drawn: int = 0

    def ip_owner(self, ip: str) -> ObjectKey | None:
        return OTHER if ip in self.ips else None

    def port_owner(self, port: int) -> ObjectKey | None:
        return OTHER if port in self.ports else None

    def draw(self, bound: int) -> int:
        assert bound > 0
        return self.drawn % bound


def sent(name: str = "web", **spec: Any) -> Tree:
    """A decoded, defaulted Service; one port where none is said."""
    ports = {} if spec.get("type") == "ExternalName" or "ports" in spec else {"ports": [{"port": 80}]}
    metadata = {"name": name, "namespace": "default"} if name else {"namespace": "default"}
    return apply_defaults(SERVICE, {"metadata": metadata, "spec": {**ports, **spec}})


def created(
    held: Held | None = None, config: ServiceConfig | None = None, *, dry_run: bool = False, **spec: Any
) -> Tree:
    """The spec of a Service after creation."""
    found: Tree = prepare_create(sent(**spec), held or Held(), config, dry_run=dry_run)["spec"]
    return found


def updated(
    old: Tree, held: Held | None = None, config: ServiceConfig | None = None, *, dry_run: bool = False, **spec: Any
) -> Tree:
    """The spec of a Service after an update of one that was created as ``old``."""
    stored = prepare_create(sent(**old), Held(), config)
    found: Tree = prepare_update(sent(**spec), stored, held or Held(), config, dry_run=dry_run)["spec"]
    return found

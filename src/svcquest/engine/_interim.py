"""Just enough defaulting and allocation for Services until the schema package and engine.services have landed."""

from __future__ import annotations

from typing import Any

from svcquest.engine.allocation import ClusterAllocations
from svcquest.model.kinds import SERVICE, Kind
from svcquest.model.tree import Tree


def apply_defaults(kind: Kind, tree: Tree) -> Tree:
    """Defaults of Services; other kinds stay as they are."""
    if kind != SERVICE:
        return tree
    spec = dict(tree.get("spec") or {})
    spec.setdefault("type", "ClusterIP")
    spec.setdefault("sessionAffinity", "None")
    ports = []
    for port in spec.get("ports") or ():
        filled: dict[str, Any] = {"protocol": "TCP", **port}
        filled.setdefault("targetPort", filled.get("port"))
        ports.append(filled)
    if ports:
        spec["ports"] = ports
    if spec["type"] != "ExternalName":
        spec.setdefault("internalTrafficPolicy", "Cluster")
    if spec["type"] in {"NodePort", "LoadBalancer"}:
        spec.setdefault("externalTrafficPolicy", "Cluster")
    return {**tree, "spec": spec}


def prepare(tree: Tree, allocations: ClusterAllocations) -> Tree:
    """Allocate cluster IP and node ports."""
    spec = dict(tree["spec"])
    if spec["type"] == "ExternalName":
        return {**tree, "spec": spec}
    ip = spec.get("clusterIP") or ""
    while not ip or (ip != "None" and allocations.ip_owner(ip)):
        number = 256 + allocations.draw((1 << 20) - 258)
        ip = f"10.{96 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"
    spec.update(clusterIP=ip, clusterIPs=[ip], ipFamilies=["IPv4"], ipFamilyPolicy="SingleStack")
    ports = []
    for port in spec.get("ports") or ():
        filled = dict(port)
        while spec["type"] != "ClusterIP" and not filled.get("nodePort"):
            number = 30086 + allocations.draw(2600)
            if allocations.port_owner(number) is None:
                filled["nodePort"] = number
        ports.append(filled)
    if ports:
        spec["ports"] = ports
    return {**tree, "spec": spec}

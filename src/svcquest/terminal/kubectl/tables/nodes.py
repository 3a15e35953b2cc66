"""The table of nodes."""

from __future__ import annotations

from svcquest.model.resource import Resource
from svcquest.model.tree import dig
from svcquest.model.views import condition_of
from svcquest.terminal.kubectl.tables import AGE, NAME, Column, plain
from svcquest.terminal.kubectl.tables.cells import NONE

_ROLE = "node-role.kubernetes.io/"


def status_word(resource: Resource) -> str:
    """``Ready``, ``NotReady`` or ``Unknown``, and whether new pods are kept away."""
    ready = condition_of(resource.status, "Ready")
    words = ["Unknown" if not ready else "Ready" if ready.get("status") == "True" else "NotReady"]
    if resource.spec.get("unschedulable"):
        words.append("SchedulingDisabled")
    return ",".join(words)


def roles(resource: Resource) -> str:
    """What the node's labels say it is for."""
    found = {label.removeprefix(_ROLE) for label in resource.labels if label.startswith(_ROLE)}
    if resource.labels.get("kubernetes.io/role"):
        found.add(resource.labels["kubernetes.io/role"])
    return ",".join(sorted(found - {""})) or NONE


def _address(resource: Resource, kind: str) -> str:
    for each in resource.status.get("addresses") or ():
        if each.get("type") == kind:
            return str(each.get("address", ""))
    return NONE


def _info(name: str, field: str, *, wide: bool = True) -> Column:
    missing = "<unknown>" if wide else ""
    return plain(name, lambda resource: dig(resource.status, "nodeInfo", field) or missing, wide=wide)


COLUMNS: dict[str, tuple[Column, ...]] = {
    "Node": (
        NAME,
        plain("STATUS", status_word),
        plain("ROLES", roles),
        AGE,
        _info("VERSION", "kubeletVersion", wide=False),
        plain("INTERNAL-IP", lambda resource: _address(resource, "InternalIP"), wide=True),
        plain("EXTERNAL-IP", lambda resource: _address(resource, "ExternalIP"), wide=True),
        _info("OS-IMAGE", "osImage"),
        _info("KERNEL-VERSION", "kernelVersion"),
        _info("CONTAINER-RUNTIME", "containerRuntimeVersion"),
    ),
}

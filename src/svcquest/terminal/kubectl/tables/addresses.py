"""The tables of IPAddresses and ServiceCIDRs."""

from __future__ import annotations

from svcquest.model.resource import Resource
from svcquest.model.tree import dig
from svcquest.terminal.kubectl.tables import AGE, NAME, Column, plain


def _parent(resource: Resource) -> str:
    parent = dig(resource.tree, "spec", "parentRef") or {}
    kind = ".".join(part for part in (parent.get("resource"), parent.get("group")) if part)
    return "/".join(part for part in (kind.lower(), parent.get("namespace"), parent.get("name")) if part) or "<none>"


COLUMNS: dict[str, tuple[Column, ...]] = {
    "IPAddress": (NAME, plain("PARENTREF", _parent)),
    "ServiceCIDR": (
        NAME,
        plain("CIDRS", lambda resource: ",".join(dig(resource.tree, "spec", "cidrs") or ())),
        AGE,
    ),
}

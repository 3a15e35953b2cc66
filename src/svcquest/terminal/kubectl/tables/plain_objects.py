"""Tables of kinds with little to tell."""

from __future__ import annotations

from svcquest.terminal.kubectl.tables import AGE, NAME, Column, plain
from svcquest.terminal.kubectl.tables.cells import label_selector

COLUMNS: dict[str, tuple[Column, ...]] = {
    "ConfigMap": (
        NAME,
        plain("DATA", lambda each: str(len(each.tree.get("data") or ()) + len(each.tree.get("binaryData") or ()))),
        AGE,
    ),
    "Namespace": (NAME, plain("STATUS", lambda each: str(each.status.get("phase", ""))), AGE),
    "NetworkPolicy": (
        NAME,
        plain("POD-SELECTOR", lambda each: label_selector(each.spec.get("podSelector"))),
        AGE,
    ),
    "ServiceAccount": (NAME, plain("SECRETS", lambda each: str(len(each.tree.get("secrets") or ()))), AGE),
}

"""``kubectl create serviceaccount``."""

from __future__ import annotations

from svcquest.terminal.kubectl import generated
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.resource_types import type_of


def _run(call: Call) -> int:
    order = generated.read(call)
    account = {"kind": "ServiceAccount", "apiVersion": "v1", "metadata": {"name": order.name}}
    return generated.send(order, type_of("serviceaccount"), account, "failed to create serviceaccount")


CREATE_SERVICEACCOUNT = Command(_run, usage="NAME [--dry-run=server|client|none]", flags=generated.FLAGS)

"""``kubectl create namespace``."""

from __future__ import annotations

from svcquest.model import kinds
from svcquest.terminal.kubectl import generated
from svcquest.terminal.kubectl.command import Call, Command


def _run(call: Call) -> int:
    order = generated.read(call)
    return generated.send(
        order,
        kinds.NAMESPACE,
        {"kind": "Namespace", "apiVersion": "v1", "metadata": {"name": order.name}, "spec": {}, "status": {}},
    )


CREATE_NAMESPACE = Command(_run, usage="NAME [--dry-run=server|client|none]", flags=generated.FLAGS)

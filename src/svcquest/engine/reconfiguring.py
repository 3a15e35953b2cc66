"""Parts of a running cluster that start again with other settings: kube-proxies, controllers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcquest.engine.controllers import running
from svcquest.engine.controllers.base import ANY, Controller, Key, settle
from svcquest.engine.settings import Settings
from svcquest.engine.state import State
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.frozen import replace


def reconfigured(state: State, settings: Settings) -> State:
    """The state once every component has restarted: proxies have forgotten traffic, controllers have looked anew."""
    transaction = Transaction(replace(state, settings=settings, flows=state.flows.restarted()))
    controllers = running(settings)
    settle(transaction, controllers, list(_everything(transaction, controllers)))
    return transaction.commit()


def _everything(transaction: Transaction, controllers: Sequence[Controller]) -> Iterator[tuple[str, Key]]:
    """What controllers have to look at when they start: each object as if it were new."""
    for controller in controllers:
        seen: set[Key] = set()
        for found in transaction.objects.values():
            for resource in found.values():
                keys = controller.watches.get(resource.kind.kind) or controller.watches.get(ANY)
                for key in keys(transaction, Change(resource.kind, None, resource)) if keys else ():
                    if key not in seen:
                        seen.add(key)
                        yield controller.name, key

"""The cluster's door: every change and every question comes through here.

Writes answer with a value, ``Accepted`` or ``Status``; a refused write leaves no trace. After each write the
controllers have come to rest.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from svcquest.engine import baseline, derived, loading, writes
from svcquest.engine.controllers import running
from svcquest.engine.controllers.base import settle
from svcquest.engine.derived import DERIVED
from svcquest.engine.flows import Served
from svcquest.engine.network import connect as network
from svcquest.engine.settings import ProxyMode, Settings
from svcquest.engine.state import LOADED, State, initial
from svcquest.engine.transaction import Transaction
from svcquest.engine.writes import FieldValidation, Propagation, Subresource, WriteOptions
from svcquest.model import kinds
from svcquest.model.frozen import dataclass, replace
from svcquest.model.kinds import Kind
from svcquest.model.net import Delivery, PingResult, Possible, Reach, Request, Trace, Vantage
from svcquest.model.resource import Resource
from svcquest.model.selectors import EVERYTHING, Selector
from svcquest.model.status import Refusal, Status
from svcquest.model.tree import Tree


@dataclass(frozen=True, slots=True)
class Accepted:
    """A write that the API server took.

    Attributes:
        resource: the object as it is now stored (as it would be, for a dry run; as it last was, when deleted).
        warnings: texts that kubectl prints as ``Warning: …``.
        changed: False when the write made no difference.
    """

    resource: Resource
    warnings: tuple[str, ...] = ()
    changed: bool = True


_HUGE = 200_000
"""Objects in Python's sense: some thousands of pods."""


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keep Python's cycle collector from walking over a heap that grows by millions of objects and has no cycles.

    Once such a heap is there, it is taken out of the collector's sight for good: to walk over it once would stop the
    program for seconds. It is freed all the same when nobody holds it any more.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    before = gc.get_count()[0]
    try:
        yield
    finally:
        if gc.get_count()[0] - before > _HUGE:
            gc.freeze()
        if was_enabled:
            gc.enable()


class Cluster:
    """A simulated cluster. Not safe for use by several threads at once."""

    def __init__(self, settings: Settings | None = None, *, empty: bool = False) -> None:
        """Start a cluster.

        Args:
            settings: how it is set up.
            empty: leave out what every cluster has (namespaces, nodes, ``kubernetes``, CoreDNS).
        """
        self._state = initial(settings or Settings())
        if not empty:
            self.load(baseline.objects(self._state.settings))

    # State as a value ---------------------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        """The state now. Keep it to come back to it with ``restore``."""
        return self._state

    def restore(self, state: State) -> None:
        """Put a kept state back: undo, reset, replay."""
        self._state = state

    def fork(self) -> Cluster:
        """A second cluster in the same state; what happens in one does not touch the other. Costs nothing."""
        other = Cluster(self._state.settings, empty=True)
        other.restore(self._state)
        return other

    # Questions ----------------------------------------------------------------------------------------------------

    def get(self, kind: Kind, namespace: str, name: str) -> Resource | None:
        """The object of that name, or None."""
        if kind.resource in DERIVED:
            return derived.get(self._state, kind, namespace, name)
        return self._state.get(kind, namespace, name)

    def select(self, kind: Kind, namespace: str | None = None, labels: Selector = EVERYTHING) -> list[Resource]:
        """Objects of a kind by namespace and name, of all namespaces when ``namespace`` is None."""
        if kind.resource in DERIVED:
            found = derived.select(self._state, kind, namespace)
        else:
            found = self._state.select(kind, namespace)
        return [each for each in found if labels.matches(each.labels)]

    # Traffic ------------------------------------------------------------------------------------------------------

    def connect(self, request: Request, *, addresses: tuple[str, ...] | None = None) -> Delivery:
        """Make a connection, or send a datagram and wait for its reply.

        Args:
            addresses: what the host name stands for, where it has been looked up already.
        """
        delivery, flows = network.connect(self._state, request, addresses=addresses)
        self._state = self._state.with_flows(flows)
        return delivery

    def serve(self, request: Request, delivery: Delivery) -> None:
        """Let the pod that took a connection write it to its log."""
        pod = self.get(kinds.POD, *delivery.pod) if delivery.pod and delivery.failure is None else None
        if pod is not None:
            served = Served(self._state.now, delivery.port, delivery.source, request, delivery)
            self._state = self._state.with_flows(self._state.flows.noted(pod.uid, served))

    def trace(self, request: Request) -> Trace:
        """Make a request and tell it hop by hop, with the root cause if it fails."""
        from svcquest.engine.network.trace import trace  # noqa: PLC0415 - brings every root cause along

        found, flows = trace(self._state, request)
        self._state = self._state.with_flows(flows)
        return found

    def reach(self, request: Request, times: int) -> Reach:
        """Make a request many times and count how it ended."""
        found, flows = network.reach(self._state, request, times)
        self._state = self._state.with_flows(flows)
        return found

    def possible(self, request: Request, *, addresses: tuple[str, ...] | None = None) -> Possible:
        """Every way in which a request can end, whatever chance picks. Leaves no trace in the cluster.

        Args:
            addresses: what the host name stands for, where it has been looked up already.
        """
        return network.possible(self._state, request, addresses=addresses)

    def ping(self, source: Vantage, address: str) -> PingResult:
        """Send one ICMP echo request."""
        from svcquest.engine.network.ping import ping  # noqa: PLC0415 - most games never ping

        return ping(self._state, source, address)

    # Writes -------------------------------------------------------------------------------------------------------

    def create(
        self,
        kind: Kind,
        tree: Tree,
        *,
        namespace: str = "default",
        validation: FieldValidation = "Strict",
        dry_run: bool = False,
        manager: str = "",
    ) -> Accepted | Status:
        """POST: store a new object after decoding, defaulting, allocation and validation.

        Args:
            manager: who owns the fields from now on; without one the owners are those that ``tree`` names.
        """
        options = WriteOptions(validation, dry_run, manager)
        return self._write(
            kind, lambda transaction: writes.create(transaction, kind, tree, namespace, options), dry_run
        )

    def update(
        self,
        kind: Kind,
        namespace: str,
        name: str,
        tree: Tree,
        *,
        validation: FieldValidation = "Strict",
        dry_run: bool = False,
        subresource: Subresource = "",
        manager: str = "",
    ) -> Accepted | Status:
        """PUT: replace an object. With a resourceVersion in ``tree`` it must be the current one.

        Args:
            subresource: ``status`` takes nothing but the status from ``tree``, ``scale`` nothing but the number of
                replicas, ``ephemeralcontainers`` nothing but a pod's ephemeral containers; otherwise the status stays.
            manager: who owns what this write changes; without one the owners are those that ``tree`` names.
        """
        options = WriteOptions(validation, dry_run, manager, subresource)
        return self._write(
            kind,
            lambda transaction: writes.update(transaction, kind, namespace, name, tree, options),
            dry_run,
        )

    def delete(
        self,
        kind: Kind,
        namespace: str,
        name: str,
        *,
        grace_seconds: int | None = None,
        propagation: Propagation = "background",
        dry_run: bool = False,
    ) -> Accepted | Status:
        """DELETE: begin deletion, or finish it at once where nothing holds the object.

        Args:
            grace_seconds: for pods, how long the program may take; 0 removes it at once; None takes the pod's own.
            propagation: whether what the object owns goes after it, before it, or stays.
        """
        return self._write(
            kind,
            lambda transaction: writes.delete(
                transaction, kind, namespace, name, grace_seconds, propagation=propagation
            ),
            dry_run,
        )

    def load(self, trees: Iterable[Tree]) -> list[Status]:
        """Take objects as they are, with status, uids and times: what a cluster file or a dump holds.

        Returns:
            What was refused, one Status an object; everything else is loaded.
        """
        with _without_collection():
            transaction = Transaction(self._state)
            refused = loading.load(transaction, trees)
            settle(transaction, running(self._state.settings))
            transaction.counters = transaction.counters.set(LOADED, transaction.revision)
            self._state = transaction.commit()
        return refused

    # Time and settings --------------------------------------------------------------------------------------------

    def advance(self, seconds: float) -> None:
        """Let simulated time pass; what falls due in between happens at its moment, in order."""
        until = self._state.now + seconds
        while self._state.timers and self._state.timers[0].due <= until:
            moment = self._state.timers[0].due
            due = [timer for timer in self._state.timers if timer.due <= moment]
            transaction = Transaction(self._state)
            transaction.now = max(transaction.now, moment)
            transaction.timers = [timer for timer in transaction.timers if timer.due > moment]
            settle(transaction, running(self._state.settings), [(timer.controller, timer.key) for timer in due])
            self._state = transaction.commit()
        self._state = replace(self._state, now=until)

    def switch_proxy(self, mode: ProxyMode, scheduler: str = "rr") -> None:
        """Restart every kube-proxy in another mode; what they remembered of earlier traffic is gone."""
        from svcquest.engine.reconfiguring import switched  # noqa: PLC0415 - few clusters are ever switched

        self._state = switched(self._state, replace(self._state.settings, proxy_mode=mode, scheduler=scheduler))

    def halt_proxies(self, nodes: Iterable[str]) -> None:
        """Stop kube-proxy on these nodes, which keep the rules that they have, and let it run on all others."""
        from svcquest.engine.reconfiguring import with_halted  # noqa: PLC0415 - few clusters have such trouble

        self._state = with_halted(self._state, nodes)

    def _write(self, kind: Kind, action: writes.Action, dry_run: bool) -> Accepted | Status:
        transaction = Transaction(derived.stored(self._state, kind))
        try:
            written = action(transaction)
        except Refusal as refusal:
            return refusal.status
        accepted = Accepted(written.resource, written.warnings, written.changed)
        if not dry_run:
            settle(transaction, running(self._state.settings))
            self._state = transaction.commit()
        return accepted

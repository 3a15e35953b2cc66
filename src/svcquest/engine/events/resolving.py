"""What a kubelet says about a pod whose resolver configuration is longer than resolvers take."""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.engine.dns.resolver import resolv_conf, wanted_conf
from svcquest.engine.events.notes import KUBELET, Note
from svcquest.engine.events.repeating import Span
from svcquest.engine.state import State
from svcquest.model.kinds import NODE
from svcquest.model.net import Vantage
from svcquest.model.resource import Resource
from svcquest.model.timestamps import from_timestamp

SYNC = 60.0
"""Seconds after which a kubelet looks at a running pod again."""

_SAID = "{0} limits were exceeded, some {1} have been omitted, the applied {2} line is: {3}"


def shortened(state: State, pod: Resource, span: Span) -> Iterator[Note]:
    """What is said about a running pod, again and again. Follows pkg/kubelet/network/dns/dns.go."""
    node = state.get(NODE, "", pod.view.node) if pod.spec.get("dnsConfig") and pod.view.alive else None
    if node is None or not node.view.ready:
        return
    place = Vantage("pod", pod.namespace, pod.name)
    wanted, applied = wanted_conf(state, place), resolv_conf(state, place)
    began = from_timestamp(pod.status.get("startTime") or pod.metadata.get("creationTimestamp") or "") or 0.0
    for number, (words, full, kept) in enumerate(
        (
            (("Nameserver", "nameservers", "nameserver"), wanted.nameservers, applied.nameservers),
            (("Search Line", "search paths", "search"), wanted.searches, applied.searches),
        )
    ):
        if kept != full:
            text = _SAID.format(*words, " ".join(kept))
            note = Note(number - 2, pod, "DNSConfigForming", text, KUBELET, 0.0, warning=True, host=pod.view.node)
            yield from span.repeat(note, began, SYNC)

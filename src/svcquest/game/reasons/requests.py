"""Why requests that were answered went elsewhere than a probe wants: what its learner is told, and where to look.

A request that fails has a root cause in the engine. One that arrives is fine by the cluster; only against what was
wanted can be said which selector, name or policy led it there.
"""

from __future__ import annotations

from collections.abc import Callable

from svcquest.engine.state import State
from svcquest.game.evidence import Aspect, Disappointment
from svcquest.game.reasons import otherwise, strangers, too_few
from svcquest.game.reasons.route import Route, service_of
from svcquest.model.net import Diagnosis, Trace

_CAUSES: dict[Aspect, tuple[Callable[[Route], Diagnosis | None], ...]] = {
    "pods": (
        strangers.none_ready,
        strangers.from_hosts,
        strangers.alias,
        strangers.name_means_another,
        strangers.from_afar,
        strangers.publishes_unready,
        strangers.selects_strangers,
        strangers.lists_strangers,
        too_few.selects_too_few,
        too_few.list_lacks,
        too_few.unused,
        too_few.no_endpoint,
        otherwise.single_pod,
        too_few.one_for_each_client,
    ),
    "answered_by": (strangers.from_hosts, strangers.selects_strangers, strangers.lists_strangers),
    "not_pods": (strangers.from_hosts, strangers.namesake, strangers.selects_strangers, strangers.lists_strangers),
    "sticky": (otherwise.not_sticky,),
    "failure": (otherwise.open_door, otherwise.only_a_wish, otherwise.let_in),
    "share": (too_few.one_for_each_client, too_few.kept_near, too_few.chosen_once),
    "sources": (otherwise.source_replaced,),
    "port": (otherwise.other_port,),
}
"""What may be wrong where an expectation did not hold, the likeliest first."""


def misrouted(state: State, trace: Trace, found: Disappointment) -> Diagnosis | None:
    """The one thing that led requests elsewhere than was wanted, and one place to look at.

    Returns:
        None for a request that failed, which has a cause of its own, unless pods were tried that are not meant.
    """
    route = Route(state, trace, service_of(state, trace), found)
    if trace.delivery.failure is not None:
        if not found.pods or found.aspect not in {"pods", "not_pods"}:
            return None
        return strangers.alias(route) or strangers.selects_strangers(route)
    for find in (*_CAUSES.get(found.aspect, ()), otherwise.on_a_node, otherwise.whatever):
        told = find(route)
        if told is not None:
            return told
    return None

"""What nodes remember of earlier traffic: session affinity, round robin positions, connection tracking."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from immutables import Map


@dataclass(frozen=True, slots=True)
class Flows:
    """Memory of the data plane. It changes with traffic only, never with an API call.

    Attributes:
        draws: random numbers taken by load balancing so far.
        affinity: who was sent where, for sessionAffinity ClientIP.
        turns: positions of round robin schedulers.
        tracked: connection tracking entries that a client can notice.
    """

    draws: int = 0
    affinity: Map[Hashable, Any] = field(default_factory=Map)
    turns: Map[Hashable, int] = field(default_factory=Map)
    tracked: Map[Hashable, Any] = field(default_factory=Map)

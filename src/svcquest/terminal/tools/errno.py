"""What the C library says of a connection that could not be made (``strerror``)."""

from __future__ import annotations

from svcquest.model.net import Failure
from svcquest.terminal.hosts import libc_of
from svcquest.terminal.process import Process
from svcquest.terminal.world import world_of

_WORDS = {
    Failure.REFUSED: "Connection refused",
    Failure.UNREACHABLE: "Network is unreachable",
    Failure.DENIED: "Operation not permitted",
    Failure.TIMEOUT: "Connection timed out",
}
_WORDS_OF_MUSL = {
    **_WORDS,
    Failure.UNREACHABLE: "Network unreachable",
    Failure.TIMEOUT: "Operation timed out",
}


def strerror(process: Process, failure: Failure | None) -> str:
    """Why there is no connection; empty where something took it, whatever came after."""
    if failure is None:
        return ""
    world = world_of(process)
    musl = libc_of(world.cluster.state, world.vantage) == "musl"
    return (_WORDS_OF_MUSL if musl else _WORDS).get(failure, "")

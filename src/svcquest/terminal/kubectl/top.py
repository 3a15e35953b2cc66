"""``kubectl top``: needs a metrics server, which this cluster does not have."""

from __future__ import annotations

from svcquest.terminal.kubectl.arguments import ALL_NAMESPACES, SELECTOR
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag


def _run(_call: Call) -> int:
    raise CommandError("Metrics API not available")


_FLAGS = (
    SELECTOR,
    Flag("no-headers", "Leave the header out", "bool"),
    Flag("sort-by", "cpu or memory"),
)
NODE = Command(_run, usage="[NAME | -l label] [options]", flags=_FLAGS)
POD = Command(
    _run,
    usage="[NAME | -l label] [options]",
    flags=(*_FLAGS, ALL_NAMESPACES, Flag("containers", "Show each container", "bool")),
)

"""A word beside a command's output, where it means something else than a learner will take it for."""

from __future__ import annotations

import re

from svcquest.engine.state import State
from svcquest.model.kinds import SERVICE
from svcquest.model.language import _
from svcquest.terminal.process import Outcome
from svcquest.terminal.session import Terminal

_UNRESOLVED = ("resolve host", "bad address", "Name or service not known")
"""What programs say, each in its own words, of a name that nobody knows."""

_HOST = re.compile(r"[a-z0-9][a-z0-9.-]*")


def aside(terminal: Terminal, state: State, line: str, outcome: Outcome) -> str:
    """A sentence for who asked for a Service by name at a node's prompt; empty for everybody else.

    Nodes ask the resolver that their machine was given. Only the kubelet writes the cluster's DNS into a resolv.conf,
    into those of pods (pkg/kubelet/network/dns).
    """
    if terminal.depth or "kubectl" in line or not any(words in outcome.stderr for words in _UNRESOLVED):
        return ""
    known = {service.name for service in state.select(SERVICE)}
    name = next((each for each in _HOST.findall(outcome.stderr) if each.partition(".")[0] in known), None)
    if name is None:
        return ""
    return _(
        "This prompt is on a node, and nodes do not ask the cluster's DNS: {name} is a name for pods. Ask from one: "
        "{command}",
        name=name,
        command="kubectl exec -it POD -- sh",
    )

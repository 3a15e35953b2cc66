"""What listens on every node before a pod is there: its own daemons, with the ports that they have by default."""

from __future__ import annotations

from typing import NamedTuple

from svcquest.model.objects import Listener

_LOOPBACK = "127.0.0.1"


class NodeProgram(NamedTuple):
    """A daemon's listener on a node."""

    name: str
    listener: Listener


NODE_PROGRAMS = (
    NodeProgram("sshd", Listener(22, address="0.0.0.0")),
    NodeProgram("kubelet", Listener(10248, address=_LOOPBACK)),
    NodeProgram("kube-proxy", Listener(10249, address=_LOOPBACK)),
    NodeProgram("kubelet", Listener(10250)),
    NodeProgram("kube-proxy", Listener(10256)),
)
"""Follows pkg/cluster/ports/ports.go."""

"""The control loops of the cluster, in the order in which they get to work."""

from __future__ import annotations

from svcquest.engine.controllers.base import Controller
from svcquest.engine.controllers.deployments import DEPLOYMENTS
from svcquest.engine.controllers.kubelet import KUBELET
from svcquest.engine.controllers.replicasets import REPLICASETS, REPLICATIONCONTROLLERS
from svcquest.engine.controllers.scheduler import SCHEDULER

CONTROLLERS: tuple[Controller, ...] = (
    DEPLOYMENTS,
    REPLICASETS,
    REPLICATIONCONTROLLERS,
    SCHEDULER,
    KUBELET,
)
"""Workloads first, then scheduling and kubelets, then what follows from pods, garbage collection last."""

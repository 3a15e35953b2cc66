"""The control loops of the cluster, in the order in which they get to work."""

from __future__ import annotations

from svcquest.engine.controllers.base import Controller
from svcquest.engine.controllers.deployments import DEPLOYMENTS
from svcquest.engine.controllers.endpoints import ENDPOINTS_CONTROLLER
from svcquest.engine.controllers.endpointslices import ENDPOINTSLICES
from svcquest.engine.controllers.garbage import GARBAGE_COLLECTOR
from svcquest.engine.controllers.kubelet import KUBELET
from svcquest.engine.controllers.replicasets import REPLICASETS, REPLICATIONCONTROLLERS
from svcquest.engine.controllers.scheduler import SCHEDULER

CONTROLLERS: tuple[Controller, ...] = (
    DEPLOYMENTS,
    REPLICASETS,
    REPLICATIONCONTROLLERS,
    SCHEDULER,
    KUBELET,
    ENDPOINTS_CONTROLLER,
    ENDPOINTSLICES,
    GARBAGE_COLLECTOR,
)
"""Workloads first, then scheduling and kubelets, then what follows from pods, garbage collection last."""

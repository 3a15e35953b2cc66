"""The control loops of the cluster, in the order in which they get to work."""

from __future__ import annotations

from svcquest.engine.controllers.api_server import API_SERVER
from svcquest.engine.controllers.base import Controller
from svcquest.engine.controllers.daemonsets import DAEMONSETS
from svcquest.engine.controllers.deployments import DEPLOYMENTS
from svcquest.engine.controllers.endpoints import ENDPOINTS_CONTROLLER
from svcquest.engine.controllers.endpointslices import ENDPOINTSLICES
from svcquest.engine.controllers.garbage import GARBAGE_COLLECTOR
from svcquest.engine.controllers.kubelet import KUBELET
from svcquest.engine.controllers.load_balancers import LOAD_BALANCERS
from svcquest.engine.controllers.mirroring import MIRRORING
from svcquest.engine.controllers.namespaces import NAMESPACES
from svcquest.engine.controllers.nodes import NODES
from svcquest.engine.controllers.replicasets import REPLICASETS, REPLICATIONCONTROLLERS
from svcquest.engine.controllers.scheduler import SCHEDULER
from svcquest.engine.controllers.statefulsets import STATEFULSETS
from svcquest.engine.controllers.taint_eviction import TAINT_EVICTIONS
from svcquest.engine.settings import Settings

CONTROLLERS: tuple[Controller, ...] = (
    NAMESPACES,
    API_SERVER,
    NODES,
    TAINT_EVICTIONS,
    SCHEDULER,
    KUBELET,
    REPLICASETS,
    REPLICATIONCONTROLLERS,
    STATEFULSETS,
    DAEMONSETS,
    DEPLOYMENTS,
    ENDPOINTS_CONTROLLER,
    ENDPOINTSLICES,
    MIRRORING,
    LOAD_BALANCERS,
    GARBAGE_COLLECTOR,
)
"""Who is closest to a pod goes first, so that those above look once at pods that have settled; then what follows from
pods, garbage collection last."""

_OF_ENDPOINTS = (ENDPOINTS_CONTROLLER, ENDPOINTSLICES, MIRRORING)
_WITHOUT_ENDPOINTS = tuple(each for each in CONTROLLERS if each not in _OF_ENDPOINTS)


def running(settings: Settings) -> tuple[Controller, ...]:
    """The controllers that run in a cluster."""
    return CONTROLLERS if settings.endpoint_controllers else _WITHOUT_ENDPOINTS

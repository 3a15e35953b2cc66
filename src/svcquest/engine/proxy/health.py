"""What kube-proxy answers at health check node ports. Follows pkg/proxy/healthcheck/service_health.go."""

from __future__ import annotations

from svcquest.engine.proxy.routes import routes_of
from svcquest.engine.state import Reader
from svcquest.model.net import HealthCheck
from svcquest.model.objects import Service
from svcquest.model.resource import Resource


def health_check(reader: Reader, service: Resource, node: str) -> HealthCheck:
    """How a node reports on a Service: by the ready endpoints that it holds itself."""
    view: Service = service.view
    here = {
        backend.address
        for family in view.families or ("IPv4",)
        for routes in routes_of(reader, service, family).ports
        for backend in routes.backends
        if backend.ready and backend.node == node
    }
    return HealthCheck(service.key, len(here))


def has_health_check(service: Service) -> bool:
    """Whether a Service has a health check node port in use: load balancers with policy Local have."""
    return bool(service.health_check_node_port) and service.type == "LoadBalancer" and service.external_local

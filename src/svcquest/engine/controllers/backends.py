"""What Endpoints and EndpointSlices share: which Services have them, which pods are in them, on which ports.

Follows ``staging/src/k8s.io/endpointslice/util/controller_utils.go`` and ``utils.go``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from svcquest.engine.controllers.base import Key, LabelWatch
from svcquest.engine.selection import pods_selected, services_selecting
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.kinds import SERVICE
from svcquest.model.objects import Pod, Service, ServicePort
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree

HEADLESS = "service.kubernetes.io/headless"
"""Label that Endpoints and EndpointSlices of a headless Service carry."""
TRIGGER_TIME = "endpoints.kubernetes.io/last-change-trigger-time"
"""Annotation: when what the object follows from was changed."""


def _services_of_pod(transaction: Transaction, change: Change) -> Iterable[Key]:
    old, new = change.old, change.new
    if old is None or new is None:
        return services_selecting(transaction, change.resource.namespace, change.resource.labels)
    if old.view == new.view:
        return ()
    found = services_selecting(transaction, new.namespace, new.labels)
    if old.labels != new.labels:
        found += services_selecting(transaction, old.namespace, old.labels)
    return found


POD_WATCH = LabelWatch(_services_of_pod)
"""Services that take a pod now or took it before, when anything that a Service knows of it has changed."""


def backed_service(transaction: Transaction, key: Key) -> Resource | None:
    """The Service of a key if its endpoints follow from a selector: ExternalName and no selector have none."""
    service = transaction.get(SERVICE, *key)
    if service is None or service.view.type == "ExternalName" or not service.view.selector:
        return None
    return service


def backing_pods(transaction: Transaction, service: Service, *, terminating: bool) -> list[Resource]:
    """Pods that have been started and not ended. Follows ``ShouldPodBeInEndpoints``.

    Args:
        terminating: take those whose deletion has begun too.
    """
    return [
        pod
        for pod in pods_selected(transaction, service.namespace, service.selector)
        if pod.view.ips and pod.view.phase not in {"Succeeded", "Failed"} and (terminating or not pod.view.terminating)
    ]


def find_port(pod: Pod, port: ServicePort) -> int | None:
    """The number behind a targetPort on this pod; None where no port of that name and protocol is declared."""
    if isinstance(port.target, int):
        return port.target
    found = (each.port for each in pod.ports if each.name == port.target and each.protocol == port.protocol)
    return next(found, None)


def has_hostname(pod: Pod, service: Service) -> bool:
    """Whether a pod has a DNS name of its own below the Service's."""
    return bool(pod.hostname) and pod.subdomain == service.name


def pod_reference(pod: Pod) -> Tree:
    """The ``targetRef`` of an endpoint."""
    return {"kind": "Pod", "name": pod.name, "namespace": pod.namespace, "uid": pod.uid}


def inherited_labels(service: Resource, reserved: Iterable[str]) -> dict[str, str]:
    """A Service's labels, which its endpoint objects carry too, without those that the controllers set."""
    kept: Mapping[str, str] = service.labels
    return {key: value for key, value in kept.items() if key not in reserved}

"""Words that all causes share: objects in a sentence, and the commands that show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from svcquest.model import language
from svcquest.model.net import ListenerHop, Vantage
from svcquest.model.objects import Listener, Pod, Service


def listed(items: Iterable[str], most: int = 3) -> str:
    """A few of many, as a cause is one sentence: ``a, b and 5 more``; empty for none."""
    return language.listed(items, most, nothing="")


def pairs(labels: Mapping[str, str]) -> str:
    """Labels as a command line takes them: ``app=web,tier=front``."""
    return ",".join(f"{key}={value}" for key, value in sorted(labels.items()))


def called(service: Service) -> str:
    """A Service in words."""
    return f"Service {service.namespace}/{service.name}"


def describe(service: Service) -> str:
    """The command that shows a Service."""
    return f"kubectl describe service {service.name} -n {service.namespace}"


def heard(hop: ListenerHop) -> str:
    """The ports on which a place listens: ``127.0.0.1:80/TCP and 53/UDP``."""
    return listed(map(_listener, hop.listeners)) or "no port at all"


def _listener(listener: Listener) -> str:
    place = f"{listener.address}:" if listener.address else ""
    return f"{place}{listener.port}/{listener.protocol}"


def describe_pod(pod: Pod) -> str:
    """The command that shows a pod."""
    return f"kubectl describe pod {pod.name} -n {pod.namespace}"


def resolver_of(place: Vantage) -> str:
    """The command that shows whom a place asks for names, and how."""
    if place.kind == "pod":
        return f"kubectl exec {place.name} -n {place.namespace} -- cat /etc/resolv.conf"
    return f"ssh {place.name or place.kind} cat /etc/resolv.conf"


def slices_of(service: Service) -> str:
    """The command that lists a Service's endpoints."""
    return f"kubectl get endpointslices -n {service.namespace} -l kubernetes.io/service-name={service.name}"


def pods_of(service: Service) -> str:
    """The command that lists the pods that a Service selects."""
    selector = f" -l {pairs(service.selector)}" if service.selector else ""
    return f"kubectl get pods -n {service.namespace}{selector} -o wide"

"""Which pods a selector takes, and which Services take a pod, without looking at any other object."""

from __future__ import annotations

from collections.abc import Mapping

from svcquest.engine.indexes import POD_LABELS, SERVICE_SELECTOR
from svcquest.engine.state import Reader
from svcquest.model.resource import ObjectKey, Resource
from svcquest.model.selectors import contains


def pods_selected(reader: Reader, namespace: str, selector: Mapping[str, str]) -> list[Resource]:
    """Pods of a namespace that carry every pair of an equality selector, by name. An empty one selects nothing."""
    table = reader.indexes.get(POD_LABELS.name)
    if table is None or not selector:
        return []
    buckets = [table.get((namespace, key, value)) for key, value in selector.items()]
    if not all(buckets):
        return []
    smallest = min((bucket for bucket in buckets if bucket), key=len)
    pods = reader.objects["pods"]
    found = [pods[place, name] for _, place, name in sorted(smallest)]
    return [pod for pod in found if contains(selector, pod.labels)] if len(selector) > 1 else found


def services_selecting(reader: Reader, namespace: str, labels: Mapping[str, str]) -> list[ObjectKey]:
    """Services of a namespace whose selector takes pods with these labels."""
    table = reader.indexes.get(SERVICE_SELECTOR.name)
    if table is None:
        return []
    services = reader.objects["services"]
    return [
        (place, name)
        for pair in labels.items()
        for _, place, name in table.get((namespace, *pair)) or ()
        if contains(services[place, name].view.selector, labels)
    ]

"""What tests of endpoints share."""

from __future__ import annotations

from tests.engine.clusters import (
    found,
)

from svcquest.engine.cluster import Cluster
from svcquest.model.kinds import POD

MANAGED = {
    "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
    "kubernetes.io/service-name": "web",
}


def ip(cluster: Cluster, name: str) -> str:
    address: str = found(cluster, POD, name).view.ip
    return address

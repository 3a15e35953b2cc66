"""Faults that come together: one of them is told, and when it is mended the next, until the request arrives."""

from __future__ import annotations

from collections.abc import Set
from itertools import combinations

import pytest
from tests.engine.network.faults import noted
from tests.engine.network.scenes import client, pod, policy, scene, service, trace

from svcquest.model.tree import Tree

CODES = {
    "name": {"service-name-differs"},
    "client's policy": {"network-policy"},
    "DNS policy": {"name-server-unreachable"},
    "dialled port": {"no-such-service-port"},
    "selector": {"selector-matches-nothing"},
    "targetPort": {"wrong-target-port", "target-port-not-named"},
    "protocol": {"protocol-differs"},
    "readiness": {"pods-not-ready"},
    "traffic policy": {"internal-policy-local"},
    "loopback": {"listens-on-loopback"},
    "pod's policy": {"network-policy"},
}
"""Faults, and what may be told of each. They are listed from the client on, which is not always how they are met."""


def cluster_with(faults: Set[str]) -> tuple[list[Tree], str]:
    """A pod behind a Service, its client, and everything that is wrong; what the client dials."""
    listen = "127.0.0.1:8080/tcp" if "loopback" in faults else "8080/tcp"
    server = pod("web-1", listen=listen, ports=(8080,), app="wbe" if "selector" in faults else "web")
    if "readiness" in faults:
        server = noted(server, ready="false")
        server["status"]["conditions"] = [{"type": "Ready", "status": "False"}]
    port = {"port": 80, "targetPort": 9090 if "targetPort" in faults else 8080}
    spec: Tree = {"internalTrafficPolicy": "Local"} if "traffic policy" in faults else {}
    found = [client(), server, service(ports=[port | ({"protocol": "UDP"} if "protocol" in faults else {})], **spec)]
    dns = [{"ports": [{"port": 53, "protocol": "UDP"}]}]
    if "client's policy" in faults:
        found.append(policy("no-way-out", pods={"app": "client"}, policyTypes=["Egress"], egress=dns))
    if "DNS policy" in faults:
        found.append(policy("no-names", "kube-system", pods={"k8s-app": "kube-dns"}, policyTypes=["Ingress"]))
    if "pod's policy" in faults:
        found.append(policy("no-way-in", pods={"app": "web"}, policyTypes=["Ingress"]))
    return found, f"{'wbe' if 'name' in faults else 'web'}:{81 if 'dialled port' in faults else 80}"


@pytest.mark.parametrize("first", CODES)
def test_what_is_told_is_wrong_until_nothing_is(first: str) -> None:
    for second in [each for pair in combinations(CODES, 2) if pair[0] == first for each in pair[1:]]:
        faults = {first, second}
        while faults:
            trees, to = cluster_with(faults)
            told = trace(scene(*trees), "client", to).diagnosis
            assert told is not None
            found = next((each for each in sorted(faults) if told.code in CODES[each]), None)
            assert found is not None, (sorted(faults), told)
            faults.discard(found)
        trees, to = cluster_with(faults)
        assert trace(scene(*trees), "client", to).delivery.failure is None

"""Small clusters with all sorts of pods, policies and walls, and requests to make in them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from tests.engine.network.scenes import IP, client, pod, policy, request, scene, service

from svcquest.engine.settings import ProxyMode
from svcquest.engine.state import State
from svcquest.model.net import Request
from svcquest.model.tree import Tree

MODES: tuple[ProxyMode, ...] = ("iptables", "nftables", "ipvs", "userspace")
BALANCER = "192.168.1.200"

conditions = st.fixed_dictionaries(
    {},
    optional={
        "ready": st.booleans(),
        "listen": st.sampled_from(["80/tcp", "81/tcp", "127.0.0.1:80/tcp"]),
        "labels": st.sampled_from([{"tier": "front"}, {}]),
    },
)
specs = st.fixed_dictionaries(
    {},
    optional={
        "sessionAffinity": st.just("ClientIP"),
        "externalTrafficPolicy": st.just("Local"),
        "internalTrafficPolicy": st.just("Local"),
        "trafficDistribution": st.sampled_from(["PreferSameZone", "PreferSameNode"]),
        "publishNotReadyAddresses": st.booleans(),
    },
)
walls = st.sampled_from(
    [
        [],
        [policy(pods={"tier": "front"}, ingress=[{"from": [{"podSelector": {"matchLabels": {"app": "client"}}}]}])],
        [policy(pods={"app": "web"}, policyTypes=["Ingress"])],
    ]
)
requests: st.SearchStrategy[Request] = st.builds(
    request,
    st.sampled_from(["client", "web-1", "node-1", "node-3", "external"]),
    st.sampled_from([IP, f"{IP}:81", "web", "hl", "wbe", "192.168.1.243:30080", "192.168.1.245:30080", BALANCER]),
)


def state_of(mode: ProxyMode, pods: list[dict[str, Any]], spec: dict[str, Any], wall: list[Tree]) -> State:
    """A cluster with these pods behind a Service with every kind of address, and behind a headless one."""
    ports: list[Tree] = [{"port": 80, "nodePort": 30080}]
    trees = [
        *(pod(f"web-{number}", number % 3 + 1, **each) for number, each in enumerate(pods, 1)),
        *wall,
        client(),
        service(type="LoadBalancer", ports=ports, ingress=[{"ip": BALANCER}], **spec),
        service("hl", ip="None"),
    ]
    return scene(*trees, proxy_mode=mode, routes={BALANCER: "node-2"}).state


states = st.builds(state_of, st.sampled_from(MODES), st.lists(conditions, min_size=1, max_size=4), specs, walls)

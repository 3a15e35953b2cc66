"""What the server accepts once, it accepts again, unchanged."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.engine.services.allocator import DUAL, Held

from svcquest.engine.services import ServiceConfig, prepare_create, prepare_update
from svcquest.model.kinds import SERVICE
from svcquest.model.status import Refusal
from svcquest.model.tree import Tree
from svcquest.schema.decode import decode
from svcquest.schema.defaults import apply_defaults
from svcquest.schema.validate import validate_create

PORTS = st.fixed_dictionaries(
    {"port": st.sampled_from([53, 80, 443])},
    optional={
        "name": st.sampled_from(["a", "b", "http"]),
        "protocol": st.sampled_from(["TCP", "UDP"]),
        "targetPort": st.sampled_from([0, 8080, "http"]),
        "nodePort": st.sampled_from([0, 30000, 30001]),
    },
)

SPECS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"]),
        "ports": st.lists(PORTS, max_size=3),
        "selector": st.sampled_from([{}, {"app": "web"}]),
        "clusterIP": st.sampled_from(["", "None", "10.96.0.7", "fd00:10:96::7"]),
        "ipFamilies": st.lists(st.sampled_from(["IPv4", "IPv6"]), max_size=2, unique=True),
        "ipFamilyPolicy": st.sampled_from(["SingleStack", "PreferDualStack", "RequireDualStack"]),
        "externalName": st.sampled_from(["", "db.example.com"]),
        "externalIPs": st.lists(st.just("203.0.113.7"), max_size=1),
        "externalTrafficPolicy": st.sampled_from(["", "Cluster", "Local"]),
        "internalTrafficPolicy": st.sampled_from(["Cluster", "Local"]),
        "sessionAffinity": st.sampled_from(["", "None", "ClientIP"]),
        "allocateLoadBalancerNodePorts": st.booleans(),
        "loadBalancerClass": st.sampled_from(["example.com/x"]),
    },
)

CONFIGS = st.sampled_from([ServiceConfig(), DUAL])


def accept(spec: Tree, config: ServiceConfig) -> Tree | None:
    tree = {"metadata": {"name": "web", "namespace": "default"}, "spec": spec}
    defaulted = apply_defaults(SERVICE, decode(tree, SERVICE).tree)
    try:
        return prepare_create(defaulted, Held(), config)
    except Refusal:
        return None


@given(SPECS, CONFIGS)
def test_accepted_services_are_accepted_again_unchanged(spec: Tree, config: ServiceConfig) -> None:
    stored = accept(spec, config)
    if stored is None:
        return
    again = decode(stored, SERVICE)
    assert again.unknown == ()
    assert again.tree["spec"] == stored["spec"]
    defaulted = apply_defaults(SERVICE, again.tree)
    assert set(defaulted["spec"]) - set(stored["spec"]) <= {"internalTrafficPolicy"}
    assert validate_create(SERVICE, defaulted, config.version) == []
    assert prepare_update(defaulted, stored, Held(), config)["spec"] == stored["spec"]


@given(SPECS, SPECS, CONFIGS)
def test_an_update_ends_in_a_service_that_could_stand_alone(before: Tree, after: Tree, config: ServiceConfig) -> None:
    old = accept(before, config)
    if old is None:
        return
    tree = {"metadata": {"name": "web", "namespace": "default"}, "spec": after}
    try:
        new = prepare_update(apply_defaults(SERVICE, decode(tree, SERVICE).tree), old, Held(), config)
    except Refusal:
        return
    assert validate_create(SERVICE, apply_defaults(SERVICE, new), config.version) == []
    has_address = new["spec"]["type"] != "ExternalName"
    assert ("clusterIP" in new["spec"]) is has_address
    assert ("ipFamilies" in new["spec"]) is has_address

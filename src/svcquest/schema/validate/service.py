"""Rules for a Service, field by field.

Follows ``ValidateService`` of ``pkg/apis/core/validation/validation.go``. ``RULES`` names the fields of each rule in
the server's order, which is the order in which a learner reads the causes; ``UNCHECKED`` has the fields that are left.
Rules for metadata, which come first, are those of every kind (``metadata.object_meta``); what may not change is in
``service_update``, what an address or node port has to be in order to be had in ``engine.services``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from svcquest.model.status import Cause
from svcquest.model.tree import Tree
from svcquest.schema import addresses, names
from svcquest.schema.service_types import (
    TYPES,
    is_externally_accessible,
    is_headless,
    needs_health_check,
    needs_node_ports,
)
from svcquest.schema.validate import service_ports
from svcquest.schema.validate.metadata import label_map, object_meta
from svcquest.schema.validate.service_addresses import cluster_ips_and_families
from svcquest.schema.validate.syntax import invalid
from svcquest.schema.versions import (
    Version,
    relaxed_service_names,
    same_zone_distribution,
    strict_addresses,
    topology_mode,
)

AFFINITIES = ("ClientIP", "None")
TRAFFIC_POLICIES = ("Cluster", "Local")
LONGEST_AFFINITY = 86400
"""Seconds that ClientIP affinity may last: a day."""

TOPOLOGY_MODE = "service.kubernetes.io/topology-mode"
TOPOLOGY_HINTS = "service.kubernetes.io/topology-aware-hints"
SOURCE_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges"

_ONLY_FOR_LOAD_BALANCERS = "may only be used when `type` is 'LoadBalancer'"

Rule = Callable[[Tree, Version], Iterator[Cause]]


def validate_service(service: Tree, version: Version) -> Iterator[Cause]:
    """Every cause to refuse a defaulted Service with its allocated values."""
    name_rule = names.dns_label if relaxed_service_names(version) else names.dns_1035_label
    yield from object_meta(service, name_rule)
    for _, rule in RULES:
        yield from rule(service, version)


def load_balancer_class(service: Tree, _version: Version) -> Iterator[Cause]:
    """``spec.loadBalancerClass``; an update runs this rule twice, as the server does."""
    spec, value = service["spec"], service["spec"].get("loadBalancerClass")
    if value is None:
        return
    if spec["type"] != "LoadBalancer":
        yield Cause.forbidden("spec.loadBalancerClass", _ONLY_FOR_LOAD_BALANCERS)
    else:
        yield from invalid("spec.loadBalancerClass", value, names.qualified_name(value))


def _topology_annotations(service: Tree, version: Version) -> Iterator[Cause]:
    if not topology_mode(version):
        return
    found = (service.get("metadata") or {}).get("annotations") or {}
    mode, hints = found.get(TOPOLOGY_MODE), found.get(TOPOLOGY_HINTS)
    if mode is not None and hints is not None and mode != hints:
        detail = f"must match annotations[{TOPOLOGY_HINTS}] when both are specified"
        yield Cause.invalid(f"metadata.annotations[{TOPOLOGY_MODE}]", mode, detail)


def _ports_present(service: Tree, _version: Version) -> Iterator[Cause]:
    spec = service["spec"]
    if not spec.get("ports") and not is_headless(spec) and spec["type"] != "ExternalName":
        yield Cause.required("spec.ports")


def _type_and_addresses(service: Tree, _version: Version) -> Iterator[Cause]:
    spec = service["spec"]
    if needs_node_ports(spec) and is_headless(spec):
        yield Cause.invalid("spec.clusterIPs[0]", "None", f"may not be set to 'None' for {spec['type']} services")
    if spec["type"] == "ExternalName":
        for field in ("clusterIPs", "ipFamilies", "ipFamilyPolicy"):
            if field in spec:
                yield Cause.forbidden(f"spec.{field}", "may not be set for ExternalName services")
        yield from _external_name(spec.get("externalName", "").removesuffix("."))


def _external_name(name: str) -> Iterator[Cause]:
    if not name:
        yield Cause.required("spec.externalName")
    else:
        yield from invalid("spec.externalName", name, names.dns_subdomain(name))


def _selector(service: Tree, _version: Version) -> Iterator[Cause]:
    return label_map(service["spec"].get("selector"), "spec.selector")


def _session_affinity(service: Tree, _version: Version) -> Iterator[Cause]:
    spec = service["spec"]
    affinity = spec["sessionAffinity"]
    if affinity not in AFFINITIES:
        yield Cause.unsupported("spec.sessionAffinity", affinity, AFFINITIES)
    if affinity == "ClientIP":
        seconds = spec["sessionAffinityConfig"]["clientIP"]["timeoutSeconds"]
        if not 0 < seconds <= LONGEST_AFFINITY:
            detail = f"must be greater than 0 and less than {LONGEST_AFFINITY}"
            yield Cause.invalid("spec.sessionAffinityConfig.clientIP.timeoutSeconds", seconds, detail)


def _addresses(service: Tree, version: Version) -> Iterator[Cause]:
    return cluster_ips_and_families(service["spec"], version)


def _external_ips(service: Tree, version: Version) -> Iterator[Cause]:
    for index, ip in enumerate(service["spec"].get("externalIPs") or ()):
        wrong = addresses.ip_messages(ip, strict=strict_addresses(version)) or addresses.special_messages(ip)
        yield from invalid(f"spec.externalIPs[{index}]", ip, wrong)


def _type(service: Tree, _version: Version) -> Iterator[Cause]:
    if service["spec"]["type"] not in TYPES:
        yield Cause.unsupported("spec.type", service["spec"]["type"], TYPES)


def _source_ranges(service: Tree, version: Version) -> Iterator[Cause]:
    """``spec.loadBalancerSourceRanges``, or the annotation of old that says the same when the field is empty."""
    spec = service["spec"]
    ranges: list[str] = spec.get("loadBalancerSourceRanges") or []
    annotated: str | None = ((service.get("metadata") or {}).get("annotations") or {}).get(SOURCE_RANGES)
    if ranges:
        field = "spec.LoadBalancerSourceRanges"
        listed = [(f"{field}[{index}]", text.strip()) for index, text in enumerate(ranges)]
    elif annotated is not None:
        field = f"metadata.annotations[{SOURCE_RANGES}]"
        listed = [(field, text.strip()) for text in annotated.split(",")] if annotated.strip() else []
    else:
        return
    if spec["type"] != "LoadBalancer":
        yield Cause.forbidden(field, _ONLY_FOR_LOAD_BALANCERS)
    for place, text in listed:
        yield from invalid(place, text, addresses.cidr_messages(text, strict=strict_addresses(version)))


def _allocated_node_ports(service: Tree, _version: Version) -> Iterator[Cause]:
    spec = service["spec"]
    if "allocateLoadBalancerNodePorts" in spec and spec["type"] != "LoadBalancer":
        yield Cause.forbidden("spec.allocateLoadBalancerNodePorts", _ONLY_FOR_LOAD_BALANCERS)


def _external_traffic_policy(service: Tree, _version: Version) -> Iterator[Cause]:
    spec = service["spec"]
    policy = spec.get("externalTrafficPolicy", "")
    if not is_externally_accessible(spec):
        if policy:
            detail = "may only be set for externally-accessible services"
            yield Cause.invalid("spec.externalTrafficPolicy", policy, detail)
    elif policy not in TRAFFIC_POLICIES:
        yield Cause.unsupported("spec.externalTrafficPolicy", policy, TRAFFIC_POLICIES)


def _health_check_node_port(service: Tree, _version: Version) -> Iterator[Cause]:
    spec = service["spec"]
    port = spec.get("healthCheckNodePort", 0)
    if needs_health_check(spec):
        if not port:
            yield Cause.required("spec.healthCheckNodePort")
        elif names.port_number(port):
            yield Cause.invalid("spec.healthCheckNodePort", port, names.PORT_RANGE)
    elif port:
        detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"
        yield Cause.invalid("spec.healthCheckNodePort", port, detail)


def _internal_traffic_policy(service: Tree, _version: Version) -> Iterator[Cause]:
    policy = service["spec"].get("internalTrafficPolicy")
    if policy is not None and policy not in TRAFFIC_POLICIES:
        yield Cause.unsupported("spec.internalTrafficPolicy", policy, TRAFFIC_POLICIES)


def _traffic_distribution(service: Tree, version: Version) -> Iterator[Cause]:
    known = ["PreferClose", "PreferSameZone", "PreferSameNode"] if same_zone_distribution(version) else ["PreferClose"]
    value = service["spec"].get("trafficDistribution")
    if value is not None and value not in known:
        yield Cause.unsupported("spec.trafficDistribution", value, known, ordered=False)


RULES: tuple[tuple[str, Rule], ...] = (
    ("metadata.annotations", _topology_annotations),
    ("spec.ports", _ports_present),
    ("spec.type spec.clusterIPs spec.ipFamilies spec.ipFamilyPolicy spec.externalName", _type_and_addresses),
    (
        "spec.ports[].name spec.ports[].port spec.ports[].protocol spec.ports[].targetPort spec.ports[].appProtocol",
        service_ports.each_port,
    ),
    ("spec.selector", _selector),
    ("spec.sessionAffinity spec.sessionAffinityConfig.clientIP.timeoutSeconds", _session_affinity),
    ("spec.clusterIP spec.clusterIPs spec.ipFamilies spec.ipFamilyPolicy", _addresses),
    ("spec.externalIPs", _external_ips),
    ("spec.type", _type),
    ("spec.ports[].nodePort", service_ports.no_node_port_in_cluster),
    ("spec.ports[].nodePort spec.ports[].protocol", service_ports.distinct_node_ports),
    ("spec.ports[].port spec.ports[].protocol", service_ports.distinct_ports),
    ("spec.loadBalancerSourceRanges metadata.annotations", _source_ranges),
    ("spec.allocateLoadBalancerNodePorts", _allocated_node_ports),
    ("spec.loadBalancerClass", load_balancer_class),
    ("spec.externalTrafficPolicy", _external_traffic_policy),
    ("spec.healthCheckNodePort", _health_check_node_port),
    ("spec.internalTrafficPolicy", _internal_traffic_policy),
    ("spec.trafficDistribution", _traffic_distribution),
)
"""The fields that a rule is about, and the rule; in the server's order."""

UNCHECKED = {
    "spec.loadBalancerIP": "what it means is left to whoever provides load balancers",
    "spec.publishNotReadyAddresses": "either value is right",
}
"""Fields without a rule, and why."""

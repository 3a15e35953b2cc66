"""What differs between versions of Kubernetes, as far as people who work with Services meet it.

One row a difference: a name under which code asks for it, what it is, the first version that behaves so, and the
feature gate or source behind it. A row is asked like a function: ``strict_addresses(version)``. Fields that came late
stand in ``late_fields``. Before ``OLDEST`` nothing is told apart.
"""

from __future__ import annotations

Version = tuple[int, int]
"""Major and minor version of the API server, and of controllers and kube-proxies that belong to it."""

CURRENT: Version = (1, 36)
OLDEST: Version = (1, 25)


class Difference:
    """A row of the table. A plain class, since every run of the program begins with making these.

    Attributes:
        what: the newer behaviour.
        since: the first version that has it without being told to.
        source: the feature gate, or what else decides.
    """

    __slots__ = ("since", "source", "what")

    def __init__(self, what: str, since: Version, source: str) -> None:
        self.what = what
        self.since = since
        self.source = source

    def __call__(self, version: Version) -> bool:
        """Whether a version behaves so."""
        return version >= self.since


strict_addresses = Difference(
    "Addresses with leading zeros or stray bits are refused.", (1, 36), "StrictIPCIDRValidation"
)
relaxed_service_names = Difference("A Service's name may start with a digit.", (1, 36), "RelaxedServiceNameValidation")
external_ips_deprecated = Difference("externalIPs of a Service are warned of.", (1, 36), "AllowServiceExternalIPs")
prefer_close_deprecated = Difference(
    "trafficDistribution PreferClose is warned of: PreferSameZone says the same.", (1, 35), "api/service/warnings.go"
)
topology_labels = Difference(
    "Pods get the region and the zone of their node as labels.", (1, 35), "PodTopologyLabelsAdmission"
)
same_zone_distribution = Difference(
    "trafficDistribution knows PreferSameZone and PreferSameNode; endpoints have hints for nodes, which proxies heed.",
    (1, 34),
    "PreferSameTrafficDistribution",
)
endpoints_deprecated = Difference(
    "v1 Endpoints are warned of with every request, and their controller marks those that it writes.",
    (1, 33),
    "api/core/v1/types.go",
)
address_objects = Difference("Cluster IPs are taken by making IPAddress objects.", (1, 33), "MultiCIDRServiceAllocator")
balancer_modes = Difference("Addresses of load balancers have an ipMode.", (1, 30), "LoadBalancerIPMode")
balancer_status_guarded = Difference(
    "Only Services of type LoadBalancer may have addresses of load balancers.", (1, 29), "AllowServiceLBStatusOnNonLB"
)
sandbox_condition = Difference(
    "Pods have the condition PodReadyToStartContainers.", (1, 29), "PodReadyToStartContainersCondition"
)
static_node_ports = Difference(
    "The first node ports are left for people who choose their own.", (1, 28), "ServiceNodePortStaticSubrange"
)
pod_index_labels = Difference("Pods of StatefulSets have their ordinal as a label.", (1, 28), "PodIndexLabel")
topology_mode = Difference(
    "The annotation topology-mode asks for hints, and topology-aware-hints is the old name of it.",
    (1, 27),
    "api/core/v1/annotation_key_constants.go",
)
draining_endpoints = Difference(
    "Where nothing is ready, proxies use endpoints that terminate and still serve.",
    (1, 26),
    "ProxyTerminatingEndpoints",
)

"""Fields that came after the oldest version that is told apart: the rest of the table has always been there.

A version, then one indented line a struct with those of its fields that the version brought. Follows the OpenAPI
documents of the versions. Where a feature gate was still closed, a field's first versions know it and empty it:
``CLOSED`` has those fields of which this matters to Services and to how pods run here.
"""

from __future__ import annotations

from svcquest.schema.versions import Version

SINCE = """\
1.36
  PodSpec schedulingGroup
  PodStatus nodeAllocatableResourceClaimStatuses
  ResourceHealth message
  VolumeMountStatus volumeStatus
1.35
  NodeStatus declaredFeatures
  PodCertificateProjection userAnnotations
  PodStatus allocatedResources resources
1.34
  Container restartPolicyRules
  EnvVarSource fileKeyRef
  EphemeralContainer restartPolicyRules
  PodSpec hostnameOverride
  PodStatus extendedResourceClaimStatus
  VolumeProjection podCertificate
1.33
  ContainerStatus stopSignal
  DeploymentStatus terminatingReplicas
  EndpointHints forNodes
  Lifecycle stopSignal
  NodeSystemInfo swap
  PodCondition observedGeneration
  PodStatus observedGeneration
  ReplicaSetStatus terminatingReplicas
1.32
  PodSecurityContext seLinuxChangePolicy
  PodSpec resources
1.31
  ContainerStatus allocatedResourcesStatus user
  NodeRuntimeHandlerFeatures userNamespaces
  NodeStatus features
  PodResourceClaim resourceClaimName resourceClaimTemplateName
  PodSecurityContext supplementalGroupsPolicy
  ResourceClaim request
  Volume image
1.30
  ContainerStatus volumeMounts
  NodeStatus runtimeHandlers
  PodSecurityContext appArmorProfile
  SecurityContext appArmorProfile
  ServiceSpec trafficDistribution
  VolumeMount recursiveReadOnly
1.29
  LifecycleHandler sleep
  LoadBalancerIngress ipMode
  PersistentVolumeClaimSpec volumeAttributesClassName
  PersistentVolumeClaimStatus currentVolumeAttributesClassName modifyVolumeStatus
  PodAffinityTerm matchLabelKeys mismatchLabelKeys
  VolumeProjection clusterTrustBundle
1.28
  Container restartPolicy
  EphemeralContainer restartPolicy
  PersistentVolumeClaimStatus allocatedResourceStatuses
  PodStatus hostIPs resourceClaimStatuses
1.27
  Container resizePolicy
  ContainerStatus allocatedResources resources
  EphemeralContainer resizePolicy
  PodStatus resize
1.26
  PodSpec resourceClaims schedulingGates
  ResourceRequirements claims
  StatefulSetSpec ordinals
  TypedObjectReference namespace
  policy.PodDisruptionBudgetSpec unhealthyPodEvictionPolicy
"""

CLOSED: dict[tuple[str, str], Version] = {
    ("EndpointHints", "forNodes"): (1, 34),
    ("ServiceSpec", "trafficDistribution"): (1, 31),
    ("LoadBalancerIngress", "ipMode"): (1, 30),
    ("LifecycleHandler", "sleep"): (1, 30),
    ("Container", "restartPolicy"): (1, 29),
    ("PodSpec", "schedulingGates"): (1, 27),
    ("StatefulSetSpec", "ordinals"): (1, 27),
}
"""Fields and the first versions that keep what they hold."""


def missing(version: Version) -> dict[str, frozenset[str]]:
    """Fields that a version does not know, by struct."""
    found: dict[str, frozenset[str]] = {}
    since: Version = (0, 0)
    for line in SINCE.splitlines():
        if not line.startswith(" "):
            major, minor = line.split(".")
            since = (int(major), int(minor))
        elif since > version:
            name, *fields = line.split()
            found[name] = found.get(name, frozenset()) | frozenset(fields)
    return found


def emptied(version: Version) -> dict[str, frozenset[str]]:
    """Fields whose value a version does not keep, by struct, whether it knows them (``missing``) or not."""
    found: dict[str, frozenset[str]] = {}
    for (name, field), opens in CLOSED.items():
        if version < opens:
            found[name] = found.get(name, frozenset()) | {field}
    return found

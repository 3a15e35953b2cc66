"""Pod, its spec and its status."""

from __future__ import annotations

STRUCTS = """\
Pod
  apiVersion string
  kind string
  metadata ObjectMeta
  spec PodSpec
  status PodStatus
PodSpec
  activeDeadlineSeconds? int64
  affinity Affinity
  automountServiceAccountToken? bool
  containers! []Container
  dnsConfig PodDNSConfig
  dnsPolicy string ClusterFirst|ClusterFirstWithHostNet|Default|None
  enableServiceLinks? bool
  ephemeralContainers []EphemeralContainer
  hostAliases []HostAlias
  hostIPC bool
  hostNetwork bool
  hostPID bool
  hostUsers? bool
  hostname string
  hostnameOverride? string
  imagePullSecrets []LocalObjectReference
  initContainers []Container
  nodeName string
  nodeSelector map[string]string
  os PodOS
  overhead map[string]Quantity
  preemptionPolicy? string Never|PreemptLowerPriority
  priority? int32
  priorityClassName string
  readinessGates []PodReadinessGate
  resourceClaims []PodResourceClaim
  resources ResourceRequirements
  restartPolicy string Always|Never|OnFailure
  runtimeClassName? string
  schedulerName string
  schedulingGates []PodSchedulingGate
  schedulingGroup PodSchedulingGroup
  securityContext PodSecurityContext
  serviceAccount string
  serviceAccountName string
  setHostnameAsFQDN? bool
  shareProcessNamespace? bool
  subdomain string
  terminationGracePeriodSeconds? int64
  tolerations []Toleration
  topologySpreadConstraints []TopologySpreadConstraint
  volumes []Volume
PodDNSConfig
  nameservers []string
  options []PodDNSConfigOption
  searches []string
PodDNSConfigOption
  name string
  value? string
HostAlias
  hostnames []string
  ip! string
PodOS
  name! string
PodReadinessGate
  conditionType! string
PodResourceClaim
  name! string
  resourceClaimName? string
  resourceClaimTemplateName? string
PodSchedulingGate
  name! string
PodSchedulingGroup
  podGroupName? string
PodSecurityContext
  appArmorProfile AppArmorProfile
  fsGroup? int64
  fsGroupChangePolicy? string Always|OnRootMismatch
  runAsGroup? int64
  runAsNonRoot? bool
  runAsUser? int64
  seLinuxChangePolicy? string
  seLinuxOptions SELinuxOptions
  seccompProfile SeccompProfile
  supplementalGroups []int64
  supplementalGroupsPolicy? string Merge|Strict
  sysctls []Sysctl
  windowsOptions WindowsSecurityContextOptions
Sysctl
  name! string
  value! string
PodStatus
  allocatedResources map[string]Quantity
  conditions []PodCondition
  containerStatuses []ContainerStatus
  ephemeralContainerStatuses []ContainerStatus
  extendedResourceClaimStatus PodExtendedResourceClaimStatus
  hostIP string
  hostIPs []HostIP
  initContainerStatuses []ContainerStatus
  message string
  nodeAllocatableResourceClaimStatuses []NodeAllocatableResourceClaimStatus
  nominatedNodeName string
  observedGeneration int64
  phase string Failed|Pending|Running|Succeeded|Unknown
  podIP string
  podIPs []PodIP
  qosClass string BestEffort|Burstable|Guaranteed
  reason string
  resize string
  resourceClaimStatuses []PodResourceClaimStatus
  resources ResourceRequirements
  startTime? Time
PodCondition
  lastProbeTime Time
  lastTransitionTime Time
  message string
  observedGeneration int64
  reason string
  status! string
  type! string
ContainerStatus
  allocatedResources map[string]Quantity
  allocatedResourcesStatus []ResourceStatus
  containerID string
  image! string
  imageID! string
  lastState ContainerState
  name! string
  ready! bool
  resources ResourceRequirements
  restartCount! int32
  started? bool
  state ContainerState
  stopSignal? string SIGABRT|SIGALRM|SIGBUS|SIGCHLD|SIGHUP|SIGINT|SIGKILL|SIGQUIT|SIGTERM|SIGUSR1|SIGUSR2
  user ContainerUser
  volumeMounts []VolumeMountStatus
ResourceStatus
  name! string
  resources []ResourceHealth
ResourceHealth
  health string
  message string
  resourceID! string
ContainerState
  running ContainerStateRunning
  terminated ContainerStateTerminated
  waiting ContainerStateWaiting
ContainerStateRunning
  startedAt Time
ContainerStateTerminated
  containerID string
  exitCode! int32
  finishedAt Time
  message string
  reason string
  signal int32
  startedAt Time
ContainerStateWaiting
  message string
  reason string
ContainerUser
  linux LinuxContainerUser
LinuxContainerUser
  gid! int64
  supplementalGroups []int64
  uid! int64
VolumeMountStatus
  mountPath! string
  name! string
  readOnly bool
  recursiveReadOnly? string
  volumeStatus VolumeStatus
VolumeStatus
  image ImageVolumeStatus
ImageVolumeStatus
  imageRef! string
PodExtendedResourceClaimStatus
  requestMappings! []ContainerExtendedResourceRequest
  resourceClaimName! string
ContainerExtendedResourceRequest
  containerName! string
  requestName! string
  resourceName! string
HostIP
  ip! string
NodeAllocatableResourceClaimStatus
  containers []string
  resourceClaimName! string
  resources! map[string]Quantity
PodIP
  ip! string
PodResourceClaimStatus
  name! string
  resourceClaimName? string
"""

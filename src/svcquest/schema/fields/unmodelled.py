"""Kinds that the cluster only keeps, but that people who use Services meet. Structs have their group in front."""

from __future__ import annotations

STRUCTS = """\
core.PersistentVolumeClaim
  apiVersion string
  kind string
  metadata ObjectMeta
  spec PersistentVolumeClaimSpec
  status PersistentVolumeClaimStatus
core.Secret
  apiVersion string
  data map[string]bytes
  immutable? bool
  kind string
  metadata ObjectMeta
  stringData map[string]string
  type string
core.ServiceAccount
  apiVersion string
  automountServiceAccountToken? bool
  imagePullSecrets []LocalObjectReference
  kind string
  metadata ObjectMeta
  secrets []ObjectReference
events.Event
  action string
  apiVersion string
  deprecatedCount int32
  deprecatedFirstTimestamp Time
  deprecatedLastTimestamp Time
  deprecatedSource EventSource
  eventTime! MicroTime
  kind string
  metadata ObjectMeta
  note string
  reason string
  regarding ObjectReference
  related ObjectReference
  reportingController string
  reportingInstance string
  series events.EventSeries
  type string
events.EventSeries
  count! int32
  lastObservedTime! MicroTime
networking.Ingress
  apiVersion string
  kind string
  metadata ObjectMeta
  spec networking.IngressSpec
  status networking.IngressStatus
networking.IngressSpec
  defaultBackend networking.IngressBackend
  ingressClassName? string
  rules []networking.IngressRule
  tls []networking.IngressTLS
networking.IngressBackend
  resource TypedLocalObjectReference
  service networking.IngressServiceBackend
networking.IngressServiceBackend
  name! string
  port networking.ServiceBackendPort
networking.ServiceBackendPort
  name string
  number int32
networking.IngressRule
  host string
  http networking.HTTPIngressRuleValue
networking.HTTPIngressRuleValue
  paths! []networking.HTTPIngressPath
networking.HTTPIngressPath
  backend! networking.IngressBackend
  path string
  pathType! string Exact|ImplementationSpecific|Prefix
networking.IngressTLS
  hosts []string
  secretName string
networking.IngressStatus
  loadBalancer networking.IngressLoadBalancerStatus
networking.IngressLoadBalancerStatus
  ingress []networking.IngressLoadBalancerIngress
networking.IngressLoadBalancerIngress
  hostname string
  ip string
  ports []networking.IngressPortStatus
networking.IngressPortStatus
  error? string
  port! int32
  protocol! string SCTP|TCP|UDP
networking.IngressClass
  apiVersion string
  kind string
  metadata ObjectMeta
  spec networking.IngressClassSpec
networking.IngressClassSpec
  controller string
  parameters networking.IngressClassParametersReference
networking.IngressClassParametersReference
  apiGroup? string
  kind! string
  name! string
  namespace? string
  scope? string
networking.IPAddress
  apiVersion string
  kind string
  metadata ObjectMeta
  spec! networking.IPAddressSpec
networking.IPAddressSpec
  parentRef! networking.ParentReference
networking.ParentReference
  group string
  name! string
  namespace string
  resource! string
networking.ServiceCIDR
  apiVersion string
  kind string
  metadata ObjectMeta
  spec networking.ServiceCIDRSpec
  status networking.ServiceCIDRStatus
networking.ServiceCIDRSpec
  cidrs []string
networking.ServiceCIDRStatus
  conditions []Condition
policy.PodDisruptionBudget
  apiVersion string
  kind string
  metadata ObjectMeta
  spec policy.PodDisruptionBudgetSpec
  status policy.PodDisruptionBudgetStatus
policy.PodDisruptionBudgetSpec
  maxUnavailable? IntOrString
  minAvailable? IntOrString
  selector LabelSelector
  unhealthyPodEvictionPolicy? string AlwaysAllow|IfHealthyBudget
policy.PodDisruptionBudgetStatus
  conditions []Condition
  currentHealthy int32
  desiredHealthy int32
  disruptedPods map[string]Time
  disruptionsAllowed int32
  expectedPods int32
  observedGeneration int64
"""

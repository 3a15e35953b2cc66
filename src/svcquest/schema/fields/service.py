"""Service."""

from __future__ import annotations

STRUCTS = """\
Service
  apiVersion string
  kind string
  metadata ObjectMeta
  spec ServiceSpec
  status ServiceStatus
ServiceSpec
  allocateLoadBalancerNodePorts? bool
  clusterIP string
  clusterIPs []string
  externalIPs []string
  externalName string
  externalTrafficPolicy string Cluster|Local
  healthCheckNodePort int32
  internalTrafficPolicy? string Cluster|Local
  ipFamilies []string
  ipFamilyPolicy? string PreferDualStack|RequireDualStack|SingleStack
  loadBalancerClass? string
  loadBalancerIP string
  loadBalancerSourceRanges []string
  ports []ServicePort
  publishNotReadyAddresses bool
  selector map[string]string
  sessionAffinity string ClientIP|None
  sessionAffinityConfig SessionAffinityConfig
  trafficDistribution? string
  type string ClusterIP|ExternalName|LoadBalancer|NodePort
ServicePort
  appProtocol? string
  name string
  nodePort int32
  port! int32
  protocol string SCTP|TCP|UDP
  targetPort IntOrString
SessionAffinityConfig
  clientIP ClientIPConfig
ClientIPConfig
  timeoutSeconds? int32
ServiceStatus
  conditions []Condition
  loadBalancer LoadBalancerStatus
LoadBalancerStatus
  ingress []LoadBalancerIngress
LoadBalancerIngress
  hostname string
  ip string
  ipMode? string
  ports []PortStatus
PortStatus
  error? string
  port! int32
  protocol! string SCTP|TCP|UDP
"""

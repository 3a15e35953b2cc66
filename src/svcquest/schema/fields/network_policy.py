"""NetworkPolicy."""

from __future__ import annotations

STRUCTS = """\
NetworkPolicy
  apiVersion string
  kind string
  metadata ObjectMeta
  spec NetworkPolicySpec
NetworkPolicySpec
  egress []NetworkPolicyEgressRule
  ingress []NetworkPolicyIngressRule
  podSelector LabelSelector
  policyTypes []string
NetworkPolicyEgressRule
  ports []NetworkPolicyPort
  to []NetworkPolicyPeer
NetworkPolicyPort
  endPort? int32
  port? IntOrString
  protocol? string SCTP|TCP|UDP
NetworkPolicyPeer
  ipBlock IPBlock
  namespaceSelector LabelSelector
  podSelector LabelSelector
IPBlock
  cidr! string
  except []string
NetworkPolicyIngressRule
  from []NetworkPolicyPeer
  ports []NetworkPolicyPort
"""

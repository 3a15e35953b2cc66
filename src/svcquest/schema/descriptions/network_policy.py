"""Descriptions of NetworkPolicy."""

from __future__ import annotations

TEXTS = """
NetworkPolicy: Which traffic pods may take and send. A pod that no policy picks may do everything; several policies add
  up, and none can forbid what another one allows. Needs a network plugin that enforces it.
NetworkPolicySpec: Which pods the policy is for, and what traffic it lets through.
NetworkPolicySpec.egress: Traffic that the pods may send. Each rule allows more; none allows nothing, not even DNS.
NetworkPolicySpec.ingress: Traffic that the pods may take. Each rule allows more; none allows nothing.
NetworkPolicySpec.podSelector: The pods of this namespace that the policy is about; {} picks all.
NetworkPolicySpec.policyTypes: Ingress, Egress or both: which directions the policy restricts. Left out, Ingress, and
  Egress as well if there are egress rules.
NetworkPolicyIngressRule: One kind of traffic that pods may get.
NetworkPolicyIngressRule.from: Who may send: any of these. Left out or empty, everybody.
NetworkPolicyIngressRule.ports: Ports of the pods, not of a Service; left out, all.
NetworkPolicyEgressRule: One kind of traffic that pods may begin.
NetworkPolicyEgressRule.ports: Ports of the pods at the other end, not of the Service that leads there; left out, all.
NetworkPolicyEgressRule.to: Where traffic may go: any of these. Left out or empty, everywhere.
NetworkPolicyPeer: Who is at the other end.
NetworkPolicyPeer.ipBlock: A range of addresses, usually outside of the cluster. Cannot stand with a selector.
NetworkPolicyPeer.namespaceSelector: Pods of these namespaces; together with podSelector, only those of them. {} means
  all namespaces.
NetworkPolicyPeer.podSelector: Pods with these labels, of the same namespace unless namespaceSelector says otherwise.
NetworkPolicyPort: A port, or a range of them.
NetworkPolicyPort.endPort: Last port of a range that begins with port, which must be a number then.
NetworkPolicyPort.port: Number or name of a container port; left out, all ports.
NetworkPolicyPort.protocol: TCP (the default), UDP or SCTP.
IPBlock: A range of addresses.
IPBlock.cidr: The range, such as 203.0.113.0/24 or fd00::/8.
IPBlock.except: Ranges inside of it that are left out.
"""

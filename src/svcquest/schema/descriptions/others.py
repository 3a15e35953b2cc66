"""Descriptions of Namespace, Node, ConfigMap and Event."""

from __future__ import annotations

TEXTS = """
Namespace: A room for names. Objects of one namespace are found by their short DNS name there.
NamespaceSpec.finalizers: Who must clean up before the namespace goes.
NamespaceStatus.phase: Active, or Terminating once its deletion has begun.
Node: A machine that runs pods.
NodeSpec.podCIDR: Range that the node's pods get their addresses from.
NodeSpec.podCIDRs: Ranges that the node's pods get their addresses from, one of each family.
NodeSpec.taints: Reasons for pods to keep away, unless they tolerate them.
NodeSpec.unschedulable: No new pods are put on the node.
NodeStatus.addresses: Addresses and names of the node; node ports are open on them.
NodeStatus.conditions: Findings about the node; Ready says whether it works.
ConfigMap: Settings for programs, as keys and values.
ConfigMap.binaryData: Values that are not text, in base64.
ConfigMap.data: Values as text.
ConfigMap.immutable: The values can never change.
Event: A report of something that happened to an object.
Event.count: How often it has happened.
Event.firstTimestamp: When it happened first.
Event.involvedObject: The object that it happened to.
Event.lastTimestamp: When it happened last.
Event.message: What happened.
Event.reason: What happened, in one word.
Event.type: Normal or Warning.
Event.action: What was done.
Event.eventTime: When it happened, to the microsecond.
Event.related: A second object that it concerns.
Event.reportingComponent: Who reports it, such as kubelet.
Event.reportingInstance: Which one of them, such as a node.
Event.series: How often it has happened, when it goes on.
Event.source: Who reports it.
EventSeries: An event that goes on.
EventSeries.count: How often it has happened.
EventSeries.lastObservedTime: When it last happened.
EventSource: Who reports an event.
EventSource.component: The program, such as kubelet.
EventSource.host: The node on which it runs.
NamespaceCondition: A finding about a namespace that is being deleted.
NamespaceCondition.type: What the finding is about.
NamespaceSpec: What holds the namespace.
NamespaceStatus: Whether the namespace is there or going away.
NetworkPolicyEgressRule: One kind of traffic that pods may begin.
NetworkPolicyIngressRule: One kind of traffic that pods may get.
NetworkPolicyPeer: Who is at the other end.
NetworkPolicyPort: A port, or a range of them.
NetworkPolicySpec: Which pods the policy is for, and what traffic it lets through.
IPBlock: A range of addresses.
NodeAddress: An address of a node.
NodeAddress.address: The address.
NodeAddress.type: InternalIP, ExternalIP, Hostname, InternalDNS or ExternalDNS.
NodeCondition: A finding about a node.
NodeCondition.type: Ready, MemoryPressure, DiskPressure, PIDPressure or NetworkUnavailable.
NodeSpec: What is wanted of a node.
NodeSpec.configSource: No longer used.
NodeSpec.externalID: No longer used.
NodeSpec.providerID: The node's name at its cloud.
NodeStatus: What a node has, and how it is.
NodeStatus.allocatable: What of the capacity pods can get.
NodeStatus.capacity: What the node has: cpu, memory, pods.
NodeStatus.images: Images that are on the node already.
NodeStatus.nodeInfo: Versions and names of what runs the node.
Taint: A mark on a node that keeps pods away that do not tolerate it.
Taint.effect: NoSchedule, PreferNoSchedule or NoExecute.
Taint.key: The mark.
Taint.timeAdded: When a NoExecute mark was set.
Taint.value: The mark's value.
"""

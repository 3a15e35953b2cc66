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
"""

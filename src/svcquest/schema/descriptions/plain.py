"""Descriptions of Namespace, ConfigMap and Event."""

from __future__ import annotations

TEXTS = """
Namespace: A room for names. Services of the own namespace are found by their short name, those of others by
  NAME.NAMESPACE. A namespace is no wall: traffic crosses it unless a NetworkPolicy says no.
NamespaceSpec: What holds the namespace.
NamespaceSpec.finalizers: Who must clean up before the namespace goes.
NamespaceStatus: Whether the namespace is there or going away.
NamespaceStatus.phase: Active, or Terminating once its deletion has begun: then nothing new can be made in it.
NamespaceCondition: A finding about a namespace that is being deleted.
NamespaceCondition.status: True, False or Unknown.
NamespaceCondition.type: What still stands in the way, such as NamespaceContentRemaining.
ConfigMap: Settings for programs, as keys and values, up to 1 MiB in all. Pods get them as variables or files.
ConfigMap.binaryData: Values that are not text, in base64. A key stands here or in data, not in both.
ConfigMap.data: Values as text. Keys are of letters, digits, hyphens, underscores and dots.
ConfigMap.immutable: If true, the values can never change again; the object can only be deleted (default false).
Event: A report of something that happened to an object. Gone after an hour.
Event.action: What was done.
Event.count: How often it has happened.
Event.eventTime: When it happened, to the microsecond.
Event.firstTimestamp: When it happened first.
Event.involvedObject: The object that it happened to.
Event.lastTimestamp: When it happened last.
Event.message: What happened, in a sentence.
Event.reason: What happened, in one word, such as Unhealthy.
Event.related: A second object that it concerns.
Event.reportingComponent: Who reports it, such as kubelet.
Event.reportingInstance: Which one of them, such as a node.
Event.series: How often it has happened, when it goes on.
Event.source: Who reports it, in the words of the older form of events.
Event.type: Normal or Warning.
EventSeries: An event that goes on.
EventSeries.count: How often it has happened.
EventSeries.lastObservedTime: When it last happened.
EventSource: Who reports an event.
EventSource.component: The program, such as kubelet.
EventSource.host: The node on which it runs.
"""

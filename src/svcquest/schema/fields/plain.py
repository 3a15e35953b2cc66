"""Namespace, ConfigMap and Event."""

from __future__ import annotations

STRUCTS = """\
Namespace
  apiVersion string
  kind string
  metadata ObjectMeta
  spec NamespaceSpec
  status NamespaceStatus
NamespaceSpec
  finalizers []string
NamespaceStatus
  conditions []NamespaceCondition
  phase string Active|Terminating
NamespaceCondition
  lastTransitionTime Time
  message string
  reason string
  status! string
  type! string
ConfigMap
  apiVersion string
  binaryData map[string]bytes
  data map[string]string
  immutable? bool
  kind string
  metadata ObjectMeta
Event
  action string
  apiVersion string
  count int32
  eventTime MicroTime
  firstTimestamp Time
  involvedObject! ObjectReference
  kind string
  lastTimestamp Time
  message string
  metadata! ObjectMeta
  reason string
  related ObjectReference
  reportingComponent string
  reportingInstance string
  series EventSeries
  source EventSource
  type string
EventSeries
  count int32
  lastObservedTime MicroTime
EventSource
  component string
  host string
"""

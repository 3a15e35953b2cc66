"""Metadata of every object, label selectors, references and conditions."""

from __future__ import annotations

STRUCTS = """\
ObjectMeta
  annotations map[string]string
  creationTimestamp? Time
  deletionGracePeriodSeconds? int64
  deletionTimestamp? Time
  finalizers []string
  generateName string
  generation int64
  labels map[string]string
  managedFields []ManagedFieldsEntry
  name string
  namespace string
  ownerReferences []OwnerReference
  resourceVersion string
  selfLink string
  uid string
ManagedFieldsEntry
  apiVersion string
  fieldsType string
  fieldsV1 FieldsV1
  manager string
  operation string
  subresource string
  time? Time
OwnerReference
  apiVersion! string
  blockOwnerDeletion? bool
  controller? bool
  kind! string
  name! string
  uid! string
LabelSelector
  matchExpressions []LabelSelectorRequirement
  matchLabels map[string]string
LabelSelectorRequirement
  key! string
  operator! string
  values []string
Condition
  lastTransitionTime! Time
  message! string
  observedGeneration int64
  reason! string
  status! string
  type! string
ObjectReference
  apiVersion string
  fieldPath string
  kind string
  name string
  namespace string
  resourceVersion string
  uid string
LocalObjectReference
  name string
TypedLocalObjectReference
  apiGroup? string
  kind! string
  name! string
TypedObjectReference
  apiGroup? string
  kind! string
  name! string
  namespace? string
"""

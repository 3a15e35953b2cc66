"""Deployment, ReplicaSet, ReplicationController, StatefulSet and DaemonSet."""

from __future__ import annotations

STRUCTS = """\
Deployment
  apiVersion string
  kind string
  metadata ObjectMeta
  spec DeploymentSpec
  status DeploymentStatus
DeploymentSpec
  minReadySeconds int32
  paused bool
  progressDeadlineSeconds? int32
  replicas? int32
  revisionHistoryLimit? int32
  selector! LabelSelector
  strategy DeploymentStrategy
  template! PodTemplateSpec
DeploymentStrategy
  rollingUpdate RollingUpdateDeployment
  type string Recreate|RollingUpdate
RollingUpdateDeployment
  maxSurge? IntOrString
  maxUnavailable? IntOrString
PodTemplateSpec
  metadata ObjectMeta
  spec PodSpec
DeploymentStatus
  availableReplicas int32
  collisionCount? int32
  conditions []DeploymentCondition
  observedGeneration int64
  readyReplicas int32
  replicas int32
  terminatingReplicas? int32
  unavailableReplicas int32
  updatedReplicas int32
DeploymentCondition
  lastTransitionTime Time
  lastUpdateTime Time
  message string
  reason string
  status! string
  type! string
ReplicaSet
  apiVersion string
  kind string
  metadata ObjectMeta
  spec ReplicaSetSpec
  status ReplicaSetStatus
ReplicaSetSpec
  minReadySeconds int32
  replicas? int32
  selector! LabelSelector
  template PodTemplateSpec
ReplicaSetStatus
  availableReplicas int32
  conditions []ReplicaSetCondition
  fullyLabeledReplicas int32
  observedGeneration int64
  readyReplicas int32
  replicas! int32
  terminatingReplicas? int32
ReplicaSetCondition
  lastTransitionTime Time
  message string
  reason string
  status! string
  type! string
ReplicationController
  apiVersion string
  kind string
  metadata ObjectMeta
  spec ReplicationControllerSpec
  status ReplicationControllerStatus
ReplicationControllerSpec
  minReadySeconds int32
  replicas? int32
  selector map[string]string
  template PodTemplateSpec
ReplicationControllerStatus
  availableReplicas int32
  conditions []ReplicationControllerCondition
  fullyLabeledReplicas int32
  observedGeneration int64
  readyReplicas int32
  replicas! int32
ReplicationControllerCondition
  lastTransitionTime Time
  message string
  reason string
  status! string
  type! string
StatefulSet
  apiVersion string
  kind string
  metadata ObjectMeta
  spec StatefulSetSpec
  status StatefulSetStatus
StatefulSetSpec
  minReadySeconds int32
  ordinals StatefulSetOrdinals
  persistentVolumeClaimRetentionPolicy StatefulSetPersistentVolumeClaimRetentionPolicy
  podManagementPolicy string OrderedReady|Parallel
  replicas? int32
  revisionHistoryLimit? int32
  selector! LabelSelector
  serviceName string
  template! PodTemplateSpec
  updateStrategy StatefulSetUpdateStrategy
  volumeClaimTemplates []PersistentVolumeClaim
StatefulSetOrdinals
  start int32
StatefulSetPersistentVolumeClaimRetentionPolicy
  whenDeleted string
  whenScaled string
StatefulSetUpdateStrategy
  rollingUpdate RollingUpdateStatefulSetStrategy
  type string OnDelete|RollingUpdate
RollingUpdateStatefulSetStrategy
  maxUnavailable? IntOrString
  partition? int32
PersistentVolumeClaim
  apiVersion string
  kind string
  metadata ObjectMeta
  spec PersistentVolumeClaimSpec
  status PersistentVolumeClaimStatus
PersistentVolumeClaimStatus
  accessModes []string
  allocatedResourceStatuses map[string]string
  allocatedResources map[string]Quantity
  capacity map[string]Quantity
  conditions []PersistentVolumeClaimCondition
  currentVolumeAttributesClassName string
  modifyVolumeStatus ModifyVolumeStatus
  phase string Bound|Lost|Pending
PersistentVolumeClaimCondition
  lastProbeTime Time
  lastTransitionTime Time
  message string
  reason string
  status! string
  type! string
ModifyVolumeStatus
  status! string InProgress|Infeasible|Pending
  targetVolumeAttributesClassName string
StatefulSetStatus
  availableReplicas int32
  collisionCount? int32
  conditions []StatefulSetCondition
  currentReplicas int32
  currentRevision string
  observedGeneration int64
  readyReplicas int32
  replicas! int32
  updateRevision string
  updatedReplicas int32
StatefulSetCondition
  lastTransitionTime Time
  message string
  reason string
  status! string
  type! string
DaemonSet
  apiVersion string
  kind string
  metadata ObjectMeta
  spec DaemonSetSpec
  status DaemonSetStatus
DaemonSetSpec
  minReadySeconds int32
  revisionHistoryLimit? int32
  selector! LabelSelector
  template! PodTemplateSpec
  updateStrategy DaemonSetUpdateStrategy
DaemonSetUpdateStrategy
  rollingUpdate RollingUpdateDaemonSet
  type string OnDelete|RollingUpdate
RollingUpdateDaemonSet
  maxSurge? IntOrString
  maxUnavailable? IntOrString
DaemonSetStatus
  collisionCount? int32
  conditions []DaemonSetCondition
  currentNumberScheduled! int32
  desiredNumberScheduled! int32
  numberAvailable int32
  numberMisscheduled! int32
  numberReady! int32
  numberUnavailable int32
  observedGeneration int64
  updatedNumberScheduled int32
DaemonSetCondition
  lastTransitionTime Time
  message string
  reason string
  status! string
  type! string
"""

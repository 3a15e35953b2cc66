"""Descriptions of Deployment, ReplicaSet, ReplicationController, StatefulSet and DaemonSet."""

from __future__ import annotations

TEXTS = """
PodTemplateSpec: A pod to be made.
PodTemplateSpec.metadata: Labels and annotations of the pods. A Service selects by these labels.
PodTemplateSpec.spec: What runs in the pods.
Deployment: Keeps a number of equal pods running and replaces them step by step when the template changes.
DeploymentSpec: Which pods, how many, and how they are replaced.
DeploymentSpec.minReadySeconds: Seconds that a new pod must have been ready before it counts as available (default 0).
DeploymentSpec.paused: Changes of the template are not rolled out for the time being (default false).
DeploymentSpec.progressDeadlineSeconds: Seconds without progress after which a rollout counts as failed (default 600).
  Nothing is rolled back by that.
DeploymentSpec.replicas: Number of pods wanted (default 1).
DeploymentSpec.revisionHistoryLimit: Old versions kept for a rollback (default 10).
DeploymentSpec.selector: The pods that belong to the Deployment; must match the labels of the template. Cannot change.
DeploymentSpec.strategy: How old pods are replaced by new ones.
DeploymentSpec.template: The pods to be made: labels and containers. Any change of it starts a rollout.
DeploymentStrategy: How old pods are replaced by new ones.
DeploymentStrategy.rollingUpdate: How many pods may be missing or surplus meanwhile.
DeploymentStrategy.type: RollingUpdate (the default) or Recreate: stop all old pods first.
RollingUpdateDeployment: How many pods may be missing and how many too many.
RollingUpdateDeployment.maxSurge: Pods above the wanted number, as a number or percentage, rounded up (default 25%).
RollingUpdateDeployment.maxUnavailable: Pods below the wanted number, as a number or percentage, rounded down (default
  25%). Not 0 if maxSurge is.
DeploymentStatus: How a Deployment is getting on.
DeploymentStatus.availableReplicas: Pods that have been ready for minReadySeconds.
DeploymentStatus.readyReplicas: Pods that are ready.
DeploymentStatus.replicas: Pods that there are, old and new.
DeploymentStatus.terminatingReplicas: Pods that are shutting down.
DeploymentStatus.unavailableReplicas: Pods that are missing or not available yet.
DeploymentStatus.updatedReplicas: Pods made from the present template.
DeploymentCondition: A finding about a Deployment.
DeploymentCondition.status: True, False or Unknown.
DeploymentCondition.type: Available, Progressing or ReplicaFailure.
ReplicaSet: Keeps a number of equal pods running. Usually made by a Deployment.
ReplicaSetSpec: Which pods, and how many.
ReplicaSetSpec.minReadySeconds: Seconds that a new pod must have been ready before it counts as available (default 0).
ReplicaSetSpec.replicas: Number of pods wanted (default 1).
ReplicaSetSpec.selector: The pods that belong to it; must match the labels of the template. Cannot change. A pod whose
  labels are changed leaves, and another one is made.
ReplicaSetSpec.template: The pods to be made. Pods that exist do not follow its changes.
ReplicaSetStatus: How many pods a ReplicaSet has.
ReplicaSetStatus.availableReplicas: Pods that have been ready for minReadySeconds.
ReplicaSetStatus.fullyLabeledReplicas: Pods that have all labels of the template.
ReplicaSetStatus.readyReplicas: Pods that are ready.
ReplicaSetStatus.replicas: Pods that there are.
ReplicaSetStatus.terminatingReplicas: Pods that are shutting down.
ReplicaSetCondition: A finding about a ReplicaSet.
ReplicaSetCondition.status: True, False or Unknown.
ReplicaSetCondition.type: ReplicaFailure: a pod could not be made or deleted.
ReplicationController: Keeps a number of equal pods running; the forerunner of ReplicaSet.
ReplicationControllerSpec: Which pods, and how many.
ReplicationControllerSpec.replicas: Number of pods wanted (default 1).
ReplicationControllerSpec.selector: Labels that a pod must all have; by default those of the template.
ReplicationControllerSpec.template: The pods to be made.
ReplicationControllerStatus: How many pods a ReplicationController has.
ReplicationControllerStatus.availableReplicas: Pods that have been ready for minReadySeconds.
ReplicationControllerStatus.fullyLabeledReplicas: Pods that have all labels of the template.
ReplicationControllerStatus.readyReplicas: Pods that are ready.
ReplicationControllerStatus.replicas: Pods that there are.
ReplicationControllerCondition: A finding about a ReplicationController.
ReplicationControllerCondition.status: True, False or Unknown.
ReplicationControllerCondition.type: ReplicaFailure: a pod could not be made or deleted.
StatefulSet: Keeps numbered pods running, each with a name and storage that last.
StatefulSetSpec: Which pods, how many, under which names, and how they are replaced.
StatefulSetSpec.ordinals: The number that the first pod gets.
StatefulSetSpec.persistentVolumeClaimRetentionPolicy: What becomes of claims when pods go.
StatefulSetSpec.podManagementPolicy: OrderedReady (the default): one pod after another, each when the one before it is
  ready. Parallel: all at once. Cannot change.
StatefulSetSpec.replicas: Number of pods wanted (default 1).
StatefulSetSpec.selector: The pods that belong to it; must match the labels of the template. Cannot change.
StatefulSetSpec.serviceName: The headless Service below whose DNS name each pod gets its own: NAME-0.SERVICE. It has to
  be made by you. Cannot change.
StatefulSetSpec.template: The pods to be made.
StatefulSetSpec.updateStrategy: How pods are replaced when the template changes.
StatefulSetSpec.volumeClaimTemplates: Storage to be claimed for each pod, as TEMPLATE-NAME-0. Cannot change.
StatefulSetOrdinals: How pods are numbered.
StatefulSetOrdinals.start: The number of the first pod (default 0).
StatefulSetPersistentVolumeClaimRetentionPolicy: What becomes of claims when pods go.
StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted: Retain (the default) or Delete them with the StatefulSet.
StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled: Retain (the default) or Delete them when replicas are
  reduced.
StatefulSetUpdateStrategy: How old pods are replaced by new ones.
StatefulSetUpdateStrategy.rollingUpdate: Limits of a RollingUpdate.
StatefulSetUpdateStrategy.type: RollingUpdate (the default): from the highest number down. OnDelete: wait until somebody
  deletes old pods.
RollingUpdateStatefulSetStrategy: Limits of a RollingUpdate.
RollingUpdateStatefulSetStrategy.maxUnavailable: How many pods may be missing meanwhile, as a number or percentage
  (default 1).
RollingUpdateStatefulSetStrategy.partition: Pods with a lower number are left as they are (default 0).
StatefulSetStatus: How a StatefulSet is getting on.
StatefulSetStatus.availableReplicas: Pods that have been ready for minReadySeconds.
StatefulSetStatus.currentReplicas: Pods of the current revision.
StatefulSetStatus.currentRevision: The revision from which updates start.
StatefulSetStatus.readyReplicas: Pods that are ready.
StatefulSetStatus.replicas: Pods that there are.
StatefulSetStatus.updateRevision: The revision to which pods are updated.
StatefulSetStatus.updatedReplicas: Pods of the revision to which pods are updated.
StatefulSetCondition: A finding about a StatefulSet.
StatefulSetCondition.status: True, False or Unknown.
StatefulSetCondition.type: What the finding is about.
DaemonSet: Runs one pod on every node.
DaemonSetSpec: Which pods, and how they are replaced. The nodes are picked by the template's nodeSelector and affinity.
DaemonSetSpec.selector: The pods that belong to it; must match the labels of the template. Cannot change.
DaemonSetSpec.template: The pods to be made.
DaemonSetSpec.updateStrategy: How pods are replaced when the template changes.
DaemonSetUpdateStrategy: How old pods are replaced by new ones.
DaemonSetUpdateStrategy.rollingUpdate: Limits of a RollingUpdate.
DaemonSetUpdateStrategy.type: RollingUpdate (the default), or OnDelete, which waits until somebody deletes old pods.
RollingUpdateDaemonSet: Limits of a RollingUpdate.
RollingUpdateDaemonSet.maxSurge: How many nodes may run an old and a new pod at a time, as a number or percentage
  (default 0).
RollingUpdateDaemonSet.maxUnavailable: On how many nodes the pod may be missing meanwhile, as a number or percentage
  (default 1). Not 0 if maxSurge is.
DaemonSetStatus: On how many nodes a DaemonSet runs.
DaemonSetStatus.currentNumberScheduled: Nodes that should run the pod and do.
DaemonSetStatus.desiredNumberScheduled: Nodes that should run the pod.
DaemonSetStatus.numberAvailable: Nodes on which the pod has been ready for minReadySeconds.
DaemonSetStatus.numberMisscheduled: Nodes that run the pod and should not.
DaemonSetStatus.numberReady: Nodes on which the pod is ready.
DaemonSetStatus.numberUnavailable: Nodes on which the pod is missing or not available yet.
DaemonSetStatus.updatedNumberScheduled: Nodes that run a pod made from the present template.
DaemonSetCondition: A finding about a DaemonSet.
DaemonSetCondition.status: True, False or Unknown.
DaemonSetCondition.type: What the finding is about.
"""

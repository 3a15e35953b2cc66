"""Descriptions of workloads."""

from __future__ import annotations

TEXTS = """
Deployment: Keeps a number of equal pods running and replaces them step by step when the template changes.
DeploymentSpec.minReadySeconds: Seconds that a new pod must have been ready before it counts as available.
DeploymentSpec.paused: Changes of the template are not rolled out for the time being.
DeploymentSpec.progressDeadlineSeconds: Seconds without progress after which a rollout counts as failed (default 600).
DeploymentSpec.replicas: Number of pods wanted (default 1).
DeploymentSpec.revisionHistoryLimit: Old versions kept for a rollback (default 10).
DeploymentSpec.selector: The pods that belong to the Deployment; must match the labels of the template. Cannot change.
DeploymentSpec.strategy: How old pods are replaced by new ones.
DeploymentSpec.template: The pods to be made: labels and containers.
DeploymentStrategy.rollingUpdate: How many pods may be missing or surplus meanwhile.
DeploymentStrategy.type: RollingUpdate (the default) or Recreate: stop all old pods first.
RollingUpdateDeployment.maxSurge: Pods above the wanted number, as a number or percentage (default 25%).
RollingUpdateDeployment.maxUnavailable: Pods below the wanted number, as a number or percentage (default 25%).
PodTemplateSpec: A pod to be made.
PodTemplateSpec.metadata: Labels and annotations of the pods. A Service selects by these labels.
PodTemplateSpec.spec: What runs in the pods.
ReplicaSet: Keeps a number of equal pods running. Usually made by a Deployment.
ReplicaSetSpec.minReadySeconds: Seconds that a new pod must have been ready before it counts as available.
ReplicaSetSpec.replicas: Number of pods wanted (default 1).
ReplicaSetSpec.selector: The pods that belong to it; must match the labels of the template. Cannot change.
ReplicaSetSpec.template: The pods to be made.
ReplicationController: Keeps a number of equal pods running; the forerunner of ReplicaSet.
ReplicationControllerSpec.replicas: Number of pods wanted (default 1).
ReplicationControllerSpec.selector: Labels that a pod must all have; by default those of the template.
ReplicationControllerSpec.template: The pods to be made.
StatefulSet: Keeps numbered pods running, each with a name and storage that last.
StatefulSetSpec.ordinals: The number that the first pod gets.
StatefulSetSpec.podManagementPolicy: OrderedReady (the default): one pod after another. Parallel: all at once.
StatefulSetSpec.replicas: Number of pods wanted (default 1).
StatefulSetSpec.selector: The pods that belong to it; must match the labels of the template. Cannot change.
StatefulSetSpec.serviceName: The headless Service below whose DNS name each pod gets its own: NAME-0.SERVICE.
StatefulSetSpec.template: The pods to be made.
StatefulSetSpec.updateStrategy: How pods are replaced when the template changes.
StatefulSetSpec.volumeClaimTemplates: Storage to be claimed for each pod.
DaemonSet: Runs one pod on every node.
DaemonSetSpec.selector: The pods that belong to it; must match the labels of the template. Cannot change.
DaemonSetSpec.template: The pods to be made.
DaemonSetSpec.updateStrategy: How pods are replaced when the template changes.
DeploymentCondition: A finding about a Deployment.
DeploymentCondition.type: Available, Progressing or ReplicaFailure.
DeploymentSpec: Which pods, how many, and how they are replaced.
DeploymentStrategy: How old pods are replaced by new ones.
RollingUpdateDeployment: How many pods may be missing and how many too many.
ReplicaSetCondition: A finding about a ReplicaSet.
ReplicaSetCondition.type: ReplicaFailure.
ReplicaSetSpec: Which pods, and how many.
DaemonSetCondition: A finding about a DaemonSet.
DaemonSetCondition.type: What the finding is about.
DaemonSetStatus.currentNumberScheduled: Nodes that should run the pod and do.
DaemonSetStatus.desiredNumberScheduled: Nodes that should run the pod.
DaemonSetStatus.numberAvailable: Nodes on which the pod is available.
DaemonSetStatus.numberMisscheduled: Nodes that run the pod and should not.
DaemonSetStatus.numberReady: Nodes on which the pod is ready.
DaemonSetStatus.numberUnavailable: Nodes on which the pod is missing or not available yet.
DaemonSetStatus.updatedNumberScheduled: Nodes that run a pod made from the present template.
DaemonSetUpdateStrategy: How old pods are replaced by new ones.
DaemonSetUpdateStrategy.rollingUpdate: Limits of a RollingUpdate.
DaemonSetUpdateStrategy.type: RollingUpdate (the default), or OnDelete, which waits until somebody deletes old pods.
RollingUpdateDaemonSet.maxSurge: How many nodes may run an old and a new pod at a time.
RollingUpdateDaemonSet.maxUnavailable: On how many nodes the pod may be missing meanwhile.
StatefulSetCondition: A finding about a StatefulSet.
StatefulSetCondition.type: What the finding is about.
StatefulSetOrdinals.start: The number of the first pod.
StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted: Retain (the default) or Delete.
StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled: Retain (the default) or Delete.
StatefulSetSpec.persistentVolumeClaimRetentionPolicy: What becomes of claims when pods go.
StatefulSetStatus.currentReplicas: Pods of the current revision.
StatefulSetStatus.currentRevision: The revision from which updates start.
StatefulSetStatus.updateRevision: The revision to which pods are updated.
StatefulSetUpdateStrategy: How old pods are replaced by new ones.
StatefulSetUpdateStrategy.rollingUpdate: Limits of a RollingUpdate.
StatefulSetUpdateStrategy.type: RollingUpdate (the default), or OnDelete, which waits until somebody deletes old pods.
RollingUpdateStatefulSetStrategy.maxUnavailable: How many pods may be missing meanwhile.
RollingUpdateStatefulSetStrategy.partition: Pods with a lower number are left as they are.
ReplicationControllerCondition: A finding about a ReplicationController.
ReplicationControllerCondition.type: ReplicaFailure.
ReplicationControllerSpec: Which pods, and how many.
"""

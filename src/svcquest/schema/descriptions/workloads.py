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
"""

"""Descriptions of PersistentVolumeClaim, of which StatefulSets and volumes hold templates."""

from __future__ import annotations

TEXTS = """
PersistentVolumeClaim: A wish for storage that outlives pods; the cluster binds it to a PersistentVolume.
PersistentVolumeClaimTemplate: A claim that is made for a pod.
PersistentVolumeClaimTemplate.metadata: Labels and annotations of the claim.
PersistentVolumeClaimTemplate.spec: What storage is wanted.
PersistentVolumeClaimSpec: What storage is wanted.
PersistentVolumeClaimSpec.accessModes: From where it may be mounted: ReadWriteOnce: one node. ReadOnlyMany and
  ReadWriteMany: many nodes. ReadWriteOncePod: one pod.
PersistentVolumeClaimSpec.dataSource: What the volume is filled with at first: a snapshot or another claim.
PersistentVolumeClaimSpec.dataSourceRef: Like dataSource, but also for other kinds and other namespaces.
PersistentVolumeClaimSpec.resources: How much storage is wanted. It may grow later, where the class allows, never
  shrink.
PersistentVolumeClaimSpec.selector: Labels that the volume must have.
PersistentVolumeClaimSpec.storageClassName: The StorageClass; the cluster's default one when left out, none when "".
PersistentVolumeClaimSpec.volumeAttributesClassName: The class of settings that can be changed while the volume is in
  use, such as its speed.
PersistentVolumeClaimSpec.volumeMode: Filesystem (the default) or Block: a raw device.
PersistentVolumeClaimSpec.volumeName: The volume that it is bound to. Set by the cluster.
VolumeResourceRequirements: How much storage is wanted.
VolumeResourceRequirements.limits: The most that it may be.
VolumeResourceRequirements.requests: The least that it must be, as storage: 1Gi.
PersistentVolumeClaimStatus: What storage a claim has got.
PersistentVolumeClaimStatus.accessModes: From where it may be mounted.
PersistentVolumeClaimStatus.allocatedResourceStatuses: How far a change of size has got.
PersistentVolumeClaimStatus.allocatedResources: The size that is set aside, while it changes.
PersistentVolumeClaimStatus.capacity: The size of the volume.
PersistentVolumeClaimStatus.currentVolumeAttributesClassName: The class of settings that the volume has now.
PersistentVolumeClaimStatus.modifyVolumeStatus: How far a change of that class has got.
PersistentVolumeClaimStatus.phase: Pending, Bound, or Lost: its volume is gone.
PersistentVolumeClaimCondition: A finding about a claim.
PersistentVolumeClaimCondition.status: True, False or Unknown.
PersistentVolumeClaimCondition.type: What the finding is about, such as Resizing.
ModifyVolumeStatus: How far a change of settings has got.
ModifyVolumeStatus.status: Pending: it cannot be done yet. InProgress: it is being done. Infeasible: the driver refused.
ModifyVolumeStatus.targetVolumeAttributesClassName: The class that is wanted.
"""

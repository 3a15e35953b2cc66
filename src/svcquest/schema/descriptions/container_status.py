"""Descriptions of what a node reports about containers."""

from __future__ import annotations

TEXTS = """
ContainerState: What a container is doing: one of these.
ContainerState.running: It runs.
ContainerState.terminated: It has ended.
ContainerState.waiting: It has not started yet, or not again.
ContainerStateRunning: A container that runs.
ContainerStateRunning.startedAt: When it was started.
ContainerStateTerminated: A container that has ended.
ContainerStateTerminated.containerID: The container's id on the node.
ContainerStateTerminated.exitCode: Exit status of the program.
ContainerStateTerminated.finishedAt: When it ended.
ContainerStateTerminated.message: The last message of the program.
ContainerStateTerminated.reason: Completed, Error, OOMKilled and the like.
ContainerStateTerminated.signal: The signal that ended it.
ContainerStateTerminated.startedAt: When it was started.
ContainerStateWaiting: A container that has not started yet, or not again.
ContainerStateWaiting.message: What it waits for, in a sentence.
ContainerStateWaiting.reason: ContainerCreating, ImagePullBackOff, CrashLoopBackOff and the like.
ContainerStatus: How a container is.
ContainerStatus.allocatedResources: What the node has set aside for it.
ContainerStatus.allocatedResourcesStatus: Health of the devices that it was given.
ContainerStatus.containerID: The container's id on the node, such as containerd://1f3a.
ContainerStatus.image: The image that it runs.
ContainerStatus.imageID: The image's id.
ContainerStatus.lastState: How the run before ended.
ContainerStatus.name: Name of the container.
ContainerStatus.ready: Whether it passes its readiness probe; without one, whether it runs. All containers must be
  ready before Services send traffic.
ContainerStatus.resources: What it asks for and may use at present, while a change is under way.
ContainerStatus.restartCount: How often it was started again.
ContainerStatus.started: Whether it has passed its startup probe.
ContainerStatus.state: What it is doing.
ContainerStatus.stopSignal: The signal that tells it to stop.
ContainerStatus.user: The user as whom it was started.
ContainerStatus.volumeMounts: How its volumes are mounted.
ResourceStatus: Health of devices of one kind.
ResourceStatus.name: Name of the resource; for a claim, claim:NAME or claim:NAME/REQUEST.
ResourceStatus.resources: Each device.
ResourceHealth: Health of a device.
ResourceHealth.health: Healthy, Unhealthy or Unknown.
ResourceHealth.resourceID: The device.
ContainerUser: The user as whom a container was started.
ContainerUser.linux: The user on Linux.
LinuxContainerUser: A user on Linux, as a container was started. The program may have changed it since.
LinuxContainerUser.gid: Number of the main group.
LinuxContainerUser.supplementalGroups: Numbers of the other groups.
LinuxContainerUser.uid: Number of the user.
VolumeMountStatus: How a volume is mounted.
VolumeMountStatus.mountPath: The folder at which it appears.
VolumeMountStatus.name: Name of the volume.
VolumeMountStatus.readOnly: Nothing can be written to it.
VolumeMountStatus.recursiveReadOnly: Enabled or Disabled: what came of the wish.
VolumeMountStatus.volumeStatus: More about the volume, by its kind.
VolumeStatus: More about a mounted volume.
VolumeStatus.image: Of a volume that is an image.
ImageVolumeStatus: A mounted image.
ImageVolumeStatus.imageRef: The image with its digest.
"""

"""Descriptions of security contexts: as whom and with which rights containers run."""

from __future__ import annotations

TEXTS = """
SecurityContext: Rights of a container. What stands here wins over the pod's.
SecurityContext.allowPrivilegeEscalation: Whether a process may get more rights than its parent, as by sudo. Always true
  if privileged.
SecurityContext.appArmorProfile: AppArmor rules for the container.
SecurityContext.capabilities: Single rights of root that are added or taken away.
SecurityContext.privileged: Nearly as if the program ran on the node as root (default false).
SecurityContext.procMount: How much of /proc is hidden: Default, or Unmasked, which needs hostUsers: false.
SecurityContext.readOnlyRootFilesystem: Nothing can be written outside of mounted volumes (default false).
SecurityContext.runAsGroup: Number of the main group; the image's own when left out.
SecurityContext.runAsNonRoot: Refuse to start the program as root (default false).
SecurityContext.runAsUser: Number of the user; the image's own when left out.
SecurityContext.seLinuxOptions: SELinux label of the container; a random one when left out.
SecurityContext.seccompProfile: Which system calls are allowed.
SecurityContext.windowsOptions: Settings for Windows.
PodSecurityContext: Rights of all containers of a pod, and settings of its volumes.
PodSecurityContext.appArmorProfile: AppArmor rules for the containers.
PodSecurityContext.fsGroup: Number of a group that owns the files of volumes and that every container belongs to.
PodSecurityContext.fsGroupChangePolicy: When the group of files is set: Always (the default), or OnRootMismatch: only if
  the volume's top folder has another one.
PodSecurityContext.runAsGroup: Number of the main group; the image's own when left out.
PodSecurityContext.runAsNonRoot: Refuse to start programs as root (default false).
PodSecurityContext.runAsUser: Number of the user; the image's own when left out.
PodSecurityContext.seLinuxChangePolicy: How volumes get the pod's SELinux label: MountOption (the default where
  possible) or Recursive, file by file.
PodSecurityContext.seLinuxOptions: SELinux label of the containers; a random one when left out.
PodSecurityContext.seccompProfile: Which system calls are allowed.
PodSecurityContext.supplementalGroups: Numbers of further groups of the first process.
PodSecurityContext.supplementalGroupsPolicy: Merge (the default): also the groups that the image gives the user. Strict:
  not those.
PodSecurityContext.sysctls: Kernel settings of the pod's own network and the like.
PodSecurityContext.windowsOptions: Settings for Windows.
Sysctl: A kernel setting.
Sysctl.name: Name of the setting, such as net.ipv4.ip_local_port_range.
Sysctl.value: Its value, as text.
AppArmorProfile: AppArmor rules.
AppArmorProfile.localhostProfile: Name of a profile that is loaded on the node. For type Localhost, and only for it.
AppArmorProfile.type: RuntimeDefault: those of the container runtime. Localhost: those of a profile on the node.
  Unconfined: none.
Capabilities: Single rights of root.
Capabilities.add: Rights that are added, such as NET_ADMIN.
Capabilities.drop: Rights that are taken away; ALL for all of them.
SELinuxOptions: An SELinux label.
SELinuxOptions.level: The level.
SELinuxOptions.role: The role.
SELinuxOptions.type: The type.
SELinuxOptions.user: The user.
SeccompProfile: Which system calls are allowed.
SeccompProfile.localhostProfile: A file below the kubelet's folder for profiles. For type Localhost, and only for it.
SeccompProfile.type: RuntimeDefault: what the container runtime allows. Localhost: what a file on the node says.
  Unconfined: everything.
WindowsSecurityContextOptions: Rights on Windows.
WindowsSecurityContextOptions.gmsaCredentialSpec: The group managed service account, written out.
WindowsSecurityContextOptions.gmsaCredentialSpecName: Name of the object that holds it.
WindowsSecurityContextOptions.hostProcess: Run on the node itself; for all containers of the pod or none, and with
  hostNetwork.
WindowsSecurityContextOptions.runAsUserName: Name of the user; the image's own when left out.
"""

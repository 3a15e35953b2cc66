"""Descriptions of Node."""

from __future__ import annotations

TEXTS = """
Node: A machine that runs pods. The kubelet on it starts them, and its kube-proxy makes Services work there.
Node.spec: How a node may be used.
Node.status: What a node has, and how it is.
NodeSpec: How a node may be used.
NodeSpec.configSource: DEPRECATED: no longer used. Where the kubelet's configuration came from.
NodeSpec.externalID: DEPRECATED: no longer used.
NodeSpec.podCIDR: Range that the node's pods get their addresses from.
NodeSpec.podCIDRs: Ranges that the node's pods get their addresses from, one of each IP family; the first is podCIDR.
NodeSpec.providerID: The machine's name at its cloud, such as aws:///eu-west-1a/i-0abc.
NodeSpec.taints: Reasons for pods to keep away, unless they tolerate them.
NodeSpec.unschedulable: No new pods are put on the node, as after kubectl cordon (default false). Those that run there
  stay.
NodeConfigSource: DEPRECATED: no longer used. Where a kubelet's configuration came from.
NodeConfigSource.configMap: The ConfigMap that held it.
ConfigMapNodeConfigSource: DEPRECATED: no longer used. A ConfigMap with a kubelet's configuration.
ConfigMapNodeConfigSource.kubeletConfigKey: The key that held the configuration.
ConfigMapNodeConfigSource.name: Name of the ConfigMap.
ConfigMapNodeConfigSource.namespace: Namespace of the ConfigMap.
ConfigMapNodeConfigSource.resourceVersion: The version that was meant; never written in spec.
ConfigMapNodeConfigSource.uid: uid of the ConfigMap; never written in spec.
Taint: A reason of a node to keep pods away, unless they tolerate it.
Taint.effect: NoSchedule: no new pods. PreferNoSchedule: only if there is no other place. NoExecute: those that run
  there have to go as well.
Taint.key: Name of the taint, such as node.kubernetes.io/unreachable.
Taint.timeAdded: When the taint was set.
Taint.value: Value of the taint, often empty.
NodeStatus: What a node has, and how it is.
NodeStatus.addresses: Addresses and names of the node; node ports are open on them.
NodeStatus.allocatable: What of the capacity pods can get; the rest is for the system.
NodeStatus.capacity: What the node has: cpu, memory, pods.
NodeStatus.conditions: Findings about the node; Ready says whether it works. Pods of a node that is not ready count as
  not ready after a while.
NodeStatus.config: DEPRECATED: no longer used. The kubelet configuration that was in use.
NodeStatus.daemonEndpoints: Ports of the node's own programs.
NodeStatus.declaredFeatures: Features that this node's kubelet has and the scheduler looks at, so that pods which need
  them are not put on an older node.
NodeStatus.features: What the node's container runtime can do.
NodeStatus.images: Images that are on the node already.
NodeStatus.nodeInfo: Versions and names of what runs the node.
NodeStatus.phase: DEPRECATED: no longer filled in.
NodeStatus.runtimeHandlers: Ways to run containers that the node offers.
NodeStatus.volumesAttached: Volumes that the node has attached.
NodeStatus.volumesInUse: Attached volumes that pods of the node use.
NodeAddress: An address of a node.
NodeAddress.address: The address or name.
NodeAddress.type: InternalIP, ExternalIP, Hostname, InternalDNS or ExternalDNS.
NodeCondition: A finding about a node.
NodeCondition.status: True, False or Unknown. Unknown: the node has not been heard of for a while.
NodeCondition.type: Ready, MemoryPressure, DiskPressure, PIDPressure or NetworkUnavailable. Only Ready should be True.
NodeConfigStatus: DEPRECATED: no longer used. The kubelet configuration that was in use.
NodeConfigStatus.active: The configuration that the kubelet used.
NodeConfigStatus.assigned: The configuration that it was to try.
NodeConfigStatus.error: What was wrong with the assigned one.
NodeConfigStatus.lastKnownGood: The configuration that it went back to in case of error.
NodeDaemonEndpoints: Ports of the node's own programs.
NodeDaemonEndpoints.kubeletEndpoint: Where the kubelet listens.
DaemonEndpoint: Where a program of the node listens.
DaemonEndpoint.Port: Port number; the kubelet has 10250. The only field that begins with a capital letter.
NodeFeatures: What the node's container runtime can do.
NodeFeatures.supplementalGroupsPolicy: It understands supplementalGroupsPolicy of a pod's security context.
ContainerImage: An image that is on a node already.
ContainerImage.names: The names by which it is known.
ContainerImage.sizeBytes: Size in bytes.
NodeSystemInfo: Versions and names of what runs a node.
NodeSystemInfo.architecture: Processor architecture, such as amd64.
NodeSystemInfo.bootID: Changes with every start of the machine.
NodeSystemInfo.containerRuntimeVersion: Container runtime and its version, such as containerd://2.1.4.
NodeSystemInfo.kernelVersion: Version of the kernel.
NodeSystemInfo.kubeProxyVersion: DEPRECATED: no longer filled in.
NodeSystemInfo.kubeletVersion: Version of the kubelet; kubectl get nodes shows it.
NodeSystemInfo.machineID: Tells machines apart, from /etc/machine-id.
NodeSystemInfo.operatingSystem: linux or windows.
NodeSystemInfo.osImage: Name of the operating system, such as Debian GNU/Linux 12.
NodeSystemInfo.swap: Swap space of the node.
NodeSystemInfo.systemUUID: Tells machines apart, from the hardware.
NodeSwapStatus: Swap space of a node.
NodeSwapStatus.capacity: Size in bytes.
NodeRuntimeHandler: A way to run containers.
NodeRuntimeHandler.features: What it can do.
NodeRuntimeHandler.name: Its name, which a RuntimeClass gives; empty for the usual one.
NodeRuntimeHandlerFeatures: What a way to run containers can do.
NodeRuntimeHandlerFeatures.recursiveReadOnlyMounts: It can make everything below a mount read-only.
NodeRuntimeHandlerFeatures.userNamespaces: It can give pods users of their own, as hostUsers: false asks.
AttachedVolume: A volume that a node has attached.
AttachedVolume.devicePath: The device as which it appears.
AttachedVolume.name: Name of the volume.
"""

"""Descriptions of Pod: its spec and its status. Containers, volumes, placing and security have tables of their own."""

from __future__ import annotations

TEXTS = """
Pod: One or more containers that run together on a node and share an address. A pod is never mended or moved: a
  workload such as a Deployment makes a new one, with another address.
Pod.spec: What is to run, where, and under which name. Hardly anything of it can change while the pod exists.
Pod.status: How it goes.
PodSpec: The containers, and what they share: node, address, name, storage.
PodSpec.activeDeadlineSeconds: Seconds after which the pod is ended as failed. Left out, never.
PodSpec.affinity: On which nodes and near which other pods it may or should run.
PodSpec.automountServiceAccountToken: Whether containers get a token for the API (default true).
PodSpec.containers: The containers of the pod; at least one. They share the pod's address, so that no two can listen on
  the same port.
PodSpec.dnsConfig: DNS servers, search names and options beyond what dnsPolicy gives.
PodSpec.dnsPolicy: ClusterFirst (the default): names of Services resolve. Default: the node's own resolver, which does
  not know Services. ClusterFirstWithHostNet: like ClusterFirst for pods in the node's network. None: only dnsConfig
  counts.
PodSpec.enableServiceLinks: Put address and port of every Service of the namespace into the environment (default true).
  Only of those that exist when the container starts.
PodSpec.ephemeralContainers: Containers that were added for a look inside, as kubectl debug does. They are never
  restarted and cannot be taken out again.
PodSpec.hostAliases: Lines for the pod's /etc/hosts.
PodSpec.hostIPC: Use the node's shared memory and semaphores (default false).
PodSpec.hostNetwork: Use the node's network and addresses instead of the pod's own (default false). Names of Services
  then resolve only with dnsPolicy ClusterFirstWithHostNet.
PodSpec.hostPID: See and signal the node's processes (default false).
PodSpec.hostUsers: If false, root in the pod is an ordinary user on the node (default true).
PodSpec.hostname: The pod's host name; by default its name.
PodSpec.hostnameOverride: The whole host name that the pod sees for itself, up to 64 characters, whatever hostname and
  subdomain say. DNS does not learn of it.
PodSpec.imagePullSecrets: Secrets with which images are pulled.
PodSpec.initContainers: Containers that run before the others, one after another. Those with restartPolicy Always go
  on running beside them.
PodSpec.nodeName: The node that the pod runs on. Set by the scheduler; whoever writes it passes the scheduler by.
PodSpec.nodeSelector: Labels that the node must have.
PodSpec.os: The operating system that the pod needs.
PodSpec.overhead: What the way of running the pod costs on top of its containers. Set from the RuntimeClass.
PodSpec.preemptionPolicy: PreemptLowerPriority (the default): pods of lower priority have to make room. Never: wait.
PodSpec.priority: Weight of the pod when nodes are full. Set by the server from priorityClassName.
PodSpec.priorityClassName: The class from which the priority comes.
PodSpec.readinessGates: Conditions that others set and that must hold, too, before the pod counts as ready.
PodSpec.resourceClaims: Devices that are claimed for the pod, to be named in the resources of containers.
PodSpec.resources: What all containers together ask for and may use.
PodSpec.restartPolicy: What happens when a container ends: Always (the default), OnFailure or Never. Deployments and
  the like allow Always only.
PodSpec.runtimeClassName: The RuntimeClass that says how containers are run, such as in a sandbox. Left out, the
  node's usual way.
PodSpec.schedulerName: Who picks the node (default default-scheduler).
PodSpec.schedulingGates: Reasons for which the pod is not put on a node yet. Others take them away.
PodSpec.schedulingGroup: The group of pods with which it is put on nodes, all or none.
PodSpec.securityContext: Rights of all containers.
PodSpec.serviceAccount: DEPRECATED: use serviceAccountName, which has the same value.
PodSpec.serviceAccountName: The account by which the pod talks to the API (default "default"). Has nothing to do with
  Services.
PodSpec.setHostnameAsFQDN: The host name is the whole DNS name instead of its first part (default false).
PodSpec.shareProcessNamespace: Containers see each other's processes (default false).
PodSpec.subdomain: Name of a headless Service; with it and hostname the pod gets the DNS name
  HOSTNAME.SUBDOMAIN.NAMESPACE.svc.
PodSpec.terminationGracePeriodSeconds: Seconds that the pod has to shut down before it is killed (default 30). Time for
  preStop counts, too.
PodSpec.tolerations: Taints of nodes that do not keep the pod away.
PodSpec.topologySpreadConstraints: How evenly pods are to be spread over nodes or zones.
PodSpec.volumes: Storage that the containers may mount.
PodDNSConfig: What a pod asks DNS servers, beyond or instead of what its dnsPolicy gives.
PodDNSConfig.nameservers: Addresses of DNS servers, at most 3 with those that dnsPolicy gives.
PodDNSConfig.options: Resolver options such as ndots.
PodDNSConfig.searches: Names that are tried after a short name.
PodDNSConfigOption: A resolver option.
PodDNSConfigOption.name: Name of the option, such as ndots: names with fewer dots are first tried with each search name.
PodDNSConfigOption.value: Its value, as text; some options have none.
HostAlias: A line of /etc/hosts.
HostAlias.hostnames: The names.
HostAlias.ip: The address.
PodOS: The operating system that a pod needs.
PodOS.name: linux or windows.
PodReadinessGate: A condition that has to hold too before the pod counts as ready.
PodReadinessGate.conditionType: Type of the condition.
PodResourceClaim: A claim of devices. Either an existing one or a template from which the pod gets its own.
PodResourceClaim.name: Name by which containers refer to the claim.
PodResourceClaim.resourceClaimName: A ResourceClaim that exists already.
PodResourceClaim.resourceClaimTemplateName: The template from which a claim is made that goes with the pod.
PodSchedulingGate: A reason for which a pod is not put on a node yet.
PodSchedulingGate.name: Name of the reason.
PodSchedulingGroup: The group with which a pod is put on nodes.
PodSchedulingGroup.podGroupName: The PodGroup of the same namespace that it belongs to.
PodStatus: How a pod is.
PodStatus.allocatedResources: What the node has set aside for the pod as a whole.
PodStatus.conditions: Findings about the pod; Ready decides whether Services send it traffic.
PodStatus.containerStatuses: How its containers are.
PodStatus.ephemeralContainerStatuses: How its ephemeral containers are.
PodStatus.extendedResourceClaimStatus: The claim that was made for devices which containers ask for among their
  resources.
PodStatus.hostIP: Address of its node.
PodStatus.hostIPs: All addresses of its node.
PodStatus.initContainerStatuses: How its init containers are.
PodStatus.nodeAllocatableResourceClaimStatuses: What claims take from the node's own cpu, memory and the like.
PodStatus.nominatedNodeName: The node on which room is being made for it.
PodStatus.phase: Pending: not started yet. Running: at least one container runs, ready or not. Succeeded, Failed: all
  have ended for good. Unknown: its node is not heard of.
PodStatus.podIP: The pod's primary address. Gone with the pod.
PodStatus.podIPs: The pod's addresses, one of each family; the first is podIP.
PodStatus.qosClass: Guaranteed, Burstable or BestEffort, by its requests and limits.
PodStatus.resize: DEPRECATED: see the conditions PodResizePending and PodResizeInProgress. How far a change of resources
  has got.
PodStatus.resourceClaimStatuses: Claims that were made from templates.
PodStatus.resources: What the pod as a whole has been given.
PodStatus.startTime: When its node took it on, before images were pulled.
PodCondition: A finding about a pod.
PodCondition.status: True, False or Unknown.
PodCondition.type: PodScheduled, Initialized, ContainersReady, Ready, PodReadyToStartContainers, or one that others set.
HostIP: An address of the node.
HostIP.ip: The address.
PodIP: An address of the pod.
PodIP.ip: The address.
PodExtendedResourceClaimStatus: A claim that was made for devices among the resources of containers.
PodExtendedResourceClaimStatus.requestMappings: Which request of the claim is for which resource of which container.
PodExtendedResourceClaimStatus.resourceClaimName: Name of the claim.
ContainerExtendedResourceRequest: The request of a claim that is for a resource of a container.
ContainerExtendedResourceRequest.containerName: Name of the container.
ContainerExtendedResourceRequest.requestName: The request, by its name in the claim.
ContainerExtendedResourceRequest.resourceName: Name of the resource, such as example.com/gpu.
NodeAllocatableResourceClaimStatus: What a claim takes from a node's own resources.
NodeAllocatableResourceClaimStatus.containers: Names of the containers that use the claim.
NodeAllocatableResourceClaimStatus.resourceClaimName: Name of the claim.
NodeAllocatableResourceClaimStatus.resources: How much it takes of each resource.
PodResourceClaimStatus: A claim that was made from a template.
PodResourceClaimStatus.name: Name by which containers refer to it.
PodResourceClaimStatus.resourceClaimName: Name of the claim; left out where none was needed.
"""

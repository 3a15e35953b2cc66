"""Descriptions of the parts of a Pod that matter to those who use Services."""

from __future__ import annotations

TEXTS = """
Pod: One or more containers that run together on a node and share an address.
Pod.spec: What is to run.
Pod.status: How it goes.
PodSpec: What is to run, where, and under which name.
PodSpec.containers: The containers of the pod; at least one.
PodSpec.initContainers: Containers that run before the others, one after another. Those with restartPolicy Always go
  on running beside them.
PodSpec.dnsConfig: DNS servers, search names and options beyond what dnsPolicy gives.
PodSpec.dnsPolicy: ClusterFirst (the default): names of Services resolve. Default: the node's own resolver.
  ClusterFirstWithHostNet: like ClusterFirst for pods in the node's network. None: only dnsConfig counts.
PodSpec.enableServiceLinks: Put address and port of every Service of the namespace into the environment (default true).
PodSpec.hostAliases: Lines for the pod's /etc/hosts.
PodSpec.hostNetwork: Use the node's network and addresses instead of the pod's own.
PodSpec.hostname: The pod's host name; by default its name.
PodSpec.subdomain: Name of a headless Service; with it the pod gets the DNS name HOSTNAME.SUBDOMAIN.NAMESPACE.svc.
PodSpec.nodeName: The node that the pod runs on. Set by the scheduler.
PodSpec.nodeSelector: Labels that the node must have.
PodSpec.readinessGates: Conditions that others set and that must hold, too, before the pod counts as ready.
PodSpec.restartPolicy: What happens when a container ends: Always (the default), OnFailure or Never.
PodSpec.terminationGracePeriodSeconds: Seconds that the pod has to shut down before it is killed (default 30).
PodSpec.volumes: Storage that the containers may mount.
PodDNSConfig.nameservers: Addresses of DNS servers.
PodDNSConfig.options: Resolver options such as ndots.
PodDNSConfig.searches: Names that are tried after a short name.
Container: A program with its image, ports and limits.
Container.args: Arguments of the program.
Container.command: The program, where it is not the image's own.
Container.env: Environment variables.
Container.image: The image to run.
Container.imagePullPolicy: When the image is fetched: Always, IfNotPresent or Never.
Container.livenessProbe: Restart the container when this check fails.
Container.name: Name of the container, a DNS label.
Container.ports: Ports that the program listens on. A list for readers: an unlisted port is just as reachable. Only
  the names count, for the targetPort of a Service.
Container.readinessProbe: Take the pod out of its Services as long as this check fails.
Container.resources: How much processor and memory the container asks for, and how much it may use.
Container.startupProbe: Hold the other checks back until this one has succeeded.
Container.volumeMounts: Where volumes are mounted.
ContainerPort: A port that a program listens on.
ContainerPort.containerPort: The port number, 1-65535.
ContainerPort.hostIP: Address of the node that hostPort is bound to.
ContainerPort.hostPort: Port of the node that leads here. Rarely needed; use a Service.
ContainerPort.name: Name that the targetPort of a Service can refer to: up to 15 lower-case letters, digits and
  hyphens, with a letter.
ContainerPort.protocol: TCP (the default), UDP or SCTP.
Probe: A check that the node runs again and again.
Probe.exec: Run a command in the container; exit status 0 is success.
Probe.failureThreshold: Failures in a row after which the check counts as failed (default 3).
Probe.grpc: Ask the gRPC health service.
Probe.httpGet: Send an HTTP request; status 200-399 is success.
Probe.initialDelaySeconds: Seconds after the start before the first check.
Probe.periodSeconds: Seconds between checks (default 10).
Probe.successThreshold: Successes in a row after which the check counts as passed again (default 1).
Probe.tcpSocket: Open a TCP connection.
Probe.terminationGracePeriodSeconds: Seconds to shut down when this check fails, instead of the pod's own.
Probe.timeoutSeconds: Seconds after which a check without an answer has failed (default 1).
HTTPGetAction.path: Path of the request (default /).
HTTPGetAction.port: Number or name of a port of the container.
HTTPGetAction.scheme: HTTP (the default) or HTTPS.
HTTPGetAction.host: Host to connect to; by default the pod's address.
HTTPGetAction.httpHeaders: Headers of the request.
TCPSocketAction.port: Number or name of a port of the container.
EnvVar.name: Name of the variable.
EnvVar.value: Its value.
EnvVar.valueFrom: Where its value comes from.
PodStatus.conditions: Findings about the pod; Ready decides whether Services send it traffic.
PodStatus.phase: Pending, Running, Succeeded, Failed or Unknown.
PodStatus.podIP: The pod's primary address.
PodStatus.podIPs: The pod's addresses, one of each family.
PodStatus.hostIP: Address of its node.
Container.envFrom: ConfigMaps and Secrets of which every key becomes a variable.
Container.lifecycle: What is run after the start and before the end.
Container.securityContext: Rights of the container.
Container.stdin: Standard input is kept open.
Container.stdinOnce: Standard input is closed after the first who was attached to it has gone.
Container.terminationMessagePath: The file from which the last message is taken.
Container.terminationMessagePolicy: File, or FallbackToLogsOnError.
Container.tty: The container gets a terminal.
Container.workingDir: The folder in which the program starts.
ContainerState: What a container is doing: one of these.
ContainerState.running: It runs.
ContainerState.terminated: It has ended.
ContainerState.waiting: It has not started yet.
ContainerStateRunning.startedAt: When it was started.
ContainerStateTerminated.exitCode: Exit status of the program.
ContainerStateTerminated.finishedAt: When it ended.
ContainerStateTerminated.signal: The signal that ended it.
ContainerStateTerminated.startedAt: When it was started.
ContainerStatus: How a container is.
ContainerStatus.containerID: The container's id on the node.
ContainerStatus.image: The image that it runs.
ContainerStatus.imageID: The image's id.
ContainerStatus.lastState: How the run before ended.
ContainerStatus.name: Name of the container.
ContainerStatus.ready: Whether it passes its readiness probe; without one, whether it runs.
ContainerStatus.restartCount: How often it was started again.
ContainerStatus.started: Whether it has passed its startup probe.
ContainerStatus.state: What it is doing.
EnvVar: A variable of the program's environment.
EnvVarSource: Where a variable gets its value from.
ExecAction.command: The program and its arguments; exit status 0 is good.
HTTPGetAction: A request; a status from 200 to 399 is good.
HTTPHeader: A header of a request.
HTTPHeader.name: Name of the header.
HTTPHeader.value: Value of the header.
HostAlias: A line of /etc/hosts.
HostAlias.hostnames: The names.
HostAlias.ip: The address.
HostIP: An address of the node.
HostIP.ip: The address.
PodCondition: A finding about a pod.
PodCondition.type: PodScheduled, Initialized, ContainersReady, Ready or PodReadyToStartContainers.
PodIP: An address of the pod.
PodIP.ip: The address.
PodReadinessGate: A condition that has to hold too before the pod counts as ready.
PodReadinessGate.conditionType: Type of the condition.
PodSpec.activeDeadlineSeconds: Seconds after which the pod is ended as failed.
PodSpec.affinity: Wishes for nodes and for the company of other pods.
PodSpec.automountServiceAccountToken: Whether containers get a token for the API.
PodSpec.ephemeralContainers: Containers that were added for a look inside, as kubectl debug does.
PodSpec.imagePullSecrets: Secrets with which images are pulled.
PodSpec.priority: Weight of the pod when nodes are full. Set by the server from priorityClassName.
PodSpec.priorityClassName: The class from which the priority comes.
PodSpec.schedulerName: Who picks the node.
PodSpec.securityContext: Rights of all containers.
PodSpec.serviceAccountName: The account by which the pod talks to the API.
PodSpec.shareProcessNamespace: Containers see each other's processes.
PodSpec.tolerations: Marks of nodes that do not keep the pod away.
PodSpec.topologySpreadConstraints: How evenly pods are to be spread over nodes or zones.
PodStatus: How a pod is.
PodStatus.containerStatuses: How its containers are.
PodStatus.hostIPs: All addresses of its node.
PodStatus.initContainerStatuses: How its init containers are.
PodStatus.nominatedNodeName: The node on which room is being made for it.
PodStatus.qosClass: Guaranteed, Burstable or BestEffort, by its requests and limits.
PodStatus.startTime: When its node took it on.
ResourceRequirements: What a container needs and what it may use.
ResourceRequirements.limits: The most that it may use.
ResourceRequirements.requests: What is set aside for it.
TCPSocketAction.host: The address; the pod's own when left out.
Toleration: A mark of nodes that does not keep the pod away.
Toleration.effect: The mark's effect; every one when left out.
Toleration.key: The mark; every one when left out, together with operator Exists.
Toleration.operator: Equal (the default) or Exists.
Toleration.tolerationSeconds: How long a NoExecute mark is put up with.
Toleration.value: The mark's value.
VolumeMount: A volume in a container's files.
VolumeMount.mountPath: The folder at which it appears.
VolumeMount.name: Name of the volume.
VolumeMount.subPath: The part of the volume that is meant.
"""

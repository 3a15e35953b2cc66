"""Descriptions of containers: image, environment, ports, probes, resources."""

from __future__ import annotations

TEXTS = """
Container: A program with its image, ports and limits.
Container.args: Arguments of the program; the image's own when left out. $(NAME) stands for a variable of env.
Container.command: The program, where it is not the image's own entry point. No shell reads it.
Container.env: Environment variables. They win over those from envFrom.
Container.envFrom: ConfigMaps and Secrets of which every key becomes a variable.
Container.image: The image to run.
Container.imagePullPolicy: Always: ask the registry at each start. IfNotPresent: only if the node does not have the
  image. Never: do not ask. Default IfNotPresent, or Always for the tag latest and for no tag.
Container.lifecycle: What is run after the start and before the end.
Container.livenessProbe: Restart the container when this check fails. Whether Services send traffic is for
  readinessProbe to say.
Container.name: Name of the container: lower-case letters, digits and hyphens, unique in the pod.
Container.ports: Ports that the program listens on. A list for readers: an unlisted port is just as reachable. Only
  the names count, for the targetPort of a Service.
Container.readinessProbe: Take the pod out of its Services as long as this check fails. Without it, a container is
  ready as soon as it runs.
Container.resizePolicy: Whether a change of resources needs a restart, for each resource.
Container.resources: How much processor and memory the container asks for, and how much it may use.
Container.restartPolicy: Instead of the pod's own: Always, OnFailure or Never. An init container with Always runs beside
  the others until the pod ends (a sidecar).
Container.restartPolicyRules: Exceptions from restartPolicy by exit status, tried in order.
Container.securityContext: Rights of the container. They win over the pod's.
Container.startupProbe: Hold the other checks back until this one has succeeded; restart the container if it never does.
Container.stdin: Standard input is kept open (default false).
Container.stdinOnce: Standard input is closed after the first who was attached to it has gone (default false).
Container.terminationMessagePath: The file from which the last message is taken (default /dev/termination-log).
Container.terminationMessagePolicy: Where the last message comes from: File (the default), or FallbackToLogsOnError: the
  end of the log, if the file is empty and the program failed.
Container.tty: The container gets a terminal (default false).
Container.volumeDevices: Raw block devices that the program may use.
Container.volumeMounts: Where volumes are mounted.
Container.workingDir: The folder in which the program starts; the image's own when left out.
EphemeralContainer: A container that was added to a running pod for a look inside, as kubectl debug does. It is never
  restarted, gets no resources of its own, and cannot be changed or taken out.
EphemeralContainer.lifecycle: Not allowed for ephemeral containers.
EphemeralContainer.livenessProbe: Not allowed for ephemeral containers.
EphemeralContainer.ports: Not allowed for ephemeral containers.
EphemeralContainer.readinessProbe: Not allowed for ephemeral containers.
EphemeralContainer.resizePolicy: Not allowed for ephemeral containers.
EphemeralContainer.resources: Not allowed for ephemeral containers; they use what the pod has left.
EphemeralContainer.restartPolicy: Not allowed for ephemeral containers.
EphemeralContainer.restartPolicyRules: Not allowed for ephemeral containers.
EphemeralContainer.startupProbe: Not allowed for ephemeral containers.
EphemeralContainer.targetContainerName: The container whose processes it sees. Left out, only its own.
ContainerPort: A port that a program listens on.
ContainerPort.containerPort: The port number, 1-65535.
ContainerPort.hostIP: Address of the node that hostPort is bound to; all when left out.
ContainerPort.hostPort: Port of the node that leads here. Rarely needed; use a Service.
ContainerPort.name: Name that the targetPort of a Service can refer to: up to 15 lower-case letters, digits and
  hyphens, with a letter. Unique in the pod.
ContainerPort.protocol: TCP (the default), UDP or SCTP. A named targetPort is found only with the Service's protocol.
EnvVar: A variable of the program's environment.
EnvVar.name: Name of the variable.
EnvVar.value: Its value (default empty). Quote numbers and words such as yes, as YAML makes no text of them. $(OTHER)
  stands for a variable further up.
EnvVar.valueFrom: Where its value comes from, instead of value.
EnvVarSource: Where a variable gets its value from: one of these.
EnvVarSource.configMapKeyRef: A key of a ConfigMap.
EnvVarSource.fieldRef: A field of the pod, such as status.podIP.
EnvVarSource.fileKeyRef: A key of a file in a volume.
EnvVarSource.resourceFieldRef: A limit or request of a container.
EnvVarSource.secretKeyRef: A key of a Secret.
ConfigMapKeySelector: A key of a ConfigMap.
ConfigMapKeySelector.key: The key.
ConfigMapKeySelector.name: Name of the ConfigMap.
SecretKeySelector: A key of a Secret.
SecretKeySelector.key: The key.
SecretKeySelector.name: Name of the Secret.
FileKeySelector: A key of a file with lines NAME=VALUE.
FileKeySelector.key: The key, which is the name in front of the equals sign.
FileKeySelector.path: The file, from the volume's top; without "..".
FileKeySelector.volumeName: Name of the pod's volume, an emptyDir.
EnvFromSource: A ConfigMap or Secret of which every key becomes a variable.
EnvFromSource.configMapRef: The ConfigMap.
EnvFromSource.prefix: Text that is put before each name.
EnvFromSource.secretRef: The Secret.
ConfigMapEnvSource: A ConfigMap of which every key becomes a variable.
ConfigMapEnvSource.name: Name of the ConfigMap.
SecretEnvSource: A Secret of which every key becomes a variable.
SecretEnvSource.name: Name of the Secret.
Lifecycle: What is run after a container's start and before its end.
Lifecycle.postStart: Run right after the start, beside the program. If it fails, the container is restarted.
Lifecycle.preStop: Run before the program is told to stop. A few seconds of sleep here let proxies learn that the pod
  is going, so that no connection is lost.
Lifecycle.stopSignal: The signal that tells the program to stop; the image's own or SIGTERM when left out. Needs the
  pod's os.name.
LifecycleHandler: What is run: one of these.
LifecycleHandler.exec: A command in the container.
LifecycleHandler.httpGet: An HTTP request to the container.
LifecycleHandler.sleep: A pause.
LifecycleHandler.tcpSocket: DEPRECATED: does nothing here. It is kept so that old manifests can be read.
ExecAction: A command in the container.
ExecAction.command: The program and its arguments; exit status 0 is good. No shell reads it.
HTTPGetAction: A request by the node's kubelet; a status from 200 to 399 is good.
HTTPGetAction.host: Host to connect to; by default the pod's address. For another virtual host, set the header Host.
HTTPGetAction.httpHeaders: Headers of the request.
HTTPGetAction.path: Path of the request (default /).
HTTPGetAction.port: Number or name of a port of the container.
HTTPGetAction.scheme: HTTP (the default) or HTTPS, whose certificate is not checked.
HTTPHeader: A header of a request.
HTTPHeader.name: Name of the header.
HTTPHeader.value: Value of the header.
SleepAction: A pause.
SleepAction.seconds: How many seconds it lasts.
TCPSocketAction: A connection by the node's kubelet; it is good if it opens.
TCPSocketAction.host: The address; the pod's own when left out.
TCPSocketAction.port: Number or name of a port of the container.
GRPCAction: A question to the gRPC health service; the answer SERVING is good.
GRPCAction.port: Number of the port; a name is not possible.
GRPCAction.service: Name of the service that is asked about (default empty: the server as a whole).
Probe: A check that the node's kubelet runs again and again.
Probe.exec: Run a command in the container; exit status 0 is success.
Probe.failureThreshold: Failures in a row after which the check counts as failed (default 3).
Probe.grpc: Ask the gRPC health service.
Probe.httpGet: Send an HTTP request; status 200-399 is success.
Probe.initialDelaySeconds: Seconds after the start before the first check (default 0).
Probe.periodSeconds: Seconds between checks (default 10).
Probe.successThreshold: Successes in a row after which the check counts as passed again (default 1). Liveness and
  startup allow no other number.
Probe.tcpSocket: Open a TCP connection.
Probe.terminationGracePeriodSeconds: Seconds to shut down when this check fails, instead of the pod's own. Not for
  readiness.
Probe.timeoutSeconds: Seconds after which a check without an answer has failed (default 1).
ContainerResizePolicy: What a change of a resource needs.
ContainerResizePolicy.resourceName: cpu or memory.
ContainerResizePolicy.restartPolicy: NotRequired (the default) or RestartContainer.
ResourceRequirements: What a container needs and what it may use.
ResourceRequirements.claims: Claims of the pod that the container uses.
ResourceRequirements.limits: The most that it may use. More processor time is withheld; more memory ends the container.
ResourceRequirements.requests: What is set aside for it, and by what the scheduler finds a node. By default the limits.
ResourceClaim: A claim of the pod that a container uses.
ResourceClaim.name: Name of the claim, as in the pod's resourceClaims.
ResourceClaim.request: The one request of the claim that is meant; all when left out.
ContainerRestartRule: An exception from a restart policy.
ContainerRestartRule.action: Restart: the container is started again. RestartAllContainers: all of the pod are.
ContainerRestartRule.exitCodes: The exit statuses to which it applies.
ContainerRestartRuleOnExitCodes: Exit statuses.
ContainerRestartRuleOnExitCodes.operator: In: one of the values. NotIn: none of them.
ContainerRestartRuleOnExitCodes.values: Exit statuses, at most 255.
VolumeDevice: A raw block device that a container may use.
VolumeDevice.devicePath: The path as which it appears in the container.
VolumeDevice.name: Name of the pod's volume, a claim.
VolumeMount: A volume in a container's files.
VolumeMount.mountPath: The folder at which it appears, without ":".
VolumeMount.mountPropagation: Whether later mounts are seen: None (the default), HostToContainer: those of the node,
  Bidirectional: also those of the container by the node.
VolumeMount.name: Name of the pod's volume.
VolumeMount.recursiveReadOnly: Whether readOnly holds for mounts below, too: Disabled (the default), IfPossible or
  Enabled.
VolumeMount.subPath: The part of the volume that is meant (default: all of it). Files mounted so are never renewed.
VolumeMount.subPathExpr: Like subPath, but $(NAME) stands for a variable of the container. Not both.
"""

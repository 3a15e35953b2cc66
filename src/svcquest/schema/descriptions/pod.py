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
"""

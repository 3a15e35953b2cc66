"""Descriptions of Service."""

from __future__ import annotations

TEXTS = """
Service: A stable name and address for a changing set of pods. Traffic to the Service's ports is spread over the pods
  that its selector matches and that are ready.
Service.spec: Which pods serve, under which ports, and who may reach them.
Service.status: What others report about the Service: for type LoadBalancer, the addresses it was given.
ServiceSpec: Which pods serve, under which ports, and who may reach them.
ServiceSpec.allocateLoadBalancerNodePorts: Whether a Service of type LoadBalancer gets node ports as well (default
  true). Turn it off only if the load balancer sends traffic straight to pods or to the cluster IP.
ServiceSpec.clusterIP: The address of the Service inside the cluster. Left out, a free one is picked; "None" makes the
  Service headless: no address, and DNS answers with the pods' own. It cannot change while the Service exists, except
  by way of type ExternalName.
ServiceSpec.clusterIPs: All addresses inside the cluster, at most one of each IP family. The first is always
  clusterIP.
ServiceSpec.externalIPs: Addresses outside of the cluster's control that nodes accept for this Service, once somebody
  routes them to a node. Deprecated: anybody who may create a Service could take over an address.
ServiceSpec.externalName: The DNS name that a Service of type ExternalName is an alias (CNAME) for. Nothing is
  forwarded; a lower-case host name without scheme or port.
ServiceSpec.externalTrafficPolicy: What a node does with traffic from outside. Cluster: pass it to any endpoint, which
  hides the client's address. Local: only to endpoints on the same node, which keeps the client's address and drops
  traffic where there is none.
ServiceSpec.healthCheckNodePort: The node port on which load balancers ask whether a node has endpoints of its own.
  Only for type LoadBalancer with externalTrafficPolicy Local; picked if left out, and fixed from then on.
ServiceSpec.internalTrafficPolicy: What a node does with traffic from pods. Cluster (the default): pass it to any
  endpoint. Local: only to endpoints on the same node; where there is none, it is dropped.
ServiceSpec.ipFamilies: IPv4, IPv6 or both, the primary one first. Left out, the cluster's primary family is used.
ServiceSpec.ipFamilyPolicy: SingleStack: one family. PreferDualStack: both where the cluster has both.
  RequireDualStack: both, or the Service is refused.
ServiceSpec.loadBalancerClass: Which load balancer implementation is meant, such as "example.com/internal". Left out,
  the cloud's default one. Fixed while the type is LoadBalancer.
ServiceSpec.loadBalancerIP: The address wanted from the load balancer. Deprecated; many implementations ignore it and
  have an annotation instead.
ServiceSpec.loadBalancerSourceRanges: Client ranges (CIDR) that may use the load balancer. Left out, everybody may.
ServiceSpec.ports: The ports that the Service offers. With more than one, each needs a name. May be left out for
  headless and ExternalName Services.
ServiceSpec.publishNotReadyAddresses: Treat pods that are not ready as if they were: DNS and endpoints include them.
  For peers that must find each other before they are ready.
ServiceSpec.selector: Labels that a pod must all have to serve. Without a selector no endpoints are made: write an
  EndpointSlice by hand. Ignored for type ExternalName.
ServiceSpec.sessionAffinity: ClientIP sends all connections of a client address to the same pod for a while; None (the
  default) does not.
ServiceSpec.sessionAffinityConfig: How long ClientIP affinity lasts.
ServiceSpec.trafficDistribution: A preference among endpoints. PreferSameZone (formerly PreferClose): stay in the
  client's zone. PreferSameNode: stay on the client's node. When there is nothing near, traffic goes farther.
ServiceSpec.type: How far the Service reaches. ClusterIP (the default): inside the cluster. NodePort: also a port on
  every node. LoadBalancer: also an address from outside. ExternalName: only an alias in DNS.
ServicePort: One port that the Service offers.
ServicePort.appProtocol: The protocol that is spoken on the port, as a hint for proxies and ingresses, such as "http",
  "kubernetes.io/h2c" or "kubernetes.io/ws".
ServicePort.name: Name of the port, a DNS label. Required if there are several; also part of SRV records.
ServicePort.nodePort: The port on every node, for types NodePort and LoadBalancer. Left out, a free one of 30000-32767
  is picked.
ServicePort.port: The port that clients of the Service connect to.
ServicePort.protocol: TCP (the default), UDP or SCTP.
ServicePort.targetPort: The port on the pods: a number, or the name of a container port, which each pod may have on
  another number. Left out, it is the same number as port. Quoted digits are a name, not a number.
SessionAffinityConfig: Settings of session affinity.
SessionAffinityConfig.clientIP: Settings of affinity by client address.
ClientIPConfig: Settings of affinity by client address.
ClientIPConfig.timeoutSeconds: Seconds without a new connection after which a client may get another pod: 1-86400,
  default 10800 (three hours).
ServiceStatus: What others report about the Service.
ServiceStatus.conditions: Findings about the Service, each with a reason.
ServiceStatus.loadBalancer: Addresses of the load balancer, empty as long as there is none.
LoadBalancerStatus: The state of a load balancer.
LoadBalancerStatus.ingress: Where the load balancer takes traffic; clients outside of the cluster use these.
LoadBalancerIngress: An address at which a load balancer takes traffic.
LoadBalancerIngress.hostname: Host name of the load balancer, where it has one instead of an address.
LoadBalancerIngress.ip: Address of the load balancer.
LoadBalancerIngress.ipMode: VIP (the default): packets arrive with this address, so nodes may short-cut to it. Proxy:
  they arrive with a node's or pod's address, so traffic must really go through the load balancer.
LoadBalancerIngress.ports: State of each port of the load balancer.
PortStatus: State of one port of a load balancer.
PortStatus.error: Why the port does not work, as a word; empty if it does.
PortStatus.port: Port number.
PortStatus.protocol: TCP, UDP or SCTP.
"""

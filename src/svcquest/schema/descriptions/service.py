"""Descriptions of Service."""

from __future__ import annotations

TEXTS = """
Service: A stable name and address for a changing set of pods. Traffic to the Service's ports is spread over the pods
  that its selector matches and that are ready. No process stands behind it: the nodes' kube-proxy rewrites packets on
  their way.
Service.spec: Which pods serve, under which ports, and who may reach them.
Service.status: What others report about the Service: for type LoadBalancer, the addresses it was given.
ServiceSpec: Which pods serve, under which ports, and who may reach them.
ServiceSpec.allocateLoadBalancerNodePorts: Whether a Service of type LoadBalancer gets node ports as well (default
  true). Turn it off only if the load balancer sends traffic straight to pods or to the cluster IP. Node ports that
  are written down are given in any case. Not allowed for other types.
ServiceSpec.clusterIP: The address of the Service inside the cluster. Left out, a free one is picked; "None" (with a
  capital N) makes the Service headless: no address, no kube-proxy, and DNS answers with the pods' own addresses. It
  cannot change while the Service exists, except by way of type ExternalName.
ServiceSpec.clusterIPs: All addresses inside the cluster, at most one of each IP family and in the order of ipFamilies.
  The first is always clusterIP; when only clusterIP is written, the server fills this in.
ServiceSpec.externalIPs: DEPRECATED: may stop working. Addresses from outside of the cluster at which nodes take
  traffic for this Service, once somebody routes them to a node. Nobody checks whom they belong to, so that anybody who
  may create a Service could take over an address.
ServiceSpec.externalName: The DNS name that a Service of type ExternalName is an alias (CNAME) for: a lower-case host
  name without scheme, port or final dot. Nothing is forwarded, so clients have to use the port of the real server and
  get its certificate. Required for that type, ignored for the others.
ServiceSpec.externalTrafficPolicy: What a node does with traffic from outside (node ports, load balancer addresses,
  external IPs). Cluster (the default): pass it to any endpoint, which hides the client's address. Local: only to
  endpoints on the same node, which keeps the client's address and drops traffic where there is none. Pods of the
  cluster are not held to it. Not allowed for a Service without such ports and addresses.
ServiceSpec.healthCheckNodePort: The node port on which load balancers ask over HTTP whether a node has ready endpoints
  of its own (status 200) or not (503). Only for type LoadBalancer with externalTrafficPolicy Local; picked if left
  out, and fixed from then on.
ServiceSpec.internalTrafficPolicy: What a node does with traffic to the cluster IP. Cluster (the default): pass it to
  any endpoint. Local: only to endpoints on the same node; where there is none, it is dropped.
ServiceSpec.ipFamilies: IPv4, IPv6 or both, the primary one first. Left out, the cluster's primary family is used. The
  first one cannot change unless the Service is headless; a second one comes and goes with ipFamilyPolicy.
ServiceSpec.ipFamilyPolicy: SingleStack: one family (the default). PreferDualStack: both where the cluster has both.
  RequireDualStack: both, or the Service is refused.
ServiceSpec.loadBalancerClass: Which load balancer implementation is meant, such as "example.com/internal". Left out,
  the cluster's default one takes care. Only for type LoadBalancer, and fixed as long as that is the type.
ServiceSpec.loadBalancerIP: DEPRECATED: use the annotation of your load balancer. The address that is wanted from the
  load balancer; many implementations ignore it, and the server does not check it.
ServiceSpec.loadBalancerSourceRanges: Client ranges (CIDR) that may use the load balancer's address. Left out, everybody
  may. Node ports are not protected by it.
ServiceSpec.ports: The ports that the Service offers. With more than one, each needs a name, and no two may have the
  same port and protocol. May be left out for headless and ExternalName Services only.
ServiceSpec.publishNotReadyAddresses: Treat pods that are not ready as if they were: DNS and endpoints include them
  (default false). For peers that must find each other before they are ready.
ServiceSpec.selector: Labels that a pod must all have to serve. Only pods of the Service's namespace count, and what
  their own labels say, not those of their Deployment. Without a selector no endpoints are made: write an EndpointSlice
  by hand. Ignored for type ExternalName.
ServiceSpec.sessionAffinity: ClientIP sends the connections of one client address to the same pod for a while; None
  (the default) picks a pod for each connection. Each node and each port of the Service remembers for itself.
ServiceSpec.sessionAffinityConfig: How long ClientIP affinity lasts. Erased when sessionAffinity is None.
ServiceSpec.trafficDistribution: A preference among ready endpoints. PreferSameZone (formerly PreferClose): stay in the
  client's zone. PreferSameNode: stay on the client's node, else in its zone. When there is nothing near, traffic goes
  farther; left out, all endpoints are equal.
ServiceSpec.type: How far the Service reaches. ClusterIP (the default): inside the cluster. NodePort: also a port on
  every node. LoadBalancer: also an address from outside. ExternalName: only an alias in DNS. Each of the first three
  has all that the one before it has.
ServicePort: One port that the Service offers.
ServicePort.appProtocol: The protocol that is spoken on the port, as a hint for proxies and ingresses, such as "http",
  "kubernetes.io/h2c" or "kubernetes.io/ws". Changes nothing about how packets are sent on.
ServicePort.name: Name of the port: lower-case letters, digits and hyphens. Required and unique if there are several
  ports. Endpoints carry it, and SRV records are asked for by it.
ServicePort.nodePort: The port on every node, for types NodePort and LoadBalancer. Left out, a free one of 30000-32767
  is picked. A number is given to one Service only.
ServicePort.port: The port that clients of the Service connect to, 1-65535. The pods may listen on another one: see
  targetPort.
ServicePort.protocol: TCP (the default), UDP or SCTP, in capitals.
ServicePort.targetPort: The port on the pods: a number, or the name of a container port, which each pod may have on
  another number. Left out, it is the same number as port. Quoted digits are a name, not a number. Ignored for
  endpoints that are written by hand.
SessionAffinityConfig: Settings of session affinity.
SessionAffinityConfig.clientIP: Settings of affinity by client address.
ClientIPConfig: Settings of affinity by client address.
ClientIPConfig.timeoutSeconds: Seconds without a new connection after which a client may get another pod: 1-86400,
  default 10800 (three hours).
ServiceStatus: What others report about the Service.
ServiceStatus.conditions: Findings about the Service, each with a reason.
ServiceStatus.loadBalancer: Addresses of the load balancer, empty as long as there is none.
LoadBalancerStatus: The state of a load balancer.
LoadBalancerStatus.ingress: Where the load balancer takes traffic; clients outside of the cluster use these. Empty
  shows as <pending>, and nothing but the load balancer's own controller ever fills it.
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

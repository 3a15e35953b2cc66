"""Descriptions of EndpointSlice, Endpoints and NetworkPolicy."""

from __future__ import annotations

TEXTS = """
EndpointSlice: Addresses behind a Service. The control plane writes them for Services with a selector; for one without,
  people do. The label kubernetes.io/service-name says whose they are.
EndpointSlice.addressType: IPv4, IPv6 or FQDN, for all addresses of the slice. Cannot change.
EndpointSlice.endpoints: The addresses, one entry a pod or host; up to 1000.
EndpointSlice.ports: The ports of all these addresses, by the names that the Service's ports have.
Endpoint: One pod or host behind a Service.
Endpoint.addresses: Its address. Clients use the first.
Endpoint.conditions: Whether it should get traffic.
Endpoint.deprecatedTopology: Where it runs, in the words of the first version of this API.
Endpoint.hints: Which zones and nodes should use it.
Endpoint.hostname: Its own name below the Service's DNS name, for headless Services.
Endpoint.nodeName: The node that it runs on.
Endpoint.targetRef: The pod.
Endpoint.zone: The zone that it runs in.
EndpointConditions: Whether an endpoint should get traffic.
EndpointConditions.ready: It takes new connections. Missing means yes.
EndpointConditions.serving: Like ready, but stays true while a working pod shuts down.
EndpointConditions.terminating: It is shutting down.
EndpointHints: Which zones and nodes should use an endpoint.
EndpointHints.forNodes: Nodes whose traffic should come here.
EndpointHints.forZones: Zones whose traffic should come here.
discovery.EndpointPort: A port of all addresses of the slice.
discovery.EndpointPort.appProtocol: The protocol that is spoken on the port.
discovery.EndpointPort.name: Name of the Service's port that leads here; empty for its only, unnamed port.
discovery.EndpointPort.port: Port number on the endpoints.
discovery.EndpointPort.protocol: TCP (the default), UDP or SCTP.
Endpoints: The older list of addresses behind a Service, under the Service's own name. Deprecated for EndpointSlice.
Endpoints.subsets: Groups of addresses that have the same ports.
EndpointSubset: Addresses that have the same ports.
EndpointSubset.addresses: Addresses that take traffic.
EndpointSubset.notReadyAddresses: Addresses of pods that are not ready.
EndpointSubset.ports: The ports of these addresses.
EndpointAddress: One address.
EndpointAddress.hostname: Its own name below the Service's DNS name.
EndpointAddress.ip: The address; not a loopback or link-local one.
EndpointAddress.nodeName: The node that it is on.
EndpointAddress.targetRef: The pod.
EndpointPort: A port of the addresses.
EndpointPort.appProtocol: The protocol that is spoken on the port.
EndpointPort.name: Name of the Service's port that leads here.
EndpointPort.port: Port number on the endpoints.
EndpointPort.protocol: TCP (the default), UDP or SCTP.
NetworkPolicy: Which traffic pods may take and send. A pod that no policy picks may do everything; policies add up.
NetworkPolicySpec.egress: Traffic that the pods may send. Each rule allows more; none allows nothing.
NetworkPolicySpec.ingress: Traffic that the pods may take. Each rule allows more; none allows nothing.
NetworkPolicySpec.podSelector: The pods of this namespace that the policy is about; {} picks all.
NetworkPolicySpec.policyTypes: Ingress, Egress or both: which directions the policy restricts.
NetworkPolicyIngressRule.from: Who may send; left out, everybody.
NetworkPolicyIngressRule.ports: Ports of the pods, not of a Service; left out, all.
NetworkPolicyEgressRule.ports: Ports of the destination's pods; left out, all.
NetworkPolicyEgressRule.to: Where traffic may go; left out, everywhere.
NetworkPolicyPeer.ipBlock: Addresses outside of the cluster.
NetworkPolicyPeer.namespaceSelector: Pods of these namespaces; together with podSelector, only those of them.
NetworkPolicyPeer.podSelector: Pods with these labels, of the same namespace unless namespaceSelector says otherwise.
NetworkPolicyPort.endPort: Last port of a range that begins with port.
NetworkPolicyPort.port: Number or name of a container port; left out, all ports.
NetworkPolicyPort.protocol: TCP (the default), UDP or SCTP.
IPBlock.cidr: A range of addresses, such as 192.168.1.0/24.
IPBlock.except: Ranges inside of it that are left out.
ForNode: A node that is to use an endpoint.
ForNode.name: Name of the node.
ForZone: A zone that is to use an endpoint.
ForZone.name: Name of the zone.
"""

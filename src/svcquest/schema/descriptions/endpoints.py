"""Descriptions of EndpointSlice and Endpoints."""

from __future__ import annotations

TEXTS = """
EndpointSlice: Addresses behind a Service. The control plane writes them for Services with a selector; for one without,
  people do. The label kubernetes.io/service-name says whose they are; a Service may have several slices.
EndpointSlice.addressType: IPv4, IPv6 or FQDN, for all addresses of the slice. kube-proxy uses IPv4 and IPv6 only.
  Cannot change.
EndpointSlice.endpoints: The addresses, one entry a pod or host: up to 1000, and 100 in slices that the control plane
  writes.
EndpointSlice.ports: The ports of all these addresses, by the names that the Service's ports have. None: nothing can be
  reached, as happens when a pod has no container port of the name that targetPort gives.
Endpoint: One pod or host behind a Service.
Endpoint.addresses: Its address. Only the first counts.
Endpoint.conditions: Whether it should get traffic.
Endpoint.deprecatedTopology: DEPRECATED: see nodeName and zone. Where it runs, in the words of the first version of
  this API.
Endpoint.hints: Which zones and nodes should use it. Written by the control plane, by the Service's
  trafficDistribution.
Endpoint.hostname: Its own name below the Service's DNS name, for headless Services: HOSTNAME.SERVICE.NAMESPACE.
Endpoint.nodeName: The node that it runs on. Traffic policy Local keeps to endpoints of the own node.
Endpoint.targetRef: The pod.
Endpoint.zone: The zone that it runs in.
EndpointConditions: Whether an endpoint should get traffic.
EndpointConditions.ready: It takes new connections. Missing means yes. Never true while a pod shuts down, unless the
  Service has publishNotReadyAddresses.
EndpointConditions.serving: Like ready, but stays true while a working pod shuts down. Missing means the same as ready.
EndpointConditions.terminating: Its pod is shutting down. It then gets traffic only if no endpoint is ready and it is
  still serving. Missing means no.
EndpointHints: Which zones and nodes should use an endpoint.
EndpointHints.forNodes: Nodes whose traffic should come here; at most 8.
EndpointHints.forZones: Zones whose traffic should come here; at most 8.
ForNode: A node that is to use an endpoint.
ForNode.name: Name of the node.
ForZone: A zone that is to use an endpoint.
ForZone.name: Name of the zone.
discovery.EndpointPort: A port of all addresses of the slice.
discovery.EndpointPort.appProtocol: The protocol that is spoken on the port, as in the Service's port.
discovery.EndpointPort.name: Name of the Service's port that leads here; empty for its only, unnamed port. With another
  name, the Service finds no endpoint.
discovery.EndpointPort.port: Port number on the endpoints, whatever the Service's targetPort says.
discovery.EndpointPort.protocol: TCP (the default), UDP or SCTP.
Endpoints: DEPRECATED: use EndpointSlice. The older list of addresses behind a Service, under the Service's own name.
  It holds 1000 addresses of one IP family; kube-proxy does not read it.
Endpoints.subsets: Groups of addresses that have the same ports.
EndpointSubset: Addresses that have the same ports.
EndpointSubset.addresses: Addresses that take traffic.
EndpointSubset.notReadyAddresses: Addresses of pods that are not ready; they get no traffic.
EndpointSubset.ports: The ports of these addresses.
EndpointAddress: One address.
EndpointAddress.hostname: Its own name below the Service's DNS name.
EndpointAddress.ip: The address; not a loopback or link-local one.
EndpointAddress.nodeName: The node that it is on.
EndpointAddress.targetRef: The pod.
EndpointPort: A port of the addresses.
EndpointPort.appProtocol: The protocol that is spoken on the port.
EndpointPort.name: Name of the Service's port that leads here. May be left out if there is one only.
EndpointPort.port: Port number on the endpoints.
EndpointPort.protocol: TCP (the default), UDP or SCTP.
"""

"""Endpoints and EndpointSlice."""

from __future__ import annotations

STRUCTS = """\
Endpoints
  apiVersion string
  kind string
  metadata ObjectMeta
  subsets []EndpointSubset
EndpointSubset
  addresses []EndpointAddress
  notReadyAddresses []EndpointAddress
  ports []EndpointPort
EndpointAddress
  hostname string
  ip! string
  nodeName? string
  targetRef ObjectReference
EndpointPort
  appProtocol? string
  name string
  port! int32
  protocol string SCTP|TCP|UDP
EndpointSlice
  addressType! string FQDN|IPv4|IPv6
  apiVersion string
  endpoints []Endpoint
  kind string
  metadata ObjectMeta
  ports []discovery.EndpointPort
Endpoint
  addresses! []string
  conditions EndpointConditions
  deprecatedTopology map[string]string
  hints EndpointHints
  hostname? string
  nodeName? string
  targetRef ObjectReference
  zone? string
EndpointConditions
  ready? bool
  serving? bool
  terminating? bool
EndpointHints
  forNodes []ForNode
  forZones []ForZone
ForNode
  name! string
ForZone
  name! string
discovery.EndpointPort
  appProtocol? string
  name? string
  port? int32
  protocol? string SCTP|TCP|UDP
"""

"""Descriptions of the kinds that the server lists and that the cluster only keeps."""

from __future__ import annotations

TEXTS = """
APIService: Hands a group of the API on to another server, which is reached by a Service.
Binding: Tells the API on which node a pod is to run. Schedulers make it; it cannot be read.
CSIDriver: What a storage driver needs and can do.
CSINode: Which storage drivers a node has.
CSIStorageCapacity: How much storage of a class is left in a part of the cluster.
CertificateSigningRequest: Asks for a certificate, which somebody has to approve.
ClusterRole: A set of rights in all namespaces or outside of them.
ClusterRoleBinding: Gives the rights of a ClusterRole in the whole cluster.
ComponentStatus: DEPRECATED: how parts of the control plane are.
ControllerRevision: An earlier state of a StatefulSet or DaemonSet, kept to go back to.
CronJob: Makes a Job at certain times.
CustomResourceDefinition: Adds a kind of object to the API.
DeviceClass: A class of devices that can be claimed.
FlowSchema: Sorts requests to the API server into priority levels.
HorizontalPodAutoscaler: Scales a workload by the load of its pods.
IPAddress: An address that is in use as a cluster IP, and the Service that uses it. Written by the server.
Ingress: Sends HTTP requests from outside to Services by host and path. Nothing happens without an ingress controller;
  the Gateway API is its successor.
IngressClass: Names an ingress controller; an Ingress refers to it.
Job: Runs pods until enough of them have succeeded.
Lease: Who holds a role at present; nodes and controllers renew theirs all the time.
LimitRange: Least, most and default resources of each container or claim of a namespace.
LocalSubjectAccessReview: Asks whether somebody may do something in a namespace.
MutatingAdmissionPolicy: Changes objects that are written, by expressions.
MutatingAdmissionPolicyBinding: Says where a MutatingAdmissionPolicy applies.
MutatingWebhookConfiguration: Has a server of yours change objects that are written; it is often reached by a Service.
PersistentVolume: A piece of storage that claims can be bound to.
PodDisruptionBudget: How many pods may be missing when nodes are drained.
PodTemplate: A pod to be made, kept for controllers that ask for it.
PriorityClass: A weight for pods, by name.
PriorityLevelConfiguration: How many requests of a level the API server handles at a time.
resource.ResourceClaim: A claim of devices for pods.
ResourceClaimTemplate: Makes a ResourceClaim for each pod.
ResourceQuota: The most that all objects of a namespace may use together; also how many Services of a type there may be.
ResourceSlice: Devices that a node or pool has to offer.
Role: A set of rights within a namespace.
RoleBinding: Gives the rights of a Role or ClusterRole within a namespace.
RuntimeClass: A way to run containers, such as in a sandbox.
Secret: Small confidential data, as keys and values in base64. Pods get them as variables or files.
SelfSubjectAccessReview: Asks what kubectl auth can-i asks: whether you may do something.
SelfSubjectReview: Asks who you are.
SelfSubjectRulesReview: Asks what you may do in a namespace.
ServiceAccount: An account by which pods talk to the API. Has nothing to do with Services.
ServiceCIDR: A range from which Services get their cluster IPs. Several add up.
StorageClass: A kind of storage that claims can ask for, and who makes it.
SubjectAccessReview: Asks whether somebody may do something.
TokenReview: Asks to whom a token belongs.
ValidatingAdmissionPolicy: Refuses objects that break a rule, by expressions.
ValidatingAdmissionPolicyBinding: Says where a ValidatingAdmissionPolicy applies.
ValidatingWebhookConfiguration: Has a server of yours refuse objects; it is often reached by a Service.
VolumeAttachment: A volume that is to be attached, and the node that is to have it.
VolumeAttributesClass: Settings of a volume that can change while it is in use.
"""

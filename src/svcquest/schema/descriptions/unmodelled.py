"""Descriptions of the kinds that the server lists and that the cluster only keeps. Names have their group in front."""

from __future__ import annotations

TEXTS = """
admissionregistration.MutatingAdmissionPolicy: Changes objects that are written, by expressions.
admissionregistration.MutatingAdmissionPolicyBinding: Says where a MutatingAdmissionPolicy applies.
admissionregistration.MutatingWebhookConfiguration: Has a server of yours change objects that are written; it is often
  reached by a Service.
admissionregistration.ValidatingAdmissionPolicy: Refuses objects that break a rule, by expressions.
admissionregistration.ValidatingAdmissionPolicyBinding: Says where a ValidatingAdmissionPolicy applies.
admissionregistration.ValidatingWebhookConfiguration: Has a server of yours refuse objects; it is often reached by a
  Service.
apiextensions.CustomResourceDefinition: Adds a kind of object to the API.
apiregistration.APIService: Hands a group of the API on to another server, which is reached by a Service.
apps.ControllerRevision: An earlier state of a StatefulSet or DaemonSet, kept to go back to.
authentication.SelfSubjectReview: Asks who you are.
authentication.TokenReview: Asks to whom a token belongs.
authorization.LocalSubjectAccessReview: Asks whether somebody may do something in a namespace.
authorization.SelfSubjectAccessReview: Asks what kubectl auth can-i asks: whether you may do something.
authorization.SelfSubjectRulesReview: Asks what you may do in a namespace.
authorization.SubjectAccessReview: Asks whether somebody may do something.
autoscaling.HorizontalPodAutoscaler: Scales a workload by the load of its pods.
batch.CronJob: Makes a Job at certain times.
batch.Job: Runs pods until enough of them have succeeded.
certificates.CertificateSigningRequest: Asks for a certificate, which somebody has to approve.
coordination.Lease: Who holds a role at present; nodes and controllers renew theirs all the time.
core.Binding: Tells the API on which node a pod is to run. Schedulers make it; it cannot be read.
core.ComponentStatus: DEPRECATED: how parts of the control plane are.
core.LimitRange: Least, most and default resources of each container or claim of a namespace.
core.PersistentVolume: A piece of storage that claims can be bound to.
core.PersistentVolumeClaim: A wish for storage that outlives pods; the cluster binds it to a PersistentVolume.
core.PodTemplate: A pod to be made, kept for controllers that ask for it.
core.ResourceQuota: The most that all objects of a namespace may use together; also how many Services of a type there
  may be.
core.Secret: Small confidential data, as keys and values in base64. Pods get them as variables or files.
core.Secret.data: Values in base64, by key. base64 hides nothing: who may read the Secret can read them.
core.Secret.immutable: If true, the values can never change again; the object can only be deleted (default false).
core.Secret.stringData: Values as plain text, for writing only: the server puts them into data.
core.Secret.type: What the values are for, such as kubernetes.io/tls (default Opaque). Cannot change.
core.ServiceAccount: An account by which pods talk to the API. Has nothing to do with Services.
core.ServiceAccount.automountServiceAccountToken: Whether pods of this account get a token, unless they say themselves
  (default true).
core.ServiceAccount.imagePullSecrets: Secrets with which images are pulled for pods that name none.
core.ServiceAccount.secrets: DEPRECATED: tokens are made when they are needed. Secrets that pods of this
  account may use.
events.Event: A report of something that happened to an object, in the newer form. Gone after an hour.
events.Event.action: What was done.
events.Event.deprecatedCount: DEPRECATED: see series. count of the older form.
events.Event.deprecatedFirstTimestamp: DEPRECATED: see eventTime. firstTimestamp of the older form.
events.Event.deprecatedLastTimestamp: DEPRECATED: see series. lastTimestamp of the older form.
events.Event.deprecatedSource: DEPRECATED: see reportingController. source of the older form.
events.Event.eventTime: When it happened first, to the microsecond.
events.Event.note: What happened, in a sentence.
events.Event.reason: What happened, in one word, such as Unhealthy.
events.Event.regarding: The object that it happened to.
events.Event.related: A second object that it concerns.
events.Event.reportingController: Who reports it, such as kubernetes.io/kubelet.
events.Event.reportingInstance: Which one of them, such as a node.
events.Event.series: How often it has happened, when it goes on.
events.Event.type: Normal or Warning.
events.EventSeries: An event that goes on.
events.EventSeries.count: How often it has happened.
events.EventSeries.lastObservedTime: When it last happened.
flowcontrol.FlowSchema: Sorts requests to the API server into priority levels.
flowcontrol.PriorityLevelConfiguration: How many requests of a level the API server handles at a time.
networking.IPAddress: An address that is in use as a cluster IP, and the Service that uses it. Written by the server.
networking.IPAddressSpec: Who uses an address. Its name is the address itself.
networking.IPAddressSpec.parentRef: The object that uses it.
networking.ParentReference: The object that uses an address.
networking.ParentReference.group: API group of the object; empty for a Service.
networking.ParentReference.name: Name of the object.
networking.ParentReference.namespace: Namespace of the object.
networking.ParentReference.resource: The type of the object, such as services.
networking.Ingress: Sends HTTP requests from outside to Services by host and path. Nothing happens without an ingress
  controller; the Gateway API is its successor.
networking.IngressSpec: Which requests go to which Services, and who is to do it.
networking.IngressSpec.defaultBackend: Where requests go that no rule fits.
networking.IngressSpec.ingressClassName: The IngressClass whose controller is to do it; the cluster's default one when
  left out.
networking.IngressSpec.rules: Hosts and paths, and where their requests go.
networking.IngressSpec.tls: Certificates, by host.
networking.IngressBackend: Where requests go: a Service or another object.
networking.IngressBackend.resource: Another object of the namespace that the controller understands.
networking.IngressBackend.service: A Service of the same namespace.
networking.IngressServiceBackend: A Service of the same namespace and one of its ports.
networking.IngressServiceBackend.name: Name of the Service.
networking.IngressServiceBackend.port: The Service's port, not the pods'. Many controllers send to the pods directly.
networking.ServiceBackendPort: A port of a Service, by name or by number.
networking.ServiceBackendPort.name: Name of the Service's port.
networking.ServiceBackendPort.number: Number of the Service's port.
networking.IngressRule: Requests for a host.
networking.IngressRule.host: The host, or *.DOMAIN for any name one step below; every host when left out.
networking.IngressRule.http: Where the requests go.
networking.HTTPIngressRuleValue: Where requests go, by path.
networking.HTTPIngressRuleValue.paths: The paths. The longest one that fits is taken.
networking.HTTPIngressPath: Requests for a path.
networking.HTTPIngressPath.backend: Where they go.
networking.HTTPIngressPath.path: The path, beginning with /. Left out, every one.
networking.HTTPIngressPath.pathType: Exact: just this path. Prefix: this one and those below it, step by step: /a fits
  /a/b, not /ab. ImplementationSpecific: as the controller likes.
networking.IngressTLS: A certificate and the hosts that it is for.
networking.IngressTLS.hosts: The hosts; every one when left out.
networking.IngressTLS.secretName: Name of the Secret with tls.crt and tls.key.
networking.IngressStatus: Where the Ingress takes requests.
networking.IngressStatus.loadBalancer: Addresses at which requests arrive.
networking.IngressLoadBalancerStatus: Addresses at which requests arrive.
networking.IngressLoadBalancerStatus.ingress: The addresses.
networking.IngressLoadBalancerIngress: An address at which requests arrive.
networking.IngressLoadBalancerIngress.hostname: Host name, where there is one instead of an address.
networking.IngressLoadBalancerIngress.ip: The address.
networking.IngressLoadBalancerIngress.ports: State of each port.
networking.IngressPortStatus: State of a port.
networking.IngressPortStatus.error: Why the port does not work, as a word; empty if it does.
networking.IngressPortStatus.port: Port number.
networking.IngressPortStatus.protocol: TCP, UDP or SCTP.
networking.IngressClass: Names an ingress controller; an Ingress refers to it.
networking.IngressClassSpec: An ingress controller and its settings.
networking.IngressClassSpec.controller: Name of the controller, such as example.com/ingress. Cannot change.
networking.IngressClassSpec.parameters: An object with settings for the controller.
networking.IngressClassParametersReference: An object with settings for a controller.
networking.IngressClassParametersReference.apiGroup: API group of the object; left out, the core group.
networking.IngressClassParametersReference.kind: Kind of the object.
networking.IngressClassParametersReference.name: Name of the object.
networking.IngressClassParametersReference.namespace: Namespace of the object, for scope Namespace.
networking.IngressClassParametersReference.scope: Cluster (the default) or Namespace.
networking.ServiceCIDR: A range from which Services get their cluster IPs. Several add up.
networking.ServiceCIDRSpec: Ranges of cluster IPs.
networking.ServiceCIDRSpec.cidrs: One range of each IP family at most, such as 10.96.0.0/12. Cannot change.
networking.ServiceCIDRStatus: Whether the ranges are in use.
networking.ServiceCIDRStatus.conditions: Findings about it; Ready says that addresses are given from it.
node.RuntimeClass: A way to run containers, such as in a sandbox.
policy.PodDisruptionBudget: How many pods may be missing when nodes are drained.
policy.PodDisruptionBudgetSpec: Which pods, and how many of them may be missing.
policy.PodDisruptionBudgetSpec.maxUnavailable: How many may be missing, as a number or percentage. Not with
  minAvailable.
policy.PodDisruptionBudgetSpec.minAvailable: How many must be left, as a number or percentage. Not with maxUnavailable.
policy.PodDisruptionBudgetSpec.selector: The pods, by their labels; {} for all of the namespace.
policy.PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy: Whether pods that are not ready may be evicted in any case:
  AlwaysAllow, or IfHealthyBudget (the default): only while enough others are ready.
policy.PodDisruptionBudgetStatus: How many pods may be missing at present.
policy.PodDisruptionBudgetStatus.currentHealthy: Pods that are ready.
policy.PodDisruptionBudgetStatus.desiredHealthy: Pods that must be ready.
policy.PodDisruptionBudgetStatus.disruptedPods: Pods whose eviction was allowed and that are not gone yet.
policy.PodDisruptionBudgetStatus.disruptionsAllowed: How many may be evicted now.
policy.PodDisruptionBudgetStatus.expectedPods: Pods that there are to be.
rbac.ClusterRole: A set of rights in all namespaces or outside of them.
rbac.ClusterRoleBinding: Gives the rights of a ClusterRole in the whole cluster.
rbac.Role: A set of rights within a namespace.
rbac.RoleBinding: Gives the rights of a Role or ClusterRole within a namespace.
resource.DeviceClass: A class of devices that can be claimed.
resource.ResourceClaim: A claim of devices for pods.
resource.ResourceClaimTemplate: Makes a ResourceClaim for each pod.
resource.ResourceSlice: Devices that a node or pool has to offer.
scheduling.PriorityClass: A weight for pods, by name.
storage.CSIDriver: What a storage driver needs and can do.
storage.CSINode: Which storage drivers a node has.
storage.CSIStorageCapacity: How much storage of a class is left in a part of the cluster.
storage.StorageClass: A kind of storage that claims can ask for, and who makes it.
storage.VolumeAttachment: A volume that is to be attached, and the node that is to have it.
storage.VolumeAttributesClass: Settings of a volume that can change while it is in use.
"""

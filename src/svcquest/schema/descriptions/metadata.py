"""Descriptions of what all objects have: metadata, references, label selectors, conditions."""

from __future__ import annotations

TEXTS = """
*.apiVersion: Group and version of the API that the object is written in, such as v1 or apps/v1.
*.kind: The kind of object, with a capital letter and in the singular, such as Service.
*.metadata: Name, namespace, labels and the other things that every object has.
*.spec: What is wanted.
*.status: What is, as reported by those who make it so. Clients do not write it.
*.collisionCount: How often a name made from the template's hash was taken already. Only for the controller.
*.conditions: Findings about the object, one of each type.
*.defaultMode: Permissions of the files that do not say otherwise, such as 0644 (the default; 420 in JSON).
*.fsType: File system of the volume, such as ext4. The node must be able to mount it.
*.lastHeartbeatTime: When the finding was last confirmed.
*.lastProbeTime: When this was last looked at.
*.lastTransitionTime: When the status last changed from one value to another.
*.lastUpdateTime: When the finding was last written.
*.message: Details for people, in a sentence.
*.minReadySeconds: Seconds for which a new pod has to be ready before it counts as available (default 0).
*.observedGeneration: The generation of the object that this was written for. Less than metadata.generation: the
  controller has not seen the last change yet.
*.optional: If true, the pod starts even if what is referred to does not exist (default false).
*.readOnly: Mount it so that nothing can be written (default false).
*.reason: Why, as one word for programs.
*.revisionHistoryLimit: How many earlier revisions are kept to go back to (default 10).
ObjectMeta: Name, namespace, labels and the other things that every object has.
ObjectMeta.annotations: Free notes for tools and people, by key. Unlike labels, nothing can be selected by them.
ObjectMeta.creationTimestamp: When the object was created. Set by the server.
ObjectMeta.deletionGracePeriodSeconds: Seconds that the object has to shut down once its deletion has begun. Set by
  the server.
ObjectMeta.deletionTimestamp: When the object is to be gone; set once its deletion has begun, and never taken back.
  Set by the server.
ObjectMeta.finalizers: Words of those who have to clean up first. The object goes when the last word is gone.
ObjectMeta.generateName: Beginning of a name that the server completes with five random characters, if name is left
  out.
ObjectMeta.generation: Counts the changes of what is wanted. Set by the server.
ObjectMeta.labels: Keys and values by which objects are grouped and selected; a Service finds its pods by theirs.
ObjectMeta.managedFields: Who has last written which field. Set by the server.
ObjectMeta.name: Name, unique for the kind in its namespace. It is part of DNS names: a Service is found under NAME
  and NAME.NAMESPACE. Cannot change.
ObjectMeta.namespace: The namespace that the object lives in; "default" if nobody says otherwise. Nodes, namespaces and
  other kinds of the whole cluster have none. Cannot change.
ObjectMeta.ownerReferences: Objects that this one belongs to; it is deleted when all of them are gone.
ObjectMeta.resourceVersion: Changes with every write; sent along with an update, it makes the update fail if somebody
  else was faster. Set by the server.
ObjectMeta.selfLink: DEPRECATED: no longer filled in.
ObjectMeta.uid: Unlike the name, never used again for another object. Set by the server.
OwnerReference: An object that another one belongs to.
OwnerReference.apiVersion: API version of the owner.
OwnerReference.blockOwnerDeletion: The owner's foreground deletion waits for this object (default false).
OwnerReference.controller: The owner manages this object. An object has one controller at most.
OwnerReference.kind: Kind of the owner.
OwnerReference.name: Name of the owner.
OwnerReference.uid: uid of the owner; one of the same name that was made later does not count.
ManagedFieldsEntry: Fields that one client has written.
ManagedFieldsEntry.apiVersion: API version in which they were written.
ManagedFieldsEntry.fieldsType: The format of the fields: FieldsV1.
ManagedFieldsEntry.fieldsV1: The fields as a tree of names.
ManagedFieldsEntry.manager: The client, such as kubectl-create.
ManagedFieldsEntry.operation: Apply for server-side apply, Update for all other writes.
ManagedFieldsEntry.subresource: The subresource by which they were written; empty for the object itself.
ManagedFieldsEntry.time: When they were last written.
LabelSelector: Picks objects by their labels. All conditions must hold; without any, everything is picked.
LabelSelector.matchExpressions: Conditions on labels: one of several values, present, absent.
LabelSelector.matchLabels: Labels that must have exactly these values.
LabelSelectorRequirement: A condition on one label.
LabelSelectorRequirement.key: The label.
LabelSelectorRequirement.operator: In, NotIn, Exists or DoesNotExist. NotIn also picks objects without the label.
LabelSelectorRequirement.values: The values for In and NotIn; none for the others.
Condition: A finding about an object.
Condition.message: The finding in words.
Condition.observedGeneration: The generation of the object that the finding is about.
Condition.reason: The finding in one word.
Condition.status: True, False or Unknown.
Condition.type: What the finding is about.
ObjectReference: A reference to an object.
ObjectReference.apiVersion: API version of the object.
ObjectReference.fieldPath: The part of the object that is meant, such as spec.containers{web}.
ObjectReference.kind: Kind of the object.
ObjectReference.name: Name of the object.
ObjectReference.namespace: Namespace of the object.
ObjectReference.resourceVersion: The version of the object that is meant.
ObjectReference.uid: uid of the object.
LocalObjectReference: A reference to an object of the same namespace.
LocalObjectReference.name: Name of the object.
TypedLocalObjectReference: A reference to an object of any kind in the same namespace.
TypedLocalObjectReference.apiGroup: API group of the object; left out, the core group.
TypedLocalObjectReference.kind: Kind of the object.
TypedLocalObjectReference.name: Name of the object.
TypedObjectReference: A reference to an object of any kind, possibly in another namespace.
TypedObjectReference.apiGroup: API group of the object; left out, the core group.
TypedObjectReference.kind: Kind of the object.
TypedObjectReference.name: Name of the object.
TypedObjectReference.namespace: Namespace of the object, if another one; a ReferenceGrant there has to allow it.
"""

"""Descriptions of where a pod may run: affinity, tolerations, spreading."""

from __future__ import annotations

TEXTS = """
Affinity: On which nodes and near which other pods a pod may or should run. It counts when a node is picked, not
  afterwards.
Affinity.nodeAffinity: Which nodes are wanted, by their labels.
Affinity.podAffinity: Near which pods it wants to be.
Affinity.podAntiAffinity: From which pods it wants to keep away, as replicas of one Service often do.
NodeAffinity: Which nodes are wanted, by their labels.
NodeAffinity.preferredDuringSchedulingIgnoredDuringExecution: Nodes that are better than others. The weights of all that
  fit are added up.
NodeAffinity.requiredDuringSchedulingIgnoredDuringExecution: Nodes that are possible at all.
PreferredSchedulingTerm: Nodes that are better than others.
PreferredSchedulingTerm.preference: The nodes.
PreferredSchedulingTerm.weight: How much better: 1-100.
NodeSelector: Nodes; one of the terms has to fit.
NodeSelector.nodeSelectorTerms: The terms, at least one.
NodeSelectorTerm: Conditions on a node; all of them must hold, and without any no node fits.
NodeSelectorTerm.matchExpressions: Conditions on labels.
NodeSelectorTerm.matchFields: Conditions on fields; metadata.name is the only one that is possible.
NodeSelectorRequirement: A condition on a label or field of a node.
NodeSelectorRequirement.key: The label or field.
NodeSelectorRequirement.operator: In, NotIn, Exists, DoesNotExist, Gt or Lt.
NodeSelectorRequirement.values: The values for In and NotIn; one whole number for Gt and Lt; none for the others.
PodAffinity: Near which pods a pod wants to be.
PodAffinity.preferredDuringSchedulingIgnoredDuringExecution: Pods near which a place is better than others.
PodAffinity.requiredDuringSchedulingIgnoredDuringExecution: Pods that must run in the same place. Each term has to find
  one there.
PodAntiAffinity: From which pods a pod wants to keep away.
PodAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution: Pods near which a place is worse than others.
PodAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution: Pods that must not run in the same place. No term may
  find one there.
WeightedPodAffinityTerm: Pods near which a place is better or, for anti-affinity, worse than others.
WeightedPodAffinityTerm.podAffinityTerm: The pods.
WeightedPodAffinityTerm.weight: How much better or worse: 1-100.
PodAffinityTerm: Pods, and what counts as the same place as theirs.
PodAffinityTerm.labelSelector: The pods; left out, none.
PodAffinityTerm.matchLabelKeys: Labels of which the pods must have the same values as this pod, such as
  pod-template-hash.
PodAffinityTerm.mismatchLabelKeys: Labels of which the pods must have other values than this pod.
PodAffinityTerm.namespaceSelector: Namespaces in which to look, by their labels; {} for all.
PodAffinityTerm.namespaces: Namespaces in which to look, by name. Without these and namespaceSelector, the pod's own.
PodAffinityTerm.topologyKey: Label of nodes: those with the same value are the same place, such as
  kubernetes.io/hostname or topology.kubernetes.io/zone.
Toleration: A taint of nodes that does not keep the pod away.
Toleration.effect: The taint's effect; every one when left out.
Toleration.key: Name of the taint; every one when left out, together with operator Exists.
Toleration.operator: Equal (the default): the value is the same. Exists: any value. Gt, Lt: the taint's value, a whole
  number, is greater or less.
Toleration.tolerationSeconds: Seconds for which a NoExecute taint is put up with; for ever when left out.
Toleration.value: The taint's value; none with Exists.
TopologySpreadConstraint: How evenly pods are to be spread over places.
TopologySpreadConstraint.labelSelector: The pods that are counted.
TopologySpreadConstraint.matchLabelKeys: Count only pods that have the same values of these labels as this pod, such as
  pod-template-hash.
TopologySpreadConstraint.maxSkew: By how many pods places may differ, at least 1.
TopologySpreadConstraint.minDomains: Number of places that there should be; while there are fewer, the smallest count is
  taken as 0. Only with DoNotSchedule (default 1).
TopologySpreadConstraint.nodeAffinityPolicy: Whether nodes count that nodeSelector and affinity rule out: Honor (the
  default): no. Ignore: yes.
TopologySpreadConstraint.nodeTaintsPolicy: Whether nodes count whose taints keep the pod away: Honor: no. Ignore (the
  default): yes.
TopologySpreadConstraint.topologyKey: Label of nodes: nodes with the same value are the same place.
TopologySpreadConstraint.whenUnsatisfiable: DoNotSchedule: wait. ScheduleAnyway: take the place that is least uneven.
"""

"""Where a pod may run: affinity, tolerations, spreading."""

from __future__ import annotations

STRUCTS = """\
Affinity
  nodeAffinity NodeAffinity
  podAffinity PodAffinity
  podAntiAffinity PodAntiAffinity
NodeAffinity
  preferredDuringSchedulingIgnoredDuringExecution []PreferredSchedulingTerm
  requiredDuringSchedulingIgnoredDuringExecution NodeSelector
PreferredSchedulingTerm
  preference! NodeSelectorTerm
  weight! int32
NodeSelectorTerm
  matchExpressions []NodeSelectorRequirement
  matchFields []NodeSelectorRequirement
NodeSelectorRequirement
  key! string
  operator! string DoesNotExist|Exists|Gt|In|Lt|NotIn
  values []string
NodeSelector
  nodeSelectorTerms! []NodeSelectorTerm
PodAffinity
  preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm
  requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm
WeightedPodAffinityTerm
  podAffinityTerm! PodAffinityTerm
  weight! int32
PodAffinityTerm
  labelSelector LabelSelector
  matchLabelKeys []string
  mismatchLabelKeys []string
  namespaceSelector LabelSelector
  namespaces []string
  topologyKey! string
PodAntiAffinity
  preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm
  requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm
Toleration
  effect string NoExecute|NoSchedule|PreferNoSchedule
  key string
  operator string Equal|Exists|Gt|Lt
  tolerationSeconds? int64
  value string
TopologySpreadConstraint
  labelSelector LabelSelector
  matchLabelKeys []string
  maxSkew! int32
  minDomains? int32
  nodeAffinityPolicy? string Honor|Ignore
  nodeTaintsPolicy? string Honor|Ignore
  topologyKey! string
  whenUnsatisfiable! string DoNotSchedule|ScheduleAnyway
"""

"""The way of a DaemonSet's pods from one template to the next, node by node.

Follows ``pkg/controller/daemon/update.go`` rollingUpdate and ``podsShouldBeOnNode`` of ``daemon_controller.go``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from svcquest.engine.controllers.pods import available_at
from svcquest.engine.controllers.revisions import REVISION_HASH
from svcquest.engine.controllers.rollouts import scaled
from svcquest.model.frozen import dataclass
from svcquest.model.resource import Resource
from svcquest.model.tree import dig


@dataclass(frozen=True, slots=True)
class Rollout:
    """What a DaemonSet asks of its rollout at one moment.

    Attributes:
        word: hash of the present template.
        surge: nodes that may have a second pod for a while.
        unavailable: nodes that may be without an available pod; only counts without surge.
        min_ready: seconds that a pod must be ready to count as available.
        now: seconds since 1970.
    """

    word: str
    surge: int
    unavailable: int
    min_ready: int
    now: float

    @classmethod
    def of(cls, daemonset: Resource, word: str, desired: int, now: float) -> Rollout:
        """The rollout of a DaemonSet whose pods belong on so many nodes. Both limits zero becomes one too few."""
        rolling = dig(daemonset.spec, "updateStrategy", "rollingUpdate") or {}
        surge = scaled(rolling.get("maxSurge", 0), desired, up=True)
        unavailable = scaled(rolling.get("maxUnavailable", 1), desired, up=True)
        return cls(word, surge, unavailable or int(not surge), daemonset.spec.get("minReadySeconds", 0), now)

    def is_new(self, pod: Resource) -> bool:
        """Whether a pod is of the present template."""
        return pod.labels.get(REVISION_HASH) == self.word

    def is_available(self, pod: Resource) -> bool:
        """Whether a pod has been ready for long enough."""
        since = available_at(pod, self.min_ready)
        return since is not None and since <= self.now

    @staticmethod
    def by_age(pods: Sequence[Resource]) -> list[Resource]:
        """Pods with the oldest first."""
        return sorted(pods, key=lambda pod: (pod.metadata.get("creationTimestamp", ""), pod.name))

    def excess(self, pods: Sequence[Resource]) -> list[Resource]:
        """Pods of one node that are too many: the oldest stays.

        With surge an old one and a new one may stand side by side while the old one is ready and the new one not
        available yet.
        """
        ordered = self.by_age(pods)
        if not self.surge:
            return ordered[1:]
        new = [pod for pod in ordered if self.is_new(pod)]
        old = [pod for pod in ordered if not self.is_new(pod)]
        outlived = old[:1] if new and old and (not old[0].view.ready or self.is_available(new[0])) else []
        return [*new[1:], *old[1:], *outlived]

    def next_step(self, by_node: Mapping[str, Sequence[Resource]], absent: int) -> tuple[list[Resource], list[str]]:
        """Old pods to give up now, and nodes to make a new pod on beside the old one.

        Args:
            by_node: pods of each node that has any, without excess.
            absent: nodes that wait for a pod.
        """
        if self.surge:
            return [], self._to_surge(by_node)
        broken: list[Resource] = []
        working: list[Resource] = []
        for name in sorted(by_node):
            (pod,) = by_node[name]
            if self.is_new(pod):
                absent += not self.is_available(pod)
            else:
                (working if self.is_available(pod) else broken).append(pod)
        return [*broken, *working[: max(0, self.unavailable - absent)]], []

    def _to_surge(self, by_node: Mapping[str, Sequence[Resource]]) -> list[str]:
        alone = {name: pods[0] for name, pods in sorted(by_node.items()) if len(pods) == 1}
        old = {name: pod for name, pod in alone.items() if not self.is_new(pod)}
        working = [name for name, pod in old.items() if self.is_available(pod)]
        room = max(0, self.surge - (len(by_node) - len(alone)))
        return [*(name for name in old if name not in working), *working[:room]]

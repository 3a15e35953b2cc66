"""The part of a kubeconfig file that commands read and change: contexts, clusters and users."""

from __future__ import annotations

from svcquest.model.frozen import dataclass, field

ADMIN = "kubernetes-admin@kubernetes"
"""Name of the context that kubeadm writes."""

SERVER = "https://192.168.1.242:6443"
"""Address of the API server."""


@dataclass(frozen=True, slots=True)
class Context:
    """A named choice of cluster, user and namespace (empty for ``default``)."""

    cluster: str = "kubernetes"
    user: str = "kubernetes-admin"
    namespace: str = ""


def _contexts() -> dict[str, Context]:
    return {ADMIN: Context()}


def _clusters() -> dict[str, str]:
    return {Context().cluster: SERVER}


def _users() -> set[str]:
    return {Context().user}


@dataclass(slots=True)
class Kubeconfig:
    """A terminal's kubeconfig. Mutable: ``kubectl config`` writes here; ``copy`` keeps a state for undo.

    Attributes:
        contexts: by name.
        current: name of the current context, empty when none is set.
        clusters: addresses of API servers by the names of their clusters.
        users: their names; with what they prove who they are is nobody's business here.
    """

    contexts: dict[str, Context] = field(default_factory=_contexts)
    current: str = ADMIN
    clusters: dict[str, str] = field(default_factory=_clusters)
    users: set[str] = field(default_factory=_users)

    @classmethod
    def in_namespace(cls, namespace: str) -> Kubeconfig:
        """One whose current context is in a namespace."""
        return cls({ADMIN: Context(namespace="" if namespace == "default" else namespace)})

    @property
    def namespace(self) -> str:
        """The namespace that commands use without ``-n``."""
        context = self.contexts.get(self.current)
        return (context.namespace if context else "") or "default"

    def copy(self) -> Kubeconfig:
        """The same once more; changes in one do not show in the other."""
        return Kubeconfig(dict(self.contexts), self.current, dict(self.clusters), set(self.users))

    def restore(self, kept: Kubeconfig) -> None:
        """Put back what a copy holds."""
        again = kept.copy()
        self.contexts, self.current, self.clusters, self.users = (
            again.contexts,
            again.current,
            again.clusters,
            again.users,
        )

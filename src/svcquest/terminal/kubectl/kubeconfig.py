"""The part of a kubeconfig file that commands read and change: contexts and which one is current."""

from __future__ import annotations

from svcquest.model.frozen import dataclass, field

ADMIN = "kubernetes-admin@kubernetes"
"""Name of the context that kubeadm writes."""


@dataclass(frozen=True, slots=True)
class Context:
    """A named choice of cluster, user and namespace (empty for ``default``)."""

    cluster: str = "kubernetes"
    user: str = "kubernetes-admin"
    namespace: str = ""


def _contexts() -> dict[str, Context]:
    return {ADMIN: Context()}


@dataclass(slots=True)
class Kubeconfig:
    """A terminal's kubeconfig. Mutable: ``kubectl config`` writes here; ``copy`` keeps a state for undo.

    Attributes:
        contexts: by name.
        current: name of the current context, empty when none is set.
        server: address of the API server.
    """

    contexts: dict[str, Context] = field(default_factory=_contexts)
    current: str = ADMIN
    server: str = "https://192.168.1.242:6443"

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
        return Kubeconfig(dict(self.contexts), self.current, self.server)

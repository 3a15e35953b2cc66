"""What a command talks to: the cluster, seen from the namespace that flags and kubeconfig choose."""

from __future__ import annotations

from collections.abc import Container

from svcquest.engine.cluster import Cluster
from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource
from svcquest.model.status import Status, not_found
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flags, duration
from svcquest.terminal.kubectl.kubeconfig import Kubeconfig


@dataclass(frozen=True, slots=True)
class Client:
    """Access to a cluster.

    Attributes:
        cluster: the simulated cluster.
        kubeconfig: contexts; ``kubectl config`` changes it.
        namespace: what ``-n`` or the context says.
        namespace_given: ``-n`` was given, so that a manifest may not name another one.
    """

    cluster: Cluster
    kubeconfig: Kubeconfig
    namespace: str = "default"
    namespace_given: bool = False

    def scope(self, kind: Kind) -> str:
        """The namespace of objects of this kind: the chosen one, empty for kinds outside of namespaces."""
        return self.namespace if kind.namespaced else ""

    def get(self, kind: Kind, namespace: str, name: str) -> Resource | Status:
        """GET of one object. When it is missing and its namespace is too, the refusal names the namespace.

        Follows ``cli-runtime/pkg/resource/visitor.go`` (Info.Get).
        """
        found = self.cluster.get(kind, namespace, name)
        if found is not None:
            return found
        if namespace not in {"", "default"} and self.cluster.get(kinds.NAMESPACE, "", namespace) is None:
            return not_found(kinds.NAMESPACE, namespace)
        return not_found(kind, name)

    def must_get(self, kind: Kind, namespace: str, name: str) -> Resource:
        """GET of one object.

        Raises:
            CommandError: there is none.
        """
        found = self.get(kind, namespace, name)
        if isinstance(found, Status):
            raise CommandError(found)
        return found


def connect(cluster: Cluster, kubeconfig: Kubeconfig, flags: Flags) -> Client:
    """The client that the global flags ask for.

    Raises:
        CommandError: the context does not exist, or the time-out is none.
    """
    _check_timeout(flags.text("request-timeout"))
    namespace = kubeconfig.namespace
    context = flags.text("context")
    if context:
        _check_known("context", context, kubeconfig.contexts)
        namespace = kubeconfig.contexts[context].namespace or "default"
    given = flags.text("namespace")
    return Client(cluster, kubeconfig, given or namespace, bool(given))


def check_names(kubeconfig: Kubeconfig, flags: Flags) -> None:
    """Check that the kubeconfig has the user and the cluster that the global flags name.

    Raises:
        CommandError: it has not.
    """
    contexts = kubeconfig.contexts.values()
    _check_known("auth info", flags.text("user"), {each.user for each in contexts})
    _check_known("cluster", flags.text("cluster"), {each.cluster for each in contexts})


def _check_known(what: str, name: str, known: Container[str]) -> None:
    if name and name not in known:
        raise CommandError(f'{what} "{name}" does not exist')


def _check_timeout(text: str) -> None:
    try:
        if not text.isdigit():
            duration(text)
    except ValueError:
        raise CommandError(
            "Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a "
            "corresponding time unit (e.g. 1s | 2m | 3h)"
        ) from None

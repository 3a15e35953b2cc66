"""What a command talks to: the cluster, seen from the namespace that flags and kubeconfig choose."""

from __future__ import annotations

from svcquest.engine.cluster import Cluster
from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource
from svcquest.model.status import Status, not_found, quote
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flags, duration
from svcquest.terminal.kubectl.kubeconfig import SERVER, Context, Kubeconfig


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
        CommandError: the time-out is none.
    """
    _check_timeout(flags.text("request-timeout"))
    context = kubeconfig.contexts.get(flags.text("context") or kubeconfig.current, Context())
    given = flags.text("namespace")
    _check_segment(given)
    return Client(cluster, kubeconfig, given or context.namespace or "default", bool(given))


def _check_segment(namespace: str) -> None:
    """Follows ``k8s.io/apimachinery/pkg/api/validation/path`` (IsValidPathSegmentName)."""
    problems = [f"may not be '{namespace}'"] if namespace in {".", ".."} else []
    problems += [f"may not contain '{sign}'" for sign in "/%" if sign in namespace]
    if problems:
        raise CommandError(f"invalid namespace {quote(namespace)}: [{' '.join(problems)}]")


_NAMESPACE_FIRST = frozenset(
    {"annotate", "cp", "debug", "delete", "describe", "edit", "events", "exec", "get", "label", "logs", "patch"}
    | {"port-forward", "rollout", "scale", "taint"}
    | {"apply view-last-applied", "set image", "set resources", "set selector", "top pod"}
)
"""Commands that look for their namespace before anything else, and so miss a context in other words."""


def check_names(kubeconfig: Kubeconfig, flags: Flags, path: str) -> None:
    """Check that the kubeconfig has what the global flags and the context name, and that the server can be reached.

    Args:
        path: the command, such as ``rollout status``.

    Raises:
        CommandError: it has not, or it cannot.
    """
    name = flags.text("context") or kubeconfig.current
    if name and name not in kubeconfig.contexts:
        if path in _NAMESPACE_FIRST or path.partition(" ")[0] in _NAMESPACE_FIRST:
            logged = f"Error in configuration: context was not found for specified context: {name}\n"
            raise CommandError(logged=logged)
        raise CommandError(f'context "{name}" does not exist')
    user, cluster = flags.text("user"), flags.text("cluster")
    if user and user not in kubeconfig.users:
        raise CommandError(f'auth info "{user}" does not exist')
    if cluster and kubeconfig.clusters.get(cluster) is None:
        raise CommandError(f'no server found for cluster "{cluster}"')
    chosen = cluster or kubeconfig.contexts.get(name, Context("")).cluster
    _check_server(flags.text("server") or kubeconfig.clusters.get(chosen, ""))


_NOBODY = "localhost:8080"
"""What kubectl tries where no server is named."""


def _check_server(server: str) -> None:
    """Only one API server is there to be reached; nobody listens on the terminal's own machine."""
    if server.rstrip("/") == SERVER:
        return
    scheme, _, place = (server or f"http://{_NOBODY}").rpartition("://")
    host, _, port = place.rstrip("/").partition(":")
    if host not in {"localhost", "127.0.0.1"}:
        port = port or ("80" if scheme == "http" else "443")
        raise CommandError(logged=f"Unable to connect to the server: dial tcp {host}:{port}: i/o timeout\n")
    asked = f"{scheme or 'http'}://{host}:{port}/api?timeout=32s"
    why = f'couldn\'t get current server API group list: Get \\"{asked}\\": dial tcp 127.0.0.1:{port}: connect: '
    line = f'{_LOG} "Unhandled Error" err="{why}connection refused"\n'
    refused = f"The connection to the server {host}:{port} was refused - did you specify the right host or port?\n"
    raise CommandError(logged=line * 5 + refused)


_LOG = "E1123 08:00:00.000000       1 memcache.go:265]"


def _check_timeout(text: str) -> None:
    try:
        if not text.isdigit():
            duration(text)
    except ValueError:
        raise CommandError(
            "Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a "
            "corresponding time unit (e.g. 1s | 2m | 3h)"
        ) from None

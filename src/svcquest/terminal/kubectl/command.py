"""What a command of kubectl is: its flags, its help, and the call that a module's ``run`` gets."""

from __future__ import annotations

from collections.abc import Callable

from svcquest.model import kinds
from svcquest.model.frozen import dataclass, field
from svcquest.model.kinds import Kind
from svcquest.schema.versions import endpoints_deprecated
from svcquest.terminal.kubectl.client import Client
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag, Flags
from svcquest.terminal.process import Process

ENDPOINTS_DEPRECATED = "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"


@dataclass(slots=True)
class Call:
    """One run of a command.

    Attributes:
        process: the running program.
        path: the command's full name, such as ``kubectl create service clusterip``.
        flags: as given on the command line.
        args: what is not a flag, in order.
        client: the cluster and the namespace that flags and kubeconfig choose.
    """

    process: Process
    path: str
    flags: Flags
    client: Client
    _warned: set[str] = field(default_factory=set)

    @property
    def args(self) -> list[str]:
        """What is not a flag, in order; ``flags.dash`` says how many of them stand before ``--``."""
        return self.flags.args

    @property
    def warnings(self) -> int:
        """How many warnings have been printed."""
        return len(self._warned)

    def print(self, text: str = "", end: str = "\n") -> None:
        """Writes a line to standard output."""
        self.process.print(text, end)

    def error(self, text: str, end: str = "\n") -> None:
        """Writes a line to standard error."""
        self.process.error(text, end)

    def warn(self, *texts: str) -> None:
        """Writes what the API server warns of, each text once a run."""
        for text in texts:
            if text not in self._warned:
                self._warned.add(text)
                self.error(f"Warning: {text}")

    def warn_of(self, kind: Kind) -> None:
        """Writes what the API server warns of with every request for objects of a kind."""
        if kind == kinds.ENDPOINTS and endpoints_deprecated(self.client.cluster.state.settings.version):
            self.warn(ENDPOINTS_DEPRECATED)

    def usage_error(self, text: str) -> CommandError:
        """An error that points to the command's help; to be raised."""
        return CommandError(f"{text}\nSee '{self.path} -h' for help and examples")


@dataclass(frozen=True, slots=True)
class Command:
    """A command as its module declares it.

    Attributes:
        run: does the work and gives back the exit status; may raise CommandError.
        usage: the line after ``Usage:`` without the command's path, such as ``(-f FILENAME | TYPE NAME) [options]``.
        flags: its own flags; global ones are added.
        required: names of flags that must be given.
        examples: command lines for the help.
        any_flags: flags that it does not know are no error, as it refuses whatever it is given.
        failed: exit status when it cannot do its work; flags that it does not know are told as a wrong use then.
    """

    run: Callable[[Call], int]
    usage: str = "[options]"
    flags: tuple[Flag, ...] = ()
    required: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    any_flags: bool = False
    failed: int = 1


GLOBAL_FLAGS: tuple[Flag, ...] = (
    Flag("namespace", "Namespace of this request", short="n"),
    Flag("context", "Context of the kubeconfig to use"),
    Flag("cluster", "Cluster of the kubeconfig to use"),
    Flag("user", "User of the kubeconfig to use"),
    Flag("kubeconfig", "Path of the kubeconfig file"),
    Flag("server", "Address of the API server", short="s"),
    Flag("request-timeout", "How long to wait for one request", default="0"),
    Flag("as", "User to act as"),
    Flag("as-group", "Group to act as; may be repeated", "array"),
    Flag("as-uid", "UID to act as"),
    Flag("as-user-extra", "Extra facts of the user to act as; may be repeated", "array"),
    Flag("cache-dir", "Folder of cached answers"),
    Flag("certificate-authority", "File with the certificate authority"),
    Flag("client-certificate", "File with the client's certificate"),
    Flag("client-key", "File with the client's key"),
    Flag("disable-compression", "Ask for uncompressed answers", "bool"),
    Flag("insecure-skip-tls-verify", "Do not check the server's certificate", "bool"),
    Flag("kuberc", "Path of the preferences file"),
    Flag("log-flush-frequency", "Seconds between log flushes", "duration", default="5s"),
    Flag("match-server-version", "Insist on a server of the same version", "bool"),
    Flag("password", "Password for basic authentication"),
    Flag("profile", "Profile to capture", default="none"),
    Flag("profile-output", "File for the profile", default="profile.pprof"),
    Flag("tls-server-name", "Name to expect in the server's certificate"),
    Flag("token", "Bearer token"),
    Flag("username", "Name for basic authentication"),
    Flag("v", "How much to log", "int", short="v", default="0"),
    Flag("vmodule", "Log levels by source file"),
    Flag("warnings-as-errors", "End with status 1 when the server warns", "bool"),
)
"""Flags of every command, in front of it or behind."""

HELP_FLAG = Flag("help", "Show this help", "bool", short="h")

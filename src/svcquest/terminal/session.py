"""A learner's terminal: the administrator's shell, and the shells in pods and on nodes that are opened from it."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from types import MappingProxyType

from svcquest.engine.cluster import Cluster
from svcquest.model.frozen import dataclass, replace
from svcquest.model.net import Vantage
from svcquest.terminal import hosts, places
from svcquest.terminal.extras import Extras, with_extras
from svcquest.terminal.kubectl.kubeconfig import Kubeconfig
from svcquest.terminal.process import Files, FilesSnapshot, Leave, OpenShell, Outcome, Request
from svcquest.terminal.shell import Shell, incomplete
from svcquest.terminal.surroundings import Surroundings, home_vantage
from svcquest.terminal.tools.images import MACHINE
from svcquest.terminal.world import Tunnel


@dataclass(frozen=True, slots=True)
class _Inner:
    """A shell that has the keyboard, and what the outer one does once it ends."""

    shell: Shell
    prompt: str
    on_exit: str


@dataclass(frozen=True, slots=True)
class TerminalSnapshot:
    """Files and kubeconfig at one moment; inner shells do not survive an undo."""

    files: FilesSnapshot
    kubeconfig: Kubeconfig


class Terminal:
    """Takes command lines and gives back Outcomes.

    Attributes:
        cluster: what the commands act on.
        files: the administrator's working folder.
        kubeconfig: contexts and the current namespace.
    """

    def __init__(
        self,
        cluster: Cluster,
        files: Files | None = None,
        *,
        namespace: str = "default",
        extras: Extras = MappingProxyType({}),
    ) -> None:
        """Open a terminal.

        Args:
            namespace: the current context's namespace at the start.
            extras: programs that only the administrator's shell of this terminal has.
        """
        self.cluster = cluster
        self.files = files or Files()
        self.kubeconfig = Kubeconfig.in_namespace(namespace)
        self._tunnels: dict[int, Tunnel] = {}
        self._extras = extras
        self._home = self._open_home()
        self._inner: list[_Inner] = []

    @property
    def prompt(self) -> str:
        """What stands before the next line."""
        if self._inner:
            return self._inner[-1].prompt
        folder = self.files.cwd
        if folder == self.files.home:
            shown = "~"
        elif folder.startswith(f"{self.files.home}/"):
            shown = "~" + folder.removeprefix(self.files.home)
        else:
            shown = folder
        return f"{self.home_vantage.name or 'admin'}:{shown}$ "

    @property
    def depth(self) -> int:
        """How many inner shells are open."""
        return len(self._inner)

    @property
    def home_vantage(self) -> Vantage:
        """The node on which the administrator's terminal stands."""
        return home_vantage(self.cluster)

    @staticmethod
    def incomplete(text: str) -> bool:
        """Whether a prompt has to ask for another line."""
        return incomplete(text)

    @staticmethod
    def in_one_line(lines: Sequence[str]) -> str | None:
        """A command of several lines as a prompt's history keeps it; None where it cannot be put on one line."""
        from svcquest.terminal.shell.history import in_one_line  # noqa: PLC0415 - only for those who type

        return in_one_line(lines)

    def run(self, text: str, *, interactive: bool = False, stdin: str | None = None) -> Outcome:
        """Run command lines in the shell that has the keyboard.

        Args:
            interactive: typed at a prompt: kept in the history, ``!!`` and its like are replaced.
            stdin: what commands read that are not fed otherwise; None for a keyboard at which nobody types.
        """
        shell = self._inner[-1].shell if self._inner else self._home
        outcome = shell.run(text, interactive=interactive, stdin=stdin)
        return self._serve(outcome)

    def look(self, line: str) -> Outcome:
        """Run a line of the administrator's in a fork: nothing it does is kept."""
        other = Terminal(self.cluster.fork(), Files())
        other.kubeconfig = self.kubeconfig.copy()
        return other.run(line)

    def complete(self, text: str) -> tuple[int, tuple[str, ...]]:
        """What could stand at the end of a line.

        Returns:
            Where the word begins that is being typed, and the words that it could become.
        """
        from svcquest.terminal.completion import complete  # noqa: PLC0415 - only interactive use needs it

        shell = self._inner[-1].shell if self._inner else self._home
        return complete(text, shell, at_home=not self._inner, extras=self._extras if not self._inner else {})

    def shell_at(self, vantage: Vantage, container: str = "") -> Shell:
        """A new shell in a pod, on a node or outside."""
        return places.shell_for(self._world(vantage, container))

    def snapshot(self) -> TerminalSnapshot:
        """Files and kubeconfig, for undo."""
        return TerminalSnapshot(self.files.snapshot(), self.kubeconfig.copy())

    def restore(self, snapshot: TerminalSnapshot) -> None:
        """Put a snapshot back; inner shells are closed."""
        self.files.restore(snapshot.files)
        self.kubeconfig.restore(snapshot.kubeconfig)
        self._inner.clear()
        self._tunnels.clear()

    def _serve(self, outcome: Outcome) -> Outcome:
        """Act on requests that concern shells; what is left is for the front end."""
        left: list[Request] = []
        farewell = ""
        for request in outcome.requests:
            match request:
                case OpenShell(vantage=vantage, prompt=prompt, on_exit=on_exit, container=container):
                    self._inner.append(_Inner(self.shell_at(vantage, container), prompt, on_exit))
                case Leave() if self._inner:
                    farewell += self._leave()
                case _:
                    left.append(request)
        return replace(
            outcome,
            stdout=outcome.stdout + farewell,
            shown=outcome.shown + farewell,
            requests=tuple(left),
        )

    def _leave(self) -> str:
        inner = self._inner.pop()
        if not inner.on_exit:
            return ""
        outer = self._inner[-1].shell if self._inner else self._home
        return outer.run(inner.on_exit).shown

    def _open_home(self) -> Shell:
        vantage = self.home_vantage
        host = hosts.host_of(self.cluster.state, vantage)
        env = {
            **host.env,
            "HOME": self.files.home,
            "USER": "learner",
            "SHELL": "/bin/bash",
            "KUBECONFIG": "/etc/kubernetes/admin.conf",
        }
        for path, text in host.files.items():
            if not self.files.exists(path):
                self.files.make_folder(posixpath.dirname(path), parents=True)
                self.files.write(path, text)
        return Shell(
            with_extras(places.home_lookup(), self._extras),
            self.files,
            env,
            self._world(vantage, ""),
            aliases=places.ALIASES,
            hints=places.Advice((*places.home_programs(), *self._extras)),
            installed=MACHINE.shells,
        )

    def _world(self, vantage: Vantage, container: str) -> Surroundings:
        tunnels = self._tunnels if vantage == self.home_vantage else {}
        return Surroundings(self.cluster, self.kubeconfig, vantage, container, self.shell_at, tunnels)

"""Shells at the places where a learner can stand: the administrator's terminal, a node, a pod, outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from svcquest.engine.state import State
from svcquest.model.net import Vantage
from svcquest.terminal import hosts
from svcquest.terminal.process import Files, Lookup, lookup_in
from svcquest.terminal.shell import Shell, interactive
from svcquest.terminal.shell.interpreter import BIN_FOLDERS, INSTALLABLE
from svcquest.terminal.surroundings import Surroundings
from svcquest.terminal.text import programs as text
from svcquest.terminal.tools.images import MACHINE

COMMANDS: dict[str, str] = {
    "kubectl": "svcquest.terminal.kubectl.main:main",
    "ssh": "svcquest.terminal.ssh:run",
    "help": "svcquest.terminal.manual:help_page",
    "man": "svcquest.terminal.manual:man",
}
"""Programs that only the administrator's terminal has."""

ALIASES = {"k": "kubectl", "ll": "ls -l", "la": "ls -A"}

ELSEWHERE: dict[str, str] = {
    **dict.fromkeys(
        ("yum", "dnf", "apt", "apt-get", "apk", "brew", "pip", "npm", "snap"),
        "nothing can be installed here; the tools that a Service needs are there: help lists them",
    ),
    **dict.fromkeys(
        ("minikube", "kind", "k3d", "k3s", "kubeadm", "kubelet"), "the cluster runs already: try kubectl get nodes"
    ),
    **dict.fromkeys(("helm", "kustomize", "istioctl", "argocd"), "plain manifests only here: kubectl apply -f FILE"),
    **dict.fromkeys(
        ("docker", "podman", "crictl", "nerdctl", "ctr"), "look into a pod with kubectl exec POD -- COMMAND"
    ),
    **dict.fromkeys(("k9s", "kubectx", "kubens", "stern"), "kubectl does it here: get, config set-context, logs"),
    **dict.fromkeys(("sudo", "su"), "you are root already"),
    **dict.fromkeys(("jq", "yq"), "kubectl picks fields itself: -o jsonpath='{.spec.clusterIP}', -o custom-columns=…"),
    **dict.fromkeys(("python", "python3", "perl", "ruby", "node", "go"), "for, while, awk and sed are what there is"),
    **dict.fromkeys(("top", "htop", "free", "df", "vmstat", "iostat"), "nobody computes load or disks here"),
    **dict.fromkeys(("lsof", "fuser"), "ss -lntp tells what listens"),
    **dict.fromkeys(("nmap", "mtr", "tracepath", "arping", "iperf", "iperf3"), "try nc -zv, ping and traceroute"),
    **dict.fromkeys(("scp", "sftp", "rsync", "git", "svn"), "files stay in this folder"),
    **dict.fromkeys(("reboot", "shutdown", "poweroff", "halt", "init"), "machines cannot be stopped here"),
    **dict.fromkeys(("kill", "killall", "pkill"), "programs end by themselves; kubectl delete pod ends a pod"),
    **dict.fromkeys(("cls",), "clear empties the screen"),
    **dict.fromkeys(("openssl", "gnutls-cli"), "curl -vk https://ADDRESS shows what a TLS handshake comes to"),
    **dict.fromkeys(
        ("bridge", "dmesg", "ethtool", "lsmod", "modprobe", "sysctl"),
        "of the kernel only addresses, routes and rules are there",
    ),
    **dict.fromkeys(("bc", "expr"), "the shell counts itself: echo $((1 + 2))"),
    **dict.fromkeys(("find", "locate", "tree"), "ls lists files; there are few"),
    **dict.fromkeys(("http", "httpie", "xh", "ab", "wrk", "hey"), "curl sends HTTP requests"),
    **dict.fromkeys(
        ("systemctl", "service", "journalctl"),
        "kubelet and kube-proxy run: curl localhost:10248/healthz, localhost:10249/proxyMode; kubectl get events",
    ),
    **dict.fromkeys(("nsenter", "unshare", "brctl", "ovs-vsctl"), "step into a pod with kubectl exec or kubectl debug"),
    **dict.fromkeys(("tcpdump", "wireshark", "strace"), "svcquest trace, or F9 in the game, shows a packet's way"),
}
"""Commands that a learner may try, and what to use instead."""

_HOME = {**MACHINE.tools, **text.PROGRAMS, **interactive.PROGRAMS, **COMMANDS}
_FOLDERS = ("/bin", "/dev", "/home", "/proc", "/root", "/sys", "/usr", "/var")
_ALSO_FILES = frozenset({"[", "date", "echo", "false", "printf", "pwd", "sleep", "test", "true", "which"})
"""Builtins of the shell that are programs of their own as well."""


class Advice(Mapping[str, str]):
    """What to say about a command that is not there: what to use instead, or which one was meant.

    Args:
        known: the commands that are there.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = tuple(known)

    def __getitem__(self, name: str) -> str:
        if name in ELSEWHERE:
            return ELSEWHERE[name]
        from difflib import get_close_matches  # noqa: PLC0415 - only mistyped commands need it

        near = get_close_matches(name, self._known, 1, 0.75) if len(name) > 2 else []
        if not near:
            raise KeyError(name)
        return f"did you mean {near[0]}?"

    def __iter__(self) -> Iterator[str]:
        return iter(ELSEWHERE)

    def __len__(self) -> int:
        return len(ELSEWHERE)


def home_lookup() -> Lookup:
    """Programs of the administrator's terminal."""
    return lookup_in(_HOME)


def home_programs() -> tuple[str, ...]:
    """Names of the administrator's programs, for completion."""
    return tuple(sorted(_HOME))


def shell_for(world: Surroundings) -> Shell:
    """A shell in a pod, on a node or outside, with the programs and files of that place."""
    host = hosts.host_of(world.cluster.state, world.vantage, world.container)
    programs = _programs(host)
    files = Files(host.files, home=host.home)
    for folder in _FOLDERS:
        files.make_folder(folder, parents=True)
    small = world.vantage.kind == "pod"
    name = "sh" if small else "bash"
    return Shell(lookup_in(programs), files, host.env, world, name=name, hints=Advice(programs), installed=host.shells)


def programs_of(world: Surroundings) -> tuple[str, ...]:
    """Names of the programs that a place has, for completion."""
    return program_names(world.cluster.state, world.vantage, world.container)


def program_names(state: State, vantage: Vantage, container: str = "") -> tuple[str, ...]:
    """Names of the programs in a pod, on a node or outside, shells among them."""
    host = hosts.host_of(state, vantage, container)
    return tuple(sorted({*_programs(host), *host.shells}))


def _programs(host: hosts.Host) -> dict[str, str]:
    if not host.shells:
        return {**host.tools}
    usual = {**text.PROGRAMS, **interactive.PROGRAMS}
    return {**{name: where for name, where in usual.items() if name not in host.lacks}, **host.tools}


def runs(shell: Shell, program: str) -> bool:
    """Whether a place has a program as a file, so that it can be started without a shell."""
    folder, slash, name = program.rpartition("/")
    if slash and folder not in BIN_FOLDERS:
        return shell.files.is_file(program)
    if name in INSTALLABLE:
        return name in shell.state.installed
    return shell.state.lookup(name) is not None or (bool(shell.state.installed) and name in _ALSO_FILES)

"""What a pod, a node or the machine outside is like to a program that runs there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from svcquest.engine import chance
from svcquest.engine.dns import hosts, resolver
from svcquest.engine.environment import container_environment
from svcquest.engine.state import State
from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.net import Vantage
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree, dig
from svcquest.terminal.tools.images import MACHINE, Image, image_of

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

_POD_LOOPBACK = (
    "127.0.0.1\tlocalhost\n"
    "::1\tlocalhost ip6-localhost ip6-loopback\n"
    "fe00::0\tip6-localnet\n"
    "fe00::0\tip6-mcastprefix\n"
    "fe00::1\tip6-allnodes\n"
    "fe00::2\tip6-allrouters\n"
)
_MACHINE_LOOPBACK = "127.0.0.1\tlocalhost\n"


@dataclass(frozen=True, slots=True)
class Host:
    """A place where programs run.

    Attributes:
        hostname: as ``hostname`` prints it.
        tools: programs of ``terminal.tools`` that are installed, name to ``module:function``.
        shells: the shells that there are; with one come the usual text programs.
        lacks: those of the text programs that are missing all the same.
        env: the environment of a program that is started there.
        files: absolute path to text.
        home: the user's home folder.
        prompt: what stands before each line of an interactive shell.
    """

    hostname: str
    tools: Mapping[str, str]
    shells: tuple[str, ...]
    lacks: frozenset[str]
    env: Mapping[str, str]
    files: Mapping[str, str]
    home: str
    prompt: str


def host_of(state: State, vantage: Vantage, container: str = "") -> Host:
    """The place behind a vantage point.

    Args:
        container: of a pod; the first one by default.
    """
    pod = _pod(state, vantage)
    image = _image(pod, container)
    name = hosts.hostname(state, vantage)
    own = container_environment(state, pod, container) if pod else {}
    files = {
        "/etc/hostname": f"{name}\n",
        "/etc/hosts": _hosts_text(state, vantage),
        "/etc/resolv.conf": resolver.resolv_conf(state, vantage).text(),
    }
    if pod:
        files["/var/run/secrets/kubernetes.io/serviceaccount/namespace"] = vantage.namespace
    env = {"PATH": PATH, "HOSTNAME": name, **own, "HOME": "/root"}
    if image.system[0]:
        files["/etc/os-release"] = _release(*image.system)
    prompt = image.prompt.format(host=name)
    return Host(name, image.tools, image.shells, image.lacks, env, files, "/root", prompt)


def _release(identity: str, name: str, version: str) -> str:
    number = version.split(" ", maxsplit=1)[0]
    return f'PRETTY_NAME="{name} {version}"\nNAME="{name}"\nVERSION_ID="{number}"\nVERSION="{version}"\nID={identity}\n'


def libc_of(state: State, vantage: Vantage) -> Literal["glibc", "musl"]:
    """Whose resolver the programs of a place use."""
    return _image(_pod(state, vantage), "").libc


def not_found(state: State, program: str) -> str:
    """What ``kubectl exec`` reports about a program that a container does not have, by name or by path."""
    reason = f"stat {program}: no such file or directory" if "/" in program else "executable file not found in $PATH"
    numbers = [chance.number(state.settings.seed, state.revision + count) for count in range(4)]
    exec_id = "".join(f"{number:016x}" for number in numbers)
    return (
        "error: Internal error occurred: error executing command in container: failed to exec in container: "
        f'failed to start exec "{exec_id}": OCI runtime exec failed: exec failed: '
        f'unable to start container process: exec: "{program}": {reason}'
    )


def _pod(state: State, vantage: Vantage) -> Resource | None:
    return state.get(kinds.POD, vantage.namespace, vantage.name) if vantage.kind == "pod" else None


def _image(pod: Resource | None, container: str) -> Image:
    if pod is None:
        return MACHINE
    containers: list[Tree] = dig(pod.tree, "spec", "containers") or [{}]
    besides: list[Tree] = dig(pod.tree, "spec", "ephemeralContainers") or []
    chosen = next((each for each in (*containers, *besides) if each.get("name") == container), containers[0])
    return image_of(chosen.get("image", ""))


def _hosts_text(state: State, vantage: Vantage) -> str:
    """``/etc/hosts``. Follows pkg/kubelet/kubelet_pods.go managedHostsFileContent."""
    own = "".join(_line(entry) for entry in hosts.own_entries(state, vantage))
    if vantage.kind != "pod":
        return _MACHINE_LOOPBACK + own
    pod = _pod(state, vantage)
    if pod is not None and pod.view.host_network:
        text = f"# Kubernetes-managed hosts file (host network).\n{_MACHINE_LOOPBACK}{own}"
    else:
        text = f"# Kubernetes-managed hosts file.\n{_POD_LOOPBACK}{own}"
    aliases = hosts.host_aliases(state, vantage)
    if aliases:
        text += "\n# Entries added by HostAliases.\n" + "".join(_line(entry) for entry in aliases)
    return text


def _line(entry: hosts.Entry) -> str:
    return "\t".join((entry[0], *entry[1])) + "\n"

"""Shells at the places where a learner can stand: the administrator's terminal, a node, a pod, outside."""

from __future__ import annotations

from collections.abc import Mapping

from svcquest.terminal import hosts
from svcquest.terminal.process import Files, Lookup, lookup_in
from svcquest.terminal.shell import Shell, interactive
from svcquest.terminal.surroundings import Surroundings
from svcquest.terminal.text import programs as text
from svcquest.terminal.tools import TOOLS

COMMANDS: dict[str, str] = {
    "kubectl": "svcquest.terminal.kubectl.main:main",
    "ssh": "svcquest.terminal.ssh:run",
    "help": "svcquest.terminal.manual:help_page",
    "man": "svcquest.terminal.manual:man",
}
"""Programs that only the administrator's terminal has."""

ALIASES = {"k": "kubectl"}

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
    **dict.fromkeys(("systemctl", "service", "journalctl"), "see what runs with kubectl get pods -A"),
    **dict.fromkeys(("tcpdump", "wireshark", "strace"), "svcquest trace, or F9 in the game, shows a packet's way"),
}
"""Commands that a learner may try, and what to use instead."""


def home_lookup() -> Lookup:
    """Programs of the administrator's terminal."""
    return lookup_in({**TOOLS, **text.PROGRAMS, **interactive.PROGRAMS, **COMMANDS})


def home_programs() -> tuple[str, ...]:
    """Names of the administrator's programs, for completion."""
    return tuple(sorted({**TOOLS, **text.PROGRAMS, **interactive.PROGRAMS, **COMMANDS}))


def shell_for(world: Surroundings) -> Shell:
    """A shell in a pod, on a node or outside, with the programs and files of that place."""
    host = hosts.host_of(world.cluster.state, world.vantage, world.container)
    programs: Mapping[str, str] = {**text.PROGRAMS, **interactive.PROGRAMS, **host.tools} if host.shell else host.tools
    files = Files(host.files, home=host.home)
    small = world.vantage.kind == "pod"
    return Shell(lookup_in(programs), files, host.env, world, name="sh" if small else "bash", hints=ELSEWHERE)

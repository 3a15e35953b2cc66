"""A word beside a command's output, where it means something else than a learner will take it for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches

from svcquest.engine.state import State
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import DEPLOYMENT, KINDS, NAMESPACE, POD, SERVICE
from svcquest.model.language import _
from svcquest.terminal.session import Terminal

_UNRESOLVED = ("resolve host", "bad address", "Name or service not known")
"""What programs say, each in its own words, of a name that nobody knows."""

_HOST = re.compile(r"[a-z0-9][a-z0-9.-]*")
_NO_PROGRAM = re.compile(r'exec: "([^"]+)": executable file not found|^(?:sh|ash): (\S+): not found$', re.MULTILINE)
_NO_TYPE = re.compile(r'server doesn\'t have a resource type "([^"]+)"')
_NO_OBJECT = re.compile(r'\(NotFound\): (\S+) "([^"]+)" not found')
_NOTHING_THERE = re.compile(r"No resources found in (\S+) namespace")
_INTO_A_POD = re.compile(r"\b(attach|cp|debug|exec|logs|port-forward)\b")

_SHELL_OF_YOUR_OWN = "kubectl debug -it POD --image=busybox -- sh"

_INSTEAD = {
    "bash": "sh",
    "curl": "wget -qO- URL",
    "dig": "nslookup NAME",
    "host": "nslookup NAME",
    "netstat": "ss -lnt",
    "nslookup": "getent hosts NAME",
    "sh": _SHELL_OF_YOUR_OWN,
    "ss": "netstat -lnt",
    "wget": "curl URL",
}
"""What small images have of two programs that do the same."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """What was asked, and what it came to.

    Attributes:
        depth: how many inner shells are open.
        said: what the command complained about.
    """

    state: State
    depth: int
    line: str
    said: str


def aside(terminal: Terminal, state: State, line: str, said: str) -> str:
    """A sentence for who could not know better; empty where the complaint says enough.

    Args:
        said: what the line printed on stderr.
    """
    scene = _Scene(state, terminal.depth, line, said)
    return next(filter(None, (find(scene) for find in _ASIDES)), "") if said else ""


def _name_of_pods(scene: _Scene) -> str:
    """Who asks for a Service by name at a node's prompt.

    Nodes ask the resolver that their machine was given. Only the kubelet writes the cluster's DNS into a resolv.conf,
    into those of pods (pkg/kubelet/network/dns).
    """
    if scene.depth or "kubectl" in scene.line or not any(words in scene.said for words in _UNRESOLVED):
        return ""
    known = {service.name for service in scene.state.select(SERVICE)}
    name = next((each for each in _HOST.findall(scene.said) if each.partition(".")[0] in known), None)
    if name is None:
        return ""
    return _(
        "This prompt is on a node, and nodes do not ask the cluster's DNS: {name} is a name for pods. Ask from one: "
        "{command}",
        name=name,
        command="kubectl exec -it POD -- sh",
    )


def _small_image(scene: _Scene) -> str:
    """Who expects a program in a container that does not have it."""
    found = _NO_PROGRAM.search(scene.said)
    program = (found[1] or found[2]) if found else ""
    if program == "help" and scene.depth:
        return _("help is a page of the first prompt; exit leads back there.")
    if program not in _INSTEAD:
        return ""
    return _("A container has only what its image brings. Try: {command}", command=_INSTEAD[program])


def _mistyped_type(scene: _Scene) -> str:
    found = _NO_TYPE.search(scene.said)
    words = (word for kind in KINDS for word in (kind.plural, kind.singular, *kind.short))
    return _meant(found[1].lower(), words) if found else ""


def _mistyped_name(scene: _Scene) -> str:
    """Who asks for an object that has another name, or lives in another namespace."""
    found = _NO_OBJECT.search(scene.said)
    kind = next((kind for kind in KINDS if found and kind.resource == found[1]), None)
    if found is None or kind is None:
        return ""
    objects = scene.state.select(kind)
    homes = [each.namespace for each in objects if each.name == found[2]]
    if homes:
        return _("There is a {name} in the namespace {namespace}: -n {namespace}", name=found[2], namespace=homes[0])
    deployments = {each.name for each in scene.state.select(DEPLOYMENT)}
    if kind == POD and found[2] in deployments and _INTO_A_POD.search(scene.line):
        return _("{name} is a Deployment; deploy/{name} stands for one of its pods.", name=found[2])
    return _meant(found[2], (each.name for each in objects))


def _no_such_namespace(scene: _Scene) -> str:
    """Who looks into a namespace that nobody has made: kubectl finds nothing there and does not say why."""
    found = _NOTHING_THERE.search(scene.said)
    known = [each.name for each in scene.state.select(NAMESPACE)]
    if not found or found[1] in known:
        return ""
    return " ".join(filter(None, (_("There is no namespace {name}.", name=found[1]), _meant(found[1], known))))


def _lost_quotes(scene: _Scene) -> str:
    """Who typed JSON without quotes around it."""
    if "invalid character" not in scene.said or "'" in scene.line or '{"' not in scene.line:
        return ""
    return _("The shell has taken the quotes out of the JSON. Single quotes around all of it keep them.")


def _meant(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, sorted(set(known)), 1, 0.6)
    return _("Did you mean {word}?", word=near[0]) if near else ""


_ASIDES: tuple[Callable[[_Scene], str], ...] = (
    _name_of_pods,
    _small_image,
    _mistyped_type,
    _mistyped_name,
    _no_such_namespace,
    _lost_quotes,
)

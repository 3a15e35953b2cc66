"""What could come next on a kubectl line: commands, flags and their values, types, names, containers, fields.

Flags are those of the commands themselves. What depends on the cluster is looked up when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from svcquest.engine.state import State
from svcquest.model import kinds
from svcquest.model.frozen import dataclass, replace
from svcquest.model.kinds import Kind
from svcquest.model.net import Vantage
from svcquest.model.resource import Resource
from svcquest.model.tree import dig
from svcquest.terminal.kubectl.attached import by_life, selector_of
from svcquest.terminal.kubectl.command import GLOBAL_FLAGS, HELP_FLAG
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.resource_types import all_types, custom_types, find_type
from svcquest.terminal.kubectl.verbs import ALIASES, VERBS, command_at
from svcquest.terminal.surroundings import Surroundings

FILES: tuple[str, ...] = ("<files>",)
"""In place of candidates: names of files are wanted."""

_PODS_OF = ("deployment/", "replicaset/", "statefulset/", "service/", "pod/")
_EXPOSABLE = (kinds.SERVICE, kinds.POD, kinds.DEPLOYMENT, kinds.REPLICASET, kinds.REPLICATIONCONTROLLER)
_SCALABLE = (kinds.DEPLOYMENT, kinds.REPLICASET, kinds.REPLICATIONCONTROLLER, kinds.STATEFULSET)
_ROLLED_OUT = (kinds.DEPLOYMENT, kinds.DAEMONSET, kinds.STATEFULSET)
_TEMPLATED = (*_SCALABLE, kinds.DAEMONSET, kinds.POD)

_TYPES: dict[str, tuple[Kind, ...]] = {
    **dict.fromkeys(("get", "describe", "delete", "edit", "label", "annotate", "patch", "wait"), ()),
    "expose": _EXPOSABLE,
    "scale": _SCALABLE,
    **{path: _ROLLED_OUT for path in VERBS if path.startswith("rollout ")},
    **dict.fromkeys(("set env", "set image", "set resources", "set serviceaccount"), _TEMPLATED),
    "set selector": (kinds.SERVICE,),
}
"""Commands whose arguments are a type and names, with the types that they take; none for all types."""

_NAMES_OF: dict[str, Kind] = {
    **dict.fromkeys(("cordon", "drain", "uncordon", "top node"), kinds.NODE),
    "top pod": kinds.POD,
}
_IN_POD = frozenset({"attach", "cp", "debug", "exec", "logs", "port-forward"})
_WITH_CONTEXT = frozenset(
    {"config delete-context", "config rename-context", "config set-context", "config use-context"}
)
_ACTIONS = ("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch")
_FORMATS = ("custom-columns=", "go-template=", "json", "jsonpath=", "name", "wide", "yaml")
_VALUES: dict[str, tuple[str, ...]] = {
    "cascade": ("background", "foreground", "orphan"),
    "dry-run": ("client", "none", "server"),
    "for": ("condition=", "create", "delete", "jsonpath="),
    "output": _FORMATS,
    "protocol": ("SCTP", "TCP", "UDP"),
    "restart": ("Always", "Never", "OnFailure"),
    "session-affinity": ("ClientIP", "None"),
    "sort-by": (".metadata.creationTimestamp", ".metadata.name", ".spec.clusterIP", ".status.startTime"),
    "subresource": ("resize", "scale", "status"),
    "validate": ("false", "ignore", "strict", "true", "warn"),
}
_TYPE_FLAG: dict[str, tuple[str, ...]] = {
    "expose": ("ClusterIP", "ExternalName", "LoadBalancer", "NodePort"),
    "patch": ("json", "merge", "strategic"),
}


@dataclass(slots=True)
class _Line:
    """The words before the one that is being typed.

    Attributes:
        path: the command as far as it is known, empty without one.
        flags: those that may stand here.
        args: arguments of the command.
        given: values of flags.
        waiting: the flag whose value comes next.
        dash: how many arguments stood before ``--``, None without one.
    """

    path: str
    flags: tuple[Flag, ...]
    args: list[str]
    given: dict[str, str]
    waiting: Flag | None
    dash: int | None


def complete(words: Sequence[str], word: str, world: Surroundings) -> Iterable[str]:
    """Candidates for a word behind others, those that do not fit it too; ``FILES`` where files are wanted."""
    line = _read(words)
    if line.dash is not None:
        return _programs(line, world) if len(line.args) == line.dash else FILES
    if line.waiting is not None:
        return _values(line, line.waiting, word, world)
    if word.startswith("--") and "=" in word:
        name, _, value = word.partition("=")
        flag = next((each for each in line.flags if f"--{each.name}" == name), None)
        found = _values(line, flag, value, world) if flag else ()
        return () if found == FILES else [f"{name}={each}" for each in found]
    short = next((each for each in line.flags if len(word) > 2 and word[1:2] == each.short and word[0] == "-"), None)
    if short is not None and not short.when_bare:
        found = _values(line, short, word[2:], world)
        return () if found == FILES else [f"{word[:2]}{each}" for each in found]
    if word.startswith("-"):
        return [f"--{flag.name}" + ("" if flag.when_bare else "=") for flag in line.flags if not flag.hidden]
    return _arguments(line, word, world)


def _read(words: Sequence[str]) -> _Line:
    line = _Line("", (*GLOBAL_FLAGS, HELP_FLAG), [], {}, None, None)
    for word in words:
        if line.waiting is not None:
            line.given[line.waiting.name] = word
            line.waiting = None
        elif line.dash is not None:
            line.args.append(word)
        elif word == "--":
            line.dash = len(line.args)
        elif word.startswith("-") and len(word) > 1:
            _read_flag(line, word)
        else:
            _read_bare(line, word)
    return line


def _read_flag(line: _Line, word: str) -> None:
    if word.startswith("--"):
        name, equals, value = word[2:].partition("=")
        flag = next((each for each in line.flags if each.name == name), None)
        if equals:
            line.given[name] = value
        elif flag is not None and not flag.when_bare:
            line.waiting = flag
        return
    for at, letter in enumerate(word[1:], 2):
        flag = next((each for each in line.flags if each.short == letter), None)
        if flag is not None and not flag.when_bare:
            if word[at:]:
                line.given[flag.name] = word[at:].removeprefix("=")
            else:
                line.waiting = flag
            return
        line.given[flag.name if flag else letter] = "true"


def _read_bare(line: _Line, word: str) -> None:
    path = f"{line.path} {word}".strip()
    path = ALIASES.get(path, path)
    if line.args or path not in VERBS:
        line.args.append(word)
        return
    line.path = path
    command = command_at(path)
    line.flags = (*(command.flags if command else ()), *GLOBAL_FLAGS, HELP_FLAG)


# Values of flags ------------------------------------------------------------------------------------------------------


def _values(line: _Line, flag: Flag, word: str, world: Surroundings) -> Iterable[str]:
    looked_up: dict[str, Callable[[], Iterable[str]]] = {
        "namespace": lambda: _names(world, kinds.NAMESPACE, None),
        "context": lambda: sorted(world.kubeconfig.contexts),
        "container": lambda: _containers(line, world),
        "selector": lambda: _label_pairs(line, word, world),
        "type": lambda: _TYPE_FLAG.get(line.path, ()),
        **({"for": lambda: _typed(line, word, world, ())} if line.path == "events" else {}),
    }
    if flag.name in {"filename", "kubeconfig", "from-file", "patch-file"}:
        return FILES
    if flag.name == "namespace" and line.path == "config set-context":
        return looked_up["namespace"]()
    if flag.name in looked_up:
        return looked_up[flag.name]()
    return _VALUES.get(flag.name, ())


def _containers(line: _Line, world: Surroundings) -> Iterable[str]:
    pod = _pod(line, world)
    if pod is None:
        return ()
    lists = ("containers", "initContainers", "ephemeralContainers")
    return [each.get("name", "") for listed in lists for each in pod.spec.get(listed) or ()]


def _label_pairs(line: _Line, word: str, world: Surroundings) -> Iterable[str]:
    """``key=value`` of objects of the type, behind pairs that are there already."""
    before, comma, _ = word.rpartition(",")
    kind = find_type(line.args[0].partition("/")[0]) if line.args else kinds.POD
    if kind is None:
        return ()
    found = _objects(world, kind, _namespace(line, world))
    return {f"{before}{comma}{key}={value}" for each in found for key, value in each.labels.items()}


# Arguments ------------------------------------------------------------------------------------------------------------


def _arguments(line: _Line, word: str, world: Surroundings) -> Iterable[str]:
    if not line.args:
        prefix = f"{line.path} " if line.path else ""
        inner = {path.removeprefix(prefix).split(" ")[0] for path in VERBS if path.startswith(prefix)}
        if inner:
            return inner
    if line.path == "help":
        return {path.split(" ")[0] for path in VERBS}
    if line.path == "explain":
        return _field_paths(word, world.cluster.state)
    if line.path in _IN_POD:
        return _pods(line, word, world)
    if line.path in _WITH_CONTEXT:
        return sorted(world.kubeconfig.contexts)
    if line.path in _NAMES_OF:
        return _names(world, _NAMES_OF[line.path], _namespace(line, world))
    if line.path == "auth can-i":
        return _typed(replace(line, args=[]), word, world, ()) if line.args else _ACTIONS
    if line.path == "taint":
        return _typed(line, word, world, (kinds.NODE,))
    if line.path in _TYPES:
        return _typed(line, word, world, _TYPES[line.path])
    return FILES


def _typed(line: _Line, word: str, world: Surroundings, only: tuple[Kind, ...]) -> Iterable[str]:
    """A type, then names of its objects; or both in one word."""
    namespace = _namespace(line, world)
    if "/" in word:
        named, _, _ = word.partition("/")
        kind = find_type(named, world.cluster.state)
        return [f"{named}/{name}" for name in _names(world, kind, namespace)] if kind else ()
    if line.args and "/" not in line.args[0]:
        kind = find_type(line.args[0], world.cluster.state)
        names = _names(world, kind, namespace) if kind else []
        if line.path == "set image" and len(line.args) > 1 and kind is not None:
            return [f"{name}=" for name in _container_names(world, kind, namespace, line.args[1])]
        return [name for name in names if name not in line.args]
    if line.args and line.path == "set image":
        named, _, name = line.args[0].partition("/")
        kind = find_type(named)
        return [f"{each}=" for each in _container_names(world, kind, namespace, name)] if kind else ()
    before, comma, _ = word.rpartition(",")
    every = only or (*all_types(), *custom_types(world.cluster.state))
    found = {name for kind in every for name in (kind.plural, *kind.short)}
    return {f"{before}{comma}{name}" for name in (found if only else found | {"all"})}


def _container_names(world: Surroundings, kind: Kind, namespace: str | None, name: str) -> list[str]:
    found = world.cluster.get(kind, namespace or "", name)
    if found is None:
        return []
    containers = dig(found.tree, *(("spec",) if kind == kinds.POD else ("spec", "template", "spec")), "containers")
    return [str(dig(each, "name") or "") for each in containers] if isinstance(containers, list) else []


def _pods(line: _Line, word: str, world: Surroundings) -> Iterable[str]:
    namespace = _namespace(line, world)
    if line.args:
        return _ports(line, world) if line.path == "port-forward" else FILES if line.path == "cp" else ()
    if "/" in word:
        named = word.partition("/")[0]
        kind = find_type(named)
        return [f"{named}/{name}" for name in _names(world, kind, namespace)] if kind else ()
    names = [f"{name}:" if line.path == "cp" else name for name in _names(world, kinds.POD, namespace)]
    return [*names, *(() if line.path == "cp" else _PODS_OF)]


def _ports(line: _Line, world: Surroundings) -> Iterable[str]:
    target = _target(line, world)
    if target is not None and target.kind == kinds.SERVICE:
        return [str(port.port) for port in target.view.ports]
    pod = _pod(line, world)
    return [str(port.port) for port in pod.view.ports] if pod else ()


def _target(line: _Line, world: Surroundings) -> Resource | None:
    """What a line is about: a pod by its name, or anything by ``TYPE/NAME``."""
    if not line.args:
        return None
    named, slash, name = line.args[0].partition("/")
    kind = find_type(named) if slash else kinds.POD
    return world.cluster.get(kind, _namespace(line, world) or "", name if slash else named) if kind else None


def _pod(line: _Line, world: Surroundings) -> Resource | None:
    """The pod that a line is about, if need be the first of those that its object selects."""
    target = _target(line, world)
    if target is None or target.kind == kinds.POD:
        return target
    selector = selector_of(target)
    found = world.cluster.select(kinds.POD, target.namespace, selector) if selector else ()
    return min(found, key=by_life, default=None)


def _programs(line: _Line, world: Surroundings) -> Iterable[str]:
    """What a container has, for ``exec … --``."""
    from svcquest.terminal.places import program_names  # noqa: PLC0415 - places know kubectl's surroundings

    pod = _pod(line, world)
    if line.path not in {"exec", "debug"} or pod is None:
        return ()
    vantage = Vantage("pod", pod.namespace, pod.name)
    return program_names(world.cluster.state, vantage, line.given.get("container", ""))


def _field_paths(word: str, state: State) -> Iterable[str]:
    """``svc.spec.ports`` and its like, one field further than what is typed."""
    from svcquest.terminal.kubectl.errors import CommandError  # noqa: PLC0415 - read when somebody asks for fields
    from svcquest.terminal.kubectl.explaining.lookup import look_up  # noqa: PLC0415

    head, *rest = word.split(".")
    kind = find_type(head)
    if kind is None or not rest:
        every = (*all_types(), *custom_types(state))
        return {name for each in every for name in (each.plural, each.singular, *each.short)}
    try:
        inner = look_up(kind, rest[:-1], state.settings.version).inner
    except CommandError:
        return ()
    return [".".join([head, *rest[:-1], name]) for name in inner.fields] if inner else ()


# Objects --------------------------------------------------------------------------------------------------------------


def _namespace(line: _Line, world: Surroundings) -> str | None:
    """The namespace that a line is about, None for all."""
    if line.given.get("all-namespaces") == "true":
        return None
    return line.given.get("namespace") or world.kubeconfig.namespace


def _objects(world: Surroundings, kind: Kind, namespace: str | None) -> list[Resource]:
    return world.cluster.select(kind, namespace if kind.namespaced else None)


def _names(world: Surroundings, kind: Kind, namespace: str | None) -> list[str]:
    return [each.name for each in _objects(world, kind, namespace)]

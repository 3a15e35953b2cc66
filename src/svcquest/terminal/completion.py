"""What could come next on a command line: programs, verbs, kinds, names, namespaces, flags, files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from svcquest.model import kinds
from svcquest.model.kinds import KINDS, Kind
from svcquest.terminal import places
from svcquest.terminal.kubectl.verbs import VERBS
from svcquest.terminal.shell import Shell, builtins
from svcquest.terminal.surroundings import Surroundings
from svcquest.terminal.tools import TOOLS

_WORD = re.compile(r"[^\s|;&()<>]*$")
_OUTPUTS = ("custom-columns=", "json", "jsonpath=", "name", "wide", "yaml")
_COMMON_FLAGS = (
    "--all-namespaces",
    "--help",
    "--namespace=",
    "--output=",
    "--selector=",
    "--show-labels",
)
_FLAGS: dict[str, tuple[str, ...]] = {
    "apply": ("--dry-run=client", "--dry-run=server", "--filename=", "--server-side"),
    "create": ("--dry-run=client", "--filename="),
    "delete": ("--all", "--filename=", "--force", "--grace-period=", "--ignore-not-found", "--now", "--wait=false"),
    "explain": ("--api-version=", "--output=", "--recursive"),
    "expose": (
        "--cluster-ip=",
        "--name=",
        "--port=",
        "--protocol=",
        "--session-affinity=",
        "--target-port=",
        "--type=",
    ),
    "get": ("--field-selector=", "--no-headers", "--sort-by=", "--watch"),
    "patch": ("--patch=", "--type="),
    "run": ("--command", "--env=", "--expose", "--image=", "--labels=", "--port=", "--restart=", "--rm"),
    "scale": ("--current-replicas=", "--replicas="),
}
_TYPED_VERBS = frozenset(
    {"annotate", "delete", "describe", "edit", "explain", "expose", "get", "label", "patch", "scale", "wait"}
)
_POD_VERBS = frozenset({"attach", "debug", "exec", "logs", "port-forward"})
_SERVICE_TYPES = ("ClusterIP", "ExternalName", "LoadBalancer", "NodePort")


def complete(text: str, shell: Shell, *, at_home: bool) -> tuple[int, tuple[str, ...]]:
    """Words that could stand at the end of a line.

    Args:
        text: the line up to the cursor.
        at_home: in the administrator's terminal, where kubectl is.

    Returns:
        Where the last word begins, and what it could become, sorted.
    """
    found = _WORD.search(text)
    start = found.start() if found else len(text)
    word = text[start:]
    words = re.split(r"[|;&]+", text[:start])[-1].split()
    candidates = _candidates(words, word, shell, at_home=at_home)
    return start, tuple(sorted({each for each in candidates if each.startswith(word)}))


def _candidates(words: list[str], word: str, shell: Shell, *, at_home: bool) -> Iterable[str]:
    if not words:
        programs = places.home_programs() if at_home else tuple(TOOLS)
        return [*programs, *builtins.names(), *shell.state.aliases]
    if words[0] in {"kubectl", "k"} and at_home:
        return _kubectl(words[1:], word, shell)
    if words[0] == "ssh" and at_home:
        return [*_names(shell, kinds.NODE, None), "external"]
    return _files(word, shell)


def _kubectl(words: list[str], word: str, shell: Shell) -> Iterable[str]:
    bare = [each for each in words if not each.startswith("-")]
    flag = words[-1] if words else ""
    valued = _flag_value(flag, word, shell)
    if valued is not None:
        return valued
    group = " ".join(bare)
    inner = {verb.removeprefix(group).split()[0] for verb in VERBS if verb.startswith(f"{group} ")} if group else set()
    if not bare:
        return {verb.split()[0] for verb in VERBS}
    if word.startswith("-"):
        return [*_COMMON_FLAGS, *_FLAGS.get(bare[0], ())]
    if inner:
        return inner
    namespace = _namespace(words, shell)
    if bare[0] in _POD_VERBS and len(bare) == 1:
        return _names(shell, kinds.POD, namespace)
    if bare[0] == "explain":
        return _field_paths(word)
    if bare[0] in _TYPED_VERBS or group.startswith(("rollout ", "set ")):
        return _objects(bare[2:] if group.startswith(("rollout ", "set ")) else bare[1:], word, namespace, shell)
    return _files(word, shell)


def _flag_value(flag: str, word: str, shell: Shell) -> Iterable[str] | None:
    """Candidates for the value of a flag, None where no flag asks for one."""
    if flag in {"-n", "--namespace"}:
        return _names(shell, kinds.NAMESPACE, None)
    if flag in {"-f", "--filename"}:
        return _files(word, shell)
    if flag in {"-o", "--output"}:
        return _OUTPUTS
    for prefix, values in (("--type=", _SERVICE_TYPES), ("--output=", _OUTPUTS), ("-o=", _OUTPUTS)):
        if word.startswith(prefix):
            return [prefix + value for value in values]
    if word.startswith("--namespace="):
        return [f"--namespace={name}" for name in _names(shell, kinds.NAMESPACE, None)]
    return None


def _objects(bare: list[str], word: str, namespace: str | None, shell: Shell) -> Iterable[str]:
    if "/" in word:
        kind = _kind(word.partition("/")[0])
        return [f"{word.partition('/')[0]}/{name}" for name in _names(shell, kind, namespace)] if kind else ()
    if not bare:
        return [name for kind in KINDS for name in (kind.plural, *kind.short)] + ["all"]
    kind = _kind(bare[0])
    return _names(shell, kind, namespace) if kind else ()


def _kind(word: str) -> Kind | None:
    return next((kind for kind in KINDS if word in {kind.plural, kind.singular, kind.resource, *kind.short}), None)


def _names(shell: Shell, kind: Kind, namespace: str | None) -> list[str]:
    world: Surroundings = shell.state.world
    return [each.name for each in world.cluster.select(kind, namespace if kind.namespaced else None)]


def _namespace(words: list[str], shell: Shell) -> str | None:
    for at, each in enumerate(words):
        if each in {"-A", "--all-namespaces"}:
            return None
        if each in {"-n", "--namespace"} and at + 1 < len(words):
            return words[at + 1]
        if each.startswith("--namespace="):
            return each.partition("=")[2]
    world: Surroundings = shell.state.world
    return world.kubeconfig.namespace


def _field_paths(word: str) -> Iterable[str]:
    """``svc.spec.ports`` and its like, one field further than what is typed."""
    from svcquest.terminal.kubectl.errors import CommandError  # noqa: PLC0415 - read when somebody asks for fields
    from svcquest.terminal.kubectl.explaining.lookup import look_up  # noqa: PLC0415
    from svcquest.terminal.kubectl.resource_types import find_type  # noqa: PLC0415

    head, *rest = word.split(".")
    kind = find_type(head)
    if kind is None or not rest:
        return [name for each in KINDS for name in (each.plural, each.singular, *each.short)]
    try:
        inner = look_up(kind, rest[:-1]).inner
    except CommandError:
        return ()
    return [".".join([head, *rest[:-1], name]) for name in inner.fields] if inner else ()


def _files(word: str, shell: Shell) -> Iterable[str]:
    folder, slash, _ = word.rpartition("/")
    base = f"{folder}{slash}"
    if not shell.files.is_folder(base or "."):
        return ()
    found = []
    for name in shell.files.list(base or "."):
        path = base + name
        found.append(f"{path}/" if shell.files.is_folder(path) else path)
    return found

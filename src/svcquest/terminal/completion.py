"""What could come next on a command line: programs, what they take, host names, files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import MappingProxyType

from svcquest.engine.dns.resolver import DNS_PORT
from svcquest.engine.proxy.routes import served
from svcquest.model import kinds
from svcquest.model.objects import Service
from svcquest.terminal import places
from svcquest.terminal.extras import Extras
from svcquest.terminal.manual import TOPICS
from svcquest.terminal.shell import Shell, builtins
from svcquest.terminal.ssh import vantage_of
from svcquest.terminal.surroundings import Surroundings

_WORD = re.compile(r"[^\s|;&()<>]*$")
_BEFORE_COMMANDS = frozenset(
    {"!", "command", "do", "else", "if", "nohup", "sudo", "then", "time", "watch", "while", "xargs"}
)
"""Words behind which a command of its own begins."""

_HOST_TOOLS = frozenset(
    {"curl", "dig", "getent", "host", "nc", "ncat", "nslookup", "ping", "telnet", "traceroute", "wget"}
)


def complete(
    text: str, shell: Shell, *, at_home: bool, extras: Extras = MappingProxyType({})
) -> tuple[int, tuple[str, ...]]:
    """Words that could stand at the end of a line.

    Args:
        text: the line up to the cursor.
        at_home: in the administrator's terminal, where kubectl is.
        extras: programs that only this terminal has.

    Returns:
        Where the last word begins, and what it could become, sorted.
    """
    found = _WORD.search(text)
    start = found.start() if found else len(text)
    word = text[start:]
    behind = re.search(r"[<>]\s*$", text[:start])
    words = _command(re.split(r"[|;&({]+|\$\(", text[:start])[-1].split(), shell)
    if behind:
        candidates = _files(word, shell)
    elif words and words[0] in extras:
        candidates = extras[words[0]].words(words[1:])
    else:
        candidates = [*_candidates(words, word, shell, at_home=at_home), *(() if words else extras)]
    return start, tuple(sorted({each for each in candidates if each.startswith(word)}))


def _command(words: list[str], shell: Shell) -> list[str]:
    """The command that is being typed: without what stands before it, aliases replaced."""
    while words and (words[0] in _BEFORE_COMMANDS or re.match(r"[A-Za-z_]\w*=", words[0])):
        first = words.pop(0)
        while first in {"sudo", "watch", "xargs"} and words and words[0].startswith("-"):
            words.pop(0)
    if words and words[0] in shell.state.aliases:
        words = [*shell.state.aliases[words[0]].split(), *words[1:]]
    return words


def _candidates(words: list[str], word: str, shell: Shell, *, at_home: bool) -> Iterable[str]:
    world: Surroundings = shell.state.world
    if word.startswith("$"):
        return [f"${name}" for name in shell.state.variables]
    if not words:
        place = places.home_programs() if at_home else places.programs_of(world)
        return [*place, *builtins.names(), *shell.state.aliases, *shell.state.functions]
    if words[0] == "kubectl" and at_home:
        return _kubectl(words[1:], word, shell)
    if words[0] == "ssh" and at_home and len(words) < 3:
        return _elsewhere(words[1:], world)
    if words[0] in {"man", "help"}:
        return TOPICS
    if words[0] in {"type", "which"}:
        return places.home_programs() if at_home else places.programs_of(world)
    if words[0] in {"cd", "rmdir", "mkdir"}:
        return [each for each in _files(word, shell) if each.endswith("/")]
    if words[0] in _HOST_TOOLS and not word.startswith("-"):
        return [*_hosts(word, world), *_files(word, shell)]
    return _files(word, shell)


def _kubectl(words: list[str], word: str, shell: Shell) -> Iterable[str]:
    from svcquest.terminal.kubectl import completing  # noqa: PLC0415 - brings every command's flags along

    found = completing.complete(words, word, shell.state.world)
    return _files(word, shell) if found == completing.FILES else found


def _elsewhere(words: list[str], world: Surroundings) -> Iterable[str]:
    """Machines to go to; behind one of them what it has to run."""
    if not words:
        return [*(node.name for node in world.cluster.select(kinds.NODE)), "external"]
    there = vantage_of(world.cluster, words[0])
    return places.program_names(world.cluster.state, there) if there else ()


def _hosts(word: str, world: Surroundings) -> Iterable[str]:
    """Names of Services where names of Services resolve; their cluster IPs and the nodes elsewhere."""
    scheme, slashes, _ = word.rpartition("//")
    services = world.cluster.select(kinds.SERVICE)
    if word.startswith("@"):
        return [f"@{each.view.cluster_ip}" for each in services if _answers_dns(each.view)]
    if world.vantage.kind == "pod":
        own = world.vantage.namespace
        names = [each.name if each.namespace == own else f"{each.name}.{each.namespace}" for each in services]
    else:
        names = [each.view.cluster_ip for each in services if served(each.view)]
        names += [node.view.ip for node in world.cluster.select(kinds.NODE)]
    return [f"{scheme}{slashes}{name}" for name in names]


def _answers_dns(service: Service) -> bool:
    return served(service) and any(port.port == DNS_PORT for port in service.ports)


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

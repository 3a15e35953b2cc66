"""``kubectl set env``.

Follows ``k8s.io/kubectl/pkg/cmd/set/set_env.go``.
"""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

from svcquest.model import kinds
from svcquest.model.tree import Tree, dig
from svcquest.terminal.kubectl import templates
from svcquest.terminal.kubectl.arguments import Question, find
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, raise_all
from svcquest.terminal.kubectl.flags import Flag


def _run(call: Call) -> int:
    resources, changes = _split(call.args)
    changes += call.flags.list("env")
    if not resources and not call.flags.list("filename"):
        raise CommandError("one or more resources must be specified as <resource> <name> or <resource>/<name>")
    if call.flags.on("list"):
        return _list(call, resources)
    given, removed = _parse(changes)
    source = call.flags.text("from")
    if source:
        given |= _from(call, source)
    if not given and not removed:
        raise CommandError("at least one environment variable must be provided")
    chosen = call.flags.text("containers")

    def change(containers: list[Tree]) -> list[Tree]:
        if not any(fnmatchcase(each.get("name", ""), chosen) for each in containers):
            raise CommandError(f"no container matches {chosen}")
        return [
            _with_env(each, given, removed, overwrite=call.flags.on("overwrite"))
            if fnmatchcase(each.get("name", ""), chosen)
            else each
            for each in containers
        ]

    return templates.update_containers(call, resources, change, "env updated")


def _split(args: Sequence[str]) -> tuple[list[str], list[str]]:
    resources = [word for word in args if "=" not in word and not word.endswith("-")]
    return resources, [word for word in args if word not in resources]


def _parse(changes: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    given: dict[str, str] = {}
    removed: list[str] = []
    for change in changes:
        key, equals, value = change.partition("=")
        if equals:
            given[key] = value
        elif change.endswith("-"):
            removed.append(change[:-1])
        else:
            raise CommandError(f"environment variables must be of the form key=value, but is {change}")
    return given, removed


def _from(call: Call, source: str) -> dict[str, str]:
    word, _, name = source.partition("/")
    if word not in {"configmap", "configmaps", "cm"} or not name:
        raise CommandError(f"unsupported resource specified in --from: {source}; only configmap/NAME is known here")
    data = call.client.must_get(kinds.CONFIGMAP, call.client.namespace, name).tree.get("data") or {}
    prefix = call.flags.text("prefix")
    return {prefix + key.upper().replace("-", "_").replace(".", "_"): value for key, value in sorted(data.items())}


def _with_env(container: Tree, given: dict[str, str], removed: list[str], *, overwrite: bool) -> Tree:
    env = [each for each in container.get("env") or () if each.get("name") not in removed]
    for key, value in given.items():
        at = next((i for i, each in enumerate(env) if each.get("name") == key), None)
        if at is None:
            env.append({"name": key, "value": value})
        elif not overwrite and env[at].get("value") != value:
            raise CommandError(f"'{key}' already has a value ({env[at].get('value', '')}), and --overwrite is false")
        else:
            env[at] = {"name": key, "value": value}
    without = {key: value for key, value in container.items() if key != "env"}
    return {**without, "env": env} if env else without


def _list(call: Call, resources: list[str]) -> int:
    found = find(call, resources, Question(select_all=call.flags.on("all")))
    for target in found.targets:
        path = templates.pod_spec_path(target.resource)
        for container in (dig(target.resource.tree, *path, "containers") if path else None) or ():
            call.print(f"# {target.kind.plural} {target.name}, container {container.get('name', '')}")
            for each in container.get("env") or ():
                call.print(f"{each.get('name', '')}={each.get('value', '')}")
    raise_all(found.problems)
    return 0


SET_ENV = Command(
    _run,
    usage="RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N",
    flags=(
        *templates.FLAGS,
        Flag("containers", "Names of the containers to change; may hold wildcards", short="c", default="*"),
        Flag("env", "KEY=VALUE; may be repeated", "array", short="e"),
        Flag("from", "configmap/NAME whose keys become variables"),
        Flag("prefix", "What stands before names that --from brings"),
        Flag("list", "Show the variables instead of changing any", "bool"),
        Flag("overwrite", "Replace values that are there already", "bool", default="true"),
    ),
    examples=("kubectl set env deployment/web COLOUR=blue", "kubectl set env deployment/web COLOUR-"),
)

"""``kubectl set env``.

Follows ``k8s.io/kubectl/pkg/cmd/set/set_env.go`` and ``set/env``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from svcquest.model import kinds
from svcquest.model.resource import Resource
from svcquest.model.status import quote
from svcquest.model.tree import Tree, dig
from svcquest.terminal.kubectl import local, pairs, templates
from svcquest.terminal.kubectl.arguments import NOTHING_GIVEN
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import dry_run
from svcquest.terminal.kubectl.resource_types import type_of

Variables = dict[str, Tree]
"""Variables to be set, as containers list them, by name."""


def _run(call: Call) -> int:
    flags = call.flags
    if flags.on("all") and flags.text("selector"):
        raise CommandError("cannot set --all and --selector at the same time")
    resources, changes = _split(call.args)
    dry_run(call)
    _check(call, resources)
    given, removed = _wanted(call, changes)
    found = templates.resolve(call, resources)
    chosen = templates.named_like(flags.text("containers"))

    def change(resource: Resource, spec: Tree) -> Tree:
        containers = [each for each in templates.containers_of(spec) if chosen(each.get("name", ""))]
        if not containers:
            wanted = quote(flags.text("containers"))
            call.error(f"Warning: {resource.kind.kind}/{resource.name} does not have any containers matching {wanted}")
        overwrite = flags.on("overwrite")
        return templates.with_containers(
            spec,
            chosen,
            lambda each: _with_env(
                each, given, removed, f"{resource.kind.plural}/{resource.name}", overwrite=overwrite
            ),
        )

    if not flags.on("list"):
        edit = templates.Edit(change, "env updated", "failed to patch env update to pod template:")
        return templates.apply(call, found, edit)
    for target in found.targets:
        path = templates.pod_spec_path(target.resource)
        if path is not None:
            _list(call, target.resource, change(target.resource, dig(target.resource.tree, *path) or {}))
    return 0


def _wanted(call: Call, changes: Sequence[str]) -> tuple[Variables, list[str]]:
    """The variables that are to be set, and the names of those that are to go."""
    flags = call.flags
    given, removed = _parse([*flags.list("env"), *changes], call)
    if flags.text("from"):
        given |= {each["name"]: each for each in _from(call, flags.text("from"))}
    prefix = flags.text("prefix")
    return {prefix + name: {**each, "name": prefix + name} for name, each in given.items()}, removed


def _split(args: Sequence[str]) -> tuple[list[str], list[str]]:
    resources: list[str] = []
    changes: list[str] = []
    for word in args:
        if "=" in word or word.endswith("-"):
            changes.append(word)
        elif changes:
            raise CommandError(f"all resources must be specified before environment changes: {' '.join(args)}")
        else:
            resources.append(word)
    return resources, changes


def _check(call: Call, resources: Sequence[str]) -> None:
    local.check_dry_run(call)
    if call.flags.on("local") and not call.flags.list("filename"):
        raise CommandError(NOTHING_GIVEN)
    if not resources and not call.flags.list("filename"):
        raise CommandError("one or more resources must be specified as <resource> <name> or <resource>/<name>")
    if call.flags.on("list") and call.flags.text("output"):
        raise CommandError("--list and --output may not be specified together")
    if call.flags.list("keys") and not call.flags.text("from"):
        raise CommandError("when specifying --keys, a configmap or secret must be provided with --from")


def _parse(changes: Sequence[str], call: Call) -> tuple[Variables, list[str]]:
    given: Variables = {}
    removed: list[str] = []
    for change in _with_typed(changes, call):
        name, equals, value = change.partition("=")
        if equals:
            if not pairs.is_env_name(name):
                raise CommandError(f"{quote(name)} is not a valid key name: {pairs.NO_ENV_NAME}")
            given[name] = {"name": name, "value": value}
        elif change.endswith("-"):
            removed.append(change[:-1])
        else:
            raise CommandError(f"unknown environment variable: {change}")
    if any(name in given for name in removed):
        raise CommandError("can not both modify and remove the same environment variable in the same command")
    return given, removed


def _with_typed(changes: Sequence[str], call: Call) -> Iterator[str]:
    """The changes, with the lines of standard input in the place of ``-``."""
    for change in changes:
        if change == "-":
            lines = (line.partition("#")[0] for line in call.process.stdin.splitlines())
            yield from (line for line in lines if "=" in line)
        else:
            yield change


def _from(call: Call, source: str) -> Iterator[Tree]:
    """Variables that take their values from the keys of a ConfigMap or Secret."""
    word, slash, name = source.partition("/")
    if not slash:
        raise CommandError("resource(s) were provided, but no name was specified")
    resource = call.client.must_get(type_of(word), call.client.namespace, name)
    reference = {"ConfigMap": "configMapKeyRef", "Secret": "secretKeyRef"}.get(resource.kind.kind)
    if reference is None:
        raise CommandError("unsupported resource specified in --from")
    wanted = call.flags.list("keys")
    for key in sorted(resource.tree.get("data") or {}):
        if not wanted or key in wanted:
            variable = re.sub("[^a-zA-Z0-9_]", "_", key).upper()
            if variable != key:
                call.error(f"Warning: key {key} transferred to {variable}")
            yield {
                "name": variable,
                "valueFrom": {reference: {"key": key, "name": name}},
            }


def _with_env(container: Tree, given: Variables, removed: Sequence[str], owner: str, *, overwrite: bool) -> Tree:
    present: list[Tree] = container.get("env") or []
    for each in present:
        new = given.get(each["name"])
        if not overwrite and new is not None and new.get("value", "") != each.get("value", ""):
            raise CommandError(
                f"{owner} '{each['name']}' already has a value ({each.get('value', '')}), and --overwrite is false"
            )
    env = [given.get(each["name"], each) for each in present if each["name"] not in removed]
    there = {each["name"] for each in env}
    env += [each for name, each in given.items() if name not in there]
    without = {key: value for key, value in container.items() if key != "env"}
    return {**without, "env": env} if env else without


# Listing ------------------------------------------------------------------------------------------------------------


def _list(call: Call, resource: Resource, spec: Tree) -> None:
    chosen = templates.named_like(call.flags.text("containers"))
    for container in templates.containers_of(spec):
        if not chosen(container.get("name", "")):
            continue
        call.print(f"# {resource.kind.kind} {resource.name}, container {container.get('name', '')}")
        for each in container.get("env") or ():
            call.print(_line(call, each, resolve=call.flags.on("resolve")))


def _line(call: Call, variable: Tree, *, resolve: bool) -> str:
    name, source = variable["name"], variable.get("valueFrom")
    if not source:
        return f"{name}={variable.get('value', '')}"
    value = _value(call, source) if resolve else None
    return f"# {name} from {_reference(source)}" if value is None else f"{name}={value}"


def _reference(source: dict[str, Any]) -> str:
    match source:
        case {"configMapKeyRef": key}:
            return f"configmap {key.get('name')}, key {key.get('key')}"
        case {"secretKeyRef": key}:
            return f"secret {key.get('name')}, key {key.get('key')}"
        case {"fieldRef": field}:
            return f"field path {field.get('fieldPath')}"
        case {"resourceFieldRef": field}:
            return f"resource field {field.get('resource')}"
        case _:
            return "invalid valueFrom"


def _value(call: Call, source: dict[str, Any]) -> str | None:
    """The value that a key of a ConfigMap gives a variable; None when there is none to be had."""
    key = source.get("configMapKeyRef") or {}
    found = call.client.cluster.get(kinds.CONFIGMAP, call.client.namespace, key.get("name", ""))
    return (found.tree.get("data") or {}).get(key.get("key")) if found else None


SET_ENV = Command(
    _run,
    usage="RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N",
    flags=(
        *templates.FLAGS,
        templates.CONTAINERS,
        Flag("env", "KEY=VALUE; may be repeated", "array", short="e"),
        Flag("from", "configmap/NAME or secret/NAME whose keys become variables"),
        Flag("keys", "The keys to take of what --from names", "list"),
        Flag("prefix", "What stands before the names"),
        Flag("list", "Show the variables instead of changing any", "bool"),
        Flag("resolve", "Show values rather than where they come from", "bool"),
        Flag("overwrite", "Replace values that are there already", "bool", default="true"),
    ),
    examples=(
        "kubectl set env deployment/web COLOUR=blue",
        "kubectl set env deployment/web COLOUR-",
        "kubectl set env deployment/web --from=configmap/settings",
    ),
)

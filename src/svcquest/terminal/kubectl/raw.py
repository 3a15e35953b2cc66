"""``kubectl get --raw``: what the server answers at a path, as it stands.

Follows ``k8s.io/kubectl/pkg/rawhttp/raw.go``. Objects come as the server's compact JSON; of Go's order of fields only
the head is kept.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource
from svcquest.model.status import Status, not_found, quote
from svcquest.model.tree import Tree
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.discovery import categories, server_version
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.kubeconfig import SERVER
from svcquest.terminal.kubectl.resource_types import all_types, custom_types, served_versions, verbs
from svcquest.terminal.kubectl.selectors import list_matching

_IDENTITY = ("name", "generateName", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp")
"""With what metadata begins."""

_CHECKS = ("/healthz", "/livez", "/readyz")
_ELSEWHERE = {
    "log": "use kubectl logs",
    "exec": "use kubectl exec",
    "portforward": "use kubectl port-forward",
    "proxy": "ask the Service itself, with curl from a pod or a node",
    "/metrics": "nothing is measured",
    "/openapi": "kubectl explain describes the fields",
}
"""What a server has and this one has not: by subresource or first part of the path, what to use."""


def fetch(call: Call, path: str) -> int:
    """Print what is at a path.

    Raises:
        CommandError: other arguments were given, it is no path, or there is nothing.
    """
    flags = call.flags
    if call.args:
        raise CommandError("arguments may not be passed when --raw is specified")
    if flags.on("watch") or flags.on("watch-only") or flags.text("selector"):
        raise CommandError(
            "--raw may not be specified with other flags that filter the server request or alter the output"
        )
    if flags.text("output"):
        raise call.usage_error("--raw and --output are mutually exclusive")
    if not path.startswith("/"):
        raise call.usage_error(f"--raw must be a valid URL path: parse {quote(path)}: invalid URI for request")
    call.print(_answer(call, path), end="")
    return 0


def _answer(call: Call, text: str) -> str:
    url = urlsplit(text)
    path = url.path.rstrip("/")
    if path in _CHECKS:
        names = ("ping", "log", "etcd") if "verbose" in url.query else ()
        return "".join(f"[+]{name} ok\n" for name in names) + (f"{path[1:]} check passed\n" if names else "ok")
    if path == "/version":
        return json.dumps(_version(call), indent=2)
    parts = path.split("/")[1:] if path else []
    first = f"/{parts[0]}" if parts else ""
    if first in _ELSEWHERE:
        raise _not_here(first, _ELSEWHERE[first])
    document = _discovered(call, parts) or _objects(call, parts, parse_qs(url.query))
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False) + "\n"


def _not_here(what: str, instead: str) -> CommandError:
    return CommandError(f"{what} is not available here: {instead}")


def _missing() -> CommandError:
    return CommandError(Status(404, "NotFound", "the server could not find the requested resource"))


def _version(call: Call) -> Tree:
    version = server_version(call)
    major, minor, _ = version.removeprefix("v").split(".")
    return {"major": major, "minor": minor, "gitVersion": version, "compiler": "gc", "platform": "linux/amd64"}


# What there is ------------------------------------------------------------------------------------------------------


def _types(call: Call) -> list[Kind]:
    return [*all_types(), *custom_types(call.client.cluster.state)]


def _discovered(call: Call, parts: Sequence[str]) -> Tree | None:
    """The documents above the objects: paths, groups, versions, types."""
    match parts:
        case []:
            versions = sorted({*served_versions(), *(kind.api_version for kind in _types(call))} - {"v1"})
            groups = sorted({each.partition("/")[0] for each in versions})
            return {"paths": ["/api", "/api/v1", "/apis", *(f"/apis/{each}" for each in sorted((*groups, *versions)))]}
        case ["api"]:
            here = {"clientCIDR": "0.0.0.0/0", "serverAddress": urlsplit(SERVER).netloc}
            return {"kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": [here]}
        case ["apis"]:
            names = dict.fromkeys(kind.group for kind in _types(call) if kind.group)
            return {"kind": "APIGroupList", "apiVersion": "v1", "groups": [_group(call, name) for name in names]}
        case ["apis", name]:
            return {"kind": "APIGroup", "apiVersion": "v1", **_group(call, name)}
        case ["api", version] | ["apis", _, version]:
            group = parts[1] if len(parts) > 2 else ""
            found = [kind for kind in _types(call) if (kind.group, kind.version) == (group, version)]
            if not found:
                raise _missing()
            listed = [_described(kind) for kind in found]
            return {"kind": "APIResourceList", "groupVersion": found[0].api_version, "resources": listed}
        case _:
            return None


def _group(call: Call, name: str) -> Tree:
    versions = sorted({kind.version for kind in _types(call) if kind.group == name})
    if not versions:
        raise _missing()
    listed = [{"groupVersion": f"{name}/{version}", "version": version} for version in versions]
    return {"name": name, "versions": listed, "preferredVersion": listed[-1]}


def _described(kind: Kind) -> Tree:
    optional = {"shortNames": list(kind.short), "categories": list(categories(kind))}
    return {
        "name": kind.plural,
        "singularName": kind.singular,
        "namespaced": kind.namespaced,
        "kind": kind.kind,
        "verbs": list(verbs(kind)),
        **{name: value for name, value in optional.items() if value},
    }


# Objects ------------------------------------------------------------------------------------------------------------


def _objects(call: Call, parts: Sequence[str], query: dict[str, list[str]]) -> Tree:
    """One object, or a list of them."""
    match parts:
        case ["api", version, *rest]:
            group = ""
        case ["apis", group, version, *rest]:
            pass
        case _:
            raise _missing()
    namespace, within = "", len(rest) > 2 and rest[0] == "namespaces"
    if within and any(kind.plural == rest[2] for kind in _types(call)):
        _, namespace, *rest = rest
    plural, name, *sub = (*rest, "")[: max(2, len(rest))]
    found = [each for each in _types(call) if (each.group, each.version, each.plural) == (group, version, plural)]
    if not found or (namespace and not found[0].namespaced) or (name and found[0].namespaced and not namespace):
        raise _missing()
    kind = found[0]
    call.warn_of(kind)
    if not name:
        return _list(call, kind, namespace, query)
    if sub and sub[0] in _ELSEWHERE:
        raise _not_here(f"{plural}/{sub[0]}", _ELSEWHERE[sub[0]])
    if sub not in ([], ["status"]):
        raise _missing()
    resource = call.client.cluster.get(kind, namespace, name)
    if resource is None:
        raise CommandError(not_found(kind, name))
    return {"kind": kind.kind, "apiVersion": kind.api_version, **_body(resource)}


def _list(call: Call, kind: Kind, namespace: str, query: dict[str, list[str]]) -> Tree:
    labels, fields = ("".join(query.get(name, ())) for name in ("labelSelector", "fieldSelector"))
    cluster = call.client.cluster
    found = list_matching(cluster, kind, namespace or None, labels, fields)
    if isinstance(found, Status):
        raise CommandError(found)
    return {
        "kind": f"{kind.kind}List",
        "apiVersion": kind.api_version,
        "metadata": {"resourceVersion": str(cluster.state.revision)},
        "items": [_body(each) for each in found],
    }


def _body(resource: Resource) -> Tree:
    rest = {name: value for name, value in resource.tree.items() if name not in {"kind", "apiVersion", "metadata"}}
    metadata = resource.metadata
    head = {name: metadata[name] for name in _IDENTITY if name in metadata}
    return {"metadata": {**head, **metadata}, **rest}

"""``kubectl api-resources``, ``api-versions``, ``version`` and ``cluster-info``: what this cluster is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from svcquest.model import kinds
from svcquest.model.kinds import Kind
from svcquest.model.tree import Tree
from svcquest.terminal.kubectl import columns
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.kubeconfig import SERVER
from svcquest.terminal.kubectl.output import SHOW_MANAGED_FIELDS, TEMPLATE, formatter
from svcquest.terminal.kubectl.resource_types import (
    all_types,
    custom_types,
    is_served,
    order,
    served_versions,
    verbs,
)

CLIENT_VERSION = "v1.36.2"
KUSTOMIZE_VERSION = "v5.8.1"
PATCH_RELEASE = 2

_API_EXTENSIONS = frozenset({"admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io"})


def categories(kind: Kind) -> tuple[str, ...]:
    """Words that stand for several types at once, this one among them."""
    if kind.group in _API_EXTENSIONS:
        return ("api-extensions",)
    return ("all",) if kind.in_all else ()


def _no_arguments(call: Call) -> None:
    if call.args:
        raise call.usage_error(f"unexpected arguments: [{' '.join(call.args)}]")


# api-resources ------------------------------------------------------------------------------------------------------

_API_RESOURCES_FORMATS = ("json", "kyaml", "name", "wide", "yaml")
_Cell = Callable[[Kind], str]
_COLUMNS: tuple[tuple[str, _Cell], ...] = (
    ("NAME", lambda kind: kind.plural),
    ("SHORTNAMES", lambda kind: ",".join(kind.short)),
    ("APIVERSION", lambda kind: kind.api_version),
    ("NAMESPACED", lambda kind: str(kind.namespaced).lower()),
    ("KIND", lambda kind: kind.kind),
)
_WIDE: tuple[tuple[str, _Cell], ...] = (
    ("VERBS", lambda kind: ",".join(verbs(kind))),
    ("CATEGORIES", lambda kind: ",".join(categories(kind))),
)


def _api_resources(call: Call) -> int:
    _no_arguments(call)
    flags = call.flags
    output = flags.text("output")
    if output not in {"", *_API_RESOURCES_FORMATS}:
        raise CommandError(
            f'unable to match a printer suitable for the output format "{output}", '
            f"allowed formats are: {','.join(_API_RESOURCES_FORMATS)}"
        )
    if flags.text("sort-by") not in {"", "name", "kind"}:
        raise CommandError("--sort-by accepts only name or kind")
    state = call.client.cluster.state
    usual = (kind for kind in all_types() if is_served(kind, state))
    served = sorted((*usual, *custom_types(state)), key=order)
    found = [kind for kind in served if _wanted(call, kind)]
    if flags.text("sort-by"):
        field = {"name": "plural", "kind": "kind"}[flags.text("sort-by")]
        found.sort(key=lambda kind: str(getattr(kind, field)))
    if output == "name":
        for kind in found:
            call.print(kind.resource)
        return 0
    if output in {"json", "kyaml", "yaml"}:
        call.print(formatter(call, _API_RESOURCES_FORMATS)(_as_list(found)), end="")
        return 0
    shown = _COLUMNS + (_WIDE if output == "wide" else ())
    rows = [[cell(kind) for _, cell in shown] for kind in found]
    headers = [] if flags.on("no-headers") else [[name for name, _ in shown]]
    call.print(columns.table([*headers, *rows]), end="")
    return 0


def _as_list(found: Sequence[Kind]) -> Tree:
    """An APIResourceList."""
    return {
        "apiVersion": "v1",
        "groupVersion": "",
        "kind": "APIResourceList",
        "resources": [_as_resource(kind) for kind in found],
    }


def _as_resource(kind: Kind) -> Tree:
    described: Tree = {
        "categories": list(categories(kind)),
        "group": kind.group,
        "kind": kind.kind,
        "name": kind.plural,
        "namespaced": kind.namespaced,
        "shortNames": list(kind.short),
        "singularName": kind.singular,
        "verbs": list(verbs(kind)),
        "version": kind.version,
    }
    return {name: value for name, value in described.items() if value not in ("", [])}


def _wanted(call: Call, kind: Kind) -> bool:
    flags = call.flags
    return (
        (not flags.given("api-group") or kind.group == flags.text("api-group"))
        and (not flags.given("namespaced") or kind.namespaced == flags.on("namespaced"))
        and set(flags.list("verbs")) <= set(verbs(kind))
        and set(flags.list("categories")) <= set(categories(kind))
    )


API_RESOURCES = Command(
    _api_resources,
    flags=(
        Flag("api-group", "Only types of this group"),
        Flag("cached", "Use what was cached", "bool"),
        Flag("categories", "Only types of these categories", "list"),
        Flag("namespaced", "Only types within namespaces, or with =false outside of them", "bool", default="true"),
        Flag("no-headers", "Leave the header out", "bool"),
        Flag("output", "wide, name, json, yaml or kyaml", short="o"),
        SHOW_MANAGED_FIELDS,
        TEMPLATE,
        Flag("sort-by", "name or kind"),
        Flag("verbs", "Only types that can be treated so", "list"),
    ),
)

# api-versions -------------------------------------------------------------------------------------------------------


def _api_versions(call: Call) -> int:
    _no_arguments(call)
    for version in sorted(served_versions()):
        call.print(version)
    return 0


API_VERSIONS = Command(_api_versions)

# version ------------------------------------------------------------------------------------------------------------


def server_version(call: Call) -> str:
    """The server's release, such as ``v1.36.2``."""
    major, minor = call.client.cluster.state.settings.version
    return f"v{major}.{minor}.{PATCH_RELEASE}"


def _version(call: Call) -> int:
    if call.args:
        raise CommandError(f"extra arguments: [{' '.join(call.args)}]")
    output = call.flags.text("output")
    known = {"clientVersion": CLIENT_VERSION, "serverVersion": server_version(call)}
    if call.flags.on("client"):
        del known["serverVersion"]
    if output:
        _print_versions(call, known, output)
        return 0
    call.print(f"Client Version: {CLIENT_VERSION}\nKustomize Version: {KUSTOMIZE_VERSION}")
    if "serverVersion" in known:
        call.print(f"Server Version: {known['serverVersion']}")
    return 0


def _print_versions(call: Call, known: dict[str, str], output: str) -> None:
    from svcquest.manifest import dump  # noqa: PLC0415 - yaml is heavy and this format is rare

    tree: dict[str, object] = {name: _details(version) for name, version in known.items()}
    tree["kustomizeVersion"] = KUSTOMIZE_VERSION
    if output not in {"json", "yaml"}:
        raise CommandError("--output must be 'yaml' or 'json'")
    call.print(dump.dump_json(tree) + "\n" if output == "json" else dump.dump_yaml(tree), end="")


def _details(version: str) -> dict[str, str]:
    major, minor, _ = version.removeprefix("v").split(".")
    return {"gitVersion": version, "major": major, "minor": minor, "platform": "linux/amd64"}


VERSION = Command(
    _version,
    flags=(
        Flag("client", "Only the client's version", "bool"),
        Flag("output", "yaml or json", short="o"),
    ),
)

# cluster-info -------------------------------------------------------------------------------------------------------


def _cluster_info(call: Call) -> int:
    if call.args:
        raise CommandError("cluster-info dump is not available here; get and describe show the same objects")
    server = SERVER
    call.print(f"Kubernetes control plane is running at {server}")
    for service in call.client.cluster.select(kinds.SERVICE, "kube-system"):
        if service.labels.get("kubernetes.io/cluster-service") != "true":
            continue
        name = service.labels.get("kubernetes.io/name") or service.name
        ports = service.spec.get("ports") or ()
        port = f":{ports[0]['name']}" if ports and ports[0].get("name") else ""
        path = f"/api/v1/namespaces/kube-system/services/{service.name}{port}/proxy"
        call.print(f"{name} is running at {server}{path}")
    call.print("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.")
    return 0


CLUSTER_INFO = Command(_cluster_info)

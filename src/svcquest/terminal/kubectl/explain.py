"""``kubectl explain``: fields, their types and what they are for. Follows ``kubectl/pkg/cmd/explain/explain.go``."""

from __future__ import annotations

from svcquest.model.kinds import Kind
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.explaining import openapi_v2, plaintext
from svcquest.terminal.kubectl.explaining.lookup import Found, look_up
from svcquest.terminal.kubectl.explaining.target import in_version, target
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.resource_types import is_served


def run(call: Call) -> int:
    """Explain a resource type or one of its fields."""
    if not call.args:
        raise CommandError(
            "You must specify the type of resource to explain. "
            'Use "kubectl api-resources" for a complete list of supported resources.\n'
        )
    if len(call.args) > 1:
        raise CommandError("We accept only this format: explain RESOURCE\n")
    version = call.flags.text("api-version")
    kind, path = target(call.args[0], with_group=not version)
    if kind is None or not is_served(kind, call.client.cluster.state):
        name = path[0] if kind is None else call.args[0].partition(".")[0]
        call.error(f'the server doesn\'t have a resource type "{name}"')
        return 1
    if version:
        kind = in_version(kind, version)
    layout = _LAYOUTS.get(call.flags.text("output"))
    if layout is None:
        raise CommandError(f"unrecognized format: {call.flags.text('output')}")
    layout(call, kind, path)
    return 0


def _plaintext(call: Call, kind: Kind, path: list[str]) -> None:
    if kind.group:
        call.print(f"GROUP:      {kind.group}")
    call.print(f"KIND:       {kind.kind}\nVERSION:    {kind.version}\n")
    call.print("\n".join(plaintext.lines(_found(call, kind, path), recursive=call.flags.on("recursive"))))


def _openapi_v2(call: Call, kind: Kind, path: list[str]) -> None:
    call.print("\n".join(openapi_v2.lines(_found(call, kind, path), recursive=call.flags.on("recursive"))))


def _found(call: Call, kind: Kind, path: list[str]) -> Found:
    return look_up(kind, path, call.client.cluster.state.settings.version)


_LAYOUTS = {"plaintext": _plaintext, "plaintext-openapiv2": _openapi_v2}


EXPLAIN = Command(
    run,
    usage="TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] "
    "[-o|--output=plaintext|plaintext-openapiv2] [options]",
    flags=(
        Flag("api-version", "Group and version of the type, such as apps/v1"),
        Flag("output", "plaintext, or plaintext-openapiv2 as older versions had it", default="plaintext", short="o"),
        Flag("recursive", "Names of all fields below, without descriptions", "bool"),
    ),
    examples=(
        "kubectl explain svc",
        "kubectl explain svc.spec.ports.targetPort",
        "kubectl explain deployments.apps.spec.strategy",
        "kubectl explain pod --recursive",
    ),
)

"""``kubectl set serviceaccount``.

Follows ``k8s.io/kubectl/pkg/cmd/set/set_serviceaccount.go``.
"""

from __future__ import annotations

from svcquest.model.resource import Resource
from svcquest.model.tree import Tree
from svcquest.terminal.kubectl import templates
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.output import dry_run


def _run(call: Call) -> int:
    dry_run(call)
    if not call.args:
        raise CommandError("serviceaccount is required")
    *resources, name = call.args
    found = templates.resolve(call, [] if call.flags.on("local") else resources)

    def change(_resource: Resource, spec: Tree) -> Tree:
        return {**spec, "serviceAccountName": name}

    return templates.apply(
        call,
        found,
        templates.Edit(change, "serviceaccount updated", "failed to patch ServiceAccountName", even_unchanged=True),
    )


SET_SERVICEACCOUNT = Command(
    _run,
    usage="(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT",
    flags=tuple(flag for flag in templates.FLAGS if flag.name != "selector"),
    examples=("kubectl set serviceaccount deployment web shop",),
)

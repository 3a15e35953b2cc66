"""``kubectl auth``: the learner is the cluster's administrator and may do everything."""

from __future__ import annotations

from svcquest.terminal.kubectl import columns
from svcquest.terminal.kubectl.arguments import ALL_NAMESPACES
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.resource_types import find_type

_RULES = (
    ("Resources", "Non-Resource URLs", "Resource Names", "Verbs"),
    ("*.*", "[]", "[]", "[*]"),
    ("", "[*]", "[]", "[*]"),
)


def _can_i(call: Call) -> int:
    if call.flags.on("list"):
        if call.args:
            raise CommandError("list option must be specified with no arguments")
        call.print(columns.table(_RULES), end="")
        return 0
    if len(call.args) not in {2, 3}:
        raise call.usage_error("you must specify two arguments: verb resource or verb resource/resourceName.")
    resource = call.args[1]
    if not resource.startswith("/"):
        _check_resource(call, resource.partition("/")[0])
    if not call.flags.on("quiet"):
        call.print("yes")
    return 0


def _check_resource(call: Call, word: str) -> None:
    kind = find_type(word)
    if word == "*":
        return
    if kind is None:
        call.error(f"Warning: the server doesn't have a resource type '{word}'\n")
    elif not kind.namespaced and not call.flags.on("all-namespaces"):
        group = f" in group '{kind.group}'" if kind.group else ""
        call.error(f"Warning: resource '{kind.plural}' is not namespace scoped{group}\n")


def _whoami(call: Call) -> int:
    context = call.client.kubeconfig.contexts.get(call.client.kubeconfig.current)
    user = call.flags.text("as") or (context.user if context else "system:anonymous")
    rows = [
        ["ATTRIBUTE", "VALUE"],
        ["Username", user],
        ["Groups", "[kubeadm:cluster-admins system:authenticated]"],
    ]
    call.print(columns.table(rows), end="")
    return 0


CAN_I = Command(
    _can_i,
    usage="VERB [TYPE | TYPE/NAME | NONRESOURCEURL] [options]",
    flags=(
        ALL_NAMESPACES,
        Flag("list", "List all that is allowed", "bool"),
        Flag("no-headers", "Leave the header out", "bool"),
        Flag("quiet", "Answer with the exit status only", "bool", short="q"),
        Flag("subresource", "Subresource such as pods/log"),
    ),
    examples=("kubectl auth can-i create svc", "kubectl auth can-i --list"),
)
WHOAMI = Command(_whoami)

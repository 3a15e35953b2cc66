"""``kubectl auth``: the learner is the cluster's administrator and may do everything."""

from __future__ import annotations

from svcquest.terminal.kubectl import columns
from svcquest.terminal.kubectl.arguments import ALL_NAMESPACES
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import FORMATS, PRINT_FLAGS, formatter
from svcquest.terminal.kubectl.resource_types import find_type

_RULES = (
    ("Resources", "Non-Resource URLs", "Resource Names", "Verbs"),
    ("*.*", "[]", "[]", "[*]"),
    ("", "[*]", "[]", "[*]"),
)


_WRITING = ("create", "update", "patch", "delete", "deletecollection")
_OTHER = ("use", "bind", "impersonate", "approve", "sign", "escalate", "attest")
_VERBS = frozenset({"get", "list", "watch", "*", *_WRITING, *_OTHER})
_PATH_VERBS = frozenset({"get", "put", "post", "head", "options", "delete", "patch", "*"})
_OTHER_WORDS = frozenset({"users", "groups"})
"""What may be allowed or not although it is no type of the server."""


def _can_i(call: Call) -> int:
    if call.flags.on("list"):
        return _list(call)
    if len(call.args) != 2:
        raise CommandError(
            "you must specify two arguments: verb resource or verb resource/resourceName.\n"
            "See 'kubectl auth can-i -h' for help and examples."
        )
    verb, about = call.args
    if about.startswith("/"):
        if call.flags.text("subresource"):
            raise CommandError("--subresource can not be used with NonResourceURL")
        known = _PATH_VERBS
    else:
        _check_resource(call, about.partition("/")[0])
        known = _VERBS
    if verb not in known:
        call.error(f"Warning: verb '{verb}' is not a known verb\n")
    if call.flags.on("no-headers"):
        raise CommandError("--no-headers cannot be set without --list specified")
    if not call.flags.on("quiet"):
        call.print("yes")
    return 0


def _list(call: Call) -> int:
    flags = call.flags
    if call.args:
        raise CommandError("list option must be specified with no arguments")
    if flags.on("quiet") or flags.on("all-namespaces") or flags.text("subresource"):
        raise CommandError("list option can't be specified with neither quiet, all-namespaces nor subresource options")
    call.print(columns.table(_RULES[1:] if flags.on("no-headers") else _RULES), end="")
    return 0


def _check_resource(call: Call, word: str) -> None:
    if word == "*":
        return
    kind = find_type(word.lower())
    name, _, group = word.lower().partition(".")
    if kind is None:
        if name not in _OTHER_WORDS:
            within = f" in group '{group}'" if group else ""
            call.error(f"Warning: the server doesn't have a resource type '{name}'{within}\n")
    elif not kind.namespaced and not call.flags.on("all-namespaces"):
        within = f" in group '{kind.group}'" if kind.group else ""
        call.error(f"Warning: resource '{kind.plural}' is not namespace scoped{within}\n")


def _whoami(call: Call) -> int:
    context = call.client.kubeconfig.contexts.get(call.client.kubeconfig.current)
    user = call.flags.text("as") or (context.user if context else "system:anonymous")
    groups = ["kubeadm:cluster-admins", "system:authenticated"]
    if call.flags.text("output") or call.flags.text("template"):
        review = {"status": {"userInfo": {"groups": groups, "username": user}}, "metadata": {}}
        tree = {"apiVersion": "authentication.k8s.io/v1", "kind": "SelfSubjectReview", **review}
        call.print(formatter(call, FORMATS)(tree), end="")
        return 0
    rows = [["ATTRIBUTE", "VALUE"], ["Username", user], ["Groups", f"[{' '.join(groups)}]"]]
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
WHOAMI = Command(_whoami, flags=PRINT_FLAGS)

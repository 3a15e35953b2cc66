"""``kubectl config``: contexts, and which namespace commands use. Follows ``kubectl/pkg/cmd/config``."""

from __future__ import annotations

from svcquest.model.frozen import replace
from svcquest.model.tree import Tree
from svcquest.terminal.kubectl import columns
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.kubeconfig import Context
from svcquest.terminal.kubectl.output import FORMATS, PRINT_FLAGS, formatter

FILE = "/etc/kubernetes/admin.conf"

_NO_HEADERS = Flag("no-headers", "Leave the header out", "bool")


def _arguments(call: Call, count: int) -> list[str]:
    """The arguments, if there are so many.

    Raises:
        CommandError: there are more or fewer.
    """
    if len(call.args) != count:
        raise call.usage_error(f"Unexpected args: [{' '.join(call.args)}]")
    return call.args


def _current_context(call: Call) -> int:
    if not call.client.kubeconfig.current:
        raise CommandError("current-context is not set")
    call.print(call.client.kubeconfig.current)
    return 0


def _use_context(call: Call) -> int:
    (name,) = _arguments(call, 1)
    if name not in call.client.kubeconfig.contexts:
        raise CommandError(f'no context exists with the name: "{name}"')
    call.client.kubeconfig.current = name
    call.print(f'Switched to context "{name}".')
    return 0


def _set_context(call: Call) -> int:
    kubeconfig, flags = call.client.kubeconfig, call.flags
    if len(call.args) > 1:
        _arguments(call, 1)
    if flags.on("current") and call.args:
        raise CommandError("you cannot specify both a context name and --current")
    name = call.args[0] if call.args else ""
    if flags.on("current"):
        if not kubeconfig.current:
            raise CommandError("no current context is set")
        name = kubeconfig.current
    if not name:
        raise CommandError("you must specify a non-empty context name or --current")
    old = kubeconfig.contexts.get(name)
    context = old or Context("", "")
    for field in ("cluster", "user", "namespace"):
        if flags.given(field):
            context = replace(context, **{field: flags.text(field)})
    kubeconfig.contexts[name] = context
    call.print(f'Context "{name}" {"modified" if old else "created"}.')
    return 0


def _rename_context(call: Call) -> int:
    contexts = call.client.kubeconfig.contexts
    old, new = _arguments(call, 2)
    if old not in contexts:
        raise CommandError(f'cannot rename the context "{old}", it\'s not in {FILE}')
    if new in contexts:
        raise CommandError(f'cannot rename the context "{old}", the context "{new}" already exists in {FILE}')
    contexts[new] = contexts.pop(old)
    if call.client.kubeconfig.current == old:
        call.client.kubeconfig.current = new
    call.print(f'Context "{old}" renamed to "{new}".')
    return 0


def _delete_context(call: Call) -> int:
    kubeconfig = call.client.kubeconfig
    (name,) = _arguments(call, 1)
    if name not in kubeconfig.contexts:
        raise CommandError(f"cannot delete context {name}, not in {FILE}")
    if name == kubeconfig.current:
        call.error(
            'warning: this removed your active context, use "kubectl config use-context" to select a different one'
        )
    del kubeconfig.contexts[name]
    call.print(f"deleted context {name} from {FILE}")
    return 0


def _get_contexts(call: Call) -> int:
    kubeconfig = call.client.kubeconfig
    names = call.args or sorted(kubeconfig.contexts)
    missing = [name for name in names if name not in kubeconfig.contexts]
    found = [name for name in names if name in kubeconfig.contexts]
    if call.flags.text("output") == "name":
        for name in found:
            call.print(name)
    else:
        rows = [] if call.flags.on("no-headers") else [["CURRENT", "NAME", "CLUSTER", "AUTHINFO", "NAMESPACE"]]
        for name in found:
            context = kubeconfig.contexts[name]
            mark = "*" if name == kubeconfig.current else ""
            rows.append([mark, name, context.cluster, context.user, context.namespace])
        call.print(columns.table(rows), end="")
    if missing:
        raise CommandError(*(f"context {name} not found" for name in missing))
    return 0


def _get_clusters(call: Call) -> int:
    return _print_names(call, {context.cluster for context in call.client.kubeconfig.contexts.values()})


def _get_users(call: Call) -> int:
    return _print_names(call, {context.user for context in call.client.kubeconfig.contexts.values()})


def _print_names(call: Call, names: set[str]) -> int:
    call.print("NAME")
    for name in sorted(names - {""}):
        call.print(name)
    return 0


def _view(call: Call) -> int:
    shown = call.flags.text("output") or "yaml"
    call.flags.values["output"] = [shown]
    call.print(formatter(call, FORMATS)(_tree(call)), end="")
    return 0


def _tree(call: Call) -> Tree:
    """The kubeconfig as a file holds it; with ``--minify`` only what the current context uses."""
    kubeconfig, minify = call.client.kubeconfig, call.flags.on("minify")
    contexts = {
        name: context for name, context in kubeconfig.contexts.items() if not minify or name == kubeconfig.current
    }
    hidden = "DATA+OMITTED"
    clusters = sorted({context.cluster for context in contexts.values()} - {""})
    users = sorted({context.user for context in contexts.values()} - {""})
    server = {"certificate-authority-data": hidden, "server": kubeconfig.server}
    credentials = {"client-certificate-data": hidden, "client-key-data": hidden}
    return {
        "apiVersion": "v1",
        "clusters": [{"cluster": server, "name": name} for name in clusters],
        "contexts": [{"context": _context(contexts[name]), "name": name} for name in sorted(contexts)],
        "current-context": kubeconfig.current,
        "kind": "Config",
        "users": [{"name": name, "user": credentials} for name in users],
    }


def _context(context: Context) -> Tree:
    fields = {"cluster": context.cluster, "namespace": context.namespace, "user": context.user}
    return {name: value for name, value in fields.items() if value or name != "namespace"}


CURRENT_CONTEXT = Command(_current_context)
USE_CONTEXT = Command(_use_context, usage="CONTEXT_NAME [options]")
SET_CONTEXT = Command(
    _set_context,
    usage="[NAME | --current] [--cluster=NAME] [--user=NAME] [--namespace=NAMESPACE] [options]",
    flags=(
        Flag("cluster", "Cluster of the context"),
        Flag("current", "Change the current context", "bool"),
        Flag("namespace", "Namespace of the context"),
        Flag("user", "User of the context"),
    ),
    examples=("kubectl config set-context --current --namespace=shop",),
)
RENAME_CONTEXT = Command(_rename_context, usage="CONTEXT_NAME NEW_NAME [options]")
DELETE_CONTEXT = Command(_delete_context, usage="NAME [options]")
GET_CONTEXTS = Command(
    _get_contexts, usage="[NAME...] [options]", flags=(_NO_HEADERS, Flag("output", "name", short="o"))
)
GET_CLUSTERS = Command(_get_clusters)
GET_USERS = Command(_get_users)
VIEW = Command(
    _view,
    flags=(
        *PRINT_FLAGS,
        Flag("flatten", "Put files that are named into the text", "bool"),
        Flag("merge", "Merge all kubeconfig files", "bool", default="true"),
        Flag("minify", "Only what the current context uses", "bool"),
        Flag("raw", "Show secrets too", "bool"),
    ),
)

"""``kubectl config``: contexts, and which namespace commands use. Follows ``kubectl/pkg/cmd/config``."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from svcquest.model.frozen import replace
from svcquest.model.tree import Tree
from svcquest.terminal.kubectl import columns
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.kubeconfig import Context, Kubeconfig
from svcquest.terminal.kubectl.output import FORMATS, PRINT_FLAGS, formatter

FILE = "/etc/kubernetes/admin.conf"

_NO_HEADERS = Flag("no-headers", "Leave the header out", "bool")


def arguments(call: Call, count: int, unexpected: str = "Unexpected args") -> list[str]:
    """The arguments, if there are so many.

    Raises:
        CommandError: there are more or fewer; the command's help is shown as well.
    """
    if len(call.args) != count:
        raise CommandError(f"{unexpected}: [{' '.join(call.args)}]", printed=_help(call))
    return call.args


def one_argument_or_help(call: Call) -> str | None:
    """The only argument; without exactly one the command's help is shown and nothing else done."""
    if len(call.args) == 1:
        return call.args[0]
    call.print(_help(call), end="")
    return None


def _help(call: Call) -> str:
    from svcquest.terminal.kubectl.help import help_text  # noqa: PLC0415 - for wrong arguments only

    return help_text(call.path.removeprefix("kubectl "))


def _current_context(call: Call) -> int:
    if not call.client.kubeconfig.current:
        raise CommandError("current-context is not set")
    call.print(call.client.kubeconfig.current)
    return 0


def _use_context(call: Call) -> int:
    (name,) = arguments(call, 1)
    if name not in call.client.kubeconfig.contexts:
        raise CommandError(f'no context exists with the name: "{name}"')
    call.client.kubeconfig.current = name
    call.print(f'Switched to context "{name}".')
    return 0


def _set_context(call: Call) -> int:
    kubeconfig, flags = call.client.kubeconfig, call.flags
    if len(call.args) > 1:
        arguments(call, 1)
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
    old, new = arguments(call, 2)
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
    name = one_argument_or_help(call)
    if name is None:
        return 0
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
    output = call.flags.text("output")
    if output not in {"", "name"}:
        raise CommandError(
            f"--output {output} is not available in kubectl config get-contexts; resetting to default output format"
        )
    names = call.args or sorted(kubeconfig.contexts)
    missing = [name for name in names if name not in kubeconfig.contexts]
    found = [name for name in names if name in kubeconfig.contexts]
    if output == "name":
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
    return _print_names(call, call.client.kubeconfig.clusters)


def _get_users(call: Call) -> int:
    return _print_names(call, call.client.kubeconfig.users)


def _print_names(call: Call, names: Iterable[str]) -> int:
    call.print("NAME")
    for name in sorted(names):
        call.print(name)
    return 0


def _view(call: Call) -> int:
    if call.args:
        raise call.usage_error(f"unexpected arguments: [{' '.join(call.args)}]")
    shown = call.flags.text("output") or "yaml"
    call.flags.values["output"] = [shown]
    kubeconfig = call.client.kubeconfig
    if call.flags.on("minify"):
        kubeconfig = _minified(kubeconfig, call.flags.text("context") or kubeconfig.current)
    call.print(formatter(call, FORMATS)(_tree(kubeconfig)), end="")
    return 0


def _minified(kubeconfig: Kubeconfig, name: str) -> Kubeconfig:
    """Only what a context uses. Follows ``MinifyConfig`` of ``client-go/tools/clientcmd/api/helpers.go``."""
    if not name:
        raise CommandError("current-context must exist in order to minify")
    if name not in kubeconfig.contexts:
        raise CommandError(f"cannot locate context {name}")
    context = kubeconfig.contexts[name]
    for noun, wanted, known in (
        ("cluster", context.cluster, kubeconfig.clusters),
        ("user", context.user, kubeconfig.users),
    ):
        if wanted and wanted not in known:
            raise CommandError(f"cannot locate {noun} {wanted}")
    clusters = {key: server for key, server in kubeconfig.clusters.items() if key == context.cluster}
    return Kubeconfig({name: context}, name, clusters, kubeconfig.users & {context.user})


def _tree(kubeconfig: Kubeconfig) -> Tree:
    """The kubeconfig as a file holds it."""
    hidden = "DATA+OMITTED"
    credentials = {"client-certificate-data": hidden, "client-key-data": hidden}
    return {
        "apiVersion": "v1",
        "clusters": [
            {"cluster": {"certificate-authority-data": hidden, "server": server}, "name": name}
            for name, server in sorted(kubeconfig.clusters.items())
        ],
        "contexts": [
            {"context": _context(context), "name": name}
            for name, context in sorted(kubeconfig.contexts.items(), key=itemgetter(0))
        ],
        "current-context": kubeconfig.current,
        "kind": "Config",
        "users": [{"name": name, "user": credentials} for name in sorted(kubeconfig.users)],
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

"""``kubectl config set``, ``unset``, ``set-cluster`` and their like: single entries of the kubeconfig.

Follows ``kubectl/pkg/cmd/config`` (set.go, unset.go, navigation_step_parser.go, set_cluster.go, set_credentials.go).
"""

from __future__ import annotations

from svcquest.model.frozen import replace
from svcquest.model.status import quote
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.config import FILE, arguments, one_argument_or_help
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import FALSE, TRUE, Flag
from svcquest.terminal.kubectl.kubeconfig import Context, Kubeconfig

_POINTER = "0xc0004dee80"
"""How Go prints what a map holds here: an address."""

_BOOLEANS = frozenset({"insecure-skip-tls-verify", "disable-compression"})
_FIELDS: dict[str, frozenset[str]] = {
    "contexts": frozenset({"cluster", "user", "namespace"}),
    "clusters": _BOOLEANS
    | {"server", "certificate-authority", "certificate-authority-data", "tls-server-name", "proxy-url"},
    "users": frozenset(
        {"client-certificate", "client-certificate-data", "client-key", "client-key-data"}
        | {"token", "tokenFile", "username", "password"}
    ),
}


def _set(call: Call) -> int:
    path, value = arguments(call, 2)
    kubeconfig = call.client.kubeconfig
    section, name, field = _steps(path)
    if section == "current-context":
        kubeconfig.current = value
    elif section != "preferences":
        if not field:
            known = " ".join(f"{each}:{_POINTER}" for each in sorted(_entries(kubeconfig, section)))
            raise CommandError(f"can't set a map to a value: map[{known}]")
        if field in _BOOLEANS and value not in TRUE | FALSE:
            raise CommandError(f"strconv.ParseBool: parsing {quote(value)}: invalid syntax")
        _change(kubeconfig, section, name, field, value)
    call.print(f'Property "{path}" set.')
    return 0


def _unset(call: Call) -> int:
    (path,) = arguments(call, 1)
    kubeconfig = call.client.kubeconfig
    section, name, field = _steps(path)
    if section == "current-context":
        kubeconfig.current = ""
    elif section != "preferences":
        if field and name not in _entries(kubeconfig, section):
            raise CommandError(f"current map key `{name}` is invalid")
        if field:
            _change(kubeconfig, section, name, field, "")
        else:
            _remove(kubeconfig, section, name)
    call.print(f'Property "{path}" unset.')
    return 0


def _steps(path: str) -> tuple[str, str, str]:
    """The section that a path leads into, the name of an entry there, and the field of it; the last two may be empty.

    Names may hold dots: what stands last is a field if the section's entries have such a one.
    """
    section, _, rest = path.partition(".")
    if section == "current-context":
        if rest:
            raise CommandError(f"unable to parse one or more field values of {path}")
        return section, "", ""
    if section == "preferences":
        return section, "", ""
    if section not in _FIELDS:
        raise CommandError(f"unable to parse {path} after [] at api.Config")
    name, _, field = rest.rpartition(".")
    return (section, name, field) if name and field in _FIELDS[section] else (section, rest, "")


def _entries(kubeconfig: Kubeconfig, section: str) -> dict[str, Context] | dict[str, str] | set[str]:
    if section == "contexts":
        return kubeconfig.contexts
    return kubeconfig.clusters if section == "clusters" else kubeconfig.users


def _change(kubeconfig: Kubeconfig, section: str, name: str, field: str, value: str) -> None:
    """Change an entry, or make it; what cannot be seen here is not kept."""
    match section:
        case "contexts":
            old = kubeconfig.contexts.get(name, Context("", ""))
            kubeconfig.contexts[name] = replace(old, **{field: value})
        case "clusters":
            old_server = kubeconfig.clusters.get(name, "")
            kubeconfig.clusters[name] = value if field == "server" else old_server
        case _:
            kubeconfig.users.add(name)


def _remove(kubeconfig: Kubeconfig, section: str, name: str) -> None:
    """Remove an entry, or all of a section when none is named."""
    entries = _entries(kubeconfig, section)
    for each in [name] if name else list(entries):
        if each not in entries:
            continue
        if isinstance(entries, set):
            entries.remove(each)
        else:
            del entries[each]


def _set_cluster(call: Call) -> int:
    (name,) = arguments(call, 1)
    clusters = call.client.kubeconfig.clusters
    clusters[name] = call.flags.text("server") or clusters.get(name, "")
    call.print(f'Cluster "{name}" set.')
    return 0


def _set_credentials(call: Call) -> int:
    (name,) = arguments(call, 1, "unexpected args")
    if call.flags.text("token") and (call.flags.text("username") or call.flags.text("password")):
        raise CommandError(
            "you cannot specify more than one authentication method at the same time: --token, --username/--password"
        )
    call.client.kubeconfig.users.add(name)
    call.print(f'User "{name}" set.')
    return 0


def _delete_cluster(call: Call) -> int:
    return _delete(call, "clusters", "cluster")


def _delete_user(call: Call) -> int:
    return _delete(call, "users", "user")


def _delete(call: Call, section: str, noun: str) -> int:
    name = one_argument_or_help(call)
    if name is None:
        return 0
    if name not in _entries(call.client.kubeconfig, section):
        raise CommandError(f"cannot delete {noun} {name}, not in {FILE}")
    _remove(call.client.kubeconfig, section, name)
    call.print(f"deleted {noun} {name} from {FILE}")
    return 0


SET = Command(
    _set,
    usage="PROPERTY_NAME PROPERTY_VALUE [options]",
    flags=(Flag("set-raw-bytes", "Take data as it is rather than as base64", "bool"),),
    examples=("kubectl config set contexts.dev.namespace shop",),
)
UNSET = Command(_unset, usage="PROPERTY_NAME [options]", examples=("kubectl config unset contexts.dev.namespace",))
SET_CLUSTER = Command(
    _set_cluster,
    usage="NAME [--server=SERVER] [options]",
    flags=(
        Flag("embed-certs", "Put certificates into the file", "bool"),
        Flag("proxy-url", "Proxy on the way to the server"),
    ),
)
SET_CREDENTIALS = Command(
    _set_credentials,
    usage="NAME [--token=TOKEN] [--username=NAME] [--password=PASSWORD] [options]",
    flags=(
        Flag("embed-certs", "Put certificates into the file", "bool"),
        Flag("username", "Name for basic authentication"),
        Flag("password", "Password for basic authentication"),
        Flag("auth-provider", "Plugin that proves who the user is"),
        Flag("auth-provider-arg", "KEY=VALUE for the plugin; may be repeated", "list"),
        Flag("exec-command", "Program that prints credentials"),
        Flag("exec-api-version", "API version that the program speaks"),
        Flag("exec-arg", "Argument of the program; may be repeated", "list"),
        Flag("exec-env", "KEY=VALUE for the program; may be repeated", "array"),
    ),
)
DELETE_CLUSTER = Command(_delete_cluster, usage="NAME [options]")
DELETE_USER = Command(_delete_user, usage="NAME [options]")

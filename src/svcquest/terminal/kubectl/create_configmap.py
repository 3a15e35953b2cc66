"""``kubectl create configmap``.

Follows ``k8s.io/kubectl/pkg/cmd/create/create_configmap.go``.
"""

from __future__ import annotations

import re
from hashlib import sha256

from svcquest.model import kinds
from svcquest.model.status import quote
from svcquest.model.tree import Tree
from svcquest.terminal.kubectl import generated
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.jsonpath.show import compact
from svcquest.terminal.kubectl.pairs import NO_ENV_NAME, is_env_name

_HASH_LETTERS = str.maketrans("013ae", "ghkmt")
_KEY = re.compile("[-._a-zA-Z0-9]+")


def _run(call: Call) -> int:
    order = generated.read(call)
    name = order.name
    if call.flags.list("from-env-file") and (call.flags.list("from-file") or call.flags.list("from-literal")):
        raise CommandError("from-env-file cannot be combined with from-file or from-literal")
    data: dict[str, str] = {}
    for source in call.flags.list("from-file"):
        for key, text in _from_file(call, source).items():
            _put(data, name, key, text)
    for literal in call.flags.list("from-literal"):
        key, equals, text = literal.partition("=")
        if not equals or not key:
            raise CommandError(f"invalid literal source {literal}, expected key=value")
        _put(data, name, key, text.strip("'\"") if text[:1] in {"'", '"'} else text)
    for path in call.flags.list("from-env-file"):
        for line in _read(call, path).splitlines():
            if line.strip() and not line.lstrip().startswith("#"):
                key, _, text = line.strip().partition("=")
                if not is_env_name(key):
                    raise CommandError(f"{quote(key)} is not a valid key name: {NO_ENV_NAME}")
                _put(data, name, key, text)
    if call.flags.on("append-hash"):
        name = f"{name}-{content_hash(name, data)}"
    tree: Tree = {"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"name": name}}
    if data:
        tree["data"] = data
    return generated.send(order, kinds.CONFIGMAP, tree, "failed to create configmap")


def content_hash(name: str, data: dict[str, str]) -> str:
    """Ten letters and digits, without vowels and such, that tell contents apart. Follows ``kubectl/pkg/util/hash``."""
    text = compact({"kind": "ConfigMap", "name": name, "data": data})
    return sha256(text.encode()).hexdigest()[:10].translate(_HASH_LETTERS)


def _from_file(call: Call, source: str) -> dict[str, str]:
    key, equals, path = source.partition("=")
    if "=" in path:
        raise CommandError("key names or file paths cannot contain '='")
    if equals:
        if not key or not path:
            raise CommandError(
                f"key name for file path {path} missing" if path else f"file path for key name {key} missing"
            )
        return {key: _read(call, path)}
    files = call.process.files
    if files.is_folder(source):
        inside = [name for name in files.list(source) if files.is_file(f"{source}/{name}") and _KEY.fullmatch(name)]
        return {name: files.read(f"{source}/{name}") for name in inside}
    return {source.rpartition("/")[2]: _read(call, source)}


def _read(call: Call, path: str) -> str:
    if not call.process.files.is_file(path):
        raise CommandError(f"error reading {path}: no such file or directory")
    return call.process.files.read(path)


def _put(data: dict[str, str], name: str, key: str, text: str) -> None:
    if not _KEY.fullmatch(key):
        raise CommandError(
            f"{quote(key)} is not a valid key name for a ConfigMap: a valid config key must consist of alphanumeric "
            "characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation "
            "is '[-._a-zA-Z0-9]+')"
        )
    if key in data:
        raise CommandError(
            f"cannot add key {quote(key)}, another key by that name already exists in Data for ConfigMap {quote(name)}"
        )
    data[key] = text


CREATE_CONFIGMAP = Command(
    _run,
    usage="NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]",
    flags=(
        *generated.FLAGS,
        Flag("from-file", "File or folder, with KEY= before it to name the key; may be repeated", "list"),
        Flag("from-literal", "KEY=VALUE; may be repeated", "array"),
        Flag("from-env-file", "File with KEY=VALUE lines; may be repeated", "list"),
        Flag("append-hash", "Append a hash of the content to the name", "bool", hidden=True),
    ),
)

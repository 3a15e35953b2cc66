"""``-o`` and ``--dry-run``: how commands print the objects they made, changed or fetched.

Follows ``cli-runtime/pkg/genericclioptions/print_flags.go`` and ``kubectl/pkg/cmd/util/helpers.go``
(GetDryRunStrategy).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from svcquest.model.kinds import Kind
from svcquest.model.tree import Tree, dig, with_value
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import FALSE, TRUE, Flag
from svcquest.terminal.kubectl.resource_types import type_in_manifest
from svcquest.terminal.process import FileError

OUTPUT = Flag("output", "Output format, such as yaml, json, name or jsonpath=TEMPLATE", short="o")
TEMPLATE = Flag("template", "Template of -o go-template or jsonpath")
SHOW_MANAGED_FIELDS = Flag("show-managed-fields", "Keep managedFields in JSON and YAML", "bool")
ALLOW_MISSING_KEYS = Flag("allow-missing-template-keys", "Let templates name absent fields", "bool", default="true")
PRINT_FLAGS = (OUTPUT, TEMPLATE, SHOW_MANAGED_FIELDS, ALLOW_MISSING_KEYS)
DRY_RUN = Flag(
    "dry-run", "none, client (print only) or server (submit without storing)", default="none", bare="unchanged"
)

_LOG = "W1123 08:00:00.000000       1 helpers.go:719]"
"""Head of a line that kubectl logs rather than prints; times and process ids are left at one value."""

DryRun = Literal["none", "client", "server"]
Printer = Callable[[Tree], str]

_TEMPLATES = (
    "go-template",
    "go-template-file",
    "jsonpath",
    "jsonpath-as-json",
    "jsonpath-file",
    "template",
    "templatefile",
)
FORMATS = ("json", "kyaml", "name", "yaml", *_TEMPLATES)
"""What ``-o`` of commands other than get can be."""


def dry_run(call: Call) -> DryRun:
    """What ``--dry-run`` asks for.

    Raises:
        CommandError: it is none of the known values.
    """
    value = call.flags.text("dry-run")
    match value:
        case "none" | "client" | "server":
            return value
        case "unchanged":
            call.error(f"{_LOG} --dry-run is deprecated and can be replaced with --dry-run=client.")
            return "client"
    if value in TRUE or value in FALSE:
        new: DryRun = "client" if value in TRUE else "none"
        call.error(f"{_LOG} --dry-run={value} is deprecated (boolean value) and can be replaced with --dry-run={new}.")
        return new
    raise CommandError(f'Invalid dry-run value ({value}). Must be "none", "server", or "client".')


def done(operation: str, dry: DryRun = "none") -> str:
    """``created``, ``created (dry run)`` or ``created (server dry run)``."""
    return operation + {"none": "", "client": " (dry run)", "server": " (server dry run)"}[dry]


def line(kind: Kind, name: str, operation: str, dry: DryRun = "none") -> str:
    """The line that reports success: ``service/web created``."""
    return f"{kind.qualified}/{name} {done(operation, dry)}"


def printer(call: Call, operation: str, dry: DryRun = "none") -> Printer:
    """The text, line ends included, by which this command shows an object after ``operation``.

    Raises:
        CommandError: ``-o`` is not a known format.
    """
    output = call.flags.text("output")
    if not output and not call.flags.text("template"):
        return lambda tree: line(_kind(tree), _name(tree), operation, dry) + "\n"
    return formatter(call, FORMATS)


def formatter(call: Call, formats: tuple[str, ...]) -> Printer:
    """The text of an object in the format of ``-o``.

    Raises:
        CommandError: the format is not among ``formats``, or its template is missing or cannot be read.
    """
    output = call.flags.text("output")
    name, equals, template = output.partition("=")
    if not equals:
        template = call.flags.text("template")
    if not output and template:
        name = "go-template"
    if output in {"json", "yaml", "name", "kyaml"}:
        return _plain(output, keep_managed=call.flags.on("show-managed-fields"))
    if name in _TEMPLATES and name in formats:
        return _template(call, name, template)
    listed = ",".join(sorted(formats))
    raise CommandError(
        f'unable to match a printer suitable for the output format "{output}", allowed formats are: {listed}'
    )


def _plain(output: str, *, keep_managed: bool) -> Printer:
    if output == "name":
        return lambda tree: f"{_kind(tree).qualified}/{_name(tree)}\n"
    from svcquest.manifest import dump  # noqa: PLC0415 - yaml is heavy and most commands print no files

    def show(tree: Tree) -> str:
        shown = with_managed_fields(tree) if keep_managed else without_managed_fields(tree)
        if output == "json":
            return dump.dump_json(shown) + "\n"
        if output == "yaml":
            return dump.dump_yaml(shown)
        from svcquest.terminal.kubectl.kyaml import dump_kyaml  # noqa: PLC0415 - rarely asked for

        return dump_kyaml(shown)

    return show


def with_managed_fields(tree: Tree) -> Tree:
    """An object, or a list of them, with owners of its fields: where none are noted, whoever must have created it."""
    if isinstance(tree.get("items"), list):
        return {**tree, "items": [with_managed_fields(item) for item in tree["items"]]}
    if "uid" not in (tree.get("metadata") or {}):
        return tree
    from svcquest.schema import ownership  # noqa: PLC0415 - only for these formats

    kind = _kind(tree)
    return ownership.with_reporter(kind, ownership.with_presumed_owner(kind, tree))


def without_managed_fields(tree: Tree) -> Tree:
    """An object, or a list of them, without ``metadata.managedFields``."""
    if isinstance(tree.get("items"), list):
        return {**tree, "items": [without_managed_fields(item) for item in tree["items"]]}
    if "managedFields" in (tree.get("metadata") or {}):
        return with_value(tree, ("metadata", "managedFields"), None)
    return tree


def _template(call: Call, name: str, template: str) -> Printer:
    if not template:
        raise CommandError("template format specified but no template given")
    if name.endswith("file"):
        template = _read(call, template)
    missing_fails = not call.flags.on("allow-missing-template-keys")
    if name.startswith("jsonpath"):
        from svcquest.terminal.kubectl import jsonpath  # noqa: PLC0415 - only for this format

        find = jsonpath.printer(template, indented=name == "jsonpath-as-json", missing_fails=missing_fails)
        return lambda tree: find(with_managed_fields(tree))
    from svcquest.terminal.kubectl import go_template  # noqa: PLC0415 - only for this format

    fill = go_template.printer(template, missing_fails=missing_fails)
    return lambda tree: fill(with_managed_fields(tree))


def _read(call: Call, path: str) -> str:
    try:
        return call.process.files.read(path)
    except FileError as error:
        raise CommandError(f"error reading --template {path}, open {path}: {error.reason.lower()}\n") from None


def _kind(tree: Tree) -> Kind:
    api_version, kind = str(tree.get("apiVersion", "")), str(tree.get("kind", ""))
    found = type_in_manifest(api_version, kind)
    if found is not None:
        return found
    group, _, version = api_version.rpartition("/")
    return Kind(group, version, kind, f"{kind.lower()}s")


def _name(tree: Tree) -> Any:
    return dig(tree, "metadata", "name") or "<unknown>"

"""Which type and field ``kubectl explain`` is asked for: ``svc.spec.ports``, ``deployments.apps.spec``.

Follows ``kubectl/pkg/explain/explain.go`` (SplitAndParseResourceRequestWithMatchingPrefix).
"""

from __future__ import annotations

from svcquest.model.frozen import replace
from svcquest.model.kinds import Kind
from svcquest.terminal.kubectl import jsonpath
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.jsonpath.nodes import Field, Text
from svcquest.terminal.kubectl.resource_types import all_types, find_type, served_versions


def target(text: str, *, with_group: bool) -> tuple[Kind | None, list[str]]:
    """The type that a text begins with, and the path of a field within it.

    The type's group belongs to the type only after its plural name and ``with_group``: ``deploy.apps`` asks for a
    field ``apps``. Where there is no such type, the path begins with the word that should have been one.

    Raises:
        CommandError: the text is not a chain of names.
    """
    name, *path = _names(text)
    kind = find_type(name)
    if kind is None:
        return None, [name, *path]
    for each in all_types() if with_group else ():
        if each.plural == kind.plural and text.startswith(each.resource):
            rest = text.removeprefix(each.resource).strip(".")
            return each, _names(rest) if rest else []
    return kind, path


def _names(text: str) -> list[str]:
    try:
        parts = jsonpath.parse("{." + text.removesuffix(".") + "}")
    except jsonpath.SyntaxProblemError as problem:
        raise CommandError(str(problem)) from None
    if len(parts) != 1 or isinstance(parts[0], Text):
        raise CommandError("must pass in 1 jsonpath string")
    nodes = parts[0]
    names = [node.name for node in nodes if isinstance(node, Field)]
    if not names or len(names) < len(nodes):
        raise CommandError("invalid jsonpath syntax, first node must be field node")
    return names


def in_version(kind: Kind, api_version: str) -> Kind:
    """The type of the same name in another group and version.

    Raises:
        CommandError: the server has no such group and version, or no such type in it.
    """
    group, _, version = api_version.rpartition("/")
    if "/" in group:
        raise CommandError(f"unexpected GroupVersion string: {api_version}")
    wanted = f"{group}/{version}, Resource={kind.plural}"
    if api_version not in served_versions():
        raise CommandError(f'couldn\'t find resource for "{wanted}"')
    for each in all_types():
        if each.plural == kind.plural and each.api_version == api_version:
            return each
    if (kind.plural, api_version) == ("horizontalpodautoscalers", "autoscaling/v1"):
        return replace(kind, version="v1")
    raise CommandError(f"GVR ({wanted}) not found in OpenAPI schema")

"""``--overrides``: a fragment of JSON laid over an object that kubectl has built.

Follows ``k8s.io/kubectl/pkg/cmd/util/override_options.go``.
"""

from __future__ import annotations

import json

from svcquest.model import kinds
from svcquest.model.kinds import Kind
from svcquest.model.status import Refusal, quote
from svcquest.model.tree import Tree
from svcquest.schema.decode import DecodeError, decode
from svcquest.schema.merge.json_patch import apply_json_patch
from svcquest.schema.merge.merge_patch import apply_merge_patch
from svcquest.schema.merge.strategic import apply_strategic_patch
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag

OVERRIDES = Flag("overrides", "JSON that is laid over the generated object")
OVERRIDE_TYPE = Flag("override-type", "How it is laid over: json, merge or strategic", default="merge")
OVERRIDE_FLAGS = (OVERRIDES, OVERRIDE_TYPE)


def overridden(call: Call, kind: Kind, tree: Tree) -> Tree:
    """The object with ``--overrides`` laid over it.

    Raises:
        CommandError: the fragment is no JSON, does not fit, makes another kind of it, or the type is unknown.
    """
    text = call.flags.text("overrides")
    if not text:
        return tree
    how = call.flags.text("override-type")
    if how not in {"json", "merge", "strategic"}:
        raise CommandError(f"invalid override type: {how}")
    try:
        fragment = json.loads(text)
    except (ValueError, RecursionError):
        raise CommandError("Invalid JSON Patch") from None
    if how == "merge" and not isinstance(fragment, dict):
        raise CommandError("Invalid JSON Patch")
    try:
        if how == "json":
            changed = apply_json_patch(tree, fragment)
        elif how == "merge":
            changed = apply_merge_patch(tree, fragment)
        else:
            changed = apply_strategic_patch(kind, tree, fragment)
    except Refusal as refusal:
        raise CommandError(refusal.status.message) from None
    return _decoded(kind, changed) if isinstance(changed, dict) else tree


def _decoded(kind: Kind, tree: Tree) -> Tree:
    """The object as kubectl reads it back into the Go struct: unknown fields are dropped without a word."""
    version, name = tree.get("apiVersion") or "", tree.get("kind") or ""
    if (version, name) != (kind.api_version, kind.kind):
        scheme = '"k8s.io/kubectl/pkg/scheme/scheme.go:28"'
        raise CommandError(f"no kind {quote(name)} is registered for version {quote(version)} in scheme {scheme}")
    try:
        return _with_zeros(kind, decode(tree, kind).tree)
    except DecodeError as error:
        raise CommandError(error.message) from None


def _with_zeros(kind: Kind, tree: Tree) -> Tree:
    """The object with the fields that the Go structs of a Pod and of a Service always print."""
    spec = {**(tree.get("spec") or {})}
    if kind is kinds.POD:
        containers = spec.get("containers")
        spec["containers"] = [_container_with_zeros(each) for each in containers] if containers else None
    if spec.get("ports"):
        spec["ports"] = [{"port": 0, "targetPort": 0, **port} for port in spec["ports"]]
    status: Tree = {"loadBalancer": {}} if kind is kinds.SERVICE else {}
    return {"metadata": {}, **tree, "spec": spec, "status": status | (tree.get("status") or {})}


def _container_with_zeros(container: Tree) -> Tree:
    zeros: dict[str, Tree] = {
        "env": {"name": ""},
        "ports": {"containerPort": 0},
        "volumeMounts": {"name": "", "mountPath": ""},
    }
    lists = {key: [{**zero, **each} for each in container[key]] for key, zero in zeros.items() if container.get(key)}
    return {"resources": {}, **container, **lists}

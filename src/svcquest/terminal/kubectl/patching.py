"""PATCH: what the API server does with a patch for an object.

Follows ``k8s.io/apiserver/pkg/endpoints/handlers/patch.go``: the patch is applied to the object as it is, and the
result goes the way of an update. Refusals for what the patch itself says quote the patch.
"""

from __future__ import annotations

from typing import Any, Literal

from svcquest.engine.writes import FieldValidation, Subresource
from svcquest.model.kinds import KINDS
from svcquest.model.resource import Resource
from svcquest.model.status import Cause, Refusal, Status, bad_request, quote
from svcquest.model.tree import Tree
from svcquest.schema.conversion import ConversionError, converted
from svcquest.schema.json_types import no_map
from svcquest.schema.last_applied import one_line
from svcquest.schema.merge.strategic import apply_strategic_patch, show, spent
from svcquest.terminal.kubectl import submit
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.output import DryRun

PatchType = Literal["json", "merge", "strategic"]

_CANNOT_BE_HANDLED = " cannot be handled as a "


def send(
    call: Call,
    live: Resource,
    patch: Any,
    how: PatchType,
    *,
    dry: DryRun = "none",
    strictness: FieldValidation = "Warn",
    subresource: Subresource = "",
) -> Resource | Status:
    """Patch an object. The same object comes back when nothing changes.

    Args:
        dry: ``server`` has the server try it out only.
        strictness: what becomes of unknown fields; requests that do not say get warnings.
        subresource: ``status`` to change the status and nothing else.
    """
    try:
        patched = apply(live, patch, how)
        if how == "strategic" and live.kind in KINDS:
            patched = converted(patched, live.kind)
    except Refusal as refusal:
        return refusal.status
    except ConversionError as error:
        return _invalid(show(spent(patch)), str(error))
    if how == "json":
        from svcquest.schema.merge.json_patch import unknown_fields  # noqa: PLC0415 - one of three kinds of patch

        call.warn(*unknown_fields(patch))
    answer = submit.update(call, live, patched, dry=dry, strictness=strictness, subresource=subresource)
    if isinstance(answer, Status) and _CANNOT_BE_HANDLED in answer.message:
        return _not_decoded(answer, patch, patched, how)
    return answer


def apply(live: Resource, patch: Any, how: PatchType) -> Tree:
    """The object after the patch.

    Raises:
        Refusal: the patch does not fit.
    """
    match how:
        case "json":
            from svcquest.schema.merge.json_patch import apply_json_patch  # noqa: PLC0415 - one of three kinds of patch

            patched = apply_json_patch(live.tree, patch)
        case "merge":
            from svcquest.schema.merge.merge_patch import apply_merge_patch  # noqa: PLC0415 - as above

            if not isinstance(patch, dict):
                wrong = "Invalid JSON Patch" if patch is None else f"error decoding patch: {no_map(patch)}"
                raise Refusal(bad_request(wrong))
            patched = apply_merge_patch(live.tree, patch)
        case "strategic":
            patched = apply_strategic_patch(live.kind, live.tree, patch)
    if not isinstance(patched, dict):
        raise Refusal(_invalid(one_line({}), "the result is not an object"))
    return patched


def _not_decoded(answer: Status, patch: Any, patched: Tree, how: PatchType) -> Status:
    """What is wrong is said of the patch: the map itself for a strategic one, else the object that came out."""
    reason = answer.message.partition(_CANNOT_BE_HANDLED)[2].partition(": ")[2]
    quoted = show(spent(patch)) if how == "strategic" else one_line(patched)
    return _invalid(quoted, reason)


def _invalid(quoted: str, reason: str) -> Status:
    cause = Cause("FieldValueInvalid", "patch", f"Invalid value: {quote(quoted)}: {reason}")
    return Status(422, "Invalid", f' "" is invalid: {cause}', (cause,))

"""The body of a request: from what a client sent to a clean object, or the 400 that says why not.

Follows ``k8s.io/apimachinery/pkg/runtime/serializer`` and ``k8s.io/apiserver/pkg/endpoints/handlers/create.go``.
"""

from __future__ import annotations

from svcquest.model.frozen import dataclass
from svcquest.model.kinds import BY_MANIFEST, Kind
from svcquest.model.status import Refusal, bad_request, quote
from svcquest.model.tree import Tree
from svcquest.schema.decode import DecodeError, Unknown, decode, decode_kept
from svcquest.schema.fields import qualified
from svcquest.schema.versions import CURRENT, Version


@dataclass(frozen=True, slots=True)
class Body:
    """A body that could be read: the object, and the fields that were left out because the kind has no such field."""

    tree: Tree
    unknown: tuple[Unknown, ...]


def read(tree: Tree, kind: Kind, version: Version = CURRENT) -> Body:
    """Read a body that was sent to the resource of ``kind``. A missing apiVersion or kind is taken from there.

    Args:
        version: of the server, which decides what fields there are.

    Raises:
        Refusal: a value has the wrong type, or the body is an object of another kind.
    """
    sent_version = tree.get("apiVersion") or kind.api_version
    sent_kind = tree.get("kind") or kind.kind
    sent = BY_MANIFEST.get((str(sent_version), str(sent_kind)))
    if sent is None and (sent_version, sent_kind) == (kind.api_version, kind.kind):
        return _read_unmodelled(tree, kind, version)
    if sent is None:
        text = (
            f'no kind {quote(str(sent_kind))} is registered for version {quote(str(sent_version))} in scheme "svcquest"'
        )
        raise _cannot_handle(str(sent_version), str(sent_kind), kind, text)
    try:
        decoded = decode(tree, sent, version)
    except DecodeError as error:
        raise _cannot_handle(sent.api_version, sent.kind, kind, error.message) from None
    if sent != kind:
        text = f"converting ({_version(sent.api_version)}.{sent.kind}) to ({qualified(kind)}): unknown conversion"
        raise _cannot_handle(sent.api_version, sent.kind, kind, text)
    clean = {**decoded.tree, "apiVersion": kind.api_version, "kind": kind.kind}
    return Body(clean, decoded.unknown)


def _read_unmodelled(tree: Tree, kind: Kind, version: Version) -> Body:
    """An object that is kept and shown but does nothing."""
    try:
        decoded = decode_kept(tree, kind, version)
    except DecodeError as error:
        raise _cannot_handle(kind.api_version, kind.kind, kind, error.message) from None
    return Body({**decoded.tree, "apiVersion": kind.api_version, "kind": kind.kind}, decoded.unknown)


def read_strictly(tree: Tree, kind: Kind, version: Version = CURRENT) -> Tree:
    """Read a body and insist that it has known fields only (field validation ``Strict``).

    Raises:
        Refusal: as for ``read``, or a field is unknown.
    """
    body = read(tree, kind, version)
    if body.unknown:
        listed = ", ".join(str(unknown) for unknown in body.unknown)
        raise _cannot_handle(kind.api_version, kind.kind, kind, f"strict decoding error: {listed}")
    return body.tree


def _cannot_handle(sent_version: str, sent_kind: str, kind: Kind, why: str) -> Refusal:
    text = f"{sent_kind} in version {quote(_version(sent_version))} cannot be handled as a {kind.kind}: {why}"
    return Refusal(bad_request(text))


def _version(api_version: str) -> str:
    return api_version.rpartition("/")[2]

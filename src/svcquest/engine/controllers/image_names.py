"""Whether a container's image can have that name at all.

Follows ``github.com/distribution/reference`` (ParseNormalizedNamed) and ``pkg/util/parsers``, which kubelets ask before
they pull.
"""

from __future__ import annotations

from functools import lru_cache

_NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._-/")
_TAG = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
_FORMAT = "invalid reference format"


@lru_cache(maxsize=1024)
def complaint(image: str) -> str:
    """What a kubelet says of a name that no image can have; empty for all others."""
    wrong = _wrong(image)
    return (
        f'Failed to apply default image tag "{image}": couldn\'t parse image name "{image}": {wrong}' if wrong else ""
    )


def _wrong(image: str) -> str:
    name, _, _digest = image.partition("@")
    domain, slash, rest = name.partition("/")
    if not slash or not (set(".:") & set(domain) or domain == "localhost" or domain != domain.lower()):
        rest = name if slash else f"library/{name}"
    path, colon, tag = rest.partition(":")
    if path != path.lower():
        return f"{_FORMAT}: repository name ({path}) must be lowercase"
    parts = path.split("/")
    shaped = all(part and part[0].isalnum() and part[-1].isalnum() for part in parts) and set(path) <= _NAME
    tagged = not colon or (0 < len(tag) <= 128 and tag[0] not in ".-" and set(tag) <= _TAG)
    return "" if shaped and tagged else _FORMAT

"""New packs and levels to begin with: whole, so that lint and test pass before the author writes a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from svcquest import __version__
from svcquest.levels.data import data_folder
from svcquest.levels.format import Proxy
from svcquest.levels.from_objects import NothingToAskError, begun_level
from svcquest.model.tree import Tree

Files = Mapping[str, bytes]
"""Contents by path inside of the new folder."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class ScaffoldError(Exception):
    """Nothing can be begun so; the text says why, and what would do."""


def new_pack(name: str) -> Files:
    """A pack with one commented level.

    Raises:
        ScaffoldError: the name cannot be an id.
    """
    words = {"ID": _checked(name), "TITLE": _title(name), "VERSION": __version__}
    folder = data_folder("assets") / "templates" / "pack"
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.yaml"))}
    return {name: _filled(path.read_text(encoding="utf-8"), words).encode() for name, path in found.items()}


def pack_from_objects(name: str, trees: Iterable[Tree], service: str = "", proxy: Proxy | None = None) -> Files:
    """A pack whose only level is begun from a cluster's objects; arguments and errors as ``level_from_objects``."""
    level = "from-a-dump"
    pack = new_pack(name)["pack.yaml"].decode().replace("first-level", level)
    begun = level_from_objects(level, trees, service, proxy)
    return {"pack.yaml": pack.encode()} | {f"{level}/{file}": data for file, data in begun.items()}


def level_from_objects(name: str, trees: Iterable[Tree], service: str = "", proxy: Proxy | None = None) -> Files:
    """A level begun from a cluster's objects: one of its Services is missing, and has to be written again.

    Args:
        service: which one, NAMESPACE/NAME; the first that has pods when left out.
        proxy: how the cluster is set up; as usual when left out.

    Raises:
        ScaffoldError: the name cannot be an id, or no such Service among the objects has pods.
    """
    _checked(name)
    template = (data_folder("assets") / "templates" / "dump" / "level.yaml").read_text(encoding="utf-8")
    try:
        words, files = begun_level(list(trees), service, proxy or Proxy())
    except NothingToAskError as error:
        raise ScaffoldError(str(error)) from error
    level = _filled(template, {"ID": name, "TITLE": _title(name), **words})
    return {"level.yaml": level.encode()} | {file: text.encode() for file, text in files.items()}


def _checked(name: str) -> str:
    if not _ID.fullmatch(name) or len(name) > 63:
        raise ScaffoldError(f"{name!r} cannot be an id: lower-case words joined by hyphens, at most 63 characters")
    return name


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _filled(text: str, words: Mapping[str, str]) -> str:
    for name, value in words.items():
        text = text.replace(f"@{name}@", value)
    return text

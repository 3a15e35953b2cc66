"""The player's files: what the editor holds, and which of them say something that the cluster was not told yet."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from svcquest.engine.cluster import Cluster
from svcquest.game.trying import named_in, try_text
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree
from svcquest.terminal.files import FileError, Files

MANIFESTS = (".yaml", ".yml", ".json")
"""Endings of files that *run* applies."""


class Drafts:
    """Manifests in the home folder, which editor and terminal share.

    Attributes:
        files: the terminal's folders.
        applied: text that was applied last, by name; replaced as a whole, never changed.
    """

    def __init__(self, given: Mapping[str, str]) -> None:
        """Put the level's files in place; ``given`` is their text by name."""
        self.files = Files(given)
        self.applied: Mapping[str, str] = {}
        self._given = given
        self._written = set(given)

    def names(self) -> tuple[str, ...]:
        """The level's files, then other manifests that the player made in the home folder."""
        home = self.files.home
        there = self.files.list(home) if self.files.is_folder(home) else []
        others = [name for name in there if name.endswith(MANIFESTS) and self.files.is_file(self._path(name))]
        return tuple(dict.fromkeys((*self._given, *others)))

    def text(self, name: str) -> str:
        """Text of a file, empty when there is none."""
        path = self._path(name)
        return self.files.read(path) if self.files.is_file(path) else ""

    def write(self, name: str, text: str) -> str:
        """Keep the editor's text; why it could not be kept, empty when it was."""
        try:
            self.files.write(self._path(name), text)
        except FileError as error:
            return str(error)
        self._written.add(name)
        return ""

    def news(self, cluster: Cluster, namespace: str) -> list[tuple[str, str]]:
        """Name and text of each file that holds something new.

        A file that is still as the level gave it counts as new only while none of its objects exist, so that it
        never undoes what the player did in the terminal.

        Args:
            namespace: of objects that name none.
        """
        found = [(name, self.text(name)) for name in self.names() if name in self._written and name.endswith(MANIFESTS)]
        return [(name, text) for name, text in found if self._is_new(name, text, cluster, namespace)]

    def left_out(self, cluster: Cluster, namespace: str, *, at_the_start: bool = False) -> tuple[str, ...]:
        """Files as the level gave them that *run* leaves alone, though some of their objects do not exist.

        Args:
            namespace: of objects that name none.
            at_the_start: nobody has changed the cluster yet: then also files that say something else than it does.
        """
        untouched = [name for name, given in self._given.items() if self.text(name) == given]
        return tuple(
            name
            for name in untouched
            if name not in self.applied
            and (
                len({cluster.get(*each) is None for each in named_in(name, self._given[name], namespace)}) > 1
                or (at_the_start and self._says_otherwise(name, cluster, namespace))
            )
        )

    def _says_otherwise(self, name: str, cluster: Cluster, namespace: str) -> bool:
        """Whether a file of the level would change a cluster, or be refused."""
        tried = try_text(cluster.fork(), name, self._given[name], namespace)
        return any(each.severity == "error" for each in tried.diagnostics) or any(
            _said(cluster.get(each.resource.kind, each.resource.namespace, each.resource.name)) != _said(each.resource)
            for each in tried.objects
        )

    def has_applied(self, name: str, text: str) -> None:
        """The cluster has been told this text."""
        self.applied = {**self.applied, name: text}

    def reset(self) -> None:
        """Every file and folder as at the start."""
        self.files.restore(Files(self._given).snapshot())
        self.applied = {}

    def _path(self, name: str) -> str:
        return posixpath.join(self.files.home, name)

    def _is_new(self, name: str, text: str, cluster: Cluster, namespace: str) -> bool:
        if not text.strip() or text == self.applied.get(name):
            return False
        if name in self.applied or text != self._given.get(name):
            return True
        return not any(cluster.get(*each) for each in named_in(name, text, namespace))


def _said(resource: Resource | None) -> Tree:
    """What an object says of the world, not of its own past."""
    if resource is None:
        return {}
    return {**resource.tree, "metadata": {"labels": dict(resource.labels)}}

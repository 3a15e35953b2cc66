"""Judging what behaviour cannot show: fields of an object, and a program's environment variables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from svcquest.engine.environment import container_environment
from svcquest.engine.state import State
from svcquest.game.casting import places, vantage_of
from svcquest.game.scene import Scene
from svcquest.game.targets import NoTargetError, fill
from svcquest.game.verdict import Row
from svcquest.levels.probe_format import EnvironmentExpect, EnvironmentProbe, ObjectProbe
from svcquest.model import kinds
from svcquest.model.language import _
from svcquest.model.resource import Resource
from svcquest.model.status import show_value
from svcquest.model.tree import Path, dig
from svcquest.terminal.kubectl.resource_types import find_type

_STEP = r"\[(\d+)\]|([^.\[\]]+)"


def object_rows(probe: ObjectProbe, scene: Scene) -> Iterator[Row]:
    """One row: the object as it is now."""
    expect = probe.expect
    now, then = _find(scene.state, probe.object, scene), _find(scene.start, probe.object, scene)
    if expect.absent:
        yield Row("", probe.object, _("gone"), _("there is one") if now else _("gone"), passed=now is None)
        return
    if now is None:
        yield Row("", probe.object, _("an object of this name"), _("there is none"), passed=False)
        return
    changed = [path for path in expect.unchanged if _at(now, path) != _at(then, path)]
    different = [each for path, part in expect.matches.items() for each in _differences(_at(now, path), part, path)]
    wanted = [_("{field} as it was", field=path) for path in expect.unchanged]
    wanted += [f"{path} {show_value(value)}" for path, value in expect.matches.items()]
    observed = [
        _(
            "{field} was {before}, is {now}",
            field=path,
            before=show_value(_at(then, path)),
            now=show_value(_at(now, path)),
        )
        for path in changed
    ]
    yield Row(
        "", probe.object, "; ".join(wanted), "; ".join(observed + different) or _("so it is"), not changed + different
    )


def environment_rows(probe: EnvironmentProbe, scene: Scene) -> Iterator[Row]:
    """One row for each source."""
    expect = probe.expect
    for source in places(probe.source, scene.state):
        vantage = vantage_of(source, scene.state)
        pod = scene.state.get(kinds.POD, vantage.namespace, vantage.name) if vantage else None
        if pod is None:
            yield Row(
                source, probe.env, _("a running program"), _("{source} is not there", source=source), passed=False
            )
            continue
        value = container_environment(scene.state, pod).get(probe.env)
        try:
            words, held = _held(expect, value, scene.state)
        except NoTargetError as error:
            yield Row(source, probe.env, _("a value"), str(error), passed=False)
            continue
        yield Row(source, probe.env, words, _("not set") if value is None else value, held)


def _held(expect: EnvironmentExpect, value: str | None, state: State) -> tuple[str, bool]:
    """What a variable was to hold, in words, and whether it does."""
    if not expect.set:
        return _("not set"), value is None
    wanted, unwanted = fill(expect.value, state), fill(expect.other, state)
    words = wanted or (_("not {value}", value=unwanted) if unwanted else _("some value"))
    return words, value is not None and wanted in ("", value) and value != unwanted


def _find(state: State, text: str, scene: Scene) -> Resource | None:
    word, _slash, rest = text.partition("/")
    kind = find_type(word)
    if kind is None:
        return None
    namespace, _last, name = rest.rpartition("/")
    return state.get(kind, (namespace or scene.namespace) if kind.namespaced else "", name)


def parse_path(text: str) -> Path:
    """``spec.ports[0].port`` as steps."""
    return tuple(int(match[1]) if match[1] else match[2] for match in re.finditer(_STEP, text))


def _at(resource: Resource | None, path: str) -> Any:
    return dig(resource.tree, *parse_path(path)) if resource else None


def _differences(tree: Any, part: Any, path: str) -> Iterator[str]:
    """Where a tree lacks a part: mappings may hold more, lists and scalars must be equal."""
    if isinstance(part, Mapping) and isinstance(tree, Mapping):
        for name, value in part.items():
            yield from _differences(tree.get(name), value, f"{path}.{name}")
    elif tree != part:
        yield _("{field} is {now}", field=path, now=show_value(tree))

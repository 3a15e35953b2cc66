"""Wrong answers derived from the right one.

A probe that lets a wrong answer through is a hole in a level. Each mutant is the right answer with one thing changed
that people get wrong: a selector key, a port, a type, a policy, a name. Those that come to the same as the right
answer, because a default fills in what was dropped or the server refuses them, are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain

from svcquest.engine.cluster import Accepted
from svcquest.engine.state import State
from svcquest.game.proving.other_mutations import other_mutations
from svcquest.game.proving.service_mutations import Mutation, service_mutations
from svcquest.game.proving.written import Written, meant, removed, written
from svcquest.game.stage import fork
from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree, with_value


@dataclass(frozen=True, slots=True)
class Mutant:
    """A wrong answer.

    Attributes:
        id: the object and what was done to it, ``service/shop/web: spec.selector.app dropped``; stable, level files
            name it.
        state: the cluster with it.
        right: the object as the right answer has it, None where it deleted one.
        wrong: the object as the mutant has it, None where it did not make it.
    """

    id: str
    state: State
    right: Tree | None
    wrong: Tree | None


def mutants_of(start: State, solved: State, *, names_matter: bool = False) -> Iterator[Mutant]:
    """The mutants of a right answer, in the order of its objects.

    Args:
        start: the level's start.
        solved: the start with the right answer given.
        names_matter: some probe looks port names up, so that a wrong one must be noticed.
    """
    objects = list(written(start, solved))
    for made in objects:
        found = (
            service_mutations(made, solved, names_matter=names_matter)
            if made.kind == kinds.SERVICE
            else other_mutations(made, partial(_same_again, solved, made))
        )
        seen = [_essence(made.tree)]
        for what, tree in chain(found, _elsewhere(made, solved)):
            state = written_instead(solved, made, tree)
            if state is None:
                continue
            essence = _essence_in(state, made, tree)
            if essence not in seen:
                seen.append(essence)
                yield Mutant(f"{made.label}: {what}", state, made.tree, tree)
        if len(objects) > 1:
            yield from _left_out(solved, made)
    for resource in removed(start, solved):
        yield from _kept(solved, resource)


def _elsewhere(made: Written, state: State) -> Iterator[Mutation]:
    """The object under another name, or in another namespace; only where the answer made it."""
    if made.before is not None:
        return
    yield f"metadata.name changed to {made.name}x", with_value(made.tree, ("metadata", "name"), f"{made.name}x")
    if made.kind.namespaced:
        others = sorted({each.namespace for each in state.select(kinds.POD)} - {made.namespace, "kube-system"})
        for other in (*others[:2], *(["default"] if "default" not in (made.namespace, *others) else [])):
            yield f"metadata.namespace changed to {other}", with_value(made.tree, ("metadata", "namespace"), other)


def written_instead(solved: State, made: Written, tree: Tree) -> State | None:
    """The state in which the player wrote this instead; None when the server refuses it."""
    cluster = fork(solved)
    namespace = tree["metadata"].get("namespace", "")
    if made.before is not None:
        answer = cluster.update(made.kind, made.namespace, made.name, _with_allocated(solved, made, tree))
    else:
        cluster.delete(made.kind, made.namespace, made.name)
        answer = cluster.create(made.kind, tree, namespace=namespace)
    return cluster.state if isinstance(answer, Accepted) else None


def _same_again(solved: State, made: Written, tree: Tree) -> bool:
    state = written_instead(solved, made, tree)
    return state is not None and _essence_in(state, made, tree) == _essence(made.tree)


def _with_allocated(solved: State, made: Written, tree: Tree) -> Tree:
    """An object that stays in place keeps its labels' and annotations' bookkeeping."""
    live = solved.get(made.kind, made.namespace, made.name)
    notes = live.metadata.get("annotations") if live is not None else None
    return with_value(tree, ("metadata", "annotations"), notes) if notes else tree


def _essence_in(state: State, made: Written, tree: Tree) -> Tree:
    metadata = tree["metadata"]
    live = state.get(made.kind, metadata.get("namespace", made.namespace), metadata["name"])
    return _essence(meant(live)) if live is not None else {}


def _essence(tree: Tree) -> Tree:
    """What two answers are compared by: everything but numbers that the server drew."""
    return {name: value for name, value in tree.items() if name != "apiVersion"}


def _left_out(solved: State, made: Written) -> Iterator[Mutant]:
    """The right answer without this object's part."""
    cluster = fork(solved)
    if made.before is None:
        cluster.delete(made.kind, made.namespace, made.name)
        yield Mutant(f"{made.label}: not made", cluster.state, made.tree, None)
        return
    answer = cluster.update(made.kind, made.namespace, made.name, _with_allocated(solved, made, made.before))
    if isinstance(answer, Accepted):
        yield Mutant(f"{made.label}: left as it was", cluster.state, made.tree, made.before)


def _kept(solved: State, resource: Resource) -> Iterator[Mutant]:
    """The right answer without the deletion of an object."""
    cluster = fork(solved)
    tree = meant(resource)
    answer = cluster.create(resource.kind, tree, namespace=resource.namespace)
    if isinstance(answer, Accepted):
        label = Written(resource.kind, resource.namespace, resource.name, tree, None).label
        yield Mutant(f"{label}: not deleted", cluster.state, None, tree)

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from svcquest.engine.controllers.slice_plan import Plan, Slice, plan
from svcquest.model.tree import Tree

PORTS: tuple[Tree, ...] = ({"name": "", "port": 80, "protocol": "TCP"},)


def ends(*names: str) -> tuple[Tree, ...]:
    return tuple({"addresses": [name], "conditions": {"ready": True}} for name in names)


def shown(planned: Plan) -> list[tuple[str, str]]:
    """Name and endpoints of each slice."""
    return [(each.name, "".join(end["addresses"][0] for end in each.endpoints)) for each in planned.slices]


def test_endpoints_stay_where_they_are() -> None:
    before = [Slice("one", PORTS, ends("a", "b")), Slice("two", PORTS, ends("c"))]
    planned = plan(before, [(PORTS, ends("c", "b", "a"))], limit=2)
    assert shown(planned) == [("one", "ab"), ("two", "c")]


def test_slices_that_change_anyway_are_filled_first() -> None:
    before = [Slice("one", PORTS, ends("a", "b")), Slice("two", PORTS, ends("c", "d"))]
    planned = plan(before, [(PORTS, ends("a", "b", "c", "e"))], limit=3)
    assert shown(planned) == [("one", "ab"), ("two", "ce")]


def test_the_fullest_slice_that_takes_the_rest_is_next() -> None:
    before = [Slice("one", PORTS, ends("a")), Slice("two", PORTS, ends("b", "c"))]
    planned = plan(before, [(PORTS, ends("a", "b", "c", "d"))], limit=3)
    assert sorted(shown(planned)) == [("one", "a"), ("two", "bcd")]


def test_what_fits_nowhere_takes_a_new_slice() -> None:
    planned = plan([Slice("one", PORTS, ends("a", "b"))], [(PORTS, ends("a", "b", "c", "d", "e"))], limit=2)
    assert shown(planned) == [("one", "ab"), ("", "cd"), ("", "e")]


def test_a_slice_that_is_left_over_lends_its_name() -> None:
    other: tuple[Tree, ...] = ({"name": "", "port": 81, "protocol": "TCP"},)
    planned = plan([Slice("one", PORTS, ends("a"))], [(other, ends("a"))])
    assert shown(planned) == [("one", "a")]
    assert planned.delete == ()


def test_the_last_slice_becomes_the_placeholder_unless_none_is_wanted() -> None:
    before = [Slice("one", PORTS, ends("a")), Slice("two", PORTS, ends("b"))]
    assert plan(before, []) == Plan((Slice("one"),), ("two",))
    assert plan([Slice("one")], []) == Plan((Slice("one"),), ())
    assert plan([], []) == Plan((Slice(""),), ())
    assert plan(before, [], placeholder=False) == Plan((), ("one", "two"))


names = st.sets(st.sampled_from("abcdefghijkl"), max_size=12)


@given(st.lists(names, max_size=5), st.integers(1, 4))
def test_every_endpoint_is_in_exactly_one_slice_and_no_slice_is_too_full(steps: list[set[str]], limit: int) -> None:
    slices: tuple[Slice, ...] = ()
    for step, wanted in enumerate(steps):
        groups = [(PORTS, ends(*sorted(wanted)))] if wanted else []
        planned = plan(slices, groups, limit=limit)
        assert "".join(sorted("".join(text for _, text in shown(planned)))) == "".join(sorted(wanted))
        assert all(len(each.endpoints) <= limit for each in planned.slices)
        assert not {each.name for each in planned.slices} & set(planned.delete)
        slices = tuple(
            Slice(each.name or f"{step}-{index}", each.ports, each.endpoints)
            for index, each in enumerate(planned.slices)
        )

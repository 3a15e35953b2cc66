"""The glossary: complete, linked, found by every usual word."""

from __future__ import annotations

import pytest

from svcquest.levels.catalog import Catalog
from svcquest.levels.glossary import Concept, Glossary

GLOSSARY = Glossary()
IDS = {page.id for page in GLOSSARY.concepts}


def test_there_are_enough_pages() -> None:
    assert len(IDS) >= 25


@pytest.mark.parametrize("page", GLOSSARY.concepts, ids=lambda page: page.id)
def test_a_page_is_whole(page: Concept) -> None:
    assert page.title
    assert page.id not in page.see
    assert set(page.see) <= IDS
    assert len(page.text) > 200
    assert len(page.summary) < 200


def test_names_are_not_ambiguous() -> None:
    names = [name for page in GLOSSARY.concepts for name in {page.id, page.title.lower(), *page.also}]
    assert len(names) == len(set(names))


def test_every_concept_that_a_level_teaches_has_a_page() -> None:
    taught = {concept for entry in Catalog().entries for concept in entry.header.teaches}
    assert {concept for concept in taught if GLOSSARY.find(concept) is None} == set()


@pytest.mark.parametrize(
    ("word", "page"),
    [
        ("targetPort", "target-port"),
        ("target-port", "target-port"),
        ("Headless Service", "headless"),
        ("ndots", "search-list"),
        ("svc", "service"),
        ("ClusterIP", "cluster-ip"),
        ("ipvs", "proxy-modes"),
        ("externalTrafficPolicy", "traffic-policy"),
        ("endpointsl", "endpoints"),
    ],
)
def test_pages_are_found_by_what_people_call_them(word: str, page: str) -> None:
    found = GLOSSARY.find(word)
    assert found is not None
    assert found.id == page


@pytest.mark.parametrize("word", ["", "nothing of the kind", "e"])
def test_what_is_not_there_is_not_found(word: str) -> None:
    assert GLOSSARY.find(word) is None


def test_search_looks_into_names_first_and_then_into_texts() -> None:
    found = [page.id for page in GLOSSARY.search("headless")]
    assert found[0] == "headless"
    assert "stateful-names" in found
    assert GLOSSARY.search("headless statefulset dig")
    assert GLOSSARY.search("zzz") == ()


def test_pages_in_another_language_stand_for_those_of_the_same_name() -> None:
    """A word finds the same page in both, and a page refers to the same others."""
    chinese = Glossary("zh")
    told = [page for page, written in zip_by_id(chinese, GLOSSARY) if page != written]
    assert len(told) >= 10
    for page, written in zip_by_id(chinese, GLOSSARY):
        assert page.see == written.see
        assert set(written.also) <= set(page.also)
        assert chinese.find(written.title) == page
        assert len(page.summary) < 200
    assert Glossary("xx").concepts == Glossary("../zh").concepts == GLOSSARY.concepts


def zip_by_id(one: Glossary, other: Glossary) -> list[tuple[Concept, Concept]]:
    known = {page.id: page for page in other.concepts}
    assert {page.id for page in one.concepts} == known.keys()
    return [(page, known[page.id]) for page in one.concepts]


def test_titles_of_what_a_level_teaches_each_once() -> None:
    words = ("target-port", "named-port", "node-ip", "something-of-a-pack")
    assert Glossary().titles(words) == ["targetPort", "Node IP", "something-of-a-pack"]

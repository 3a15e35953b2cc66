"""Tables of nftables laid out as ``nft list`` prints them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from svcquest.engine.proxy.listing.nft_values import Element, NamedSet, NftChain, NftTable

Mark = Callable[[], str]
"""What stands behind a thing's first line: its handle, or nothing."""

_PER_LINE = {"ipv4_addr": 2}
"""Elements of a set in one line, by their type; all others have one each."""
_BREAK = ",\n\t\t\t     "


def table_lines(table: NftTable, things: Iterable[NamedSet | NftChain], mark: Mark, *, comment: bool) -> Iterator[str]:
    """A table and some of what is in it.

    Args:
        comment: with what the table is for.
    """
    yield f"table {table.family} {table.name} {{{mark()}"
    if comment:
        yield f'\tcomment "{table.comment}"'
    for number, thing in enumerate(things):
        if number:
            yield ""
        yield from _chain(thing, mark) if isinstance(thing, NftChain) else _set(thing, mark)
    yield "}"


def _chain(chain: NftChain, mark: Mark) -> Iterator[str]:
    yield f"\tchain {chain.name} {{{mark()}"
    if chain.comment:
        yield f'\t\tcomment "{chain.comment}"'
    if chain.hook:
        yield f"\t\t{chain.hook}; policy accept;"
    for rule in chain.rules:
        yield f"\t\t{rule}{mark()}"
    yield "\t}"


def _set(found: NamedSet, mark: Mark) -> Iterator[str]:
    yield f"\t{found.kind} {found.name} {{{mark()}"
    yield f"\t\ttype {found.type}"
    for line in found.settings:
        yield f"\t\t{line}"
    if found.comment:
        yield f'\t\tcomment "{found.comment}"'
    if found.elements:
        yield f"\t\telements = {{ {_elements(found)} }}"
    yield "\t}"


def _elements(found: NamedSet) -> str:
    size = _PER_LINE.get(found.type, 1)
    texts = [_element(each) for each in found.elements]
    return _BREAK.join(", ".join(texts[start : start + size]) for start in range(0, len(texts), size))


def _element(element: Element) -> str:
    comment = f' comment "{element.comment}"' if element.comment else ""
    verdict = f" : {element.verdict}" if element.verdict else ""
    return f"{' . '.join(element.key)}{comment}{verdict}"

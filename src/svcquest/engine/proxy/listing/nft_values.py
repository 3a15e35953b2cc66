"""nftables as data: sets, maps, chains and the table that holds them."""

from __future__ import annotations

from typing import Literal

from svcquest.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Element:
    """An entry of a set, or of a map with a verdict.

    Attributes:
        key: one part for an address, several for address, protocol and port.
    """

    key: tuple[str, ...]
    verdict: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class NamedSet:
    """A set or a map.

    Attributes:
        type: of the key, and of the verdict behind a colon.
        settings: lines such as ``flags dynamic,timeout``.
    """

    kind: Literal["set", "map"]
    name: str
    type: str
    comment: str = ""
    settings: tuple[str, ...] = ()
    elements: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class NftChain:
    """A chain; ``hook`` is where the kernel calls it, empty where only rules lead to it."""

    name: str
    rules: tuple[str, ...]
    hook: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class NftTable:
    """A table with all that is in it, in the order in which it was made."""

    family: Literal["ip", "ip6"]
    name: str
    comment: str
    sets: tuple[NamedSet, ...]
    chains: tuple[NftChain, ...]

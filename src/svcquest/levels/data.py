"""Where the data that comes with the program lies: in a checkout beside ``src``, else inside of the package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def data_folder(name: str) -> Path:
    """The folder ``levels`` or ``assets``."""
    source = _PACKAGE.parent
    checkout = source.parent / name
    return checkout if source.name == "src" and checkout.is_dir() else _PACKAGE / "_data" / name

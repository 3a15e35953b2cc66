"""Where the data that comes with the program lies: in a checkout beside ``src``, else inside of the package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def data_folder(name: str) -> Path:
    """The folder ``levels`` or ``assets``."""
    checkout = _PACKAGE.parent.parent / name
    return checkout if (_PACKAGE.parent / "svcquest").is_dir() and checkout.is_dir() else _PACKAGE / "_data" / name

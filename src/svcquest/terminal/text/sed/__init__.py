"""``sed``: edits lines as they pass."""

from svcquest.terminal.text.sed.main import main

__all__ = ["main"]

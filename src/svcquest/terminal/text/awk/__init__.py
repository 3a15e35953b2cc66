"""``awk``: patterns and actions over the fields of lines."""

from svcquest.terminal.text.awk.main import main

__all__ = ["main"]

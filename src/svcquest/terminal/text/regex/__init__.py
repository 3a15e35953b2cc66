"""Regular expressions of POSIX (basic and extended), bounded in time whatever the pattern."""

from svcquest.terminal.text.regex.matching import Found, Regex, compile_regex, matches
from svcquest.terminal.text.regex.pattern import PatternError

__all__ = ["Found", "PatternError", "Regex", "compile_regex", "matches"]

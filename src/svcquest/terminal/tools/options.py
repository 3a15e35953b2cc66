"""Command lines in the style of getopt, as most tools read them."""

from __future__ import annotations

import getopt
from collections.abc import Iterable, Sequence


class OptionError(Exception):
    """A command line that getopt rejects.

    Attributes:
        option: without its dashes.
        unknown: there is no such option; else its value is missing.
    """

    def __init__(self, option: str, unknown: bool) -> None:
        self.option = option
        self.unknown = unknown
        text = "invalid option" if unknown else "option requires an argument"
        super().__init__(f"{text} -- '{option}'" if len(option) == 1 else f"unrecognized option '--{option}'")


def parse_all(
    args: Sequence[str], short: str, long: Iterable[str] = (), *, permute: bool = True
) -> tuple[list[tuple[str, str]], list[str]]:
    """Options in order (name without dashes, value) and the other words.

    Args:
        short: letters, those with a value followed by a colon.
        long: names, those with a value followed by ``=``.
        permute: options may follow other words.

    Raises:
        OptionError: an option is unknown or lacks its value.
    """
    read = getopt.gnu_getopt if permute else getopt.getopt
    try:
        found, words = read(list(args), short, list(long))
    except getopt.GetoptError as problem:
        raise OptionError(problem.opt, "not recognized" in problem.msg or "must not" in problem.msg) from None
    return [(name.lstrip("-"), value) for name, value in found], words


def parse(
    args: Sequence[str], short: str, long: Iterable[str] = (), *, permute: bool = True
) -> tuple[dict[str, str], list[str]]:
    """The same as a table; the last value of a repeated option counts.

    Raises:
        OptionError: an option is unknown or lacks its value.
    """
    found, words = parse_all(args, short, long, permute=permute)
    return dict(found), words


def whole(text: str, most: int = 65_535) -> int | None:
    """The value of an option as a number from 0 to ``most``, None where it is no such number."""
    is_number = text.isascii() and text.isdigit() and len(text) < 20
    return int(text) if is_number and int(text) <= most else None
